"""Beside: what a translator reads beside each sentence of wagtail-localize's form.

The form draws what its data says; so advice goes in with the data, when the form is opened and
each time a sentence is saved.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.views.edit_translation import edit_string_translation

from cms.translating.glossary import Agreed, glossary_of, terms_in, terms_not_used, told
from cms.translating.memory import proposals_for

__all__ = ["save_sentence", "with_advice"]


def with_advice(props: str, translation: Translation) -> str:
    """Return the data of the form with the agreed words, where they are not used, and proposals."""
    told_to_form = json.loads(props)
    glossary = glossary_of(translation)
    sources = {}
    attrs = dict(translation.source.stringsegment_set.values_list("pk", "attrs"))
    for one in told_to_form["segments"]:
        if one["type"] == "string":
            sources[one["id"]] = one["source"]
            if terms := terms_in(one["source"], glossary, attrs.get(one["id"], "")):
                place = one["location"]
                said = _("Từ đã thống nhất: %s") % told(terms)
                place["subField"] = " · ".join(filter(None, (place["subField"], said)))
    said = told_to_form["initialStringTranslations"]
    for one in said:
        if not one["error"]:
            one["comment"] = _remark(
                one["comment"],
                sources.get(one["segment_id"], ""),
                one["data"],
                glossary,
                attrs.get(one["segment_id"], ""),
            )
    done = {one["segment_id"] for one in said}
    said += _proposed(translation, [pk for pk in sources if pk not in done])
    return json.dumps(told_to_form)


def save_sentence(request: HttpRequest, translation_id: int, string_segment_id: int) -> Any:
    """Save a sentence as wagtail-localize does; what the form is told back has the advice too."""
    answer = edit_string_translation(request, translation_id, string_segment_id)
    if request.method == "PUT" and answer.status_code < 300 and not answer.data["error"]:
        translation = get_object_or_404(Translation, pk=translation_id)
        segment = StringSegment.objects.select_related("string").get(pk=string_segment_id)
        answer.data["comment"] = _remark(
            answer.data["comment"],
            segment.string.data,
            answer.data["data"],
            glossary_of(translation),
            segment.attrs,
        )
    return answer


def _proposed(translation: Translation, wanted: list[int]) -> Iterator[dict[str, Any]]:
    """Yield what the form shows for sentences that are said elsewhere: as open, not as done."""
    segments = StringSegment.objects.filter(pk__in=wanted).select_related("context", "string")
    for pk, one in proposals_for(translation, segments).items():
        told = (
            _("Gợi ý, chưa lưu: câu này ở “%s” đã dịch như vậy. Bấm Sửa rồi Lưu để dùng.") % one.row
        )
        yield {"segment_id": pk, "data": one.said, "error": told, "last_translated_by": None}


def _remark(comment: str, source: str, said: str, glossary: tuple[Agreed, ...], attrs: str) -> str:
    missing = terms_not_used(source, said, glossary, attrs)
    if not missing:
        return comment
    advice = _("Chưa dùng từ đã thống nhất: %s") % told(missing)
    return f"{advice}. {comment}"
