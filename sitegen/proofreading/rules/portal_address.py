"""The name of one portal beside the address of another."""

import re
from collections.abc import Iterator

from sitegen.proofreading.alone import alone
from sitegen.proofreading.sentences import sentence_around
from sitegen.proofreading.texts import Found, Known, PageTexts, PortalName, Text

__all__ = ["find"]

_SINCE = re.compile(
    r"\bnay\b|thay (?:bằng|thế)|chuyển (?:sang|về)|đã (?:đóng|ngừng)", re.IGNORECASE
)


def find(page: PageTexts, known: Known) -> Iterator[Found]:
    """Tên cổng và địa chỉ không khớp nhau.

    Xem lại tên hay địa chỉ; chèn cổng từ sổ thì tên và địa chỉ luôn đi với nhau.
    """
    for text in page.texts:
        for portal in known.portals:
            for match in alone(portal.host).finditer(text.words):
                if other := _named_before(text, match.start(), portal, known):
                    yield Found(
                        place=text.place,
                        words=match[0],
                        line=text.words,
                        start=match.start(),
                        said=f"đứng sau tên “{other}”",
                    )


def _named_before(text: Text, at: int, own: PortalName, known: Known) -> str:
    """Return the name of another portal that leads to the address, "" when its own is there too."""
    sentence = text.words[sentence_around(text.words, at, at)[0] : at]
    if _last(sentence, own) >= 0 or _SINCE.search(sentence):
        return ""
    ends = ((_last(sentence, one), one.names[0]) for one in known.portals if one is not own)
    place, name = max(ends, default=(-1, ""))
    return name if place >= 0 else ""


def _last(sentence: str, portal: PortalName) -> int:
    return max(
        (match.start() for name in portal.names for match in alone(name).finditer(sentence)),
        default=-1,
    )
