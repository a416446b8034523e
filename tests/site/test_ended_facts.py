"""What has ended, in random chains: no page leads into it, names it as current, or lets one call it."""

import json
import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cms.models import ContactPoint, LegalDocument, Portal, Review, ServiceKindRegime
from cms.succession.acting import Plan, succeed, undo
from sitegen.documents.changed import changed_on
from sitegen.documents.codec import encode
from tests.factories import (
    Province,
    a_fact,
    a_group,
    a_guide_page,
    a_regime,
    a_step,
    publish,
    stream,
)
from tests.factory_office import a_channels_page, a_suspension_page
from tests.site.collected import codes, document_of
from tests.site.editing import edit_fact

SEEDS = range(8)
MANY = 7


def _chains(chance: random.Random, model: Any, today: date, make: Any) -> list[Any]:
    """Return rows that end, begin, lead on, lead round and are hidden by chance."""
    rows = [make(number) for number in range(MANY)]
    days = [
        None,
        today - timedelta(days=400),
        today - timedelta(days=1),
        today,
        today + timedelta(9),
    ]
    for row in rows:
        fields: dict[str, Any] = {
            "valid_until": chance.choice([None, None, *days]),
            "valid_from": chance.choice([None, None, None, days[1], days[-1]]),
            "replaced_by": chance.choice([None, *rows, *rows]),
            "live": chance.random() > 0.15,
        }
        if model is Portal:
            fields["closed_on"] = chance.choice([None, *days])
        model.objects.filter(pk=row.pk).update(**fields)
    return list(model.objects.order_by("pk").filter(pk__in=[row.pk for row in rows]))


def _is_over(row: Any, today: date) -> bool:
    closed = getattr(row, "closed_on", None)
    return bool((row.valid_until and row.valid_until < today) or (closed and closed <= today))


def _heir(row: Any, rows: Mapping[int, Any], today: date) -> Any:
    """Return the first of the row and those after it that holds, None when none does."""
    passed = set()
    while row is not None and row.live and row.pk not in passed:
        if not _is_over(row, today):
            return row if not passed or not row.valid_from or row.valid_from <= today else None
        passed.add(row.pk)
        row = rows.get(row.replaced_by_id)
    return None


@pytest.mark.parametrize("seed", SEEDS)
def test_no_page_leads_into_what_has_closed(province: Province, seed: int) -> None:
    chance, today = random.Random(seed), timezone.localdate()  # noqa: S311  # a test
    rows = _chains(
        chance,
        Portal,
        today,
        lambda n: a_fact(
            Portal, name=f"Cổng {n}", short_name=f"C{n}", address=f"https://cong-{n}.example.vn/p"
        ),
    )
    by_pk = {row.pk: row for row in rows}
    groups = [
        (
            "group",
            a_group(
                a_step(
                    "Mở cổng.",
                    body=f'<p>Vào <a href="{row.address}/thu-tuc?ma=1">đây</a> hoặc <b><a href="'
                    f'{row.address.replace("https://", "http://www.")}/">cổng</a></b>.</p>',
                ),
                title=row.name,
                portal=row.pk,
            ),
        )
        for row in rows
    ]
    guide = a_guide_page(province.office, groups=stream(*groups))
    channel = {"form": "portal", "name": "Kênh", "address": "", "portal": None}
    channels = [{**channel, "portal": row.pk, "name": ""} for row in rows]
    channels += [{**channel, "address": f"{row.address}/a"} for row in rows]
    listed = a_channels_page(province.office, *channels)
    paused = a_suspension_page(province.office, *(("portal", row.pk) for row in rows))
    shut = {row.address for row in rows if row.live and _is_over(row, today)}
    shown = [document_of(page) for page in (guide, listed, paused)]
    for document in shown:
        offered = list(_addresses(json.loads(encode(document))))
        assert [one for one in offered if any(one.startswith(root) for root in shut)] == []
    for group, row in zip(shown[0].groups, rows, strict=True):
        heir = _heir(row, by_pk, today)
        if not row.live:
            assert group.portal is None
        elif heir is None:
            assert (group.portal.address, group.portal.chosen.name) == ("", row.name)
        else:
            assert group.portal.address == heir.address
        assert (group.closed_on is not None) == (row.live and _is_over(row, today))
    is_open = any(one.closed_on is None for one in shown[0].groups)
    assert (changed_on(shown[0]) is None) == is_open


