"""Exchange: a translation goes out as a file that a translator's program reads, and comes back."""

import json
import unicodedata
from collections import Counter
from typing import Any, cast
from xml.etree import ElementTree as ET

import polib
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.views.edit_translation import (
    FieldHasNoEditPanelError,
    TabHelper,
    get_segment_location_info,
    user_can_edit_instance,
)

from cms.translating.codes import Code, parts_of
from cms.translating.memory import proposals_for, said_to_readers
from cms.translating.po import FOREIGN, UNFINISHED, Refused, checked, read_po, taken
from cms.translating.xliff import Sentence, Version, XliffError, read_xliff, write_xliff
from sitegen.preview import live_address

__all__ = ["po_of_xliff", "sentences_of", "tmx", "translator_file", "upload"]


@require_safe
def translator_file(request: HttpRequest, translation_id: int, kind: str) -> HttpResponse:
    """Return the file for a translator: "xliff-1.2", "xliff-2.1", or all that was said, "tmx"."""
    translation = get_object_or_404(Translation, pk=translation_id)
    if not user_can_edit_instance(request.user, translation.get_target_instance()):
        raise PermissionDenied
    target = translation.target_locale.language_code
    name = f"{slugify(translation.source.object_repr)[:60]}-{target}"
    if kind == "tmx":
        return _file(tmx(translation), "application/x-tmx+xml", f"bo-nho-dich-{target}.tmx")
    version = kind.removeprefix("xliff-")
    if version not in {"1.2", "2.1"}:
        raise Http404
    content = write_xliff(
        sentences_of(translation),
        name=str(translation.uuid),
        source=translation.source.locale.language_code,
        target=target,
        version=cast("Version", version),
    )
    return _file(content, "application/xliff+xml", f"{name}.xlf")


@require_POST
def upload(request: HttpRequest, translation_id: int) -> HttpResponseRedirect:
    """Take the sentences of a file, and say how many of how many, and why not the others."""
    translation = get_object_or_404(Translation, pk=translation_id)
    if not user_can_edit_instance(request.user, translation.get_target_instance()):
        raise PermissionDenied
    try:
        content = checked(request.FILES.get("file"))
        name = str(getattr(request.FILES["file"], "name", "")).lower()
        is_xliff = name.endswith((".xlf", ".xliff", ".sdlxliff", ".xml")) or content.lstrip(
            b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
        ).startswith(b"<")
        read, tool = (po_of_xliff, "XLIFF") if is_xliff else (read_po, "PO")
        level, said = taken(read(content, translation), translation, request.user, tool=tool)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.add_message(request, level, said)
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


def sentences_of(translation: Translation) -> list[Sentence]:
    """Return the sentences of the source as it was last taken, in their order."""
    source = translation.source
    row = source.get_source_instance()
    places = _Places(row)
    seen_at = live_address(row) if isinstance(row, Page) and row.live else ""
    segments = list(
        StringSegment.objects.filter(source=source)
        .annotate_translation(translation.target_locale)
        .select_related("context", "string")
        .order_by("order")
    )
    before = _said_before(translation, segments)
    elsewhere = proposals_for(translation, [one for one in segments if not one.translation])
    return [
        Sentence(
            path=one.context.path,
            source=one.string.data,
            said=one.translation or "",
            notes=tuple(filter(None, (places.of(one.context), seen_at, *_links(one.attrs)))),
            before=None if one.translation else before.get(one.context_id),
            proposed=elsewhere[one.pk].said if one.pk in elsewhere else "",
        )
        for one in segments
    ]


def po_of_xliff(content: bytes, translation: Translation) -> polib.POFile:
    """Return what an XLIFF file says as the same in PO; raises Refused."""
    known = sentences_of(translation)
    try:
        name, answers = read_xliff(content, known)
    except XliffError as error:
        raise Refused(f"{error} {_('Chưa nhập câu nào.')}") from error
    if name != str(translation.uuid):
        raise Refused(_("Tệp XLIFF này là của trang khác hoặc của tiếng khác. Chưa nhập câu nào."))
    by_name = {one.identifier: one for one in known}
    po = polib.POFile()
    for answer in answers:
        one = by_name.get(answer.identifier)
        words, place = (one.source, one.path) if one else (answer.identifier, "")
        if one and (answer.said is None or answer.is_unfinished):
            place = FOREIGN if answer.said is None else UNFINISHED
        said = unicodedata.normalize("NFC", answer.said or "")
        po.append(polib.POEntry(msgid=words, msgctxt=place, msgstr=said))
    return po


def tmx(translation: Translation) -> bytes:
    """Return all that was said in the language of ``translation``, each pair once (TMX 1.4b)."""
    source, target = translation.source.locale, translation.target_locale
    root = ET.Element("tmx", {"version": "1.4"})
    told = {
        "creationtool": "Loa",
        "creationtoolversion": "1",
        "segtype": "block",
        "o-tmf": "wagtail-localize",
        "adminlang": "en",
        "srclang": source.language_code,
        "datatype": "plaintext",
    }
    ET.SubElement(root, "header", told)
    body = ET.SubElement(root, "body")
    said = said_to_readers(source, target).order_by("string__data", "said")
    for words, other in said.values_list("string__data", "said").distinct():
        unit = ET.SubElement(body, "tu")
        for language, text in ((source.language_code, words), (target.language_code, other)):
            variant = ET.SubElement(unit, "tuv", {"xml:lang": language})
            ET.SubElement(variant, "seg").text = _plain(text)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


class _Places:
    """What officers call the places of a row's sentences."""

    def __init__(self, row: Any) -> None:
        self._row, self._tabs = row, TabHelper(row)

    def of(self, context: Any) -> str:
        """Return the words of the field and of its part, as the form has them; "" for neither."""
        path = context.get_field_path(self._row)
        try:
            found = get_segment_location_info(self._row, self._tabs, context.path, path)
        except (FieldHasNoEditPanelError, ObjectDoesNotExist, LookupError, AttributeError):
            return ""
        return ", ".join(str(found[one]) for one in ("field", "subField") if found[one])


def _said_before(translation: Translation, segments: list[Any]) -> dict[int, tuple[str, str]]:
    """Return by its place what stood there and what was said of it, where one sentence stands there."""
    alone = Counter(one.context_id for one in segments)
    older = StringTranslation.objects.filter(
        context__in=[place for place, count in alone.items() if count == 1],
        locale=translation.target_locale,
        has_error=False,
    ).exclude(translation_of__in={one.string_id for one in segments})
    rows = older.order_by("updated_at").values_list("context_id", "translation_of__data", "data")
    return {context: (source, said) for context, source, said in rows}


def _links(attrs: str) -> list[str]:
    """Return where the links of a sentence lead: "a1: https://…"."""
    known = (json.loads(attrs) if attrs else None) or {}
    return [f"{mark}: {told['href']}" for mark, told in known.items() if told.get("href")]


def _plain(stored: str) -> str:
    return "".join(_words(part) for part in parts_of(stored))


def _words(part: str | Code) -> str:
    if isinstance(part, str):
        return part
    return part.stored if part.name == "token" else ("\n" if part.name == "br" else "")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    told = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=told)
