"""Appendices: one is called "Phụ lục", several are numbered (NĐ 30/2020/NĐ-CP, Phụ lục I, III.1)."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise, zip_longest

from sitegen.collect.collecting import PageCollecting
from sitegen.documents import nodes

__all__ = ["APPENDIX", "numbered_appendices"]

APPENDIX = "Phụ lục"
_HEADED = re.compile(rf"{APPENDIX}(?: ([IVXLC]+))?")
_ROMAN = (
    *((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")),
    *((9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_WORTH = {letter: value for value, letter in _ROMAN if len(letter) == 1}


def numbered_appendices(made: list[nodes.Node], asking: PageCollecting) -> list[nodes.Node]:
    """Number the appendices of a body where they are several; one with a number keeps its own.

    One without content is left out. What the officer has to put right is noted.
    """
    made = _with_content(made, asking)
    places = [place for place, node in enumerate(made) if _headed(node)]
    written = [_written(made[place]) for place in places]
    numbers = _numbers(written)
    for place, number, own in zip(places, numbers, written, strict=True):
        node = made[place]
        if isinstance(node, nodes.Heading) and not own and len(places) > 1:
            made[place] = replace(node, number=f"{APPENDIX} {_roman(number)}")
    _note_order(numbers, asking)
    return made


def _with_content(made: list[nodes.Node], asking: PageCollecting) -> list[nodes.Node]:
    """Leave out the appendices that nothing follows: each would be a page with its name alone."""
    kept: list[nodes.Node] = []
    for node, below in zip_longest(made, made[1:]):
        if isinstance(node, nodes.Heading) and _headed(node) and (not below or _headed(below)):
            asking.finds(
                "appendix-empty",
                f"Phụ lục “{node.text}” chưa có nội dung nên không hiện trong trang và bản in.",
                hint="Viết nội dung ở các khối ngay dưới phụ lục đó, hoặc xoá nó.",
            )
        else:
            kept.append(node)
    return kept


def _numbers(written: list[int]) -> list[int]:
    """Return the numbers, 0 standing for one to be given: by place, or after the highest."""
    by_place = [own or place for place, own in enumerate(written, 1)]
    if _is_ascending(by_place):
        return by_place
    free = iter(range(max(written) + 1, max(written) + len(written) + 1))
    return [own or next(free) for own in written]


def _note_order(numbers: list[int], asking: PageCollecting) -> None:
    hint = (
        "Đổi các đề mục ghi tay “Phụ lục …” thành khối “Phụ lục” ở cuối danh sách khối: máy tự "
        "đánh số theo thứ tự."
    )
    twice = sorted({one for one in numbers if numbers.count(one) > 1})
    if twice:
        named = ", ".join(f"“{APPENDIX} {_roman(one)}”" for one in twice)
        said = f"Có nhiều phụ lục cùng mang số {named}."
        asking.finds("appendix-twice", said, hint=hint, is_shown=True)
    elif not _is_ascending(numbers):
        named = ", ".join(map(_roman, numbers))
        said = f"Phụ lục không theo thứ tự số: {named}."
        asking.finds("appendix-order", said, hint=hint, is_shown=True)


def _is_ascending(numbers: Iterable[int]) -> bool:
    return all(one < following for one, following in pairwise(numbers))


def _headed(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Heading) and bool(_HEADED.fullmatch(node.number))


def _written(node: nodes.Node) -> int:
    """Return the number that an officer wrote, 0 if none; "IIII" is 4 as "IV" is."""
    found = _HEADED.fullmatch(node.number) if isinstance(node, nodes.Heading) else None
    values = [_WORTH[letter] for letter in (found[1] or "" if found else "")]
    return sum(-one if one < after else one for one, after in pairwise([*values, 0]))


def _roman(number: int) -> str:
    """Return a number in Roman figures, without D and M.

    >>> _roman(4), _roman(19), _roman(101)
    ('IV', 'XIX', 'CI')
    """
    said = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        said += letters * times
    return said
