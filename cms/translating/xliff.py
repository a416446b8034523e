"""XLIFF 1.2 and 2.1: the sentences of one translation in a file for translators, and back.

Each sentence has its place, an address where it can be seen, and what was said of it before. Its
identifier is made of its place and its words: a file that is older than its source says so itself.
OASIS XLIFF 1.2 (2008) and 2.1 (2018), core, and of 2.1 the module of translation candidates.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as ET

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from cms.translating.codes import Code, Part, codes_of, parts_of, put_together

__all__ = ["Answer", "Sentence", "Version", "XliffError", "read_xliff", "write_xliff"]

Version = Literal["1.2", "2.1"]

_V1 = "urn:oasis:names:tc:xliff:document:1.2"
_V2 = "urn:oasis:names:tc:xliff:document:2.0"
_MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNFINISHED = frozenset({"new", "needs-translation", "needs-adaptation", "needs-l10n"})
"""States of XLIFF 1.2 in which a program says that a target is no translation yet."""

_DEEPEST = 60
"""Elements one in the other: programs make about ten."""

_WHOLE, _PAIR = frozenset({"x", "ph"}), frozenset({"g", "pc"})
_OPENS, _CLOSES = frozenset({"bpt", "bx", "sc"}), frozenset({"ept", "ex", "ec"})
_KINDS_1 = {"a": "link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "br": "lb"}
_KINDS_2 = {"a": "link", "token": "other"}


class XliffError(Exception):
    """A file that is not usable, with the reason in Vietnamese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One segment: ``source``, ``said`` and ``before`` are stored HTML; ``said`` may be "".

    ``path`` is where wagtail-localize keeps it; ``notes`` tell people where it stands and where its
    links lead; ``before`` is what stood there before, and what was said of that; ``proposed`` is how
    the very same sentence is said elsewhere.
    """

    path: str
    source: str
    said: str = ""
    notes: tuple[str, ...] = ()
    before: tuple[str, str] | None = None
    proposed: str = ""

    @property
    def identifier(self) -> str:
        """The name of the sentence in files, of its place and its words."""
        return hashlib.sha256(f"{self.path}\0{self.source}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a file says of the sentence called ``identifier``: "" for nothing, None for foreign marks.

    ``is_unfinished`` tells that the file itself calls it so.
    """

    identifier: str
    said: str | None
    is_unfinished: bool = False


def write_xliff(
    sentences: Iterable[Sentence], *, name: str, source: str, target: str, version: Version
) -> bytes:
    """Return the file; ``name`` is the translation it belongs to, the others are BCP 47 tags."""
    write = _write_1 if version == "1.2" else _write_2
    root = write(list(sentences), name, source, target)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def read_xliff(content: bytes, known: Iterable[Sentence]) -> tuple[str, list[Answer]]:
    """Return whose file it is and its answers; raises XliffError.

    Marks are those of the sentence in ``known``: a number that it has not is a foreign mark.
    """
    root = _parsed(content)
    sources = {one.identifier: one.source for one in known}
    match root.tag:
        case "{urn:oasis:names:tc:xliff:document:1.2}xliff":
            space, units, answer = _V1, root.iter(f"{{{_V1}}}trans-unit"), _answer_1
        case "{urn:oasis:names:tc:xliff:document:2.0}xliff":
            space, units, answer = _V2, root.iter(f"{{{_V2}}}unit"), _answer_2
        case _:
            raise XliffError(_("Tệp không phải XLIFF 1.2 hay 2.1."))
    file = root.find(f"{{{space}}}file")
    name = file.get("original", "") if file is not None else ""
    made = []
    for unit in units:
        identifier = unit.get("id", "")
        source = sources.get(identifier, "")
        targets, is_unfinished = answer(unit)
        said = _stored(targets, source)
        made.append(Answer(identifier, said, is_unfinished and bool(said)))
    return name, made


def _parsed(content: bytes) -> ET.Element:
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise XliffError(_("Tệp rỗng."))
    try:
        root: ET.Element = fromstring(content)  # entities are refused, whatever declares them
    except ET.ParseError as error:
        line, column = error.position
        told = {"line": line, "column": column + 1}
        raise XliffError(
            _("Tệp không đúng dạng XLIFF: hỏng ở dòng %(line)s, cột %(column)s.") % told
        ) from error
    except DefusedXmlException as error:
        raise XliffError(_("Tệp XLIFF khai báo thực thể (ENTITY), máy không đọc.")) from error
    except (ValueError, LookupError) as error:
        raise XliffError(_("Tệp XLIFF ghi sai bảng mã chữ.")) from error
    if _is_deeper(root, _DEEPEST):
        raise XliffError(_("Tệp XLIFF lồng quá nhiều lớp, máy không đọc."))
    return root


