"""Whatever somebody who only writes sends to the editor: citizens see the same as before."""

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from cms.models import User
from cms.offices.setting_up import groups_of, set_up_office
from cms.permissions import WRITERS, grant_officers
from cms.usage.kinds import PICTURE, STEP_SET, fact_kinds
from tests.factories import (
    Province,
    a_group,
    a_guide_page,
    a_picture,
    a_procedure,
    a_step_set,
    an_announcement_page,
    an_attachment,
    an_officer,
    another_agency,
    items,
    stream,
)
from tests.site.collected import collected
from tests.site.editing import edit_fact, edit_page, filled_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile:ResourceWarning"),
]

LEFT_OUT = ("wagtailadmin_logout", "wagtailadmin_login", "login_here", "wagtailadmin_account")
"""They end the session of this test; what an account may do with itself is seen by nobody else."""

SENT = {
    "action-publish": "1",
    "action-unpublish": "1",
    "action-submit": "1",
    "action-workflow-action": "approve",
    "workflow-action-name": "approve",
    "alias": "on",
    "collection": "1",
    "comment": "x",
    "confirm": "on",
    "copy_subpages": "on",
    "include_descendants": "on",
    "localize-restart-translation": "1",
    "localize-convert-to-alias": "1",
    "name": "Bị đổi",
    "new_slug": "bi-doi",
    "new_title": "Bị đổi",
    "next": "/admin/",
    "position": "0",
    "publish_copies": "on",
    "publish_translations": "on",
    "value": "Bị đổi",
    "restriction_type": "login",
    "slug": "bi-doi",
    "tags": "bi-doi",
    "title": "Bị đổi",
}


FORM = "application/x-www-form-urlencoded"


class Live:
    """Something live of every kind, each page with a newer draft."""

    def __init__(self, province: Province) -> None:
        self.office = province.office
        picture, file = a_picture(), an_attachment()
        body = stream(
            ("figure", {"picture": picture.pk, "alt": "", "caption": ""}),
            ("downloads", {"title": "Tải về", "files": items(file.pk)}),
        )
        self.page = an_announcement_page(self.office, title="Đang đăng", body=body)
        self.files = {"image": picture.pk, "document": file.pk}
        a_procedure()
        steps = a_step_set()
        groups = stream(("group", a_group(step_set=steps.pk, steps=[])))
        self.guide = a_guide_page(self.office, title="Hướng dẫn", groups=groups)
        self.translated = _translated(self.page)
        self.home = Page.objects.filter(depth=2).first().pk
        for row in (self.page, self.guide, *self.facts().values()):
            row.save_revision().publish()
            row.refresh_from_db()
            row.save_revision(changed=True)

    def values(self, namespace: str, name: str) -> list[Any]:
        """Return all that is tried for ``name``: one row of its kind, or the translation as well."""
        return self.translated.get(name) or [self.value(namespace, name)]

    def facts(self) -> dict[str, Any]:
        """Return a live row of every registry that has one, by kind."""
        rows = {kind: self.fact(kind) for kind in fact_kinds()}
        return {kind: row for kind, row in rows.items() if row is not None}

    @staticmethod
    def fact(kind: str | None) -> Any:
        """Return a row of a registry, None where there is none."""
        if kind is None or kind == PICTURE:
            return None
        return apps.get_model(kind)._default_manager.order_by("pk").first()

    def value(self, namespace: str, name: str) -> Any:
        """Return what stands in an address for ``name``."""
        fact = {f"wagtailsnippets_{kind.replace('.', '_')}": kind for kind in fact_kinds()}
        row = self.fact(fact.get(namespace))
        chosen = {
            "app_label": self.page._meta.app_label,
            "content_type_app_name": self.page._meta.app_label,
            "content_type_model_name": self.page._meta.model_name,
            "model_name": self.page._meta.model_name,
            "destination_id": self.home,
            "parent_page_id": self.office.pk,
            "revision_id": (row or self.page).latest_revision_id,
            "revision_id_a": "live",
            "revision_id_b": "latest",
            "image_id": self.files["image"],
            "document_id": self.files["document"],
            "doc_id": self.files["document"],
            "kind": STEP_SET,
            "action": "delete",
            "action_name": "approve",
        }
        if name in chosen:
            return chosen[name]
        if row is not None and name in ("pk", "object_id"):
            return row.pk
        if namespace.startswith("wagtaildocs"):
            return self.files["document"]
        return (
            self.files["image"]
            if namespace.startswith(("wagtailimages", "media"))
            else self.page.pk
        )


def _translated(page: Any) -> dict[str, list[Any]]:
    """Publish ``page`` in English with a word of its own; return what addresses call all of it."""
    english = Locale.objects.get(language_code="en")
    source, _ = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target()
    made = translation.get_target_instance()
    made.title = "English words"
    made.save_revision().publish()
    return {
        "page_id": [page.pk, made.pk],
        "translation_id": [translation.pk],
        "translation_source_id": [source.pk],
        "string_segment_id": list(StringSegment.objects.values_list("pk", flat=True)[:2]),
    }


@pytest.fixture
def live(province: Province) -> Live:
    return Live(province)


@pytest.fixture
def writer(client: Client, live: Live) -> Client:
    client.force_login(an_officer("nguoi-viet", group=WRITERS))
    client.raise_request_exception = False  # a half form may break a screen, not what is live
    return client


def _addresses(
    resolver: Any, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str, str, Any]]:
    """Yield the namespace, the name, the template and the parameters of every address."""
    for name in {name for name in resolver.reverse_dict if isinstance(name, str)}:
        for possibilities, *_rest in resolver.reverse_dict.getlist(name):
            for template, parameters in possibilities:
                yield space, name, prefix + template, parameters
    for inner, (start, below) in resolver.namespace_dict.items():
        yield from _addresses(below, prefix + start, inner)


