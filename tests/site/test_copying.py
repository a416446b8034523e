"""What may be copied over: a database as migrations leave it, and no other."""

import pytest
from django.apps import apps
from django.db.models import QuerySet

from cms.copying import _BORN, CopyError, _refuse_to_overwrite
from tests.factories import Province

KINDS = [
    kind
    for kind in apps.get_models(include_auto_created=True)
    if kind._meta.managed and not kind._meta.proxy
]


@pytest.mark.django_db
def test_tables_in_which_migrations_put_rows_are_known() -> None:
    assert {kind._meta.db_table for kind in KINDS if QuerySet(kind).exists()} == _BORN
    _refuse_to_overwrite(KINDS)


def test_province_is_not_copied_over(province: Province) -> None:
    with pytest.raises(CopyError, match="đã có nội dung"):
        _refuse_to_overwrite(KINDS)
