"""Truth: which sentences of a translation say what their source says now, kept as rows.

Each version of a translation remembers the sentences it was made of; each publication of a source
renews what wagtail-localize knows of it. Comparing the two is left to who collects.
"""

import json
import logging
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail.signals import page_published
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue, extract_strings

from cms.models.translated import TranslatedRevision, TranslatedSentence
from cms.publishing.changes import waiting_note
from cms.translating.codes import without_facts
from cms.translating.live_row import put_back
from sitegen.collect.translations import bare
from sitegen.languages import SOURCE
from sitegen.letters import in_one_line

__all__ = ["connect_truth", "note_untranslated", "renew_source", "take_over"]

_log = logging.getLogger("loa.translating")
_CELL = re.compile(r"\.[0-9a-f]{16}$")
_UNSEEN = {"slug", "seo_title", "search_description"}
"""What no reader of a translation sees: its address is its source's, and no page prints the others."""

_LINE, _TAG = re.compile(r"<br\s*/?>"), re.compile(r"<[^>]*>")
_THOUSANDS = re.compile(r"(?<=\d)[. \u00a0](?=\d{3}(?!\d))")
_NUMBERS = "một hai ba bốn tư năm lăm sáu bảy bẩy tám chín mười mươi chục trăm nghìn ngàn triệu tỷ tỉ nửa rưỡi"
_TURNING = "không chưa chẳng chả đừng chớ cấm miễn trừ ngoài trước sau trên dưới"
_WEIGHTY = re.compile(rf"\d+|\b(?:{'|'.join(f'{_NUMBERS} {_TURNING}'.split())})\b")
_ALIKE = 0.75
"""How much of two sentences has to be the same for one to be the other with its faults mended."""


def connect_truth() -> None:
    """Note every version that wagtail-localize makes, and every publication of a page."""
    post_save.connect(_renewed, sender=TranslationSource, dispatch_uid="cms.translating.truth")
    post_save.connect(_logged, sender=TranslationLog, dispatch_uid="cms.translating.truth")
    page_published.connect(_published, dispatch_uid="cms.translating.truth")


def renew_source(row: Any, *, is_only_wording: bool = False) -> int:
    """Note what a published source says now; return how many changed sentences stay true.

    With ``is_only_wording`` the officer has said that nothing means anything else: the translations
    of the changed sentences stay true where it is plain which sentence became which and its links
    are the same. Where only the value of a fact differs they always do.
    """
    source = TranslationSource.objects.get_for_instance_or_none(row)
    if source is None:
        return 0
    with transaction.atomic():
        before, whole = _sentences(source), _whole(source, {})
        rows = TranslatedRevision.objects.filter(translation__source=source)
        rows.filter(made_of=None).update(made_of=whole)
        source.update_from_db()
        pairs = list(_pairs(before, _sentences(source), is_only_wording=is_only_wording))
        if _whole(source, {now.data: was.data for was, now in pairs}) == whole:
            rows.filter(made_of=whole).update(made_of=_whole(source, {}))
        return sum(_stays_true(was, now) for was, now in pairs)


def _renewed(instance: TranslationSource, **_kwargs: Any) -> None:
    rows = TranslatedRevision.objects.filter(translation__source=instance)
    if rows.exists():
        rows.update(source_now=_whole(instance, {}))


def _whole(source: TranslationSource, was: dict[str, str]) -> str:
    """Return a digest of all that a translation takes from its source, with sentences as in ``was``.

    It holds what is no sentence too: numbers, dates, links, what stands before what.
    """
    content = json.loads(source.content_json)
    model = source.specific_content_type.model_class()
    names = sorted({one.field_name for one in get_translatable_fields(model)} - _UNSEEN)
    parts = [[name, _taken_apart(content.get(name), was)] for name in names]
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _taken_apart(value: Any, was: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _taken_apart(one, was) for key, one in value.items()}
    if isinstance(value, list):
        return [_taken_apart(one, was) for one in value]
    if not isinstance(value, str):
        return value
    if value.startswith(("[", "{")):
        try:
            return _taken_apart(json.loads(value), was)
        except ValueError:
            pass
    if value.startswith("<"):
        template, strings = extract_strings(value)
        return [template, [[was.get(one.data, one.data), attrs] for one, attrs in strings]]
    data = StringValue.from_plaintext(value).data
    return was.get(data, data)


