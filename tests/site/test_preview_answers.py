"""What is answered at a preview by link: kept as typed, shown as text, never without end."""

import re
import unicodedata
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from cms.models import PreviewAnswer, PreviewLink
from cms.previewing.addresses import folder_of
from cms.previewing.answers import LIMITS, MOST_LETTERS
from sitegen.errors import SitegenError
from tests.factories import Province, an_announcement_page, an_officer
from tests.site.sent_previews import a_link, shown

SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def _quiet(caplog: Any) -> None:
    caplog.set_level("CRITICAL", "django")


@pytest.fixture
def page(province: Province) -> Any:
    return an_announcement_page(province.office, title="Thông báo nháp", is_live=False)


@pytest.fixture
def address(officer: Any, page: Any) -> str:
    return a_link(page, officer, note="Phòng Tư pháp")[1]


def _answer(address: str, client: Client | None = None, **said: Any) -> Any:
    base = {"verdict": "wrong", "words": "Phí là 50.000 đồng.", "name": "An, Sở Tư pháp"}
    return (client or Client()).post(address, base | said)


def test_answer_is_thanked_for_and_shown_where_the_page_is_edited(
    editor: Any, page: Any, address: str
) -> None:
    seen = re.search(r'name="seen" value="(\d+)"', shown(address))
    assert seen is not None
    answer = _answer(address, seen=seen[1])
    assert answer.status_code == 302
    assert "Đã nhận câu trả lời" in shown(answer["Location"].partition("#")[0])
    kept = PreviewAnswer.objects.get()
    assert (kept.verdict, kept.words) == ("wrong", "Phí là 50.000 đồng.")
    assert kept.revision_id == page.latest_revision_id
    for screen in ("wagtailadmin_pages:edit", "sent_previews"):
        html = shown(reverse(screen, args=[page.pk]), editor)
        for words in ("Phí là 50.000 đồng.", "An, Sở Tư pháp", "Sai ở chỗ này"):
            assert words in html


def test_form_of_a_page_says_nothing_of_answers_from_before_it_went_out(
    editor: Any, page: Any, address: str
) -> None:
    _answer(address)
    page.save_revision().publish()
    assert "Phí là 50.000" not in shown(reverse("wagtailadmin_pages:edit", args=[page.pk]), editor)
    assert "Phí là 50.000" in shown(reverse("sent_previews", args=[page.pk]), editor)


def test_script_in_an_answer_is_text_everywhere(editor: Any, page: Any, address: str) -> None:
    assert _answer(address, words=SCRIPT, name=SCRIPT[:90]).status_code == 302
    again = _answer(address, words=SCRIPT, name="").content.decode()
    pages = [again, *(
        shown(reverse(screen, args=[page.pk]), editor)
        for screen in ("wagtailadmin_pages:edit", "sent_previews")
    )]  # fmt: skip
    for html in pages:
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "&lt;script&gt;alert" in html


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"verdict": ""}, "Chọn “Đúng”"),
        ({"verdict": "maybe"}, "Chọn “Đúng”"),
        ({"words": ""}, "sai ở chỗ nào"),
        ({"words": " \n "}, "sai ở chỗ nào"),
        ({"name": ""}, "Ghi tên"),
        ({"name": "An" * 60}, "tối đa 100 chữ"),
        ({"words": "x" * (MOST_LETTERS + 1)}, "tối đa 4000 chữ"),
        ({"words": "đ" * 100_000}, "bạn gõ 100000"),
        ({"seen": "x"}, "mở lại"),
        ({"seen": "9" * 30}, "mở lại"),
    ],
)
def test_answer_that_cannot_be_kept_says_why_and_keeps_the_words(
    address: str, said: dict[str, str], words: str
) -> None:
    answer = _answer(address, **said)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert words in html
    assert 'role="alert"' in html
    assert said.get("words", "Phí là 50.000 đồng.").strip()[:50] in html
    assert not PreviewAnswer.objects.exists()


