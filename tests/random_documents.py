"""Random documents, made from the types of documents alone: a new kind or node needs no line here.

Only what collectors promise beyond types is kept: rows are as long as their headings are many.
"""

import random
import types
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from sitegen.documents.base import ClosedPortal, PageNotice, Portal
from sitegen.documents.kinds import Document, ServiceKindRegime, Statistics
from sitegen.documents.leaflet import LeafletFormat, LeafletStatistics
from sitegen.documents.nodes import Catalogue, StepGroup, Table
from sitegen.documents.office import Suspension
from sitegen.languages import LANGUAGES
from sitegen.render.word.parts import STAMPS_MM

__all__ = ["a_random_document"]

_WORDS = (
    *(
        "Nộp",
        "hồ sơ",
        "trực tuyến",
        "42/2022/NĐ-CP",
        "ngày 1/7",
        "<b>",
        "&amp;",
        '"',
        "'",
        "</script>",
    ),
    *(
        "{day}",
        "{{ x }}",
        "…",
        "Ê Đê",
        "*sao*",
        "_gạch_",
        "`mã`",
        "[liên kết](x)",
        "# đề mục",
        "100%",
    ),
)
_DEEPEST = 7
_FOLDERS = tuple(f"thu-muc-{number}/" for number in range(1, 10))
_AMONG: dict[str, tuple[str, ...]] = {
    "address": ("", "https://cong.example.vn/", "http://a.vn/x?y=1&z=2"),
    "language": tuple(LANGUAGES)[:3],
    "foreign": tuple(LANGUAGES)[:3],
    "path": _FOLDERS,
    "previous_path": _FOLDERS,
    "next_path": _FOLDERS,
    "accent": ("", "#1d5c8f"),
    "urgency": ("", *tuple(STAMPS_MM)[:3]),
    "circulation": ("", *tuple(STAMPS_MM)[3:]),
    "authority": ("", "KT.", "TM.", "TL.", "TUQ.", "Q."),
    "item_kind": ("guide", "announcement", "outreach"),
    "kind": ("guide", "announcement", "outreach"),
}
_PARTS = ("language", "address")
"""Texts are told by a part of the name of their field."""
_NUMBERS = {"width": (1, 1600), "height": (1, 1600), "size_bytes": (0, 9_000_000), "level": (2, 3)}
_NEVER_EMPTY = {"title", "name", "alt", "type_name"}
_DAYS = {"year": (2000, 2030), "month": (1, 12), "day": (1, 28)}


def a_random_document(seed: int) -> Document:
    """Return a document of any kind, the same for the same seed; its folder is "r-SEED/"."""
    return _Chance(seed).document()


