from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0035_any_language'),
    ]

    operations = [
        migrations.AddField(
            model_name='translatedrevision',
            name='made_of',
            field=models.CharField(editable=False, max_length=64, null=True, verbose_name='bản gốc khi dịch'),
        ),
        migrations.AddField(
            model_name='translatedrevision',
            name='source_now',
            field=models.CharField(editable=False, max_length=64, null=True, verbose_name='bản gốc hôm nay'),
        ),
    ]