def _addresses(value: Any) -> Iterator[str]:
    """Yield every address that is offered: not the words of a text, nor what is said to be closed."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in {"value", "closed"}:
                yield from _addresses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _addresses(inner)
    elif isinstance(value, str) and value.startswith("http"):
        yield value.replace("http://www.", "https://")


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_is_told_to_call_a_number_that_is_over(province: Province, seed: int) -> None:
    chance, today = random.Random(seed), timezone.localdate()  # noqa: S311  # a test
    rows = _chains(
        chance,
        ContactPoint,
        today,
        lambda n: a_fact(
            ContactPoint, name=f"Số {n}", agency=province.agency, phone=f"0209 3811 00{n}"
        ),
    )
    by_pk = {row.pk: row for row in rows}
    chosen = chance.choice(rows)
    type(province.agency).objects.filter(pk=province.agency.pk).update(help_contact=chosen.pk)
    page = a_guide_page(province.office, contacts=stream(*(("point", row.pk) for row in rows)))
    document = document_of(page)
    over = {row.phone for row in rows if _is_over(row, today)}
    assert [
        card.phone for card in document.contacts if card.phone_link and card.phone in over
    ] == []
    line = document.head.agency.help
    assert line is None or line.phone not in over
    for card in document.contacts:
        if card.phone in over:
            assert card.note.startswith("Đến hết ngày ")
    told = [row for row in rows if row.live]
    for row, card in zip(told, document.contacts, strict=True):
        heir = _heir(row, by_pk, today)
        assert heir is None or card.name == heir.name
    assert ("contact-over" in [code for code, _ in codes()]) == any(
        _heir(row, by_pk, today) is None for row in told
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_notice_names_what_holds_today_from_the_day_that_the_registry_says(
    province: Province, seed: int
) -> None:
    chance, today = random.Random(seed), timezone.localdate()  # noqa: S311  # a test
    portals = [province.portal]
    for number in range(1, 5):
        address = f"https://cong-{number}.example.vn"
        portals.append(a_fact(Portal, name=f"Cổng {number}", short_name="C", address=address))
    page = a_guide_page(
        province.office, groups=stream(("group", a_group(portal=province.portal.pk)))
    )
    ends = chance.randint(1, 4)
    first: Any = None
    for place in range(ends):  # each is open when it takes over, and closes in its turn
        day = today - timedelta(days=50 - 10 * place + chance.randint(0, 5))
        plan = Plan(day=day, successor=portals[place + 1], note="Nay gọi.")
        done = succeed("cms.portal", portals[place].pk, plan)
        first = first or done
        for row in portals:
            row.refresh_from_db()
    if last_is_hidden := chance.random() < 0.4:
        Portal.objects.filter(pk=portals[ends].pk).update(live=False)
    (notice,) = document_of(page).head.notices
    assert notice.successor == ("" if last_is_hidden else portals[ends].name)
    assert notice.note == ("Nay gọi." if last_is_hidden else "")
    portals[0].closed_on = corrected = today - timedelta(days=60)
    publish(portals[0])
    (notice,) = document_of(page).head.notices
    assert notice.day == corrected
    with pytest.raises(ValidationError, match="vẫn kết thúc"):
        undo(first)
    assert Review.objects.filter(cause=first, done_at=None).exists()
    assert (
        len(document_of(page).head.notices) == 1
    )  # the portal stays closed, and so does its notice
    portals[0].closed_on = None
    publish(portals[0])
    assert document_of(page).head.notices == ()
    undo(first)


@pytest.mark.parametrize("model", [Portal, ContactPoint, LegalDocument])
@pytest.mark.parametrize("length", [2, 3, 5])
def test_a_circle_of_successors_is_refused_at_its_field(
    province: Province, model: Any, length: int
) -> None:
    given: dict[Any, dict[str, Any]] = {
        Portal: {"short_name": "C", "address": "https://cong.example.vn"},
        ContactPoint: {"agency": province.agency},
        LegalDocument: {"type_name": "Nghị định", "number": "1/NĐ-CP", "issuer": "Chính phủ"},
    }
    rows = [a_fact(model, name=f"Dòng {number}", **given[model]) for number in range(length)]
    for row, after in pairwise(rows):
        row.replaced_by = after
        row.full_clean()
        row.save()
    rows[-1].replaced_by = rows[0]
    with pytest.raises(ValidationError) as refused:
        rows[-1].full_clean()
    assert list(refused.value.message_dict) == ["replaced_by"]


def test_a_refused_successor_stays_chosen_and_what_is_no_row_does_not(
    admin_client: Client, province: Province
) -> None:
    other = a_fact(Portal, name="Cổng kia", short_name="K", address="https://kia.example.vn")
    other.replaced_by = province.portal
    publish(other)
    refused = edit_fact(admin_client, province.portal, replaced_by=str(other.pk))
    assert "vòng tròn" in refused.errors["replaced_by"]
    assert refused.response.context["form"]["replaced_by"].value() == str(other.pk)
    for forged in ("abc", "99999"):
        answer = edit_fact(admin_client, province.portal, replaced_by=forged)
        assert not answer.response.context["form"]["replaced_by"].value()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.django_db
def test_two_regimes_never_hold_on_one_day(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # a test
    start = date(2020, 1, 1)

    def span() -> tuple[date | None, date | None]:
        first = start + timedelta(days=chance.randint(0, 60))
        last = first + timedelta(days=chance.randint(0, 30))
        return chance.choice([(first, last), (None, last), (first, None)])

    kept: list[tuple[date, date]] = []
    for number in range(12):
        first, last = span()
        days = (first or date.min, last or date.max)
        is_free = all(last < days[0] or first > days[1] for first, last in kept)
        row = ServiceKindRegime(name=f"Quy định {number}", valid_from=first, valid_until=last)
        if not is_free:
            with pytest.raises(ValidationError) as refused:
                row.full_clean()
            assert list(refused.value.message_dict) == ["valid_from"]
        else:
            row.full_clean()
            row.save()
            row.full_clean()  # it does not stand in its own way
            kept.append(days)
    a_regime()  # one that tells no days is no law of today
