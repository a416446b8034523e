"""A group can be told to log in with a second factor."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cms", "0021_one_sheet_formats")]

    operations = [
        migrations.AlterModelOptions(
            name="user",
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "permissions": (("log_in_with_two_factors", "Phải đăng nhập hai bước"),),
            },
        ),
    ]
