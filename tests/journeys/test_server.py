"""A real server, as docs/operators has it: an operator follows the page and it works."""

import os
import re
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.chromium import PATIENCE_SECONDS
from tests.running_demo import free_port, wait_until
from tests.running_server import (
    CLIENT,
    HOST,
    Browser,
    Server,
    find_nginx,
    listens,
    nginx_of,
    raw_line,
    running_server,
)

PASSWORD = "mot-mat-khau-that-dai-93"  # noqa: S105
LOGIN = "/admin/login/"
LINES = 400
"""So many lines of one address the sample lets be busy at once."""
FILL = f"""
from django.core.files.base import ContentFile
from cms.models import User
from tests.factory_files import a_picture, an_attachment
User.objects.create_superuser("an", "an@loa.example", "{PASSWORD}")
picture, attachment = a_picture(), an_attachment()
print(picture.file.url, picture.get_rendition("max-20x20").url, "/media/" + attachment.file.name)
print(picture.pk, picture.private_original.name)
"""

SEND = """
from tests.factories import a_province, an_announcement_page, an_officer
from tests.site.sent_previews import a_link
page = an_announcement_page(a_province().office, title="Bản nháp gửi đi", is_live=False)
print(a_link(page, an_officer("nguoi-gui"))[1])
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


def test_each_request_has_a_number_that_a_stranger_cannot_choose(anybody: Browser) -> None:
    chosen = "0" * 32
    answer = anybody.ask(LOGIN, **{"X-Request-ID": chosen})
    assert re.fullmatch("[0-9a-f]{32}", answer.headers["X-Request-ID"])
    assert answer.headers["X-Request-ID"] != chosen


def test_figures_are_not_found_where_nobody_is_named(anybody: Browser, officer: Browser) -> None:
    assert (anybody.ask("/metrics").status, officer.ask("/metrics").status) == (404, 404)


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
        assert "default-src 'none'" in sent.headers["Content-Security-Policy"]
        assert sent.headers["X-Content-Type-Options"] == "nosniff"
        assert "max-age=31536000" in sent.headers["Strict-Transport-Security"]
        assert re.fullmatch("[0-9a-f]{32}", sent.headers["X-Request-ID"])
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
    address = f"https://{HOST}/admin/password_reset/confirm/"
    assert address in letter
    token = letter.partition(address)[2].split()[0].strip("/")
    assert anybody.ask(f"/admin/password_reset/confirm/{token}/").status == 302
    log = server.var.parent / "loa.log"  # nginx writes it after the answer has gone
    asked = "/admin/password_reset/confirm/..."
    wait_until(lambda: asked in log.read_text("utf-8"), "the line of nginx")
    assert token.split("/")[-1] not in log.read_text("utf-8")


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


INSIDE = f"GET /suc-khoe/ HTTP/1.1\r\nHost: {HOST}\r\n\r\n"
"""What an attacker hides in the body of a request, so that one server reads two where one reads one."""
CHUNKED = f"0\r\n\r\n{INSIDE}"
SMUGGLED = {
    "both lengths": f"Content-Length: {len(CHUNKED)}\r\nTransfer-Encoding: chunked\r\n\r\n{CHUNKED}",
    "both, the other way": f"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n{CHUNKED}",
    "two lengths": f"Content-Length: 0\r\nContent-Length: {len(INSIDE)}\r\n\r\n{INSIDE}",
    "a list of lengths": f"Content-Length: 0, {len(INSIDE)}\r\n\r\n{INSIDE}",
    "a length with a sign": f"Content-Length: +{len(INSIDE)}\r\n\r\n{INSIDE}",
    "an unknown encoding": f"Transfer-Encoding: xchunked\r\n\r\n{CHUNKED}",
    "two encodings": f"Transfer-Encoding: chunked, identity\r\n\r\n{CHUNKED}",
    "a space before the colon": f"Transfer-Encoding : chunked\r\n\r\n{CHUNKED}",
    "a folded line": f"X-A: b\r\n Transfer-Encoding: chunked\r\n\r\n{CHUNKED}",
    "a letter that is none": f"X-A: b\x00c\r\nContent-Length: {len(INSIDE)}\r\n\r\n{INSIDE}",
    "a chunk of odd size": f"Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n{INSIDE}",
}


@pytest.mark.parametrize("way", SMUGGLED)
def test_request_hidden_in_another_is_never_answered(
    server: Server, anybody: Browser, way: str
) -> None:
    said = _exchange(server, f"POST {LOGIN} HTTP/1.1\r\nHost: {HOST}\r\n{SMUGGLED[way]}")
    assert b'"status"' not in said  # what health would say
    statuses = re.findall(rb"HTTP/1\.1 (\d{3})", said)
    assert set(statuses) <= {b"400", b"403", b"408", b"411", b"501"}
    assert anybody.ask(LOGIN).status == 200  # and nobody after it gets another's answer
    assert b"csrfmiddlewaretoken" in anybody.ask(LOGIN).body


@pytest.mark.parametrize(
    "head",
    [
        f"GET https://evil.example{LOGIN} HTTP/1.1\r\nHost: {HOST}\r\n",
        f"GET {LOGIN} HTTP/1.1\r\nHost: {HOST}\r\nHost: evil.example\r\n",
        f"GET {LOGIN} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: {HOST}\r\n",
        f"GET {LOGIN} HTTP/1.1\r\nHost: {HOST}@evil.example\r\n",
        f"GET {LOGIN} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Proto: https\r\n",
    ],
)
def test_request_for_another_host_is_refused(server: Server, head: str) -> None:
    said = _exchange(server, f"{head}Connection: close\r\n\r\n")
    assert said.startswith((b"HTTP/1.1 400", b"HTTP/1.1 404", b"HTTP/1.1 421"))
    assert b"csrfmiddlewaretoken" not in said


def test_many_slow_requests_keep_no_officer_waiting(server: Server, anybody: Browser) -> None:
    """More of them than Loa has threads: some send their head for ever, some their body."""
    starts = (
        f"GET {LOGIN} HTTP/1.1\r\nHost: {HOST}\r\nX-A: ",
        f"POST {LOGIN} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 9000\r\n\r\na",
    )
    lines = [raw_line(server.https) for _ in range(40)]
    try:
        for number, line in enumerate(lines):
            line.sendall(starts[number % 2].encode())
        for _ in range(5):
            assert anybody.ask(LOGIN).status == 200
        assert lines[0].recv(4096)[:12] in (b"", b"HTTP/1.1 408")  # it is cut off in the end
    finally:
        for line in lines:
            line.close()


def test_bodies_that_never_end_take_no_line_from_others(server: Server, anybody: Browser) -> None:
    """One address sends more of them at once than it may."""
    said = f"POST {LOGIN} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 9000\r\n\r\na".encode()
    lines = [raw_line(server.https, "127.0.0.3") for _ in range(LINES + 20)]
    try:
        for line in lines:
            line.sendall(said)
        answers = dict.fromkeys(lines, b"")
        wait_until(lambda: _heard(answers) == 20, "those that are too many to be answered")
        assert {said[:12] for said in answers.values()} == {b"", b"HTTP/1.1 429"}
        assert anybody.ask(LOGIN).status == 200
    finally:
        for line in lines:
            line.close()


def _heard(answers: dict[ssl.SSLSocket, bytes]) -> int:
    """Take in what has come by now; return how many lines something came on."""
    for line in answers:
        line.setblocking(False)
        with suppress(ssl.SSLWantReadError):
            answers[line] += line.recv(4096)
    return sum(map(bool, answers.values()))


def test_officer_hears_in_words_that_no_editor_answers(tmp_path: Path) -> None:
    nginx = find_nginx()
    if nginx is None:
        pytest.skip("NO NGINX: the page of a dead editor was not seen")
    ports = {"80": free_port(), "443": free_port()}
    arguments = nginx_of(tmp_path, tmp_path, ports, [free_port()])
    running = subprocess.Popen([nginx, *arguments])
    try:
        wait_until(lambda: listens(ports["443"]), "nginx")
        answer = Browser(ports["443"]).ask(LOGIN)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
        assert "Chữ bạn vừa gõ được giữ" in answer.body.decode()
        assert answer.headers["X-Request-ID"] in answer.body.decode()
    finally:
        running.terminate()
        running.wait(PATIENCE_SECONDS)


def _exchange(server: Server, sent: str) -> bytes:
    """Send it as it is, close that side, and return everything that comes back."""
    with raw_line(server.https) as line:
        line.sendall(sent.encode("latin-1"))
        said = b""
        try:
            while more := line.recv(65536):
                said += more
                if len(re.findall(rb"HTTP/1\.1 \d{3}", said)) > 1:
                    break
        except (ConnectionError, ssl.SSLError):
            pass
        return said


def test_draft_is_sent_to_somebody_without_an_account(server: Server, anybody: Browser) -> None:
    address = server.manage("shell", "-v", "0", "-c", SEND).split()[-1]
    page = anybody.ask(address)
    assert page.status == 200
    assert "Bản nháp gửi đi" in page.body.decode().replace("\u00a0", " ")
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == (
        "no-store",
        "same-origin",
    )
    named = re.findall(r'(?:href|src)="(/[^"#]+\.(?:css|js))"', page.body.decode())
    assert len(named) >= 3
    assert {anybody.ask(one).status for one in named} == {200}
    assert anybody.ask(address, {"verdict": "right", "name": "An"}).status == 302
    said = server.manage(
        "shell", "-v", "0", "-c",
        "from cms.models import PreviewAnswer; print(PreviewAnswer.objects.get().name)",
    )  # fmt: skip
    assert said.split()[-1] == "An"