@dataclass(frozen=True, slots=True)
class _Sentence:
    place: str
    context: int
    string: int
    digest: str
    attrs: str
    data: str


def _sentences(source: TranslationSource) -> list[_Sentence]:
    rows = StringSegment.objects.filter(source=source).order_by("order")
    found = rows.values_list("context__path", "context_id", "string_id", "string__data", "attrs")
    return [
        _Sentence(_place(path), one, two, _digest(data, attrs), _links(attrs), data)
        for path, one, two, data, attrs in found
    ]


def _place(path: str) -> str:
    """Return where a sentence stands: a cell is named by its words, so its table is its place."""
    return _CELL.sub("", path)


def _links(attrs: str) -> str:
    return json.dumps(json.loads(attrs) if attrs else None, sort_keys=True)


def _digest(data: str, attrs: str) -> str:
    """Return what a sentence says by itself: a fact stands there without its value."""
    return unicodedata.normalize("NFC", without_facts(data, attrs))


def _pairs(
    before: Iterable[_Sentence], after: Iterable[_Sentence], *, is_only_wording: bool
) -> Iterator[tuple[_Sentence, _Sentence]]:
    """Yield what became what: the same sentence with other facts, or one with its faults mended."""
    before, after = list(before), list(after)
    kept = {(one.context, one.string) for one in before} & {
        (one.context, one.string) for one in after
    }
    lost: dict[str, list[_Sentence]] = defaultdict(list)
    won: dict[str, list[_Sentence]] = defaultdict(list)
    for found, each in ((lost, before), (won, after)):
        for one in each:
            if (one.context, one.string) not in kept:
                found[one.place].append(one)
    for place, gone in lost.items():
        same = _one_to_one(gone, won[place], _is_same)
        yield from same
        if is_only_wording:
            done = {id(one) for pair in same for one in pair}
            left, new = ([x for x in each if id(x) not in done] for each in (gone, won[place]))
            yield from _one_to_one(left, new, _is_mended)


def _one_to_one(
    gone: list[_Sentence], new: list[_Sentence], matches: Callable[[_Sentence, _Sentence], bool]
) -> list[tuple[_Sentence, _Sentence]]:
    """Return the pairs of which neither side could be paired otherwise."""
    found = [(was, now) for was in gone for now in new if matches(was, now)]
    seen = Counter(id(one) for pair in found for one in pair)
    return [(was, now) for was, now in found if seen[id(was)] == seen[id(now)] == 1]


def _is_same(was: _Sentence, now: _Sentence) -> bool:
    return (was.digest, was.attrs) == (now.digest, now.attrs)


def _is_mended(was: _Sentence, now: _Sentence) -> bool:
    return (
        was.attrs == now.attrs
        and _weighty(was.digest) == _weighty(now.digest)
        and _likeness(was.digest, now.digest) >= _ALIKE
    )


def _weighty(data: str) -> list[str]:
    """Return the numbers of a sentence and its words that turn a meaning round, in their order.

    No likeness sees them, they are a letter or a short word, and what a citizen pays or may do hangs
    on them: such a sentence is translated anew, whatever an officer says of the change.
    """
    words = _TAG.sub("", _LINE.sub(" ", data)).casefold()
    return _WEIGHTY.findall(_THOUSANDS.sub("", words))


def _likeness(one: str, other: str) -> float:
    """Return from 0 to 1 how alike two sentences are; a tone alone makes no difference."""
    return SequenceMatcher(None, _toneless(one), _toneless(other), autojunk=False).ratio()


def _toneless(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one))


def _stays_true(was: _Sentence, now: _Sentence) -> int:
    """Let what was said for one sentence be said for the other, in every language."""
    for old in StringTranslation.objects.filter(
        translation_of=was.string, context=was.context, has_error=False
    ):
        StringTranslation.objects.get_or_create(
            translation_of_id=now.string,
            context_id=now.context,
            locale_id=old.locale_id,
            defaults={
                "data": old.data,
                "translation_type": old.translation_type,
                "tool_name": old.tool_name,
                "last_translated_by_id": old.last_translated_by_id,
            },
        )
    rows = TranslatedSentence.objects.filter(context=was.context, string=was.string)
    rows.filter(said="", left="").update(left=was.data)
    return int(rows.update(context=now.context, string=now.string) > 0)


