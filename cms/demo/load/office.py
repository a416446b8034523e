"""The demo's pages that every office owes."""

from collections.abc import Callable
from typing import Any

from cms.demo.content.office import ABOUTS, CHANNELS, SUSPENSION
from cms.demo.load.blocks import body
from cms.demo.load.shelf import Shelf
from cms.models import AboutPage, ChannelsPage, SuspensionPage
from sitegen.collect.stored import items, stream

__all__ = ["load_office_pages"]

_AS_IT_IS = ("title", "summary", "reason", "published", "starts_at", "ends_at")


def load_office_pages(shelf: Shelf, keep: Callable[..., Any]) -> None:
    """Create them with ``keep``, which leaves a page as officers made it."""
    for row in ABOUTS:
        keep(
            shelf,
            shelf.get("agency_home", row["agency"]),
            AboutPage,
            row["key"],
            slug="gioi-thieu",
            title=row["title"],
            summary=row["summary"],
            lead=row["lead"],
            leaders=stream(
                ("leader", {"post": post, "tasks": items(tasks)}) for post, tasks in row["leaders"]
            ),
            **{name: body(blocks, shelf) for name, blocks in row["parts"].items()},
        )
    keep(
        shelf,
        shelf.get("agency_home", CHANNELS["agency"]),
        ChannelsPage,
        CHANNELS["key"],
        **{name: CHANNELS[name] for name in ("title", "summary", "lead")},
        channels=stream(("channel", _channel(one, shelf)) for one in CHANNELS["channels"]),
    )
    keep(
        shelf,
        shelf.get("agency_home", SUSPENSION["agency"]),
        SuspensionPage,
        SUSPENSION["key"],
        **{name: SUSPENSION[name] for name in _AS_IT_IS},
        suspended=stream([("portal", shelf.pk("portal", SUSPENSION["portal"]))]),
        points=stream([("point", shelf.pk("contact", SUSPENSION["contact"]))]),
        body=body(SUSPENSION["body"], shelf),
    )


def _channel(row: dict[str, str], shelf: Shelf) -> dict[str, Any]:
    chosen = {kind: shelf.pk(kind, row.get(kind, "")) for kind in ("portal", "contact")}
    return {**row, **chosen}
