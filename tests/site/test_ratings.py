"""Readers answer whether a page was of help: counted where it is asked, and nothing kept of who did."""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser
from wagtail.models import Page

from cms.models import PageRating, User
from cms.rating import limits, taking
from cms.rating.door import MOST_BYTES, PATH
from sitegen.languages import is_language
from sitegen.render import json_api
from sitegen.render.labels import plain_labels
from tests.builders import a_guide, a_head, a_view
from tests.factories import Province, a_guide_page

MIRROR = "https://dichvu.example.vn"
ANSWERS = PageRating.Answer.values
CANARY = "Chimsaubay"


@dataclass(frozen=True, slots=True)
class Asked:
    """A guide that is served and asks: its number, its place, its steps."""

    pk: int
    path: str
    steps: tuple[str, ...]

    def sends(self, **said: str) -> dict[str, str]:
        """Return the fields of an answer, with changes."""
        return {"page": self.path, "step": "", "answer": "yes", **said}


@pytest.fixture(autouse=True)
def _counts(settings: Any, caplog: Any) -> Iterator[None]:
    settings.LOA_MIRROR_ADDRESS = f"{MIRROR}/"
    settings.LOA_RATING_ADDRESS = "https://loa.example.vn/danh-gia/"
    caplog.set_level("CRITICAL", "django.request")
    caches["readers"].clear()
    yield
    caches["readers"].clear()


def _served(var: Path, page: Page, path: str, *, asks: bool = True) -> Asked:
    """Serve the document of a guide at ``path``."""
    guide = a_guide(head=a_head(path=path, key=f"page-{page.pk}", asks=asks))
    release = var / "releases" / "0001"
    (release / path).mkdir(parents=True, exist_ok=True)
    (release / path / "index.json").write_bytes(json_api.render(guide, a_view()))
    current = var / "releases" / "current"
    if not current.is_symlink():
        current.symlink_to(release.name, target_is_directory=True)
    steps = tuple(step.anchor for group in guide.groups for step in group.steps)
    return Asked(page.pk, path, steps)


@pytest.fixture
def guide(province: Province, settings: Any) -> Asked:
    return _served(settings.LOA_VAR, a_guide_page(province.office), "so-noi-vu/nop-ho-so/")


def _send(data: dict[str, str], *, at: str = "203.0.113.7", **headers: str) -> Any:
    client = Client(REMOTE_ADDR=at, headers={"origin": MIRROR, **headers})
    form = "&".join(f"{name}={value}" for name, value in data.items())
    return client.post(PATH, form, content_type=taking.FORM)


def _rows() -> dict[tuple[int, str, str], int]:
    rows = PageRating.objects.values_list("page_id", "step", "answer", "count")
    return {(page, step, answer): number for page, step, answer, number in rows}


def test_script_is_told_by_the_status_and_may_read_it_from_the_mirror(guide: Asked) -> None:
    answer = _send(guide.sends(step=guide.steps[0], answer="unclear"))
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Origin"] == MIRROR
    assert _rows() == {(guide.pk, guide.steps[0], "unclear"): 1}
    assert PageRating.objects.get().month.day == 1


def test_form_without_script_is_answered_by_a_page_with_the_way_back(guide: Asked) -> None:
    answer = _send(guide.sends(), origin="null", accept="text/html,*/*")
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "Đã ghi câu trả lời. Cảm ơn bạn." in said
    assert f'href="{MIRROR}/{guide.path}"' in said
    assert "<script" not in said
    assert "Access-Control-Allow-Origin" not in answer
    assert _rows() == {(guide.pk, "", "yes"): 1}


@pytest.mark.parametrize("path", ["en/nop/", "tyz/nop/", "so-noi-vu/nop/"])
def test_a_reader_is_answered_in_the_language_of_the_page(
    province: Province, settings: Any, path: str
) -> None:
    asked = _served(settings.LOA_VAR, a_guide_page(province.office), path)
    code = path.partition("/")[0] if is_language(path.partition("/")[0]) else "vi"
    words = plain_labels(code)
    for page, told in ((path, words.rate_thanks), (f"{path}khong-co/", words.answered_refused)):
        said = LexborHTMLParser(_send(asked.sends(page=page), accept="text/html").content)
        root, main = said.css_first("html"), said.css_first("main")
        assert root is not None
        assert main is not None
        assert root.attributes["lang"] == code
        assert told in main.text()
        assert bool(main.css('[lang="vi"]')) is (code == "tyz")


