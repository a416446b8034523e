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

__all__ = ["FILE", "Asleep"]

FILE = "cache/asleep"
_ADDRESS = re.compile(" at 0x[0-9a-f]+")
_log = logging.getLogger("loa.release")


class Asleep:
    """The memory of the last process that worked in ``folder``.

    Made when a process begins: its code is known then, and may be replaced while it runs.
    """

    def __init__(self, folder: Path) -> None:
        self._place = folder / FILE
        self._half = self._place.with_suffix(".half")
        self._key = hmac.digest(settings.SECRET_KEY.encode(), _made_from(), "sha256")
        self._unseen: frozenset[str] | None = None

    def wake(self) -> Any:
        """Return what was remembered, None when nothing is kept, or not by the like of us.

        Then it is of no use to anybody, and goes.
        """
        try:
            said = self._place.read_bytes() if self._place.is_file() else b""
            sign, content = said[:32], said[32:]
            if hmac.compare_digest(sign, self._sign(content)):
                with gzip.open(BytesIO(content)) as packed:
                    self._unseen, memory = pickle.load(packed)  # noqa: S301  # signed by ourselves
                return memory
        except Exception:  # noqa: BLE001  # whoever cannot wake begins with nothing
            _log.warning("what was remembered cannot be read", exc_info=True)
        self._forget()
        return None

    def hear(self, private: frozenset[str], *, is_anew: bool = False) -> bool:
        """Hear what is private before anything is collected; tell whether all that is remembered is not.

        A memory that begins ``is_anew`` never saw what is private then, and what is opened it will see.
        Once it saw what is private now it is not kept, and what is kept goes: values that nobody
        needs any more stay in it for days.
        """
        self._unseen = private if self._unseen is None or is_anew else self._unseen & private
        if private <= self._unseen:
            return True
        self._forget()
        return False

    def keep(self, memory: object) -> None:
        """Keep ``memory`` for the next process; raises whatever a disk or an odd value raises."""
        packing = BytesIO()
        with gzip.open(packing, "wb", compresslevel=1) as packed:
            pickle.dump((self._unseen, memory), packed, pickle.HIGHEST_PROTOCOL)
        content = packing.getvalue()
        self._place.parent.mkdir(parents=True, exist_ok=True)
        self._half.unlink(missing_ok=True)
        try:
            self._half.touch(0o600)  # it holds the words of pages
            self._half.write_bytes(self._sign(content) + content)
            self._half.replace(self._place)
        except BaseException:
            self._half.unlink(missing_ok=True)
            raise

    def _forget(self) -> None:
        try:
            self._place.unlink(missing_ok=True)
            self._half.unlink(missing_ok=True)
        except OSError:
            _log.exception("what is remembered cannot be deleted; tried again by the next release")

    def _sign(self, content: bytes) -> bytes:
        return hmac.digest(self._key, content, "sha256")


def _made_from() -> bytes:
    """Return what code, packages and settings are: what is remembered is true with these only."""
    others = (one for one in apps.get_app_configs() if one.name != "sitegen")  # made_by() says it
    folders = (Path(one.path) for one in others)
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
