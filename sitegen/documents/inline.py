"""Running text: what stands inside one line of a paragraph, a list item or a caption."""

from typing import Literal

from sitegen.documents.quick import dataclass

__all__ = [
    "ButtonName",
    "Emphasis",
    "FactValue",
    "Inline",
    "LineBreak",
    "Link",
    "Strong",
    "Subscript",
    "Superscript",
    "Text",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Plain words, NFC, without markup."""

    value: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strong:
    """Words that carry weight."""

    children: "tuple[Inline, ...]"
    kind: Literal["strong"] = "strong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis:
    """Words set apart, such as an aside in brackets."""

    children: "tuple[Inline, ...]"
    kind: Literal["emphasis"] = "emphasis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscript:
    """Chỉ số dưới: set small and low, as the 2 of H₂O. In plain words it stands on the line."""

    children: "tuple[Inline, ...]"
    kind: Literal["subscript"] = "subscript"


@dataclass(frozen=True, slots=True, kw_only=True)
class Superscript:
    """Chỉ số trên: set small and high, as the 2 of m². In plain words it stands on the line."""

    children: "tuple[Inline, ...]"
    kind: Literal["superscript"] = "superscript"


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonName:
    """Tên nút: the name of a button or tab, written exactly as the portal writes it."""

    value: str
    kind: Literal["button_name"] = "button_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBreak:
    """A new line inside one paragraph."""

    kind: Literal["line_break"] = "line_break"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Liên kết: to one of our pages, to an attachment, or out into the web.

    Exactly one address is meaningful, told by ``target``: for ``page`` it is the mirror
    path of the page ("so-noi-vu/huong-dan/"), for ``file`` the mirror path of a file, for
    ``web`` a full address (http, https, mailto or tel).
    """

    children: "tuple[Inline, ...]"
    target: Literal["page", "file", "web"]
    address: str
    kind: Literal["link"] = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactValue:
    """Dữ kiện trong câu: a value of a registry, such as the address of a portal.

    ``address`` makes it a link (http, https, mailto or tel), "" leaves it as words. ``remark``
    says that the value has ended or is another one today; it begins with its space.
    ``remark_key`` names the fact that the remark speaks of, ``now`` is its value in the words of
    the remark and ``now_address`` where that leads: what is over leads nowhere itself. A value
    that ``is_issued`` stays as it was issued or written, and its remark is never printed.
    """

    value: str
    fact_key: str
    address: str = ""
    remark: str = ""
    remark_key: str = ""
    now: str = ""
    now_address: str = ""
    is_issued: bool = False
    kind: Literal["fact_value"] = "fact_value"


Inline = (
    Text | Strong | Emphasis | Subscript | Superscript | ButtonName | LineBreak | Link | FactValue
)
