"""Check: nothing is switched to in which a link, an anchor or a picture is missing.

Every remark is for the officer who wrote the page: it names the page by its title.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sitegen.errors import Finding
from sitegen.release.links import Links

__all__ = ["CheckedPage", "check_pages", "check_paths", "left_out"]

_SAFE_PATH = re.compile(
    r"""(?!/)(?:(?:^|/)(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:[./]|$))  # names that Windows keeps
    (?![ .])[^\x00-\x1f\\:*?"<>|/]+(?<![ .]))+""",
    re.VERBOSE | re.IGNORECASE,
)
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


def check_paths(paths: Sequence[str], titles: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a remark for every path that a disk, a USB stick or Windows would refuse.

    ``titles`` gives the title of the page for a path. No two paths may differ in case only,
    and no file may stand where another file needs a folder.
    """
    taken: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in paths:
        if not _SAFE_PATH.fullmatch(path):
            yield _path_finding("path-unsafe", path, titles, f"Tên tệp “{path}” không dùng được.")
            continue
        folded = path.casefold()
        if folded in taken:
            yield _collision(path, taken[folded], titles)
        taken[folded] = path
        folder = folded.rpartition("/")[0]
        while folder and folder not in folders:
            folders[folder] = path
            folder = folder.rpartition("/")[0]
    for folded, path in taken.items():
        if folded in folders:
            yield _collision(path, folders[folded], titles)


def check_pages(
    pages: Sequence[CheckedPage], paths: Iterable[str], others: Iterable[CheckedPage] = ()
) -> Iterator[Finding]:
    """Yield a remark for every address of a page that does not lead to a path of the release.

    ``others`` are pages that are not checked themselves, but may have the anchors in question.
    """
    known = frozenset(paths)
    by_path = {page.path: page for page in (*others, *pages)}

    @cache
    def anchors(path: str) -> frozenset[str]:
        return frozenset(by_path[path].links.anchors) if path in by_path else frozenset()

    for page in pages:
        for wrong in page.links.wrong:
            message, hint = _WRONG[wrong.code]
            yield _finding(wrong.code, page, message.format(wrong.address), hint)
        if not known.issuperset(page.links.files):
            yield from _missing_files(page, known)
        for link in page.links.links:
            if link in known:
                continue
            path, _, anchor = link.partition("#")
            if path not in known:
                yield _missing_page(page, path)
            elif anchor not in anchors(path):
                yield _missing_anchor(page, by_path.get(path), path, anchor)


def left_out(page: CheckedPage) -> Iterator[str]:
    """Yield what a page needs that is no page: a build of HTML alone has none of it."""
    for path in (*page.links.files, *page.links.links):
        if not path.partition("#")[0].endswith(".html"):
            yield path


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
