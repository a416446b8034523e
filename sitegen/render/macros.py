"""Templates: read once, compiled when a page first needs one, kept as callables by name.

Every template holds one macro named after its file ("nodes/callout.html" holds ``callout``),
so rendering a page looks nothing up and reads nothing.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from sitegen.render.compiling import CompiledTemplates, DirectEnvironment

__all__ = ["document_macro", "make_environment", "node_macro", "page_macro", "template_sources"]

_FOLDER = Path(__file__).parent / "templates"
_QUESTIONS = frozenset(
    (
        *("said", "titled", "inline", "plain", "lang", "nodes", "href", "file", "asset"),
        *("day", "long_day", "moment", "file_size", "address_words", "offered"),
    )
)

Printing = Callable[[Any, Any], Markup]
"""Given a node or a document and the page, returns the markup."""


@cache
def template_sources() -> Mapping[str, str]:
    """Return every template by its name, "/" between folders, sorted."""
    files = sorted(_FOLDER.rglob("*.html"))
    return MappingProxyType(
        {file.relative_to(_FOLDER).as_posix(): file.read_text("utf-8") for file in files}
    )


def make_environment(sources: Mapping[str, str]) -> Environment:
    """Return the environment: unknown names stop the page, everything printed is escaped."""
    return DirectEnvironment(
        questions=_QUESTIONS,
        bytecode_cache=CompiledTemplates(_FOLDER / "__pycache__", _QUESTIONS),
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def node_macro(kind: str) -> Printing:
    """Return the macro of nodes and panel parts of one kind; raises TemplateNotFound."""
    return _macro("nodes", kind)


@cache
def document_macro(kind: str) -> Printing:
    """Return the macro of documents of one kind: what stands inside ``main``."""
    return _macro("documents", kind)


@cache
def page_macro() -> Printing:
    """Return the macro of the whole page around a document: given the page and its content."""
    made: Printing = _environment().get_template("base.html").module.base  # type: ignore[attr-defined]  # a macro of the template
    return made


@cache
def _environment() -> Environment:
    return make_environment(template_sources())


def _macro(folder: str, kind: str) -> Printing:
    made: Printing = getattr(_environment().get_template(f"{folder}/{kind}.html").module, kind)
    return made
