"""Marks: what has to stand in a translated sentence as it stands in its source.

Chips, links and tokens ("{{co_quan}}") are filled in by the machine; a sentence that has lost one,
or has one that its source does not know, would tell readers something else.
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.db.models.signals import post_save, pre_save
from django.utils.translation import gettext as _
from wagtail.blocks import Block, ListBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    TranslationSource,
    post_save_string_translation,
)
from wagtail_localize.strings import StringValue, extract_ids, validate_translation_links

from cms.text import clean_text
from sitegen.collect.runs import is_followed

__all__ = ["TOKEN", "connect_marks", "faults_of_marks", "is_sound", "most_letters"]

TOKEN = re.compile(r"\{\{([^{}]*)\}\}")
_BRACES = ("{{", "}}")
_LINK = re.compile(r"(?:^|\.)'.*'$", re.DOTALL)
"""How wagtail-localize calls the place of a link: by its quoted address."""


def connect_marks() -> None:
    """Clean every translated sentence as it is saved, whoever saves it; look at it, and at every other value."""
    pre_save.connect(_cleaned, sender=StringTranslation, dispatch_uid="cms.translating.marks")
    post_save.connect(_saved, sender=StringTranslation, dispatch_uid="cms.translating.marks")
    post_save.connect(_set_anew, sender=SegmentOverride, dispatch_uid="cms.translating.marks")
    # wagtail-localize 1.14 names the draft by the whole sentence. PostgreSQL refuses one that the
    # column does not hold, and with it what the translator wrote.
    post_save.disconnect(post_save_string_translation, sender=StringTranslation)
    post_save.connect(_names_draft, sender=StringTranslation, dispatch_uid="cms.translating.draft")


def is_sound(source: str, said: str) -> bool:
    """Tell whether ``said`` would be used for ``source`` once it is saved."""
    try:
        StringValue.from_translated_html(said)
        validate_translation_links(source, said)
    except ValueError:
        return False
    return not any(faults_of_marks(source, said))


def faults_of_marks(source: str, said: str) -> Iterator[str]:
    """Yield in words what a stored translation lacks of its source, and what it has beside it."""
    links, own_links = _links(source), _links(said)
    if lost := sorted(links - own_links):
        tags = ", ".join(f'<a id="{mark}">…</a>' for mark in lost)
        yield _("thiếu dữ kiện hoặc liên kết của câu gốc, hãy chép lại: %s") % tags
    if more := sorted(
        mark for mark in own_links if _times(said, mark) > max(1, _times(source, mark))
    ):
        yield _("liên kết lặp lại: %s") % ", ".join(more)
    nested, empty = _shapes(said)
    if nested:
        yield _("liên kết nằm trong liên kết")
    if empty:
        yield _("liên kết không có chữ")
    tokens, own_tokens = _tokens(source), _tokens(said)
    if lost := sorted(tokens - own_tokens):
        yield _("thiếu %s của câu gốc") % _named(lost)
    if foreign := sorted(own_tokens - tokens):
        yield _("câu gốc không có %s") % _named(foreign)
    if any(braces in TOKEN.sub("", said) for braces in _BRACES):
        yield _("có dấu {{ hoặc }} lẻ")


def _shapes(said: str) -> tuple[bool, bool]:
    """Return whether a link of ``said`` stands in another, and whether one has nothing to press."""
    links = BeautifulSoup(said, "html.parser").find_all("a") if "<a" in said else []
    nested = any(one.find_parent("a") for one in links)
    return nested, any(not clean_text(one.get_text()).strip() for one in links)


def _links(data: str) -> set[str]:
    return set(extract_ids(data)) if "<a" in data else set()


def _times(data: str, mark: str) -> int:
    return data.count(f'<a id="{mark}"')


def _tokens(data: str) -> set[str]:
    return {found[1].strip() for found in TOKEN.finditer(data)} if "{{" in data else set()


def _named(names: list[str]) -> str:
    return ", ".join(f"{{{{{name}}}}}" for name in names)


def most_letters(model: Any, field_path: str) -> int | None:
    """Return how many letters a place of ``model`` holds, None for as many as one likes."""
    place: Any = model
    for name in field_path.split("."):
        if isinstance(place, StreamField):
            place = place.stream_block
        if isinstance(place, ListBlock):
            place = place.child_block
        if isinstance(place, Block):
            children = getattr(place, "child_blocks", {})
            place = children.get(name, place if name == "item" else None)
        elif isinstance(place, type) and issubclass(place, Model):
            found = next((one for one in place._meta.get_fields() if one.name == name), None)
            place = found.related_model if found and found.one_to_many else found
        else:
            return None
    field = getattr(place, "field", None) if isinstance(place, Block) else place
    most: int | None = getattr(field, "max_length", None)
    return most


def _too_long(instance: Any) -> Iterator[str]:
    source = TranslationSource.objects.filter(object_id=instance.context.object_id).first()
    model = source.specific_content_type.model_class() if source else None
    most = most_letters(model, instance.context.field_path) if model else None
    if most and (count := len(unescape(instance.data))) > most:
        yield _("dài %(count)s ký tự, chỗ này chứa được %(most)s") % {"count": count, "most": most}


def _names_draft(instance: Any, **_kwargs: Any) -> None:
    if instance.context is not None and instance.context.path == "title":
        most = Page._meta.get_field("draft_title").max_length
        Page.objects.filter(
            translation_key=instance.context.object_id, locale_id=instance.locale_id
        ).update(draft_title=instance.data[:most])


def _cleaned(instance: Any, **_kwargs: Any) -> None:
    instance.data = clean_text(instance.data)


def _saved(instance: Any, update_fields: Any = None, **_kwargs: Any) -> None:
    if instance.has_error or (update_fields is not None and "data" not in update_fields):
        return
    faults = list(faults_of_marks(instance.translation_of.data, instance.data))
    if instance.context is not None:
        faults += _too_long(instance)
    if faults:
        said = _("Câu dịch chưa dùng được: %s.") % "; ".join(faults)
        instance.set_field_error([ValidationError(said)])


def _set_anew(instance: Any, update_fields: Any = None, **_kwargs: Any) -> None:
    """Note why a value is not taken; one that is good again is no longer refused."""
    if instance.context is None or (update_fields is not None and "data_json" not in update_fields):
        return
    if said := _fault_of_value(instance.context, json.loads(instance.data_json)):
        instance.set_field_error([ValidationError(said)])
    elif instance.has_error:
        instance.has_error, instance.field_error = False, ""
        instance.save(update_fields=["has_error", "field_error"])


def _fault_of_value(context: Any, value: Any) -> str:
    name = context.path.partition(".")[0]
    for source in TranslationSource.objects.filter(object_id=context.object_id):
        model = source.specific_content_type.model_class()
        kept = [one for one in get_translatable_fields(model) if one.field_name == name]
        if any(not getattr(one, "overridable", True) for one in kept):
            return _("Mục này luôn như bản tiếng Việt, không đổi riêng ở bản dịch được.")
    if _LINK.search(context.path) and not is_followed(str(value).strip()):
        return _(
            "Liên kết này không dùng được, nên bản dịch vẫn giữ liên kết của bản gốc. "
            "Hãy viết đủ, ví dụ https://dichvucong.gov.vn, mailto:… hoặc tel:…"
        )
    return ""
