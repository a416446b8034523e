"""The case of ``bench.loa`` that looks at drafts, as the panel beside the form does."""

from functools import partial
from pathlib import Path
from typing import Any

from django.http import HttpRequest

from bench.asking import median_cpu, queries
from cms.models import AgencyHomePage, ContactPage, HomePage
from guides.models import GuidePage
from sitegen.preview import findings_of, preview_response

__all__ = ["PREVIEWED", "preview"]

PREVIEWED = {
    "guide": GuidePage,
    "contact": ContactPage,
    "office": AgencyHomePage,
    "home": HomePage,
}
"""One page of every type that the generated site has."""


def preview(out: Path) -> dict[str, float]:
    """Return the cost of looking at one draft of each type, and of asking what is amiss in it."""
    spent: dict[str, float] = {}
    for name, model in PREVIEWED.items():
        pages: Any = model.objects.order_by("pk")
        draft = pages[pages.count() // 2]
        draft.title = f"{draft.title} (sửa)"
        shown = preview_response(draft, HttpRequest()).content.decode()
        if draft.title not in shown:
            raise RuntimeError(f"the preview of {name} does not show the draft")
        look = partial(preview_response, draft, HttpRequest())
        spent[name] = median_cpu(look)
        spent[f"{name} findings"] = median_cpu(partial(findings_of, draft))
        spent[f"{name} queries"] = queries(look)
    (out / "previewed").touch()
    return spent | {"work": spent["guide"]}
