"""Reasons: the inputs that differ between two versions of a file, in the words of officers."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from django.conf import settings

from sitegen.release.changes import PageChange
from sitegen.release.manifest import File, Manifest
from sitegen.store import Store

__all__ = ["GROUPS", "group_words", "page_reasons", "reason_words"]

GROUPS: Mapping[str, str] = {
    "page": "trang",
    "data": "dữ liệu của trang",
    "sheet": "bản in",
    "picture": "hình",
    "attachment": "tệp đính kèm",
    "asset": "tệp giao diện",
    "site": "tệp chung của cả trang web",
    "text": "bản chữ của trang",
    "share": "hình chia sẻ",
    "search": "tệp tìm kiếm",
}

WORDS: Mapping[str, str] = {
    "document": "nội dung trang",
    "site": "menu hoặc tên trang web",
    "view": "đường dẫn phía trên, bản dịch hoặc bản in",
    "made by": "phần mềm Loa (bản mới)",
    "card": "tên hoặc tóm tắt trang",
    "side": "bản in",
    "picture": "hình",
    "part": "phần của hình",
    "size": "cỡ hình",
    "format": "cách nén hình",
    "encoder": "cách nén hình",
    "attachment": "tệp đính kèm",
    "name": "tệp giao diện",
    "file": "tệp chung",
    "reads": "danh sách trang",
    "content": "chữ của các trang",
}
"""Every input that the plan names; "site" is said for a view that differs with the whole site."""

OTHER = "dữ liệu khác"


def group_words(group: str) -> str:
    """Return what a group of files is called."""
    return GROUPS.get(group, group)


def reason_words(names: Iterable[str]) -> tuple[str, ...]:
    """Return inputs in words, each once."""
    return tuple(dict.fromkeys(WORDS.get(name, OTHER) for name in names))


def page_reasons(
    pages: Iterable[PageChange], old: Manifest | None, new: Manifest
) -> Iterator[tuple[PageChange, tuple[str, ...]]]:
    """Yield every page with why it was rebuilt, () where that is no longer known.

    What went into a file is looked up in the store, so ask for the pages of one screen only.
    """
    store = Store(Path(settings.LOA_VAR) / "store", is_read_only=True)
    for page in pages:
        names: dict[str, None] = {}
        for path in page.paths if page.change == "changed" else ():
            names |= dict.fromkeys(_differing(store, old, new, path, page))
        if "view" in names and old and old.sites != new.sites:
            names = {"site" if name == "view" else name: None for name in names}
        yield page, reason_words(names)


def _differing(
    store: Store, old: Manifest | None, new: Manifest, path: str, page: PageChange
) -> list[str]:
    was = (old.files.get(path) or old.files.get(page.old_path)) if old else None
    now = new.files.get(path) or new.files.get(page.path)
    if was is None or now is None or was.key == now.key:
        return []
    before, after = _inputs(store, was), _inputs(store, now)
    if not before:
        return []
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]


def _inputs(store: Store, file: File) -> dict[str, str]:
    try:
        return dict(
            msgspec.json.decode(store.inputs(file.key) or b"[]", type=list[tuple[str, str]])
        )
    except msgspec.MsgspecError:
        return {}
