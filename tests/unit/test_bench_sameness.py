"""The benchmark's peers: all say the same words, Hugo's source is made of our documents."""

import json
from pathlib import Path

import msgspec
import pytest

from bench.content import GeneratedGuide, guide
from bench.hugo.source import edit, front_matter, inline_markup
from bench.sameness import DifferentPagesError, agreement, check_same_words, words_of, written
from sitegen.documents.inline import (
    ButtonName,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from sitegen.slugs import slug
from tests.builders import a_guide


def test_words_are_those_between_tags_of_the_main_part() -> None:
    page = "<title>Khác</title><main id=m><h1>Nộp&nbsp;hồ sơ</h1><p>Mở <b>cổng</b>.</main>Cuối"
    assert words_of(page) == ["Nộp", "hồ", "sơ", "Mở", "cổng", "."]


def test_a_page_without_a_main_part_is_refused() -> None:
    with pytest.raises(DifferentPagesError):
        words_of("<p>Nộp hồ sơ</p>")


def test_the_same_words_in_other_markup_agree(tmp_path: Path) -> None:
    _write(tmp_path / "one", "<p>{}</p>")
    _write(tmp_path / "two", "<div><p>{}</p></div>")
    check_same_words(tmp_path / "one", 1)
    assert agreement(tmp_path / "one", tmp_path / "two", 1) == 1


def test_words_that_only_one_generator_says_lower_the_agreement(tmp_path: Path) -> None:
    _write(tmp_path / "one", "<p>{}</p>")
    _write(tmp_path / "two", "<p>{}</p><p>Xem hình lớn</p>")
    share = agreement(tmp_path / "one", tmp_path / "two", 1)
    assert 0.7 < share < 1
    assert share == agreement(tmp_path / "two", tmp_path / "one", 1)


def test_a_missing_sentence_is_found(tmp_path: Path) -> None:
    _write(tmp_path, "<p>{}</p>", without=guide(0).steps[2].sentences[1])
    with pytest.raises(DifferentPagesError, match="guide 0"):
        check_same_words(tmp_path, 1)


def test_a_missing_picture_is_found(tmp_path: Path) -> None:
    _write(tmp_path, "<p>{}</p>", pictures=3)
    with pytest.raises(DifferentPagesError):
        check_same_words(tmp_path, 1)


def test_pages_are_counted_and_weighed(tmp_path: Path) -> None:
    _write(tmp_path, "<p>{}</p>")
    (tmp_path / "index.html").write_text("<main></main>", "utf-8")
    made = written(tmp_path, 1)
    assert made.pages == 2
    assert made.guide_kb == (tmp_path / slug(guide(0).title) / "index.html").stat().st_size / 1000


@pytest.mark.parametrize(
    ("node", "markup"),
    [
        (Text(value="Dưới 18 < tuổi"), "Dưới 18 &lt; tuổi"),
        (Strong(children=(Text(value="Giữ"),)), "<strong>Giữ</strong>"),
        (Emphasis(children=(Text(value="xem"),)), "<em>xem</em>"),
        (Subscript(children=(Text(value="2"),)), "<sub>2</sub>"),
        (Superscript(children=(Text(value="2"),)), "<sup>2</sup>"),
        (ButtonName(value="Nộp hồ sơ"), '<b class="key nb">Nộp hồ sơ</b>'),
        (LineBreak(), "<br>"),
        (
            Link(children=(Text(value="Liên hệ"),), target="page", address="lien-he/"),
            '<a href="/lien-he/">Liên hệ</a>',
        ),
        (
            Link(children=(Text(value="Cổng"),), target="web", address="https://cong.example"),
            '<a href="https://cong.example">Cổng</a>',
        ),
    ],
)
def test_running_text_reaches_hugo_as_markup(node: Inline, markup: str) -> None:
    assert inline_markup([msgspec.to_builtins(node)]) == markup


def test_front_matter_holds_the_whole_document_without_inline_nodes() -> None:
    document = a_guide(steps=2)
    values = front_matter(msgspec.to_builtins(document))
    assert values["title"] == document.head.title
    steps = [step for group in values["groups"] for step in group["steps"]]
    assert [step["number"] for step in steps] == [1, 2]
    assert all(isinstance(step["title"], str) for step in steps)


def test_an_edit_changes_one_sentence_of_a_page(tmp_path: Path) -> None:
    page = tmp_path / "trang.md"
    page.write_text(json.dumps({"title": "Nộp hồ sơ", "audience": "Người dân."}), "utf-8")
    edit(page)
    values = json.loads(page.read_text("utf-8"))
    assert values == {"title": "Nộp hồ sơ", "audience": "Người dân. Người nhà làm thay được."}


def _write(folder: Path, around: str, *, without: str = "", pictures: int = 4) -> None:
    words = guide(0)
    said = "".join(around.format(text) for text in _texts(words) if text != without)
    page = folder / slug(words.title) / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(f"<main>{said}{'<img>' * pictures}</main>", "utf-8")


def _texts(words: GeneratedGuide) -> list[str]:
    sentences = [sentence for step in words.steps for sentence in step.sentences]
    return [words.title, words.summary, words.warning, *words.result, *sentences]
