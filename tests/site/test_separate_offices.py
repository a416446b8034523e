"""Offices are separate: every address of the editor, asked by the people of another office.

One draft of every kind belongs to the second office, and all have the same number, so that each
address with numbers in it leads to whatever of the second office it can lead to.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, Locale, Page
from wagtail.permissions import policy_registry

from cms.gates.own_rows import RowPolicy
from cms.models import (
    Agency,
    AgencyHomePage,
    ContactPoint,
    OfficeGroup,
    OtherEyesTask,
    Procedure,
    User,
)
from cms.offices.membership import offices_of
from cms.offices.roles import APPROVAL, OWN_ROWS, ROLES, Role
from cms.offices.setting_up import groups_of, set_up_office
from cms.permissions import APPROVERS, WRITERS, grant_officers
from tests.factories import (
    Province,
    a_fact,
    a_group,
    a_guide_page,
    a_payment,
    a_picture,
    a_step,
    a_step_set,
    an_agency_home_page,
    an_announcement_page,
    an_attachment,
    another_agency,
    stream,
)
from tests.factory_files import png
from tests.grounds import fresh, on_province
from tests.site.admin_addresses import addresses
from tests.site.editing import filled_in
from tests.site.test_writers_everywhere import SENT

pytestmark = [
    pytest.mark.filterwarnings("ignore:Exception ignored in. <function SpooledTemporaryFile"),
    pytest.mark.filterwarnings("ignore:Pagination may yield"),  # of wagtail-localize's report
]
NUMBER = 7770
CANARY = "Chim hoàng yến"
EVERY_ROLE = tuple(role.key for role in ROLES)
ASKING = EVERY_ROLE if os.environ.get("LOA_NIGHTLY") else ("dich", "quan-tri")
"""Each asks some 450 addresses twice. With each change those two, who have all rights between them."""


@dataclass(frozen=True, slots=True)
class Two:
    """Two offices that are set up, and what the second keeps to itself."""

    first: Agency
    second: Agency
    page: Page
    rows: tuple[Any, ...]


@pytest.fixture(scope="module")
def ground(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Province, Two]]:
    """The province and the two offices that every test here begins with."""
    private = tmp_path_factory.mktemp("private")
    with (
        override_settings(LOA_PRIVATE_ROOT=private),
        django_db_blocker.unblock(),
        on_province() as place,
    ):
        yield place, _two(place)


@pytest.fixture
def province(ground: tuple[Province, Two], db: None) -> Province:
    return Province(**{one.name: fresh(getattr(ground[0], one.name)) for one in fields(Province)})


@pytest.fixture
def two(ground: tuple[Province, Two], db: None, caplog: Any) -> Two:
    caplog.set_level("CRITICAL", "django")
    made = ground[1]
    first, second, *rows = map(fresh, (made.first, made.second, *made.rows))
    return Two(first, second, rows[0], tuple(rows))


def _two(province: Province) -> Two:
    grant_officers()
    first, second = province.agency, another_agency(province)
    office = an_agency_home_page(province.home, title="Sở Y tế", agency=second)
    for agency in (first, second):
        set_up_office(agency)
    words = f"{CANARY} trang"
    page = a_guide_page(
        office,
        pk=NUMBER,
        title=words,
        groups=stream(("group", a_group(a_step(f"{CANARY} bước.")))),
        is_live=False,
    )
    revision = page.latest_revision
    revision.pk = NUMBER
    revision.save()
    Page.objects.filter(pk=NUMBER).update(latest_revision=revision)
    own = Collection.objects.get(name="Sở Y tế")
    picture = a_picture(
        f"{CANARY} ảnh", png(color="#123456"), pk=NUMBER, collection=own, name="chim.png"
    )
    file = an_attachment(f"{CANARY} tệp", pk=NUMBER, collection=own)
    rows = (
        page,
        picture,
        file,
        _draft(ContactPoint, name=f"{CANARY} liên hệ", agency=second, phone="0209.3810.999"),
        _draft(Procedure, name=f"{CANARY} thủ tục", agency=second),
        a_payment(second, pk=NUMBER, name=f"{CANARY} tài khoản", is_live=False),
        a_step_set(pk=NUMBER, name=f"{CANARY} bộ bước", agency=second, is_live=False),
    )
    return Two(first, second, page, rows)


def _draft(model: Any, **values: Any) -> Any:
    row = a_fact(model, pk=NUMBER, is_live=False, **values)
    row.save_revision()
    return row


def _member(agency: Agency, role: str) -> tuple[Client, User]:
    user: User = User.objects.create_user(f"{role}-{agency.pk}", "u@loa.example", "x")
    user.groups.add(groups_of(agency)[role])
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client, user


def _digest(rows: tuple[Any, ...]) -> str:
    """Return a digest of what the second office keeps, and of what is said by its revisions."""
    found = []
    with connection.cursor() as cursor:
        for row in rows:
            for model in (*type(row)._meta.get_parent_list(), type(row)):
                key = model._meta.pk.column
                table = model._meta.db_table
                cursor.execute(f'SELECT * FROM "{table}" WHERE "{key}" = %s', [NUMBER])  # noqa: S608
                found.append(cursor.fetchall())
        cursor.execute(
            "SELECT count(*) FROM wagtailcore_revision WHERE object_id = %s", [str(NUMBER)]
        )
        found.append(cursor.fetchall())
    return hashlib.sha256(repr(found).encode()).hexdigest()


def _asked(client: Client, paths: list[str], rows: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    """Yield the address and what is wrong with its answer; what it does is forgotten."""
    before = _digest(rows)
    for path in paths:
        for ask, data in ((client.get, {}), (client.post, SENT)):
            with transaction.atomic():
                answer = ask(path, data)
                if answer.status_code >= 500 and ask == client.get:
                    yield path, f"{answer.status_code}"
                if not answer.streaming and CANARY in answer.content.decode("utf-8", "replace"):
                    yield path, f"{ask.__name__} says it"
                if _digest(rows) != before:
                    yield path, f"{ask.__name__} changes it"
                transaction.set_rollback(True)


@pytest.mark.parametrize("role", ASKING)
def test_no_address_shows_or_changes_what_another_office_keeps(two: Two, role: str) -> None:
    client, _user = _member(two.first, role)
    paths = [path for path in addresses(NUMBER, NUMBER) if "logout" not in path]
    assert len(paths) > 400
    assert [*_asked(client, paths, two.rows)] == []


@pytest.fixture
def changed(two: Two) -> tuple[Any, ...]:
    """A page and rows of the second office that are live, with words that wait in their drafts."""
    office = AgencyHomePage.objects.get(agency=two.second)
    rows = (
        an_announcement_page(office, pk=NUMBER + 1),
        a_fact(ContactPoint, pk=NUMBER + 1, name="Một cửa Sở Y tế", agency=two.second),
        a_fact(Procedure, pk=NUMBER + 1, name="Cấp giấy phép", agency=two.second),
        a_step_set(pk=NUMBER + 1, name="Nộp ở Sở Y tế", agency=two.second),
    )
    for row in rows:
        field = "title" if isinstance(row, Page) else "name"
        setattr(row, field, f"{CANARY} sửa")
        row.save_revision()
        row.refresh_from_db()
        assert getattr(row, field) != f"{CANARY} sửa"
    return rows


@pytest.mark.parametrize("role", APPROVAL[-1:])
def test_no_address_shows_words_that_wait_in_drafts_of_live_things(
    two: Two, changed: tuple[Any, ...], role: str
) -> None:
    client, _user = _member(two.first, role)
    number = str(NUMBER + 1)
    paths = [path for path in addresses(number, number) if number in path]
    assert len(paths) > 200
    assert [*_asked(client, paths, changed)] == []


def test_office_is_chosen_among_ones_own(two: Two) -> None:
    """Over every registry of offices: another's name cannot be sent in, a draft keeps an office."""
    client, _user = _member(two.first, "quan-tri")
    for code in OWN_ROWS:
        model = apps.get_model(code)
        name = f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{name}:add")).context["form"].initial.get("agency") is None
        for sent in (two.second.pk, ""):
            client.post(reverse(f"{name}:add"), {"name": f"Mới {sent}", "agency": sent})
        made = {row.name: row.agency for row in model.objects.filter(name__startswith="Mới ")}
        assert set(made.values()) <= {two.first}, code


