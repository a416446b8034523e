"""Wagtail's REST API is not served here, so it is not loaded either.

What programs may read is the mirror's own data (``cms.api``). Wagtail's apps import their REST
API when they start, whether it is installed or not (https://github.com/wagtail/wagtail/issues/14296),
and with it pydantic, Django Ninja and Django REST framework: half of the time that a command needs
to start (0.8 of 1.7 s of CPU), and 49 MB of each process. Here its modules are answered with
blank ones; whoever uses one after the start is told. (The editor needs two of the three for
choosing pages; it loads them with its addresses.)
"""

import re
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

from django.apps import apps

__all__ = ["leave_out"]

_PLACES = re.compile(r"wagtail\.(?:(?:\w+\.)*api\.v3|contrib\.redirects\.api)(?:\.|$)")


def leave_out(installed: Sequence[str]) -> None:
    """Answer for Wagtail's REST API, unless it is among the ``installed`` apps."""
    is_there = any(isinstance(finder, _Finder) for finder in sys.meta_path)
    if "wagtail.api.v3" not in installed and not is_there:
        sys.meta_path.insert(0, _Finder())


class _Nothing:
    """Takes every call that Wagtail's apps make while they start, and does nothing."""

    def __call__(self, *_args: object, **_kwargs: object) -> "_Nothing":
        if apps.ready:
            raise RuntimeError("Wagtail's REST API is used, and cms/rest_api.py leaves it out")
        return self

    def __getattr__(self, name: str) -> "_Nothing":
        if name.startswith("__"):
            raise AttributeError(name)
        return self


class _Blank(ModuleType):
    """A module in which every name is there and nothing comes of it."""

    def __getattr__(self, name: str) -> _Nothing:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing()


class _Finder(MetaPathFinder, Loader):
    """Finds a blank module in the place of each one that is left out."""

    def find_spec(
        self, fullname: str, path: object, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where a module of the REST API comes from, None for all others."""
        return ModuleSpec(fullname, self, is_package=True) if _PLACES.match(fullname) else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return a blank module."""
        return _Blank(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Run nothing."""
