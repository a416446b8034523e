"""Signs of Markdown that pasting has left behind."""

import re
from collections.abc import Iterator

from sitegen.proofreading.texts import Found, Known, PageTexts, each

__all__ = ["find"]

_SIGN = re.compile(
    r"^(?P<heading>#{1,6})\s+(?=\S)"
    r"|(?P<link>\[[^\]\[]+\]\((?:https?://|mailto:)[^)\s]+\))"
    r"|(?P<address><(?:https?://|mailto:)[^<>\s]+>)"
    r"|(?P<escaped>\\[*_#\[\]])"
    r"|\*{2,3}\s?(?P<strong>[^*]+)\*{2,3}"
    r"|(?<!\w)__(?P<under>[^_]+)__(?!\w)"
    r"|(?P<odd>\*{2,})"
    r"|(?P<slanted>(?<![\w*])\*(?=\w)[^*]+(?<=\S)\*(?![\w*]))"
    r"|(?P<code>`[^`]+`)"
)


def find(page: PageTexts, _known: Known) -> Iterator[Found]:
    """Dấu của Markdown còn sót khi dán: người đọc thấy nguyên dấu.

    Xoá dấu; cần chữ đậm, đề mục hay liên kết thì dùng nút của ô soạn.
    """
    for text, match in each(_SIGN, page):
        yield Found(
            place=text.place,
            words=match[0].strip(),
            line=text.words,
            start=match.start(),
            instead=_instead(match),
        )


def _instead(match: re.Match[str]) -> str | None:
    if match["link"]:
        return None  # a link has to be made with the button
    if match["escaped"]:
        return match[0][1:]
    if match["address"] or match["slanted"] or match["code"]:
        return match[0][1:-1]
    return match["strong"] or match["under"] or ""
