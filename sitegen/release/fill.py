"""Fill: what the plan asks for is taken from what is served or stored, and made only else."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from sitegen.errors import Finding, SitegenError
from sitegen.plan import Planned, SheetWork, Work
from sitegen.release.check import CheckedPage, check_pages, check_paths, left_out
from sitegen.release.links import (
    Links,
    decode_links,
    encode_links,
    read_links,
    read_style_links,
)
from sitegen.release.manifest import File, content_type
from sitegen.store import Output, Store

__all__ = ["Filling", "Progress"]

Progress = Callable[[int, int], None]
"""Told after each file: how many are done, of how many."""

_SHARED = {"picture", "attachment"}
_log = logging.getLogger("loa.release")


@dataclass(kw_only=True)
class Filling:
    """The files of the release to come, as they are found or made.

    ``served`` are the files of the release that is served, known to be whole; ``read`` gives
    the bytes of one of them. ``titles`` names documents by key, for remarks. ``is_full``
    makes everything anew and remarks on files that come out differently than the store has
    them. ``keeps_pages`` lets a page that cannot be rendered stay as it is served.

    ``refusals`` holds, by document, the remark about a print that was refused, and
    ``refused_keys`` their keys; ``troubled`` the documents of which something went wrong.
    """

    store: Store
    make: Callable[[Work], bytes]
    read: Callable[[str, File], bytes]
    titles: Mapping[str, str]
    served: Mapping[str, File] = field(default_factory=dict)
    is_full: bool = False
    keeps_pages: bool = False
    files: dict[str, File] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    refusals: dict[str, Finding] = field(default_factory=dict)
    refused_keys: set[str] = field(default_factory=set)
    troubled: set[str] = field(default_factory=set)
    rendered: Counter[str] = field(default_factory=Counter)

    def run(self, plan: Sequence[Planned], progress: Progress | None = None) -> None:
        """Find or make every planned file; what goes wrong with one becomes a remark."""
        stored = self._stored(plan)
        for done, planned in enumerate(plan, 1):
            if self._is_served(planned):
                self.files[planned.path] = self.served[planned.path]
            else:
                self._take(planned, stored.get(planned.key) or self._made(planned))
            if progress is not None:
                progress(done, len(plan))

    def check(
        self, files: Mapping[str, File], removed: Iterable[str], *, is_html_only: bool = False
    ) -> Iterator[Finding]:
        """Yield what is wrong with the whole: paths that collide, addresses that lead nowhere.

        ``files`` are all files to come, ``removed`` the served paths that are not among them.
        What is served was checked before: only what is new is looked at, unless something
        vanished to which an unchanged page may lead.
        """
        fresh = {path for path in self.files if files[path] != self.served.get(path)}
        if any(path not in self.served for path in fresh):
            yield from check_paths(list(files), self._titles(files))
        wanted = sorted(path for path in fresh if _has_links(path))
        links = self._links({path: files[path] for path in wanted})
        is_all = bool(list(removed)) or self._has_lost_anchor(wanted, links)
        if is_all:
            wanted = [path for path in files if _has_links(path)]
            links = self._links({path: files[path] for path in wanted})
        targets = links if is_all else links | self._targets(links, files)
        pages = [self._page(path, files[path], links[path]) for path in wanted]
        others = [self._page(path, files[path], targets[path]) for path in targets.keys() - links]
        known = set(files)
        if is_html_only:
            known.update(path for page in pages for path in left_out(page))
        yield from check_pages(pages, known, others)

    def _titles(self, files: Mapping[str, File]) -> dict[str, str]:
        return {path: self.titles.get(file.owner, "") for path, file in files.items()}

    def _page(self, path: str, file: File, links: Links) -> CheckedPage:
        return CheckedPage(path, self.titles.get(file.owner, path), file.owner, links)

    def _targets(self, links: Mapping[str, Links], files: Mapping[str, File]) -> dict[str, Links]:
        """Return the links of pages to whose anchors new pages lead."""
        wanted = {
            path
            for page in links.values()
            for link in page.links
            if "#" in link and (path := link.partition("#")[0]) not in links and path in files
        }
        return self._links({path: files[path] for path in wanted if _has_links(path)})

    def _has_lost_anchor(self, paths: Iterable[str], links: Mapping[str, Links]) -> bool:
        before = {path: self.served[path] for path in paths if path in self.served}
        return any(
            not set(links[path].anchors).issuperset(old.anchors)
            for path, old in self._links(before).items()
        )

    def _links(self, files: Mapping[str, File]) -> dict[str, Links]:
        """Return the links of pages and style sheets, from the store's notes or read again."""
        outputs = self.store.known(file.key for file in files.values())
        found = {}
        for path, file in files.items():
            output = outputs.get(file.key)
            if output is not None and output.object == file.digest and output.notes:
                notes = output.notes
            else:
                notes = _notes(path, self.read(path, file))
            found[path] = decode_links(notes)
        return found

    def _is_served(self, planned: Planned) -> bool:
        file = self.served.get(planned.path)
        return not self.is_full and file is not None and file.key == planned.key

    def _stored(self, plan: Sequence[Planned]) -> dict[str, Output]:
        if self.is_full:
            return {}
        return self.store.find_all(one.key for one in plan if not self._is_served(one))

    def _made(self, planned: Planned) -> Output | None:
        content = self._attempt(planned)
        inputs = msgspec.json.encode(planned.inputs)
        if content is None:
            return None
        if isinstance(content, Finding):
            return self.store.refuse(planned.key, inputs=inputs, notes=msgspec.json.encode(content))
        self.rendered[planned.group] += 1
        before = self.store.known((planned.key,)).get(planned.key) if self.is_full else None
        notes = _notes(planned.path, content)
        output = self.store.put(planned.key, content, inputs=inputs, notes=notes)
        if before is not None and before.object not in {"", output.object}:
            self.findings.append(_differs(planned, self.titles))
        return output

    def _attempt(self, planned: Planned) -> bytes | Finding | None:
        """Return the content, the remark of a print that is refused, None after an error."""
        title = self.titles.get(planned.owner, planned.path)
        is_sheet = isinstance(planned.work, SheetWork)
        try:
            return self.make(planned.work)
        except SitegenError as error:
            remark = error.finding("warning" if is_sheet else "error", key=planned.owner)
            remark = replace(remark, page=remark.page or title)
            if is_sheet:
                return remark
            self._fails(planned, remark)
        except Exception as error:  # noqa: BLE001  # one page must not hide the remarks about all others
            _log.exception("cannot make %s (%s)", planned.path, planned.owner or "shared")
            self._fails(planned, _broken(planned, title, error))
        return None

    def _fails(self, planned: Planned, remark: Finding) -> None:
        """Keep what is served of a page that cannot be made; without that it is an error."""
        self.troubled.add(planned.owner)
        old = self.served.get(planned.path)
        if self.keeps_pages and planned.owner and old is not None and old.owner == planned.owner:
            self.files[planned.path] = old
            remark = replace(
                remark,
                code="page-kept",
                severity="warning",
                message=f"{remark.message} Bạn đọc vẫn thấy bản trước của trang.",
            )
        if isinstance(planned.work, SheetWork):
            self.refusals[planned.owner] = remark
        else:
            self.findings.append(remark)

    def _take(self, planned: Planned, output: Output | None) -> None:
        if output is None:
            return
        if not output.object:
            self.refusals[planned.owner] = msgspec.json.decode(output.notes, type=Finding)
            self.refused_keys.add(planned.key)
            return
        self.files[planned.path] = File(
            output.object,
            output.size,
            content_type(planned.path),
            planned.key,
            planned.group,
            "" if planned.group in _SHARED else planned.owner,
        )


