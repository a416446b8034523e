"""Pages: what is typed into one, and what the rules find there as remarks of the build."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks.statistics import figures
from cms.collect.official import signed_date
from cms.models import StatisticsPage
from cms.models.official import OfficialText
from cms.proofreading.known import known_of
from cms.usage.walk import GIVEN, fields_of, read_fields
from sitegen.collect.collecting import PageCollecting
from sitegen.collect.rows import Stream, model_of
from sitegen.languages import SOURCE
from sitegen.proofreading.run import AT_RELEASE, RULES, Rule, proofread
from sitegen.proofreading.texts import Found, Known, PageTexts, Table, Text

__all__ = ["Noticed", "is_read", "label_of", "noticed_in", "quoted", "remarks_on", "texts_of"]

_AROUND = 30
"""Letters before and after the words, by which an officer finds the place."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """Words of a page of which a rule has something to say, with all their places."""

    rule: Rule
    places: tuple[Found, ...]
    label: str

    @property
    def words(self) -> str:
        """The words as they stand at the first place."""
        return self.places[0].words

    @property
    def digest(self) -> str:
        """What stands for the words, wherever in the page."""
        return hashlib.sha256(_folded(self.words).encode()).hexdigest()

    @property
    def shown(self) -> str:
        """What stands for all that an officer was shown of them: every place."""
        places = sorted((one.place, one.line, one.start, one.instead or "") for one in self.places)
        return hashlib.sha256(repr(places).encode()).hexdigest()

    @property
    def quoted(self) -> str:
        """The words with those around them, and how often they stand there."""
        more = len(self.places) - 1
        return f"{quoted(self.places[0])}{f' và {more} chỗ nữa' if more else ''}"

    @property
    def reason(self) -> str:
        """Why the rule speaks of them."""
        said = self.places[0].said
        return f"{self.rule.reason.rstrip('.')}{f' ({said})' if said else ''}."


def is_read(page: Page) -> bool:
    """Tell whether the rules read ``page``: they are those of Vietnamese."""
    return not page.alias_of_id and page.locale.language_code == SOURCE


def noticed_in(page: Any, asking: PageCollecting) -> tuple[Noticed, ...]:
    """Return what the rules find in ``page``, each thing once, what was passed over too.

    The rules are those of Vietnamese, and an alias shows what its source says. A draft is read by
    all rules, a row of a release by those that a page may fall under without being touched.
    """
    if asking.language != SOURCE or asking.place.is_alias:
        return ()
    ended: Known = asking.all.facts["proofreading"]
    if isinstance(page, Page):
        found = proofread(texts_of(page), known_of(asking.all), RULES)
    elif _has_sign(page, ended):
        found = proofread(texts_of(page), ended, AT_RELEASE)
    else:
        return ()
    return tuple(
        Noticed(rule, tuple(places), label_of(model_of(page), places[0].place))
        for (rule, *_), places in _together(found).items()
    )


def remarks_on(page: Any, asking: PageCollecting) -> None:
    """Note what the rules find in ``page`` and nobody has passed over."""
    noticed = noticed_in(page, asking)
    passed = asking.all.facts["passed_over"].get(page.pk, ()) if noticed else ()
    told: set[Rule] = set()
    for one in noticed:
        if (one.rule.name, one.digest) in passed:
            continue
        reason = one.reason
        asking.finds(
            f"proof-{one.rule.name}",
            f"{one.quoted}: {reason[:1].lower()}{reason[1:]}",
            hint="" if one.rule in told else one.rule.hint,
            block=one.label,
            is_shown=True,
        )
        told.add(one.rule)


def texts_of(page: Any) -> PageTexts:
    """Return what an officer typed into the fields of ``page``: a page, or a row of one."""
    model = model_of(page)
    values = {
        one.attname: getattr(page, one.attname).get_prep_value()
        if isinstance(one, StreamField)
        else getattr(page, one.attname, None)
        for one in fields_of(model)
    }
    typed = read_fields(model, values).typed
    return PageTexts(
        texts=tuple(Text(path, words) for path, words in typed),
        tables=tuple(_tables(page)),
        written_on=_written_on(page),
    )


def _has_sign(row: Any, known: Known) -> bool:
    """Tell whether anything in a row may be outdated, before it is taken apart."""
    stored = (value.stored if isinstance(value, Stream) else value for value in row)
    whole = "\n".join(one for one in stored if isinstance(one, str))
    return any(sign in whole for sign in known.signs)


def label_of(model: type[Page], path: str) -> str:
    """Return the words above the field that ``path`` leads to: "Nội dung, Đoạn văn"."""
    name, *inside = path.split(".")
    field = model._meta.get_field(name)
    said = [str(getattr(field, "verbose_name", name))]
    block: Any = getattr(field, "stream_block", None)
    for part in inside:
        while isinstance(block, blocks.ListBlock):
            block = block.child_block
        block = block.child_blocks[part]
        said.append(str(block.label))
    shown = ", ".join(dict.fromkeys(said))
    return shown[:1].upper() + shown[1:]


def _together(
    found: Iterable[tuple[Rule, Found]],
) -> dict[tuple[Rule, str, str], list[Found]]:
    together: dict[tuple[Rule, str, str], list[Found]] = defaultdict(list)
    for rule, one in found:
        together[rule, _folded(one.words), one.said].append(one)
    return together


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def quoted(found: Found) -> str:
    """Return the words, and where they stand: “mức độ 3” trong “…trực tuyến mức độ 3 trên địa…”."""
    line, end = found.line, found.start + len(found.words)
    before, after = line[: found.start], line[end:]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    words = f"“{found.words}”"
    around = f"{before}{found.words}{after}" if before.strip() or after.strip() else ""
    return f"{words} trong “{around}”".replace(GIVEN, "[…]") if around else words


def _tables(page: Any) -> Iterator[Table]:
    if not issubclass(model_of(page), StatisticsPage):
        return
    rows = []
    for block in page.rows.get_prep_value():
        value = block["value"]
        try:
            numbers = tuple(float(one) if one else 0.0 for one in figures(value["figures"]))
        except ValueError:  # a draft may hold what is not a number yet
            continue
        rows.append((value["unit"], numbers))
    yield Table("rows", tuple(rows))


def _written_on(page: Any) -> date | None:
    """Return the day that the text itself bears; what held then was right."""
    signed = signed_date(page) if issubclass(model_of(page), OfficialText) else None
    return signed or getattr(page, "posted_on", None) or getattr(page, "period_until", None)
