"""Addresses at which somebody without an account sees one draft, and what they answer."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0023_shared_cache'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PreviewLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='gửi cho ai')),
                ('was_live', models.BooleanField(editable=False)),
                ('made_at', models.DateTimeField(verbose_name='tạo lúc')),
                ('expires_at', models.DateTimeField(verbose_name='hết hạn lúc')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='thu hồi lúc')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tạo')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='trang')),
                ('revision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.revision', verbose_name='phiên bản')),
            ],
            options={
                'verbose_name': 'đường xem trước',
                'verbose_name_plural': 'đường xem trước',
                'ordering': ['-made_at', '-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PreviewAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('right', 'Đúng'), ('wrong', 'Sai ở chỗ này')], max_length=5, verbose_name='kết luận')),
                ('words', models.TextField(blank=True, verbose_name='nội dung')),
                ('name', models.CharField(max_length=100, verbose_name='người trả lời')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('revision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision')),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='cms.previewlink')),
            ],
            options={
                'verbose_name': 'câu trả lời',
                'verbose_name_plural': 'câu trả lời',
                'ordering': ['-at', '-pk'],
                'default_permissions': (),
            },
        ),
    ]
