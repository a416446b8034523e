"""Formats of one sheet: their layout, pieces, foot and limits, and those that Loa brings."""

from typing import Any

import django.core.validators
from django.db import migrations, models

_FORMATS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Áp phích A3", {"width_mm": 297, "height_mm": 420, "safe_mm": 12, "layout": "poster", "least_ppi": 120, "least_pt": 18}),
    ("Áp phích A2", {"width_mm": 420, "height_mm": 594, "safe_mm": 15, "layout": "poster", "least_ppi": 100, "least_pt": 24}),
    (
        "Giá cuốn (standee) 800 × 1800 mm",
        {"width_mm": 800, "height_mm": 1800, "bleed_mm": 0, "safe_mm": 30, "layout": "standee"}
        | {"foot_mm": 200, "least_ppi": 100, "least_pt": 48},
    ),
    (
        "Tờ dán bảng tin A4, dải xé địa chỉ",
        {"width_mm": 210, "height_mm": 297, "layout": "tear_off", "piece_width_mm": 30, "piece_height_mm": 78},
    ),
    ("Phiếu thực hành A4 cho trường học", {"width_mm": 210, "height_mm": 297, "layout": "worksheet"}),
    (
        "Thẻ 90 × 55 mm, mười thẻ một tờ A4",
        {"width_mm": 210, "height_mm": 297, "safe_mm": 5, "layout": "cards", "piece_width_mm": 90, "piece_height_mm": 55},
    ),
)


def bring_formats(apps: Any, _schema_editor: Any) -> None:
    formats = apps.get_model("cms", "PrintFormat")._default_manager
    for name, values in _FORMATS:
        formats.get_or_create(
            name=name,
            defaults={"fold": "none", "sides": 1, "panel_widths": str(values["width_mm"]), **values},
        )


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0020_press_profiles'),
    ]

    operations = [
        migrations.AddField(
            model_name='printformat',
            name='foot_mm',
            field=models.DecimalField(decimal_places=1, default=0, help_text='Giá cuốn: phần cuốn vào chân đế, thường 150–200 mm.', max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(500)], verbose_name='chân để trống, mm'),
        ),
        migrations.AddField(
            model_name='printformat',
            name='layout',
            field=models.CharField(choices=[('panels', 'tờ gấp, tờ rơi'), ('poster', 'áp phích'), ('standee', 'giá cuốn (standee)'), ('tear_off', 'tờ dán bảng tin có dải xé'), ('worksheet', 'phiếu thực hành'), ('cards', 'thẻ')], default='panels', help_text='Áp phích, giá cuốn, bảng tin, phiếu, thẻ chỉ in phần cần của nội dung, trên một mặt giấy.', max_length=10, verbose_name='mẫu dàn trang'),
        ),
        migrations.AddField(
            model_name='printformat',
            name='least_ppi',
            field=models.PositiveSmallIntegerField(default=200, help_text='Cầm trên tay: 200. Đọc từ xa: 100–150.', validators=[django.core.validators.MinValueValidator(72), django.core.validators.MaxValueValidator(400)], verbose_name='hình ít nhất, điểm ảnh mỗi inch'),
        ),
        migrations.AddField(
            model_name='printformat',
            name='least_pt',
            field=models.PositiveSmallIntegerField(default=8, help_text='Trừ thông tin xuất bản. Cầm trên tay: 8. Áp phích: 18 trở lên.', validators=[django.core.validators.MinValueValidator(8), django.core.validators.MaxValueValidator(100)], verbose_name='chữ nhỏ nhất, pt'),
        ),
        migrations.AddField(
            model_name='printformat',
            name='piece_height_mm',
            field=models.DecimalField(decimal_places=1, default=0, help_text='Không có thì ghi 0.', max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(500)], verbose_name='một dải, một thẻ: chiều cao, mm'),
        ),
        migrations.AddField(
            model_name='printformat',
            name='piece_width_mm',
            field=models.DecimalField(decimal_places=1, default=0, help_text='Không có thì ghi 0.', max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(500)], verbose_name='một dải, một thẻ: chiều ngang, mm'),
        ),
        migrations.AlterField(
            model_name='printformat',
            name='panel_widths',
            field=models.CharField(blank=True, help_text='Mặt ngoài, từ trái sang phải, cách nhau một khoảng trắng: 97 100 100', max_length=80, verbose_name='bề ngang các mặt, mm'),
        ),
        migrations.RunPython(bring_formats, migrations.RunPython.noop),
    ]
