"""Words on the screens of a portal: a new field, empty for portals that are there."""

from django.db import migrations

import cms.fields


class Migration(migrations.Migration):

    dependencies = [("cms", "0005_where_used")]

    operations = [
        migrations.AddField(
            model_name="portal",
            name="interface_labels",
            field=cms.fields.StreamField(
                blank=True,
                help_text="Nút và thẻ mà các bước nhắc tới. Cổng đổi tên nút thì chỉ sửa ở đây.",
                verbose_name="chữ trên nút",
                default=[],
            ),
            preserve_default=False,
        ),
    ]
