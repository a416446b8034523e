"""What is answered at a preview by link: kept as typed, shown as text, never without end."""

import re
import unicodedata
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import PreviewAnswer
from cms.previewing.answers import LIMITS, MOST_LETTERS
from tests.factories import Province, an_announcement_page
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


def test_form_of_another_site_changes_nothing(address: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert _answer(address, strict).status_code == 403
    html = strict.get(address).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)
    assert token is not None
    sent = {"csrfmiddlewaretoken": token[1], "verdict": "right", "name": "An"}
    elsewhere = strict.post(address, sent, headers={"Origin": "https://other.example"})
    assert elsewhere.status_code == 403
    assert not PreviewAnswer.objects.exists()
    here = strict.post(address, sent, headers={"Origin": "http://testserver"})
    assert here.status_code == 302
    assert PreviewAnswer.objects.count() == 1


def test_version_of_another_page_is_not_taken_for_what_was_seen(
    address: str, province: Province
) -> None:
    other = an_announcement_page(province.office, title="Trang khác", slug="khac")
    _answer(address, seen=other.latest_revision_id)
    assert PreviewAnswer.objects.get().revision is None
