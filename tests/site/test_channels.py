"""Channels of an office: from the registries where they are there, in its own words elsewhere."""

from typing import Any

import pytest

from cms.models import ChannelsPage
from tests.factories import Province, publish, stream
from tests.factory_office import a_channels_page
from tests.site.collected import codes, document_of
from tests.site.editing import add_page


def test_a_chosen_portal_and_number_say_what_the_registry_says(province: Province) -> None:
    portal, contact = province.portal, province.contact
    page = a_channels_page(
        province.office,
        {"form": "portal", "portal": portal.pk},
        {"form": "phone", "contact": contact.pk, "name": "Tổng đài"},
        {"form": "loudspeaker", "name": "Loa xã", "place": "12 thôn", "since": "2020-03-01"},
    )
    channels = document_of(page).channels
    assert [(one.name, one.address, one.phone) for one in channels] == [
        (portal.name, portal.address, ""),
        ("Tổng đài", "", contact.phone),
        ("Loa xã", "", ""),
    ]
    contact.phone = "0209.3810.999"
    publish(contact)
    assert document_of(page).channels[1].phone == "0209.3810.999"
    assert (channels[2].since.year, channels[2].place) == (2020, "12 thôn")


def test_a_channel_that_was_withdrawn_from_the_registry_is_named_as_missing(
    province: Province,
) -> None:
    page = a_channels_page(province.office, {"form": "portal", "portal": province.portal.pk})
    province.portal.unpublish()
    assert document_of(page).channels == ()
    assert ("channel-missing", page.title) in codes()


@pytest.mark.parametrize(
    ("channel", "is_saved"),
    [({"form": "other"}, False), ({"form": "other", "name": "Bảng tin"}, True)],
)
def test_a_channel_has_a_name(
    editor: Any, province: Province, channel: dict[str, str], is_saved: bool
) -> None:
    made = add_page(
        editor, province.office, ChannelsPage, title="Kênh", channels=stream(("channel", channel))
    )
    assert made.is_saved == is_saved
    assert is_saved or "Ghi tên kênh" in made.errors["channels"]
