"""Run: all rules over one page. A rule is a file in ``rules``, and its name is the file's.

What is wrong as it is typed is said while it is typed, and with publishing. A rule that
``COMES_LATER`` speaks of what becomes wrong in a page that nobody touches, as when a portal
closes: that is asked again with each release.
"""

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from inspect import cleandoc

from sitegen.proofreading import rules as written
from sitegen.proofreading.pieces import in_pieces, whole
from sitegen.proofreading.texts import Found, Known, PageTexts

__all__ = ["AT_RELEASE", "RULES", "Rule", "proofread"]

Find = Callable[[PageTexts, Known], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its ``name``, and in the officer's words the ``reason`` and what to do about it.

    ``comes_later`` tells that a page may fall under it without being touched.
    """

    name: str
    find: Find
    reason: str
    hint: str
    comes_later: bool


def _rule(name: str) -> Rule:
    module = import_module(f"{written.__name__}.{name}")
    reason, _, hint = cleandoc(module.find.__doc__ or "").partition("\n\n")
    return Rule(
        name=name.replace("_", "-"),
        find=module.find,
        reason=" ".join(reason.split()),
        hint=" ".join(hint.split()),
        comes_later=getattr(module, "COMES_LATER", False),
    )


RULES = tuple(_rule(module.name) for module in pkgutil.iter_modules(written.__path__))
"""All rules, in the order of their names."""

AT_RELEASE = tuple(rule for rule in RULES if rule.comes_later)


def proofread(
    page: PageTexts, known: Known, rules: Iterable[Rule] = RULES
) -> Iterator[tuple[Rule, Found]]:
    """Yield every place of ``page`` that one of ``rules`` finds, rule by rule."""
    pieces, of = in_pieces(page)
    for rule in rules:
        for found in rule.find(pieces, known):
            yield rule, whole(found, of)