def test_page_speaks_for_ones_own_office_only(two: Two, province: Province) -> None:
    client, _user = _member(two.first, "duyet")
    page = an_announcement_page(province.office, is_live=False)
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    assert [*form.fields["agency"].queryset] == [two.first]


def test_national_vocabulary_and_new_offices_are_the_provinces(two: Two) -> None:
    _client, user = _member(two.first, "quan-tri")
    for model in apps.get_models():
        policy = policy_registry.get_by_type(model)
        if isinstance(policy, RowPolicy):
            may = policy.user_has_any_permission(user, ["add"])
            assert may is (model._meta.label_lower in OWN_ROWS), model


def test_rights_of_one_office_do_not_mix_with_those_of_another(two: Two) -> None:
    _client, user = _member(two.first, "soan")
    user.groups.add(groups_of(two.second)["dich"])
    user = User.objects.get(pk=user.pk)
    policy = policy_registry.get_by_type(Procedure)
    (row,) = (row for row in two.rows if isinstance(row, Procedure))
    assert offices_of(user).ids >= {two.first.pk}
    assert not policy.user_has_permission_for_instance(user, "change", row)
    user.groups.add(groups_of(two.second)["soan"])
    user = User.objects.get(pk=user.pk)
    assert policy.user_has_permission_for_instance(user, "change", row)


