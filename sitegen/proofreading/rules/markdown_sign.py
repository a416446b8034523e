"""Signs of Markdown that pasting has left behind."""

import re
from collections.abc import Iterator

from sitegen.proofreading.alone import ADDRESS
from sitegen.proofreading.texts import Found, Known, PageTexts, Text

__all__ = ["find"]

_SIGN = re.compile(
    r"^(?P<heading>#{1,6})\s+(?=\S)"
    r"|(?P<link>\[[^\]\[]+\]\((?:https?://|mailto:)[^)\s]+\))"
    r"|(?P<address><(?:https?://|mailto:)[^<>\s]+>)"
    r"|(?<![\w:\\])(?P<escaped>\\[*_#\[\]])"
    r"|(?<!\w)__(?=\S)(?P<under>[^_]+)(?<=\S)__(?!\w)"
    r"|(?P<slanted>(?<![\w*])\*(?=\w)(?![\d#*]+\*)[^*]+(?<=\S)\*(?![\w*]))"
    r"|(?P<code>`[^`]+`)"
)
_OF_AN_ADDRESS = ("link", "address")
_STARS = re.compile(r"(?<![*\\])\*{2,3}(?![*#/.]|\d+(?:#|\*(?!\*)))")
_CODE = re.compile(r"`[^`]+`")

Run = re.Match[str]


def find(page: PageTexts, _known: Known) -> Iterator[Found]:
    """Dấu của Markdown còn sót khi dán: người đọc thấy nguyên dấu.

    Xoá dấu; cần chữ đậm, đề mục hay liên kết thì dùng nút của ô soạn.
    """
    for text in page.texts:
        addresses = [match.span() for match in ADDRESS.finditer(text.words)]
        for match in _SIGN.finditer(text.words):
            if match.lastgroup in _OF_AN_ADDRESS or not _is_within(match, addresses):
                yield _found(text, match.start(), match.end(), _instead(match))
    yield from _stars(page)


def _instead(match: re.Match[str]) -> str | None:
    if match["link"]:
        return None  # a link has to be made with the button
    if match["escaped"]:
        return match[0][1:]
    if match["address"] or match["slanted"] or match["code"]:
        return match[0][1:-1]
    return match["under"] or ""


def _stars(page: PageTexts) -> Iterator[Found]:
    """Yield pairs of two stars, and those without a partner that are no marks of a footnote.

    What pasting leaves begins with stars that open. The mark of a footnote stands behind a word,
    and stars at the beginning of a line come later, before its note.
    """
    single: list[tuple[Text, list[Run]]] = []
    for text in page.texts:
        runs = list(_runs(text.words))
        pairs = list(_pairs(runs))
        left = [run for run in runs if not any(run in pair for pair in pairs)]
        if len(left) == 2 and (_opens(left[0]) or not left[0].start()):
            pairs.append((left[0], left[1]))
        elif left:
            single.append((text, left))
        for pair in pairs:
            yield _pair(text, *pair)
    is_pasted = bool(single) and (_opens(single[0][1][0]) or not single[0][1][0].start())
    has_note = any(not run.start() for _text, left in single for run in left)
    for text, left in single:
        if is_pasted or (len(left) > 1 and not has_note):
            for run in left:
                yield _found(text, *run.span(), None)


def _runs(line: str) -> Iterator[Run]:
    """Yield the stars of a line but those of code or an address, and those that stand alone."""
    aside = [match.span() for one in (ADDRESS, _CODE) for match in one.finditer(line)]
    for run in _STARS.finditer(line):
        before, after = line[: run.start()][-1:], line[run.end() :][:1]
        is_alone = before in " (" and before and (not after or after in " ).,;:")
        if not is_alone and not _is_within(run, aside):
            yield run


def _pairs(runs: list[Run]) -> Iterator[tuple[Run, Run]]:
    waiting: Run | None = None
    for run in runs:
        if _opens(run):
            waiting = run
        elif waiting is not None and _closes(run):
            yield waiting, run
            waiting = None


def _opens(run: Run) -> bool:
    line = run.string
    return not _is_letter(line[: run.start()][-1:]) and bool(line[run.end() :][:1].strip())


def _closes(run: Run) -> bool:
    line = run.string
    return bool(line[: run.start()][-1:].strip()) and not _is_letter(line[run.end() :][:1])


def _is_letter(letter: str) -> bool:
    return letter.isalnum()


def _pair(text: Text, one: Run, other: Run) -> Found:
    """Return a pair of stars; without them all blanks stay, and and what would join words is left."""
    line, (start, end) = text.words, (one.start(), other.end())
    inside = line[one.end() : other.start()]
    whole = line[:start][-1:], inside[:1], inside[-1:], line[end:][:1]
    joins = all(map(_is_letter, whole[:2])) or all(map(_is_letter, whole[2:]))
    return _found(text, start, end, None if joins else inside if start else inside.lstrip())


def _found(text: Text, start: int, end: int, instead: str | None) -> Found:
    words = text.words[start:end].rstrip()
    return Found(place=text.place, words=words, line=text.words, start=start, instead=instead)


def _is_within(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start <= match.start() and match.end() <= end for start, end in spans)
