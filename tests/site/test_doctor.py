"""The doctor: one seeded fault, one remark that says what to do; a sound server without a word."""

import json
import os
import random
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from cms import health as health_module
from cms.audit.keeping import logs
from cms.backups import take
from cms.backups.named import uploads
from cms.doctor import CHECKS, examination, examine, files, programs, state
from cms.health import PROBLEMS
from cms.models import Webhook, WebhookDelivery
from cms.settings.variables import ROLES
from media.storage import private_storage
from sitegen.asleep import FILE as ASLEEP
from sitegen.heartbeat import beat
from sitegen.release.switch import switch
from tests.factory_files import a_picture, an_attachment
from tests.running_server import Letters
from tests.site.test_standing import HIDDEN, PUBLIC

MANIFEST = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
KEY = "mot-khoa-ngau-nhien-du-dai-cho-sao-luu"
OF_A_SERVER = {
    "LOA_MAY_LOAD_DEMO": False,
    "SECRET_KEY": "0123456789-_.~" * 5,
    "ALLOWED_HOSTS": ["loa.test"],
    "WAGTAILADMIN_BASE_URL": "https://loa.test",
    "LOA_MIRROR_ADDRESS": "https://dichvu.tinhmau.gov.vn/",
    "LOA_ROLES": ROLES,
    "LOA_NOTICE": "",
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "127.0.0.1",
    "EMAIL_USE_TLS": False,
}


@pytest.fixture(scope="module")
def post() -> Iterator[Letters]:
    post = Letters()
    threading.Thread(target=post.serve_forever, daemon=True).start()
    yield post
    post.shutdown()
    post.server_close()


@pytest.fixture
def server(settings: Any, db: None, tmp_path: Path, post: Letters) -> Iterator[Any]:
    """The settings of a sound server, whose folders are there."""
    for name, value in OF_A_SERVER.items():
        setattr(settings, name, value)
    settings.EMAIL_PORT = post.server_address[1]
    settings.LOA_BACKUP_FOLDER = str(tmp_path / "backups")
    var = Path(settings.LOA_VAR)
    release = var / "releases" / "0001-20200101T000000"
    release.mkdir(parents=True)
    (release / "index.html").write_text("x", "utf-8")
    switch(var / "releases", release.name)
    beat(var)
    Path(settings.LOA_BACKUP_FOLDER).mkdir(mode=0o700)
    (var / "last-backup").touch()
    a_picture()
    home = Path(connection.settings_dict["NAME"]).parent
    mode = home.stat().st_mode
    home.chmod(0o700)
    yield settings
    home.chmod(mode)


def codes() -> list[str]:
    """Return what is remarked, but that one machine has one disk."""
    return [one.code for one in examine() if one.code != "backup-same-disk"]


def test_sound_server_hears_no_word(server: Any) -> None:
    assert [one for one in examine() if one.code != "backup-same-disk"] == []


def setting(name: str, value: Any) -> Callable[[Any], None]:
    return lambda settings: setattr(settings, name, value)


def sql(statement: str) -> Callable[[Any], None]:
    def run(_settings: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def open_to_all(settings: Any) -> None:
    Path(connection.settings_dict["NAME"]).parent.chmod(0o755)
    Path(settings.LOA_PRIVATE_ROOT).chmod(0o755)


def remember_in_the_open(settings: Any) -> None:
    place = settings.LOA_VAR / "sites" / "xa-minh-hoa.example.vn" / ASLEEP
    place.parent.mkdir(parents=True)
    place.touch()
    ours = (one for one in place.resolve().parents if one.stat().st_mode & 0o777 == 0o700)
    for one in (place, *ours):  # pytest's folders are its own
        one.chmod(0o755)


def lose_an_original(_settings: Any) -> None:
    picture = a_picture()
    Path(picture.private_original.path).unlink()


def lose_an_attachment(_settings: Any) -> None:
    Path(an_attachment().file.path).unlink()


def forget_to_collect(settings: Any) -> None:
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": MANIFEST}}


def cut_a_trigger(_settings: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE name LIKE 'loa_note_cms_%'"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'loa_note_cms_%'"
        )
        name = cursor.fetchone()[0]
        table = name.removeprefix("loa_note_").rpartition("_")[0]
        of = f" ON {table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {name}{of}")


def cut_a_trigger_of_the_log(_settings: Any) -> None:
    kind = random.choice(logs())  # noqa: S311  # every run another one
    of = f" ON {kind._meta.db_table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER loa_keep_{kind._meta.db_table}_deleted{of}")


