"""The index of the search: small files, the same however they came about."""

import gzip
import itertools
import random
from dataclasses import is_dataclass, replace
from datetime import date
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.documents.base import ClosedPortal, Portal
from sitegen.documents.kinds import Document
from sitegen.documents.nodes import EmbeddedGuide
from sitegen.documents.terms import Term
from sitegen.render.search import Tokens, build, decode, encode, tokens, update
from sitegen.render.search import shards as sharding
from sitegen.render.search.normalise import exact
from sitegen.render.search.parts import read_value
from sitegen.render.search.postings import count, pack, patch, unpack
from sitegen.render.search.texts import _spoken
from sitegen.render.search.tokens import IN_HEADING, IN_TITLE, OFTEN
from tests.builders import (
    a_guide,
    a_head,
    a_listing,
    a_paragraph,
    a_plan,
    a_step_group,
    an_announcement,
    an_article,
    every_document,
)

WORDS = [
    "khai",
    "sinh",
    "khái",
    "hộ",
    "tịch",
    "hồ",
    "sơ",
    "thủ",
    "tục",
    "thư",
    "đất",
    "đai",
    "kết",
    "hôn",
    "cấp",
    "đổi",
    "nộp",
    "42/2022/NĐ-CP",
]
TERMS = (
    Term(name="căn cước công dân", says=("CCCD", "thẻ căn cước"), language="vi"),
    Term(name="identity card", says=("ID",), language="en"),
)


def a_page(number: int, words: str, *, kind: str = "guide", agency: str = "Sở Nội vụ") -> Tokens:
    """Return the tokens of an article with ``words`` in its body."""
    article = an_article(
        head=a_head(f"Trang {words[:24]}", key=f"page-{number}", path=f"trang-{number}/"),
        body=(a_paragraph(words),),
    )
    found = tokens(article)
    assert found is not None
    is_over, shows = number % 3 == 0, (number // 2,) if number % 4 == 0 else ()
    return replace(found, kind=kind, agency=agency, is_over=is_over, shows=shows)


pages = st.builds(
    lambda number, words, kind, agency: a_page(number, " ".join(words), kind=kind, agency=agency),
    st.integers(1, 60),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12),
    st.sampled_from(["guide", "announcement"]),
    st.sampled_from(["Sở Nội vụ", "Ban Dân tộc", ""]),
)
sites = st.lists(pages, max_size=14, unique_by=lambda page: page.number).map(
    lambda found: {page.number: page for page in found}
)


def _built(site: dict[int, Tokens], terms: tuple[Term, ...] = ()) -> dict[str, bytes]:
    return dict(build("vi", (site[number] for number in sorted(site)), terms))


@given(sites, sites)
@settings(max_examples=60, deadline=None)
def test_updated_index_is_the_one_built_from_nothing(
    before: dict[int, Tokens], after: dict[int, Tokens]
) -> None:
    with pytest.MonkeyPatch.context() as small:
        small.setattr("sitegen.render.search.index.most_bytes", _few_bytes)
        small.setattr("sitegen.render.search.renewal.most_bytes", _few_bytes)
        files: dict[str, bytes] = _built(before)
        changed = {n for n in before.keys() | after.keys() if before.get(n) != after.get(n)}
        made = update(
            "vi",
            files.__getitem__,
            removed=[before[number] for number in changed if number in before],
            added=[after[number] for number in changed if number in after],
            terms=TERMS,
        )
        for path, content in made.items():
            if content is None:
                del files[path]
            else:
                files[path] = content
        assert files == _built(after, TERMS)


def _few_bytes(pages: int) -> int:
    """Cut so finely that a few words make many shards; another size from ten pages on."""
    return 60 if pages < 10 else 90


def test_unchanged_page_changes_no_file() -> None:
    site = {number: a_page(number, "khai sinh ở xã") for number in (3, 8, 40)}
    files = _built(site)
    assert update("vi", files.__getitem__, removed=[site[8]], added=[site[8]]) == {}


def test_another_sentence_touches_few_files() -> None:
    chance = random.Random(1)  # noqa: S311  # no secret
    site = {n: a_page(n, " ".join(chance.choices(WORDS, k=40))) for n in range(1, 200)}
    files = _built(site)
    changed = a_page(77, " ".join(chance.choices(WORDS, k=40)) + " bưu điện")
    made = update("vi", files.__getitem__, removed=[site[77]], added=[changed])
    assert {path for path in made if "/t-" in path} == {"search/vi/t-77.js"}
    assert sum(len(content or b"") for content in made.values()) < 40_000


def test_pages_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="page 3 stands after page 8"):
        dict(build("vi", [a_page(8, "một"), a_page(3, "hai")]))


@given(st.dictionaries(st.integers(1, 5000), st.integers(0, 7), max_size=60))
def test_postings_are_read_as_they_were_written(pages_of_a_term: dict[int, int]) -> None:
    packed = pack(pages_of_a_term)
    assert unpack(packed) == pages_of_a_term
    assert count(packed) == len(pages_of_a_term)


