"""The workshop: the true renderers fill a release, and every key covers what they use."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from sitegen.documents.base import Picture
from sitegen.documents.kinds import Document
from sitegen.made_by import made_by
from sitegen.pipeline import build
from sitegen.plan import PictureWork
from sitegen.release.explain import explain
from sitegen.release.manifest import read_manifest
from sitegen.release.report import Report
from sitegen.release.switch import current_release
from sitegen.render import json_api
from sitegen.render.pictures import derivatives
from sitegen.render.workshop import Workshop
from tests.builders import a_view
from tests.unit.mirror_samples import FORM, Province, tree


def a_small_picture(_: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (80, 60), "white").save(content, "PNG")
    return content.getvalue()


def _release(province: Province, folder: Path, *, day: int = 1) -> Report:
    return build(
        province.collection(),
        folder=folder,
        load_picture=a_small_picture,
        load_attachment=lambda _: FORM,
        created=datetime(2026, 11, day, tzinfo=UTC),
    )


def _province() -> Province:
    province = Province.of(3)
    province.base_address = "https://loa.example.vn/"
    return province


def test_every_link_of_true_pages_resolves_and_an_edit_equals_a_fresh_release(
    tmp_path: Path,
) -> None:
    province = _province()
    report = _release(province, tmp_path / "kept")
    assert (report.status, report.findings) == ("released", ())
    assert set(report.rendered_by_group) == {
        "asset",
        "attachment",
        "data",
        "page",
        "picture",
        "search",
        "share",
        "sheet",
        "site",
        "text",
    }
    assert all(report.rendered_by_group.values())
    assert any(path.startswith("search/vi/") for path in tree(tmp_path / "kept"))
    assert _release(province, tmp_path / "kept", day=2).rendered == 0
    province.edit(10, title="Tên mới", parent="page-3")
    assert _release(province, tmp_path / "kept", day=3).status == "released"
    _release(province, tmp_path / "fresh")
    assert tree(tmp_path / "kept") == tree(tmp_path / "fresh")


def test_every_key_but_that_of_a_copy_holds_what_all_is_made_by(tmp_path: Path) -> None:
    _release(_province(), tmp_path)
    served = current_release(tmp_path / "releases")
    copies = {"asset", "attachment", "picture", "search"}
    for path, file in read_manifest(tmp_path / "releases", served).files.items():
        inputs = explain(tmp_path, path).inputs
        assert (made_by() in inputs.values()) == (file.group not in copies), path


def test_lost_picture_stops_the_release_and_names_the_page(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def lose(digest: str) -> bytes:
        raise FileNotFoundError(digest)

    report = build(
        Province.of(3).collection(),
        folder=tmp_path,
        load_picture=lose,
        load_attachment=lambda _: FORM,
    )
    assert report.is_failed
    assert {(one.code, one.page) for one in report.findings} >= {("render-failed", "Hướng dẫn 12")}
    assert "cannot make pictures/" in caplog.text


def test_a_picture_is_read_once_for_all_its_sizes() -> None:
    read: list[str] = []

    def load(digest: str) -> bytes:
        read.append(digest)
        return a_small_picture(digest)

    workshop = Workshop(load, lambda _: b"")
    for name in ("ab", "cd"):
        picture = Picture(digest=name * 32, width=1440, height=900, alt="")
        for derivative in derivatives(picture):
            workshop.make(PictureWork(picture.digest, derivative))
    assert read == ["ab" * 32, "cd" * 32]


@pytest.mark.parametrize("document", _province().collection().documents)
def test_data_gives_the_document_back(document: Document) -> None:
    assert json_api.read(json_api.render(document, a_view())) == document


def test_data_of_another_schema_is_refused() -> None:
    with pytest.raises(ValueError, match="schema 0 is not 1"):
        json_api.read(b'{"schema": 0, "document": {}}')