_CHANGES = {
    "sqlite": "SELECT total_changes()",
    "postgresql": "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables",
}


def _changes() -> int:
    """Return how many rows this connection has changed until now."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES[connection.vendor])
        return int(cursor.fetchone()[0])


def _unmarked(document: Any) -> Any:
    return replace(document, head=replace(document.head, untranslated=()))


def _whole_form(client: Client, address: str) -> dict[str, Any]:
    """Return what the form at ``address`` would send as it stands, {} where there is none."""
    shown = client.get(address)
    text = "" if shown.streaming else shown.content.decode("utf-8", "replace")
    form = shown.context.get("form") if shown.status_code == 200 and shown.context else None
    row = getattr(form, "instance", None)
    is_editor = 'id="w-editor-form"' in text or 'id="page-edit-form"' in text
    sent: dict[str, Any] = filled_in(text, row, {}).dict() if row and is_editor else {}
    return sent


def _asked_everything(
    client: Client, live: Live, committed: Any, enough: float = math.inf
) -> tuple[int, list[str]]:
    """Send to every address of the editor; return how many, and those that changed the mirror.

    It ends when ``enough`` of them did.
    """
    before = collected().documents
    asked, harm = 0, []
    for space, name, template, parameters in sorted(
        _addresses(get_resolver()), key=lambda one: (one[2], one[1])
    ):
        if not template.startswith("admin/") or name in LEFT_OUT:
            continue
        tried = [[(one, value) for value in live.values(space, one)] for one in parameters]
        for chosen in product(*tried):
            address = "/" + template % dict(chosen)
            data = _whole_form(client, address) | SENT
            data |= {"id": live.page.pk, "new_parent_page": live.office.pk}
            was = _changes()
            with committed():
                client.post(f"{address}?id={live.page.pk}", data)
                if "/translate/" in template:  # these are written to in another way
                    client.put(address, urlencode(data), content_type=FORM)
            asked += 1
            if _changes() != was and (now := collected().documents) != before:
                is_word = "/strings/" in template  # its marks follow translators, not publishers
                if not (is_word and [*map(_unmarked, now)] == [*map(_unmarked, before)]):
                    harm.append(address)
                before = now
                if len(harm) >= enough:
                    return asked, harm
    return asked, harm


def _translator(agency: Any, name: str = "nguoi-dich") -> User:
    """Return somebody who translates for an office that is set up."""
    grant_officers()
    set_up_office(agency)
    user: User = User.objects.create_user(name, f"{name}@loa.example", "x")
    user.groups.add(groups_of(agency)["dich"])
    return user


@pytest.mark.filterwarnings("ignore")
def test_no_address_of_the_editor_lets_a_translator_change_what_citizens_see(
    client: Client, live: Live, province: Province, committed: Any
) -> None:
    client.force_login(_translator(province.agency))
    client.raise_request_exception = False
    asked, harm = _asked_everything(client, live, committed)
    assert asked > 300
    assert harm == []


def test_a_translator_says_every_sentence_of_the_own_office_and_publishes_none(
    client: Client, live: Live, province: Province, committed: Any
) -> None:
    before = [*map(_unmarked, collected().documents)]
    user, other = _translator(province.agency), _translator(another_agency(province), "nguoi-khac")
    source, made = (Page.objects.get(pk=pk) for pk in live.translated["page_id"])
    (translation,) = live.translated["translation_id"]
    for who, answers in ((other, {403}), (user, {200, 201})):
        client.force_login(who)
        for segment in live.translated["string_segment_id"]:
            address = reverse(
                "wagtail_localize:edit_string_translation", args=[translation, segment]
            )
            said = urlencode({"value": "Said"})
            assert client.put(address, said, content_type=FORM).status_code in answers
    form = reverse("wagtailadmin_pages:edit", args=[made.pk])
    shown = client.get(form)
    assert not json.loads(shown.context["props"])["perms"]["canPublish"]
    with committed():
        assert client.post(form, {"action": "publish"}).status_code in {302, 403}
    assert not source.permissions_for_user(user).can_edit()
    assert [*map(_unmarked, collected().documents)] == before


@pytest.mark.filterwarnings("ignore")  # half forms make Wagtail warn of itself
def test_no_address_of_the_editor_lets_a_writer_change_what_citizens_see(
    writer: Client, live: Live, committed: Any
) -> None:
    asked, harm = _asked_everything(writer, live, committed)
    assert asked > 300
    assert harm == []


@pytest.mark.filterwarnings("ignore")
def test_the_same_questions_of_somebody_who_may_publish_do_change_it(
    client: Client, live: Live, committed: Any
) -> None:
    client.force_login(an_officer("nguoi-duyet"))
    client.raise_request_exception = False
    _asked, harm = _asked_everything(client, live, committed, enough=3)
    assert len(harm) == 3


def test_a_writer_saves_drafts_of_everything_and_citizens_see_what_was_there(
    writer: Client, live: Live
) -> None:
    before = collected().documents
    for page in (live.page, live.guide):
        edit_page(writer, page, title="Bị đổi")
        edit_page(writer, page, is_draft=True, title="Bị đổi")
    for row in live.facts().values():
        edit_fact(writer, row, name="Bị đổi")
    assert collected().documents == before
    drafts = [row.latest_revision.content["name"] for row in live.facts().values() if _again(row)]
    assert "Bị đổi" in drafts


def _again(row: Any) -> bool:
    row.refresh_from_db()
    return bool(row.latest_revision_id)