@given(
    st.dictionaries(st.integers(1, 300), st.integers(0, 7), max_size=40),
    st.dictionaries(st.integers(1, 300), st.none() | st.integers(0, 7), max_size=20),
)
def test_patched_postings_are_those_of_the_changed_pages(
    old: dict[int, int], changes: dict[int, int | None]
) -> None:
    new = old | {number: flags for number, flags in changes.items() if flags is not None}
    for number in [number for number, flags in changes.items() if flags is None]:
        new.pop(number, None)
    assert patch(pack(old), changes) == pack(new)


def test_shards_keep_their_bound_and_every_term() -> None:
    chance = random.Random(2)  # noqa: S311
    names = sorted({"".join(chance.choices("abct ", k=chance.randint(1, 6))) for _ in range(500)})
    lines = [sharding.Line(name, name, "A" * chance.randint(1, 30)) for name in names]
    shards = sharding.cut(lines, 200)
    assert sorted(line for shard in shards.values() for line in shard) == lines
    assert all(
        sum(map(sharding.size, shard)) <= 200 or len(shard) == 1 for shard in shards.values()
    )
    assert all(line.key.startswith(prefix) for prefix in shards for line in shards[prefix])


def test_tokens_tell_where_a_word_stands() -> None:
    found = tokens(a_guide(head=a_head("Khai sinh cho con", summary="Làm ở xã.")))
    assert found is not None
    flags = {term: number for number, terms in enumerate(found.terms) for term in terms.split("\n")}
    assert flags["khai"] & IN_TITLE
    assert flags[exact("xã")] & IN_HEADING
    assert flags[exact("bấm")] & OFTEN
    assert flags["khai sinh"] & IN_TITLE
    assert found.length == 4


@pytest.mark.parametrize(
    ("language", "silent", "telling"),
    [("vi", "của các", "mạng"), ("en", "of the", "certificate")],
)
def test_small_words_of_running_text_are_not_kept_and_those_of_titles_are(
    language: str, silent: str, telling: str
) -> None:
    head = a_head("Trang", language=language)
    words = set(map(exact, silent.split()))
    running = tokens(an_article(head=head, body=(a_paragraph(f"{telling} {silent}"),)))
    titled = tokens(an_article(head=replace(head, title=f"{telling} {silent}"), body=()))
    assert running is not None
    assert titled is not None
    assert words.isdisjoint("\n".join(running.terms).split("\n"))
    assert exact(telling) in "\n".join(running.terms).split("\n")
    assert words <= set("\n".join(titled.terms).split("\n"))


