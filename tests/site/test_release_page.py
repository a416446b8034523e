"""The section "Phát hành": what changed and why, two releases side by side, and the way back."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from cms.models import AnnouncementPage, ReleaseEvent
from cms.permissions import WRITERS
from cms.releases.reasons import GROUPS, WORDS
from sitegen.errors import Finding
from sitegen.pipeline import release_now
from sitegen.release import manifest
from sitegen.release.last_failure import remember_failure
from sitegen.release.manifest import read_manifest, release_ids
from sitegen.release.report import Report
from sitegen.release.switch import current_release
from sitegen.store import Store
from tests.conftest import Asked
from tests.factories import (
    Province,
    a_guide_page,
    a_leaflet_page,
    an_announcement_page,
    an_officer,
    publish,
)

INDEX = "/admin/phat-hanh/"
NEW_WORDS = "Hồ sơ nộp được qua mạng, cả ngày thứ Bảy."


@pytest.fixture
def page(province: Province) -> AnnouncementPage:
    return an_announcement_page(province.office)


@pytest.fixture
def releases(settings: Any) -> Path:
    return Path(settings.LOA_VAR) / "releases"


@pytest.fixture
def two(page: AnnouncementPage, officer: Any, releases: Path) -> list[str]:
    """Two releases: an officer changed one sentence between them."""
    assert release_now().status == "released"
    page.body = page.body.stream_block.to_python(
        [{"type": "paragraph", "value": f"<p>{NEW_WORDS}</p>"}]
    )
    page.save_revision(user=officer).publish(user=officer)
    assert release_now().status == "released"
    return release_ids(releases)


@pytest.fixture
def writer(client: Any, province: Province) -> Any:
    """Somebody who writes and may not roll back, at the editor."""
    client.force_login(an_officer("nguoi-viet", group=WRITERS))
    return client


def text(response: Any) -> str:
    """Return what the main part of a screen says, in one line."""
    main = LexborHTMLParser(response.content.decode()).css_first("main")
    assert main is not None
    return " ".join(main.text(separator=" ").split())


def roll_back(client: Any, wanted: str, served: str) -> Any:
    return client.post(f"{INDEX}{wanted}/quay-lui/", {"served": served}, follow=True)


def test_without_releases_the_list_says_what_makes_the_first_one(editor: Any) -> None:
    assert "Chưa có bản phát hành nào." in text(editor.get(INDEX))
    assert "ít nhất hai bản" in text(editor.get(f"{INDEX}so-sanh/"))


def test_list_tells_who_did_what_before_each_release(editor: Any, two: list[str]) -> None:
    said = text(editor.get(INDEX))
    assert "can-bo xuất bản “Thủ tục nộp qua mạng” 1 trang đổi" in said
    assert "Bản đầu tiên" in said
    assert said.index("Bản 2") < said.index("Đang phục vụ") < said.index("Bản 1 ")


def test_section_stands_in_the_menu_and_behind_the_panel_of_the_first_page(
    editor: Any, two: list[str]
) -> None:
    shown = editor.get("/admin/").content.decode()
    assert f'"{INDEX}"' in shown.replace("\\u002D", "-")
    assert f'href="{INDEX}{two[-1]}/"' in shown


def test_release_names_changed_pages_with_the_reason_and_both_ways_to_them(
    editor: Any, two: list[str], page: AnnouncementPage
) -> None:
    shown = editor.get(f"{INDEX}{two[-1]}/")
    assert "Thủ tục nộp qua mạng" in text(shown)
    assert "nội dung trang" in text(shown)
    html = shown.content.decode()
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[page.pk])}"' in html
    assert 'href="http://127.0.0.1:8080/so-noi-vu/thu-tuc-nop-qua-mang/"' in html


def test_words_that_came_are_marked_for_eyes_and_ears(editor: Any, two: list[str]) -> None:
    shown = editor.get(f"{INDEX}so-sanh/?tu={two[0]}&den={two[1]}").content.decode()
    inserted = LexborHTMLParser(shown).css(".loa-diff ins")
    assert [node.text() for node in inserted] == ["[thêm] , cả ngày thứ Bảy [hết phần thêm]"]


def test_two_newest_releases_are_compared_when_none_is_named(editor: Any, two: list[str]) -> None:
    assert "cả ngày thứ Bảy" in text(editor.get(f"{INDEX}so-sanh/"))
    backwards = editor.get(f"{INDEX}so-sanh/?tu={two[1]}&den={two[0]}").content.decode()
    assert "[bỏ] </span>, cả ngày thứ Bảy" in backwards


def test_one_page_of_the_comparison_has_its_own_screen(
    editor: Any, two: list[str], page: AnnouncementPage
) -> None:
    address = f"{INDEX}so-sanh/trang/?tu={two[0]}&den={two[1]}&trang="
    assert "cả ngày thứ Bảy" in text(editor.get(f"{address}page-{page.pk}"))
    assert editor.get(f"{address}page-1").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "0009-20261121T083000/",
        "0009-20261121T083000/quay-lui/",
        "so-sanh/?tu=khong-co&den=khong-co",
        "so-sanh/?tu=..%2F..%2Fetc&den=current",
        "so-sanh/trang/",
    ],
)
def test_release_that_is_not_kept_is_not_found(editor: Any, address: str) -> None:
    assert editor.get(INDEX + address).status_code == 404


def test_words_of_a_release_whose_files_are_gone_are_missed_politely(
    editor: Any, two: list[str], releases: Path
) -> None:
    shutil.rmtree(releases / two[0])
    assert "không còn trên đĩa" in text(editor.get(f"{INDEX}so-sanh/?tu={two[0]}&den={two[1]}"))


def test_rollback_says_first_what_it_does_and_does_it_when_told(
    editor: Any, two: list[str], releases: Path
) -> None:
    asked = text(editor.get(f"{INDEX}{two[0]}/quay-lui/"))
    assert "Trở về như cũ: 1 trang Thủ tục nộp qua mạng" in asked
    assert current_release(releases) == two[1]
    done = roll_back(editor, two[0], two[1])
    assert current_release(releases) == two[0]
    assert "Người dân đang xem bản cũ: bản 1" in text(done)
    assert "can-bo quay lui về bản 1" in text(done)
    assert "Người dân đang xem bản cũ: bản 1" in text(editor.get("/admin/"))


def test_notice_of_a_rollback_stays_until_something_new_is_released(
    editor: Any, two: list[str], page: AnnouncementPage
) -> None:
    roll_back(editor, two[0], two[1])
    assert release_now().status == "held"
    assert "Người dân đang xem bản cũ" in text(editor.get(f"{INDEX}{two[1]}/"))
    page.title = "Tên mới"
    publish(page)
    assert release_now().status == "released"
    assert "Người dân đang xem bản cũ" not in text(editor.get(INDEX))


def test_going_forward_again_is_no_rollback(editor: Any, two: list[str]) -> None:
    roll_back(editor, two[0], two[1])
    assert "Người dân đang xem bản cũ" not in text(roll_back(editor, two[1], two[0]))


def test_rollback_is_asked_again_when_something_else_is_served_by_now(
    editor: Any, two: list[str], releases: Path
) -> None:
    said = text(roll_back(editor, two[0], "0001-20200101T000000"))
    assert current_release(releases) == two[1]
    assert "Quay lui về bản 1" in said
    assert not ReleaseEvent.objects.exists()


def test_page_that_was_taken_down_since_does_not_come_back_and_the_screen_says_so(
    editor: Any, two: list[str], page: AnnouncementPage, releases: Path
) -> None:
    office = page.get_parent().specific
    office.lead = "Chữ mới."
    publish(office)
    page.unpublish()
    assert release_now().status == "released"
    asked = editor.get(f"{INDEX}{two[0]}/quay-lui/")
    block = LexborHTMLParser(asked.content.decode()).css_first(".loa-releases .help-block")
    assert block is not None
    assert "1 mục không hiện lại" in block.text()
    assert page.title in block.text()
    assert page.title not in text(asked).partition("Hiện lại")[2]
    done = roll_back(editor, two[0], current_release(releases))
    now = read_manifest(releases, current_release(releases))
    assert now is not None
    assert page.title not in now.titles.values()
    assert "Người dân đang xem bản cũ: bản 1, trừ những trang đã gỡ từ đó" in text(done)
    assert "can-bo quay lui về bản 1, trừ những trang đã gỡ 1 trang đổi" in text(done)


def test_damaged_release_is_refused_with_its_reason(
    editor: Any, two: list[str], releases: Path
) -> None:
    shutil.rmtree(releases / two[0])
    shown = roll_back(editor, two[0], two[1])
    assert "không còn nguyên vẹn" in shown.content.decode()
    assert current_release(releases) == two[1]


def test_writer_reads_everything_and_changes_nothing(
    writer: Any, two: list[str], releases: Path, asked: Asked
) -> None:
    asked.forget()
    shown = writer.get(f"{INDEX}{two[0]}/")
    assert "Quay lui" not in text(shown)
    assert "Phát hành lại" not in text(writer.get(INDEX))
    for address in (f"{INDEX}{two[0]}/quay-lui/", f"{INDEX}phat-hanh-lai/"):
        assert writer.get(address).status_code == 302
        assert writer.post(address, {"served": two[1]}).status_code == 302
    assert current_release(releases) == two[1]
    assert asked.releases() == 0


def test_old_words_are_shown_only_to_those_who_may_edit_the_page(
    client: Any, two: list[str], page: AnnouncementPage
) -> None:
    stranger = an_officer("nguoi-la", group=WRITERS)
    stranger.groups.get().page_permissions.all().delete()
    client.force_login(stranger)
    said = text(client.get(f"{INDEX}so-sanh/"))
    assert page.title in said
    assert "cả ngày thứ Bảy" not in said
    assert "Chỉ người được sửa trang này" in said


def test_strangers_see_none_of_it(client: Any, two: list[str]) -> None:
    for address in (INDEX, f"{INDEX}{two[0]}/", f"{INDEX}so-sanh/"):
        assert client.get(address).url.startswith(reverse("wagtailadmin_login"))


def test_release_again_asks_the_worker_and_ends_a_rollback(
    editor: Any, two: list[str], releases: Path, asked: Asked, committed: Any
) -> None:
    roll_back(editor, two[0], two[1])
    asked.forget()
    with committed():
        editor.post(f"{INDEX}phat-hanh-lai/")
    assert asked.releases() == 1
    assert release_now().status == "released"
    assert "Người dân đang xem bản cũ" not in text(editor.get(INDEX))
    assert "can-bo bấm “Phát hành lại”" in text(editor.get(INDEX))


def test_refused_release_is_told_above_the_list_with_the_way_to_the_page(
    editor: Any, two: list[str], page: AnnouncementPage, releases: Path
) -> None:
    finding = Finding(
        code="x", severity="error", page=page.title, message="Hỏng.", key=f"page-{page.pk}"
    )
    at = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
    remember_failure(releases, Report(status="failed", findings=(finding,)), at=at)
    shown = editor.get(INDEX)
    assert "Lần phát hành lúc 15:30 ngày 21/11/2026 không xong." in text(shown)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert f'<a href="{edit}">{page.title}</a>' in shown.content.decode()


def test_every_input_and_every_group_of_a_release_has_a_word(
    province: Province, page: AnnouncementPage, releases: Path
) -> None:
    a_guide_page(province.office)
    a_leaflet_page(province.office)
    assert release_now().status == "released"
    manifest = read_manifest(releases, current_release(releases))
    assert manifest is not None
    store = Store(releases.parent / "store", is_read_only=True)
    found = {file.key: file.group for file in manifest.files.values()}
    names = {name for key in found for name, _ in json.loads(store.inputs(key) or b"[]")}
    assert names - set(WORDS) == set()
    assert set(found.values()) - set(GROUPS) == set()


def test_list_of_many_releases_asks_the_database_no_more_than_of_few(
    editor: Any, two: list[str], releases: Path, django_assert_max_num_queries: Any
) -> None:
    editor.get(INDEX)
    with CaptureQueriesContext(connection) as few:
        editor.get(INDEX)
    for number in range(3, 30):
        name = f"{number:04}-20261121T0830{number:02}"
        content = (releases / f"{two[1]}.json").read_text(encoding="utf-8")
        (releases / f"{name}.json").write_text(content.replace(two[1], name), encoding="utf-8")
        (releases / name).mkdir()
    with django_assert_max_num_queries(len(few)):
        shown = editor.get(INDEX)
    assert "Trang 1" in text(shown)


def test_every_screen_reads_the_files_of_a_base_once(
    editor: Any, two: list[str], page: AnnouncementPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are nearly all that is known of a large release: a second for hundreds of thousands."""
    for title in ("Tên hai", "Tên ba"):
        page.title = title
        publish(page)
        release_now()
    read: list[bytes] = []
    decoder = manifest._base_decoder

    class Counting:
        def decode(self, content: bytes) -> Any:
            read.append(content)
            return decoder.decode(content)

    monkeypatch.setattr(manifest, "_base_decoder", Counting())
    kept = release_ids(Path(settings.LOA_VAR) / "releases")
    assert len(kept) == 4
    for address in (INDEX, *(f"{INDEX}{one}/" for one in kept), f"{INDEX}so-sanh/"):
        cache.clear()
        read.clear()
        assert editor.get(address).status_code == 200
        assert len(read) == len(set(read)), address