def _is_deeper(root: ET.Element, most: int) -> bool:
    level = [root]
    for _depth in range(most):
        level = [child for element in level for child in element]
    return bool(level)


def _write_1(sentences: list[Sentence], name: str, source: str, target: str) -> ET.Element:
    root = ET.Element("xliff", {"version": "1.2", "xmlns": _V1})
    told = {"original": name, "source-language": source, "target-language": target}
    file = ET.SubElement(root, "file", told | {"datatype": "html"})
    body = ET.SubElement(file, "body")
    for one in sentences:
        unit = ET.SubElement(
            body, "trans-unit", {"id": one.identifier, "resname": one.path, _XML_SPACE: "preserve"}
        )
        _fill(ET.SubElement(unit, "source"), one.source, _element_1)
        if one.said:
            said = ET.SubElement(unit, "target", {"state": "translated"})
            _fill(said, one.said, _element_1, like=one.source)
        for words in one.notes:
            ET.SubElement(unit, "note").text = words
        for pair, is_exact in _candidates(one):
            kind = "proposal" if is_exact else "previous-version"
            other = ET.SubElement(unit, "alt-trans", {"alttranstype": kind})
            if is_exact:
                other.set("match-quality", "100%")
            for tag, words in zip(("source", "target"), pair, strict=True):
                ET.SubElement(other, tag).text = _words(words)
    return root


def _write_2(sentences: list[Sentence], name: str, source: str, target: str) -> ET.Element:
    tags = {"version": "2.1", "srcLang": source, "trgLang": target}
    root = ET.Element("xliff", tags | {"xmlns": _V2, "xmlns:mtc": _MATCHES})
    file = ET.SubElement(root, "file", {"id": "f1", "original": name})
    for one in sentences:
        told = {"id": one.identifier, "name": one.path, _XML_SPACE: "preserve"}
        unit = ET.SubElement(file, "unit", told)
        candidates = list(_candidates(one))
        matches = ET.SubElement(unit, "mtc:matches") if candidates else unit
        for pair, is_exact in candidates:
            quality = {"type": "tm", "matchQuality": "100"} if is_exact else {"type": "ebm"}
            other = ET.SubElement(matches, "mtc:match", {"ref": "#s1"} | quality)
            for tag, words in zip(("source", "target"), pair, strict=True):
                ET.SubElement(other, tag).text = _words(words)
        if one.notes:
            box = ET.SubElement(unit, "notes")
            for words in one.notes:
                ET.SubElement(box, "note").text = words
        state = {"id": "s1", "state": "translated" if one.said else "initial"}
        segment = ET.SubElement(unit, "segment", state)
        _fill(ET.SubElement(segment, "source"), one.source, _element_2)
        if one.said:
            _fill(ET.SubElement(segment, "target"), one.said, _element_2, like=one.source)
    return root


def _candidates(one: Sentence) -> Iterator[tuple[tuple[str, str], bool]]:
    """Yield what a translator may take up, and whether it is of the very same sentence."""
    if one.proposed:
        yield (one.source, one.proposed), True
    if one.before:
        yield one.before, False


def _element_1(code: Code) -> tuple[str, dict[str, str]]:
    if code.side == "open":
        return "g", {"ctype": _KINDS_1.get(code.name, f"x-html-{code.name}")}
    kind = _KINDS_1.get(code.name, f"x-{code.name}")
    return "x", {"ctype": kind, "equiv-text": code.stored}


def _element_2(code: Code) -> tuple[str, dict[str, str]]:
    told = {"type": _KINDS_2.get(code.name, "fmt")}
    if told["type"] == "fmt":
        told["subType"] = "xlf:lb" if code.name == "br" else f"html:{code.name}"
    return ("pc", told) if code.side == "open" else ("ph", told | {"equiv": code.stored})


def _fill(
    parent: ET.Element,
    stored: str,
    element: Callable[[Code], tuple[str, dict[str, str]]],
    *,
    like: str = "",
) -> None:
    """Write a stored sentence into ``parent``; its codes have the numbers of those in ``like``."""
    numbers = _numbers(like or stored)
    within: list[ET.Element] = [parent]
    last: ET.Element | None = None
    for part in parts_of(stored):
        if isinstance(part, str):
            if last is None:
                within[-1].text = (within[-1].text or "") + part
            else:
                last.tail = (last.tail or "") + part
        elif part.side == "close":
            last = within.pop()
        else:
            alike = numbers.get(part.stored, [0])  # 0: the source has no such mark
            number = alike.pop(0) if len(alike) > 1 else alike[0]
            tag, told = element(part)
            last = ET.SubElement(within[-1], tag, told | {"id": str(number)})
            if part.side == "open":
                within.append(last)
                last = None


