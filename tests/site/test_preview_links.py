"""Previews by link: a stranger sees one draft as readers will, as long as its link is good."""

import random
import re
import secrets
import string
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.models import PreviewLink, User
from cms.previewing.addresses import folder_of
from sitegen.render.server_headers import content_policy
from tests.factories import (
    Province,
    a_group,
    a_guide_page,
    a_leaflet_page,
    a_picture,
    a_step,
    an_agency_home_page,
    an_announcement_page,
    items,
    stream,
)
from tests.site.sent_previews import a_link, files_on, reachable, shown

MIRROR = "https://tinh.example.vn/"


@pytest.fixture(autouse=True)
def _quiet(caplog: Any, settings: Any) -> None:
    caplog.set_level("CRITICAL", "django")
    settings.LOA_MIRROR_ADDRESS = MIRROR


@pytest.fixture
def page(province: Province) -> Any:
    """A guide that was never published, with a picture."""
    picture = items({"picture": a_picture(description="Nút Đăng ký").pk, "alt": ""})
    groups = stream(("group", a_group(a_step("Bấm nút.", pictures=picture))))
    return a_guide_page(province.office, title="Hướng dẫn nháp", groups=groups, is_live=False)


def test_stranger_sees_the_draft_with_its_surroundings(officer: Any, page: Any) -> None:
    _link, address = a_link(page, officer, note="Phòng Tư pháp")
    text = shown(address)
    for words in (
        "Hướng dẫn nháp",
        "Bấm nút.",
        "Sở Nội vụ",
        "gửi Phòng Tư pháp",
        "Gửi câu trả lời",
    ):
        assert words in text
    asked = dict(reachable(address))
    assert any("/pictures/" in one for one in asked)
    assert any(one.endswith(".css") for one in asked)
    assert any(one.endswith(".woff2") for one in asked)
    assert not any("/xem-truoc/" in content.decode(errors="ignore") for content in asked.values())


def test_both_sides_of_a_leaflet_are_shown(officer: Any, province: Province) -> None:
    _link, address = a_link(a_leaflet_page(province.office, is_live=False), officer)
    asked = dict(reachable(address))
    sides = [content for one, content in asked.items() if "/mat/" in one]
    assert len(sides) == 2
    assert all(side.startswith(b"\x89PNG") for side in sides)


def test_other_pages_are_those_of_the_mirror(officer: Any, page: Any) -> None:
    _link, address = a_link(page, officer)
    text = shown(address)
    left = [one for one in files_on(text, address) if "/assets/" not in one and "/tep/" not in one]
    assert left == []
    assert f'href="{MIRROR}"' in text
    assert f'href="{MIRROR}so-noi-vu/"' in text


def test_link_follows_the_draft_or_keeps_to_its_version(officer: Any, page: Any) -> None:
    following, pinned = (a_link(page, officer, is_pinned=one)[1] for one in (False, True))
    page.title = "Tên sửa sau"
    page.save_revision()
    assert "Tên sửa sau" in shown(following)
    assert "Hướng dẫn nháp" not in shown(following)
    assert "Hướng dẫn nháp" in shown(pinned)
    assert "Tên sửa sau" not in shown(pinned)


def test_version_that_is_gone_is_not_replaced_by_the_draft(officer: Any, page: Any) -> None:
    _link, address = a_link(page, officer, is_pinned=True)
    first = page.latest_revision
    page.title = "Tên sửa sau"
    page.save_revision()
    first.delete()
    assert Client().get(address).status_code == 404


def test_what_is_said_beside_the_page_keeps_it_to_those_who_got_it(officer: Any, page: Any) -> None:
    _link, address = a_link(page, officer)
    picture = next(one for one in files_on(shown(address), address) if "/pictures/" in one)
    for one in (address, picture, f"{address}x", folder_of("x" * 43)):
        answer = Client().get(one)
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert Client().get(address)["Content-Security-Policy"] == content_policy()
    closed = Client().get(folder_of("x" * 43))
    assert "default-src 'none'" in closed["Content-Security-Policy"]
    assert not re.search(r"<style(?! )|\son\w+=| style=", shown(address).split("<main")[1])


def test_printed_sheet_says_that_it_is_a_draft(officer: Any, page: Any) -> None:
    _link, address = a_link(page, officer, note="Phòng Tư pháp")
    top = shown(address).partition('class="sent"')[2].partition("</section>")[0]
    assert "BẢN XEM TRƯỚC, CHƯA ĐĂNG" in top
    assert f"In ngày {timezone.localdate():%d/%m/%Y}" in top
    page.save_revision().publish()
    assert "CHƯA ĐĂNG" not in shown(address)
    page.save_revision()
    assert "CHƯA ĐĂNG" in shown(address)


# How a link ends


def _revoke(link: PreviewLink, _page: Any, _user: Any) -> None:
    PreviewLink.objects.filter(pk=link.pk).update(revoked_at=timezone.now())


def _expire(link: PreviewLink, _page: Any, _user: Any) -> None:
    PreviewLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())


def _delete(_link: PreviewLink, page: Any, _user: Any) -> None:
    Page.objects.get(pk=page.pk).delete()


def _publish_and_take_down(_link: PreviewLink, page: Any, _user: Any) -> None:
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()


def _restrict(_link: PreviewLink, page: Any, _user: Any) -> None:
    page.view_restrictions.create(restriction_type="login")


def _restrict_above(_link: PreviewLink, page: Any, _user: Any) -> None:
    page.get_parent().view_restrictions.create(restriction_type="login")


def _delete_maker(_link: PreviewLink, _page: Any, user: Any) -> None:
    User.objects.get(pk=user.pk).delete()


