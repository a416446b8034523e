"""On PostgreSQL what is kept for a while lies in a table, which all hosts of editors read."""

from django.conf import settings
from django.core.management import call_command
from django.db import migrations

NAME = "loa_cache"


def make(apps, schema_editor):
    """Do nothing where the cache is one process's own."""
    if settings.CACHES["default"].get("LOCATION") == NAME:
        call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    """What is in it can be made again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f'DROP TABLE IF EXISTS "{NAME}"')


class Migration(migrations.Migration):
    dependencies = [("cms", "0022_second_factor_duty")]

    operations = [migrations.RunPython(make, drop)]
