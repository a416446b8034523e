"""What programs read besides documents: addresses of pictures, the site, lists, registries."""

import csv
import io
import json
import random
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sitegen.documents.base import ClosedPortal, ContactCard, Picture, Portal
from sitegen.documents.collection import Collection
from sitegen.documents.kinds import (
    Document,
    Guide,
    ServiceKinds,
    Statistics,
    StatisticsColumn,
    StatisticsColumnGroup,
    StatisticsRow,
)
from sitegen.documents.registries import REGISTRIES, RegistryTable, registry_tables
from sitegen.pipeline import build
from sitegen.plan import Before, Plan, facts, placed
from sitegen.render import html, json_api
from sitegen.render.api_schema import definitions
from sitegen.render.beside import beside
from sitegen.render.pictures import derivatives
from sitegen.render.site_files.registries import catalogue, registry_csv, registry_json
from sitegen.render.workshop import Workshop
from tests.branching_guides import a_branching_guide
from tests.builder_regimes import level_regime
from tests.builders import a_guide, a_head, a_site, a_view, every_document
from tests.lots import lots
from tests.unit.mirror_samples import FORM, Province

PUBLIC = "https://loa.example.vn/"
DOCUMENTS = (*every_document(), *map(a_branching_guide, range(20)))


def _at(document: Any, pointer: str) -> Any:
    """Return what a JSON Pointer names, as a program in any language would."""
    for part in pointer.split("/")[1:]:
        document = document[int(part) if isinstance(document, list) else part]
    return document


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.head.path)
def test_every_picture_of_a_document_has_all_its_addresses(document: Document) -> None:
    envelope = json.loads(json_api.render(document, a_view()))
    shown = envelope["beside"]["pictures"]
    offered = {place: one for one in shown for place in one["at"]}
    pictures = {place: one for place, one in placed(document) if isinstance(one, Picture)}
    assert offered.keys() == pictures.keys()
    for place, picture in pictures.items():
        told = _at(envelope["document"], place)
        assert told["digest"] == picture.digest
        paths = {file["path"] for file in (*offered[place]["files"], *offered[place]["part_files"])}
        assert paths == {one.path for one in derivatives(picture)}


def test_what_stands_beside_a_page_is_that_of_its_view() -> None:
    view = a_view(pdf_path="a.pdf", share_path="share/1.png", has_json=True, has_markdown=True)
    told = beside(a_guide(), view)
    assert (told.crumbs, told.translations) == (view.crumbs, view.translations)
    assert (told.pdf, told.share) == ("a.pdf", "share/1.png")
    assert told.html.removesuffix("html") == told.text.removesuffix("md")


@cache
def _released(folder: Path) -> dict[str, bytes]:
    province = Province.of(12)
    build(
        province.collection(),
        folder=folder,
        load_picture=lambda _: _png(),
        load_attachment=lambda _: FORM,
        created=datetime(2026, 11, 1, tzinfo=UTC),
    )
    current = (folder / "releases" / "current").resolve()
    return {
        str(path.relative_to(current)): path.read_bytes()
        for path in current.rglob("*")
        if path.is_file()
    }