def switch_triggers_off(table: str) -> Callable[[Any], None]:
    """Leave the triggers where they are, so that the database obeys none of them."""

    def switch(settings: Any) -> None:
        if connection.vendor != "postgresql":
            pytest.skip("NOT POSTGRESQL: SQLite's triggers cannot be switched off")
        sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")(settings)

    return switch


def lose_the_broker(settings: Any) -> None:
    settings.LOA_HANDS_BROKER = "redis://127.0.0.1:1/0"
    settings.LOA_HANDS_HALL = str(settings.LOA_VAR / "hall")
    Path(settings.LOA_HANDS_HALL).mkdir()


def lose_the_hall(settings: Any) -> None:
    settings.LOA_HANDS_BROKER = "redis://127.0.0.1:1/0"
    settings.LOA_HANDS_HALL = "/proc/hall"


def lose_a_receiver(_settings: Any) -> None:
    receiver = Webhook.objects.create(name="Cổng", address="https://nhan.example.vn/", salt="s")
    long_ago = timezone.now() - timedelta(hours=2)
    WebhookDelivery.objects.create(webhook=receiver, n=1, queued_at=long_ago, next_at=long_ago)


def unreadable_backup(settings: Any) -> None:
    (Path(settings.LOA_BACKUP_FOLDER) / "loa-20260101-000000-000.loa").write_bytes(b"\0")


@pytest.mark.parametrize(
    ("seed", "code"),
    [
        (setting("DEBUG", True), "security.W018"),
        (lose_a_receiver, "webhook-not-taken"),
        (lose_the_broker, "hands-away"),
        (lose_the_hall, "hands-hall"),
        (setting("SECRET_KEY", "ngan"), "security.W009"),
        (setting("ALLOWED_HOSTS", []), "security.W020"),
        (setting("ALLOWED_HOSTS", ["khac.test"]), "editor-address-unknown"),
        (setting("ALLOWED_HOSTS", ["loa.test", "*"]), "any-host"),
        (setting("LOA_MAY_LOAD_DEMO", True), "settings-of-a-developer"),
        (setting("WAGTAILADMIN_BASE_URL", "http://loa.test"), "editor-address-open"),
        (setting("LOA_MIRROR_ADDRESS", ""), "mirror-address-missing"),
        (setting("LOA_MIRROR_ADDRESS", "https://dichvu.example.vn/"), "example-left"),
        (setting("LOA_MIRROR_ADDRESS", "http://dichvu.tinhmau.gov.vn/"), "mirror-address-plain"),
        (setting("LOA_NOTICE", "Nội dung minh hoạ"), "notice-shown"),
        (setting("EMAIL_HOST", ""), "mail-none"),
        (setting("EMAIL_PORT", 1), "mail-refused"),
        (setting("EMAIL_USE_TLS", True), "mail-refused"),
        (setting("LOA_BACKUP_FOLDER", ""), "backup-none"),
        (setting("LOA_BACKUP_FOLDER", "/khong-co/thu-muc-nay"), "backup-folder-missing"),
        (unreadable_backup, "backup-broken"),
        (lambda s: shutil.rmtree(s.LOA_VAR / "releases"), "mirror-missing"),
        (lambda s: (s.LOA_VAR / "worker-heartbeat").unlink(), "worker-dead"),
        (lambda s: os.utime(s.LOA_VAR / "worker-heartbeat", (2e9, 2e9)), "clock-jumped"),
        (lambda s: os.utime(s.LOA_VAR / "last-backup", (1, 1)), "backup-late"),
        (lambda s: os.chown(s.LOA_VAR / "releases", 12_345, -1), "other-owner"),
        (open_to_all, "private-readable"),
        (remember_in_the_open, "private-readable"),
        (lambda s: setattr(s, "MEDIA_ROOT", str(uploads())), "private-served"),
        (lambda s: setattr(s, "LOA_BACKUP_FOLDER", f"{s.STATIC_ROOT}/x"), "private-served"),
        (lose_an_original, "uploads-missing"),
        (lose_an_attachment, "uploads-missing"),
        (forget_to_collect, "static-stale"),
        (cut_a_trigger, "journal-missing"),
        (cut_a_trigger_of_the_log, "log-open"),
        (switch_triggers_off("wagtailcore_modellogentry"), "log-open"),
        (switch_triggers_off("cms_portal"), "journal-missing"),
        (setting("LOA_VAR", Path("/khong-co/thu-muc-nay")), "folder-missing"),
        (lambda s: (s.LOA_VAR / "last-backup").unlink(), "backup-never"),
        (setting("LOA_TRUSTED_PROXIES", ("0.0.0.0/0",)), "proxies-too-many"),
        (setting("LOA_TRUSTED_PROXIES", ("10.0.0.2", "2001:db8::/64")), "proxies-too-many"),
        (setting("LOA_METRICS_TOKEN", "Sek"), "metrics-token-short"),
        (sql("DELETE FROM django_migrations WHERE app = 'media' AND name LIKE '0002%'"), "migrations-missing"),
        (
            sql("INSERT INTO django_migrations (app, name, applied) VALUES ('cms', '9999_x', '2030-01-01')"),
            "version-too-old",
        ),
        (sql("UPDATE wagtailcore_page SET numchild = numchild + 1 WHERE depth = 1"), "page-tree-broken"),
    ],
)  # fmt: skip
def test_seeded_fault_is_named_with_what_to_do(
    server: Any, seed: Callable[[Any], None], code: str
) -> None:
    if code == "other-owner" and os.geteuid():
        pytest.skip("NOT ROOT: only root can give files away")
    seed(server)
    found = [one for one in examine() if one.code == code]
    if code == "page-tree-broken":
        sql("UPDATE wagtailcore_page SET numchild = numchild - 1 WHERE depth = 1")(server)
    assert found, codes()
    assert all(one.what and one.where and one.todo for one in found)
    assert "check-broken" not in codes()


