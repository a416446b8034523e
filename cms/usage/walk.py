"""Walk: stored fields to what they name and what they say, live rows and drafts alike.

Streams are walked as they are stored, beside the blocks that define them: making Wagtail's
bound blocks would cost ten times as much and one query for each chooser.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.blocks.table import CellsBlock
from cms.usage.kinds import DOCUMENT, EMBEDDING, PAGE, PICTURE, STEP_SET, TOKEN, kind_of
from sitegen.collect.richtext import plain_text
from sitegen.collect.stored import unwrapped_all

__all__ = ["GIVEN", "Found", "Letter", "Walked", "fields_of", "read_fields", "typed_letters"]

_TOKEN = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")
_CHIP = re.compile(r'<a\b[^>]*\blinktype="fact"[^>]*>.*?</a>', re.DOTALL)
_GIVEN = re.compile(rf"{_CHIP.pattern}|<code\b[^>]*>.*?</code>", re.DOTALL)
_ADDRESS = re.compile(r'<a\b[^>]*\bhref="(https?://[^"]+)"')
_EMBED = re.compile(r'<embed\b[^>]*\bembedtype="image"[^>]*>')
_FILE = re.compile(r'<a\b[^>]*\blinktype="document"[^>]*>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_END = re.compile(r"</(?:p|li|h[2-4])>|<br/?>")
_PIECE = re.compile(
    rf"(?P<given>{_GIVEN.pattern})|(?P<end>{_END.pattern})|(?P<tag><[^>]+>)|(?P<space>[ \t\r\n\f]+)|&#?\w+;|.",
    re.DOTALL,
)
_WORDS = (blocks.CharBlock, blocks.TextBlock, blocks.RegexBlock, blocks.URLBlock)

GIVEN = "\ufffc"
"""Stands in a typed line for what was not typed."""

Target = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is named: by whom it is not known here."""

    target: Target
    how: str
    place: str
    detail: str = ""


@dataclass(slots=True)
class Walked:
    """What the fields of one version of a row name, their words by place, and their lines by path.

    A line of ``typed`` holds what an officer wrote by hand: a value of the registries in it, and
    the name of a button, which the portal chose, is ``GIVEN``; where a link leads stands apart.
    """

    found: set[Found] = field(default_factory=set)
    words: dict[str, list[str]] = field(default_factory=dict)
    typed: list[tuple[str, str]] = field(default_factory=list)

    def say(self, place: str, text: str) -> None:
        """Keep words of the field ``place`` (the first part of a path)."""
        if text.strip():
            self.words.setdefault(place.partition(".")[0], []).append(text.strip())

    def type(self, path: str, text: str) -> None:
        """Keep what was typed at ``path``, line by line."""
        self.typed += (
            (path, line.strip()) for line in text.splitlines() if line.strip(GIVEN + " ")
        )


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a typed line: from where to where it stands in what is stored, and in which run.

    A run is text without a mark, link or value in it; that of ``GIVEN`` is 0.
    """

    letter: str
    start: int
    end: int
    run: int


def typed_letters(value: str, *, is_html: bool) -> Iterator[list[Letter]]:
    """Yield the lines of ``value`` that ``Read.typed`` has, letter by letter, but no address of a link."""
    lines: list[list[Letter]] = [[]]
    run = 1
    for piece in _PIECE.finditer(value):
        said, kind = piece[0], piece.lastgroup if is_html else None
        if kind == "end":
            lines.append([])
        elif kind == "space":
            said = "" if lines[-1][-1:] and lines[-1][-1].letter == " " else " "
        elif kind is None:
            said = unescape(said) if len(said) > 1 and said[0] == "&" else said
        run += kind in ("given", "end", "tag")
        if kind == "given":
            lines[-1].append(Letter(GIVEN, *piece.span(), 0))
        elif kind in (None, "space"):
            lines[-1] += (Letter(one, *piece.span(), run) for one in said)
    for line in lines:
        yield from _parted(line)


def _parted(letters: list[Letter]) -> Iterator[list[Letter]]:
    """Yield lines as ``Read.type`` takes them apart."""
    at = 0
    for line in "".join(one.letter for one in letters).splitlines(keepends=True):
        words = line.strip()
        if words.strip(GIVEN + " "):
            first = at + line.index(words)
            yield letters[first : first + len(words)]
        at += len(line)


def fields_of(model: type[models.Model]) -> list[Any]:
    """Return the fields that officers fill in: those of Wagtail's page only as far as they show."""
    own = [one for one in model._meta.concrete_fields if one.model is not Page]
    shown = [one for one in model._meta.concrete_fields if one.model is Page]
    return [*(one for one in shown if one.name == "title"), *own]


