"""The index learns who offers an attachment, and that a page shows the pictures of its step sets.

It is emptied here; what fills an empty index after ``migrate`` reads everything again.
"""

from typing import Any

from django.db import migrations


def read_again(apps: Any, _schema_editor: Any) -> None:
    for name in ("Use", "UsedText", "FactName"):
        apps.get_model("cms", name)._default_manager.all().delete()


class Migration(migrations.Migration):
    dependencies = [("cms", "0009_take_down_many")]
    operations = [migrations.RunPython(read_again, migrations.RunPython.noop)]
