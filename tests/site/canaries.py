"""A province with one canary in every hole through which something private has ever leaked.

A canary is one made-up word, different for each way out, that nobody may read on any output:
not in a page, not in a PDF, not in a file name, not in the remarks beside a release.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
)

from cms.models import Agency, ContactPoint, LegalDocument, Portal, ProcedureField
from tests.factories import (
    a_catalogue,
    a_fact,
    a_group,
    a_guide_page,
    a_leaflet_page,
    a_payment,
    a_picture,
    a_procedure,
    a_province,
    a_regime,
    a_service_kinds_page,
    a_step,
    a_step_set,
    an_agency_home_page,
    an_announcement_page,
    an_attachment,
    an_officer,
    an_outreach_page,
    items,
    png,
    put_on_panel,
    stream,
)
from tests.factory_chips import a_chip
from tests.site.canary import SIGHTS, Canaries
from tests.site.canary_editing import (
    former_words,
    only_on_drafts,
    words_of_people,
    words_of_the_machine,
)
from tests.site.secret_picture import picture_with_secrets

__all__ = ["let_fly"]


def let_fly() -> Canaries:
    """Build the province."""
    canaries = Canaries(a_province())
    _hidden_pages(canaries)
    _restricted_pages(canaries)
    _translations(canaries)
    hidden_facts = _facts(canaries)
    files = _files(canaries)
    words_of_people(canaries)
    only_on_drafts(canaries)
    former_words(canaries)
    words_of_the_machine(canaries)
    _visible_pages_that_point_at_them(canaries, hidden_facts, files)
    return canaries


def _texts(word: str) -> dict[str, Any]:
    """Return every text of a guide, each with the canary in it."""
    steps = (a_step(f"Bước {word}."),)
    return {
        "title": f"Trang {word}",
        "summary": f"Tóm tắt {word}",
        "menu_title": word,
        "show_in_menus": True,
        "seo_title": f"Tìm {word}",
        "search_description": f"Tả {word}",
        "audience": f"Ai {word}",
        "groups": stream(("group", a_group(*steps, title=f"Cách {word}"))),
    }


def _guide(canaries: Canaries, hole: str, parent: Page | None = None, **more: Any) -> Any:
    above = parent or canaries.province.office
    return a_guide_page(above, **_texts(canaries.named(hole)), **more)


def _office(canaries: Canaries, hole: str) -> Any:
    place, word = canaries.province, canaries.named(hole)
    return an_agency_home_page(
        place.home, agency=place.agency, title=f"Phòng {word}", lead=word, show_in_menus=True
    )


def _restrict(page: Page, **more: Any) -> None:
    PageViewRestriction.objects.create(
        page=page, **{"restriction_type": PageViewRestriction.LOGIN, **more}
    )


def _hidden_pages(canaries: Canaries) -> None:
    draft = _guide(canaries, "draft", is_live=False)
    Redirect.add_redirect(f"/{canaries.named('redirect to a draft')}", draft)
    expired = _guide(canaries, "expired but live")
    Page.objects.filter(pk=expired.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    scheduled = _guide(canaries, "scheduled", is_live=False)
    scheduled.go_live_at = timezone.now() + timedelta(days=1)
    scheduled.save_revision().publish()
    later = _guide(canaries, "alias of scheduled", is_live=False)
    later.create_alias(parent=canaries.province.office, update_slug="ban-sao-cua-trang-hen")
    later.go_live_at = timezone.now() + timedelta(days=1)
    later.save_revision().publish()
    unpublished = _guide(canaries, "unpublished")
    unpublished.unpublish()
    parent = _office(canaries, "unpublished parent")
    _guide(canaries, "child of unpublished", parent)
    parent.unpublish()
    _guide(canaries, "deleted").delete()
    root, locale = Page.get_first_root_node(), canaries.province.home.locale
    _guide(canaries, "outside of the site", root, locale=locale)
    again = an_outreach_page(canaries.province.office, title="Bài sẽ đổi theo hẹn")
    again.title = again.opening = canaries.named("scheduled change of a live page")
    again.go_live_at = timezone.now() + timedelta(days=1)
    again.save_revision().publish()


def _restricted_pages(canaries: Canaries) -> None:
    private = _guide(canaries, "private")
    _restrict(private)
    Redirect.add_redirect(f"/{canaries.named('redirect to a private page')}", private)
    password = canaries.named("password")
    _restrict(
        _guide(canaries, "private by password"),
        restriction_type=PageViewRestriction.PASSWORD,
        password=password,
    )
    parent = _office(canaries, "private parent")
    _guide(canaries, "child of private", parent)
    _restrict(parent)
    child = _guide(canaries, "source of alias, below a private parent", parent)
    child.create_alias(parent=canaries.province.office, update_slug="ban-sao-cua-trang-con")
    source = _guide(canaries, "source of alias")
    source.create_alias(
        parent=canaries.province.home, update_slug=f"ban-sao-{canaries.named('alias made before')}"
    )
    _restrict(source)
    source.create_alias(
        parent=canaries.province.office, update_slug=f"ban-{canaries.named('alias made after')}"
    )


def _translations(canaries: Canaries) -> None:
    english = Locale.objects.get(language_code="en")
    source = _guide(canaries, "source of translation")
    translation = source.copy_for_translation(english, copy_parents=True)
    for name, value in _texts(canaries.named("translation of private")).items():
        setattr(translation, name, value)
    translation.save_revision().publish()
    _restrict(source)


@dataclass(frozen=True, slots=True)
class HiddenFacts:
    """Facts that visible pages use although nobody has published them."""

    agency: Agency
    contact: ContactPoint
    portal: Portal
    decree: LegalDocument
    procedure: Any
    procedure_field: ProcedureField
    payment: Any
    unconfirmed: Any
    regime: Any
    step_set: Any


def _facts(canaries: Canaries) -> HiddenFacts:
    agency = canaries.province.agency
    _draft_of_a_fact(canaries)
    name = canaries.named
    own = name("unpublished agency")
    return HiddenFacts(
        agency=a_fact(
            Agency,
            is_live=False,
            name=own,
            short_name=own,
            document_name=own,
            parent_document_name=own,
            level="centre",
            province=own,
        ),
        contact=a_fact(
            ContactPoint,
            is_live=False,
            name=name("unpublished contact"),
            agency=agency,
            address=name("unpublished address"),
            phone="0209.3999.999",
        ),
        portal=a_fact(
            Portal,
            is_live=False,
            name=name("unpublished portal"),
            short_name="Cổng",
            address="https://cong.example.vn",
        ),
        decree=a_fact(
            LegalDocument,
            is_live=False,
            type_name="Nghị định",
            number="1/2030/NĐ-CP",
            name=name("unpublished decree"),
            issuer="Chính phủ",
        ),
        procedure=a_procedure(name("unpublished procedure"), is_live=False),
        procedure_field=a_fact(ProcedureField, is_live=False, name=name("unpublished field")),
        payment=a_payment(agency, is_live=False, name=name("unpublished payment")),
        unconfirmed=a_payment(
            agency,
            account_number=name("unconfirmed account"),
            account_holder=name("unconfirmed holder"),
            bank=name("unconfirmed bank"),
            entered_by=an_officer("nguoi-nhap"),
        ),
        regime=a_regime(is_live=False, name=name("unpublished regime")),
        step_set=a_step_set(
            a_step(f"Bước {name('unpublished step set')}."), is_live=False, name="Bộ bước nháp"
        ),
    )


def _draft_of_a_fact(canaries: Canaries) -> None:
    agency = canaries.province.agency
    agency.short_name = canaries.named("draft of a live fact")
    agency.save_revision()
    agency.refresh_from_db()


@dataclass(frozen=True, slots=True)
class Files:
    """Uploads that visible pages use."""

    picture: Any
    private_picture: Any
    private_attachment: Any
    public_attachment: Any


def _files(canaries: Canaries) -> Files:
    private = Collection.get_first_root_node().add_child(name=canaries.named("private collection"))
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    inner = private.add_child(name="Bên trong")
    word = canaries.named("private attachment")
    gps, name = canaries.named("place of a picture"), canaries.named("name of a picture file")
    return Files(
        picture=picture_with_secrets(gps, file_name=f"{name}.jpg"),
        private_picture=a_picture(
            canaries.named("private picture"),
            png(color="#123456"),
            description=canaries.named("words of a private picture"),
            collection=inner,
        ),
        private_attachment=an_attachment(f"Tệp {word}", f"%PDF {word}".encode(), collection=inner),
        public_attachment=an_attachment("Mẫu đơn", f"%PDF-1.7 {SIGHTS[2]}".encode()),
    )


def _visible_pages_that_point_at_them(canaries: Canaries, facts: HiddenFacts, files: Files) -> None:
    office = canaries.province.office
    hidden = list(_hidden(canaries))
    links = "".join(f'<a linktype="page" id="{page.pk}">ở đây</a> ' for page in hidden)
    attached = f'<a linktype="document" id="{files.private_attachment.pk}">tệp</a>'
    chips = ", ".join(a_chip(row, "name") for row in (facts.contact, facts.portal, facts.payment))
    an_announcement_page(
        office,
        title=f"Thông báo {SIGHTS[1]}",
        legal_bases=stream(("legal_document", facts.decree.pk)),
        body=stream(
            ("paragraph", f"<p>Xem {links}và {attached}.</p>"),
            ("paragraph", f"<p>Dùng {chips}.</p>"),
            ("figure", {"picture": files.picture.pk, "alt": "", "caption": ""}),
            ("figure", {"picture": files.private_picture.pk, "alt": "", "caption": ""}),
            ("see_also", {"pages": items(*(page.pk for page in hidden))}),
            *(("guide", {"guide": page.pk}) for page in hidden),
            ("payment", {"title": "Nộp phí", "fact": facts.payment.pk}),
            ("payment", {"title": "Nộp phí", "fact": facts.unconfirmed.pk}),
            ("catalogue", a_catalogue(facts.procedure, field=facts.procedure_field)),
            ("contacts", {"title": "Hỏi", "points": items(facts.contact.pk)}),
            (
                "downloads",
                {
                    "title": "Tải về",
                    "files": items(files.private_attachment.pk, files.public_attachment.pk),
                },
            ),
        ),
    )
    _more_pages(canaries, facts, files, hidden)


def _more_pages(canaries: Canaries, facts: HiddenFacts, files: Files, hidden: list[Any]) -> None:
    place = canaries.province
    seen = a_fact(ContactPoint, name=f"Đầu mối {SIGHTS[1]}", agency=place.agency)
    step = a_step(pictures=items({"picture": files.picture.pk, "alt": ""}))
    a_guide_page(
        place.office,
        agency=facts.agency,
        title="Hướng dẫn nhìn thấy",
        groups=stream(
            ("group", a_group(step, portal=facts.portal.pk)),
            ("group", a_group(step_set=facts.step_set.pk, steps=[])),
        ),
        contacts=stream(("point", facts.contact.pk), ("point", seen.pk)),
    )
    a_service_kinds_page(
        place.office, regimes=stream(("regime", facts.regime.pk), ("regime", a_regime().pk))
    )
    parts = [
        ("steps", {"title": "", "guide": page.pk, "group": 1, "first": 1, "last": 2, "closing": ""})
        for page in hidden
    ]
    leaflet = a_leaflet_page(place.office)
    put_on_panel(leaflet, 2, *parts, ("heading", {"text": "Mặt", "level": "2"}))
    leaflet.save_revision().publish()
    home = place.home
    home.help_contact = facts.contact
    home.entries = stream(
        *(("entry", {"title": "Việc", "text": "", "page": page.pk}) for page in hidden[:6])
    )
    home.save_revision().publish()


def _hidden(canaries: Canaries) -> Iterator[Any]:
    """Yield the pages, at least one of each kind, that nobody may see."""
    from guides.models import GuidePage  # noqa: PLC0415  # beside its only use

    holes = (
        "draft",
        "private",
        "source of alias",
        "child of private",
        "expired but live",
        "scheduled",
        "unpublished",
        "child of unpublished",
        "outside of the site",
    )
    for hole in holes:
        yield GuidePage.objects.filter(title__contains=canaries.words[hole]).first()
