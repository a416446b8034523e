"""Fill: what the plan asks for is taken from what is served or stored, and made only else."""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import msgspec

from sitegen.errors import AwayError, DeadlyError, Finding, SitegenError
from sitegen.heap import give_back
from sitegen.plan import (
    AttachmentWork,
    Lost,
    PictureWork,
    Planned,
    ShareWork,
    SheetWork,
    SideWork,
    SiteWork,
    Work,
)
from sitegen.release.check import CheckedPage, check_pages, check_paths
from sitegen.release.leads import Leads
from sitegen.release.links import (
    Links,
    decode_links,
    encode_links,
    read_links,
    read_style_links,
)
from sitegen.release.manifest import File, content_type
from sitegen.store import Output, Store

__all__ = ["Filling", "OvertakenError", "Progress"]

Progress = Callable[[int, int], None]
"""Told after each file: how many are done, of how many."""

PART = 500
"""So many files are in hand at a time: a release of any size needs the same memory."""

FILES_PER_GIVING_BACK = 5000
"""After so many files what was freed is given back to the system, after pictures at once."""

_WITH_LINKS = (".html", ".css")
_SHARED = {"picture", "attachment", "share"}
_log = logging.getLogger("loa.release")


class OvertakenError(Exception):
    """What is being made may not be shown any more."""


