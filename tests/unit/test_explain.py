"""Explain: from an address back to the document, the inputs and the reason."""

from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.release.explain import explain, explanation_lines
from tests.unit.mirror_samples import Province, release


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """Three releases: all, then guide 10 edited, then guide 11 added."""
    province = Province.of(1)
    release(province, tmp_path, day=1)
    province.edit(10, body="Đã sửa.")
    release(province, tmp_path, day=2)
    province.rows[11] = Province.of(2).rows[11]
    release(province, tmp_path, day=3)
    return tmp_path


@pytest.mark.parametrize(
    "wanted",
    [
        "so-noi-vu/huong-dan-10/index.html",
        "so-noi-vu/huong-dan-10/",
        "so-noi-vu/huong-dan-10",
        "/so-noi-vu/huong-dan-10/",
        "so-noi-vu/huong-dan-10/#buoc-1",
        "https://loa.example.vn/so-noi-vu/huong-dan-10/?a=1",
        "file:///srv/var/releases/current/so-noi-vu/huong-dan-10/index.html",
        "var/releases/current/so-noi-vu/huong-dan-10/index.html",
    ],
)
def test_path_folder_and_address_mean_the_same_file(edited: Path, wanted: str) -> None:
    assert explain(edited, wanted).path == "so-noi-vu/huong-dan-10/index.html"


@pytest.mark.parametrize("wanted", ["", "/", "https://loa.example.vn"])
def test_nothing_means_the_home_page(edited: Path, wanted: str) -> None:
    assert explain(edited, wanted).path == "index.html"


def test_explanation_says_which_input_changed_and_since_when(edited: Path) -> None:
    explained = explain(edited, "so-noi-vu/huong-dan-10/")
    assert explained.title == "Hướng dẫn 10"
    assert explained.release == "0003-20261103T083000"
    assert explained.since == "0002-20261102T083000"
    assert explained.before == "0001-20261101T083000"
    assert [name for name, _, _ in explained.changes] == ["document"]
    assert set(explained.inputs) == {"document", "view", "made by"}


def test_explanation_reads_well(edited: Path) -> None:
    explained = explain(edited, "so-noi-vu/huong-dan-10/")
    lines = list(explanation_lines(explained))
    (_, old, new) = explained.changes[0]
    assert lines[0].startswith("so-noi-vu/huong-dan-10/index.html – trang, ")
    assert lines[1] == "  Tài liệu: page-10 “Hướng dẫn 10”"
    assert lines[-2:] == [
        "  Vì sao dựng: so với bản 0001-20261101T083000 đã thay đổi",
        f"    document: {old[:12]} → {new[:12]}",
    ]


def test_file_that_never_changed_says_that_there_is_nothing_older(edited: Path) -> None:
    explained = explain(edited, "assets/style.css")
    assert explained.since == "0001-20261101T083000"
    assert "không còn bản phát hành cũ hơn" in "\n".join(explanation_lines(explained))


def test_new_page_says_that_it_was_not_there_before(edited: Path) -> None:
    explained = explain(edited, "so-noi-vu/huong-dan-11/")
    assert explained.since == "0003-20261103T083000"
    assert "chưa có tệp này" in "\n".join(explanation_lines(explained))


def test_unknown_path_is_refused_with_a_hint(edited: Path) -> None:
    with pytest.raises(SitegenError, match="không có “khong-co/”"):
        explain(edited, "khong-co/")


def test_nothing_can_be_explained_before_the_first_release(tmp_path: Path) -> None:
    with pytest.raises(SitegenError, match="Chưa có bản phát hành"):
        explain(tmp_path, "index.html")
