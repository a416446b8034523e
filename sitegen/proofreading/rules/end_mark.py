"""The mark "./." at the end of an official text."""

import re
from collections.abc import Iterator

from sitegen.proofreading.texts import Found, Known, PageTexts, Text

__all__ = ["find"]

_MARK = re.compile(r"(?<=[\w)”\"])(\s*\.?\s*/[./\s]*)$")
_ADDRESS = re.compile(r"://|\w\.[a-z]{2,}/", re.IGNORECASE)
_RECIPIENTS = re.compile(r"nơi nhận\s*:?\s*$", re.IGNORECASE)
_OWN = "closing"
"""The field after which the mark is printed in any case, once, whatever is typed."""


def find(page: PageTexts, _known: Known) -> Iterator[Found]:
    """Dấu kết thúc văn bản thiếu hoặc thừa: viết đúng là “./.”, một lần.

    Sửa thành “./.”; nếu văn bản có ô “Câu kết” thì không cần gõ, máy tự thêm.
    """
    before: Text | None = None
    for text in page.texts:
        if text.place == _OWN:
            before = None
            continue
        mark = _mark(text.words)
        if mark and mark[1].rstrip() != "./.":
            yield Found(
                place=text.place,
                words=mark[1].rstrip(),
                line=text.words,
                start=mark.start(1),
                instead="./.",
            )
        elif before is not None and _RECIPIENTS.match(text.words) and not _mark(before.words):
            words = before.words.split()[-1]
            yield Found(
                place=before.place,
                words=words,
                line=before.words,
                start=before.words.rindex(words),
                said="trước “Nơi nhận” chưa có “./.”",
            )
        before = text


def _mark(line: str) -> re.Match[str] | None:
    """Return the mark that a line ends with; an address may end with a stroke as well."""
    found = _MARK.search(line)
    is_mark = found and "." in found[1] and not _ADDRESS.search(line.rsplit(maxsplit=1)[-1])
    return found if is_mark else None
