"""The large profile: pages in large print, to read on any screen and to print for who asks.

As libraries for the blind set it: 18 points, one column, no tables, no italics, nothing justified or
hyphenated, black on white, numbers on every page. A browser prints it as A4.
"""

from collections.abc import Iterable, Iterator
from html import escape
from xml.etree.ElementTree import tostring

from sitegen.release.profiles.entry import Entry, Released, made
from sitegen.release.profiles.reading import lettered, readings, shown
from sitegen.release.profiles.reading_tables import spread
from sitegen.release.profiles.single import file_name
from sitegen.release.profiles.single_pictures import data_address

__all__ = ["large"]

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
@page {{ size: A4; margin: 20mm 20mm 25mm; @bottom-center {{ content: counter(page); font: bold 18pt sans-serif }} }}
html {{ -webkit-text-size-adjust: 100%; text-size-adjust: 100% }}
body {{ margin: 0 auto; padding: 16px; max-width: 34em; background: #fff; color: #000; hyphens: none; text-align: left;
  font: 500 18pt/1.5 "Be Vietnam Pro", "Noto Sans", Roboto, Arial, sans-serif; overflow-wrap: break-word }}
h1 {{ font-size: 28pt }} h2 {{ font-size: 24pt }} h3, h4, h5, h6 {{ font-size: 20pt }}
h1, h2, h3, h4, h5, h6 {{ line-height: 1.25; margin: 1.25em 0 .5em; break-after: avoid; text-wrap: balance }}
article + article {{ break-before: page; border-top: 4px solid; margin-top: 2em }}
em, i {{ font-style: normal; font-weight: 700 }}
a {{ color: #000; text-decoration-thickness: 2px; text-underline-offset: 4px }}
p, ul, ol, dl {{ margin: 0 0 1em }} ul, ol {{ padding-left: 1.5em }} li {{ margin-bottom: .5em }}
blockquote {{ margin: 1em 0; padding-left: .75em; border-left: 6px solid }}
ul.row {{ list-style: none; padding: 0 0 0 .75em; border-left: 2px solid }}
img {{ max-width: 100%; height: auto; display: block; break-inside: avoid }}
p:has(+ p > img), p:has(+ p > .screen) {{ break-after: avoid; break-inside: avoid }}
.screen {{ position: relative; display: inline-block; max-width: 100%; break-inside: avoid }}
.screen svg {{ position: absolute; left: 0; top: 0; overflow: visible }}
@media print {{ img {{ max-height: 170mm }} body {{ padding: 0; max-width: none }} article + article {{ border: 0; margin: 0 }} }}
</style>
</head>
<body>
{articles}
</body>
</html>
"""


def large(released: Released, pages: Iterable[str]) -> Iterator[Entry]:
    """Yield one HTML file for each of ``pages``: a page, with the pages below it when it has any.

    Raises SitegenError when there is no such page.
    """
    taken: set[str] = set()
    for wanted in pages:
        chapters = readings(released, wanted)
        inside = {one.path: f"#trang-{at}" for at, one in enumerate(chapters, 1)}
        articles = []
        for at, one in enumerate(chapters, 1):
            body = shown(one, released, inside, lambda path: data_address(released, path))
            for table in list(body.iter("table")):
                spread(table)
            body.tag, body.attrib = "article", {"id": f"trang-{at}", "lang": one.spoken}
            articles.append(tostring(body, encoding="unicode", method="html"))
        first = chapters[0]
        html = _PAGE.format(
            language=escape(first.language),
            title=escape(f"{first.title} – {lettered(released.name)}"),
            articles="\n".join(articles),
        )
        name = file_name(first.path, taken)
        taken.add(name)
        yield made(name, html.encode(), cache="page")
