"""Faults at random, planted where no form would let them in: in the rows and files themselves.

A fault is a value that the column takes and no renderer expects: what an older version left,
what a restored backup lacks, what a hand wrote into the database.
"""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.models import Review, Succession
from cms.models.contact_point import phone_link
from cms.models.fact import registries
from guides.models import StepSet
from media.models import Illustration
from sitegen.collect.registry import page_collectors
from sitegen.models import FormerAddress
from tests.factories import a_picture, an_attachment, png

__all__ = ["KINDS", "Fault", "plant"]

LONG = "Đường dài vô tận " * 3000
ENDLESS = "dài" * 30_000
BROKEN = b"a\xed\xa0\x80b"
"""Bytes that stand in a column of text and are none: half a surrogate."""
WORDS: tuple[Any, ...] = (
    *(
        "",
        " ",
        LONG,
        ENDLESS,
        BROKEN,
        "a\x00b",
        "\uf0b7 \u202etên",
        "<script>",
        "{{",
        "{% x %}",
        "]]>",
        "\u00ad",
    ),
    *(None, 7, b"\x01\x02"),
)
NUMBERS: tuple[Any, ...] = (None, -1, 0, 2**62, "chữ", 1.5, "")
DAYS: tuple[Any, ...] = (None, "0001-01-01", "9999-12-31", "không", "2026-13-45", 5, "")
MOMENTS: tuple[Any, ...] = (None, "0001-01-01 00:00:00", "9999-12-31 23:59:59")
JSON_TEXTS: tuple[Any, ...] = ("", "null", "[]", "{}", '{"a": 1}', "[1, null]", '[{"type": ', "7")
VALUES: tuple[tuple[Any, tuple[Any, ...]], ...] = (
    (models.DateTimeField, MOMENTS),
    (models.DateField, DAYS),
    (models.IntegerField | models.BooleanField | models.FloatField, NUMBERS),
    (models.JSONField, JSON_TEXTS),
    (models.UUIDField, ("zz", "", BROKEN)),
)
LEFT_ALONE = {"path", "depth", "numchild", "live", "url_path", "content_type", "alias_of"}
"""Where a page stands, and whether: another value of those is no fault but another tree."""


@dataclass
class Fault:
    """What was planted; ``heal`` takes it out again.

    ``titles`` are the names by which an officer would know it. ``marks`` are the strings that
    the files of everything that shows it hold: whatever holds none of them is unaffected.
    """

    kind: str
    says: str
    titles: list[str]
    marks: list[str]
    heal: Callable[[], object]
    pages: set[int] = field(default_factory=set)


def plant(chance: random.Random) -> Fault:
    """Plant one fault; a value that the database refuses is none, so another is tried."""
    while True:
        kind = chance.choice(sorted(KINDS))
        with suppress(DatabaseError), transaction.atomic():
            return KINDS[kind](chance)


def _column(chance: random.Random, row: models.Model, kind: str) -> Fault:
    """Write a wrong value into a column of ``row``."""
    columns = [
        one
        for one in row._meta.concrete_fields
        if not one.primary_key and one.name not in LEFT_ALONE and _is_ours(row, one)
    ]
    column = chance.choice(columns)
    holder = column.model
    key = row.pk if holder is type(row) else getattr(row, "page_ptr_id", row.pk)
    old = _stored(holder, column.column, key)
    new = _wrong(chance, column, old)
    said, marks = _names(row), _marks(row)
    _store(holder, column.column, key, new)
    return Fault(
        kind=kind,
        says=f"{row._meta.label} {key} {column.name} = {str(new)[:80]!r}",
        titles=said,
        marks=marks,
        heal=lambda: _store(holder, column.column, key, old),
        pages={row.pk} if isinstance(row, Page) else set(),
    )


def _is_ours(row: models.Model, column: Any) -> bool:
    names = {"title", "first_published_at", "last_published_at", "slug"}
    if isinstance(row, Page) and not row.numchild:  # without them what lies below goes as well
        names |= {"locale", "translation_key"}
    return column.model is not Page or not isinstance(row, Page) or column.name in names


def _wrong(chance: random.Random, column: Any, old: Any) -> Any:
    if isinstance(column, StreamField):
        return _wrong_stream(chance, old)
    if column.is_relation:
        return 999_999
    values = (known for kind, known in VALUES if isinstance(column, kind))
    return chance.choice(next(values, WORDS))


