"""Which new form has made what, so that no form makes two."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0010_uses_of_attachments'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='NewForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=255, verbose_name='địa chỉ')),
                ('token', models.CharField(max_length=64, verbose_name='mã')),
                ('sent', models.PositiveBigIntegerField(default=0, verbose_name='lần gửi')),
                ('at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='lúc')),
                ('made_key', models.CharField(blank=True, editable=False, max_length=64)),
                ('made_type', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'address', 'token'), name='one_new_form_makes_one_thing')],
            },
        ),
    ]
