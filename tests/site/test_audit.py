"""What is written down about trust: complete, readable by administrators, and rewritten by nobody."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DatabaseError, connection, transaction
from django.db.migrations import Migration
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    ModelLogEntry,
    Page,
    PageLogEntry,
)

from cms.audit import noting
from cms.audit.actions import DOWNLOADED, LOGGED_IN, ORIGINAL_SEEN, RIGHTS
from cms.audit.keeping import KEPT_DAYS, logs
from cms.audit.noting import OFTEN
from cms.audit.redactions import UNCOVERED
from cms.models import User
from cms.permissions import APPROVERS, WRITERS, grant_officers
from tests.factories import Province, an_announcement_page
from tests.factory_files import a_picture, png

LOGS = (ModelLogEntry, PageLogEntry)
RIGHT = "mot-mat-khau-that-dai-93"


@pytest.fixture
def an(province: Province) -> User:
    grant_officers()
    user: User = User.objects.create_user("an", "an@loa.example", RIGHT)
    user.groups.add(Group.objects.get(name=APPROVERS))
    return user


@pytest.fixture
def boss(province: Province, client: Client) -> Client:
    client.force_login(User.objects.create_superuser("quan-tri", "q@loa.example", RIGHT))
    return client


def _entries(action: str) -> list[ModelLogEntry]:
    return list(ModelLogEntry.objects.filter(action=action).order_by("pk"))


def test_login_is_written_down_with_machine_and_address(an: User) -> None:
    client = Client(headers={"user-agent": "Windows NT Firefox/140"}, REMOTE_ADDR="203.0.113.7")
    client.post(reverse("wagtailadmin_login"), {"username": "an", "password": RIGHT})
    (entry,) = _entries(LOGGED_IN)
    assert (entry.user, entry.object_id) == (an, str(an.pk))
    assert entry.message == "Đăng nhập: Firefox, máy Windows, địa chỉ 203.0.113.7"
    assert client.session.session_key not in repr(entry.data)


def test_look_at_an_unredacted_upload_is_written_down_once_a_while(an: User) -> None:
    picture = a_picture()
    client = Client()
    client.force_login(an)
    address = reverse("media_original", args=[picture.pk])
    for _ in range(3):
        assert client.get(address).status_code == 200
    (entry,) = _entries(ORIGINAL_SEEN)
    assert (entry.user, entry.object_id) == (an, str(picture.pk))
    assert Client().get(address).status_code != 200
    assert len(_entries(ORIGINAL_SEEN)) == 1


ALL = {"x": 0, "y": 0, "w": 100, "h": 100}
TOP, LOW = {**ALL, "h": 50}, {**ALL, "y": 50, "h": 50}


@pytest.mark.parametrize(
    ("before", "now", "is_told"),
    [
        ([ALL], [], True),
        ([TOP], [LOW], True),
        ([TOP, LOW], [LOW], True),
        ([ALL], [{**ALL, "w": 99}], True),
        ([TOP, LOW], [ALL], False),
        ([TOP], [TOP, LOW], False),
        ([], [TOP], False),
        ([TOP], [TOP], False),
    ],
)
@pytest.mark.parametrize("only", [None, ["redactions"], ["file", "baked_digest", "file_hash"]])
def test_what_shows_more_of_an_upload_is_written_down_by_whatever_save(
    an: User, before: Any, now: Any, is_told: Any, only: Any
) -> None:
    picture = a_picture(redactions=before)
    picture.redactions, picture.changed_by = now, an
    picture.save(update_fields=only)
    told = _entries(UNCOVERED)
    assert len(told) == int(is_told)
    assert all((one.user, one.object_id) == (an, str(picture.pk)) for one in told)


def test_officer_who_takes_the_covers_off_is_named_in_the_report(boss: Client) -> None:
    picture = a_picture(redactions=[ALL])
    data = {
        "title": picture.title, "collection": picture.collection_id, "tags": "",
        "redactions-count": "0",
    }  # fmt: skip
    answer = boss.post(reverse("wagtailimages:edit", args=[picture.pk]), data)
    assert answer.status_code == 302
    picture.refresh_from_db()
    assert picture.redactions == []
    (entry,) = _entries(UNCOVERED)
    assert entry.user.username == "quan-tri"
    said = boss.get(reverse("audit_report")).content.decode()
    assert "trước có 1 vùng, nay còn 0" in said


def test_another_upload_is_no_look_at_the_one_before(an: User) -> None:
    picture = a_picture(redactions=[ALL])
    picture.file, picture.redactions = ContentFile(png(color="#123456"), name="b.png"), []
    picture.save()
    assert not _entries(UNCOVERED)


def test_every_file_taken_out_of_the_editor_is_written_down(boss: Client, an: User) -> None:
    exports = [
        reverse("wagtailadmin_reports:site_history") + "?export=csv",
        reverse("wagtailusers_users:index") + "?export=xlsx",
        reverse("audit_report") + "?export=csv",
    ]
    for address in exports:
        assert boss.get(address).status_code == 200
    assert [entry.data["address"] for entry in _entries(DOWNLOADED)] == exports
    assert "audit-log" in _entries(DOWNLOADED)[0].message


def test_file_taken_out_again_and_again_is_one_entry_a_while_and_a_head_is_none(
    boss: Client, monkeypatch: Any
) -> None:
    address = reverse("audit_report") + "?export=csv"
    boss.head(address)
    assert not _entries(DOWNLOADED)
    for _ in range(3):
        boss.get(address)
        boss.get(address + "&user=1")
    assert len(_entries(DOWNLOADED)) == 2
    later = timezone.now() + noting.SEEN_AGAIN * 1.01
    monkeypatch.setattr(noting.timezone, "now", lambda: later)
    boss.get(address)
    assert len(_entries(DOWNLOADED)) == 3


def test_thing_asked_for_in_many_ways_fills_no_log_and_its_last_entry_says_so(
    boss: Client, monkeypatch: Any
) -> None:
    address = reverse("audit_report") + "?export=csv"
    for number in range(OFTEN + 5):
        assert boss.get(f"{address}&x={number}").status_code == 200
    told = _entries(DOWNLOADED)
    assert len(told) == OFTEN
    assert ["không ghi thêm" in one.message for one in told] == [False] * (OFTEN - 1) + [True]
    boss.get(reverse("wagtailusers_users:index") + "?export=csv")
    assert len(_entries(DOWNLOADED)) == OFTEN + 1
    tomorrow = timezone.now() + noting.A_DAY * 1.01
    monkeypatch.setattr(noting.timezone, "now", lambda: tomorrow)
    boss.get(address)
    assert len(_entries(DOWNLOADED)) == OFTEN + 2


def test_picture_whose_number_is_spelt_in_many_ways_is_one_thing(an: User) -> None:
    picture = a_picture()
    client = Client()
    client.force_login(an)
    address = reverse("media_original", args=[picture.pk])
    for zeros in range(3):
        spelt = address.replace(str(picture.pk), "0" * zeros + str(picture.pk))
        assert client.get(f"{spelt}?x={zeros}").status_code == 200
    assert len(_entries(ORIGINAL_SEEN)) == 1


def test_number_of_a_thing_is_the_same_with_zeros_before_it() -> None:
    def thing(path: str) -> str:
        return noting._thing(resolve(path))

    assert thing("/admin/images/7/") == thing("/admin/images/007/") != thing("/admin/images/8/")


@pytest.mark.parametrize("way", ["editor", "program"])
def test_who_is_gone_is_still_named_by_the_log(
    boss: Client, an: User, way: str, province: Province
) -> None:
    Client().post(reverse("wagtailadmin_login"), {"username": "an", "password": RIGHT})
    log(instance=an_announcement_page(province.home), action="wagtail.publish", user=an)
    if way == "editor":
        boss.post(reverse("wagtailusers_users:delete", args=[an.pk]))
    else:
        User.objects.filter(pk=an.pk).delete()
    assert not User.objects.filter(username="an").exists()
    for address in (reverse("audit_report"), reverse("audit_report") + "?export=csv"):
        answer = boss.get(address)
        said = b"".join(answer) if answer.streaming else answer.content
        assert said.decode().count("an (tài khoản đã xoá)") >= 2


def test_rights_are_written_down_however_they_change(an: User) -> None:
    group, writers = Group.objects.create(name="Tổ in"), Group.objects.get(name=WRITERS)
    known = len(_entries(RIGHTS))
    right = Permission.objects.get(codename="roll_back_release")
    publish = Permission.objects.get(codename="publish_page")
    choose = Permission.objects.get(codename="choose_illustration")
    steps = (
        (lambda: an.groups.set([writers]), an, ({WRITERS}, {APPROVERS})),
        (lambda: group.user_set.add(an), an, ({"Tổ in"}, set())),
        (lambda: group.permissions.add(right), group, ({right.name}, set())),
        (group.permissions.clear, group, (set(), {right.name})),
        (lambda: an.user_permissions.add(right), an, ({right.name}, set())),
        (an.groups.clear, an, (set(), {WRITERS, "Tổ in"})),
    )
    for change, whom, (given, taken) in steps:
        change()
        entries = _entries(RIGHTS)[known:]
        known += len(entries)
        assert {entry.object_id for entry in entries} == {str(whom.pk)}
        assert {one for entry in entries for one in entry.data.get("given", [])} == given
        assert {one for entry in entries for one in entry.data.get("taken", [])} == taken
    root, folder = Page.get_first_root_node(), Collection.get_first_root_node()
    GroupPagePermission.objects.create(group=group, page=root, permission=publish)
    GroupCollectionPermission.objects.create(group=group, collection=folder, permission=choose)
    GroupPagePermission.objects.filter(group=group).delete()
    said = [entry.message for entry in _entries(RIGHTS)[known:]]
    assert [one.split(":")[0] for one in said] == ["Thêm", "Thêm", "Bỏ"]


def test_who_changed_rights_in_the_editor_is_named(boss: Client, an: User) -> None:
    writers = Group.objects.get(name=WRITERS)
    data = {
        "username": "an", "email": "an@loa.example", "first_name": "An", "last_name": "A",
        "groups": [writers.pk], "is_active": "on",
    }  # fmt: skip
    boss.post(reverse("wagtailusers_users:edit", args=[an.pk]), data)
    entries = [entry for entry in _entries(RIGHTS) if entry.object_id == str(an.pk)]
    assert {entry.user.username for entry in entries[-2:]} == {"quan-tri"}


@pytest.mark.parametrize("model", LOGS)
@pytest.mark.parametrize("field", ["action", "label", "data", "timestamp", "user", "deleted"])
def test_entry_cannot_be_rewritten(province: Province, model: Any, field: str) -> None:
    entry = _entry_of(model, province)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.filter(pk=entry.pk).update(**{field: getattr(entry, field)})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.save()


ROWIDS = ("id", "rowid", "oid", "_rowid_") if connection.vendor == "sqlite" else ("id",)


@pytest.mark.parametrize("model", LOGS)
@pytest.mark.parametrize("way", ["", "OR REPLACE", "OR IGNORE", "OR ROLLBACK"])
def test_entry_is_not_moved_whatever_its_number_is_called(
    province: Province, model: Any, way: str
) -> None:
    entry = _entry_of(model, province)
    if connection.vendor != "sqlite":
        way = ""
    for name in ROWIDS:
        moved = f"SET {name} = {name} + 100000 WHERE id = {entry.pk}"
        _refused(f"UPDATE {way} {model._meta.db_table} {moved}")
    assert model.objects.filter(pk=entry.pk).exists()


@pytest.mark.parametrize("model", LOGS)
def test_entry_is_not_replaced_by_a_forged_one(province: Province, model: Any) -> None:
    entry = _entry_of(model, province)
    columns = [field.column for field in model._meta.concrete_fields]
    for number in ROWIDS:
        into = ", ".join(number if one == "id" else one for one in columns)
        forged = ", ".join(
            "'2020-01-01 00:00:00'" if one == "timestamp" else one for one in columns
        )
        table = model._meta.db_table
        said = f"({into}) SELECT {forged} FROM {table} WHERE id = {entry.pk}"  # noqa: S608
        if connection.vendor == "sqlite":
            for way in ("REPLACE", "INSERT OR REPLACE", "INSERT OR ROLLBACK"):
                _refused(f"{way} INTO {table} {said}")
        else:
            _refused(f"INSERT INTO {table} {said} ON CONFLICT (id) DO UPDATE SET label = 'x'")
    before = entry.timestamp
    entry.refresh_from_db()
    assert entry.timestamp == before


@pytest.mark.parametrize("model", LOGS)
def test_kind_of_an_entry_may_be_emptied_and_never_be_another(
    province: Province, model: Any
) -> None:
    entry = _entry_of(model, province)
    same = model.objects.filter(pk=entry.pk)
    other = ContentType.objects.get_for_model(Group)
    for change in ({"content_type": other}, {"content_type": None, "label": "x"}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            same.update(**change)
    assert same.update(content_type=None) == 1
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        same.update(content_type=other)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL replaces them itself")
def test_migrate_makes_the_triggers_of_an_older_loa_anew(province: Province) -> None:
    table = ModelLogEntry._meta.db_table
    name = f"loa_keep_{table}_changed"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE OF label ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'loa: the log is append-only'); END"
        )
    entry = _entry_of(ModelLogEntry, province)
    for _again in range(2):
        emit_post_migrate_signal(0, False, "default", plan=[])
        _refused(f"UPDATE {table} SET rowid = rowid + 9 WHERE id = {entry.pk}")  # noqa: S608


def _refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("model", LOGS)
def test_young_entry_cannot_be_deleted_by_any_way(province: Province, model: Any) -> None:
    entry = _entry_of(model, province)
    table = model._meta.db_table
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.delete()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608  # a name of Wagtail's


def test_every_log_is_kept() -> None:
    assert set(logs()) == set(LOGS)


@pytest.mark.parametrize("model", LOGS)
def test_later_wagtail_may_change_the_tables_of_the_log_and_they_are_kept_again(
    province: Province, model: Any
) -> None:
    entry = _entry_of(model, province)
    same = model.objects.filter(pk=entry.pk)
    for ours in (False, True):
        app = model._meta.app_label if ours else "cms"
        plan = [(Migration("9999_later", app), False)]
        emit_pre_migrate_signal(0, False, "default", plan=plan)
        if ours:
            assert same.update(label=entry.label) == 1
    emit_post_migrate_signal(0, False, "default", plan=[])
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        same.update(label=entry.label)


def test_database_with_a_young_log_is_not_emptied_by_a_command(province: Province) -> None:
    _entry_of(ModelLogEntry, province)
    with pytest.raises(CommandError), transaction.atomic():
        call_command("flush", interactive=False, verbosity=0)
    assert ModelLogEntry.objects.exists()


def _entry_of(model: Any, province: Province, **more: Any) -> Any:
    page = an_announcement_page(province.office, slug=f"x-{model.__name__.lower()}")
    instance = page if model is PageLogEntry else province.agency
    return log(instance=instance, action="wagtail.edit", **more)


def test_whatever_an_entry_is_about_can_go_and_the_entry_stays(
    an: User, boss: Client, province: Province
) -> None:
    page = an_announcement_page(province.office)
    log(instance=page, action="wagtail.publish", user=an)
    log(instance=an, action=LOGGED_IN, user=an)
    counts = [model.objects.count() for model in LOGS]
    page.delete()
    User.objects.get(pk=an.pk).delete()
    assert [model.objects.count() for model in LOGS] >= counts
    assert boss.get(reverse("audit_report")).status_code == 200


def test_old_entries_go_when_asked_and_never_too_early(province: Province) -> None:
    old = timezone.now() - timedelta(days=KEPT_DAYS + 400)
    younger = timezone.now() - timedelta(days=KEPT_DAYS + 10)
    for model in LOGS:
        _entry_of(model, province, timestamp=old)
    kept = log(instance=province.agency, action="wagtail.edit", timestamp=younger)
    said = StringIO()
    call_command("forget", stdout=said)
    assert "Đã xoá 2 dòng nhật ký" in said.getvalue()
    assert ModelLogEntry.objects.filter(pk=kept.pk).exists()
    with pytest.raises(CommandError, match="ít nhất"):
        call_command("forget", older_than=KEPT_DAYS - 1)


def test_name_of_who_is_gone_is_forgotten_with_the_entries_that_told_it(
    boss: Client, an: User, province: Province
) -> None:
    old = timezone.now() - timedelta(days=KEPT_DAYS + 400)
    log(instance=an, action=LOGGED_IN, user=an, timestamp=old)
    log(instance=province.agency, action="wagtail.publish", user=an)
    # The entries that making this account has just written are no account's any more.
    ModelLogEntry.objects.for_instance(an).filter(timestamp__gt=old).update(content_type=None)
    User.objects.filter(pk=an.pk).delete()
    address = reverse("audit_report")
    assert "an (tài khoản đã xoá)" in boss.get(address).content.decode()
    call_command("forget", stdout=StringIO())
    assert "an (tài khoản đã xoá)" not in boss.get(address).content.decode()


def test_administrator_reads_filters_and_takes_it_along(
    boss: Client, an: User, province: Province
) -> None:
    log(instance=an, action=LOGGED_IN, user=an, data={"at": "203.0.113.7", "device": "Edge"})
    everyday = an_announcement_page(province.office)
    log(instance=everyday, action="wagtail.edit", user=an)
    address = reverse("audit_report")
    said = boss.get(address, {"user": an.pk, "action": LOGGED_IN}).content.decode()
    assert "Đăng nhập: Edge, địa chỉ 203.0.113.7" in said
    results = boss.get(address).context["object_list"]
    assert not [
        row for row in results if row.action == "wagtail.edit" and row.label == everyday.title
    ]
    later = (timezone.localdate() + timedelta(days=2)).isoformat()
    assert not boss.get(address, {"timestamp_from": later}).context["object_list"]
    table = b"".join(boss.get(address, {"export": "csv"}).streaming_content).decode()
    assert "203.0.113.7" in table


def test_officer_does_not_read_it(an: User, client: Client) -> None:
    client.force_login(an)
    assert client.get(reverse("audit_report")).status_code == 302
    assert "Nhật ký an ninh" not in client.get("/admin/").content.decode()