def read_fields(model: type[models.Model], value_of: Mapping[str, Any]) -> Walked:
    """Read one version of a row: ``value_of`` gives stored values by the fields' attribute names."""
    read = Walked()
    for one in fields_of(model):
        value = value_of.get(one.attname)
        if value in (None, ""):
            continue
        if isinstance(one, StreamField):
            stored = json.loads(value) if isinstance(value, str) else value
            _stream(one.stream_block, stored, one.name, read)
        elif isinstance(one, models.ForeignKey):
            _chosen(one.related_model, value, one.name, read)
        elif isinstance(one, RichTextField):
            _rich(value, one.name, read, frozenset())
        elif _holds_words(one):
            _text(str(value), one.name, read, frozenset())
    return read


def _holds_words(one: Any) -> bool:
    is_text = isinstance(one, models.CharField | models.TextField)
    return is_text and one.editable and not one.choices


def _value(block: Any, value: Any, path: str, read: Walked, own: frozenset[str]) -> None:
    if isinstance(block, blocks.StreamBlock):
        _stream(block, value, path, read, own)
    elif isinstance(block, blocks.ListBlock):
        for item in unwrapped_all(value):
            _value(block.child_block, item, path, read, own)
    elif isinstance(block, blocks.StructBlock):
        _struct(block, value or {}, path, read, own)
    elif isinstance(block, blocks.ChooserBlock):
        _chosen(block.model_class, value, path, read)
    elif isinstance(block, blocks.RichTextBlock):
        _rich(value or "", path, read, own)
    elif isinstance(block, CellsBlock):
        for cell in (one for row in value or () for one in row):
            _text(cell, path, read, own)
    elif isinstance(block, _WORDS) and value:
        _text(str(value), path, read, own)


def _stream(
    block: Any, value: Any, path: str, read: Walked, own: frozenset[str] = frozenset()
) -> None:
    for one in value or ():
        child = block.child_blocks.get(one["type"])
        if child is not None:
            _value(child, one["value"], f"{path}.{one['type']}", read, own)


def _struct(block: Any, value: Any, path: str, read: Walked, own: frozenset[str]) -> None:
    if "step_set" in block.child_blocks:
        own = frozenset(_own_words(value))
        if set_id := value.get("step_set"):
            read.found.add(Found((STEP_SET, int(set_id)), "chosen", path, " ".join(sorted(own))))
    if "source" in block.child_blocks and "meaning" in block.child_blocks and value.get("source"):
        declared = f"{value.get('name')}={value['source']}"
        read.found.add(Found((TOKEN, 0), "token", path, declared))
    for name, child in block.child_blocks.items():
        if name != "step_set":
            _value(child, value.get(name), f"{path}.{name}", read, own)


def _own_words(value: Mapping[str, Any]) -> Iterator[str]:
    """Yield the tokens for which a way through brings its own value."""
    for row in unwrapped_all(value.get("parameters")):
        if row.get("name"):
            yield row["name"]
    if value.get("portal"):
        yield "cong"


def _chosen(model: Any, value: Any, path: str, read: Walked) -> None:
    kind = kind_of(model)
    if not kind or not value:
        return
    is_embedded = ".".join(path.rsplit(".", 2)[-2:]) in EMBEDDING
    if kind != PAGE or is_embedded:
        read.found.add(Found((kind, int(value)), "chosen", path))


def _rich(html: str, path: str, read: Walked, own: frozenset[str]) -> None:
    for chip in _CHIP.findall(html):
        said = dict(_ATTRIBUTE.findall(chip.partition(">")[0]))
        if said.get("id", "").isdigit() and (kind := _chip_kind(said.get("kind", ""))):
            read.found.add(Found((kind, int(said["id"])), "chip", path, said.get("field", "")))
    for kind, pattern in ((PICTURE, _EMBED), (DOCUMENT, _FILE)):
        for element in pattern.findall(html):
            said = dict(_ATTRIBUTE.findall(element))
            if said.get("id", "").isdigit():
                read.found.add(Found((kind, int(said["id"])), "chosen", path))
    if "{{" in html:
        _tokens(html, path, read, own)
    for line in _END.split(_CHIP.sub(" ", html)):
        read.say(path, plain_text(line))
    _typed(html, path, read)


def _typed(html: str, path: str, read: Walked) -> None:
    for line in _END.split(_GIVEN.sub(GIVEN, html)):
        words = plain_text(line)
        read.type(path, words)
        for address in map(unescape, _ADDRESS.findall(line)):
            if address.partition("://")[2].rstrip("/") not in words:
                read.type(path, address)


def _chip_kind(name: str) -> str:
    kind = f"cms.{name}"
    return kind if re.fullmatch(r"[a-z]+", name) else ""


def _text(text: str, path: str, read: Walked, own: frozenset[str]) -> None:
    if "{{" in text:
        _tokens(text, path, read, own)
    said = unescape(text) if "&" in text else text
    read.say(path, said)
    read.type(path, said)


def _tokens(text: str, path: str, read: Walked, own: frozenset[str]) -> None:
    for name in _TOKEN.findall(text):
        if name not in own:
            read.found.add(Found((TOKEN, 0), "token", path, name))
