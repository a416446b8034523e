"""Generated guides as Wagtail stores them: raw values of blocks, with ids that never change."""

import random
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from bench.content import GeneratedGuide, GeneratedStep

__all__ = ["body_of", "group_of", "stream"]

Raw = dict[str, Any]

LINKED_STEP = 1

_ids = random.Random(0)  # noqa: S311  # the same ids in every run, not a secret


def stream(kind: str, values: Iterable[Any]) -> list[Raw]:
    """Return values as blocks of one kind, in the form in which a stream stores them."""
    return [_block(kind, value) for value in values]


def group_of(
    words: GeneratedGuide, *, portal: int, pictures: Mapping[int, int], linked: int
) -> Raw:
    """Return the one way through a guide; ``pictures`` are ids, ``linked`` is a page's id."""
    return {
        "title": f"Làm {words.thing} trên mạng",
        "lead": f"Làm lần lượt {len(words.steps)} bước.",
        "portal": portal,
        "step_set": None,
        "parameters": [],
        "own_pictures": [],
        "has_payment": False,
        "steps": _items(
            _step(step, words, pictures[step.picture], linked if place == LINKED_STEP else None)
            for place, step in enumerate(words.steps)
        ),
        "closing": [_callout("note", words.warning)],
    }


def body_of(words: GeneratedGuide, *, office: int, linked: int) -> list[Raw]:
    """Return what stands after the steps: five blocks, two of them with links."""
    results = (
        f"<p>{words.result[0]} <b>Giữ mã hồ sơ.</b></p><ul><li>{words.result[1]}</li>"
        f'<li><a linktype="page" id="{office}">Các hướng dẫn khác</a></li></ul>'
    )
    delivery = {
        "title": "Nhận kết quả",
        "ways": _items(["Qua bưu điện", f"Tại {words.place}"]),
        "note": "",
    }
    return [
        _block("heading", {"number": "", "text": "Sau khi nộp", "level": "2"}),
        _block("paragraph", results),
        _block("result_delivery", delivery),
        _callout("warning", words.warning),
        _block("see_also", {"pages": _items([linked])}),
    ]


def _step(step: GeneratedStep, words: GeneratedGuide, picture: int, linked: int | None) -> Raw:
    first, second, third = step.sentences
    link = f' <a linktype="page" id="{linked}">Xem thêm</a>.' if linked else ""
    field = {"label": "Nơi nộp", "value": words.place, "example": "", "condition": ""}
    return {
        "title": f"<p>Bấm <code>{step.button}</code> {step.action}.</p>",
        "body": f"<p>{first}{link}</p><p>{second} {third}</p>",
        "fields": _items([field]),
        "pictures": _items([{"picture": picture, "alt": ""}]),
        "example": words.thing,
        "condition": "",
        "only_if": "",
        "is_optional": False,
    }


def _callout(tone: str, text: str) -> Raw:
    return _block("callout", {"tone": tone, "title": "", "text": f"<p>{text}</p>"})


def _items(values: Iterable[Any]) -> list[Raw]:
    return stream("item", values)


def _block(kind: str, value: Any) -> Raw:
    return {"type": kind, "value": value, "id": str(UUID(int=_ids.getrandbits(128), version=4))}
