from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sitegen', '0001_changes_and_addresses'),
    ]

    operations = [
        migrations.AddField(
            model_name='formeraddress',
            name='is_silent',
            field=models.BooleanField(default=False, editable=False, verbose_name='giữ kín'),
        ),
    ]
