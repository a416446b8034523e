"""Promise 12: one bad thing never stops the others, and the officer is told by name."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page

from cms.models import HomePage
from guides.models import GuidePage
from media.models import Illustration
from sitegen.errors import Finding
from sitegen.pipeline import Worker
from sitegen.release.report import Report
from tests.factories import (
    Province,
    a_group,
    a_guide_page,
    a_picture,
    a_province,
    a_step,
    an_attachment,
    an_outreach_page,
    items,
    png,
    publish,
    stream,
)

pytestmark = [pytest.mark.django_db, pytest.mark.journey]

GOOD = "Bài lành ra ngay hôm nay."


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where the mirror is released."""
    settings.LOA_VAR = tmp_path / "var"
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "var"


@pytest.fixture
def place(db: None) -> Province:
    """One office."""
    return a_province()


def _shown(folder: Path, path: str) -> str:
    return (folder / "releases/current" / path).read_text("utf-8")


def _size(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


def _released(folder: Path, place: Province) -> Report:
    """Publish a good article and release: it must be out."""
    an_outreach_page(place.office, title="Bài lành", slug="bai-lanh", opening=GOOD)
    report = Worker(folder).release()
    assert report.status == "released", report.findings
    assert GOOD in _shown(folder, "so-noi-vu/bai-lanh/index.html")
    return report


def _about(report: Report, title: str) -> list[Finding]:
    found = [one for one in report.findings if title in f"{one.page} {one.message}"]
    assert all(one.message and one.hint for one in found)
    assert not any("Error" in one.hint for one in found)
    return found


def _guide_with(place: Province, picture: Any) -> Any:
    step = a_step("Xem màn hình.", pictures=items({"picture": picture.pk, "alt": "Màn hình"}))
    return a_guide_page(
        place.office, title="Có hình", slug="co-hinh", groups=stream(("group", a_group(step)))
    )


def test_tall_screenshot_of_before_is_shown_and_stops_nothing(
    place: Province, folder: Path
) -> None:
    picture = a_picture("Ảnh cuộn màn hình")
    buffer = io.BytesIO()
    Image.new("RGB", (1080, 18_000), "#e8e8e8").save(buffer, "PNG")
    Path(picture.file.path).write_bytes(buffer.getvalue())
    Illustration.objects.filter(pk=picture.pk).update(width=1080, height=18_000)
    _guide_with(place, picture)
    _released(folder, place)
    made = list((folder / "releases/current/pictures").glob("*"))
    assert {path.suffix for path in made} == {".avif", ".webp", ".png"}
    sizes = [_size(path) for path in made]
    assert max(width for width, _ in sizes) >= 900  # it can still be read
    assert max(height for _, height in sizes) <= 16_383


def test_tall_screenshot_is_refused_at_the_upload_with_what_to_do(
    place: Province, folder: Path
) -> None:
    from media.baking import UnreadablePictureError  # noqa: PLC0415  # it belongs to this test

    with pytest.raises(UnreadablePictureError, match=r"18\.000 điểm.*cắt ảnh thành từng phần"):
        a_picture("Ảnh cuộn", png(size=(1080, 18_000)))


@pytest.mark.parametrize("content", [None, b"", b"khong phai anh"], ids=["gone", "empty", "other"])
def test_picture_that_cannot_be_read_costs_its_page_the_picture(
    place: Province, folder: Path, content: bytes | None
) -> None:
    picture = a_picture("Trang đăng nhập")
    _guide_with(place, picture)
    file = Path(picture.file.path)
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    report = _released(folder, place)
    assert "Xem màn hình." in _shown(folder, "so-noi-vu/co-hinh/index.html")
    assert "<img" not in _shown(folder, "so-noi-vu/co-hinh/index.html")
    (said,) = [one for one in _about(report, "Có hình") if one.code == "picture-broken"]
    assert "Màn hình" in said.message


def test_attachment_that_is_gone_costs_its_page_the_file(place: Province, folder: Path) -> None:
    file = an_attachment("Mẫu tờ khai")
    body = stream(("downloads", {"title": "Tải về", "files": items(file.pk)}))
    an_outreach_page(place.office, title="Có tệp", slug="co-tep", body=body)
    Path(get_document_model().objects.get(pk=file.pk).file.path).unlink()
    report = _released(folder, place)
    assert "Có tệp" in _shown(folder, "so-noi-vu/co-tep/index.html")
    assert any("Mẫu tờ khai" in one.message for one in _about(report, "Có tệp"))


def test_page_of_an_older_version_stays_as_readers_saw_it(place: Province, folder: Path) -> None:
    old = a_guide_page(place.office, title="Bài cũ", slug="bai-cu")
    an_outreach_page(place.office, title="Bài khác")  # the menu has its lists already
    worker = Worker(folder)
    assert worker.release().status == "released"
    seen = _shown(folder, "so-noi-vu/bai-cu/index.html")
    GuidePage.objects.filter(pk=old.pk).update(groups='[{"type": "group", "value": {"x": 1}}]')
    report = _released(folder, place)
    assert _shown(folder, "so-noi-vu/bai-cu/index.html") == seen
    assert [one.code for one in _about(report, "Bài cũ")] == ["page-kept"]


def test_new_page_that_cannot_be_read_is_left_out_and_named(place: Province, folder: Path) -> None:
    broken = a_guide_page(place.office, title="Bài hỏng", slug="bai-hong")
    link = f'<p><a linktype="page" id="{broken.pk}">xem thêm</a></p>'
    an_outreach_page(
        place.office, title="Bài dẫn", slug="bai-dan", body=stream(("paragraph", link))
    )
    GuidePage.objects.filter(pk=broken.pk).update(groups='[{"type": "group", "value": 7}]')
    report = _released(folder, place)
    assert not (folder / "releases/current/so-noi-vu/bai-hong").exists()
    assert "xem thêm" in _shown(folder, "so-noi-vu/bai-dan/index.html")
    assert [one.code for one in _about(report, "Bài hỏng")] == ["page-left-out"]
    assert "link-unpublished" in {one.code for one in _about(report, "Bài dẫn")}
    GuidePage.objects.filter(pk=broken.pk).update(groups=stream(("group", a_group())))
    assert Worker(folder).release().status == "released"
    assert (folder / "releases/current/so-noi-vu/bai-hong/index.html").is_file()


def test_language_without_words_costs_itself_only(place: Province, folder: Path) -> None:
    foreign, _ = Locale.objects.get_or_create(language_code="fr")
    home = place.home.copy_for_translation(foreign)
    home.title = "Accueil"
    publish(home)
    report = _released(folder, place)
    assert HomePage.objects.filter(pk=home.pk, live=True).exists()
    assert [one.code for one in _about(report, "Accueil")] == ["language-unknown"]


def test_row_for_a_new_language_is_enough_for_its_lists(
    place: Province, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sitegen.languages import LANGUAGES, Language  # noqa: PLC0415  # of this test alone

    row = Language(code="rad", name="Ê Đê", name_english="Rade", name_own="Ê Đê")
    monkeypatch.setitem(LANGUAGES, "rad", row)
    locale, _ = Locale.objects.get_or_create(language_code="rad")
    home = publish(place.home.copy_for_translation(locale))
    guide = a_guide_page(home, title="Klei mtô", slug="klei-mto")
    assert guide.live
    report = _released(folder, place)
    assert (folder / "releases/current/index.html").is_file()
    assert not any(one.severity == "error" for one in report.findings)


def test_setting_that_cannot_be_used_stops_nothing(place: Province, folder: Path) -> None:
    Page.objects.filter(pk=place.home.pk).update(locale=Locale.objects.create(language_code="xx"))
    _released(folder, place)


def test_disk_that_takes_nothing_is_said_in_words(
    place: Province, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.mkdir(parents=True)
    (folder / "releases").write_text("không phải thư mục")  # what no right to write looks like
    with pytest.raises(SystemExit):
        call_command("release")
    assert "Kiểm tra dung lượng đĩa" in capsys.readouterr().out


def test_address_with_a_number_beyond_all_numbers_is_no_fault(place: Province, client: Any) -> None:
    from tests.factories import an_officer  # noqa: PLC0415  # only here somebody logs in

    client.force_login(an_officer())
    for typed in ("9" * 22, "²", "-1", "x", ""):
        assert client.get(f"/admin/ra-soat/?vi={typed}").status_code == 200
