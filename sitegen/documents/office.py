"""What an office owes its readers: who it is, by which channels it speaks, when something stops."""

from datetime import date, datetime
from typing import Literal

from sitegen.documents.base import ContactCard, Head, Picture
from sitegen.documents.nodes import Node
from sitegen.documents.quick import dataclass

__all__ = ["About", "ChannelList", "InformationChannel", "Leader", "Suspended", "Suspension"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """Lãnh đạo: a post and its tasks; ``name`` is there only where the office publishes it."""

    post: str
    name: str = ""
    portrait: Picture | None = None
    biography: str = ""
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Giới thiệu cơ quan: ``body`` holds its parts, each under a heading of its own."""

    head: Head
    lead: str
    body: tuple[Node, ...] = ()
    leaders: tuple[Leader, ...] = ()
    kind: Literal["about"] = "about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended:
    """One portal or service that stops; ``address`` is where it is found on the web."""

    name: str
    address: str = ""
    fact_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """Thông báo tạm ngừng: what stops, when, why, and when it is expected back.

    ``state`` is what holds when the page is made; only a draft has no hours. ``forced_by`` names the event of force majeure
    that left no time for notice, "" when there was time.
    """

    head: Head
    subjects: tuple[Suspended, ...]
    starts: datetime | None
    until: datetime | None
    state: Literal["coming", "now", "over"]
    reason: str
    forced_by: str = ""
    body: tuple[Node, ...] = ()
    contacts: tuple[ContactCard, ...] = ()
    kind: Literal["suspension"] = "suspension"


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationChannel:
    """Kênh cung cấp thông tin; ``address`` is of the web, ``place`` where people go."""

    form: Literal["portal", "vneid", "social", "app", "phone", "loudspeaker", "other"]
    name: str
    address: str = ""
    place: str = ""
    phone: str = ""
    phone_link: str = ""
    run_by: str = ""
    since: date | None = None
    fact_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelList:
    """Các kênh cung cấp thông tin của một cơ quan, as the office publishes them."""

    head: Head
    lead: str
    channels: tuple[InformationChannel, ...]
    body: tuple[Node, ...] = ()
    kind: Literal["channel_list"] = "channel_list"
