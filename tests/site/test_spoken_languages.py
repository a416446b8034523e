"""Languages that an administrator switches on, off and on again, and one that nobody ships."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from cms.forms import reserved_slugs
from cms.languages.middleware import catch_up
from cms.models import Term
from sitegen.collect.registry import page_collectors
from sitegen.languages import LANGUAGES, is_language, know
from sitegen.models import SpokenLanguage
from sitegen.pipeline import release_now
from tests.demo_world import lay_store
from tests.factories import Province, an_outreach_page, publish
from tests.smallest import smallest

INDEX = "mirror_languages:index"
TRIAL = {
    "code": "xqq",
    "name": "Tiếng Thử",
    "name_english": "Trial",
    "name_own": "Klei Thử",
    "script": "Latn",
    "fallback": "vi",
}


def _add(client: Client, **changes: str) -> Any:
    return client.post(reverse("mirror_languages:add"), TRIAL | changes)


def _turn(client: Client, code: str, turn: str, **more: str) -> Any:
    return client.post(reverse(INDEX), {"code": code, "turn": turn, **more})


class TestScreen:
    @pytest.fixture(autouse=True)
    def _known(self, province: Province) -> Any:
        yield
        know([])

    def test_every_language_stands_there_with_its_state(self, admin_client: Client) -> None:
        shown = admin_client.get(reverse(INDEX)).content.decode()
        for row in LANGUAGES.values():
            assert row.name in shown
            assert row.name_own in shown
        assert shown.count("đang bật <button") == 2  # English and Tày
        assert shown.count("tắt <button") == len(LANGUAGES) - 3

    def test_who_may_not_change_languages_is_refused(self, editor: Client) -> None:
        assert editor.get(reverse(INDEX)).status_code == 302
        assert _turn(editor, "rad", "on").status_code == 302
        assert _add(editor).status_code == 302
        assert not Locale.objects.filter(language_code__in=["rad", "xqq"]).exists()

    @pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "vi"])
    def test_each_is_switched_off_and_on(self, admin_client: Client, code: str) -> None:
        for _ in range(2):
            assert _turn(admin_client, code, "on").status_code == 302
            assert SpokenLanguage.objects.get(code=code).is_on
            assert "Tắt" in _turn(admin_client, code, "off").content.decode()  # asks first
            assert SpokenLanguage.objects.get(code=code).is_on
            assert _turn(admin_client, code, "off", sure="1").status_code == 302
            assert not SpokenLanguage.objects.get(code=code).is_on
        assert Locale.objects.filter(language_code=code).count() == 1

    def test_switching_on_again_says_how_many_pages_come_back(
        self, admin_client: Client, province: Province
    ) -> None:
        _turn(admin_client, "rad", "on")
        for pages in (0, 1):
            _turn(admin_client, "rad", "off", sure="1")
            said = admin_client.post(reverse(INDEX), {"code": "rad", "turn": "on"}, follow=True)
            words = f"Có {pages} trang đã đăng trở lại" if pages else "Dịch trang chủ"
            assert words in said.content.decode()
            if not pages:
                locale = Locale.objects.get(language_code="rad")
                publish(province.home.copy_for_translation(locale))

    def test_vietnamese_stays(self, admin_client: Client) -> None:
        shown = admin_client.post(
            reverse(INDEX), {"code": "vi", "turn": "off", "sure": "1"}, follow=True
        )
        assert "không tắt được" in shown.content.decode()
        assert not SpokenLanguage.objects.filter(code="vi").exists()

    @pytest.mark.parametrize("code", ["", "nonsense", "'", "vi-"])
    def test_code_without_a_row_is_not_found(self, admin_client: Client, code: str) -> None:
        assert _turn(admin_client, code, "on").status_code == 404

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"code": "không"}, "không phải mã ngôn ngữ"),
            ({"code": "x"}, "không phải mã ngôn ngữ"),
            ({"code": "xq-abcdefghij"}, "nhiều nhất 10"),
            ({"code": "und"}, "không phải mã ngôn ngữ"),
            ({"code": "xqq-abcde"}, "không phải mã ngôn ngữ"),
            ({"code": "api"}, "thư mục này"),
            ({"name_own": "ລາວ"}, "chữ viết đã chọn"),
            ({"name_own": "ລາວ", "script": "Khmr"}, "chữ viết đã chọn"),
            ({"code": "km"}, "đã có trong danh sách"),
            ({"code": "a-z"}, "không phải mã ngôn ngữ"),
            ({"name": "Tiếng Tày"}, "Đã có ngôn ngữ tên này"),
            ({"name": " "}, "bắt buộc phải điền"),
            ({"fallback": "rad"}, "rad"),
            ({"script": "Zzzz"}, "Zzzz"),
        ],
    )
    def test_what_is_no_language_is_refused_in_words(
        self, admin_client: Client, changes: dict[str, str], said: str
    ) -> None:
        answer = _add(admin_client, **changes)
        assert answer.status_code == 200
        assert not SpokenLanguage.objects.exists()
        assert any(
            said in error for errors in answer.context["form"].errors.values() for error in errors
        ), answer.context["form"].errors

    def test_language_whose_folder_is_a_page_waits_for_the_page(
        self, admin_client: Client, province: Province
    ) -> None:
        page = an_outreach_page(province.home, title="Nút bấm")
        Page.objects.filter(pk=page.pk).update(slug="nut")
        shown = admin_client.post(reverse(INDEX), {"code": "nut", "turn": "on"}, follow=True)
        assert "“Nút bấm”" in shown.content.decode()
        assert not Locale.objects.filter(language_code="nut").exists()

    def test_no_page_takes_the_folder_of_a_language(
        self, admin_client: Client, province: Province
    ) -> None:
        _add(admin_client)
        for code in ("km", "xqq"):
            assert an_outreach_page(province.home, title=code).slug == f"{code}-2"

    def test_added_language_is_named_everywhere_and_keeps_code_and_fallback(
        self, admin_client: Client
    ) -> None:
        _add(admin_client)
        assert get_content_languages()["xqq"] == "Tiếng Thử"
        address = reverse("mirror_languages:edit", args=["xqq"])
        renamed = TRIAL | {"code": "xqw", "fallback": "en", "name": "Tiếng Mới"}
        assert admin_client.post(address, renamed).status_code == 302
        row = SpokenLanguage.objects.get()
        assert (row.code, row.fallback, row.name) == ("xqq", "vi", "Tiếng Mới")
        assert str(Locale.objects.get(language_code="xqq")) == "Tiếng Mới"
        assert ("xqq", "Tiếng Mới") in Term._meta.get_field("language").flatchoices

    def test_language_that_nothing_uses_is_taken_away_again(
        self, admin_client: Client, province: Province
    ) -> None:
        address = reverse("mirror_languages:edit", args=["xqq"])
        _add(admin_client)
        locale = Locale.objects.get(language_code="xqq")
        page = province.home.copy_for_translation(locale)
        shown = admin_client.post(address, {"remove": "1"}, follow=True).content.decode()
        assert "Đã có 1 trang" in shown
        assert "không xoá được" in shown
        assert SpokenLanguage.objects.filter(code="xqq").exists()
        page.delete()
        asked = admin_client.post(address, {"remove": "1"}).content.decode()
        assert "Xoá ngôn ngữ này?" in asked
        assert SpokenLanguage.objects.filter(code="xqq").exists()
        admin_client.post(address, {"remove": "1", "sure": "1"})
        assert not SpokenLanguage.objects.exists()
        assert not Locale.objects.filter(language_code="xqq").exists()
        assert not is_language("xqq")
        assert _add(admin_client).status_code == 302

    def test_another_process_learns_it_with_its_next_request(self, admin_client: Client) -> None:
        SpokenLanguage.objects.create(**TRIAL)
        assert not is_language("xqq")
        assert "Tiếng Thử" in admin_client.get(reverse(INDEX)).content.decode()
        assert get_content_languages()["xqq"] == "Tiếng Thử"
        SpokenLanguage.objects.all().delete()
        catch_up()
        assert "xqq" not in get_content_languages()

    @pytest.mark.parametrize("asked", ["km", "zh-hant", "zh-TW", "fr"])
    def test_editor_speaks_its_own_languages_alone(self, client: Client, asked: str) -> None:
        shown = client.get(reverse("wagtailadmin_login"), headers={"accept-language": asked})
        assert shown["Content-Language"] == "vi"
        assert "Mật khẩu" in shown.content.decode()

    @pytest.mark.parametrize("code", ["nonsense", "km", "'", "x" * 300])
    def test_nonsense_locale_is_answered_in_words(self, admin_client: Client, code: str) -> None:
        for name in ("list", "list_results", "add"):
            address = reverse(f"wagtailsnippets_guides_stepset:{name}")
            answer = admin_client.get(address, {"locale": code})
            assert answer.status_code == 404
            assert "Không có trang này" in answer.content.decode()


def _say_all(locale: Locale) -> None:
    """Translate every sentence: what is not translated enough is not offered."""
    for translation in Translation.objects.filter(target_locale=locale):
        for segment in translation.source.stringsegment_set.select_related("string"):
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                context_id=segment.context_id,
                locale=locale,
                defaults={"data": segment.string.data},
            )
        translation.save_target(publish=False)


@pytest.mark.django_db
class TestMirror:
    @pytest.fixture
    def client(self, demo_rows: None, settings: Any, tmp_path: Path) -> Any:
        """The administrator of the demo, whose mirror has an address and a folder of its own."""
        settings.LOA_MIRROR_ADDRESS = "https://loa.example.vn/"
        settings.LOA_VAR = tmp_path / "var"
        (tmp_path / "var").mkdir()
        lay_store(tmp_path / "var")
        client = Client()
        client.force_login(get_user_model().objects.get(username="quan-tri"))
        yield client
        know([])

    def test_every_page_type_is_released_in_a_language_that_nobody_ships(
        self, client: Client, tmp_path: Path
    ) -> None:
        assert _add(client).status_code == 302
        locale = Locale.objects.get(language_code="xqq")
        kinds = {page.specific_class for page in Page.objects.filter(depth__gt=1)}
        for model in page_collectors():
            if model not in kinds:
                publish(smallest(model))
        home = Page.objects.filter(depth=2, locale__language_code="vi").first()
        asked = reverse("wagtail_localize:submit_page_translation", args=[home.pk])
        client.post(asked, {"locales": [locale.pk], "include_subtree": "on"})
        _say_all(locale)
        pages = list(Page.objects.filter(locale=locale, alias_of=None).order_by("path"))
        assert {page.specific_class for page in pages} == {*page_collectors()}
        for page in pages:
            page.get_latest_revision().publish()

        report = release_now()
        assert report.status == "released", report.findings
        mirror = tmp_path / "var" / "releases" / "current"
        own = _files(mirror / "xqq")
        below = [page.url_path.removeprefix(pages[0].url_path) for page in pages]
        folders = [mirror / "xqq" / path for path in below]
        for folder in folders:
            html = (folder / "index.html").read_text("utf-8")
            assert '<html lang="xqq"' in html
            assert re.search(r'<span lang="vi">Bỏ qua|lang="vi">', html)
            assert (folder / "index.json").is_file()
            assert (folder / "index.md").is_file()
            shared = re.search(r'og:image" content="https://loa.example.vn/(share/[^"]+)"', html)
            assert shared is None or (mirror / shared[1]).is_file()
        printed = {str(file.relative_to(mirror)) for file in mirror.rglob("*.pdf")}
        made = {one.name.lower() for one in mirror.iterdir() if one.is_dir()}
        pages_at = set(Page.objects.filter(depth__lte=3).values_list("slug", flat=True))
        assert made - pages_at <= reserved_slugs()  # no page may take what the generator fills
        sources = {
            file for file in printed if not file.startswith(("en/", "tyz/", "xqq/", "files/"))
        }
        assert {file for file in printed if file.startswith("xqq/")} == {
            f"xqq/{one}" for one in sources
        }
        assert "Klei Thử" in (mirror / "index.html").read_text("utf-8")

        said = _turn(client, "xqq", "off").content.decode()
        assert f"Sẽ có {len(pages)} trang rời cổng." in said
        _turn(client, "xqq", "off", sure="1")
        report = release_now(accepts_loss=True)
        assert report.status == "released", report.findings
        for folder in folders:
            gone = (folder / "index.html").read_text("utf-8")
            assert "không còn" in gone
            assert "Klei Thử" not in gone
            assert '<span lang="vi">Tiếng Việt</span>' in gone  # the page it translated comes first
        assert "Klei Thử" not in (mirror / "index.html").read_text("utf-8")
        assert Page.objects.filter(locale=locale, live=True).count() == len(pages)
        assert Translation.objects.filter(target_locale=locale).exists()

        _turn(client, "xqq", "on")
        report = release_now()
        assert report.status == "released", report.findings
        assert _files(mirror / "xqq") == own


def _files(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
