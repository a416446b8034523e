"""``export --profile print``: what goes to the print shop is the file for the print shop."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import call_command

from sitegen.pipeline import release_now
from tests.factories import Province, a_leaflet_page
from tests.site.test_print_command import COMPLETE, panels

pytestmark = pytest.mark.django_db

MM = 72 / 25.4


@pytest.fixture
def leaflet(province: Province, settings: Any, tmp_path: Path) -> Any:
    settings.LOA_VAR = tmp_path / "var"
    return panels(a_leaflet_page(province.office, **COMPLETE), province.portal.pk)


def exported(to: Path) -> str:
    said = io.StringIO()
    call_command("export", str(to), "--profile", "print", stdout=said)
    return said.getvalue()


def boxes(file: Path) -> dict[str, tuple[int, int]]:
    with pikepdf.open(file) as pdf:
        page = pdf.pages[0]
        found = {"trim": page.trimbox, "bleed": page.bleedbox}
        return {
            name: (round(float(box[2] - box[0]) / MM), round(float(box[3] - box[1]) / MM))
            for name, box in found.items()
        }


def test_export_hands_over_the_file_for_the_print_shop(leaflet: Any, tmp_path: Path) -> None:
    assert release_now().status == "released"
    exported(tmp_path / "out")
    (file,) = (tmp_path / "out").rglob("to-gap*.pdf")
    assert boxes(file) == {"trim": (600, 205), "bleed": (606, 211)}
    with pikepdf.open(file) as pdf:
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFX"
    listed = (tmp_path / "out" / "MUC-LUC.html").read_text("utf-8")
    assert "2 trang, 600 × 205 mm" in listed
    assert "không phải gửi gì" in exported(tmp_path / "out")


def test_refused_leaflet_is_left_out_and_said_with_its_title(leaflet: Any, tmp_path: Path) -> None:
    type(leaflet).objects.filter(pk=leaflet.pk).update(print_run=0)
    assert release_now().status == "released"
    said = exported(tmp_path / "out")
    assert f"Lưu ý: {leaflet.title}: Chưa giao nhà in được." in said
    assert not list((tmp_path / "out").rglob("to-gap*.pdf"))
    listed = (tmp_path / "out" / "MUC-LUC.html").read_text("utf-8")
    assert "Số lượng in là 0" in listed