def test_whoever_has_no_place_in_the_tree_has_no_rows(two: Two) -> None:
    group = Group.objects.create(name="Không trang")
    group.permissions.set(groups_of(two.second)["quan-tri"].permissions.all())
    user = User.objects.create_user("khong-trang")
    user.groups.add(group)
    for row in two.rows[3:]:
        policy = policy_registry.get_by_type(type(row))
        verbs = ["add", "change", "delete", "publish"]
        assert not policy.user_has_any_permission_for_instance(user, verbs, row)
        assert row not in policy.instances_user_has_any_permission_for(user, [*verbs, "view"])


@pytest.mark.parametrize("name", [WRITERS, APPROVERS])
def test_people_of_the_province_reach_every_office(two: Two, name: str) -> None:
    user = User.objects.create_user("tinh")
    user.groups.add(Group.objects.get(name=name))
    for row in two.rows[3:]:
        policy = policy_registry.get_by_type(type(row))
        assert policy.user_has_permission_for_instance(user, "change", row)


def test_setting_up_again_changes_nothing_and_keeps_people(two: Two) -> None:
    _client, user = _member(two.first, "soan")
    before = _all_rights()
    set_up_office(two.first)
    assert _all_rights() == before
    assert [*user.groups.all()] == [groups_of(two.first)["soan"]]


def test_rights_that_were_widened_by_hand_come_back(two: Two) -> None:
    before = _all_rights()
    group = groups_of(two.first)["soan"]
    root = Collection.get_first_root_node()
    held = GroupCollectionPermission.objects.filter(group=group).first()
    GroupCollectionPermission.objects.create(
        group=group, collection=root, permission=held.permission
    )
    group.permissions.add(*groups_of(two.first)["quan-tri"].permissions.all())
    set_up_office(two.first)
    assert _all_rights() == before


def _all_rights() -> set[Any]:
    return {
        *OfficeGroup.objects.values_list("role", "group__name"),
        *Group.objects.values_list("name", "permissions"),
        *Group.objects.values_list(
            "name", "page_permissions__page", "page_permissions__permission"
        ),
        *GroupCollectionPermission.objects.values_list("group__name", "collection", "permission"),
    }


def test_office_page_in_a_new_language_comes_with_its_rights(two: Two, province: Province) -> None:
    english = Locale.objects.get(language_code="en")
    province.home.copy_for_translation(english)
    made = province.office.copy_for_translation(english)
    _client, user = _member(two.first, "dich")
    assert made.permissions_for_user(user).can_edit()
    assert not province.office.permissions_for_user(user).can_edit()


def test_command_names_offices_and_says_which_there_are(two: Two, capsys: Any) -> None:
    call_command("set_up_officers", "--office", "Sở Y tế")
    assert "Sở Y tế: Người soạn" in capsys.readouterr().out
    call_command("set_up_officers", "--every-office")
    with pytest.raises(CommandError, match="Sở Y tế tỉnh Bắc Kạn"):
        call_command("set_up_officers", "--office", "Sở Không Có")


def test_offices_of_the_same_name_have_groups_of_their_own(two: Two, province: Province) -> None:
    twin = another_agency(province)
    an_agency_home_page(province.home, title="Sở Y tế khác", agency=twin)
    made = set_up_office(twin)
    assert not {one.pk for one in made.values()} & {
        one.pk for one in groups_of(two.second).values()
    }


