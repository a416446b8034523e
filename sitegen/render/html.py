"""HTML: one document and its surroundings in, one page out."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from sitegen.documents.kinds import Document
from sitegen.documents.view import View
from sitegen.languages import LANGUAGES
from sitegen.render.assets import asset_paths
from sitegen.render.labels import label_source
from sitegen.render.macros import document_macro, page_macro, template_sources
from sitegen.render.page import Page

__all__ = ["closure_digest", "render", "template_digest"]

_MODULES = (
    "callouts",
    "charts",
    "compiling",
    "dublin_core",
    "formats",
    "html",
    "identity",
    "inline",
    "labels",
    "macros",
    "notices",
    "page",
    "pictures",
    "print/qr",
    "schema_org",
)


def render(document: Document, view: View) -> bytes:
    """Return the page of ``document`` as UTF-8."""
    page = Page(document, view)
    content = document_macro(document.kind)(document, page)
    return page_macro()(page, content).encode()


@cache
def template_digest(kind: str) -> str:
    """Return a digest that changes whenever pages of ``kind`` could come out differently.

    It covers the templates of the kind, the words of every language, the code that renders
    and the names of the assets (and with them their content).
    """
    folder = Path(__file__).parent
    code = [(folder / f"{name}.py").read_bytes() for name in _MODULES]
    pure = folder.parent / "documents"
    code += [(pure / f"{name}.py").read_bytes() for name in ("callouts", "colours")]
    words = [label_source(language) for language in sorted(LANGUAGES)]
    names = [path.encode() for path in asset_paths().values()]
    return closure_digest(kind, template_sources(), (*code, *words, *names))


def closure_digest(kind: str, sources: Mapping[str, str], others: Iterable[bytes] = ()) -> str:
    """Return the digest of the templates that a page of ``kind`` is made with, and of ``others``.

    Any document may hold any node, so the templates of other documents alone are left out.
    """
    digest = hashlib.sha256(kind.encode())
    for name, source in sorted(sources.items()):
        if not name.startswith("documents/") or name == f"documents/{kind}.html":
            digest.update(f"\n{name}\n{source}".encode())
    for other in others:
        digest.update(b"\n" + hashlib.sha256(other).digest())
    return digest.hexdigest()
