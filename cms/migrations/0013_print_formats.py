"""Formats as data, and one stream in the order of reading for the two sides of a leaflet."""

from typing import Any

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import cms.fields
import cms.models.print_format

_FORMATS: tuple[tuple[Any, ...], ...] = (
    ("Tờ gấp 600 × 205 mm, bốn mặt 150 mm", 600, 205, "double", "150 150 150 150"),
    ("Tờ gấp 600 × 205 mm, sáu mặt 100 mm", 600, 205, "zigzag", "100 100 100 100 100 100"),
    ("Tờ gấp ba từ giấy A4", 297, 210, "roll", "97 100 100"),
    ("Tờ gấp đôi từ giấy A4", 297, 210, "half", "148,5 148,5"),
    ("Tờ rơi A4, hai mặt", 210, 297, "none", "210"),
    ("Tờ rơi A5, hai mặt", 148, 210, "none", "148"),
)


def bring_formats(apps: Any, _schema_editor: Any) -> None:
    formats = apps.get_model("cms", "PrintFormat")._default_manager
    for name, width, height, fold, widths in _FORMATS:
        formats.create(
            name=name, width_mm=width, height_mm=height, fold=fold, panel_widths=widths
        )


def _millimetres(name: str, least: int, most: int) -> models.DecimalField[Any, Any]:
    validators = [
        django.core.validators.MinValueValidator(least),
        django.core.validators.MaxValueValidator(most),
    ]
    return models.DecimalField(
        decimal_places=1, max_digits=5, validators=validators, verbose_name=name
    )


class Migration(migrations.Migration):
    dependencies = [("cms", "0012_accepted_losses")]

    operations = [
        migrations.CreateModel(
            name="PrintFormat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="tên")),
                ("width_mm", _millimetres("chiều ngang tờ trải, mm", 60, 2000)),
                ("height_mm", _millimetres("chiều cao, mm", 60, 2000)),
                (
                    "fold",
                    models.CharField(
                        choices=[
                            ("none", "không gấp"),
                            ("half", "gấp đôi"),
                            ("roll", "gấp cuộn: mặt nọ gập vào trong mặt kia"),
                            ("zigzag", "gấp ziczac"),
                            ("double", "gấp đôi hai lần"),
                        ],
                        default="none",
                        max_length=8,
                        verbose_name="cách gấp",
                    ),
                ),
                (
                    "panel_widths",
                    models.CharField(
                        help_text="Mặt ngoài, từ trái sang phải, cách nhau một khoảng trắng: 97 100 100",
                        max_length=80,
                        verbose_name="bề ngang các mặt, mm",
                    ),
                ),
                (
                    "sides",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "một mặt"), (2, "hai mặt")],
                        default=2,
                        verbose_name="in mấy mặt giấy",
                    ),
                ),
                (
                    "bleed_mm",
                    models.DecimalField(
                        decimal_places=1,
                        default=3,
                        help_text="Nhà in thường xin 3 mm.",
                        max_digits=5,
                        validators=[django.core.validators.MaxValueValidator(10)],
                        verbose_name="chừa xén, mm",
                    ),
                ),
                (
                    "safe_mm",
                    models.DecimalField(
                        decimal_places=1,
                        default=6,
                        help_text="Chữ và hình không đứng gần mép xén và nếp gấp hơn thế.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(3),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="cách mép xén, mm",
                    ),
                ),
            ],
            options={
                "verbose_name": "khổ in",
                "verbose_name_plural": "khổ in",
                "ordering": ["pk"],
            },
        ),
        migrations.RunPython(bring_formats, migrations.RunPython.noop),
        migrations.AddField(
            model_name="leafletpage",
            name="format",
            field=models.ForeignKey(
                default=cms.models.print_format.first_format,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cms.printformat",
                verbose_name="khổ in",
            ),
        ),
        migrations.AddField(
            model_name="leafletpage",
            name="content",
            field=cms.fields.StreamField(
                default=[],
                help_text=(
                    "Theo thứ tự người ta đọc tờ đã gấp: bìa, mặt trong, mặt ngoài, bìa sau. Máy tự "
                    "chia ra các mặt; muốn phần nào bắt đầu ở mặt nào thì đặt “Sang mặt gấp khác” "
                    "trước phần đó."
                ),
                verbose_name="nội dung",
            ),
            preserve_default=False,
        ),
    ]
