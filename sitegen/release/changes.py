"""Changes: what one release holds that another does not, page by page and file by file."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sitegen.collation import sort_key
from sitegen.release.manifest import File, Manifest

__all__ = [
    "ChangeKind",
    "Changes",
    "FileChange",
    "GroupSize",
    "PageChange",
    "compare_releases",
    "page_paths",
    "sizes",
]

ChangeKind = Literal["changed", "new", "removed"]
ORDER: Mapping[ChangeKind, int] = {"changed": 0, "new": 1, "removed": 2}

SHARED_GROUPS = frozenset({"asset", "picture", "attachment", "site"})
"""Files that many pages may use: their owner is only the first page that was found with them."""

PAGE_FILE = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChange:
    """One page that is new, changed or removed.

    ``path`` and ``old_path`` are those of its HTML file, "" where the release has no such page;
    ``paths`` are all files of the page that differ, whatever their kind.
    """

    key: str
    title: str
    change: ChangeKind
    path: str = ""
    old_path: str = ""
    paths: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """Return the address of the page as readers know it, the old one of a removed page."""
        return (self.path or self.old_path).removesuffix(PAGE_FILE)

    @property
    def old_folder(self) -> str:
        """Return the address that the page had before, "" when it is new."""
        return self.old_path.removesuffix(PAGE_FILE)

    @property
    def is_moved(self) -> bool:
        """Tell whether the page has another address than before."""
        return bool(self.path and self.old_path and self.path != self.old_path)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file that belongs to no single page: ``group`` says what it is."""

    path: str
    group: str
    change: ChangeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that differs from ``old`` ("" for nothing at all) to ``new``.

    ``rebuilt`` counts files whose key is new, ``same_again`` those of them that came out
    byte for byte as they were.
    """

    old: str
    new: str
    pages: tuple[PageChange, ...]
    files: tuple[FileChange, ...]
    rebuilt: int
    same_again: int

    def count(self, change: ChangeKind) -> int:
        """Return how many pages are new, changed or removed."""
        return sum(page.change == change for page in self.pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSize:
    """How many files of one group there are, and their size in bytes together."""

    group: str
    files: int
    size: int


def compare_releases(old: Manifest | None, new: Manifest) -> Changes:
    """Return what is different in ``new``; pages and files that stayed as they were are not told."""
    before = old.files if old else {}
    differing = dict(_differing(before, new.files))
    known = {file.key for file in before.values()}
    rebuilt = [path for path, file in new.files.items() if file.key not in known]
    return Changes(
        old=old.id if old else "",
        new=new.id,
        pages=tuple(sorted(_pages(old, new, differing), key=_page_order)),
        files=tuple(sorted(_files(before, new.files, differing), key=_file_order)),
        rebuilt=len(rebuilt),
        same_again=sum(path in before and path not in differing for path in rebuilt),
    )


def page_paths(manifest: Manifest) -> dict[str, str]:
    """Return the HTML file of every page by its key; the home page is "index.html"."""
    found: dict[str, str] = {}
    for path, file in manifest.files.items():
        is_page = file.owner and (path == PAGE_FILE or path.endswith(f"/{PAGE_FILE}"))
        if is_page and len(path) < len(found.get(file.owner, path + "/")):
            found[file.owner] = path
    return found


def sizes(manifest: Manifest) -> tuple[GroupSize, ...]:
    """Return files and bytes by group, the heaviest first."""
    files: Counter[str] = Counter()
    size: Counter[str] = Counter()
    for file in manifest.files.values():
        files[file.group] += 1
        size[file.group] += file.size
    return tuple(
        GroupSize(group=group, files=files[group], size=total)
        for group, total in sorted(size.items(), key=lambda one: (-one[1], one[0]))
    )


def _differing(
    old: Mapping[str, File], new: Mapping[str, File]
) -> Iterator[tuple[str, tuple[ChangeKind, File]]]:
    for path, file in new.items():
        was = old.get(path)
        if was is None:
            yield path, ("new", file)
        elif was.digest != file.digest:
            yield path, ("changed", file)
    for path, file in old.items():
        if path not in new:
            yield path, ("removed", file)


def _pages(
    old: Manifest | None, new: Manifest, differing: Mapping[str, tuple[ChangeKind, File]]
) -> Iterator[PageChange]:
    touched: dict[str, list[str]] = {}
    for path, (_, file) in differing.items():
        if file.owner and file.group not in SHARED_GROUPS:
            touched.setdefault(file.owner, []).append(path)
    paths, old_paths = page_paths(new), page_paths(old) if old else {}
    for key, files in touched.items():
        if key not in paths and key not in old_paths:
            continue
        yield PageChange(
            key=key,
            title=new.titles.get(key) or (old.titles.get(key, "") if old else "") or key,
            change=_change(key in old_paths, key in paths),
            path=paths.get(key, ""),
            old_path=old_paths.get(key, ""),
            paths=tuple(sorted(files)),
        )


def _change(was_there: bool, is_there: bool) -> ChangeKind:  # noqa: FBT001  # two equal questions
    if was_there and is_there:
        return "changed"
    return "new" if is_there else "removed"


def _files(
    old: Mapping[str, File],
    new: Mapping[str, File],
    differing: Mapping[str, tuple[ChangeKind, File]],
) -> Iterator[FileChange]:
    """Yield shared files; one that only went to another path or owner is told as it stands."""
    for path, (change, file) in differing.items():
        if not file.owner or file.group in SHARED_GROUPS:
            yield FileChange(path=path, group=(new.get(path) or old[path]).group, change=change)


def _page_order(page: PageChange) -> tuple[int, tuple[object, ...], str]:
    return ORDER[page.change], (sort_key(page.title),), page.key


def _file_order(file: FileChange) -> tuple[str, int, str]:
    return file.group, ORDER[file.change], file.path