def _unfit(asked: Asked) -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    long = "x" * MOST_BYTES
    return {
        "unknown page": (asked.sends(page="khong-co/"), {}),
        "no page": ({"step": "", "answer": "yes"}, {}),
        "another file": (asked.sends(page="../"), {}),
        "without its slash": (asked.sends(page=asked.path.rstrip("/")), {}),
        "unknown step": (asked.sends(step="buoc-99"), {}),
        "unknown answer": (asked.sends(answer="hay"), {}),
        "no answer": ({"page": asked.path}, {}),
        "free words": (asked.sends(words="Tôi là"), {}),
        "too large": (asked.sends(page=long), {}),
        "another site": (asked.sends(), {"origin": "https://khac.example"}),
    }


@pytest.mark.parametrize("case", list(_unfit(Asked(0, "", ()))))
def test_what_is_no_answer_to_a_page_that_is_served_makes_no_row(guide: Asked, case: str) -> None:
    data, headers = _unfit(guide)[case]
    for accept in ("*/*", "text/html"):
        answer = _send(data, accept=accept, **headers)
        assert 400 <= answer.status_code < 500
        assert "Access-Control-Allow-Origin" not in answer or case != "another site"
    assert not PageRating.objects.exists()


def test_page_that_does_not_ask_takes_no_answer(province: Province, settings: Any) -> None:
    page = a_guide_page(province.office)
    asked = _served(settings.LOA_VAR, page, "khong-hoi/", asks=False)
    assert _send(asked.sends()).status_code == 404
    shutil.rmtree(settings.LOA_VAR / "releases")  # before the first release
    assert _send(asked.sends()).status_code == 404
    assert not PageRating.objects.exists()


def test_server_that_takes_no_answers_has_no_such_address(guide: Asked, settings: Any) -> None:
    settings.LOA_RATING_ADDRESS = ""
    assert _send(guide.sends()).status_code == 404
    assert not PageRating.objects.exists()


def test_only_sending_counts(guide: Asked) -> None:
    assert Client().get(PATH, guide.sends()).status_code == 405
    assert Client().post(PATH, guide.sends()).status_code == 415  # a form with files
    assert not PageRating.objects.exists()


def test_deleted_page_takes_no_answer_although_it_is_still_served(guide: Asked) -> None:
    Page.objects.get(pk=guide.pk).delete()
    assert _send(guide.sends()).status_code == 204
    assert not PageRating.objects.exists()