@pytest.mark.parametrize("seed", range(20))
def test_an_excerpt_is_the_beginning_in_whole_words_as_long_as_may_be(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    summary = " ".join("a" * chance.randrange(1, 9) for _ in range(chance.randrange(20, 60)))
    found = tokens(an_article(head=replace(a_head("Bài", key="page-1"), summary=summary)))
    assert found is not None
    kept = [end for end in range(181) if end == len(summary) or summary[end : end + 1] == " "][-1]
    assert found.excerpt == summary[:kept] + ("…" if kept < len(summary) else "")


def test_passages_tell_the_words_of_a_page_at_its_anchors() -> None:
    for document in every_document():
        found = tokens(document)
        if found is None:
            continue
        said = [text for _, *texts in found.passages for text in texts]
        assert all(len(text) > 2 for text in said)
        assert sum(map(len, said)) <= 12_000
    guide = tokens(a_guide(steps=3))
    assert guide is not None
    anchors = [anchor for anchor, *_ in guide.passages]
    assert {f"tinh-buoc-{number}" for number in (1, 2, 3)} <= set(anchors)


def test_what_machines_call_things_is_no_word_of_a_page() -> None:
    for document in every_document():
        found = tokens(document)
        words = set("\n".join(found.terms).split("\n")) if found else set()
        assert not words & {"or", "panels", "double", "roll", "legaldocument", "contactpoint"}, (
            document.kind
        )


def _kinds_below(kind: Any, seen: set[Any]) -> set[Any]:
    if is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        for hint in get_type_hints(kind).values():
            _kinds_below(hint, seen)
    for inner in get_args(kind):
        _kinds_below(inner, seen)
    return seen


def test_no_key_by_which_a_program_knows_a_thing_is_found() -> None:
    read = {(kind, name) for kind in _kinds_below(Document, set()) for name, _ in _spoken(kind)}
    assert len(read) > 100
    assert [one for one in read if {"key", "keys"} & set(one[1].split("_"))] == []


def test_tokens_survive_the_store() -> None:
    for document in every_document():
        found = tokens(document)
        assert found is None or decode(encode(found)) == found


def test_what_a_translation_said_once_is_told_of_where_it_is_shown() -> None:
    guide = a_guide(
        head=a_head("Apply", language="en", summary="At home."), prepare=("One thing.",)
    )
    for old in ((), ("At home.",), ("One thing.",), ("At home.", "One thing.")):
        found = tokens(replace(guide, head=replace(guide.head, stale=old)))
        plain = tokens(guide)
        assert found is not None
        assert plain is not None
        shown = " ".join((found.excerpt, *itertools.chain.from_iterable(found.passages)))
        sign = "(may be out of date)"
        said = {one for one in ("At home.", "One thing.") if f"{one} {sign}" in shown}
        assert said == set(old)
        assert shown.count(sign) == sum(shown.count(one) for one in old)  # and nowhere else
        assert found.terms == plain.terms  # it is no word that is looked for


def test_every_kind_of_page_with_words_of_its_own_is_searchable() -> None:
    silent = {document.kind for document in every_document() if tokens(document) is None}
    assert silent == {"listing", "index_page", "site_map", "search"}


def test_what_only_repeats_other_pages_is_not_searched() -> None:
    alias = a_guide(head=a_head("Chưa dịch", language="tyz", is_alias=True))
    assert [tokens(page) for page in (alias, a_listing())] == [None, None]


def test_numbers_and_codes_of_official_texts_are_words() -> None:
    plan = tokens(a_plan())
    announcement = tokens(an_announcement())
    assert plan is not None
    assert announcement is not None
    assert "57khubnd" in "\n".join(plan.terms).split("\n")
    assert "422022ndcp" in "\n".join(announcement.terms).split("\n")


def test_a_guide_shown_elsewhere_is_told_of_there_without_words_of_its_own() -> None:
    """Its words weigh on its own page only; the head tells where else they stand, and so the passages."""
    guide = replace(a_guide(steps=2), head=a_head("Nộp hồ sơ", key="page-7"))
    shown = EmbeddedGuide(guide_key="page-7", title="Nộp hồ sơ", path="nop/", groups=guide.groups)
    found = tokens(replace(an_announcement(), body=(shown,)))
    assert found is not None
    assert exact("đăng") not in "\n".join(found.terms).split("\n")
    assert found.shows == (7,)
    said = [text for anchor, *texts in found.passages for text in texts if anchor == ""]
    mine = tokens(guide)
    assert mine is not None
    assert {text for anchor, *texts in mine.passages for text in texts if anchor} <= set(said)
    head = read_value(_built({found.number: found})["search/vi/head.js"])
    assert head["shows"] == [[7, pack({found.number: 0})]]


def test_what_leads_on_from_a_closed_way_stands_before_its_fold() -> None:
    closed = ClosedPortal(
        name="Cổng của tỉnh",
        short_name="cổng tỉnh",
        address="cong.example.vn",
        closed_on=date(2025, 7, 1),
    )
    portal = Portal(
        name="Cổng quốc gia", short_name="cổng", address="quoc-gia.example.vn", closed=closed
    )
    group = replace(a_step_group(), portal=portal, notice="Cổng này nay đã đóng cửa.")
    found = tokens(a_guide(groups=(group,)))
    assert found is not None
    assert found.is_over
    (at,) = {anchor for anchor, *texts in found.passages if group.notice in texts}
    assert at == ""


def test_synonyms_stand_in_the_head_of_their_language() -> None:
    head = read_value(_built({1: a_page(1, "một")}, TERMS)["search/vi/head.js"])
    assert head["terms"] == [["căn cước công dân", "cccd", "thẻ căn cước"]]


def test_empty_language_still_has_a_head() -> None:
    head = read_value(dict(build("en", []))["search/en/head.js"])
    assert (head["pages"], head["w"]) == ("", [])


def test_files_have_short_plain_names() -> None:
    files = _built({1: a_page(1, "con aux 漢字 điện thoại đường bộ")})
    names = [path.rpartition("/")[2] for path in files]
    assert all(name.isascii() and name.islower() and len(name) < 60 for name in names)
    assert not {"con.js", "aux.js", "nul.js"} & set(names)


def test_a_query_is_small() -> None:
    """Six words of five hundred pages: the head, their shards, five pages."""
    chance = random.Random(3)  # noqa: S311
    syllables = [
        f"{a}{b}{c}" for a in "btkmnlh" for b in ("a", "ê", "ươ", "i") for c in ("n", "", "ng")
    ]
    site = {n: a_page(n, " ".join(chance.choices(syllables, k=60))) for n in range(1, 501)}
    files = {path: len(gzip.compress(content)) for path, content in _built(site).items()}
    largest = sorted((size for path, size in files.items() if "/w-" in path))
    titles = sorted(size for path, size in files.items() if "/t-" in path)
    assert files["search/vi/head.js"] + sum(largest[-8:]) + sum(titles[-5:]) <= 40_000