def _logged(instance: Any, created: bool, **_kwargs: Any) -> None:  # noqa: FBT001  # a receiver
    if created:
        put_back(instance.get_instance(), instance.revision_id)
    if not created or instance.revision_id is None:
        return
    translation = Translation.objects.get(
        source=instance.source_id, target_locale=instance.locale_id
    )
    segments = (
        StringSegment.objects.filter(source=instance.source_id)
        .annotate_translation(instance.locale)
        .order_by("order")
        .values_list("context_id", "string_id", "translation")
    )
    whole = _whole(translation.source, {})
    _keep(instance.revision_id, translation, ((*one, "") for one in segments), whole, whole)
    _forget_old(translation, instance.get_instance())


def note_untranslated(revision: int, translation: Translation) -> None:
    """Note that a version says nothing of its source in another language yet."""
    segments = StringSegment.objects.filter(source=translation.source_id).order_by("order")
    places = segments.values_list("context_id", "string_id")
    _keep(revision, translation, ((*one, None, "") for one in places), None, None)


def _keep(
    revision: int,
    translation: Translation,
    said: Iterable[tuple[int, int, str | None, str]],
    made_of: str | None,
    source_now: str | None,
) -> None:
    rows = list(said)
    made, _created = TranslatedRevision.objects.update_or_create(
        revision_id=revision,
        defaults={
            "translation": translation,
            "total": len(rows),
            "said": sum(bool(words) for _, _, words, _ in rows),
            "made_of": made_of,
            "source_now": source_now,
        },
    )
    made.sentences.all().delete()
    TranslatedSentence.objects.bulk_create(
        TranslatedSentence(
            made=made,
            order=order,
            context_id=context,
            string_id=string,
            said=words or "",
            left=left,
        )
        for order, (context, string, words, left) in enumerate(rows)
    )


def _forget_old(translation: Translation, target: Any) -> None:
    """Forget the versions before the one that readers see."""
    if target.live_revision_id is not None:
        older = TranslatedRevision.objects.filter(revision__lt=target.live_revision_id)
        older.filter(translation=translation).delete()


def _published(instance: Page, revision: Any, **_kwargs: Any) -> None:
    """Note what a page says now; what fails here keeps nobody from publishing."""
    try:
        with transaction.atomic():
            if instance.locale.language_code == SOURCE:
                note = waiting_note(instance)  # asked before it goes out, as it is connected
                renew_source(instance, is_only_wording=bool(note and note.only_wording))
            elif revision is not None:
                _written_by_hand(instance.specific, revision.pk)
    except Exception:  # noqa: BLE001  # whatever it is: the page itself is sound
        _log.exception("translations of page %s not noted", instance.pk)


def _written_by_hand(page: Any, revision: int) -> None:
    """Note what a version says that no translator's form has made."""
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id
    ).first()
    if translation is None or TranslatedRevision.objects.filter(revision=revision).exists():
        return
    last = translation.made.order_by("-revision_id").first()
    before = list(last.sentences.select_related("string", "context")) if last else []
    now: dict[str, list[Any]] = defaultdict(list)
    for segment in StringSegment.objects.filter(source=translation.source_id).select_related(
        "string", "context"
    ):
        now[segment.context.path].append(segment)
    made = _by_hand(page, before, now)
    made_of, source_now = (last.made_of, last.source_now) if last else (None, None)
    source, there = translation.source, [one for found in now.values() for one in found]
    if made_of == _whole(source, _was((one.string for one in before), there)):
        strings = String.objects.in_bulk({one[1] for one in made})
        made_of = _whole(source, _was((strings[one[1]] for one in made), there))
    _keep(revision, translation, made, made_of, source_now)


def _was(strings: Iterable[Any], there: list[Any]) -> dict[str, str]:
    """Return what the sentences of a source were that changed: new by old, in their order."""
    old, new = ([one.data for one in strings], [one.string.data for one in there])
    return dict(
        zip(
            (one for one in new if one not in old),
            (one for one in old if one not in new),
            strict=False,
        )
    )


