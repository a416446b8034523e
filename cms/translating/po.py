"""PO: a translator's file comes in; what of it was taken and what was not is told in numbers."""

import contextlib
import re
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import polib
from django.contrib import messages
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation, Translation

from cms.text import clean_text
from cms.translating.codes import beginning
from cms.translating.glossary import glossary_of, terms_not_used, told
from cms.translating.marks import is_sound, most_letters

__all__ = ["FOREIGN", "MOST_MEGABYTES", "UNFINISHED", "Refused", "checked", "read_po", "taken"]

MOST_MEGABYTES = 5
"""Of one file: a page of a thousand sentences is a tenth of it."""

FOREIGN, UNFINISHED = "?", "~"
"""Where a sentence of a file stands that has marks which its source has not, or is no translation yet."""

_MOST_TERMS = 5
_MOST_NAMED = 3
_LINE = re.compile(r"line (\d+)")
_ID = "X-WagtailLocalize-TranslationID"


class Refused(Exception):  # noqa: N818  # says what it is
    """A file of which nothing can be used, with the reason in Vietnamese."""


def checked(file: Any) -> bytes:
    """Return an uploaded file; raises Refused for none and for one that is too large."""
    if file is None:
        raise Refused(_("Chưa chọn tệp."))
    if file.size > MOST_MEGABYTES * 1_000_000:
        raise Refused(
            _("Tệp lớn hơn %s MB, không phải tệp dịch của một trang. Chưa nhập câu nào.")
            % MOST_MEGABYTES
        )
    content: bytes = file.read()
    return content


def read_po(content: bytes, translation: Translation) -> polib.POFile:
    """Return the sentences of a file in NFC; raises Refused for one that is not usable."""
    po = _parsed(content)
    found = po.metadata.get(_ID)
    if found is None:
        raise Refused(
            _(
                "Tệp rỗng hoặc không có dòng %s ở đầu nên không biết là của trang nào. Hãy tải lại "
                "tệp PO của bản dịch này rồi dịch trong tệp ấy. Chưa nhập câu nào."
            )
            % _ID
        )
    if found != str(translation.uuid):
        raise Refused(_("Tệp PO này là của trang khác hoặc của tiếng khác. Chưa nhập câu nào."))
    return po


def _parsed(content: bytes) -> polib.POFile:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(
            _(
                "Tệp không phải chữ UTF-8. Lưu lại tệp với bảng mã UTF-8 rồi nhập. Chưa nhập câu nào."
            )
        ) from error
    with tempfile.NamedTemporaryFile(suffix=".po", delete=False) as kept:  # polib would open a path
        kept.write(unicodedata.normalize("NFC", text).encode())
    try:
        return polib.pofile(kept.name, encoding="utf-8")
    except (OSError, ValueError, LookupError) as error:
        where = _LINE.search(str(error))
        said = _(" (dòng %s)") % where[1] if where else ""
        raise Refused(_("Tệp không đúng dạng PO%s. Chưa nhập câu nào.") % said) from error
    finally:
        with contextlib.suppress(OSError):
            Path(kept.name).unlink()


def taken(
    po: polib.POFile, translation: Translation, user: Any, *, tool: str = "PO"
) -> tuple[int, str]:
    """Import ``po``; return the level of the message and what it says. ``tool`` is what made it."""
    for entry in [entry for entry in po if entry.obsolete]:
        po.remove(entry)
    total = len(po)
    why: dict[str, list[str]] = defaultdict(list)
    for reason, sentence in (*_left_out(po, translation), *_not_used(po, translation, user, tool)):
        why[reason].append(sentence)
    refused = sum(map(len, why.values()))
    said = _("Đã nhập %(taken)s trong %(total)s câu") % {"taken": total - refused, "total": total}
    if why:
        reasons = "; ".join(_counted(reason, why[reason]) for reason in sorted(why))
        said += _("; bỏ %(refused)s câu vì: %(reasons)s") % {"refused": refused, "reasons": reasons}
    if advice := _not_agreed(po, translation):
        said += _(". Đã nhập nhưng chưa dùng từ đã thống nhất: %s") % advice
    level = messages.SUCCESS if not why else messages.WARNING
    return (messages.ERROR if refused == total else level), f"{said}."