def _png() -> bytes:
    from PIL import Image  # noqa: PLC0415  # beside its only use

    made = io.BytesIO()
    Image.new("RGB", (80, 60), "white").save(made, "PNG")
    return made.getvalue()


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All files of the release of a small province."""
    return _released(tmp_path_factory.mktemp("released"))


def test_every_path_that_data_names_lies_in_the_release(released: dict[str, bytes]) -> None:
    documents = [path for path in released if path.endswith("index.json")]
    assert len(documents) > 10
    for path in documents:
        told = json.loads(released[path])["beside"]
        named = {told["html"], told["text"], told["pdf"], told["share"]} - {""}
        named |= {one["path"] for one in told["sheets"]}
        named |= {f"{one['path']}index.json" for one in (*told["crumbs"], *told["translations"])}
        for one in told["pictures"]:
            named |= {file["path"] for file in (*one["files"], *one["part_files"])}
        assert named <= released.keys(), path
    for site in json.loads(released["api/v1/site.json"])["sites"]:
        assert {site["icon"], *filter(None, (site["emblem"], site["colour"]))} <= released.keys()


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("api/v1/site.json", "SiteObject"),
        ("api/v1/words.json", "PageWords"),
        ("api/v1/moved.json", "FormerPlaces"),
        ("api/v1/lists.json", "Lists"),
        ("api/v1/pages-0.json", "PageList"),
        *((f"api/v1/registries/{one.name}.json", "Registry") for one in REGISTRIES),
    ],
)
def test_files_about_the_whole_are_as_described(
    released: dict[str, bytes], path: str, schema: str
) -> None:
    described = {"$ref": f"#/$defs/{schema}", "$defs": definitions("#/$defs/")}
    Draft202012Validator(described).validate(json.loads(released[path]))


def _tables(documents: Any) -> dict[str, RegistryTable]:
    made = registry_tables(
        (one.head.language, one.head.path, tuple(facts(one))) for one in documents
    )
    return {table.name: table for table in made}


def _rows(table: RegistryTable) -> list[dict[str, str]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_registries_hold_every_fact_that_documents_show() -> None:
    tables = _tables(every_document())
    assert [one.name for one in REGISTRIES] == list(tables)
    keys = {row["key"] for table in tables.values() for row in _rows(table)}
    for document in every_document():
        for found in facts(document):
            key = getattr(found, "fact_key", "")
            assert not key or key in keys, key


def test_a_page_that_shows_a_row_is_named_with_it() -> None:
    paths = {document.head.path for document in every_document()}
    for table in _tables(every_document()).values():
        assert {row["page"] for row in _rows(table)} <= paths


def test_a_closed_portal_and_what_took_its_place_are_two_rows() -> None:
    closed = ClosedPortal(
        name="Cũ",
        short_name="Cũ",
        address="https://cu.vn",
        closed_on=date(2025, 7, 1),
        fact_key="portal-1",
    )
    portal = Portal(
        name="Mới", short_name="Mới", address="https://moi.vn", fact_key="portal-2", closed=closed
    )
    guide = a_guide()
    guide = replace(guide, groups=(replace(guide.groups[0], portal=portal),))
    rows = {row["key"]: row for row in _rows(_tables([guide])["portals"])}
    assert (rows["portal-1"]["closed_on"], rows["portal-1"]["address"]) == ("2025-07-01", "cu.vn")
    assert (rows["portal-2"]["closed_on"], rows["portal-2"]["address"]) == ("", "https://moi.vn")


@pytest.mark.parametrize("seed", lots(12, 50))
def test_no_figure_is_lost_where_two_columns_or_offices_have_one_name(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    page = next(one for one in every_document() if isinstance(one, Statistics))
    columns = tuple(StatisticsColumn(label=chance.choice("ab")) for _ in range(4))
    rows = tuple(StatisticsRow(unit=chance.choice("xy"), values=(*"1234",)) for _ in range(3))
    groups = (StatisticsColumnGroup(label="", columns=columns),)
    table = _tables([replace(page, column_groups=groups, rows=rows)])["statistics"]
    assert sorted(row["value"] for row in _rows(table)) == sorted("1234" * 3)


def test_service_kinds_keep_their_keys_in_every_language_and_under_every_name() -> None:
    regime = replace(level_regime(), fact_keys=("regime-1", *(f"kind-{at}" for at in range(4))))
    page = next(one for one in every_document() if isinstance(one, ServiceKinds))
    renamed = tuple(replace(one, name=f"{one.name} khác") for one in regime.kinds)
    both = [replace(regime, kinds=kinds) for kinds in (regime.kinds, renamed)]
    tables = [_tables([replace(page, regimes=(one,))])["service-kinds"] for one in both]
    before, after = ([row["key"] for row in _rows(table)] for table in tables)
    assert before == after
    assert len(before) == len(regime.kinds)


def _cells(content: bytes, mark: str) -> list[str]:
    """Return all cells as a spreadsheet that parts them at ``mark`` reads them."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=mark)
    return [cell for row in rows for cell in row]


