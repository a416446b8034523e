"""Who signs: whatever was written is printed, the name only where the officer lets it stand."""

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, TranslationSource
from wagtail_localize.segments.extract import extract_segments

from cms.models import AnnouncementPage, OutreachPage
from sitegen.pipeline import collect_documents
from sitegen.render.print import render_sheet
from tests.factories import Province, an_announcement_page, an_outreach_page
from tests.site.bytes_of_a_release import told_in
from tests.site.collected import document_of
from tests.site.editing import add_page
from tests.site.outputs import OUTPUTS

NAME = "Hotenmauxx Kyvanban"
BLANK: dict[str, str] = {"authority": "", "authority_post": "", "signer_post": ""}


def _an_official_page(kind: str, office: Any, **fields: Any) -> Any:
    if kind == "announcement":
        return an_announcement_page(office, **BLANK | fields)
    return an_outreach_page(office, form=OutreachPage.Form.PLAN, symbol="KH-UBND", **BLANK | fields)


@pytest.fixture(params=["announcement", "plan"])
def kind(request: Any) -> str:
    """Both kinds of page that carry an official text."""
    return str(request.param)


GIVEN = {
    "post alone": ({"signer_post": "Chủ tịch"}, ("", "Chủ tịch", "")),
    "body alone": ({"authority_post": "Giám đốc"}, ("", "Giám đốc", "")),
    "authority alone": ({"authority": "TM."}, ("TM.", "", "")),
    "authority and post": (
        {"authority": "KT.", "signer_post": "Phó Chủ tịch"},
        ("KT.", "Phó Chủ tịch", ""),
    ),
    "all": (
        {"authority": "TM.", "authority_post": "Uỷ ban nhân dân", "signer_post": "Chủ tịch"},
        ("TM.", "Uỷ ban nhân dân", "Chủ tịch"),
    ),
}


@pytest.mark.parametrize(("fields", "signed"), GIVEN.values(), ids=GIVEN)
def test_whatever_is_given_of_the_signer_is_printed(
    province: Province, kind: str, fields: dict[str, str], signed: tuple[str, ...]
) -> None:
    document = document_of(_an_official_page(kind, province.office, **fields))
    signer = document.official.signatory
    assert (signer.authority, signer.authority_post, signer.post) == signed
    said = "".join(_print_text(document).split()).upper()
    for word in filter(None, signed):
        assert "".join(word.split()).upper() in said


def test_a_name_alone_is_printed_on_paper(province: Province, kind: str, var: Path) -> None:
    page = _an_official_page(kind, province.office, signer_name=NAME)
    assert NAME in _on_paper(page, var)


@pytest.mark.parametrize("fields", [{}, {"authority": "TM."}, {"signer_name": NAME}])
def test_a_text_without_a_post_is_named(
    province: Province, kind: str, fields: dict[str, str]
) -> None:
    page = _an_official_page(kind, province.office, **fields)
    found = [one for one in collect_documents().findings if one.code == "signatory-missing"]
    assert [one.page for one in found] == [page.title]


def test_a_notice_for_the_screen_alone_needs_no_signer(province: Province) -> None:
    an_announcement_page(province.office, symbol="", **BLANK)
    an_outreach_page(province.office)
    assert [one.code for one in collect_documents().findings] == []


@pytest.fixture
def var(settings: Any) -> Path:
    """The folder of releases and of printed sheets."""
    return Path(settings.LOA_VAR)


def _print_text(document: Any) -> str:
    return _text(render_sheet(document, mode="screen", load_picture=_no_picture).pdf)


def _text(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def _no_picture(_digest: str) -> bytes:
    raise AssertionError("this text has no picture")


def _on_paper(page: Any, var: Path, mode: str = "print") -> str:
    out = var / f"{mode}.pdf"
    call_command(
        "print", f"page-{page.pk}", "--mode", mode, "--out", str(out), stdout=io.StringIO()
    )
    return _text(out.read_bytes())


def _told(var: Path) -> set[str]:
    """Return the outputs of a release that hold the name."""
    call_command("release", verbosity=0, stdout=io.StringIO(), stderr=io.StringIO())
    words = {"name": NAME.split(maxsplit=1)[0]}
    return {
        f"{name}: {where}" for name in OUTPUTS for _, where in told_in(OUTPUTS[name](var), words)
    }


def test_the_name_stands_on_paper_and_in_no_output_of_a_release(
    province: Province, kind: str, var: Path
) -> None:
    page = _an_official_page(kind, province.office, signer_post="Chủ tịch", signer_name=NAME)
    assert _told(var) == set()
    assert NAME in _on_paper(page, var)
    assert NAME not in _on_paper(page, var, mode="screen")


def test_the_name_stands_on_the_web_when_the_officer_says_so(
    province: Province, kind: str, var: Path
) -> None:
    page = _an_official_page(
        kind, province.office, signer_post="Chủ tịch", signer_name=NAME, shows_signer_name=True
    )
    told = _told(var)
    for ending in (f"/{page.slug}/index.html", ".json", ".md", ".pdf"):
        assert any(ending in one for one in told), (ending, told)


@pytest.mark.parametrize("kind", ["announcement"])
def test_the_name_is_taken_back_from_the_web(province: Province, kind: str, var: Path) -> None:
    page = _an_official_page(
        kind, province.office, signer_post="Chủ tịch", signer_name=NAME, shows_signer_name=True
    )
    assert _told(var)
    page.shows_signer_name = False
    page.save_revision().publish()
    assert _told(var) == set()


def test_a_translator_never_gets_the_name(province: Province, kind: str) -> None:
    page = _an_official_page(kind, province.office, signer_post="Chủ tịch", signer_name=NAME)
    assert NAME not in {str(one.string) for one in extract_segments(page) if hasattr(one, "string")}
    source, _ = TranslationSource.get_or_create_from_instance(page)
    assert not StringSegment.objects.filter(source=source, string__data=NAME).exists()
    copy = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    assert (copy.signer_name, copy.shows_signer_name) == (NAME, False)


def test_an_officer_writes_the_name_in_its_own_field(editor: Any, province: Province) -> None:
    made = add_page(
        editor,
        province.office,
        AnnouncementPage,
        title="Có người ký",
        signer_post="Chủ tịch",
        signer_name=NAME,
    )
    assert made.is_saved, made.errors
    page = AnnouncementPage.objects.get(title="Có người ký")
    assert (page.signer_name, page.shows_signer_name) == (NAME, False)
