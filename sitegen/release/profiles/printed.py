"""The print profile: every current PDF under a readable name, with a page of contents."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape
from io import BytesIO

from sitegen.collation import sort_key
from sitegen.errors import Finding, SitegenError
from sitegen.limits import grouped
from sitegen.release.profiles.entry import Entry, Released, made, stored
from sitegen.slugs import slug

__all__ = ["CONTENTS", "Press", "printed"]

Press = Callable[[bytes], bytes | None]
"""Makes the print-shop file from the JSON of a page; None for what has no other form in print."""

CONTENTS = "MUC-LUC.html"

_PRINTS, _ATTACHMENTS = "ban-in", "tep-dinh-kem"
_POINTS_PER_MM = 72 / 25.4
_PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mục lục bản in – {name}</title>
<style>
body {{ margin: 0 auto; max-width: 44em; padding: 32px 20px; background: #fffdf8; color: #1c1917;
  font: 1rem/1.5 "Be Vietnam Pro", Roboto, "Segoe UI", system-ui, sans-serif }}
h1 {{ font-size: 1.75rem; line-height: 1.25; margin: 0 0 4px }}
h2 {{ font-size: 1.125rem; margin: 40px 0 8px; padding-bottom: 8px; border-bottom: 2px solid {accent} }}
p {{ margin: 0; color: #57534e }}
ul {{ margin: 0; padding: 0; list-style: none }}
li {{ padding: 10px 0; border-bottom: 1px solid #ddd4c4 }}
a {{ color: {accent}; font-weight: 600; text-underline-offset: 3px }}
small {{ display: block; color: #57534e; font-size: .875rem }}
</style>
</head>
<body>
<h1>Mục lục bản in</h1>
<p>{name} · {count} tệp PDF</p>
{groups}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class _Row:
    source: str
    entry: Entry
    title: str
    office: str
    is_print: bool
    size: int
    sheet: str
    refused: SitegenError | None = None


def printed(
    released: Released,
    press: Press = lambda data: None,
    tell: Callable[[Finding], None] = lambda finding: None,
) -> Iterator[Entry]:
    """Yield every PDF, in a folder for each office, and the list of them all.

    ``press`` makes the print-shop file of a leaflet; what it refuses is left out, stands in the
    list with the reason, and is told of.
    """
    rows = [_pressed(row, released, press) for row in _rows(released)]
    for row in rows:
        if row.refused:
            tell(row.refused.finding("warning"))
        else:
            yield row.entry
    yield made(CONTENTS, _contents(released, rows))


def _pressed(row: _Row, released: Released, press: Press) -> _Row:
    """Return the row with the file for the print shop, where there is one."""
    data = f"{row.source.rpartition('/')[0]}/index.json"
    if not row.is_print or data not in released.files:
        return row
    try:
        content = press(released.read(data))
    except SitegenError as error:
        return replace(row, refused=error)
    if content is None:
        return row
    entry = made(row.entry.path, content)
    return replace(row, entry=entry, size=len(content), sheet=_sheet(content))


def _rows(released: Released) -> Iterator[_Row]:
    taken: set[str] = set()
    for path, file in sorted(released.files.items()):
        if file.type != "application/pdf":
            continue
        is_print = file.group == "sheet"
        file_name = path.rpartition("/")[2].removesuffix(".pdf")
        title = released.title(path) if is_print else file_name.replace("-", " ")
        name = (slug(title) if is_print else file_name) or file_name
        office = _office(released, path)
        folder = office or (_PRINTS if is_print else _ATTACHMENTS)
        to = _free(f"{folder}/{name}", taken)
        entry = stored(released, path, to=to)
        yield _Row(
            path, entry, title or file_name, office, is_print, file.size, _sheet(entry.load())
        )


def _office(released: Released, path: str) -> str:
    """Return the folder of the office that a file belongs to, "" when it is shared."""
    first = path.partition("/")[0]
    return first if f"{first}/index.html" in released.files and path.count("/") > 1 else ""


def _free(place: str, taken: set[str]) -> str:
    number, found = 1, f"{place}.pdf"
    while found in taken:
        number += 1
        found = f"{place}-{number}.pdf"
    taken.add(found)
    return found


def _sheet(content: bytes) -> str:
    """Return pages and size as a print shop says it, "" when the file cannot be read."""
    import pikepdf  # noqa: PLC0415  # 6 MB, in every process of the site, for a few exports

    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            box = pdf.pages[0].trimbox
            edges = [float(edge) / _POINTS_PER_MM for edge in box]
            width, height = round(edges[2] - edges[0]), round(edges[3] - edges[1])
            return f"{len(pdf.pages)} trang, {width} × {height} mm"
    except (pikepdf.PdfError, IndexError):
        return ""


def _contents(released: Released, rows: list[_Row]) -> bytes:
    groups: dict[str, list[_Row]] = {}
    for row in sorted(rows, key=lambda row: (not row.is_print, sort_key(row.title))):
        groups.setdefault(_heading(released, row), []).append(row)
    parts = "".join(
        f"<h2>{escape(heading)}</h2>\n<ul>\n{''.join(map(_item, of_one))}</ul>\n"
        for heading, of_one in groups.items()
    )
    text = _PAGE.format(
        name=escape(released.name),
        accent=released.accent,
        count=sum(not row.refused for row in rows),
        groups=parts,
    )
    return text.encode()


def _heading(released: Released, row: _Row) -> str:
    if row.office:
        return released.title(f"{row.office}/index.html") or row.office
    return "Bản in chung" if row.is_print else "Tệp đính kèm"


def _item(row: _Row) -> str:
    if row.refused:
        said = f"{row.refused.message} {row.refused.hint}".strip()
        return f"<li><strong>{escape(row.title)}</strong><small>{escape(said)}</small></li>\n"
    size = f"{grouped(round(row.size / 1000))} kB"
    told = ", ".join(filter(None, (row.sheet, size)))
    name = row.entry.path.rpartition("/")[2]
    return (
        f'<li><a href="{escape(row.entry.path)}">{escape(row.title)}</a>'
        f"<small>{escape(told)} · {escape(name)}</small></li>\n"
    )
