"""Links to drafts for tests: made as an officer makes them, asked as a stranger asks."""

import re
from collections.abc import Iterator
from typing import Any

from django.test import Client

from cms.models import PreviewLink
from cms.previewing.addresses import folder_of
from cms.previewing.links import Terms, make, ticket_for

__all__ = ["a_link", "files_on", "reachable", "shown"]


def a_link(page: Any, officer: Any, **terms: Any) -> tuple[PreviewLink, str]:
    """Return a new link to ``page`` and its address."""
    wanted: dict[str, Any] = {"days": 7, "is_pinned": False, "note": ""}
    ticket = ticket_for(page, officer)
    link = make(page, ticket, Terms(**wanted | terms), by=officer)
    return link, folder_of(ticket.token)


def shown(address: str, client: Client | None = None) -> str:
    """Return the page at ``address``; words that may not be parted are told from others by nobody."""
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode()).replace("\u00a0", " ")


def files_on(html: str, folder: str) -> list[str]:
    """Return every address below ``folder`` that a page names, but for itself."""
    found = re.findall(re.escape(folder) + r"[^\s\"'<>#?,]+", html)
    return sorted(set(found))


def reachable(address: str) -> Iterator[tuple[str, bytes]]:
    """Yield everything that a stranger gets who follows all that the page and its styles name."""
    client, waiting, seen = Client(), [address], set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        answer = client.get(one)
        assert answer.status_code == 200, one
        yield one, answer.content
        kind = answer["Content-Type"]
        if kind.startswith("text/html"):
            waiting += files_on(answer.content.decode(), address)
        elif kind.startswith("text/css"):
            beside = one.rpartition("/")[0]
            named = re.findall(r"url\(\"?([\w./-]+)\"?\)", answer.content.decode())
            waiting += [f"{beside}/{name}" for name in named]