def _counted(reason: str, sentences: list[str]) -> str:
    """Return how many ``sentences`` there are for ``reason``; the first that somebody has worked on by name."""
    named = [f"“{one}”" for one in sentences if one]
    more = [_("%s câu khác") % (len(named) - _MOST_NAMED)] if len(named) > _MOST_NAMED else []
    names = f" ({', '.join(named[:_MOST_NAMED] + more)})" if named else ""
    return f"{len(sentences)} {reason}{names}"


def _not_agreed(po: polib.POFile, translation: Translation) -> str:
    """Return in words which agreed words the sentences of ``po`` do not use, the most frequent first."""
    glossary = glossary_of(translation)
    rows = translation.source.stringsegment_set.values_list(
        "string__data", "context__path", "attrs"
    )
    attrs = {(words, place): known for words, place, known in rows}
    found = Counter(
        term
        for entry in po
        for term in terms_not_used(
            entry.msgid, entry.msgstr, glossary, attrs.get((entry.msgid, entry.msgctxt), "")
        )
    )
    most = [
        _("%(term)s (%(count)s câu)") % {"term": told([term]), "count": count}
        for term, count in found.most_common(_MOST_TERMS)
    ]
    more = [_("%s từ khác") % (len(found) - _MOST_TERMS)] if len(found) > _MOST_TERMS else []
    return ", ".join(most + more)


def _left_out(po: polib.POFile, translation: Translation) -> Iterator[tuple[str, str]]:
    """Take out of ``po`` what is not stored; yield for each sentence why, and its name if it has one."""
    known = set(translation.source.stringsegment_set.values_list("string__data", "context__path"))
    longest = _longest(translation)
    kept: dict[tuple[str, str], polib.POEntry] = {}
    for entry in po:
        entry.msgstr = clean_text(entry.msgstr)
        place = entry.msgid, entry.msgctxt
        most = longest.get(entry.msgctxt)
        if entry.msgctxt == UNFINISHED or entry.fuzzy:
            yield _("tệp ghi là chưa dịch xong"), ""
        elif entry.msgctxt == FOREIGN:
            yield _("có thẻ mà câu gốc không có, hoặc thẻ không khép"), beginning(entry.msgid)
        elif place not in known:
            yield _("không có trong bản gốc hiện nay"), ""
        elif not entry.msgstr:
            yield _("chưa dịch"), ""
        elif most and len(unescape(entry.msgstr)) > most:
            yield _("dài quá %s ký tự") % most, beginning(entry.msgid)
        elif not is_sound(entry.msgid, entry.msgstr):
            yield _("thiếu hoặc sai thẻ, dữ kiện, liên kết"), beginning(entry.msgid)
        elif place in kept:
            yield _("đứng hai lần trong tệp"), ""
        else:
            kept[place] = entry
    po[:] = kept.values()


def _longest(translation: Translation) -> dict[str, int]:
    """Return how many letters each place holds that does not hold as many as one likes."""
    model = translation.source.specific_content_type.model_class()
    places = translation.source.stringsegment_set.values_list(
        "context__path", "context__field_path"
    )
    found = {path: most_letters(model, field_path) for path, field_path in places}
    return {path: most for path, most in found.items() if most}


def _not_used(
    po: polib.POFile, translation: Translation, user: Any, tool: str
) -> Iterator[tuple[str, str]]:
    """Import ``po``; take out of it and yield what a page has refused before and is the same still."""
    translation.import_po(po, user=user, tool_name=tool)
    faulty = set(
        StringTranslation.objects.filter(
            locale=translation.target_locale,
            context__object_id=translation.source.object_id,
            has_error=True,
        ).values_list("translation_of__data", "context__path")
    )
    for entry in [one for one in po if (one.msgid, one.msgctxt) in faulty]:
        po.remove(entry)
        yield _("trang đã không nhận (xem câu ấy)"), beginning(entry.msgid)