@dataclass(kw_only=True)
class Filling:
    """The files of the release to come, as they are found or made.

    ``served`` are the files of the release that is served, known to be whole; ``read`` gives
    the bytes of one of them. ``titles`` names documents by key, for remarks. ``is_full``
    makes everything anew and remarks on files that come out differently than the store has
    them. A page that cannot be rendered stays as it is served, unless it holds one of the
    words ``withdrawn``: titles and addresses of pages that go.

    ``expect`` is told what will have to be made next, in order: somebody may begin with it.
    ``progress`` is told of ``total`` files, which is an estimate. ``refusals`` holds, by
    document, the remark about a print that was refused, and ``refused_keys`` their keys;
    ``troubled`` the documents of which something went wrong. ``lost`` is what could neither be
    made nor kept. ``leads`` gathers where the pages lead that were made.
    """

    store: Store
    make: Callable[[Work], bytes]
    expect: Callable[[Sequence[Work], Callable[[], bool]], None] = lambda *_: None
    read: Callable[[str, File], bytes]
    titles: Mapping[str, str]
    served: Mapping[str, File] = field(default_factory=dict)
    is_full: bool = False
    is_overtaken: Callable[[], bool] = lambda: False
    withdrawn: Collection[bytes] = ()
    files: dict[str, File] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    refusals: dict[str, Finding] = field(default_factory=dict)
    refused_keys: set[str] = field(default_factory=set)
    troubled: set[str] = field(default_factory=set)
    lost: list[Lost] = field(default_factory=list)
    rendered: Counter[str] = field(default_factory=Counter)
    leads: Leads = field(default_factory=Leads)
    progress: Progress | None = None
    total: int = 0
    done: int = 0

    def run(self, plan: Iterable[Planned]) -> None:
        """Find or make every planned file; what goes wrong with one becomes a remark."""
        given_back, encoded = self.done // FILES_PER_GIVING_BACK, self.rendered["picture"]
        for some, stored in self._parts(iter(plan)):
            for one in some:
                try:
                    self._fill(one, stored)
                except OvertakenError:
                    self.store.save()
                    raise
                self.done += 1
            if self.progress is not None:
                self.progress(self.done, max(self.done, self.total))
            self.store.save()
            if (
                self.done // FILES_PER_GIVING_BACK > given_back
                or self.rendered["picture"] > encoded
            ):
                given_back, encoded = self.done // FILES_PER_GIVING_BACK, self.rendered["picture"]
                give_back()

    def _fill(self, one: Planned, stored: Mapping[str, Output]) -> None:
        if self.is_overtaken():
            raise OvertakenError
        if self._is_served(one):
            self.files[one.path] = self.served[one.path]
        elif not self._is_taken(one):  # two pages may share a picture of their words
            self._take(one, stored.get(one.key) or self._made(one))

    def _parts(self, plan: Iterator[Planned]) -> Iterator[tuple[list[Planned], dict[str, Output]]]:
        """Yield parts of the plan, and what is stored of each; the next one is expected meanwhile."""
        ahead: list[tuple[list[Planned], dict[str, Output]]] = []
        while some := list(islice(plan, PART)):
            stored = self._stored(some)
            ahead.append((some, stored))
            new = (one for one in some if one.key not in stored and not self._is_served(one))
            self.expect([one.work for one in new], self.is_overtaken)
            if len(ahead) > 1:
                yield ahead.pop(0)
        yield from ahead

    def check(self, files: Mapping[str, File], removed: Iterable[str]) -> Iterator[Finding]:
        """Yield what is wrong with the whole: paths that collide, addresses that lead nowhere.

        ``files`` are all files to come, ``removed`` the served paths that are not among them.
        What is served was checked before: only what is new is looked at, unless something
        vanished to which an unchanged page may lead.
        """
        fresh = {path for path in self.files if files[path] != self.served.get(path)}
        if any(path not in self.served for path in fresh):
            keys = {path: file.owner for path, file in files.items()}
            yield from check_paths(list(files), self._titles(files), keys)
        is_all = bool(removed) or self._has_lost_anchor(fresh, files)

        def look_up(paths: Collection[str]) -> Iterator[CheckedPage]:
            return self._pages(sorted(paths), files)

        wanted = set(files if is_all else fresh)
        if self.leads.are_sound(files.keys(), look_up):
            wanted -= self.leads.pages
        if any(path.endswith(_WITH_LINKS) for path in wanted):
            yield from check_pages(look_up(wanted), files, look_up)

    def _titles(self, files: Mapping[str, File]) -> dict[str, str]:
        return {path: self.titles.get(file.owner, "") for path, file in files.items()}

    def _pages(self, paths: Iterable[str], files: Mapping[str, File]) -> Iterator[CheckedPage]:
        """Yield pages and style sheets with their links, few at a time."""
        with_links = (path for path in paths if path.endswith(_WITH_LINKS))
        while some := list(islice(with_links, PART)):
            links = self._links({path: files[path] for path in some})
            for path in some:
                owner = files[path].owner
                yield CheckedPage(path, self.titles.get(owner, path), owner, links[path])

    def _has_lost_anchor(self, fresh: Iterable[str], files: Mapping[str, File]) -> bool:
        """Tell whether a page has not all anchors any more that it has where it is served."""
        paths = sorted(path for path in fresh if path in self.served)
        now = self._pages(paths, files)
        before = self._pages(paths, self.served)
        return any(
            not set(new.links.anchors).issuperset(old.links.anchors)
            for new, old in zip(now, before, strict=True)
        )

    def _links(self, files: Mapping[str, File]) -> dict[str, Links]:
        """Return the links of pages and style sheets, from the store's notes or read again."""
        outputs = self.store.known(file.key for file in files.values())
        found = {}
        for path, file in files.items():
            output = outputs.get(file.key)
            if output is not None and output.object == file.digest and output.notes:
                found[path] = decode_links(output.notes)
            else:
                found[path] = _links(path, self.read(path, file)) or Links()
        return found

    def _is_taken(self, planned: Planned) -> bool:
        file = self.files.get(planned.path)
        return file is not None and file.key == planned.key

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
        links = _links(planned.path, content)
        if links is not None:
            self.leads.take(planned.path, links)
        notes = b"" if links is None else encode_links(links)
        output = self.store.put(planned.key, content, inputs=inputs, notes=notes)
        if before is not None and before.object not in {"", output.object}:
            self.findings.append(_differs(planned, self.titles))
        return output

    def _attempt(self, planned: Planned) -> bytes | Finding | None:
        """Return the content, the remark of a print that is refused, None after an error."""
        title = self.titles.get(planned.owner, planned.path)
        is_sheet = isinstance(planned.work, SheetWork)
        try:
            return self._make(planned)
        except SitegenError as error:
            remark = error.finding("warning" if is_sheet else "error", key=planned.owner)
            remark = replace(remark, page=remark.page or title)
            if is_sheet:
                return remark
            self._fails(planned, remark)
        except (AwayError, OvertakenError):
            raise
        except Exception as error:  # noqa: BLE001  # one page must not hide the remarks about all others
            _log.exception("cannot make %s (%s)", planned.path, planned.owner or "shared")
            self._fails(planned, _broken(planned, title, error))
        return None

    def _make(self, planned: Planned) -> bytes:
        """Make a file; what goes wrong once, as when memory is short for a moment, is tried again."""
        try:
            return self.make(planned.work)
        except (AwayError, DeadlyError, OvertakenError, SitegenError):
            raise
        except Exception:  # noqa: BLE001  # the second one is told
            _log.warning("%s is tried again", planned.path, exc_info=True)
            return self.make(planned.work)

    def _fails(self, planned: Planned, remark: Finding) -> None:
        """Keep what is served of a page that cannot be made; without that it is lost."""
        self.troubled.add(planned.owner)
        if isinstance(planned.work, SheetWork):
            self.refusals[planned.owner] = replace(remark, severity="warning")
            return
        old = self.served.get(planned.path)
        is_own = old is not None and old.owner == planned.owner and planned.group not in _SHARED
        if old is not None and is_own and not self._names_withdrawn(planned.path, old):
            self.files[planned.path] = old
            remark = replace(
                remark,
                code="page-kept",
                severity="warning",
                message=f"{remark.message} Bạn đọc vẫn thấy bản trước của trang.",
            )
        else:
            self.lost.append(_lost(planned, remark))
        self.findings.append(remark)

    def _names_withdrawn(self, path: str, file: File) -> bool:
        if not self.withdrawn:
            return False
        content = self.read(path, file)
        return any(word in content for word in self.withdrawn)

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


def _links(path: str, content: bytes) -> Links | None:
    """Return the links of a page or style sheet, None for other files."""
    if path.endswith(".html"):
        is_rooted = path == "404.html"  # it is shown in place of a page of any depth
        return read_links(path, content, is_rooted=is_rooted)
    return read_style_links(path, content) if path.endswith(".css") else None


def _lost(planned: Planned, remark: Finding) -> Lost:
    match planned.work:
        case PictureWork() | AttachmentWork():
            return Lost("media", planned.work.digest, remark)
        case ShareWork():
            return Lost("share", planned.owner, remark)
        case SideWork():
            return Lost("sheet", planned.owner, remark)
        case SiteWork():
            return Lost("site", "", remark)
        case _:
            return Lost("page", planned.owner, remark)


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
