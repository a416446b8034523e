"""What readers see of a translation stands until somebody publishes: whatever translators press."""

import random
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction, get_translatable_models
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import SegmentOverride, StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.models import Portal, User
from cms.offices.membership import owner_field
from cms.offices.setting_up import groups_of, set_up_office
from cms.permissions import grant_officers
from tests.factories import (
    Province,
    a_fact,
    a_group,
    a_guide_page,
    a_step,
    a_step_set,
    an_announcement_page,
    stream,
)

pytestmark = pytest.mark.django_db

UNAPPROVED = "UNAPPROVED WORDS"
STATES = ("live", "stopped", "draft", "alias", "none")


def _english() -> Locale:
    return Locale.objects.get(language_code="en")


def _translation(row: Any) -> Translation:
    return Translation.objects.get(source__object_id=row.translation_key)


def _say(source: Any, said: str) -> None:
    """Save ``said`` for every sentence of ``source``, as the translator's form does."""
    for segment in StringSegment.objects.filter(source=source):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=_english(),
            context=segment.context,
            defaults={"data": said, "translation_type": "manual"},
        )


def _published(committed: Any, row: Any, said: str) -> Any:
    with committed():
        translate_object(row, [_english()])
    _say(_translation(row).source, said)
    with committed():
        _translation(row).save_target(publish=True)
    return row.get_translation(_english())


def _in_state(committed: Any, administrator: Client, page: Any, state: str) -> None:
    """Bring the English page into ``state``, with unapproved words of a translator in the form."""
    if state == "none":
        return
    target = _published(committed, page, "Said.")
    if state == "stopped":
        Translation.objects.filter(pk=_translation(page).pk).update(enabled=False)
        target.summary = "Written by hand."
        with committed():
            target.save_revision().publish()
    elif state == "draft":
        target.unpublish()
    _say(_translation(page).source, UNAPPROVED)
    if state == "alias":
        administrator.post(reverse("wagtail_localize:convert_to_alias", args=[target.pk]))
        assert Page.objects.get(pk=target.pk).alias_of_id == page.pk


def _shown() -> dict[int, tuple[str, ...]]:
    """Return the words of every English row that readers see."""
    pages = [one.specific for one in Page.objects.filter(locale=_english(), live=True)]
    return {
        one.pk: (one.title, one.summary, one.slug, str(getattr(one, "body", ""))) for one in pages
    }


