"""A mend changes the place that was shown and nothing else, wherever the same words stand besides."""

import re
from random import Random
from typing import Any

import pytest

from cms.models import OutreachPage
from cms.proofreading.mending import mend_of
from cms.proofreading.pages import Noticed
from cms.usage.walk import GIVEN, Walked, _rich, _text, typed_letters
from sitegen.proofreading.run import RULES
from sitegen.proofreading.texts import Known, PageTexts, Text

pytestmark = pytest.mark.django_db

_chance = Random(291126)  # noqa: S311  # the same texts every time

TWICE = "sẽ sẽ"
WORDS = (
    "Cán bộ",
    "gọi &amp; ghi",
    "nộp  hồ sơ",
    "a &lt; b",
    "ở\u00a0xã",
    "phí&nbsp;thu",
    "{{ co_quan }}",
    "<b>sẽ</b>",
    "<i>bấm</i>",
)
AROUND = (
    f'<a href="https://x.example.vn/tim?q={TWICE}">{{}}</a>',
    f'<a linktype="page" id="3" title="{TWICE}">{{}}</a>',
    f'<a linktype="fact" kind="portal" id="3" field="name">{TWICE}</a> {{}}',
    f"<code>{TWICE}</code> {{}}",
    f'<embed embedtype="image" id="4" alt="{TWICE}" format="left"/>{{}}',
    "<b>{}</b>",
    "{}<br/>",
)


def _html() -> str:
    paragraphs = []
    for _ in range(_chance.randrange(1, 5)):
        parts = _chance.sample(WORDS, _chance.randrange(4))
        parts += _chance.choices((TWICE, "sẽ  sẽ", "sẽ&nbsp;sẽ"), k=_chance.randrange(3))
        _chance.shuffle(parts)
        parts = [
            _chance.choice(AROUND).format(one) if _chance.random() < 0.4 else one for one in parts
        ]
        tag = _chance.choice(("p", "h3", "li"))
        paragraphs.append(f"<{tag}>{_chance.choice((' ', '')).join(parts)}</{tag}>")
    return "".join(paragraphs)


def _lines(html: str, *, is_html: bool) -> list[str]:
    read = Walked()
    (_rich if is_html else _text)(html, "body", read, frozenset())
    return [line for _path, line in read.typed]


def _as_read(value: str, *, is_html: bool) -> list[str]:
    return ["".join(one.letter for one in line) for line in typed_letters(value, is_html=is_html)]


def test_the_letters_of_a_line_are_those_that_the_rules_read() -> None:
    for _ in range(3000):
        html = _html()
        said = [line for line in _lines(html, is_html=True) if "://" not in line]
        assert _as_read(html, is_html=True) == said
        plain = re.sub(r"<[^>]+>", "\n", html)
        assert _as_read(plain, is_html=False) == _lines(plain, is_html=False)
        for line in typed_letters(html, is_html=True):
            for one in line:
                stored = html[one.start : one.end]
                assert one.letter in (GIVEN, " ") or one.letter in stored or stored[0] == "&"


def _noticed(lines: list[str], rule: str) -> Noticed | None:
    (by_name,) = [one for one in RULES if one.name == rule]
    page = PageTexts(texts=tuple(Text("body.paragraph", line) for line in lines))
    places = tuple(by_name.find(page, Known()))
    return Noticed(by_name, places, "") if places else None


def _page(html: str) -> Any:
    page = OutreachPage()
    page.body = page._meta.get_field("body").stream_block.to_python(
        [{"type": "paragraph", "value": html}]
    )
    return page


def test_a_mend_changes_the_shown_places_and_no_other_byte() -> None:
    mended = 0
    for _ in range(1500):
        html = _html()
        noticed = _noticed(_lines(html, is_html=True), "doubled-word")
        if noticed is None:
            continue
        page = _page(html)
        mend = mend_of(page, noticed)
        assert len(mend.done) + len(mend.left) == len(noticed.places)
        assert page.body.get_prep_value()[0]["value"] == html
        mend.apply(page)
        (block,) = page.body.get_prep_value()
        assert _outside(block["value"]) == _outside(html)
        assert _doubled(html) - _doubled(block["value"]) == len(mend.done)
        assert all(why for _found, why in mend.left)
        mended += len(mend.done)
    assert mended > 500


_TEXT = re.compile(r"<code>.*?</code>|<a linktype=\"fact\".*?</a>|<[^>]+>", re.DOTALL)


def _outside(html: str) -> tuple[list[str], list[str]]:
    """Return all that is no text, and the texts with every doubled word once."""
    return _TEXT.findall(html), [
        re.sub(r"(sẽ)(?:(?:\s|&nbsp;)+sẽ)+", "sẽ", one) for one in _TEXT.split(html)
    ]


def _doubled(html: str) -> int:
    twice = re.compile(r"(?<!\w)sẽ(?:(?:\s|&nbsp;)+sẽ)+(?!\w)")
    return sum(len(twice.findall(one)) for one in _TEXT.split(html))


def test_the_button_and_the_address_of_the_same_words_stay() -> None:
    for html, done in (
        (
            '<p><a href="https://x.example.vn/tim?q=là là">là là</a></p>',
            '<p><a href="https://x.example.vn/tim?q=là là">là</a></p>',
        ),
        (
            "<p>Cán bộ sẽ <b>sẽ</b> gọi.</p><p>Bấm nút <code>Cán bộ sẽ sẽ gọi.</code></p>",
            "<p>Cán bộ sẽ <b>sẽ</b> gọi.</p><p>Bấm nút <code>Cán bộ sẽ sẽ gọi.</code></p>",
        ),
    ):
        noticed = _noticed(_lines(html, is_html=True), "doubled-word")
        assert noticed is not None
        page = _page(html)
        mend_of(page, noticed).apply(page)
        assert page.body.get_prep_value()[0]["value"] == done