@pytest.mark.parametrize("address", [one for one in HIDDEN if one and "example." not in one])
def test_address_that_no_citizen_can_open_is_told_by_the_rule_of_paper(
    server: Any, address: str
) -> None:
    server.LOA_MIRROR_ADDRESS = address
    assert codes() == ["mirror-address-closed"]


@pytest.mark.parametrize("address", PUBLIC)
def test_address_that_citizens_can_open_is_left_alone(server: Any, address: str) -> None:
    server.LOA_MIRROR_ADDRESS = address
    is_plain = address.startswith("http:")
    assert codes() == (["mirror-address-plain"] if is_plain else [])


ALL_AMISS = (
    forget_to_collect,
    setting("LOA_BACKUP_FOLDER", "/khong-co/thu-muc-nay"),
    lambda s: (s.LOA_VAR / "last-backup").unlink(),
    lambda s: (s.LOA_VAR / "worker-heartbeat").unlink(),
    lambda s: shutil.rmtree(s.LOA_VAR / "releases"),
)
"""What a host lacks that has never done anything but be installed."""
OF_ROLE = {
    "editor": {"static-stale"},
    "worker": set(),  # whose work is fetched by the others: both problems below concern them too
    "backup": {"backup-folder-missing", "backup-never"},
}


@pytest.mark.parametrize(
    "mine", [some for count in (1, 2, 3) for some in combinations(ROLES, count)]
)
def test_host_is_asked_only_for_what_it_does_and_the_rest_is_said_to_be_left_out(
    server: Any, mine: tuple[str, ...]
) -> None:
    for seed in ALL_AMISS:
        seed(server)
    server.LOA_ROLES = mine
    found = list(examine())
    wanted = {code for role in mine for code in OF_ROLE[role]} | {"mirror-missing", "worker-dead"}
    assert {one.code for one in found if one.severity != "left-out"} == wanted
    left = {one.code: one for one in found if one.severity == "left-out"}
    assert set(left) == {f"not-{role}" for role in ROLES if role not in mine}
    assert all(one.what and one.todo and one.where == "LOA_ROLES" for one in left.values())
    told = {one.code: one.todo for one in found}
    assert ("release --full" in told["mirror-missing"]) == ("worker" in mine)
    assert ("loa-pull" in told["mirror-missing"]) == ("worker" not in mine)


def test_host_with_nothing_amiss_says_what_it_left_out_and_ends_well(server: Any) -> None:
    server.LOA_ROLES = ("worker",)
    server.LOA_BACKUP_FOLDER = ""
    call_command("doctor", stdout=(out := StringIO()))
    said = out.getvalue()
    assert "Không có gì phải sửa." in said
    assert said.count("Bỏ qua [not-") == 2
    assert "LỖI" not in said