def take_over(page: Any) -> bool:
    """Note that a live translation says all that its source says now, as its officer has told.

    Return False, and note nothing, where it has not as many sentences: which lacks is not plain.
    """
    made = TranslatedRevision.objects.filter(revision=page.live_revision_id).first()
    if made is None:
        return False
    texts = [
        one.string.data for one in extract_segments(page) if isinstance(one, StringSegmentValue)
    ]
    source = made.translation.source
    places = StringSegment.objects.filter(source=source).order_by("order")
    there = list(places.values_list("context_id", "string_id", "string__data"))
    if len(there) != len(texts):
        return False
    known = {
        (one.context_id, one.string_id): one for one in made.sentences.select_related("string")
    }
    said: dict[int, tuple[str | None, str]] = {}
    for at, (context, string, _data) in enumerate(there):
        if (one := known.get((context, string))) is not None:
            words = _compared(one.said or one.left or one.string.data)
            same = next((text for text in texts if _compared(text) == words), None)
            if same is not None:
                texts.remove(same)
                said[at] = one.said, one.left
    left = iter(texts)
    for at, (_context, _string, data) in enumerate(there):
        if at not in said:
            text = next(left)
            said[at] = (None if _compared(text) == _compared(data) else text), ""
    rows = [(*one[:2], *said[at]) for at, one in enumerate(there)]
    whole = _whole(source, {})
    _keep(page.live_revision_id, made.translation, rows, whole, whole)
    return True


_Made = tuple[int, int, str | None, str]


def _by_hand(page: Any, before: list[TranslatedSentence], now: dict[str, list[Any]]) -> list[_Made]:
    """Return what a version says for what: sentences that nobody touched stay what they were.

    One that was changed says what stood there before, unless that is gone and just one sentence
    of its place is open: then it is that one's.
    """
    texts = [
        (one.path, _compared(one.string.data), one.string.data)
        for one in extract_segments(page)
        if isinstance(one, StringSegmentValue)
    ]
    kept, rest = _kept(texts, before)
    made: dict[int, _Made] = {
        at: (one.context_id, one.string_id, one.said, one.left) for at, one in kept.items()
    }
    used = {one[:2] for one in made.values()}
    changed: dict[str, list[int]] = defaultdict(list)
    for at, (path, words, _data) in enumerate(texts):
        if at in made:
            continue
        same = next((one for one in now.get(path, ()) if _compared(one.string.data) == words), None)
        if same is None:
            changed[path].append(at)
        else:
            made[at] = same.context_id, same.string_id, None, ""
            used.add(made[at][:2])
    for path, places in changed.items():
        was = [one for one in rest if one.context.path == path]
        there = [(one.context_id, one.string_id) for one in now.get(path, ())]
        free = [one for one in there if one not in used]
        for at, (context, string) in zip(places, _stand_for(places, was, free), strict=False):
            made[at] = context, string, texts[at][2], ""
    return [made[at] for at in sorted(made)]


def _compared(data: str) -> str:
    return in_one_line(bare(data))


def _kept(
    texts: list[tuple[str, str, str]], before: list[TranslatedSentence]
) -> tuple[dict[int, TranslatedSentence], list[TranslatedSentence]]:
    """Return what stands as before, and the rest of before: a cell's place is named by its words."""
    rest, kept = list(before), dict[int, TranslatedSentence]()
    for is_there in (True, False):
        for at, (path, words, _data) in enumerate(texts):
            fits = [
                one
                for one in rest
                if at not in kept
                and _compared(one.said or one.left or one.string.data) == words
                and (not is_there or one.context.path == path)
            ]
            if fits and (is_there or len(fits) == 1):
                kept[at] = fits[0]
                rest.remove(fits[0])
    return kept, rest


def _stand_for(
    places: list[int], was: list[TranslatedSentence], free: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return (context, string) of what changed sentences of one place say, as far as it is plain."""
    old = [(one.context_id, one.string_id) for one in was]
    unsaid = [one for one in free if one not in old]
    if len(places) == len(old) == 1 and old[0] not in free and len(unsaid) == 1:
        return unsaid
    if len(places) == len(old):
        return old
    return free if not old and len(places) == len(free) else []