def test_database_that_is_away_is_said_in_words(guide: Asked, monkeypatch: Any) -> None:
    def away(*_: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(taking, "count", away)
    answer = _send(guide.sends(), accept="text/html")
    assert answer.status_code == 503
    assert "Hãy thử lại sau ít phút" in answer.content.decode()


# Nothing of the reader


def _tables() -> Iterator[str]:
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            yield f"{table} {cursor.fetchall()!r}"


def _told(path: Path) -> Iterator[str]:
    for file in path.rglob("*"):
        if file.is_file():
            yield file.read_bytes().decode(errors="replace")


@pytest.mark.parametrize("is_counted", [True, False])
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_nothing_of_the_reader_is_anywhere_afterwards(
    guide: Asked, settings: Any, caplog: Any, accept: str, *, is_counted: bool
) -> None:
    settings.LOA_METRICS_TOKEN = "chi-mot-lan"  # noqa: S105
    settings.LOA_SLOW_SECONDS = 0  # every request has its line in the log
    caplog.set_level(0)
    caplog.set_level(0, "django.request")
    user = User.objects.create_superuser("boss", "boss@loa.example", "x")
    officer = Client()
    officer.force_login(user)
    session = officer.cookies["sessionid"].value
    address = "2001:db8:5afe:77::1234" if is_counted else "198.51.100.77"
    data = guide.sends() if is_counted else {**guide.sends(), CANARY: CANARY}
    form = "&".join(f"{name}={value}" for name, value in data.items())
    client = Client(
        REMOTE_ADDR="127.0.0.1",
        headers={
            "x-forwarded-for": f"{address}",
            "user-agent": f"Mozilla {CANARY}",
            "referer": f"https://x.example/{CANARY}",
            "cookie": f"sessionid={session}; {CANARY}={CANARY}",
            "accept": accept,
            "accept-language": f"vi,{CANARY}",
            "origin": "null",
            f"x-{CANARY}": CANARY,
        },
    )
    before = list(_tables())
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(f"{PATH}?q={CANARY}&ip={address}", form, content_type=taking.FORM)
    assert answer.status_code < 300 if is_counted else answer.status_code == 404
    assert not answer.cookies
    assert not any("session" in one["sql"] for one in queries)
    metrics = Client().get("/metrics", headers={"authorization": "Bearer chi-mot-lan"})
    assert 'screen="rating"' in metrics.content.decode()
    after = list(_tables())
    assert ("cms_pagerating" in str(set(after) - set(before))) is is_counted
    assert len(set(after) - set(before)) == int(is_counted)  # no other table has changed
    everything = (
        *after, caplog.text, metrics.content.decode(), answer.content.decode(),
        str(answer.headers), *_told(settings.LOA_VAR), repr(caches["readers"]._cache),  # type: ignore[attr-defined]  # of the memory
    )  # fmt: skip
    assert len(caplog.text) > 50
    for secret in (CANARY, address, address[:14], session):
        assert [one for one in everything if secret in one and "django_session" not in one] == []


def test_what_tells_senders_apart_changes_with_its_secret() -> None:
    names = set()
    for _ in range(3):
        caches["readers"].clear()  # as after ten minutes
        limits.is_within_limits("203.0.113.7", "page-1", "")
        names |= {name for name in caches["readers"]._cache if len(name) > 20}  # type: ignore[attr-defined]  # of the memory
    assert len(names) == 6


# Limits


def test_one_sender_counts_a_few_times_and_is_thanked_all_the_same(guide: Asked) -> None:
    statuses = {_send(guide.sends()).status_code for _ in range(limits.OF_SENDER_AND_STEP + 5)}
    assert statuses == {204}
    assert _rows() == {(guide.pk, "", "yes"): limits.OF_SENDER_AND_STEP}
    assert _send(guide.sends(), at="203.0.113.8").status_code == 204
    assert _rows() == {(guide.pk, "", "yes"): limits.OF_SENDER_AND_STEP + 1}


def test_one_network_of_a_subscriber_is_one_sender(guide: Asked) -> None:
    for number in range(20):
        _send(guide.sends(), at=f"2001:db8::{number + 1:x}")
    assert _rows() == {(guide.pk, "", "yes"): limits.OF_SENDER_AND_STEP}


def test_page_and_server_take_so_many_a_minute_from_however_many(guide: Asked) -> None:
    for number in range(limits.OF_PAGE + 20):
        _send(guide.sends(), at=f"10.0.{number}.1")
    assert sum(_rows().values()) == limits.OF_PAGE
    counted = [
        limits.is_within_limits(f"10.1.{number // 250}.{number % 250}", f"page-{number}", "")
        for number in range(limits.OF_ALL + 50)
    ]
    assert sum(counted) == limits.OF_ALL - limits.OF_PAGE


def test_sender_who_is_stopped_takes_nothing_from_others(guide: Asked) -> None:
    for number in range(limits.OF_ALL * 2):
        limits.is_within_limits("203.0.113.7", f"page-{number}", "")
    _send(guide.sends(), at="203.0.113.8")
    assert _rows() == {(guide.pk, "", "yes"): 1}


@pytest.mark.parametrize("seed", range(3))
def test_random_answers_are_counted_as_a_model_counts_them(
    province: Province, settings: Any, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # tests are repeatable, not secret
    pages = [
        _served(settings.LOA_VAR, a_guide_page(province.office), f"trang-{number}/")
        for number in range(3)
    ]
    expected: Counter[tuple[int, str, str]] = Counter()
    sent: Counter[object] = Counter()
    for _ in range(250):
        asked, sender = chance.choice(pages), f"10.0.0.{chance.randrange(12)}"
        step = chance.choice(("", "", *asked.steps[:3], "khong-co"))
        answer = chance.choice((*ANSWERS, "khac"))
        _send(asked.sends(step=step, answer=answer), at=sender)
        if step == "khong-co" or answer == "khac":
            continue
        names = (sender, (sender, asked.path, step), asked.path, "all")
        most = (limits.OF_SENDER, limits.OF_SENDER_AND_STEP, limits.OF_PAGE, limits.OF_ALL)
        for name, number in zip(names, most, strict=True):
            sent[name] += 1
            if sent[name] > number:
                break
        else:
            expected[asked.pk, step, answer] += 1
    assert _rows() == expected
    assert sum(expected.values()) > 50