def _translator(province: Province) -> Client:
    grant_officers()
    set_up_office(province.agency)
    user = User.objects.create_user("nguoi-dich", "dich@loa.example", "x")
    user.groups.add(groups_of(province.agency)["dich"])
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("seed", range(3))
def test_sending_a_tree_makes_what_is_not_there_and_leaves_the_rest(
    admin_client: Client, province: Province, committed: Any, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    for above in (province.home, province.office):
        above.copy_for_translation(_english(), copy_parents=True, alias=True)
    states = [*STATES, *chance.choices(STATES, k=2)]
    chance.shuffle(states)
    parents, pages = [province.office], []
    for number, state in enumerate(states):
        page = an_announcement_page(
            chance.choice(parents), title=f"Trang {number}", summary=f"Tóm tắt {number}"
        )
        _in_state(committed, admin_client, page, state)
        pages.append((page, state))
    client, before = _translator(province), _shown()
    enabled = dict(Translation.objects.values_list("pk", "enabled"))
    with committed():
        answer = client.post(
            reverse("wagtail_localize:submit_page_translation", args=[province.office.pk]),
            {"locales": [_english().pk], "include_subtree": "on"},
        )
    assert answer.status_code == 302
    assert _shown() == before
    assert enabled.items() <= dict(Translation.objects.values_list("pk", "enabled")).items()
    for page, state in pages:
        made = page.get_translation(_english())
        assert made.alias_of_id is None
        assert made.live == (state in {"live", "stopped", "alias"})
        if state == "alias":
            assert made.get_latest_revision_as_object().title == UNAPPROVED, state


def _a_guide_of(province: Province) -> Any:
    return a_guide_page(province.office, groups=stream(("group", a_group(a_step("Mở cổng.")))))


ROWS = {
    "announcement": lambda province: an_announcement_page(province.office, title="Một"),
    "guide": _a_guide_of,
    "step set": lambda _province: a_step_set(a_step("Mở cổng."), a_step("Gửi."), name="Bộ một"),
}


@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize("door", ["draft", "again", "publish"])
def test_only_publishing_writes_the_row_that_readers_see(
    province: Province, committed: Any, kind: str, door: str
) -> None:
    for above in (province.home, province.office):
        above.copy_for_translation(_english(), copy_parents=True, alias=True)
    row = ROWS[kind](province)
    target = _published(committed, row, "Said.")
    before = type(target).objects.filter(pk=target.pk).values().get()
    _say(_translation(row).source, UNAPPROVED)
    with committed():
        if door == "again":
            translate_object(row, [_english()])
        else:
            _translation(row).save_target(publish=door == "publish")
    now = type(target).objects.filter(pk=target.pk).values().get()
    moved = {name for name in now if now[name] != before[name]}
    assert now["live"]
    shown = {name: value for name, value in now.items() if name != "draft_title"}
    assert (UNAPPROVED in str(shown)) == (door == "publish")
    if door != "publish":
        assert moved <= {
            "latest_revision_id",
            "latest_revision_created_at",
            "draft_title",
            "has_unpublished_changes",
        }
        draft = type(target).objects.get(pk=target.pk).get_latest_revision_as_object()
        assert UNAPPROVED in (getattr(draft, "title", ""), getattr(draft, "name", ""))


def test_a_translator_neither_opens_a_private_translation_nor_shows_a_draft(
    province: Province, committed: Any
) -> None:
    for above in (province.home, province.office):
        above.copy_for_translation(_english(), copy_parents=True, alias=True)
    private, draft = (an_announcement_page(province.office, title=one) for one in ("Kín", "Nháp"))
    targets = [_published(committed, one, "Said.") for one in (private, draft)]
    PageViewRestriction.objects.create(page=targets[0], restriction_type="login")
    targets[1].unpublish()
    client = _translator(province)
    source = _translation(private).source
    client.post(reverse("wagtail_localize:update_translations", args=[source.pk]))
    client.post(reverse("wagtail_localize:convert_to_alias", args=[targets[1].pk]))
    assert PageViewRestriction.objects.filter(page=targets[0]).exists()
    assert not Page.objects.get(pk=targets[1].pk).live


@pytest.mark.parametrize("seed", range(4))
def test_publishing_a_step_set_publishes_no_word_that_nobody_approved(
    province: Province, committed: Any, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    steps = [a_step(f"Bước {at}.") for at in range(4)]
    row = a_step_set(*steps, name="Bộ một", portal=province.portal)
    target = _published(committed, row, "Said.")
    translation = _translation(row)
    before = type(target).objects.get(pk=target.pk).steps.get_prep_value()
    words = list(StringTranslation.objects.filter(locale=_english()).order_by("pk"))
    for one in chance.sample(words, 3):
        one.data = UNAPPROVED
        one.save()
    gone = chance.choice([one for one in words if one.data != UNAPPROVED])
    gone.delete()
    other = a_fact(Portal, name="Cổng khác", short_name="Khác", address="https://khac.gov.vn/")
    portal = SegmentOverride.objects.create(
        locale=_english(),
        context=translation.source.overridablesegment_set.get(context__path="portal").context,
        data_json=str(other.pk),
    )
    saved = list(StringTranslation.objects.order_by("pk").values())
    is_changed = chance.choice([False, True])
    if is_changed:
        row.steps = [*row.steps.get_prep_value(), {"type": "step", "value": a_step("Bước mới.")}]
    with committed():
        row.save_revision().publish()
    shown = type(target).objects.get(pk=target.pk)
    assert shown.live
    assert UNAPPROVED not in str([shown.name, shown.lead, shown.steps.get_prep_value()])
    assert shown.steps.get_prep_value()[:4] == before
    assert len(shown.steps) == 4 + is_changed
    assert shown.portal == province.portal
    assert list(StringTranslation.objects.order_by("pk").values()) == saved
    assert not SegmentOverride.objects.get(pk=portal.pk).has_error
    with committed():
        _translation(row).save_target(publish=True)
    shown = type(target).objects.get(pk=target.pk)
    assert UNAPPROVED in str([shown.name, shown.lead, shown.steps.get_prep_value()])
    assert shown.portal == other


@pytest.mark.parametrize(
    "model",
    [one for one in get_translatable_models(include_subclasses=True) if owner_field(one)],
    ids=lambda model: model.__name__,
)
def test_whose_a_row_is_is_nothing_that_a_translation_decides(model: Any) -> None:
    (field,) = [
        one for one in get_translatable_fields(model) if one.field_name == owner_field(model)
    ]
    assert not field.is_overridable(model())


LINKS = {
    "https://other.gov.vn/": True,
    " mailto:a@b.gov.vn": True,
    "tel:1900": True,
    "javascript:alert(1)": False,
    " JavaScript:alert(1)": False,
    "data:text/html,x": False,
    "vbscript:x": False,
    "a.gov.vn": False,
    "": False,
}


def test_a_link_that_readers_could_not_follow_is_refused_where_it_is_typed(
    admin_client: Client, province: Province, committed: Any
) -> None:
    for above in (province.home, province.office):
        above.copy_for_translation(_english(), copy_parents=True, alias=True)
    body = stream(("paragraph", '<p>Xem <a href="https://a.vn/">đây</a>.</p>'))
    page = an_announcement_page(province.office, body=body)
    target = _published(committed, page, 'See <a id="a1">this</a>.')
    translation = _translation(page)
    (segment,) = (
        one for one in translation.source.overridablesegment_set.all() if "a.vn" in one.data_json
    )
    address = reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])
    for value, is_good in [*LINKS.items(), *reversed(LINKS.items())]:
        answer = admin_client.put(
            address, urlencode({"value": value}), content_type="application/x-www-form-urlencoded"
        )
        assert ("không dùng được" in (answer.json()["error"] or "")) == (not is_good), value
        with committed():
            _translation(page).save_target(publish=True)
        shown = str(type(target).objects.get(pk=target.pk).body.get_prep_value())
        assert (value or "https://a.vn/") in shown if is_good else "https://a.vn/" in shown