def _switch_maker_off(_link: PreviewLink, _page: Any, user: Any) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def _take_groups(_link: PreviewLink, _page: Any, user: Any) -> None:
    user.groups.clear()


ENDS = {
    one.__name__: one
    for one in (
        _revoke, _expire, _delete, _publish_and_take_down, _restrict, _restrict_above,
        _delete_maker, _switch_maker_off, _take_groups,
    )
}  # fmt: skip


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_link_that_has_ended_gives_nothing_and_says_what_any_wrong_one_says(
    officer: Any, page: Any, end: Callable[..., None]
) -> None:
    link, address = a_link(page, officer)
    asked = [one for one, _content in reachable(address)]
    assert len(asked) > 5
    end(link, page, officer)
    wrong = _closed(Client().get(folder_of(secrets.token_urlsafe(32))))
    assert {_closed(Client().get(one)) for one in asked} == {wrong}
    assert _closed(Client().post(address, {"verdict": "right", "name": "Ai đó"})) == wrong
    assert "hỏi lại cán bộ" in wrong


def _closed(answer: Any) -> str:
    """Return what is said, but for the number used once that lets a script of the page run."""
    assert answer.status_code == 404
    return re.sub(r' nonce="[^"]+"', "", answer.content.decode())


@pytest.mark.parametrize("is_above", [False, True])
def test_link_to_what_citizens_see_ends_when_it_is_taken_down(
    officer: Any, province: Province, is_above: bool
) -> None:
    office = an_agency_home_page(province.home, agency=province.agency, title="Phòng", slug="phong")
    page = an_announcement_page(office)
    _link, address = a_link(page, officer)
    shown(address)
    (office if is_above else page).unpublish()
    assert Client().get(address).status_code == 404


def test_page_that_was_taken_down_before_can_be_sent(officer: Any, province: Province) -> None:
    page = an_announcement_page(province.office)
    page.unpublish()
    _link, address = a_link(page, officer)
    assert page.title in shown(address)


def test_link_lives_on_when_its_draft_is_published(officer: Any, page: Any) -> None:
    _link, address = a_link(page, officer)
    page.save_revision().publish()
    assert "Hướng dẫn nháp" in shown(address)


# Tokens


def _misread(token: str) -> set[str]:
    """Return tokens that are nearly the right one, and some that are not."""
    rng = random.Random(14)  # noqa: S311  # guesses, each time the same
    signs = string.ascii_letters + string.digits + "-_"
    near = {token[:end] for end in range(1, len(token))}
    near |= {token + rng.choice(signs) for _ in range(20)}
    near |= {
        token.swapcase(),
        token.upper(),
        token.lower(),
        token[::-1],
        f"{token}%00",
        f" {token}",
    }
    for place in range(len(token)):
        other = rng.choice(signs.replace(token[place], ""))
        near.add(token[:place] + other + token[place + 1 :])
    near |= {"".join(rng.choices(signs, k=rng.randrange(1, 200))) for _ in range(100)}
    return near | {"1", "0", "null", "đúng", "..", "%2e%2e", "' or 1=1 --", "A" * 4000}


def test_token_that_is_not_quite_right_opens_nothing(officer: Any, page: Any) -> None:
    link, address = a_link(page, officer)
    token = address.strip("/").rpartition("/")[2]
    wrong = _misread(token) | {link.digest, str(link.pk), str(page.pk)}
    assert token not in wrong
    assert len(wrong) > 200
    client = Client()
    answers = {client.get(f"/gui-xem/{one}/").status_code for one in wrong}
    assert answers <= {404, 301}
    assert client.get(f"/gui-xem/{token}/").status_code == 200


def test_link_opens_its_own_page_only(officer: Any, page: Any, province: Province) -> None:
    picture = a_picture("Ảnh khác")
    body = stream(("figure", {"picture": picture.pk, "alt": "", "caption": ""}))
    other = an_announcement_page(province.office, title="Trang khác", body=body, is_live=False)
    (_one, own), (_two, others) = a_link(page, officer), a_link(other, officer)
    assert "Trang khác" not in shown(own)
    signed = [one for one in files_on(shown(others), others) if "/tep/" in one]
    assert signed
    for one in signed:
        inside = one.removeprefix(others)
        assert Client().get(one).status_code == 200
        for path in (inside, inside.split("/", 2)[2], f"tep/{'0' * 64}/{inside.split('/', 2)[2]}"):
            assert Client().get(own + path).status_code == 404, path
            assert path == inside or Client().get(others + path).status_code == 404, path


def test_methods_that_no_form_uses_are_refused(officer: Any, page: Any) -> None:
    _link, address = a_link(page, officer)
    client = Client()
    file = files_on(shown(address), address)[0]
    assert client.head(address).status_code == 200
    assert client.head(address).content == b""
    for how in (client.put, client.patch, client.delete, client.options, client.trace):
        assert how(address).status_code == 405
    assert client.post(file).status_code == 405


def test_officers_previews_stay_for_officers(officer: Any, page: Any) -> None:
    _link, address = a_link(page, officer)
    picture = next(one for one in files_on(shown(address), address) if "/pictures/" in one)
    path = picture.split("/tep/")[1].split("/", 1)[1]
    assert Client().get(reverse("preview_file", args=[path])).status_code == 404


def test_link_is_good_until_its_day(officer: Any, page: Any) -> None:
    link, address = a_link(page, officer, days=1)
    assert link.expires_at - link.made_at == timedelta(days=1)
    soon = timezone.now() + timedelta(minutes=5)
    PreviewLink.objects.filter(pk=link.pk).update(expires_at=soon)
    shown(address)
