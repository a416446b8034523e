"""Check: nothing is switched to in which a link, an anchor or a picture is missing.

Every remark is for the officer who wrote the page: it names the page by its title.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sitegen.errors import Finding
from sitegen.limits import is_safe
from sitegen.release.links import Links

__all__ = ["CheckedPage", "LookUp", "check_pages", "check_paths"]

_WRONG = {
    "link-rooted": (
        "Địa chỉ “{}” bắt đầu từ gốc máy chủ nên không mở được từ USB hay thư mục con.",
        "Chọn trang bằng nút liên kết thay vì gõ địa chỉ.",
    ),
    "link-outside": (
        "Địa chỉ “{}” dẫn ra ngoài bản phát hành.",
        "Chọn trang bằng nút liên kết thay vì gõ địa chỉ.",
    ),
    "link-scheme": (
        "Địa chỉ “{}” không thuộc loại được phép (web, thư điện tử, điện thoại).",
        "Sửa hoặc bỏ liên kết này.",
    ),
}


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """One HTML page or style sheet: its path, the title and key to name it by, its links."""

    path: str
    title: str
    key: str
    links: Links


LookUp = Callable[[Collection[str]], Iterable[CheckedPage]]
"""Gives the pages at some paths; what is no page is left out."""


def check_paths(
    paths: Sequence[str], titles: Mapping[str, str], keys: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """Yield a remark for every path that a disk, a USB stick or Windows would refuse.

    ``titles`` gives the title of the page for a path, ``keys`` its document key. No two paths may differ in case only,
    and no file may stand where another file needs a folder.
    """
    for path, remark in _wrong_paths(paths, titles):
        yield replace(remark, key=(keys or {}).get(path, ""))


def _wrong_paths(paths: Sequence[str], titles: Mapping[str, str]) -> Iterator[tuple[str, Finding]]:
    taken: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in paths:
        if not is_safe(path):
            said = f"Tên tệp “{path}” không dùng được."
            yield path, _path_finding("path-unsafe", path, titles, said)
            continue
        folded = path.casefold()
        if folded in taken:
            yield path, _collision(path, taken[folded], titles)
        taken[folded] = path
        folder = folded.rpartition("/")[0]
        while folder and folder not in folders:
            folders[folder] = path
            folder = folder.rpartition("/")[0]
    for folded, path in taken.items():
        if folded in folders:
            yield path, _collision(path, folders[folded], titles)


def check_pages(
    pages: Iterable[CheckedPage],
    paths: Iterable[str],
    look_up: LookUp | None = None,
) -> Iterator[Finding]:
    """Yield a remark for every address of a page that does not lead to a path of the release.

    Pages are looked at one after the other and let go. ``look_up`` gives pages by their path,
    for the anchors that others lead to; without it ``pages`` is a list that has them all.
    """
    known = frozenset(paths)
    anchored: dict[str, list[tuple[CheckedPage, str]]] = {}
    if look_up is None:
        pages = list(pages)
    for page in pages:
        for wrong in page.links.wrong:
            message, hint = _WRONG[wrong.code]
            yield _finding(wrong.code, page, message.format(wrong.address), hint)
        if not known.issuperset(page.links.files):
            yield from _missing_files(page, known)
        for path, anchor in _unknown_links(page, known):
            if path == page.path:
                if anchor not in page.links.anchors:
                    yield _missing_anchor(page, page, path, anchor)
            elif path in known:
                nameless = replace(page, links=Links())
                anchored.setdefault(path, []).append((nameless, anchor))
            else:
                yield _missing_page(page, path)
    targets = look_up(anchored.keys()) if look_up else (p for p in pages if p.path in anchored)
    yield from _missing_anchors(anchored, targets)


def _unknown_links(page: CheckedPage, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield (path, anchor) of the links that are not simply a path of the release."""
    for link in page.links.links:
        if link not in known:
            path, _, anchor = link.partition("#")
            yield path, anchor


def _missing_anchors(
    anchored: Mapping[str, list[tuple[CheckedPage, str]]], targets: Iterable[CheckedPage]
) -> Iterator[Finding]:
    waiting = dict(anchored)
    for target in targets:
        for page, anchor in waiting.pop(target.path, ()):
            if anchor not in target.links.anchors:
                yield _missing_anchor(page, target, target.path, anchor)
    for path, found in waiting.items():  # it is no page: it has no anchors at all
        for page, anchor in found:
            yield _missing_anchor(page, None, path, anchor)


def _missing_files(page: CheckedPage, known: frozenset[str]) -> Iterator[Finding]:
    for path in page.links.files:
        if path not in known:
            message = f"Thiếu tệp “{path}” mà trang này cần (hình, kiểu chữ hoặc mã)."
            hint = "Chọn lại hình; nếu vẫn thiếu, báo quản trị viên."
            yield _finding("file-missing", page, message, hint)


def _missing_page(page: CheckedPage, path: str) -> Finding:
    place = path.removesuffix("index.html") or "trang chủ"
    message = f"Liên kết tới “{place}” không dẫn tới trang nào của bản phát hành."
    hint = "Sửa hoặc bỏ liên kết này, hoặc xuất bản trang được dẫn tới."
    return _finding("link-broken", page, message, hint)


def _missing_anchor(
    page: CheckedPage, target: CheckedPage | None, path: str, anchor: str
) -> Finding:
    place = target.title if target else path
    message = f"Liên kết tới mục “{anchor}” của “{place}”, nhưng trang đó không có mục này."
    return _finding("anchor-missing", page, message, "Chọn lại mục cần dẫn tới.")


def _finding(code: str, page: CheckedPage, message: str, hint: str) -> Finding:
    return Finding(
        code=code,
        severity="error",
        page=page.title or page.path,
        message=message,
        hint=hint,
        key=page.key,
    )


def _collision(path: str, other: str, titles: Mapping[str, str]) -> Finding:
    message = (
        f"Hai tệp trùng chỗ: “{path}” và “{other}” (của “{titles.get(other) or other}”);"
        " chữ hoa và chữ thường được coi là một."
    )
    return _path_finding("path-collision", path, titles, message)


def _path_finding(code: str, path: str, titles: Mapping[str, str], message: str) -> Finding:
    return Finding(
        code=code,
        severity="error",
        page=titles.get(path) or path,
        message=message,
        hint="Đổi đường dẫn (slug) của trang hoặc tên tệp đính kèm.",
    )
