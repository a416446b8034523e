"""The plan: equal inputs give equal keys, and a key moves only when its file could."""

import random
from dataclasses import replace

import pytest

from sitegen.documents.base import Attachment, Picture
from sitegen.documents.collection import Collection
from sitegen.documents.inline import Text
from sitegen.documents.kinds import Guide, Home
from sitegen.documents.nodes import Callout, Figure, Paragraph, Step, StepGroup
from sitegen.documents.site import Site
from sitegen.errors import Finding, SitegenError
from sitegen.outputs import OUTPUTS
from sitegen.plan import Lost, Plan, references, sheet_path, view_in
from sitegen.render.workshop import Workshop
from tests.unit.mirror_samples import PICTURE, PlainWorkshop, Province

_SHARED = {"picture", "attachment", "share"}
RECIPES = PlainWorkshop(lambda _: b"", lambda _: b"").recipes()


def _keys(province: Province) -> dict[str, str]:
    plan = Plan(province.collection(), RECIPES)
    return {one.path: one.key for one in (*plan.sheets(), *plan.files())}


def _moved(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {path for path in before | after if before.get(path) != after.get(path)}


def test_same_collection_gives_the_same_keys() -> None:
    assert _keys(Province.of(5)) == _keys(Province.of(5))


@pytest.mark.parametrize(
    ("changes", "moved"),
    [
        (
            {"body": "Khác."},
            {"so-noi-vu/huong-dan-10/index.html", "so-noi-vu/huong-dan-10/index.json"},
        ),
        (
            {"title": "Khác"},
            {
                "so-noi-vu/huong-dan-10/index.html",
                "so-noi-vu/huong-dan-10/index.json",
                "so-noi-vu/index.html",
                "so-noi-vu/index.json",
            },
        ),
        (
            {"slug": "khac"},
            {
                f"so-noi-vu/{name}/{file}"
                for name in ("huong-dan-10", "khac")
                for file in ("index.html", "index.json")
            }
            | {"so-noi-vu/index.html", "so-noi-vu/index.json"},
        ),
    ],
)
def test_edit_moves_only_the_keys_of_what_shows_it(
    changes: dict[str, str], moved: set[str]
) -> None:
    province = Province.of(4)
    before = _keys(province)
    province.edit(10, **changes)
    assert _moved(before, _keys(province)) == moved


def test_name_of_the_site_moves_every_page_and_its_metadata() -> None:
    province = Province.of(2)
    before = _keys(province)
    province.site_name = "Tỉnh khác"
    endings = {path.rpartition("/")[2] for path in _moved(before, _keys(province))}
    assert endings == {"index.html", "index.json", "404.html"}


def test_files_about_the_whole_mirror_know_addresses_and_no_bodies() -> None:
    province = Province.of(2)
    province.base_address = "https://loa.example.vn/"
    before = _keys(province)
    province.edit(10, body="Khác.")
    about_all = {"sitemap.xml", "feed.xml"}
    assert not about_all & _moved(before, _keys(province))
    province.edit(10, slug="khac")
    assert about_all <= _moved(before, _keys(province))


def test_plan_after_another_names_only_what_changed_and_what_all_share() -> None:
    province = Province.of(6)
    first = Plan(province.collection(), RECIPES)
    list(first.files())
    province.edit(12, body="Khác.")
    del province.rows[15]
    again = Plan(province.collection(), RECIPES, first.settled())
    named = {one.path for one in again.files()}
    assert {path for path in named if path.endswith(".json")} == {
        "so-noi-vu/index.json",
        "so-noi-vu/huong-dan-12/index.json",
    }
    assert {path for path in again.removed() if "huong-dan" in path} == {
        "so-noi-vu/huong-dan-15/index.html",
        "so-noi-vu/huong-dan-15/index.json",
    }


def test_refused_print_takes_the_pdf_from_its_page() -> None:
    plan = Plan(Province.of(0).collection(), RECIPES)
    assert [sheet.path for sheet in plan.sheets()] == ["to-gap/to-gap.pdf"]
    offered = {one.path: one for one in plan.files()}
    said = Finding(code="x", severity="warning", page="Tờ gấp", message="Không vừa.")
    plan.refuse({"page-4": said})
    refused = {one.path: one for one in plan.files()}
    assert set(offered) - set(refused) == {"to-gap/side-1.webp", "to-gap/side-2.webp"}
    assert offered["to-gap/index.html"].key != refused["to-gap/index.html"].key
    assert plan.refusals == {"page-4": said}


def test_refused_print_stays_refused_while_other_pages_are_edited() -> None:
    province = Province.of(3)
    first = Plan(province.collection(), RECIPES)
    said = Finding(code="x", severity="warning", page="Tờ gấp", message="Không vừa.")
    first.refuse({"page-4": said})
    list(first.files())
    province.edit(12, body="Khác.")
    again = Plan(province.collection(), RECIPES, first.settled())
    again.refuse({})
    assert [one.document.head.key for _, one in again.changes if one] == ["page-12"]
    assert again.pieces["page-4"].view.pdf_path == ""
    assert again.refusals == {"page-4": said}


def test_picture_for_messages_that_cannot_be_drawn_is_left_out_until_it_can() -> None:
    recipes = Workshop(lambda _: b"", lambda _: b"").recipes()
    province = Province.of(2)
    province.base_address = "https://loa.example.vn/"
    collection = province.collection()
    lost = Lost("share", "page-11", Finding(code="x", severity="warning", page="", message=""))
    first = Plan(collection, recipes, aside=(lost,))
    assert not first.pieces["page-11"].view.share_path
    assert first.pieces["page-10"].view.share_path
    again = Plan(collection, recipes, first.settled())
    assert [one.document.head.key for _, one in again.changes if one] == ["page-11"]
    assert again.pieces["page-11"].view.share_path


@pytest.mark.parametrize("outputs", [OUTPUTS, frozenset(), frozenset({"json"}), frozenset({"pdf"})])
def test_pieces_know_the_paths_of_the_files_that_are_planned(outputs: frozenset[str]) -> None:
    recipes = Workshop(lambda _: b"", lambda _: b"", outputs=outputs).recipes()
    plan = Plan(Province.of(4).collection(), recipes)
    files = [*plan.sheets(), *plan.files()]
    own = {one.path for one in files if one.owner and one.group not in _SHARED}
    shared = {one.path for one in files if one.group in _SHARED}
    assert own == {path for piece in plan.pieces.values() for path in piece.paths}
    assert shared == {path for piece in plan.pieces.values() for path in piece.shared_paths}


def test_other_recipes_plan_every_document_again() -> None:
    collection = Province.of(2).collection()
    first = Plan(collection, RECIPES)
    again = Plan(collection, replace(RECIPES, made_by="khác"), first.settled())
    assert [one for _, one in again.changes] == [*again.pieces.values()]


def test_the_order_of_the_languages_is_a_part_of_what_is_planned() -> None:
    collection = Province.of(1).collection()
    site = collection.sites["vi"]
    both = {"vi": site, "en": replace(site, language="en", home_path="en/")}
    first = Plan(replace(collection, sites=both), RECIPES)
    turned = replace(collection, sites=dict(reversed(both.items())))
    again = Plan(turned, RECIPES, first.settled())
    shared = [one.key for one in again.files() if one.group == "site"]
    assert shared == [one.key for one in Plan(turned, RECIPES).files() if one.group == "site"]


def test_inputs_are_named() -> None:
    plan = Plan(Province.of(1).collection(), RECIPES)
    page = next(one for one in plan.files() if one.path == "index.html")
    assert [name for name, _ in page.inputs] == ["document", "view", "made by"]


def test_crumbs_lead_from_the_home_page_to_the_parent() -> None:
    collection = Province.of(1).collection()
    guide = next(one for one in collection.documents if one.head.key == "page-10")
    crumbs = view_in(collection, guide).crumbs
    assert [(crumb.path, crumb.title) for crumb in crumbs] == [
        ("", "Trang chủ"),
        ("so-noi-vu/", "Sở Nội vụ"),
    ]


def test_page_that_is_its_own_ancestor_does_not_hang() -> None:
    home = Province.of(0).collection().documents[0]
    loop = replace(home, head=replace(home.head, parent=home.head.key))
    collection = Collection(documents=(loop,), sites=Province.of(0).collection().sites)
    assert len(view_in(collection, loop).crumbs) == 1


def test_translations_stand_in_the_order_of_the_sites_this_page_included() -> None:
    vietnamese = Province.of(0).collection()
    home = vietnamese.documents[0]
    english = replace(
        home,
        head=replace(home.head, key="page-7", language="en", path="en/", title="Home"),
    )
    site = vietnamese.sites["vi"]
    sites: dict[str, Site] = {"vi": site, "en": replace(site, language="en", home_path="en/")}
    collection = Collection(documents=(english, home), sites=sites)
    for document in (home, english):
        found = view_in(collection, document).translations
        assert [(one.language, one.path) for one in found] == [("vi", ""), ("en", "en/")]


def test_language_without_home_page_is_refused_in_words() -> None:
    collection = Province.of(0).collection()
    lost = replace(
        collection.documents[0], head=replace(collection.documents[0].head, language="tyz")
    )
    with pytest.raises(SitegenError, match="Chưa có trang chủ cho ngôn ngữ “tyz”"):
        view_in(Collection(documents=(lost,), sites=collection.sites), lost)


def test_pictures_come_before_every_page_and_each_once() -> None:
    """Their encoders need room, and a large build takes more with every page."""
    plan = Plan(Province.of(5).collection(), RECIPES)
    groups = [one.group for one in plan.files()]
    assert groups.index("page") > max(
        place for place, group in enumerate(groups) if group in {"picture", "attachment"}
    )
    paths = [one.path for one in Plan(Province.of(5).collection(), RECIPES).files()]
    assert len(paths) == len(set(paths))


def test_pictures_are_found_however_deep_they_stand() -> None:
    other = replace(PICTURE, digest="q" * 64)
    step = Step(number=1, anchor="b1", title=(Text(value="Mở"),), pictures=(other,))
    head = Province.of(0).collection().documents[0].head
    words = Paragraph(children=(Text(value="x"),))
    guide = Guide(
        head=head,
        groups=(StepGroup(anchor="g", title="", steps=(step,)),),
        body=(Callout(tone="note", body=(words,)), Figure(picture=PICTURE)),
    )
    assert [one.digest[0] for one in references(guide)] == ["q", "p"]


def test_attachments_are_found() -> None:
    collection = Province.of(3).collection()
    found = [one for document in collection.documents for one in references(document)]
    assert {type(one) for one in found} == {Picture, Attachment}


@pytest.mark.parametrize(
    ("path", "pdf"),
    [("", "trang.pdf"), ("a/", "a/a.pdf"), ("a/b-c/", "a/b-c/b-c.pdf")],
)
def test_pdf_is_named_after_its_page(path: str, pdf: str) -> None:
    home = Home(
        head=replace(Province.of(0).collection().documents[0].head, path=path),
        question="",
        lead="",
        entries=(),
    )
    assert sheet_path(home) == pdf


def _files(plan: Plan) -> dict[str, str]:
    return {one.path: one.key for one in (*plan.sheets(), *plan.files())}


@pytest.mark.parametrize("seed", range(12))
def test_plan_after_edits_is_the_plan_of_everything(seed: int) -> None:
    """Some plans are given up half way, as those of builds that fail."""
    chance = random.Random(seed)  # noqa: S311  # a test that can be run again
    province = Province.of(6)
    plan = Plan(province.collection(), RECIPES)
    files, before = _files(plan), plan.settled()
    for step in range(8):
        province.edit(chance.choice((10, 12, 14)), body=f"Khác {seed} {step}.")
        if chance.random() < 0.2:
            province.edit(11, title=f"Tên {step}")
        if chance.random() < 0.1:
            province.rows.pop(15, None)
        plan = Plan(province.collection(), RECIPES, before)
        named = _files(plan)
        removed = plan.removed()
        after = {path: key for path, key in {**files, **named}.items() if path not in removed}
        assert after == _files(Plan(province.collection(), RECIPES))
        if chance.random() < 0.7:  # else the build failed, and what is served stays
            unsettled = ("page-13",) if chance.random() < 0.3 else ()
            files, before = after, plan.settled(unsettled=unsettled)


def test_only_changed_and_unsettled_documents_are_planned_again() -> None:
    province = Province.of(6)
    first = Plan(province.collection(), RECIPES)
    _files(first)
    province.edit(12, body="Khác.")
    again = Plan(province.collection(), RECIPES, first.settled(unsettled=("page-14",)))
    named = {path for path in _files(again) if path.endswith(".json") and "huong-dan" in path}
    assert named == {f"so-noi-vu/huong-dan-{number}/index.json" for number in (12, 14)}
    assert [now.digest for _, now in again.changes if now] == [
        again.pieces[key].digest for key in ("page-12", "page-14")
    ]
    assert not any("huong-dan" in path for path in again.removed())
