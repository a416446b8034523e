"""/documents/ on the editor's host: for officers who may use the file, for nobody else."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission

from cms.models import User
from cms.permissions import APPROVERS, WRITERS
from tests.factories import an_attachment, an_officer

pytestmark = pytest.mark.django_db
SECRET = b"%PDF-1.7 ban nhap chua cong bo"


@pytest.fixture
def attachment(province: Any) -> Any:
    return an_attachment("Bản nháp", SECRET)


def _asked(client: Client, address: str, method: str = "get") -> tuple[int, bytes]:
    answer = getattr(client, method)(address)
    content = answer.getvalue()
    for close in answer._resource_closers if answer.streaming else ():
        close()  # closing the answer itself would close the database of this test
    return answer.status_code, content


@pytest.mark.parametrize("method", ["get", "head", "post", "options"])
def test_nobody_who_is_not_logged_in_gets_a_file_or_learns_that_there_is_one(
    client: Client, attachment: Any, method: str
) -> None:
    there = _asked(client, attachment.url, method)
    missing = _asked(client, "/documents/987654/mau-don.pdf", method)
    assert there == missing
    assert there[0] in (302, 405)
    assert SECRET not in there[1]


@pytest.mark.parametrize("group", [WRITERS, APPROVERS])
def test_an_officer_who_may_use_the_file_gets_it(
    client: Client, attachment: Any, group: str
) -> None:
    client.force_login(an_officer("mot-nguoi", group=group))
    assert _asked(client, attachment.url) == (200, SECRET)
    assert _asked(client, attachment.url.replace("mau-don", "ten-cu"))[0] == 404


def test_what_is_not_packed_does_not_say_how_it_is_packed(client: Client, attachment: Any) -> None:
    client.force_login(an_officer("mot-nguoi"))
    answer = client.get(attachment.url)
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers
    b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()


def test_an_account_without_the_editor_and_an_office_group_of_another_collection_get_nothing(
    client: Client, attachment: Any
) -> None:
    stranger = User.objects.create_user("nguoi-la", password="x" * 20)
    client.force_login(stranger)
    assert _asked(client, attachment.url)[0] == 404
    an_officer("de-co-quyen")
    other = Collection.get_first_root_node().add_child(name="Sở khác")
    theirs = Group.objects.create(name="Sở khác")
    theirs.permissions.set(Group.objects.get(name=WRITERS).permissions.all())
    known = GroupCollectionPermission.objects.filter(group__name=WRITERS)
    for one in known:
        GroupCollectionPermission.objects.create(
            group=theirs, collection=other, permission=one.permission
        )
    stranger.groups.add(theirs)
    client.force_login(User.objects.get(pk=stranger.pk))
    assert _asked(client, attachment.url)[0] == 404
    attachment.collection = other
    attachment.save()
    assert _asked(client, attachment.url) == (200, SECRET)


def test_a_private_collection_stays_closed_to_officers_outside_its_groups(
    client: Client, attachment: Any
) -> None:
    closed = Collection.get_first_root_node().add_child(name="Riêng")
    attachment.collection = closed
    attachment.save()
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.GROUPS
    )
    client.force_login(an_officer("mot-nguoi", group=WRITERS))
    status, content = _asked(client, attachment.url)
    assert status in (302, 403)
    assert SECRET not in content
