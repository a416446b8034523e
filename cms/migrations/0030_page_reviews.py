import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0029_obligations'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='PageReview',
            fields=[
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='periodic', serialize=False, to='wagtailcore.page', verbose_name='trang')),
                ('reviewed_on', models.DateField(null=True, verbose_name='rà soát ngày')),
                ('review_on', models.DateField(db_index=True, verbose_name='rà soát lần tới')),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người rà soát')),
            ],
            options={
                'verbose_name': 'rà soát định kỳ',
                'verbose_name_plural': 'rà soát định kỳ',
                'default_permissions': (),
            },
        ),
    ]
