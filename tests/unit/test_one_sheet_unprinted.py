"""What a sheet without panels is said not to print is what is really not on it, read from its PDF."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from sitegen.documents.base import ContactCard, Phone
from sitegen.documents.inline import Text
from sitegen.documents.leaflet import Cover, Leaflet, LeafletFormat, LeafletSteps, Panel, PanelPart
from sitegen.documents.nodes import (
    Benefits,
    BulletList,
    Contacts,
    Figure,
    Heading,
    Paragraph,
    Step,
)
from sitegen.documents.one_sheet import one_sheet
from tests.lots import lots
from tests.unit.one_sheets import SHEETS
from tests.unit.print_samples import IMPRINT, PORTAL_LINE, a_leaflet, a_picture
from tests.unit.test_one_sheet_print import printed, spoken

Names = Callable[[str], bool]
"""Tells whether a name of what is not printed stands for some words."""


@dataclass
class Lot:
    """Content drawn by lot; every words in it are said once, and who may name them is kept."""

    lot: random.Random
    said: dict[str, Names] = field(default_factory=dict)

    def words(self, *names: str, only_sometimes: bool = False) -> str:
        """Return new words, named exactly so where they are not printed ("{}" are they)."""
        if only_sometimes and self.lot.random() < 0.5:
            return ""
        made = f"chu{len(self.said)}x"
        wanted = {name.format(made) for name in names}
        self.said[made] = lambda item: item in wanted
        return made

    def of_card(self, name: str, what: str) -> str:
        """Return a value of whom one calls; it is named with the others of the same contact."""
        made = self.words(only_sometimes=True)
        if made:
            self.said[made] = lambda item: (
                item == f"liên hệ “{name}”"
                or (item.endswith(f" của “{name}”") and what in item.partition(" của ")[0])
            )
        return made


def a_cover(lot: Lot, *, is_first: bool) -> Cover:
    statement = lot.words("bìa “{}”")
    whole = f"bìa “{statement}”"
    return Cover(
        statement=statement,
        subtitle=lot.words("dòng phụ “{}”", whole, only_sometimes=True),
        agencies=tuple(lot.words("cơ quan “{}”", whole) for _ in range(2 if is_first else 0)),
        foot=lot.words("dòng “{}”", whole, only_sometimes=True),
    )


def some_contacts(lot: Lot) -> Contacts:
    cards = []
    for number in range(lot.lot.randint(1, 3)):
        name = lot.words()
        lot.said[name] = lambda item, name=name: (
            item == f"liên hệ “{name}”"
            or bool(re.fullmatch(rf"(.+, )?tên(, .+)? của “{name}”", item))
        )
        more = lot.of_card(name, "các số khác")
        cards.append(
            ContactCard(
                name=name,
                phone="" if lot.lot.random() < 0.3 else f"0209.3810.77{number}",
                address=lot.of_card(name, "địa chỉ"),
                fax=lot.of_card(name, "số fax"),
                email=lot.of_card(name, "thư điện tử"),
                hours=lot.of_card(name, "giờ làm việc"),
                note=lot.of_card(name, "lưu ý"),
                more_phones=(Phone(number=more),) if more else (),
            )
        )
    return Contacts(title=lot.words("đề mục “{}”", only_sometimes=True), cards=tuple(cards))


def a_line(lot: Lot) -> PanelPart:
    name = lot.words("tên cổng “{}”", "cổng “{}”")
    features = lot.words("việc làm được ở cổng", only_sometimes=True)
    return replace(
        PORTAL_LINE,
        title=lot.words("đề mục “{}”", only_sometimes=True),
        portal=replace(PORTAL_LINE.portal, name=name),
        features=(features,) if features else (),
    )


def some_steps(lot: Lot) -> LeafletSteps:
    of_steps = ("lời của các bước", "các bước")
    below = ("lời giải thích dưới từng bước", *of_steps)
    closing = lot.words("việc cuối cùng của các bước", *of_steps, only_sometimes=True)
    steps = []
    for number in range(1, lot.lot.randint(2, 3)):
        body = lot.words(*below, only_sometimes=True)
        steps.append(
            Step(
                number=number,
                anchor=f"buoc-{number}",
                title=(Text(value=lot.words(*of_steps)),),
                body=(Paragraph(children=(Text(value=body),)),) if body else (),
                example=lot.words(*below, only_sometimes=True),
            )
        )
    return LeafletSteps(
        title=lot.words("đề mục “{}”", only_sometimes=True),
        guide_key="",
        steps=tuple(steps),
        closing=(Text(value=closing),) if closing else (),
    )


def a_title(lot: Lot) -> Benefits:
    title = lot.words("phần “{}”")
    return Benefits(title=title, items=(lot.words(f"phần “{title}”"),))


PARTS: tuple[Callable[[Lot], PanelPart], ...] = (
    lambda lot: a_cover(lot, is_first=False),
    a_line,
    some_contacts,
    some_steps,
    a_title,
    lambda lot: Heading(text=lot.words("đề mục “{}”"), level=2, anchor="a"),
    lambda lot: Paragraph(children=(Text(value=lot.words("đoạn văn")),)),
    lambda lot: BulletList(items=((Text(value=lot.words("danh sách")),),)),
    lambda lot: Figure(picture=replace(a_picture("a1"), caption=lot.words("chú thích “{}”"))),
)
OF_PICTURES = {"hình", "hình của các bước", "các hình sau hình đầu", "thông tin xuất bản"}


def content(seed: int, form: LeafletFormat) -> tuple[Leaflet, dict[str, Names]]:
    lot = Lot(random.Random(seed))  # noqa: S311  # a lot, not a secret
    parts: list[PanelPart] = [a_cover(lot, is_first=True)]
    parts += [lot.lot.choice(PARTS)(lot) for _ in range(lot.lot.randint(2, 8))]
    size = f"{form.width_mm:g} x {form.height_mm:g} mm".replace(".", ",")
    imprint = replace(IMPRINT, printed_size=size)
    panels = (Panel(name="", parts=(*parts, imprint)),)
    return replace(a_leaflet(imprint=imprint), format=form, panels=panels), lot.said


@pytest.mark.parametrize("form", SHEETS, ids=lambda form: form.name)
@pytest.mark.parametrize("seed", lots(4, 60))
def test_what_is_named_as_not_printed_is_all_that_is_not_printed(
    form: LeafletFormat, seed: int
) -> None:
    document, said = content(seed, form)
    on_paper = spoken(printed(document))
    lost = {words: names for words, names in said.items() if words not in on_paper}
    named = one_sheet(document).unprinted
    assert lost
    for words, names in lost.items():
        assert any(map(names, named)), (words, named)
    for item in set(named) - OF_PICTURES:
        assert any(names(item) for names in lost.values()), item
        kept, _, whose = item.partition(" của “")
        if whose:  # and nothing is named of a contact that it does not have
            card = next(
                card
                for part in document.panels[0].parts
                if isinstance(part, Contacts)
                for card in part.cards
                if card.name == whose.removesuffix("”")
            )
            assert len(kept.split(", ")) == sum(bool(value) for value in values(card))


def values(card: ContactCard) -> tuple[object, ...]:
    """Return all that a contact may have beside its number."""
    return (
        *(card.name, card.address, card.fax, card.email, card.hours, card.note),
        card.more_phones,
    )