BULK = ("publish", "unpublish", "delete", "move")
WITH_IDS = (
    "/admin/choose-page/chosen-multiple/?id={0}",
    "/admin/choose-page/{1}/?multiple=1",
    "/admin/choose-page/search/?q=Chim",
    "/admin/reports/site-history/?export=csv",
    *(f"/admin/bulk/wagtailcore/page/{verb}/?id={{0}}" for verb in BULK),
    *(f"/admin/bulk/wagtailcore/page/{verb}/?id=all&parentId={{1}}" for verb in BULK),
    "/admin/bulk/wagtailimages/image/delete/?id={0}",
    "/admin/bulk/wagtaildocs/document/delete/?id={0}",
    *(f"/admin/bulk/{code.replace('.', '/')}/delete/?id={{0}}" for code in OWN_ROWS),
    *(f"/admin/snippets/{code.replace('.', '/')}/?q=Chim" for code in OWN_ROWS),
    *(f"/admin/snippets/choose/{code.replace('.', '/')}/results/?q=Chim" for code in OWN_ROWS),
    *(f"/admin/localize/api/snippets/{code.replace('.', '/')}/" for code in OWN_ROWS),
    "/admin/pages/search/?q=Chim",
    "/admin/images/?q=Chim",
    "/admin/documents/?q=Chim",
)
"""Addresses that show a thing only when they are asked with its number, or for its words."""


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.key)
def test_no_question_shows_what_another_office_keeps(two: Two, role: Role) -> None:
    client, _user = _member(two.first, role.key)
    paths = [path.format(NUMBER, two.page.get_parent().pk) for path in WITH_IDS]
    assert [*_asked(client, paths, two.rows)] == []


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.key)
def test_every_list_and_chooser_of_registries_can_be_searched(two: Two, role: Role) -> None:
    client, _user = _member(two.first, role.key)
    for model in apps.get_models():
        if not isinstance(policy_registry.get_by_type(model), RowPolicy):
            continue
        app, name = model._meta.app_label, model._meta.model_name
        for way in ("snippets", "snippets/choose"):
            for tail in ("", "results/"):
                address = f"/admin/{way}/{app}/{name}/{tail}?q=S%E1%BB%9F"
                assert client.get(address).status_code in (200, 403), address


@pytest.mark.parametrize("role", ["duyet", "quan-tri"])
def test_an_offices_page_is_placed_by_the_province(two: Two, province: Province, role: str) -> None:
    """Whoever writes for two offices could otherwise give one to the people of the other."""
    client, user = _member(two.first, role)
    user.groups.add(groups_of(two.second)[role])
    first, second = (AgencyHomePage.objects.get(agency=one) for one in (two.first, two.second))
    address = reverse("wagtailadmin_pages:add", args=["cms", "agencyhomepage", first.pk])
    shown = client.get(address)
    sent = filled_in(shown.content.decode(), shown.context["form"].instance, {}).dict()
    for agency in (two.first, two.second):
        client.post(address, sent | {"title": "Trang mới", "agency": agency.pk})
    edit = reverse("wagtailadmin_pages:edit", args=[first.pk])
    shown = client.get(edit)
    sent = filled_in(shown.content.decode(), shown.context["form"].instance, {}).dict()
    client.post(edit, sent | {"agency": two.second.pk})
    copied = {"new_title": "Bản chép", "new_slug": "ban-chep", "new_parent_page": first.pk}
    client.post(reverse("wagtailadmin_pages:copy", args=[second.pk]), copied)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[second.pk, first.pk]))
    homes = AgencyHomePage.objects.values_list("pk", "agency", "depth")
    assert set(homes) == {
        (first.pk, two.first.pk, first.depth),
        (second.pk, two.second.pk, second.depth),
    }


def test_rows_of_an_office_below_are_its_own(two: Two, province: Province) -> None:
    below = another_agency(province)
    an_agency_home_page(province.office, title="Phòng", agency=below)
    set_up_office(below)
    _client, above = _member(two.first, "quan-tri")
    _client, inside = _member(below, "soan")
    assert offices_of(above).ids == {two.first.pk}
    assert offices_of(inside).ids == {below.pk}


