"""What a document would have said: of itself, and of the steps that it takes from a guide."""

import pytest

from sitegen.documents.kinds import Document
from sitegen.documents.leaflet import LeafletSteps
from sitegen.documents.left_out import left_out
from sitegen.documents.nodes import EmbeddedGuide
from sitegen.errors import Finding
from tests.builders import a_head, a_step_group, an_article
from tests.unit.print_samples import a_leaflet, a_panel

GUIDE = a_step_group(2)
STEP = GUIDE.steps[0].anchor
EMBEDDING = an_article(
    head=a_head("Thông báo", key="page-1"),
    body=(EmbeddedGuide(guide_key="page-7", groups=(GUIDE,)),),
)
PRINTING = a_leaflet(
    replace={
        (0, 0): a_panel("Các bước", LeafletSteps(title="", guide_key="page-7", steps=GUIDE.steps))
    }
)


def a_remark(key: str, anchor: str = "", **changes: bool) -> Finding:
    remark = {
        "code": "link-unpublished",
        "severity": "warning",
        "page": "Trang",
        "message": "Thiếu.",
    }
    return Finding(**remark | {"key": key, "anchor": anchor} | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("document", [EMBEDDING, PRINTING], ids=["embedded", "printed"])
def test_steps_of_another_page_are_missed_where_they_are_taken(document: Document) -> None:
    own = a_remark(document.head.key)
    step, group = a_remark("page-7", STEP), a_remark("page-7", STEP.partition("-buoc-")[0])
    others = [a_remark("page-7"), a_remark("page-8", STEP), a_remark("page-7", "cach-9")]
    assert list(left_out(document, [own, step, group, *others])) == [own, step, group]


@pytest.mark.parametrize("seen", ["is_shown", "is_on_web"])
def test_what_readers_see_all_the_same_is_not_missing(seen: str) -> None:
    assert list(left_out(EMBEDDING, [a_remark("page-1", **{seen: True})])) == []
