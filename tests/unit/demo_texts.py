"""Every text of the demo's content, gathered from its modules for the tests."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from cms.demo import content

MODULES = tuple(
    importlib.import_module(f"{content.__name__}.{module.name}")
    for module in pkgutil.iter_modules(content.__path__)
)

_BLOCK_TAG = re.compile(r"</?(?:p|ul|ol|li)>")
_LINK = re.compile(r'<a href="[^"]*">')
_WHOLE_TAG = re.compile(r"^<(code|b|i)>([^<]*)</\1>$")


def texts(value: Any) -> Iterator[str]:
    """Yield every string inside a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from texts(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def public_values() -> Iterator[tuple[str, Any]]:
    """Yield (module and name, value) of everything that the content modules offer."""
    for module in MODULES:
        for name in module.__all__:
            value = getattr(module, name)
            if not isinstance(value, type):
                yield f"{module.__name__}.{name}", value


def all_texts() -> Iterator[str]:
    """Yield every text that the content offers."""
    for _, value in public_values():
        yield from texts(value)


def segments(html: str) -> Iterator[str]:
    """Cut HTML as the translation tool does: a paragraph or item each, links by number."""
    for part in _BLOCK_TAG.split(html):
        if part.strip():
            numbers = iter(range(1, 99))
            linked = _LINK.sub(lambda _, n=numbers: f'<a id="a{next(n)}">', part.strip())
            yield _WHOLE_TAG.sub(r"\2", linked)
