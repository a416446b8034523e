"""Fill: what the plan asks for is taken from the store, and made only when it is missing there."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from sitegen.errors import Finding, SitegenError
from sitegen.plan import Planned, SheetWork, Work
from sitegen.release.check import CheckedPage, check_pages, check_paths, left_out
from sitegen.release.links import decode_links, encode_links, read_links, read_style_links
from sitegen.release.manifest import File, content_type
from sitegen.store import Output, Store

__all__ = ["Filling", "Progress"]

Progress = Callable[[int, int], None]
"""Told after each file: how many are done, of how many."""

_log = logging.getLogger("loa.release")


@dataclass(kw_only=True)
class Filling:
    """The files of the release to come, as they are found or made.

    ``titles`` names documents by key, for remarks. ``is_full`` makes everything anew and
    remarks on files that come out differently than the store has them. ``refused`` gathers
    the keys of documents whose print was refused: they have no file, only a remark.
    """

    store: Store
    make: Callable[[Work], bytes]
    titles: Mapping[str, str]
    is_full: bool = False
    files: dict[str, File] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    refused_keys: set[str] = field(default_factory=set)
    rendered: Counter[str] = field(default_factory=Counter)
    _notes: list[tuple[Planned, bytes]] = field(default_factory=list)

    def run(self, plan: Sequence[Planned], progress: Progress | None = None) -> None:
        """Find or make every planned file; what goes wrong with one becomes a remark."""
        for done, planned in enumerate(plan, 1):
            output = None if self.is_full else self.store.find(planned.key)
            if output is None:
                output = self._made(planned)
            if output is not None:
                self._take(planned, output)
            if progress is not None:
                progress(done, len(plan))

    def check(self, plan: Sequence[Planned], *, is_html_only: bool) -> Iterator[Finding]:
        """Yield what is wrong with the whole: paths that collide, addresses that lead nowhere."""
        titles = {planned.path: self.titles.get(planned.owner, "") for planned in plan}
        yield from check_paths([planned.path for planned in plan], titles)
        pages = list(self._pages())
        known = set(self.files)
        if is_html_only:
            known.update(path for page in pages for path in left_out(page))
        yield from check_pages(pages, known)

    def _pages(self) -> Iterator[CheckedPage]:
        for planned, notes in self._notes:
            title = self.titles.get(planned.owner, planned.path)
            yield CheckedPage(planned.path, title, planned.owner, decode_links(notes))

    def _made(self, planned: Planned) -> Output | None:
        content = self._attempt(planned)
        inputs = msgspec.json.encode(planned.inputs)
        if content is None:
            return None
        if isinstance(content, Finding):
            return self.store.refuse(planned.key, inputs=inputs, notes=msgspec.json.encode(content))
        self.rendered[planned.group] += 1
        before = self.store.known(planned.key) if self.is_full else None
        output = self.store.put(planned.key, content, inputs=inputs, notes=_links(planned, content))
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
            self.findings.append(remark)
        except Exception as error:  # noqa: BLE001  # one page must not hide the remarks about all others
            _log.exception("cannot make %s (%s)", planned.path, planned.owner or "shared")
            self.findings.append(_broken(planned, title, error))
        if is_sheet:
            self.refused.add(planned.owner)
        return None

    def _take(self, planned: Planned, output: Output) -> None:
        if not output.object:
            self.findings.append(msgspec.json.decode(output.notes, type=Finding))
            self.refused.add(planned.owner)
            self.refused_keys.add(planned.key)
            return
        self.files[planned.path] = File(
            output.object,
            output.size,
            content_type(planned.path),
            planned.key,
            planned.group,
            planned.owner,
        )
        if output.notes:
            self._notes.append((planned, output.notes))


def _links(planned: Planned, content: bytes) -> bytes:
    """Return the notes of a file: the links of pages and style sheets, nothing for others."""
    if planned.path.endswith(".html"):
        is_rooted = planned.path == "404.html"  # it is shown in place of a page of any depth
        return encode_links(read_links(planned.path, content, is_rooted=is_rooted))
    if planned.path.endswith(".css"):
        return encode_links(read_style_links(planned.path, content))
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
