"""``manage.py print``: a whole file or none, with everything that preflight says."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from cms.models import LegalDocument
from sitegen.render.print import coated
from tests.factories import Province, a_leaflet_page, publish, put_on_panel

pytestmark = pytest.mark.django_db

COMPLETE = {
    "print_run": 500,
    "printer": "Công ty in Mẫu",
    "licence_number": "79/GPXB-STTTT",
    "licence_date": date(2019, 11, 28),
    "licence_issuer": "Sở Thông tin và Truyền thông",
    "deposit_month": "12/2019",
}


def panels(leaflet: Any, portal: int) -> Any:
    words = "<p>Mọi thủ tục đều có trên cổng, gửi được từ nhà, cả buổi tối và ngày nghỉ.</p>" * 4
    line = {"title": "Vào cổng", "portal": portal, "features": []}
    for number in range(2, 6):
        more = [("portal_line", line)] if number == 3 else []
        put_on_panel(leaflet, number, ("paragraph", words), *more)
    return publish(leaflet)


@pytest.fixture
def leaflet(province: Province) -> Any:
    return panels(a_leaflet_page(province.office, **COMPLETE), province.portal.pk)


def printed(leaflet: Any, *arguments: str) -> str:
    said = io.StringIO()
    call_command("print", leaflet.slug, *arguments, stdout=said)
    return said.getvalue()


def test_sound_leaflet_becomes_a_file_for_the_print_shop(leaflet: Any, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "press.pdf"
    said = printed(leaflet, "--out", str(out))
    assert f"Đã in: {out}" in said
    assert "LỖI" not in said
    with pikepdf.open(out) as pdf:
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFX"
    assert [path.name for path in out.parent.iterdir()] == ["press.pdf"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"print_run": 0}, "Số lượng in là 0"),
        ({"printer": ""}, "Chưa ghi nơi in"),
        ({"licence_number": ""}, "Chưa có giấy phép xuất bản"),
        (
            {"licence_date": date(2020, 3, 1)},
            "Nộp lưu chiểu 12/2019 lại trước ngày cấp phép 01/03/2020",
        ),
        ({"printed_size": "10 x 15 cm"}, "Khổ ghi là 10 x 15 cm, tờ này là 205 × 600 mm"),
    ],
)
def test_refused_leaflet_leaves_the_old_file_as_it_was(
    leaflet: Any, tmp_path: Path, changes: dict[str, Any], expected: str
) -> None:
    type(leaflet).objects.filter(pk=leaflet.pk).update(**changes)
    out = tmp_path / "press.pdf"
    out.write_bytes(b"the last sound one")
    said = io.StringIO()
    with pytest.raises(CommandError, match="Chưa in được"):
        call_command("print", leaflet.slug, "--out", str(out), stdout=said)
    assert f"LỖI: Mặt 1, “Bìa sau”, thông tin xuất bản: {expected}" in said.getvalue()
    assert out.read_bytes() == b"the last sound one"
    assert list(tmp_path.iterdir()) == [out]


def test_manuscript_is_made_without_a_licence(leaflet: Any, tmp_path: Path) -> None:
    type(leaflet).objects.filter(pk=leaflet.pk).update(licence_number="", print_run=0)
    out = tmp_path / "proof.pdf"
    printed(leaflet, "--mode", "proof", "--out", str(out))
    assert out.read_bytes().startswith(b"%PDF")


def test_leaflet_of_a_closed_portal_is_not_printed(
    leaflet: Any, province: Province, tmp_path: Path
) -> None:
    type(province.portal).objects.filter(pk=province.portal.pk).update(closed_on=date(2025, 7, 1))
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command("print", leaflet.slug, "--out", str(tmp_path / "a.pdf"), stdout=said)
    assert said.getvalue().count("cổng này ngừng từ 01/07/2025") == 2  # in words and in the code


def test_repealed_document_is_told_of_and_another_number_is_not(
    leaflet: Any, province: Province, tmp_path: Path
) -> None:
    words = "<p>Theo Nghị định 43/2011/NĐ-CP và Quyết định 143/2011/QĐ-UBND của tỉnh.</p>" * 5
    put_on_panel(leaflet, 2, ("paragraph", words))
    leaflet.save_revision().publish()
    for number in ("43/2011/NĐ-CP", "43/2011/QĐ-UBND"):
        LegalDocument.objects.create(
            name="x",
            type_name="Nghị định",
            number=number,
            issuer="Chính phủ",
            valid_until=date(2022, 8, 14),
        )
    said = printed(leaflet, "--out", str(tmp_path / "a.pdf"))
    assert "Còn ghi “43/2011/NĐ-CP”: văn bản này hết hiệu lực từ sau 14/08/2022" in said
    assert "43/2011/QĐ-UBND”" not in said


def test_report_for_programs_holds_every_remark(leaflet: Any, tmp_path: Path) -> None:
    type(leaflet).objects.filter(pk=leaflet.pk).update(print_run=0)
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command("print", leaflet.slug, "--json", "--out", str(tmp_path / "a.pdf"), stdout=said)
    report = json.loads(said.getvalue())
    assert report["file"] == ""
    (run,) = [one for one in report["remarks"] if one["code"] == "imprint-run"]
    assert (run["side"], run["panel"], run["severity"]) == (1, "Bìa sau", "error")


def test_shops_own_profile_is_taken_and_a_screens_refused(leaflet: Any, tmp_path: Path) -> None:
    icc = tmp_path / "shop.icc"
    icc.write_bytes(coated().content)
    out = tmp_path / "a.pdf"
    printed(leaflet, "--icc", str(icc), "--out", str(out))
    with pikepdf.open(out) as pdf:
        assert str(pdf.Root.OutputIntents[0].OutputConditionIdentifier) == "Custom"
    icc.write_bytes(b"no profile")
    with pytest.raises(CommandError, match="không phải hồ sơ màu ICC"):
        printed(leaflet, "--icc", str(icc), "--out", str(out))


def test_a_program_may_name_the_file_as_text(leaflet: Any, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    call_command("print", leaflet.slug, mode="screen", out=str(out), stdout=io.StringIO())
    assert out.read_bytes().startswith(b"%PDF")
