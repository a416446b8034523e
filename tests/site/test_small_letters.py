"""Sub- and superscript: what an officer writes as m² is m² on every output and for a translator."""

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail_localize.strings import StringValue, extract_strings, restore_strings

from cms.blocks.text import MARKS, RICH_FEATURES, SHORT_FEATURES
from sitegen.collect.richtext import plain_text, read_blocks
from sitegen.documents.codec import decode, encode
from sitegen.render.html import render
from sitegen.render.markdown import render_markdown
from sitegen.render.search.texts import texts
from tests.builders import a_view, an_article

WRITTEN = '<p data-block-key="a">Thửa đất 10 m<sup>2</sup>, nước H<sub>2</sub>O đủ dùng.</p>'


@pytest.mark.parametrize("features", [MARKS, SHORT_FEATURES, RICH_FEATURES])
def test_editor_keeps_sub_and_superscript(features: list[str]) -> None:
    converter = ContentstateConverter(features=features)
    stored = converter.to_database_format(converter.from_database_format(WRITTEN))
    assert stored == WRITTEN


def test_document_with_small_letters_says_them_in_every_format() -> None:
    article = an_article(body=read_blocks(WRITTEN, lambda *_asked: None))
    article = decode(encode(article))
    html = render(article, a_view()).decode()
    assert "10 m<sup>2</sup>, nước H<sub>2</sub>O" in html
    markdown = render_markdown(article, a_view()).decode()
    assert "10 m<sup>2</sup>, nước H<sub>2</sub>O" in markdown
    assert "Thửa đất 10 m2, nước H2O đủ dùng." in [said for _place, said, _anchor in texts(article)]
    assert plain_text(WRITTEN) == "Thửa đất 10 m2, nước H2O đủ dùng."


def test_sentence_with_small_letters_is_one_sentence_to_translate() -> None:
    template, strings = extract_strings(WRITTEN)
    assert [one.data for one, _attrs in strings] == [
        "Thửa đất 10 m<sup>2</sup>, nước H<sub>2</sub>O đủ dùng."
    ]
    said = StringValue.from_translated_html("10 m<sup>2</sup> of land, H<sub>2</sub>O enough.")
    restored = restore_strings(template, [(said, {})])
    assert "10 m<sup>2</sup> of land, H<sub>2</sub>O enough." in restored
