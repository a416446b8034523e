"""A real server, as docs/operators has it: an operator follows the page and it works."""

import os
import re
from collections.abc import Iterator

import pytest

from tests.running_server import CLIENT, HOST, Browser, Server, find_nginx, running_server

PASSWORD = "mot-mat-khau-that-dai-93"  # noqa: S105
LOGIN = "/admin/login/"
FILL = f"""
from django.core.files.base import ContentFile
from cms.models import User
from tests.factory_files import a_picture, an_attachment
User.objects.create_superuser("an", "an@loa.example", "{PASSWORD}")
picture, attachment = a_picture(), an_attachment()
print(picture.file.url, picture.get_rendition("max-20x20").url, "/media/" + attachment.file.name)
print(picture.pk, picture.private_original.name)
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    nginx = find_nginx()
    if nginx is None:
        if os.environ.get("CI"):
            pytest.fail("no nginx in CI: the operators' page was not tried")
        pytest.skip("NO NGINX: the operators' page was not tried (apt-get install nginx-light)")
    with running_server(tmp_path_factory.mktemp("server"), nginx) as running:
        yield running


@pytest.fixture(scope="module")
def files(server: Server) -> tuple[str, str, str, str]:
    """Return the addresses of a picture, its smaller copy, an attachment, an original."""
    said = server.manage("shell", "-v", "0", "-c", FILL).splitlines()
    picture, smaller, attachment = said[-2].split()
    pk, _original = said[-1].split()
    return picture, smaller, attachment, f"/admin/hinh/{pk}/nguyen-ban/"


@pytest.fixture
def anybody(server: Server) -> Browser:
    return Browser(server.https)


@pytest.fixture
def officer(server: Server, files: tuple[str, ...]) -> Browser:
    browser = Browser(server.https)
    browser.ask(LOGIN)
    data = {"username": "an", "password": PASSWORD, "next": "/admin/"}
    assert browser.ask(LOGIN, data).status == 302
    return browser


def test_editor_answers_by_https_only_and_says_so(server: Server, anybody: Browser) -> None:
    page = anybody.ask(LOGIN)
    assert page.status == 200
    assert "max-age=31536000" in page.headers["Strict-Transport-Security"]
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "Nội dung minh hoạ" not in page.body.decode()


def test_static_files_may_be_kept_for_ever(anybody: Browser) -> None:
    page = anybody.ask(LOGIN).body.decode()
    (style, *_more) = re.findall(r'href="(/static/[^"]+\.css[^"]*)"', page)
    answer = anybody.ask(style)
    assert answer.status == 200
    assert "max-age=315360000" in answer.headers["Cache-Control"]
    assert "immutable" in answer.headers["Cache-Control"]


def test_officer_logs_in_through_the_proxy(officer: Browser) -> None:
    assert officer.ask("/admin/").status == 200


def test_form_of_another_site_is_refused(anybody: Browser) -> None:
    anybody.ask(LOGIN)
    answer = anybody.ask(LOGIN, {"username": "an"}, Origin="https://other.example")
    assert answer.status == 403


def test_pictures_are_for_officers(
    officer: Browser, anybody: Browser, files: tuple[str, str, str, str]
) -> None:
    picture, smaller, attachment, original = files
    for address in (picture, smaller):
        sent = officer.ask(address)
        assert (sent.status, sent.headers["Content-Type"][:6]) == (200, "image/")
        assert sent.body[:4] in (b"\x89PNG", b"RIFF", b"\xff\xd8\xff\xe0")
        assert "private" in sent.headers["Cache-Control"]
    assert officer.ask(attachment).status == 404
    assert officer.ask(original).status == 200
    for address in (picture, smaller, original):
        refused = anybody.ask(address)
        assert (refused.status, LOGIN in refused.headers["Location"]) == (302, True)
    assert anybody.ask(attachment).status == 302


@pytest.mark.parametrize("path", ["/loa-media/", "/media/../private/", "/media/%2e%2e/private/x"])
def test_folders_of_uploads_have_no_address(
    officer: Browser, files: tuple[str, ...], path: str
) -> None:
    name = files[0].removeprefix("/media/")
    assert officer.ask(path + name).status in (400, 404)


def test_upload_that_is_too_large_is_refused(officer: Browser) -> None:
    too_much = {"Content-Length": str(27_000_000)}  # nginx need not read what is announced
    assert officer.ask("/admin/images/add/", {}, **too_much).status == 413


def test_forgotten_password_brings_a_letter_with_the_right_address(
    server: Server, anybody: Browser, files: tuple[str, ...]
) -> None:
    before = len(server.post.letters)
    anybody.ask("/admin/password_reset/")
    assert anybody.ask("/admin/password_reset/", {"email": "an@loa.example"}).status == 302
    server.manage("worker", "--batch")
    (letter,) = server.post.letters[before:]
    assert "To: an@loa.example" in letter
    assert f"https://{HOST}/admin/password_reset/confirm/" in letter


def test_operator_tries_the_mail(server: Server) -> None:
    before = len(server.post.letters)
    server.manage("sendtestemail", "ai-do@loa.example")
    assert len(server.post.letters) == before + 1


def test_guesser_is_told_to_wait_by_the_address_that_nginx_names(
    server: Server, anybody: Browser
) -> None:
    anybody.ask(LOGIN)
    data = {"username": "ai-do", "password": "sai", "next": "/admin/"}
    forged = [f"198.51.100.{number}" for number in range(10)]
    answers = [anybody.ask(LOGIN, data, **{"X-Forwarded-For": one}) for one in forged]
    assert answers[-1].status == 429
    assert CLIENT in server.manage("axes_list_attempts")