def _wrong_stream(chance: random.Random, old: Any) -> Any:
    try:
        stored = json.loads(old)
    except (TypeError, ValueError):
        stored = []
    places = list(_places(stored))
    if not places or chance.random() < 0.15:
        return chance.choice(JSON_TEXTS)
    holder, key = chance.choice(places)
    match chance.randrange(7):
        case 0:
            del holder[key]
        case 1:
            holder[key] = None
        case 2:
            holder[key] = chance.choice((7, "chữ", [], {}, True, 999_999, -1, LONG))
        case 3:
            holder[key] = [holder[key], None]
        case 4:
            holder[key] = {"value": holder[key]}
        case 5 if isinstance(holder, dict):
            holder["type"] = "gone_since_version_1"
        case _:
            holder[key] = chance.choice(('<p><a linktype="page" id="x">a</a></p>', "a\x00b", 1e400))
    return json.dumps(stored, ensure_ascii=False)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in list(inner):
        yield value, key
        if isinstance(one, dict | list):
            yield from _places(one)


def _stored(model: Any, column: str, pk: int) -> Any:
    with connection.cursor() as cursor:
        table, key = model._meta.db_table, model._meta.pk.column
        cursor.execute(f'SELECT "{column}" FROM "{table}" WHERE "{key}" = %s', [pk])  # noqa: S608
        return cursor.fetchone()[0]


def _store(model: Any, column: str, pk: int, value: Any) -> None:
    with connection.cursor() as cursor:
        table, key = model._meta.db_table, model._meta.pk.column
        sign = "CAST(%s AS TEXT)" if value is BROKEN else "%s"
        cursor.execute(
            f'UPDATE "{table}" SET "{column}" = {sign} WHERE "{key}" = %s',  # noqa: S608
            [value, pk],
        )


def _names(row: Any) -> list[str]:
    found = [getattr(row, name, "") for name in ("title", "name", "short_name", "number")]
    return [*(one for one in found if one), f"số {row.pk}"]


def _marks(row: Any) -> list[str]:
    if isinstance(row, Page):
        ways = [row.title, f"page-{row.pk}", row.url_path.split("/", 2)[-1]]
        return [one for one in ways if one.strip("/")]
    if isinstance(row, Illustration):
        return [row.baked_digest[:16]]
    if isinstance(row, get_document_model()):
        return [row.file_hash[:12]]
    spoken = [phone_link(row.phone)] if getattr(row, "phone", "") else []  # on every page's foot
    return [f"{row._meta.model_name}-{row.pk}", *_names(row)[:-1], *spoken]


def _any_of(chance: random.Random, *models_: Any) -> Any:
    found = [
        (model, pk)
        for model in models_
        for pk in model._default_manager.order_by("pk").values_list("pk", flat=True)
    ]
    return _row(*chance.choice(found))


def _row(model: Any, pk: int) -> Any:
    """Return a row without its streams, which may be what another fault has broken."""
    streams = [one.name for one in model._meta.concrete_fields if isinstance(one, StreamField)]
    return model._base_manager.defer(*streams).get(pk=pk)


def _page(chance: random.Random) -> Fault:
    found = [
        (model, pk)
        for model in page_collectors()
        for pk in model.objects.filter(live=True).values_list("pk", flat=True)
    ]
    return _column(chance, _row(*chance.choice(found)), "a value of a page")


def _registry(chance: random.Random) -> Fault:
    return _column(chance, _any_of(chance, *registries(), StepSet), "a value of a registry")


def _medium(chance: random.Random) -> Fault:
    row = _any_of(chance, Illustration, get_document_model())
    return _column(chance, row, "a value of a picture or attachment")


def _odd_picture(chance: random.Random) -> Fault:
    """Put other bytes, or none, in the place of a picture, as if it had come with them."""
    picture = chance.choice(list(Illustration.objects.all()))
    before = {name: getattr(picture, name) for name in ("file", "baked_digest", "width", "height")}
    before["file"] = picture.file.name
    marks = _marks(picture)
    odd = a_picture(f"Ảnh lạ {uuid4().hex[:6]}", png(size=(9, 9), color="#123456"))
    path = Path(odd.file.path)
    size = _make_odd(chance, path)
    digest = uuid4().hex * 2
    changes = {"file": odd.file.name, "baked_digest": digest, "width": size[0], "height": size[1]}
    Illustration.objects.filter(pk=picture.pk).update(**changes)

    def heal() -> None:
        Illustration.objects.filter(pk=picture.pk).update(**before)
        Illustration.objects.filter(pk=odd.pk).delete()

    says = f"picture {picture.pk} {size} {path.stat().st_size if path.exists() else 'gone'}"
    return Fault("a picture that is odd, broken or gone", says, [picture.title], marks, heal)