@pytest.mark.parametrize("seed", lots(40, 200))
def test_a_spreadsheet_reads_the_same_rows_and_runs_none_of_them(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    pieces = (
        "=1+1",
        "+84 209",
        "-2+3",
        "@SUM(A1)",
        ";",
        ",",
        "\t",
        "\n",
        "\r",
        '"',
        " ",
        "Một",
        "\uff1d1",
    )
    texts = ["".join(chance.choices(pieces, k=chance.randint(1, 6))) for _ in range(3)]
    card = ContactCard(name=texts[0], phone=texts[1], note=texts[2], fact_key="contactpoint-1")
    table = _tables([a_guide(contacts=(card,))])["contacts"]
    content = registry_csv(table)
    for mark in ",;\t":
        for cell in _cells(content, mark):
            assert cell.lstrip(' \t\r\n"')[:1] not in set("=+-@\uff1d"), (mark, cell)
    [row] = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert {name: text.replace("'", "") for name, text in row.items()} == _rows(table)[0]


def test_a_negative_figure_stays_a_number() -> None:
    columns = ("key", "value", "note")
    table = RegistryTable(
        name="x", title="X", columns=columns, rows=(("a", "-12.5", "-1"), ("b", "-1,5", "-A1"))
    )
    assert _cells(registry_csv(table), ",")[3:] == ["a", "-12.5", "-1", "b", "-1,5", "'-A1"]


@pytest.mark.parametrize("seed", range(200))
def test_only_numbers_and_days_go_without_quotes(seed: int) -> None:
    """A spreadsheet may read them as such: a telephone number would lose its 0, a code its end."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    pieces = ("0", "1", "23", "2026", "-", ".", "000", "12-31", "/", "E", "%", " ", "٣")
    text = "".join(chance.choices(pieces, k=chance.randint(1, 6)))
    table = RegistryTable(name="x", title="X", columns=("value",), rows=((text,),))
    (_, cell) = registry_csv(table).decode("utf-8-sig").splitlines()
    if not cell.startswith('"'):
        is_day = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
        assert cell == text
        assert is_day or f"{float(text):.{len(text.partition('.')[2])}f}" == text


@pytest.mark.parametrize("licence", ["", "https://creativecommons.org/licenses/by/4.0/"])
def test_the_catalogue_names_every_file_and_the_licence_or_that_there_is_none(licence: str) -> None:
    site = a_site(base_address=PUBLIC, licence=licence)
    tables = [(one.name, one.title, one.columns) for one in REGISTRIES]
    told = json.loads(catalogue(site, tables))
    files = {
        one["dcat:downloadURL"]["@id"]
        for dataset in told["dcat:dataset"]
        for one in dataset["dcat:distribution"]
    }
    wanted = {
        f"{PUBLIC}api/v1/registries/{name}.{end}" for name, *_ in tables for end in ("json", "csv")
    }
    assert files == wanted
    for one in (told, *told["dcat:dataset"]):
        for name in ("dct:title", "dct:description"):
            assert set(one[name]) == {"@language", "@value"}
            assert one[name]["@language"] == site.language
        assert one["dct:title"]["@value"] != one["dct:description"]["@value"] != ""
    for dataset in told["dcat:dataset"]:
        assert ("dct:license" in dataset) == bool(licence)
        assert ("dct:rights" in dataset) != bool(licence)
        for file in dataset["dcat:distribution"]:  # as the shapes of DCAT-AP want them
            said = [file[name] for name in ("dct:format", "dcat:mediaType")]
            said += [file[name] for name in ("dct:license", "dct:rights") if name in file]
            assert len(said) == 3
            assert all(one["@type"].startswith("dct:") for one in said)
    table = _tables(every_document())["offices"]
    assert json.loads(registry_json(table, site))["licence"] == licence


@pytest.mark.parametrize("licence", ["", "https://creativecommons.org/licenses/by/4.0/"])
def test_a_page_leads_to_the_licence_of_its_data_where_there_is_one(licence: str) -> None:
    view = a_view(site=a_site(licence=licence), has_json=True, has_markdown=True)
    page = html.render(a_guide(), view).decode()
    assert (f'<link rel="license" href="{licence}">' in page) == bool(licence)
    assert ('rel="license"' in page) == bool(licence)


@pytest.mark.parametrize("seed", lots(5, 100))
def test_registries_after_any_edits_are_those_of_a_new_plan(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    recipes = Workshop(lambda _: b"", lambda _: b"").recipes()
    guides = {number: _random_guide(chance, number) for number in range(6)}
    before = Before()
    for _ in range(8):
        number = chance.randrange(8)
        match chance.choice(("edit", "edit", "remove")):
            case "remove":
                guides.pop(number, None)
            case _:
                guides[number] = _random_guide(chance, number)
        home = Province.of(0).collection()
        collection = Collection(documents=(*home.documents, *guides.values()), sites=home.sites)
        kept, new = Plan(collection, recipes, before), Plan(collection, recipes)
        assert _registry_keys(kept) == _registry_keys(new)
        before = kept.settled()


def _registry_keys(plan: Plan) -> dict[str, str]:
    list(plan.sheets())
    return {one.path: one.key for one in plan.files() if one.path.startswith("api/v1/")}


def _random_guide(chance: random.Random, number: int) -> Guide:
    cards = tuple(
        ContactCard(name=f"Đầu mối {chance.randrange(3)}", fact_key=f"contactpoint-{at}")
        for at in chance.sample(range(4), chance.randrange(3))
    )
    head = a_head(key=f"page-{100 + number}", path=f"so-noi-vu/g{number}/", parent="page-2")
    return a_guide(head=replace(head, translation=f"t-{number}"), contacts=cards)
