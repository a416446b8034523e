"""Large print: whole, alone, with every word; its look is judged in the browser."""

from selectolax.lexbor import LexborHTMLParser

from sitegen.release.profiles import large
from sitegen.release.profiles.reading import lettered
from tests.twin_words import html_of_markdown
from tests.unit.book_samples import EVERYTHING
from tests.unit.export_samples import contents, fetched


def _readable(markdown: bytes) -> bytes:
    return lettered(markdown.decode()).encode()


def test_one_file_holds_every_page_asks_nobody_and_leads_within() -> None:
    ((name, content),) = contents(large(EVERYTHING.released, ["/"])).items()
    assert name == "trang-chu.html"
    assert fetched(content) == []
    tree = LexborHTMLParser(content)
    assert tree.css("script") == []
    articles = tree.css("article")
    assert len(articles) == len(EVERYTHING.titles)
    ids = {node.attributes["id"] for node in tree.css("[id]")}
    leading = [node.attributes["href"] or "" for node in tree.css("a[href^='#']")]
    assert {one.removeprefix("#") for one in leading} <= ids
    assert all(node.attributes["lang"] for node in articles)


def test_words_are_those_of_the_page() -> None:
    for path in (f"{number}/index" for number in range(1, len(EVERYTHING.titles))):
        ((_, content),) = contents(large(EVERYTHING.released, [f"{path}.html"])).items()
        article = LexborHTMLParser(content).css_first("article")
        twin = LexborHTMLParser(html_of_markdown(_readable(EVERYTHING.contents[f"{path}.md"]))).body
        assert article is not None
        assert twin is not None
        said = set(twin.text(separator=" ").split())
        found = article.text(separator=" ").split()
        assert said <= {*found, *(word.removesuffix(":") for word in found)}
