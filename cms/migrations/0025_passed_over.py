import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0024_preview_links'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='PassedOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=40, verbose_name='quy tắc')),
                ('digest', models.CharField(max_length=64)),
                ('words', models.CharField(max_length=200, verbose_name='chữ')),
                ('reason', models.CharField(max_length=200, verbose_name='vì sao')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
                ('officer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người bỏ qua')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page', verbose_name='trang')),
            ],
            options={
                'verbose_name': 'chữ đã bỏ qua',
                'verbose_name_plural': 'chữ đã bỏ qua',
                'ordering': ['-at', '-pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('page', 'rule', 'digest'), name='cms_passedover_once')],
            },
        ),
    ]
