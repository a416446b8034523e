"""Expand, then contract: the version before works on with the database of the version after."""

from importlib import import_module
from typing import Any

import pytest
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader

from cms.settings.environment import ROOT

BEFORE_THE_RULE = {"cms": 23, "guides": 2, "media": 2, "sitegen": 2}
"""The last numbers of the time when every server was stopped for an upgrade."""
ADDS = (
    migrations.AddIndex,
    migrations.AlterModelManagers,
    migrations.AlterModelOptions,
    migrations.CreateModel,
    migrations.RunPython,
    migrations.SeparateDatabaseAndState,
)
LONG = 1 << 30
NEWER = [
    f"{app}.migrations.{file.stem}"
    for app, last in BEFORE_THE_RULE.items()
    for file in sorted((ROOT / app / "migrations").glob("[0-9]*.py"))
    if int(file.name[:4]) > last
]


def hinders(operation: Any, before: Any = None) -> bool:
    """Tell whether the version before could not write any more; ``before`` is an altered field."""
    if isinstance(operation, migrations.AddField):
        field = operation.field
        has_column = not isinstance(field, models.ManyToManyField)
        return has_column and not field.null and not field.has_db_default()
    if isinstance(operation, migrations.AlterField):
        return is_tighter(operation.field, before)
    return not isinstance(operation, ADDS)


def is_tighter(field: Any, before: Any) -> bool:
    """Tell whether something that ``before`` could hold cannot be held any more."""
    if before.null and not field.null and not field.has_db_default():
        return True
    is_shorter = (field.max_length or LONG) < (before.max_length or LONG)
    return is_shorter or field.get_internal_type() != before.get_internal_type()


@pytest.mark.django_db  # a migration of wagtail-localize asks it while it is loaded
@pytest.mark.parametrize("name", NEWER or [pytest.param("", marks=pytest.mark.skip("none yet"))])
def test_migration_only_adds_or_says_what_it_takes_away(name: str) -> None:
    module = import_module(name)
    if "Contract:" in (module.__doc__ or ""):
        return
    app, _migrations, number = name.split(".")
    state = MigrationLoader(connection).project_state((app, number), at_end=False)
    found = []
    for one in module.Migration.operations:
        is_altered = isinstance(one, migrations.AlterField)
        before = state.models[app, one.model_name_lower].fields[one.name] if is_altered else None
        found += [one.describe()] if hinders(one, before) else []
        one.state_forwards(app, state)
    assert found == [], "docs/operators/upgrade.md: expand, then contract"


@pytest.mark.parametrize(
    ("operation", "is_wrong"),
    [
        (migrations.AddField("term", "x", models.IntegerField(default=0)), True),
        (migrations.AddField("term", "x", models.IntegerField(db_default=0)), False),
        (migrations.AddField("term", "x", models.IntegerField(null=True)), False),
        (migrations.AddField("term", "x", models.ManyToManyField("cms.term")), False),
        (migrations.RemoveField("term", "x"), True),
        (migrations.RenameField("term", "x", "y"), True),
        (migrations.DeleteModel("term"), True),
        (migrations.CreateModel("other", []), False),
    ],
)
def test_what_hinders_the_version_before_is_known(operation: Any, is_wrong: bool) -> None:
    assert hinders(operation) == is_wrong


@pytest.mark.parametrize(
    ("before", "field", "is_wrong"),
    [
        (models.IntegerField(null=True), models.IntegerField(default=0), True),
        (models.IntegerField(null=True), models.IntegerField(db_default=0), False),
        (models.CharField(max_length=9), models.CharField(max_length=8), True),
        (models.CharField(max_length=9), models.CharField(max_length=10, choices=[]), False),
        (models.CharField(max_length=9), models.TextField(), True),
        (models.TextField(), models.CharField(max_length=9), True),
    ],
)
def test_field_that_holds_less_than_before_is_known(
    before: Any, field: Any, is_wrong: bool
) -> None:
    assert hinders(migrations.AlterField("term", "x", field), before) == is_wrong