def _has_links(path: str) -> bool:
    return path.endswith((".html", ".css"))


def _notes(path: str, content: bytes) -> bytes:
    """Return the notes of a file: the links of pages and style sheets, nothing for others."""
    if path.endswith(".html"):
        is_rooted = path == "404.html"  # it is shown in place of a page of any depth
        return encode_links(read_links(path, content, is_rooted=is_rooted))
    if path.endswith(".css"):
        return encode_links(read_style_links(path, content))
    return b""


def _broken(planned: Planned, title: str, error: Exception) -> Finding:
    return Finding(
        code="render-failed",
        severity="error",
        page=title,
        message=f"Không tạo được tệp “{planned.path}” ({type(error).__name__}).",
        hint="Gửi báo cáo này cho quản trị viên; nguyên nhân nằm trong nhật ký máy chủ.",
        key=planned.owner,
    )


def _differs(planned: Planned, titles: Mapping[str, str]) -> Finding:
    return Finding(
        code="render-differs",
        severity="warning",
        page=titles.get(planned.owner, planned.path),
        message=f"Dựng lại “{planned.path}” cho kết quả khác bản đã lưu dù nội dung không đổi.",
        hint="Bản mới được dùng. Báo quản trị viên nếu điều này lặp lại.",
        key=planned.owner,
    )