def test_each_role_has_buttons_that_lead_somewhere(two: Two) -> None:
    for role in ROLES:
        client, _user = _member(two.first, role.key)
        shown = client.get(reverse("wagtailadmin_home"))
        (panel,) = (
            one for one in shown.context["panels"] if getattr(one, "name", "") == "everyday"
        )
        tasks = panel.get_context_data({"request": shown.wsgi_request})["tasks"]
        for task in tasks:
            if not task.is_outside:
                answer = client.get(task.url, follow=True)
                assert answer.status_code == 200
                assert "không có quyền" not in answer.content.decode(), (role.key, task.label)


def test_right_in_anothers_collection_does_not_become_ones_own(two: Two) -> None:
    own, theirs = (
        OfficeGroup.objects.filter(agency=one).first().collection for one in (two.first, two.second)
    )
    group = groups_of(two.first)["soan"]
    choose = Permission.objects.get(codename="choose_image")
    for other in Collection.objects.exclude(pk=own.pk).filter(depth__gt=1):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=other, permission=choose
        )
    set_up_office(two.first)
    assert OfficeGroup.objects.filter(agency=two.first).first().collection == own
    theirs.refresh_from_db()
    assert theirs.name == "Sở Y tế"


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.key)
def test_group_that_was_deleted_comes_back_whole(two: Two, role: Role) -> None:
    before = _all_rights() - {*Group.objects.values_list("name", "permissions")}
    names = {one.name for one in groups_of(two.first).values()}
    groups_of(two.first)[role.key].delete()
    set_up_office(two.first)
    assert {one.name for one in groups_of(two.first).values()} == names
    assert before <= _all_rights()
    (task,) = OtherEyesTask.objects.filter(groups__office__agency=two.first).distinct()
    assert {*task.groups.all()} == {groups_of(two.first)[key] for key in APPROVAL}


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.key)
def test_each_role_may_what_the_table_says_and_nothing_else(two: Two, role: Role) -> None:
    """docs/reference/rights.md is written from the same lines."""
    _client, user = _member(two.second, role.key)
    page, picture, file, *rows = two.rows
    may = {
        type(row)._meta.label_lower: {
            verb
            for verb in ("add", "change", "publish", "delete")
            if policy_registry.get_by_type(type(row)).user_has_permission_for_instance(
                user, verb, row
            )
        }
        for row in rows
    }
    assert may == {code: set(role.rows) for code in OWN_ROWS}
    for held in (picture, file):
        policy = policy_registry.get_by_type(type(held))
        given = {
            verb
            for verb in ("change", "choose")
            if policy.user_has_permission_for_instance(user, verb, held)
        }
        assert given == {verb for verb in role.files if verb in {"change", "choose"}}
    english = Locale.objects.get(language_code="en")
    page.get_site().root_page.copy_for_translation(english)
    office = AgencyHomePage.objects.get(agency=two.second, locale__language_code="vi")
    translated = office.copy_for_translation(english)
    user = User.objects.get(pk=user.pk)  # what it may was read before there was that page
    for one, verbs in ((page, role.pages), (translated, role.translations)):
        tester = one.specific.permissions_for_user(user)
        assert tester.can_edit() is ("change" in verbs)
        assert tester.can_lock() is ("lock" in verbs)
        assert tester.can_publish_approved() is ("publish" in verbs)
        assert not tester.can_publish()
    office_row = policy_registry.get_by_type(Agency)
    for verb in ("add", "change", "publish", "delete"):
        had = office_row.user_has_permission_for_instance(user, verb, two.second)
        assert had is (verb in role.office)


def test_its_own_people_see_it(two: Two) -> None:
    """The test above would pass on an editor that shows nothing to anybody."""
    client, _user = _member(two.second, "duyet")
    wanted = [
        reverse(f"{name}:edit", args=[NUMBER])
        for name in ("wagtailadmin_pages", "wagtailimages", "wagtaildocs")
    ]
    for row in two.rows[3:]:
        name = f"wagtailsnippets_{row._meta.app_label}_{row._meta.model_name}"
        wanted += [reverse(f"{name}:edit", args=[row.pk]), reverse(f"{name}:list")]
    assert [path for path in wanted if not _says(client, path)] == []
    others = (path for path in addresses(NUMBER, NUMBER) if path not in wanted)
    seen = (path for path in others if "logout" not in path and _says(client, path))
    assert len([*islice(seen, 30)]) == 30


def _says(client: Client, path: str) -> bool:
    return CANARY in client.get(path).content.decode("utf-8", "replace")
