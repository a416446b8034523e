"""Languages of a reading: whatever a page says in another language is said so in book and braille."""

import base64
import random
import zipfile
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from sitegen.errors import Finding
from sitegen.release.profiles import braille, epub
from sitegen.release.profiles.reading import reading
from tests.lots import lots
from tests.programs import judged
from tests.unit.export_samples import Sample, contents

WORDS = {
    "en": ["file", "open", "account", "office", "send", "page", "step", "wait", "online", "public"],
    "vi": ["hồ", "sơ", "nộp", "cổng", "tỉnh", "dân", "tộc", "bước", "chờ", "gửi", "trang", "huyện"],
    "tyz": ["mừa", "slon", "slư", "cần", "hâư", "lẻ", "tẻo", "pây", "mì", "nẩy"],
}
_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _sample(html: str, markdown: str, language: str) -> Sample:
    page = f'<!doctype html><html lang="{language}"><body><main>{html}</main></body></html>'
    files = {
        "index.html": (page.encode(), "page", "page-1"),
        "index.md": (markdown.encode(), "data", "page-1"),
        "a.png": (_PICTURE, "picture", ""),
    }
    return Sample(files, {"page-1": "Trang"})


def _passage(chance: random.Random) -> tuple[str, str]:
    language = chance.choice([*WORDS, "en", "en"])
    return language, " ".join(chance.choices(WORDS[language], k=chance.randrange(1, 6)))


def _page(chance: random.Random) -> tuple[Sample, list[tuple[str, str]]]:
    """Return an English page, and each of its words with its language, in order."""
    html, markdown, said = list[str](), list[str](), list[tuple[str, str]]()
    for number in range(chance.randrange(1, 12)):
        passages = [_passage(chance) for _ in range(chance.randrange(1, 5))]
        inside = " – ".join(
            f'<span lang="{code}">{words}</span>'
            if code != "en" or chance.random() < 0.3
            else words
            for code, words in passages
        )
        plain = " – ".join(words for _, words in passages)
        tag, sign = chance.choice([("p", ""), ("h2", "## "), ("li", "- "), ("blockquote", "> ")])
        html.append(f"<{tag}>{inside}</{tag}><svg><text>{number}</text></svg>")
        markdown.append(f"{sign}{plain}")
        said += [(code, word) for code, words in passages for word in words.split()]
    return _sample("".join(html), "\n\n".join(markdown), "en"), said


def _spoken(element: Element, language: str) -> Iterator[tuple[str, str]]:
    own = element.get("lang", language)
    yield from ((own, word) for word in (element.text or "").split() if word != "–")
    for child in element:
        yield from _spoken(child, own)
        yield from ((own, word) for word in (child.tail or "").split() if word != "–")


@pytest.mark.parametrize("seed", lots(20, 2_000))
def test_every_word_of_a_page_has_its_language_in_the_reading(seed: int) -> None:
    sample, said = _page(random.Random(seed))  # noqa: S311
    one = reading(sample.released, "index.html")
    assert list(_spoken(one.body, one.language)) == said


def test_book_says_so_twice_and_in_its_contents_and_is_sound(tmp_path: Path) -> None:
    html = (
        '<h1>Home</h1><h2><span lang="vi">Bước một</span></h2><p lang="vi"><a href="x/">Nộp hồ sơ</a>'
        '</p><img src="a.png" lang="vi" alt="Nút Gửi"><img src="b.png" lang="vi" alt="Nút Mở">'
    )
    markdown = "# Home\n\n## Bước một\n\n[Nộp hồ sơ](x/)\n\n![Nút Gửi](a.png)\n\n![Nút Mở](b.png)\n"
    ((_, content),) = contents(epub(_sample(html, markdown, "en").released, ["/"])).items()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        chapter = fromstring(archive.read("sach/trang-1.xhtml"))
        toc = fromstring(archive.read("sach/muc-luc.xhtml"))
    body = chapter[1]
    assert [one.get("lang") for one in body.iter() if one.get("lang")] == ["vi"] * 4
    assert all(one.get(XML_LANG) == one.get("lang") for one in body.iter())
    assert "vi" in [one.get("lang") for one in toc.iter() if "Bước một" in (one.text or "")]
    (tmp_path / "sach.epub").write_bytes(content)
    said = judged("epubcheck", tmp_path / "sach.epub")
    assert "0 fatals / 0 errors / 0 warnings" in said.stdout, said.stdout + said.stderr


@pytest.mark.parametrize("seed", lots(6, 200))
def test_braille_writes_every_word_by_the_table_of_its_language(seed: int) -> None:
    judged("lou_translate", "--version")
    sample, said = _page(random.Random(seed))  # noqa: S311
    told: list[Finding] = []
    ((_, content),) = contents(braille(sample.released, ["/"], told.append)).items()
    written = content.decode("ascii").split()
    wanted = list[str]()
    for code, word in said:
        plain = _sample("", escape(word), "en" if code == "en" else "vi")
        ((_, alone),) = contents(braille(plain.released, ["/"])).items()
        wanted.append(alone.decode("ascii").split()[0])
    rest = iter(written)
    assert [word for word in wanted if word not in rest] == []
    assert told == []


def test_word_that_english_has_no_letters_for_is_written_as_vietnamese_and_not_told_of() -> None:
    judged("lou_translate", "--version")
    told: list[Finding] = []
    sample = _sample("", "Open Thủ tục now", "en")
    ((_, content),) = contents(braille(sample.released, ["/"], told.append)).items()
    alone = _sample("", "Thủ tục", "vi")
    ((_, wanted),) = contents(braille(alone.released, ["/"])).items()
    assert wanted.decode("ascii").split("\r\n")[0].strip() in content.decode("ascii")
    assert told == []