def _numbers(source: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, code in codes_of(source).items():
        found.setdefault(code.stored, []).append(number)
    return found


_Answered = tuple[list[ET.Element], bool]


def _answer_1(unit: ET.Element) -> _Answered:
    target = unit.find(f"{{{_V1}}}target")
    if target is None:
        return [], False
    return [target], target.get("state") in _UNFINISHED


def _answer_2(unit: ET.Element) -> _Answered:
    """Return the targets of a unit, which a program may have cut into segments, in their order.

    One of which nothing is said leaves the whole unsaid. Some programs leave ``state`` as it was:
    only what repeats its source is then unfinished.
    """
    found: list[tuple[int, ET.Element]] = []
    is_unfinished = False
    tags = {f"{{{_V2}}}segment", f"{{{_V2}}}ignorable"}
    for place, part in enumerate((one for one in unit if one.tag in tags), start=1):
        source, target = part.find(f"{{{_V2}}}source"), part.find(f"{{{_V2}}}target")
        if target is None and part.tag.endswith("ignorable"):
            target = source
        if target is None or (part.tag.endswith("segment") and not _holds(target)):
            return [], False
        order = target.get("order", "")
        found.append((int(order) if order.isdecimal() and len(order) < 6 else place, target))
        is_same = source is not None and _holds(source) == _holds(target)
        is_unfinished |= part.get("state", "initial") == "initial" and is_same
    return [target for _place, target in sorted(found, key=lambda one: one[0])], is_unfinished


def _holds(element: ET.Element) -> str:
    """Return what an element holds, marks included, to see whether it is anything."""
    marks = " ".join(child.get("id", "") for child in element.iter() if child is not element)
    return f"{''.join(element.itertext()).strip()}{marks}"


class _ForeignError(Exception):
    """A number that the source has not."""


def _stored(targets: list[ET.Element], source: str) -> str | None:
    codes = codes_of(source)
    try:
        parts = [part for target in targets for part in _read(target, codes)]
        _balance(parts)
    except _ForeignError:
        return None
    return put_together(parts).strip()


def _read(element: ET.Element, codes: dict[int, Code]) -> Iterator[Part]:
    """Yield what an element holds: words, and the source's codes by their numbers."""
    if element.text:
        yield element.text
    for child in element:
        name = child.tag.rpartition("}")[2]
        if name in {"mrk", "sm", "em"}:  # remarks of a program, no marks of the sentence
            yield from _read(child, codes)
        else:
            code = _code(child, name, codes)
            end = Code(code.number, "close", code.name, f"</{code.name}>")
            if name not in _CLOSES:
                yield code
            if name in _PAIR:
                yield from _read(child, codes)
            if name in _CLOSES or (name in _PAIR and code.side == "open"):
                yield end
        if child.tail:
            yield child.tail


def _code(child: ET.Element, name: str, codes: dict[int, Code]) -> Code:
    number = child.get("startRef") or child.get("rid") or child.get("id") or ""
    is_number = number.isdecimal() and len(number) < 6
    code = codes.get(int(number)) if is_number else None
    if code is None or name not in _WHOLE | _PAIR | _OPENS | _CLOSES:
        raise _ForeignError
    if (name in _OPENS | _CLOSES and code.side != "open") or (
        name in _WHOLE and code.side == "open"
    ):
        raise _ForeignError
    return code


def _balance(parts: list[Part]) -> None:
    """Raise _ForeignError where marks do not close in the order in which they open."""
    still: list[int] = []
    for part in parts:
        if isinstance(part, Code) and part.side == "open":
            still.append(part.number)
        elif isinstance(part, Code) and part.side == "close" and still[-1:] != [part.number]:
            raise _ForeignError
        elif isinstance(part, Code) and part.side == "close":
            still.pop()
    if still:
        raise _ForeignError


def _words(stored: str) -> str:
    return "".join(part if isinstance(part, str) else _said(part) for part in parts_of(stored))


def _said(code: Code) -> str:
    return code.stored if code.name == "token" else ("\n" if code.name == "br" else "")
