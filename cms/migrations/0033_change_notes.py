
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0032_page_ratings'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ChangeNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(blank=True, max_length=200, verbose_name='đã sửa gì')),
                ('only_wording', models.BooleanField(default=False, verbose_name='chỉ sửa lỗi chữ')),
                ('before', models.DateTimeField(null=True, verbose_name='bản trước')),
                ('published_at', models.DateTimeField(null=True, verbose_name='xuất bản lúc')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='change_notes', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='trang')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
            ],
            options={
                'verbose_name': 'lời ghi đã sửa gì',
                'verbose_name_plural': 'lời ghi đã sửa gì',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('published_at', None)), fields=('page',), name='one_waiting_note_of_a_page')],
            },
        ),
    ]
