"""Versions, dates and declared parameters of step sets; what is published already is version 1."""

import django.db.models.deletion
from django.db import migrations, models

import cms.fields


def count_first_publication(apps, _schema_editor):
    step_sets = apps.get_model("guides", "StepSet")
    step_sets.objects.filter(live=True).update(version=1)


class Migration(migrations.Migration):

    dependencies = [("guides", "0001_initial"), ("cms", "0006_interface_labels")]

    operations = [
        migrations.AddField(
            model_name="stepset",
            name="parameters",
            field=cms.fields.StreamField(
                blank=True,
                help_text=(
                    "Điều mỗi cơ quan một khác. Có sẵn, không cần khai: {{co_quan}}, "
                    "{{co_quan_day_du}}, {{tinh}}, {{cong_tinh}}, {{dia_chi_cong_tinh}}, {{cong}}, "
                    "{{dia_chi_cong}}."
                ),
                verbose_name="tham số",
                default=[],
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="stepset",
            name="version",
            field=models.PositiveIntegerField(
                default=0, editable=False, verbose_name="phiên bản"
            ),
        ),
        migrations.AddField(
            model_name="stepset",
            name="valid_from",
            field=models.DateField(blank=True, null=True, verbose_name="đúng từ ngày"),
        ),
        migrations.AddField(
            model_name="stepset",
            name="valid_until",
            field=models.DateField(
                blank=True,
                help_text="Qua ngày này, người đọc thấy lời nhắn rằng các bước có thể đã khác.",
                null=True,
                verbose_name="đúng đến hết ngày",
            ),
        ),
        migrations.AddField(
            model_name="stepset",
            name="replaced_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Mỗi hướng dẫn vẫn giữ bộ cũ cho tới khi cán bộ đồng ý chuyển.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="guides.stepset",
                verbose_name="được thay bằng",
            ),
        ),
        migrations.RunPython(count_first_publication, migrations.RunPython.noop),
    ]
