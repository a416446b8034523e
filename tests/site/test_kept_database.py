"""The migrated database that tests keep is made anew when what shapes it has changed."""

import inspect
from pathlib import Path
from weakref import ReferenceType

from django.conf import settings
from django.db.models.signals import post_migrate

from sitegen.journal import watch


def test_what_migrate_calls_and_what_makes_triggers_is_in_the_digest_of_a_kept_database() -> None:
    called = [kept() for _, kept, _ in post_migrate.receivers if isinstance(kept, ReferenceType)]
    ours = {Path(inspect.getfile(one)) for one in (watch, *called) if _is_ours(one)}
    assert len(ours) > 3
    assert ours <= set(settings.LOA_SHAPING)


def _is_ours(one: object) -> bool:
    return getattr(one, "__module__", "").partition(".")[0] in ("cms", "guides", "media", "sitegen")
