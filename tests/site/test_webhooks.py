"""Other programs are told of each release: at least once, under one id, and nobody is led into our network."""

import base64
import hashlib
import hmac
import json
import os
import random
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.client import InvalidURL
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cms.models import User, Webhook, WebhookDelivery
from cms.webhooks import calling
from cms.webhooks.calling import CallError, call, check_address
from cms.webhooks.sending import LEASE, PAUSES_S, queue_changes, resend, secret_of, send_due
from tests.certificates import certificate
from tests.commands import run
from tests.demo_world import demo_environment
from tests.dying_webhooks import Feed
from tests.lots import lots

KILLS = 1000 if os.environ.get("LOA_SOAK") else 100
State = WebhookDelivery.State
SCREEN = "/admin/bao-cho-he-thong-khac/"


@pytest.fixture
def fed(settings: Any, tmp_path: Path) -> Feed:
    settings.LOA_VAR = tmp_path
    settings.LOA_WEBHOOK_INNER = ("127.0.0.1",)
    settings.LOA_MIRROR_ADDRESS = "https://tinh.example.vn/"
    return Feed(tmp_path)


class Receiver:
    """A program that is told: it keeps what it gets, and answers as it is bidden."""

    def __init__(self) -> None:
        self.answer: int | Callable[[BaseHTTPRequestHandler], None] = 204
        self.letters: list[tuple[dict[str, str], bytes]] = []
        outer = self

        class _Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                headers = {name.lower(): value for name, value in self.headers.items()}
                outer.letters.append((headers, self.rfile.read(size)))
                if callable(outer.answer):
                    outer.answer(self)
                    return
                self.send_response(outer.answer)
                self.send_header("Location", f"{outer.address}/khac")
                self.end_headers()

            def log_message(self, *_args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def speak_https(self, safe: ssl.SSLContext) -> None:
        self._server.socket = safe.wrap_socket(self._server.socket, server_side=True)

    def end(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.end()


def _webhook(address: str, *, told: int = 5) -> Webhook:
    return Webhook.objects.create(name="Cổng tỉnh", address=address, salt="muối", told=told)


@pytest.mark.django_db
def test_each_number_is_told_once_with_its_pages_and_a_signature(
    fed: Feed, receiver: Receiver
) -> None:
    webhook = _webhook(f"{receiver.address}/nhan?x=1")
    numbers = [fed.change(), fed.change("en/index.json")]
    for _ in range(3):
        call_command("send_webhooks", verbosity=0)
    assert [json.loads(body)["data"]["n"] for _, body in receiver.letters] == numbers
    headers, body = receiver.letters[0]
    told = json.loads(body)
    assert told["type"] == "release.done"
    assert told["data"]["pages"] == [
        {"path": "so-noi-vu/index.json", "key": "page-7", "change": "changed"}
    ]
    assert told["data"]["changes"] == "https://tinh.example.vn/api/v1/changes/6.json"
    key = base64.b64decode(secret_of(webhook).removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    right = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{right}"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 300
    assert len({headers["webhook-id"] for headers, _ in receiver.letters}) == 2
    assert set(WebhookDelivery.objects.values_list("state", flat=True)) == {State.TAKEN}


@pytest.mark.django_db
def test_history_that_began_anew_is_told_as_that(fed: Feed, receiver: Receiver) -> None:
    _webhook(receiver.address)
    fed.change("trang-nay-thanh-rieng-tu/index.json")
    queue_changes()
    fed.begin_anew()  # a page became private before the letter went out
    queue_changes()
    send_due()
    assert [json.loads(body)["data"]["anew"] for _, body in receiver.letters] == [True, True]
    assert b"rieng-tu" not in b"".join(body for _, body in receiver.letters)


def _say_nothing(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.close()


def _drip(handler: BaseHTTPRequestHandler) -> None:
    with_pause = threading.Event()
    try:
        for _ in range(100):
            handler.wfile.write(b"H")
            handler.wfile.flush()
            with_pause.wait(0.05)
    except OSError:
        pass


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "words"),
    [(500, "lỗi 500"), (302, "Loa không đi theo"), (_say_nothing, "ngắt"), (_drip, "giây")],
)
def test_receiver_that_fails_is_asked_less_and_less_and_given_up_after_a_day(
    fed: Feed,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
    answer: int | Callable[[BaseHTTPRequestHandler], None],
    words: str,
) -> None:
    monkeypatch.setattr(calling, "SECONDS", 0.5)
    receiver.answer = answer
    _webhook(receiver.address)
    fed.change()
    now = timezone.now()
    queue_changes(now)
    pauses = []
    while (row := WebhookDelivery.objects.get()).state == State.WAITING:
        pauses.append((row.next_at - now).total_seconds())
        now = row.next_at
        assert send_due(now) == 0
    assert words in row.said
    assert pauses[1 : len(PAUSES_S) + 1] == list(PAUSES_S)
    assert now - row.queued_at > timedelta(days=1)
    assert row.state == State.DEAD
    assert len({headers["webhook-id"] for headers, _ in receiver.letters}) == 1
    receiver.answer = 200
    resend(row)
    assert send_due() == 1
    assert receiver.letters[-1][0]["webhook-id"] == row.key


@pytest.mark.django_db
def test_receiver_that_is_down_keeps_no_other_one_waiting(fed: Feed, receiver: Receiver) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = free.getsockname()[1]
    _webhook(f"http://127.0.0.1:{closed}/")
    _webhook(receiver.address)
    for _ in range(3):
        fed.change()
    queue_changes()
    assert send_due() == 3
    assert sum(row.tries for row in WebhookDelivery.objects.filter(state=State.WAITING)) == 1


@pytest.mark.django_db
def test_receivers_that_are_slow_keep_no_other_one_waiting(fed: Feed, receiver: Receiver) -> None:
    is_told, slow, fourth = threading.Event(), Receiver(), threading.Event()

    def answer_last(handler: BaseHTTPRequestHandler) -> None:
        if not fourth.is_set():
            fourth.set()
            fed.change()  # a release while a call is under way
        handler.send_response(204 if is_told.wait(9) else 500)
        handler.end_headers()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(204)
        handler.end_headers()
        if len(receiver.letters) == 4:
            is_told.set()

    slow.answer, receiver.answer = answer_last, answer
    for number in range(4):
        Webhook.objects.create(name=f"A{number}", address=f"{slow.address}/{number}", told=5)
    _webhook(receiver.address)
    for _ in range(3):
        fed.change()
    queue_changes()
    assert send_due() == 4 * 5
    slow.end()


def test_name_that_nobody_finds_has_no_more_time_than_a_whole_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended = threading.Event()
    monkeypatch.setattr(calling, "SECONDS", 0.5)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: ended.wait(5) and [])
    with pytest.raises(CallError, match=r"Tra tên máy.*0.5 giây"):
        call("https://nhan.example.vn/", b"", {})
    ended.set()


def test_places_of_one_name_share_the_time_of_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []

    def connect(_place: Any, timeout: float) -> Any:
        given.append(timeout)
        raise TimeoutError

    _resolving(monkeypatch, "203.162.0.1", "2405:4800::1", "203.162.0.2")
    monkeypatch.setattr(calling, "monotonic", lambda: sum(given))
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(CallError, match="giây"):
        call("https://nhan.example.vn/", b"", {})
    assert given == [calling.SECONDS / 2] * 2


@pytest.mark.django_db
@pytest.mark.parametrize("seed", lots(3, 5))
def test_letters_come_in_order_whoever_dies_or_fails_or_comes_late(
    fed: Feed, receiver: Receiver, seed: int
) -> None:
    webhook, dice, now = _webhook(receiver.address), random.Random(seed), timezone.now()  # noqa: S311
    for _ in range(40):
        now += timedelta(seconds=dice.choice([1, 40, 200]))
        if dice.random() < 0.5:
            fed.change()
        queue_changes(now)
        receiver.answer = dice.choice([204, 500])
        first = webhook.deliveries.filter(state=State.WAITING).order_by("n").first()
        if first and first.next_at <= now and dice.random() < 0.3:  # its sender is killed
            first.next_at = now + LEASE
            first.save()
        send_due(now)
    receiver.answer = 204
    send_due(now + timedelta(hours=2))
    told = [json.loads(body)["data"]["n"] for _, body in receiver.letters]
    assert told == sorted(told)
    assert set(told) == set(range(6, fed.n + 1))


@pytest.mark.django_db
def test_resent_letter_wakes_what_waits_before_it(fed: Feed, receiver: Receiver) -> None:
    webhook = _webhook(receiver.address)
    numbers = [fed.change() for _ in range(3)]
    receiver.answer = 500
    queue_changes()
    send_due()
    receiver.answer, receiver.letters = 204, []
    resend(webhook.deliveries.get(n=numbers[1]))
    assert send_due() == 2
    assert [json.loads(body)["data"]["n"] for _, body in receiver.letters] == numbers[:2]


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [ValueError, InvalidURL, LookupError, RecursionError, Exception])
def test_whatever_fails_is_a_try_of_that_receiver_alone(
    fed: Feed,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fault: type[Exception],
) -> None:
    look = socket.getaddrinfo

    def fail(host: str, *args: Any, **more: Any) -> Any:
        if host == "hong.example.vn":
            raise fault("an address that nobody thought of")
        return look(host, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    bad, good = _webhook("https://hong.example.vn/"), _webhook(receiver.address)
    now = timezone.now()
    for _ in range(2):
        fed.change()
    queue_changes(now)
    assert send_due(now) == 2
    assert set(good.deliveries.values_list("state", flat=True)) == {State.TAKEN}
    while (row := bad.deliveries.first()) and row.state == State.WAITING:
        assert row.tries <= 30
        now = bad.deliveries.earliest("next_at").next_at
        assert send_due(now) == 0
    assert set(bad.deliveries.values_list("state", flat=True)) == {State.DEAD}
    assert "lỗi của chính Loa" in bad.deliveries.earliest("n").said
    assert "could not be sent" in caplog.text


def test_every_way_to_write_an_address_leads_to_the_host_that_it_names(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(5)  # noqa: S311
    called: list[tuple[str, int]] = []

    def connect(place: tuple[str, int], **_more: Any) -> Any:
        called.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    for _ in range(100):
        number: IPv4Address | IPv6Address = IPv4Address(dice.randrange(0x08000000, 0x0A000000))
        if dice.random() < 0.7:
            number = IPv6Address((0x2600 << 112) | dice.getrandbits(112))
        written = number.exploded if dice.random() < 0.3 else str(number)
        host = f"[{written}]" if number.version == 6 else written
        port = dice.choice([0, 1, 443, 8443, 65535])
        rest = dice.choice(["", "/", "/x", "/nhan?x=1:2", "/a:b/]"])
        with pytest.raises(CallError, match="từ chối"):
            call(f"https://{host}{f':{port}' if port else ''}{rest}", b"", {})
        assert [(ip_address(place), at) for place, at in called] == [(number, port or 443)]
        called.clear()


INNER = (
    *("127.0.0.1", "127.8.8.8", "0.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1"),
    *("169.254.169.254", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1"),
    *("::1", "::", "fe80::1%lo", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::"),
    *(
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:2::1",
        "2001:20::1",
        "2001:4:112::1",
        "5f00::1",
    ),
    *("3fff::1", "2620:4f:8000::1", "192.88.99.1", "192.31.196.1", "192.52.193.1", "192.175.48.1"),
    *("::ffff:192.88.99.1", "100::1", "64:ff9b:1::1"),
)
OUTER = ("203.162.0.1", "2405:4800::1", "::ffff:8.8.8.8")


def _resolving(monkeypatch: pytest.MonkeyPatch, *places: str) -> None:
    found = [
        (socket.AF_INET6 if ":" in place else socket.AF_INET, 1, 6, "", (place, 443))
        for place in places
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: found)


@pytest.mark.parametrize("place", INNER)
def test_name_that_leads_into_a_network_is_refused(
    settings: Any, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    settings.LOA_WEBHOOK_INNER = ("may.example.vn",)
    _resolving(monkeypatch, "203.162.0.1", place)
    with pytest.raises(CallError, match="mạng trong"):
        check_address("https://nhan.example.vn/")
    with pytest.raises(CallError, match="mạng trong"):
        call("https://nhan.example.vn/", b"", {})
    assert check_address("http://may.example.vn/")


@pytest.mark.parametrize("place", OUTER)
def test_public_host_is_called_at_the_very_address_that_was_looked_at(
    monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    _resolving(monkeypatch, place)
    called = []

    def connect(address: Any, *_args: Any, **_more: Any) -> Any:
        called.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(CallError, match="từ chối"):
        call("https://nhan.example.vn/", b"", {})
    assert called == [(place, 443)]


@pytest.mark.parametrize(
    "address",
    [
        *("", "nhan.example.vn", "http://nhan.example.vn/", "ftp://nhan.example.vn/", "https://"),
        *("https://a:b@nhan.example.vn/", "https://nhan.example.vn/#x", "https://nhan example.vn/"),
        *("https://nhận.example.vn/", "https://nhan.example.vn:0/", "https://nhan.example.vn:x/"),
        *("https://nhan.example.vn/\r\nX: 1", "file:///etc/passwd", "https://[::1/", "//x/"),
    ],
)
def test_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    _resolving(monkeypatch, "203.162.0.1")
    with pytest.raises(CallError):
        check_address(address)


def test_receiver_whose_certificate_nobody_vouches_for_is_told_nothing(
    settings: Any, receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LOA_WEBHOOK_INNER = ("127.0.0.1",)
    safe = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    vouched = certificate(tmp_path, 30)
    safe.load_cert_chain(vouched)
    receiver.speak_https(safe)
    address = receiver.address.replace("http:", "https:")
    with pytest.raises(CallError, match="Chứng chỉ"):
        call(address, b"{}", {})
    assert receiver.letters == []
    monkeypatch.setenv("SSL_CERT_FILE", str(vouched))
    call(address, b"{}", {})
    assert len(receiver.letters) == 1


def test_receiver_that_never_ends_its_greeting_is_hung_up_on(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LOA_WEBHOOK_INNER = ("127.0.0.1",)
    monkeypatch.setattr(calling, "SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(CallError, match="giây"):
        call(f"https://127.0.0.1:{silent.getsockname()[1]}/", b"{}", {})


@pytest.mark.parametrize("kept", [9, 17, 20, 30, 41])
def test_answer_that_is_cut_at_the_limit_is_none(
    settings: Any, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    hung_up = threading.Event()

    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nDate: today\r\nX-Said: yes\r\n\r\n"[:kept])
        hung_up.wait(9)

    settings.LOA_WEBHOOK_INNER = ("127.0.0.1",)
    monkeypatch.setattr(calling, "SECONDS", 0.5)
    receiver.answer = cut
    with pytest.raises(CallError, match="giây"):
        call(receiver.address, b"{}", {})
    hung_up.set()


@pytest.fixture
def boss(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("boss", "boss@loa.example", "x"))
    return client


@pytest.mark.django_db
def test_administrator_adds_sees_resends_and_takes_away(
    fed: Feed, receiver: Receiver, boss: Client
) -> None:
    form = {"do": "add", "name": "Cổng tỉnh", "address": "https://127.0.0.2/"}
    assert "mạng trong" in boss.post(SCREEN, form, secure=True).content.decode()
    answer = boss.post(SCREEN, {**form, "address": receiver.address}, secure=True, follow=True)
    webhook = Webhook.objects.get()
    assert secret_of(webhook) in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert secret_of(webhook) not in boss.get(SCREEN, secure=True).content.decode()
    assert webhook.told == fed.n
    receiver.answer = 500
    fed.change()
    queue_changes()
    send_due()
    page = boss.get(SCREEN, secure=True).content.decode()
    assert "Máy nhận trả lời lỗi 500." in page
    receiver.answer = 200
    row = WebhookDelivery.objects.get()
    boss.post(SCREEN, {"do": "resend", "delivery": row.pk}, secure=True)
    assert send_due() == 1
    assert "đã nhận lúc" in boss.get(SCREEN, secure=True).content.decode()
    before = secret_of(webhook)
    asked = boss.post(SCREEN, {"do": "secret", "webhook": webhook.pk}, secure=True)
    assert "Khoá cũ hết dùng ngay" in asked.content.decode()
    webhook.refresh_from_db()
    assert secret_of(webhook) == before
    boss.post(SCREEN, {"do": "secret", "webhook": webhook.pk, "sure": 1}, secure=True)
    webhook.refresh_from_db()
    assert secret_of(webhook) != before
    boss.post(SCREEN, {"do": "off", "webhook": webhook.pk}, secure=True)
    fed.change()
    assert queue_changes() == 0
    boss.post(SCREEN, {"do": "on", "webhook": webhook.pk}, secure=True)
    assert queue_changes() == 0  # what went by while it was off is not told
    boss.post(SCREEN, {"do": "remove", "webhook": webhook.pk, "sure": 1}, secure=True)
    assert not Webhook.objects.exists()


@pytest.mark.django_db
def test_answer_to_what_was_done_can_be_loaded_again(
    fed: Feed, receiver: Receiver, boss: Client
) -> None:
    form = {"do": "add", "name": "Cổng tỉnh", "address": receiver.address}
    assert boss.post(SCREEN, form, secure=True).status_code == 302
    webhook = Webhook.objects.get()
    secrets = set()
    for _ in range(2):
        secrets.add(secret_of(webhook))
        assert secret_of(webhook) not in json.dumps(dict(boss.session))
        for is_shown in (True, False):
            shown = secret_of(webhook) in boss.get(SCREEN, secure=True).content.decode()
            assert shown == is_shown
        new = {"do": "secret", "webhook": webhook.pk, "sure": 1}
        assert boss.post(SCREEN, new, secure=True).status_code == 302
        webhook.refresh_from_db()
    assert len(secrets) == 2
    for same in ("", "/", "?"):
        address = receiver.address.replace("http", "HTTP") + same
        said = boss.post(SCREEN, {**form, "address": address}, secure=True).content.decode()
        assert "đã có trong danh sách" in said
    boss.post(SCREEN, {**form, "address": f"{receiver.address}/khac"}, secure=True)
    assert Webhook.objects.count() == 2


@pytest.mark.django_db
def test_what_is_sent_again_to_a_receiver_that_is_off_waits_until_it_is_on(
    fed: Feed, receiver: Receiver, boss: Client
) -> None:
    webhook = _webhook(receiver.address)
    fed.change()
    queue_changes()
    assert send_due() == 1
    off = {"do": "off", "webhook": webhook.pk}
    boss.post(SCREEN, off, secure=True)
    again = {"do": "resend", "delivery": webhook.deliveries.get().pk}
    page = boss.post(SCREEN, again, secure=True, follow=True).content.decode()
    assert "bật lại thì gửi" in page
    assert "đến khi bật lại nơi nhận" in page
    assert "ngay trong vài giây" not in page
    assert send_due() == 0
    boss.post(SCREEN, {**off, "do": "on"}, secure=True)
    assert send_due() == 1


@pytest.mark.django_db
def test_nobody_else_sees_the_screen(fed: Feed, client: Client) -> None:
    officer = User.objects.create_user("an", "an@loa.example", "x")
    client.force_login(officer)
    assert client.get(SCREEN, secure=True).status_code in {302, 403}
    assert fed.n


def test_kills_lose_nothing_and_say_nothing_under_two_ids(tmp_path: Path) -> None:
    here = {**demo_environment(tmp_path / "var"), "LOA_WEBHOOK_INNER": "127.0.0.1"}
    done = run(here, "-m", "tests.dying_webhooks", str(KILLS))
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["killed"] == KILLS
    assert said["taken"] == said["numbers"]  # nothing lost, and each number under one id
    assert said["letters"] >= len(said["numbers"])
