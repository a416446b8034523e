"""Each ⊕ of a stream or a list says what it adds, whichever block it is, whoever made it."""

from typing import Any

import pytest
from wagtail import blocks
from wagtail.admin.telepath import JSContext

from cms.blocks.adding import adds
from tests.site.test_block_lines import inside, streams

SEQUENCES = (blocks.ListBlock, blocks.BaseStreamBlock)


def _sequences() -> list[tuple[str, Any]]:
    return [
        (place, one)
        for place, stream in streams()
        for one in inside(stream)
        if isinstance(one, SEQUENCES)
    ]


def test_every_stream_and_list_names_what_it_adds() -> None:
    found = _sequences()
    assert len(found) > 50
    unnamed = [
        f"{place}: {said}"
        for place, one in found
        if not (said := adds(one)).startswith("Thêm ") or len(said) < 8 or "thêm" in said
    ]
    assert unnamed == []


@pytest.mark.parametrize(("place", "stream"), dict(_sequences()).items())
def test_the_form_is_told_of_it(place: str, stream: Any) -> None:
    made = next(one for one in inside(stream) if isinstance(one, SEQUENCES))
    assert adds(made) in str(JSContext().pack(made)), place


class _Both(blocks.StreamBlock):
    one = blocks.CharBlock(label="Đoạn văn")
    other = blocks.CharBlock(label="QR của cổng")


class _Many(_Both):
    third = blocks.CharBlock(label="Hình")


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (blocks.ListBlock(blocks.CharBlock(label="Bước")), "Thêm bước"),
        (blocks.ListBlock(blocks.CharBlock(), label="Các cột"), "Thêm cột"),
        (_Both(), "Thêm đoạn văn hoặc QR của cổng"),
        (_Many(label="Khác bản chung"), "Thêm vào “Khác bản chung”"),
        (_Many(), "Thêm nội dung"),
    ],
)
def test_the_words_read_as_a_sentence(block: Any, said: str) -> None:
    assert adds(block) == said
