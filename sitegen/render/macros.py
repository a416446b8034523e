"""Templates: read once, compiled once, kept as callables by name.

Every template holds one macro named after its file ("nodes/callout.html" holds ``callout``),
so rendering a page looks nothing up and reads nothing.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Macro
from markupsafe import Markup, escape

__all__ = ["document_macros", "make_environment", "node_macros", "page_macro", "template_sources"]

_FOLDER = Path(__file__).parent / "templates"
_QUESTIONS = (
    *("said", "titled", "inline", "plain", "lang", "nodes", "href", "file", "asset"),
    *("day", "long_day", "file_size", "address_words", "offered"),
)


def printed(value: object) -> str:
    """Return ``value`` as it may stand in a page: markup as it is, all else escaped."""
    return value if type(value) is Markup else escape(value)


class _Generator(CodeGenerator):
    """Prints through ``printed``: Jinja would make every piece of markup anew, at a third of the time."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.printed(")


class _Environment(Environment):
    code_generator_class = _Generator
    printed = staticmethod(printed)


@cache
def template_sources() -> Mapping[str, str]:
    """Return every template by its name, "/" between folders, sorted."""
    files = sorted(_FOLDER.rglob("*.html"))
    return MappingProxyType(
        {file.relative_to(_FOLDER).as_posix(): file.read_text("utf-8") for file in files}
    )


def make_environment(sources: Mapping[str, str]) -> Environment:
    """Return the environment: unknown names stop the page, everything printed is escaped."""
    environment = _Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {name: _question(name) for name in _QUESTIONS}
    return environment


@cache
def node_macros() -> Mapping[str, Macro]:
    """Return the macro of every node and panel part, by its kind."""
    return _macros_under("nodes")


@cache
def document_macros() -> Mapping[str, Macro]:
    """Return the macro of every document, by its kind: what stands inside ``main``."""
    return _macros_under("documents")


@cache
def page_macro() -> Macro:
    """Return the macro of the whole page around a document."""
    macro: Macro = _environment().get_template("base.html").module.base  # type: ignore[attr-defined]  # a macro of the template
    return macro


@cache
def _environment() -> Environment:
    return make_environment(template_sources())


def _macros_under(folder: str) -> Mapping[str, Macro]:
    names = [PurePosixPath(name) for name in template_sources() if name.startswith(f"{folder}/")]
    return MappingProxyType(
        {
            name.stem: getattr(_environment().get_template(str(name)).module, name.stem)
            for name in names
        }
    )


def _question(name: str) -> Callable[[Any, Any], Any]:
    """Return ``value|name(page)``, which asks the page: a filter is called without detours."""

    def ask(value: Any, page: Any) -> Any:
        return getattr(page, name)(value)

    return ask
