"""What looks like the data of a person."""

from collections.abc import Iterator

from sitegen.proofreading.texts import Found, Known, PageTexts

__all__ = ["find"]


def find(page: PageTexts, known: Known) -> Iterator[Found]:
    """Có thể là dữ liệu cá nhân của một người.

    Xoá, hoặc thay bằng ví dụ không của ai.
    """
    for text in page.texts:
        for start, end, kind in known.private(text.words):
            yield Found(
                place=text.place,
                words=text.words[start:end],
                line=text.words,
                start=start,
                said=kind,
            )