@pytest.mark.parametrize(
    ("proxies", "accel", "is_told"),
    [
        (("10.0.0.2",), "/loa-media/", True),
        (("10.0.0.0/24", "2001:db8::1"), "/loa-media/", True),
        (("10.0.0.2",), "", False),
        (("10.0.0.2", "127.0.0.1"), "/loa-media/", False),
        (("::1",), "/loa-media/", False),
        (("127.0.0.0/30",), "/loa-media/", False),
        ((), "/loa-media/", False),
    ],
)
def test_door_on_another_host_that_is_to_send_pictures_is_told(
    server: Any, proxies: tuple[str, ...], accel: str, is_told: bool
) -> None:
    server.LOA_TRUSTED_PROXIES, server.LOA_MEDIA_ACCEL = proxies, accel
    assert codes() == (["pictures-not-sent"] if is_told else [])


def test_what_a_locked_backup_needs_is_told(server: Any) -> None:
    take(Path(server.LOA_BACKUP_FOLDER), key=KEY, keep=1, now=timezone.now())
    (told,) = [one for one in examine() if one.code == "backup-broken"]
    assert "LOA_BACKUP_KEY" in told.what
    server.LOA_BACKUP_KEY = KEY
    assert codes() == []


def test_backup_on_the_same_disk_is_worth_a_word(server: Any) -> None:
    assert [one.severity for one in examine() if one.code == "backup-same-disk"] == ["warning"]


@pytest.mark.parametrize(("free", "code"), [(1_000_000_000, "disk-low"), (1_000_000, "disk-full")])
def test_full_disk_is_named(
    server: Any, monkeypatch: pytest.MonkeyPatch, free: int, code: str
) -> None:
    class Usage:
        def __init__(self) -> None:
            self.free = free

    monkeypatch.setattr(health_module.shutil, "disk_usage", lambda _: Usage())
    assert codes() == [code]


def test_every_problem_of_the_health_address_has_its_words() -> None:
    assert set(state.WORDS) == set(PROBLEMS) - {"database-unreachable"}


def test_folder_that_the_services_cannot_write_is_named(server: Any) -> None:
    """Asked as nobody, in a process of its own: root may write everywhere."""
    if os.geteuid():
        pytest.skip("NOT ROOT: another user cannot be tried")
    folder = Path(server.LOA_VAR)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setresuid(65_534, 65_534, 65_534)
            os.write(writing, "\n".join(str(one.where) for one in files.are_writable()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as said:
        assert str(folder / "releases") in said.read()


def test_collected_files_of_this_version_are_right_and_older_ones_are_not(
    server: Any, tmp_path: Path
) -> None:
    forget_to_collect(server)
    server.STATIC_ROOT = tmp_path / "static"
    call_command("collectstatic", interactive=False, verbosity=0)
    assert codes() == []
    script = tmp_path / "static" / "cms" / "session.js"
    script.write_text(f"{script.read_text('utf-8')} // of the version before", "utf-8")
    assert codes() == ["static-stale"]


def test_font_that_is_not_there_is_named(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import typst  # noqa: PLC0415

    none = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    monkeypatch.setattr(programs, "font_set", lambda: none)
    assert set(codes()) == {"print-broken"}


def test_check_that_breaks_down_is_told_and_the_others_go_on(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks() -> Iterator[Any]:
        raise RuntimeError("nobody thought of that")
        yield

    server.LOA_NOTICE = "còn đây"
    monkeypatch.setattr(examination, "CHECKS", (breaks, *CHECKS))
    assert codes() == ["check-broken", "notice-shown"]


def test_command_ends_with_1_on_an_error_and_speaks_json(server: Any) -> None:
    out = StringIO()
    call_command("doctor", stdout=out)
    assert "backup-same-disk" in out.getvalue()
    server.LOA_BACKUP_FOLDER = "/khong-co"
    with pytest.raises(SystemExit):
        call_command("doctor", json=True, stdout=(out := StringIO()))
    told = json.loads(out.getvalue())
    assert [one["code"] for one in told] == ["backup-folder-missing"]
    assert set(told[0]) == {"severity", "code", "what", "where", "todo"}


def test_nothing_is_left_behind(server: Any) -> None:
    private_storage().save("canary", ContentFile(b"x"))
    before = sorted(uploads().rglob("*"))
    list(examine())
    assert sorted(uploads().rglob("*")) == before


def test_moment_of_the_last_backup_is_when_it_was_begun(server: Any, tmp_path: Path) -> None:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    take(Path(server.LOA_BACKUP_FOLDER), key="", keep=1, now=now)
    assert health_module.health(now).backup_age == 0