class _Chance:
    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._random = random.Random(seed)  # noqa: S311  # no secret
        self._count = 0

    def document(self) -> Document:
        kinds = get_args(Document)
        made: Any = self._made(kinds[self._seed % len(kinds)], 0)
        language = self._random.choice(("vi", "en", "tyz"))
        head = replace(
            made.head,
            key=f"page-{self._seed}",
            translation=f"t-{self._seed}",
            path=f"r-{self._seed}/",
            language=language,
            source_language="vi",
            is_alias=language != "vi" and self._random.random() < 0.2,
        )
        made = replace(made, head=head)
        return replace(made, format=LeafletFormat()) if made.kind == "leaflet" else made

    def _value(self, hint: Any, name: str, depth: int) -> Any:
        if is_dataclass(hint):
            return self._made(hint, depth + 1)
        origin, args = get_origin(hint), get_args(hint)
        if origin is Literal:
            return self._random.choice(args)
        if origin is tuple:
            return self._many(args, name, depth)
        if origin in {Union, types.UnionType}:
            return self._value(self._one_of(args, depth), name, depth)
        return self._plain(hint, name)

    def _one_of(self, args: tuple[Any, ...], depth: int) -> Any:
        """Return one of a union, without others inside when it is deep enough."""
        small = [one for one in args if not is_dataclass(one) or not _holds_unions(one)]
        return self._random.choice(small if depth >= _DEEPEST and small else args)

    def _many(self, args: tuple[Any, ...], name: str, depth: int) -> tuple[Any, ...]:
        if len(args) == 2 and args[1] is Ellipsis:
            most = (
                3 if depth < 3 else 2 if depth < _DEEPEST else 1 if not is_dataclass(args[0]) else 0
            )
            return tuple(
                self._value(args[0], name, depth + 1) for _ in range(self._random.randint(0, most))
            )
        return tuple(self._value(one, name, depth + 1) for one in args)

    def _plain(self, hint: Any, name: str) -> Any:
        chance = self._random
        if hint is bool:
            return chance.random() < 0.5
        if hint is int:
            return chance.randint(*(_NUMBERS | _DAYS).get(name, (0, 9)))
        if hint is float:
            return round(chance.uniform(0, 100), 1)
        if hint is date:
            return date(chance.randint(2019, 2027), chance.randint(1, 12), chance.randint(1, 28))
        if hint is datetime:
            return datetime(2026, chance.randint(1, 12), 1, chance.randint(0, 23), 30, tzinfo=UTC)
        return None if hint is type(None) else self._text(name)

    def _text(self, name: str) -> str:
        chance = self._random
        self._count += name == "anchor"
        strict = {"digest": f"{chance.getrandbits(256):064x}", "anchor": f"neo-{self._count}"}
        if name in strict:
            return strict[name]
        among = _AMONG.get(name) or next((_AMONG[one] for one in _PARTS if one in name), ())
        if among:
            return chance.choice(among)
        words = chance.choices(_WORDS, k=chance.randint(0, 5))
        return " ".join(words) if name not in _NEVER_EMPTY else " ".join(("Tên", *words))

    def _made(self, kind: Any, depth: int) -> Any:
        hints = _hints(kind)
        made = kind(
            **{one.name: self._value(hints[one.name], one.name, depth) for one in fields(kind)}
        )
        return self._lawful(made)

    def _lawful(self, made: Any) -> Any:
        """Return what was made as collectors make it."""
        keep = getattr(self, f"_lawful_{type(made).__name__.lower()}", None)
        return made if keep is None else keep(made)

    def _lawful_table(self, made: Table) -> Table:
        head = made.head or ("Cột",)
        rows = tuple(
            self._row(head) if self._random.random() < 0.8 else ("Nhóm",) for _ in range(2)
        )
        return replace(made, head=head, rows=rows, figures=(False,) * len(head))

    def _lawful_catalogue(self, made: Catalogue) -> Catalogue:
        return replace(made, groups=tuple(self._group(made, one) for one in made.groups))

    def _lawful_statistics(self, made: Statistics) -> Statistics:
        count = sum(len(group.columns) for group in made.column_groups)
        rows = tuple(replace(one, values=self._figures(count)) for one in made.rows)
        charted = self._random.randrange(count) if count else 0
        return replace(made, rows=rows, chart_column=charted)

    def _lawful_leafletstatistics(self, made: LeafletStatistics) -> LeafletStatistics:
        rows = tuple((unit, self._figures(len(made.labels))) for unit, _ in made.rows)
        return replace(made, rows=rows)

    def _lawful_servicekindregime(self, made: ServiceKindRegime) -> ServiceKindRegime:
        count = len(made.kinds)
        features = tuple(replace(one, offered=self._marks(count)) for one in made.features)
        return replace(made, features=features)

    def _lawful_portal(self, made: Portal) -> Portal:
        is_lost = not made.address and made.closed is None
        return replace(made, address="https://cong.example.vn/") if is_lost else made

    def _lawful_closedportal(self, made: ClosedPortal) -> ClosedPortal:
        return replace(made, address=made.address or "https://cu.example.vn/")

    def _lawful_pagenotice(self, made: PageNotice) -> PageNotice:
        hour = datetime(2026, 12, 1, 8, tzinfo=UTC) if made.kind == "suspend" else None
        may_come = made.kind in {"close", "merge", "repeal", "suspend"}
        return replace(made, starts=hour, until=hour, is_coming=made.is_coming and may_come)

    def _lawful_suspension(self, made: Suspension) -> Suspension:
        return made if made.until else replace(made, state="coming")

    def _lawful_stepgroup(self, made: StepGroup) -> StepGroup:
        steps = tuple(replace(one, number=at) for at, one in enumerate(made.steps, 1))
        return replace(made, steps=steps, way=min(made.way, 3))

    def _group(self, catalogue: Catalogue, group: Any) -> Any:
        marks, facts = len(catalogue.columns), len(catalogue.facts)
        return replace(
            group,
            rows=tuple(
                replace(row, marks=self._marks(marks), facts=self._row(range(facts)))
                for row in group.rows
            ),
        )

    def _row(self, among: Any) -> tuple[str, ...]:
        return tuple(self._text("") for _ in among)

    def _marks(self, count: int) -> tuple[bool, ...]:
        return tuple(self._random.random() < 0.5 for _ in range(count))

    def _figures(self, count: int) -> tuple[str, ...]:
        return tuple(
            self._random.choice(("", "95.0", "81.5", "12352", "-3", "x")) for _ in range(count)
        )


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _holds_unions(kind: Any) -> bool:
    """Tell whether values of a type hold others of which there are many."""
    return any(
        get_origin(one) is tuple and is_dataclass(get_args(one)[0]) for one in _hints(kind).values()
    ) or any(
        len([arg for arg in _inner(one) if is_dataclass(arg)]) > 1 for one in _hints(kind).values()
    )


def _inner(hint: Any) -> tuple[Any, ...]:
    args = get_args(hint)
    return tuple(part for one in args for part in (one, *_inner(one)))
