"""Asleep: what a worker remembers, kept in a file, so that the next process begins as one that slept.

It wakes to what it would have found after a long rest: the journal tells what has changed since, and
the release that is served whether it is still the one that is remembered. Only a process with the same
code, packages and settings can read the file, and nobody can write it who does not know our secret.
"""

import gzip
import hmac
import logging
import pickle
import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings

from sitegen.made_by import LIBRARIES, made_by, package_digest

__all__ = ["Asleep"]

FILE = "cache/asleep"
_ADDRESS = re.compile(" at 0x[0-9a-f]+")
_log = logging.getLogger("loa.release")


class Asleep:
    """The memory of the last process that worked in ``folder``.

    Made when a process begins: its code is known then, and may be replaced while it runs.
    """

    def __init__(self, folder: Path) -> None:
        self._place = folder / FILE
        self._key = hmac.digest(settings.SECRET_KEY.encode(), _made_from(), "sha256")

    def wake(self) -> Any:
        """Return what was remembered, None when nothing is kept, or not by the like of us."""
        try:
            said = self._place.read_bytes()
            sign, content = said[:32], said[32:]
            if not hmac.compare_digest(sign, self._sign(content)):
                return None
            with gzip.open(BytesIO(content)) as packed:
                return pickle.load(packed)  # noqa: S301  # signed by ourselves
        except FileNotFoundError:
            return None
        except Exception:  # noqa: BLE001  # whoever cannot wake begins with nothing
            _log.warning("what was remembered cannot be read", exc_info=True)
            return None

    def keep(self, memory: object) -> None:
        """Keep ``memory`` for the next process; raises whatever a disk or an odd value raises."""
        packing = BytesIO()
        with gzip.open(packing, "wb", compresslevel=1) as packed:
            pickle.dump(memory, packed, pickle.HIGHEST_PROTOCOL)
        content = packing.getvalue()
        self._place.parent.mkdir(parents=True, exist_ok=True)
        half = self._place.with_suffix(".half")
        half.unlink(missing_ok=True)
        half.touch(0o600)  # it holds the words of pages, some of which may be gone by tomorrow
        half.write_bytes(self._sign(content) + content)
        half.replace(self._place)

    def forget(self) -> None:
        """Let go of what is kept: it may hold what nobody may see any more."""
        self._place.unlink(missing_ok=True)

    def _sign(self, content: bytes) -> bytes:
        return hmac.digest(self._key, content, "sha256")


def _made_from() -> bytes:
    """Return what code, packages and settings are: what is remembered is true with these only."""
    folders = (Path(one.path) for one in apps.get_app_configs())
    ours = (package_digest(folder) for folder in folders if not folder.is_relative_to(LIBRARIES))
    names = (name for name in dir(settings) if name.isupper())
    said = (f"{name} {_said(getattr(settings, name))}" for name in names)
    return "\n".join((made_by(), *ours, *said)).encode()


def _said(value: Any) -> str:
    """Return a setting as every process says it."""
    if isinstance(value, Mapping):
        return repr([(key, _said(one)) for key, one in value.items()])
    if isinstance(value, set | frozenset):
        return repr(sorted(map(_said, value)))
    if isinstance(value, list | tuple):
        return repr([*map(_said, value)])
    return _ADDRESS.sub("", repr(value))
