"""Explain: why a file of the mirror exists and why it was made, for developers and support."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from sitegen.errors import SitegenError
from sitegen.release.manifest import File, Manifest, read_manifest, release_ids
from sitegen.release.switch import current_release
from sitegen.store import Store

__all__ = ["Explanation", "explain", "explanation_lines", "mirror_path"]

_GROUPS = {
    "asset": "tệp giao diện",
    "picture": "hình",
    "attachment": "tệp đính kèm",
    "sheet": "bản in",
    "page": "trang",
    "data": "dữ liệu của trang",
    "site": "tệp chung",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One served file; ``inputs`` made its key.

    ``since`` is the oldest kept release that serves the very same work, ``before`` the
    release just older than that, "" when none is kept. ``changes`` names the inputs that
    differ there with their old and new value; an old value "" means there was none.
    """

    path: str
    title: str
    file: File
    inputs: Mapping[str, str]
    release: str
    since: str
    before: str
    changes: tuple[tuple[str, str, str], ...]


def explain(folder: Path, wanted: str) -> Explanation:
    """Explain a mirror path or an address; raises SitegenError when nothing is served there."""
    releases = folder / "releases"
    current = _current(releases)
    path = mirror_path(wanted, current)
    file = current.files[path]
    store = Store(folder / "store", is_read_only=True)
    since, older = _history(releases, current, path)
    inputs = _inputs(store, file)
    return Explanation(
        path=path,
        title=current.titles.get(file.owner, ""),
        file=file,
        inputs=inputs,
        release=current.id,
        since=since.id,
        before=older.id if older else "",
        changes=_changes(_inputs(store, older.files.get(path) if older else None), inputs),
    )


def mirror_path(wanted: str, manifest: Manifest) -> str:
    """Return the path of the release meant by a path, a folder, an address or a file on disk.

    "https://loa.example.vn/so-noi-vu/" means "so-noi-vu/index.html". Raises SitegenError when
    the release has no such file.
    """
    place = unquote(urlsplit(wanted).path) if "://" in wanted else wanted.partition("#")[0]
    place = place.rpartition("releases/current/")[2].lstrip("/")
    folder = place.rstrip("/")
    candidates = (place, f"{folder}/index.html".lstrip("/"))
    for candidate in candidates:
        if candidate in manifest.files:
            return candidate
    raise SitegenError(
        f"Bản {manifest.id} không có “{wanted}”.",
        hint="Gõ đường dẫn trên trang tĩnh, ví dụ so-noi-vu/ hoặc so-noi-vu/index.html.",
        code="path-unknown",
    )


def explanation_lines(explained: Explanation) -> Iterator[str]:
    """Yield the explanation in Vietnamese."""
    file = explained.file
    group = _GROUPS.get(file.group, file.group)
    yield f"{explained.path} – {group}, {file.size} byte, {file.type}"
    if file.owner:
        yield f"  Tài liệu: {file.owner} “{explained.title}”"
    yield f"  Khoá: {file.key}"
    yield f"  Đối tượng: {file.digest}"
    yield f"  Bản phát hành: {explained.release}; {_since(explained)}"
    yield "  Đầu vào:"
    yield from (f"    {name}: {value}" for name, value in explained.inputs.items())
    yield from _reason(explained)


def _since(explained: Explanation) -> str:
    if explained.since == explained.release:
        return "mới trong bản này"
    return f"giữ nguyên từ bản {explained.since}"


def _reason(explained: Explanation) -> Iterator[str]:
    if not explained.before:
        yield "  Vì sao dựng: không còn bản phát hành cũ hơn để so sánh."
    elif not explained.changes:
        yield f"  Vì sao dựng: bản {explained.before} chưa có tệp này hoặc không còn ghi đầu vào."
    else:
        yield f"  Vì sao dựng: so với bản {explained.before} đã thay đổi"
        for name, old, new in explained.changes:
            yield f"    {name}: {_short(old)} → {_short(new)}"


def _current(releases: Path) -> Manifest:
    manifest = read_manifest(releases, current_release(releases))
    if manifest is None:
        raise SitegenError(
            "Chưa có bản phát hành nào.",
            hint="Phát hành bằng lệnh manage.py release.",
            code="release-unknown",
        )
    return manifest


def _history(releases: Path, current: Manifest, path: str) -> tuple[Manifest, Manifest | None]:
    """Return the oldest release in a row that serves the same work, and the one before it."""
    ids = release_ids(releases)
    since = current
    for name in reversed(ids[: ids.index(current.id)]):
        older = read_manifest(releases, name)
        if older is None:
            continue
        if path not in older.files or older.files[path].key != current.files[path].key:
            return since, older
        since = older
    return since, None


def _inputs(store: Store, file: File | None) -> dict[str, str]:
    found = store.inputs(file.key) if file else None
    return dict(msgspec.json.decode(found, type=list[tuple[str, str]])) if found else {}


def _changes(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    names = dict.fromkeys((*old, *new)) if old else {}
    return tuple(
        (name, old.get(name, ""), new.get(name, ""))
        for name in names
        if old.get(name, "") != new.get(name, "")
    )


def _short(value: str) -> str:
    return value[:12] if len(value) == 64 else value or "(không có)"
