"""What is pasted is taken word by word: random fragments against a simple model."""

import json
import random
import re
from itertools import count
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.importing.grid import UnreadableTableError
from cms.importing.plain import blocks_of
from tests.lots import lots

BLOCKS = ("div", "p", "h3", "blockquote", "ul", "ol", "pre", "dl", "section", "layout")
INLINE = ("b", "i", "span", "a", "font", "ins", "sup")
BREAK = "\n"


class Fragments:
    """Makes HTML and, beside it, what is read of it: words, and "\\n" where a line ends."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # no secret
        self.number = count()

    def inside(self, depth: int, *, may_block: bool = True) -> tuple[str, list[str]]:
        parts = [self.part(depth, may_block=may_block) for _ in range(self.chance.randint(1, 3))]
        return "".join(html for html, _ in parts), [one for _, said in parts for one in said]

    def part(self, depth: int, *, may_block: bool) -> tuple[str, list[str]]:
        kinds = ["word", "word", "br", "unseen"] + ["inline"] * (depth > 0)
        match self.chance.choice(kinds + ["block"] * (3 if depth > 0 and may_block else 0)):
            case "word":
                word = f"từ{next(self.number)}"
                return f" {word}\n", [word]
            case "br":
                return "<br>", [BREAK]
            case "unseen":
                return self.chance.choice(
                    (
                        "<span style='DISPLAY: none'>ẩn</span>",
                        "<!-- ẩn -->",
                        "<del>ẩn</del>",
                        "<style>ẩn</style>",
                        "<b style='mso-hide:all'>ẩn</b>",
                    )
                ), []
            case "inline":
                tag = self.chance.choice(INLINE)
                html, said = self.inside(depth - 1, may_block=False)
                more = " href='https://mau.example/x'" if tag == "a" else ""
                return f"<{tag}{more}>{html}</{tag}>", said
            case _:
                return self.block(depth - 1)

    def block(self, depth: int) -> tuple[str, list[str]]:
        tag = self.chance.choice(BLOCKS)
        if tag in {"ul", "ol", "dl"}:
            items = [self.inside(depth) for _ in range(self.chance.randint(1, 3))]
            name = "dd" if tag == "dl" else "li"
            html = "".join(f"<{name}>{html}</{name}>" for html, _ in items)
            return f"<{tag}>{html}</{tag}>", [
                one for _, said in items for one in (BREAK, *said, BREAK)
            ]
        html, said = self.inside(depth, may_block=tag not in {"p", "h3", "pre"})
        if tag == "pre":  # what the source has on lines of its own
            html = html.replace("\n", " ")
        if tag == "layout":
            return f"<table><tr><td>{html}</table>", [BREAK, *said, BREAK]
        return f"<{tag}>{html}</{tag}>", [BREAK, *said, BREAK]


def _lines(said: list[str]) -> list[str]:
    return [" ".join(one.split()) for one in " ".join(said).split(BREAK) if one.strip()]


def _texts(block: dict[str, Any]) -> list[str]:
    if block["type"] == "heading":
        return [block["value"]["text"]]
    return [one["text"] for one in json.loads(block["value"])["blocks"]]


@pytest.mark.parametrize("seed", lots(30, 150))
def test_a_cell_says_each_word_once_with_the_lines_it_was_seen_in(seed: int) -> None:
    html, said = Fragments(seed).inside(4)
    found, _notes = blocks_of(f"<table><tr><td>Tên<td>Số<tr><td>{html}</td><td>1</table>")
    rows = json.loads(found[0]["value"]["cells"])
    assert rows[1:] == [["\n".join(_lines(said)), "1"]]


@pytest.mark.parametrize("seed", lots(30, 150))
def test_words_around_a_table_are_taken_once_in_order_and_no_line_is_empty(seed: int) -> None:
    made = Fragments(seed)
    (before, said), (after, more) = made.inside(4), made.inside(4)
    found, _notes = blocks_of(f"{before}<table><tr><td>Tên<td>Số<tr><td>x<td>1</table>{after}")
    at = [one["type"] for one in found].index("table")
    for part, words in ((found[:at], said), (found[at + 1 :], more)):
        texts = [text for block in part for text in _texts(block)]
        assert all(text.strip() for text in texts)
        assert re.findall(r"\S+", " ".join(texts)) == [one for one in words if one != BREAK]


PIECES = (
    "<p>", "</p>", "<br>", "<hr>", "<ul>", "</ul>", "<li>", "</li>", "<div>", "</div>", "<b id=x>",
    "</b>", "<a href='#_ftn1'>", "<a href='javascript:x'>", "</a>", "<embed>", "<img alt=x>", "<h2>",
    "</h2>", "<table>", "</table>", "<tr>", "<td>", "<th colspan=2>", "<td rowspan=3>", "<caption>",
    "<select>", "<svg>", "<svg><title>", "<math>", "<textarea>", "<pre>", "<input>", "&#xe000;",
    "&#0;", "&lt;p>", "chữ ", "<td style='display:none'>", "<col style='display:none' span=2>",
    "<tr style='display:none'>", "<!--", "-->", "<![if !x]>", "<p style='mso-list:l0 level9 lfo1'>",
    "<span style='mso-list:Ignore'>·</span>", "<o:p>", "<template>", "<frameset>", "<sup>", "\x00",
)  # fmt: skip


def test_no_fragment_is_a_fault(admin_client: Client) -> None:
    chance = random.Random(7)  # noqa: S311  # no secret
    table = "<table><tr><td>Tên<td>Số<tr><td>x<td>1</table>"
    for _ in lots(400, 1_500):
        pieces = chance.choices(PIECES, k=chance.randint(1, 25))
        html = "".join([*pieces, table, *chance.choices(PIECES, k=5)])
        try:
            blocks_of(html)
        except UnreadableTableError:
            continue  # in words
    for html in (
        f"<p>a<br>b</p>{table}",
        f"<b id=docs-internal-guid-1><p>a</p><br><ul><li><p>b</ul>{table}</b>",
        f"<li>a</li>{table}<div style='mso-element:footnote-list'><hr><p>b",
    ):
        answer = admin_client.post(reverse("pasted_blocks:read"), {"html": html})
        assert answer.status_code == 200, html


def test_lists_of_word_and_headings_stay_what_they_were() -> None:
    item = "<p class=MsoListParagraph style='mso-list:l0 level{} lfo1'><span style='font-family:Symbol'>"
    item += "<span style='mso-list:Ignore'>{}<span>&nbsp; </span></span></span>{}</p>"
    found, notes = blocks_of(
        "<h1>Hồ sơ</h1><p>&nbsp;</p><p><a href='#_ftn1'>Gồm[1]</a> <a href='https://mau.example'>mẫu</a>:</p>"
        + item.format(1, "·", "Bản chính")
        + item.format(2, "o", "Bản sao")
        + item.format(1, "3.", "Tờ khai")
        + "<ol><li><p>Một</p><p>hai</p></li></ol>"
        + "<table><caption>Lệ phí</caption><tr><td>Việc<td>Mức<tr><td>A<td>"
        + "<a href='https://mau.example/b'>1</a><img alt=x></table>"
    )
    assert [one["type"] for one in found] == ["heading", "paragraph", "table"]
    assert (found[0]["value"]["text"], found[0]["value"]["level"]) == ("Hồ sơ", ["2"])
    content = json.loads(found[1]["value"])
    assert [(one["type"], one["depth"], one["text"]) for one in content["blocks"]] == [
        ("unstyled", 0, "Gồm[1] mẫu:"),
        ("unordered-list-item", 0, "Bản chính"),
        ("unordered-list-item", 1, "Bản sao"),
        ("unstyled", 0, "3. Tờ khai"),
        ("ordered-list-item", 0, "Một\nhai"),
    ]
    assert [one["data"]["url"] for one in content["entityMap"].values()] == ["https://mau.example"]
    assert found[2]["value"]["title"] == "Lệ phí"
    told = " ".join(notes)
    assert "https://mau.example/b" in told
    assert "1 ảnh" in told
