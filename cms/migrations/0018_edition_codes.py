from django.db import migrations, models

import cms.models.print_edition


def give_codes(apps, schema_editor):
    """Give every edition of before a code, though none stands on its paper."""
    editions = apps.get_model('cms', 'PrintEdition')._default_manager
    taken = set()
    for edition in editions.filter(code=None):
        code = cms.models.print_edition.new_code()
        while code in taken:
            code = cms.models.print_edition.new_code()
        taken.add(code)
        editions.filter(pk=edition.pk).update(code=code)


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0017_edition_states'),
    ]

    operations = [
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='printedition',
            name='code',
            field=models.CharField(default=cms.models.print_edition.new_code, editable=False, max_length=12, unique=True, verbose_name='mã bản in'),
        ),
    ]