def _make_odd(chance: random.Random, path: Path) -> tuple[int, int]:
    """Put an odd picture at ``path``; return the size that the database believes."""
    match chance.randrange(8):
        case 0:
            path.unlink()
        case 1:
            path.write_bytes(b"")
        case 2:
            path.write_bytes(path.read_bytes()[: chance.randrange(8, 70)])
        case 3:
            path.write_bytes(b"<html>not a picture</html>")
        case 4:
            size = chance.choice(((108, 18_000), (1, 40_000), (30_000, 2), (1, 1)))
            Image.new("RGB", size, "#abcdef").save(path, "PNG")
            return size
        case 5:
            mode = chance.choice(("1", "L", "LA", "P", "RGBA", "I;16"))
            Image.new(mode, (40, 30)).save(path, "PNG")
            return 40, 30
        case 6:
            Image.new("CMYK", (40, 30)).save(path, "JPEG")
            return chance.choice(((40, 30), (4000, 3), (0, 0)))
        case _:
            content = bytearray(path.read_bytes())
            for place in range(30, len(content), 5):
                content[place] ^= 0x55
            path.write_bytes(bytes(content))
    return 40, 30


def _lost_attachment(chance: random.Random) -> Fault:
    """Let an attachment be one whose file did not come back with the backup."""
    model = get_document_model()
    row = chance.choice(list(model.objects.all()))
    before = {"file": row.file.name, "file_hash": row.file_hash, "file_size": row.file_size}
    lost = chance.choice(("documents/gone.pdf", "documents", ""))
    hashed = chance.choice((uuid4().hex + "0" * 8, "", "x"))
    changes = {"file": lost, "file_hash": hashed, "file_size": chance.choice((None, 5))}
    marks = _marks(row)
    model.objects.filter(pk=row.pk).update(**changes)
    return Fault(
        "an attachment without a file",
        f"{row.pk} {lost!r} {hashed!r}",
        [row.title],
        marks,
        lambda: model.objects.filter(pk=row.pk).update(**before),
    )


def _circle(chance: random.Random) -> Fault:
    """Let facts take each other's place for ever."""
    row = _any_of(chance, *registries())
    model = type(row)
    _store(model, "replaced_by_id", row.pk, row.pk)
    return Fault(
        "a fact that replaces itself",
        f"{model.__name__} {row.pk}",
        _names(row),
        _marks(row),
        lambda: _store(model, "replaced_by_id", row.pk, None),
    )


def _notice(chance: random.Random) -> Fault:
    """Tell readers of something whose registry is no more."""
    page = chance.choice(list(Page.objects.filter(live=True, depth__gt=2)))
    kind = chance.choice(("cms.nothing", "", "cms.portal", "cms.agency"))
    cause = Succession.objects.create(
        action=chance.choice(("close", "merge", "repeal", "x")),
        fact_kind=kind,
        fact_id=chance.choice((999_999, 1)),
        day=timezone.localdate(),
    )
    review = Review.objects.create(page=page, cause=cause, due=timezone.localdate())

    def heal() -> None:
        review.delete()
        cause.delete()

    return Fault("a notice of nothing", kind, [page.title], _marks(page), heal, {page.pk})


def _address(chance: random.Random) -> Fault:
    """Remember an address that no mirror could have had."""
    path = chance.choice(("../ra-ngoai/", "/goc/", "a\x00b/", "con/", "x" * 300 + "/", "", "vi//"))
    row = FormerAddress.objects.create(
        path=path, page_id=chance.choice((1, 999_999)), language=chance.choice(("vi", "xx", ""))
    )
    return Fault("a former address that cannot be", repr(path[:40]), [path], [], row.delete)


def _more(chance: random.Random) -> Fault:
    """Upload something whose words are odd, which nothing shows: nothing may come of it."""
    row = chance.choice((a_picture, an_attachment))("Không ai dùng")
    type(row).objects.filter(pk=row.pk).update(title=chance.choice(("", "a\x00b", LONG[:200])))
    return Fault("something odd that nothing shows", row._meta.label, [], [], row.delete)


KINDS: dict[str, Callable[[random.Random], Fault]] = {
    "address": _address,
    "attachment": _lost_attachment,
    "circle": _circle,
    "medium": _medium,
    "more": _more,
    "notice": _notice,
    "page": _page,
    "page again": _page,
    "page once more": _page,
    "picture": _odd_picture,
    "picture again": _odd_picture,
    "registry": _registry,
    "registry again": _registry,
}