def test_answer_beyond_what_any_form_takes_is_refused(address: str) -> None:
    client = Client(raise_request_exception=False)
    assert _answer(address, client, words="x" * 3_000_000).status_code == 400
    assert not PreviewAnswer.objects.exists()


def test_right_needs_no_words(address: str) -> None:
    assert _answer(address, verdict="right", words="").status_code == 302
    assert PreviewAnswer.objects.get().verdict == "right"


def test_words_are_kept_composed_and_without_letters_that_nobody_sees(address: str) -> None:
    loose = unicodedata.normalize("NFD", "Lệ phí")
    _answer(address, words=f"{loose}\x00\x07\u202e sai")
    assert PreviewAnswer.objects.get().words == "Lệ phí sai"


def test_lines_count_as_the_browser_counts_them(address: str) -> None:
    assert _answer(address, words="x\r\n" * (MOST_LETTERS // 2)).status_code == 302
    assert PreviewAnswer.objects.get().words == "\n".join("x" * (MOST_LETTERS // 2))


def test_same_answer_sent_twice_is_kept_once(address: str) -> None:
    assert [_answer(address).status_code for _ in range(3)] == [302] * 3
    assert PreviewAnswer.objects.count() == 1


def test_flood_is_stopped_with_words_and_goes_on_later(address: str) -> None:
    (an_hour, hour), (a_day, _day) = LIMITS
    answers = [_answer(address, words=f"Chỗ {number}") for number in range(an_hour + 20)]
    assert [one.status_code for one in answers] == [302] * an_hour + [429] * 20
    assert PreviewAnswer.objects.count() == an_hour
    assert "Chỗ 29" in answers[-1].content.decode()
    assert "sau một giờ" in answers[-1].content.decode()
    assert int(answers[-1]["Retry-After"]) == hour.total_seconds()
    for _round in range(10):
        PreviewAnswer.objects.update(at=timezone.now() - hour - timedelta(minutes=1))
        for number in range(an_hour):
            _answer(address, words=f"Lần {_round}, chỗ {number}")
    assert PreviewAnswer.objects.count() == a_day


def test_the_address_alone_gives_the_right_to_answer(address: str) -> None:
    """No cookie is set or asked for: a browser that blocks them answers, and one that lost them."""
    for cookies in ({}, {"csrftoken": "x" * 32, "sessionid": "gone"}):
        strict = Client(enforce_csrf_checks=True)
        strict.cookies.load(cookies)
        seen = strict.get(address)
        assert not any(one.value for one in seen.cookies.values())
        assert "csrf" not in seen.content.decode()
        assert _answer(address, strict, words=f"Chỗ {len(cookies)}").status_code == 302
    elsewhere = {"Origin": "https://other.example"}
    sent = {"verdict": "right", "name": "An"}
    wrong = folder_of("x" * 43)
    assert Client().post(wrong, sent, headers=elsewhere).status_code == 404
    assert PreviewAnswer.objects.count() == 2


def test_only_who_has_just_answered_is_thanked(
    officer: Any, page: Any, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    thanks = "Đã nhận câu trả lời"
    mine = _answer(address)["Location"].partition("#")[0]
    other = _answer(a_link(page, officer)[1])["Location"].partition("?")[2].partition("#")[0]
    assert thanks in shown(mine)
    for query in ("", "?da-gui", "?da-gui=1", "?da-gui=a:b:c", f"?{other}"):
        assert thanks not in shown(f"{address}{query}")
    monkeypatch.setattr("cms.previewing.views._THANKS_SECONDS", -1)
    assert thanks not in shown(mine)


HERE = {"Origin": "http://testserver"}


@pytest.mark.parametrize("origin", ["http://testserver", "https://other.example", "null"])
def test_words_typed_before_a_link_ended_are_given_back(
    address: str, monkeypatch: pytest.MonkeyPatch, origin: str
) -> None:
    sent = {"verdict": "wrong", "words": f"Phí sai. {SCRIPT}", "name": "An"}
    PreviewLink.objects.update(revoked_at=timezone.now())
    for one in (address, folder_of("x" * 43)):
        answer = Client().post(one, sent, headers={"Origin": origin})
        html = answer.content.decode()
        assert answer.status_code == 404
        assert (
            ("Phí sai." in html) == ("gửi cho cán bộ đã gửi" in html) == (origin == HERE["Origin"])
        )
        assert "<script>alert" not in html
        assert "Phí sai." not in Client().get(one).content.decode()


def test_page_that_cannot_be_made_loses_no_answer(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: Any) -> None:
        raise SitegenError("hỏng")

    monkeypatch.setattr("cms.previewing.views.rendered", fails)
    kept = _answer(address)
    assert "Đã nhận câu trả lời" in Client().get(kept["Location"]).content.decode()
    refused = Client().post(address, {"verdict": "wrong", "words": "Sai phí"}, headers=HERE)
    assert "Sai phí" in refused.content.decode()


@pytest.mark.parametrize("nothing", ["\u200b", "\u3164", "\u200b \u3164\u2060", "..."])
def test_letters_that_nobody_sees_are_no_answer(address: str, nothing: str) -> None:
    assert "Ghi tên" in _answer(address, name=nothing).content.decode()
    assert "sai ở chỗ nào" in _answer(address, words=nothing).content.decode()
    assert not PreviewAnswer.objects.exists()


def test_answer_to_an_older_text_is_not_taken_for_one_to_this(
    editor: Any, page: Any, address: str
) -> None:
    seen = page.latest_revision_id
    _answer(address, seen=seen, verdict="right")
    screens = [reverse(one, args=[page.pk]) for one in ("wagtailadmin_pages:edit", "sent_previews")]
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, seen, "latest"])
    for is_older in (False, True):
        for one in screens:
            html = shown(one, editor)
            assert ("Bản nháp đã sửa sau khi họ xem" in html) == (compare in html) == is_older
        page.title = "Thông báo đã sửa"
        page.save_revision()
    assert editor.get(compare).status_code == 200


def test_what_is_wrong_is_told_first_and_everything_is_counted(
    officer: Any, editor: Any, page: Any, address: str
) -> None:
    _answer(address, words="Sai ngày.")
    for number in range(4):
        _answer(address, verdict="right", words=f"Đúng {number}")
    form = shown(reverse("wagtailadmin_pages:edit", args=[page.pk]), editor)
    assert "5 câu trả lời, 1 câu báo sai" in form
    assert form.index("Sai ngày.") < form.index("Đúng 3")
    home = shown(reverse("wagtailadmin_home"), editor)
    assert "Thông báo nháp: 5 câu trả lời, 1 báo sai." in home
    assert "Sai ngày." in home
    other = Client()
    other.force_login(an_officer("dong-nghiep"))
    assert "Thông báo nháp: 5" not in shown(reverse("wagtailadmin_home"), other)


@pytest.mark.parametrize("end", ["published", "old", "no right"])
def test_the_first_page_speaks_of_answers_for_a_while(
    officer: Any, editor: Any, page: Any, address: str, end: str
) -> None:
    home = reverse("wagtailadmin_home")
    assert "Người xem trước trả lời" not in shown(home, editor)
    _answer(address)
    assert "Người xem trước trả lời" in shown(home, editor)
    if end == "published":
        page.save_revision().publish()
    elif end == "old":
        PreviewAnswer.objects.update(at=timezone.now() - timedelta(days=15))
    else:
        GroupPagePermission.objects.all().delete()
    assert "Người xem trước trả lời" not in shown(home, editor)


def test_version_of_another_page_is_not_taken_for_what_was_seen(
    address: str, province: Province
) -> None:
    other = an_announcement_page(province.office, title="Trang khác", slug="khac")
    _answer(address, seen=other.latest_revision_id)
    assert PreviewAnswer.objects.get().revision is None
