"""llms.txt: what this mirror is and where its texts are, for programs that read for people.

The form is that of llmstxt.org. A small mirror fits into one file; a large one has a file for
every office, so that the first file stays small.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sitegen.collation import sort_key
from sitegen.documents.addresses import PageEntry
from sitegen.documents.site import Site
from sitegen.render.labels import labels
from sitegen.render.markdown.escaping import address, one_line
from sitegen.render.notices import with_change
from sitegen.render.site_files.addresses import absolute
from sitegen.render.site_files.parts import in_parts

__all__ = ["LlmsPart", "llms_index", "llms_part", "llms_parts"]

_IN_ONE_FILE = 100
_ORDER = (
    "agency_home",
    "guide",
    "service_kinds",
    "announcement",
    "outreach",
    "statistics",
    "leaflet",
    "about",
    "suspension",
    "channel_list",
    "contact",
    "listing",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmsPart:
    """One file: its path, its title, and the pages that it lists."""

    path: str
    title: str
    entries: tuple[PageEntry, ...]


def llms_parts(entries: Iterable[PageEntry], site: Site) -> tuple[LlmsPart, ...]:
    """Return the files, llms.txt first, of the pages in the language of ``site``.

    A section is the first folder under the home page; one with many pages has several files.
    """
    listed = [e for e in entries if e.language == site.language and not e.is_alias]
    if len(listed) <= _IN_ONE_FILE:
        return (LlmsPart(path="llms.txt", title=site.name, entries=_by_path(listed)),)
    sections: dict[str, list[PageEntry]] = {}
    for entry in listed:
        sections.setdefault(_section(entry, site), []).append(entry)
    top = [e for e in listed if e.path == f"{site.home_path}{_section(e, site)}/"]
    top += sections.pop("", [])
    below = {name: group for name, group in sections.items() if len(group) > 1}
    first = LlmsPart(path="llms.txt", title=site.name, entries=_by_path(top))
    return (first, *(part for name in sorted(below) for part in _section_parts(name, below[name])))


def llms_index(parts: Iterable[LlmsPart], site: Site) -> bytes:
    """Return llms.txt: what the mirror is, its first pages, and the other files."""
    first, *others = parts
    blocks = [
        f"# {one_line(site.name)}",
        *([f"> {one_line(site.tagline)}"] if site.tagline else []),
        *([one_line(site.notice)] if site.notice else []),
        _FORMS,
        *_lists(first.entries, site),
    ]
    if others:
        blocks.append(_list("Các trang theo mục", [_file_line(part, site) for part in others]))
    return _text(blocks)


def llms_part(part: LlmsPart, site: Site) -> bytes:
    """Return the file of one section."""
    return _text([f"# {one_line(part.title)} – {one_line(site.name)}", *_lists(part.entries, site)])


_FORMS = (
    "Cạnh mỗi trang index.html có cùng nội dung ở dạng markdown (index.md) và dữ liệu (index.json)."
)


def _section(entry: PageEntry, site: Site) -> str:
    return entry.path.removeprefix(site.home_path).partition("/")[0]


def _section_parts(name: str, entries: list[PageEntry]) -> list[LlmsPart]:
    title = min(entries, key=lambda entry: entry.path.count("/")).title
    groups = in_parts(entries)
    if len(groups) == 1:
        return [LlmsPart(path=f"llms-{name}.txt", title=title, entries=groups[0])]
    return [
        LlmsPart(path=f"llms-{name}-{number}.txt", title=f"{title} ({number + 1})", entries=group)
        for number, group in enumerate(groups)
        if group
    ]


def _by_path(entries: Iterable[PageEntry]) -> tuple[PageEntry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.path))


def _lists(entries: Iterable[PageEntry], site: Site) -> list[str]:
    groups: dict[str, list[PageEntry]] = {}
    for entry in entries:
        groups.setdefault(entry.kind, []).append(entry)
    return [
        _list(labels(site.language)[f"kind_{kind}"], [_page_line(e, site) for e in _named(group)])
        for kind in _ORDER
        if (group := groups.get(kind))
    ]


def _named(entries: list[PageEntry]) -> list[PageEntry]:
    return sorted(entries, key=lambda entry: (sort_key(entry.title), entry.path))


def _list(title: str, lines: list[str]) -> str:
    return f"## {title}\n\n" + "\n".join(lines)


def _page_line(entry: PageEntry, site: Site) -> str:
    link = _link(entry.title, f"{entry.path}index.md", site)
    said = with_change(entry.summary, entry.changed_on, site.language)
    return f"- {link}: {one_line(said)}" if said else f"- {link}"


def _file_line(part: LlmsPart, site: Site) -> str:
    return f"- {_link(part.title, part.path, site)}"


def _link(title: str, path: str, site: Site) -> str:
    return f"[{one_line(title)}]({absolute(site, path) or address(path)})"


def _text(blocks: list[str]) -> bytes:
    return ("\n\n".join(blocks) + "\n").encode()
