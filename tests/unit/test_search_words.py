"""The words of a search are the same in Python and in the browser: one file of vectors for both."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sitegen.render.assets import search_more_script, search_script
from sitegen.render.search.normalise import exact, fold, written
from sitegen.render.search.words import codes, phones, stream

VECTORS: dict[str, list[Any]] = json.loads(
    Path(__file__).with_name("search_vectors.json").read_text("utf-8")
)
NFD = {
    "hòa": "ho\u0300a",
    "đường": "đu\u031bo\u031b\u0300ng",
    "ấn": "a\u0302\u0301n",
}


@pytest.mark.parametrize("case", VECTORS["words"], ids=lambda case: case["typed"])
def test_word_folds_to_letters_without_marks(case: dict[str, str]) -> None:
    assert fold(case["typed"]) == case["fold"]


@pytest.mark.parametrize("group", VECTORS["same"], ids=lambda group: group[0])
def test_old_and_new_spelling_are_one_exact_word(group: list[str]) -> None:
    assert len({exact(word) for word in group}) == 1


@pytest.mark.parametrize("group", VECTORS["different"], ids="-".join)
def test_words_with_other_marks_are_other_exact_words(group: list[str]) -> None:
    assert len({exact(word) for word in group}) == len(group)


@pytest.mark.parametrize(("composed", "decomposed"), NFD.items())
def test_decomposed_typing_is_the_same_word(composed: str, decomposed: str) -> None:
    assert exact(composed) == exact(decomposed)
    assert fold(composed) == fold(decomposed)


@pytest.mark.parametrize("case", VECTORS["streams"], ids=lambda case: case["typed"])
def test_text_becomes_words_with_breaks_between_clauses(case: dict[str, Any]) -> None:
    assert [fold(word) for word in stream(case["typed"])] == case["folded"]


@pytest.mark.parametrize("case", VECTORS["codes"], ids=lambda case: case["typed"])
def test_codes_are_kept_whole_without_their_dots(case: dict[str, Any]) -> None:
    assert codes(case["typed"]) == case["codes"]


@pytest.mark.parametrize("case", VECTORS["phones"], ids=lambda case: case["typed"])
def test_telephone_numbers_are_kept_whole_in_any_grouping(case: dict[str, Any]) -> None:
    assert phones(case["typed"]) == case["phones"]


@pytest.mark.parametrize(
    "word",
    [
        "hòa",
        "thủy",
        "khỏe",
        "quý",
        "giá",
        "giếng",
        "gìn",
        "khuỷu",
        "ngoài",
        "của",
        "ủy",
        "ký",
        "tỷ",
        "toán",
        "hoàn",
        "yêu",
        "đường",
        "mía",
        "tuần",
        "ốc",
        "khuya",
        "nghiêng",
        "chuyển",
        "nguyễn",
        "lý",
        "rượu",
    ],
)
def test_exact_form_is_written_back_with_its_tone_in_place(word: str) -> None:
    assert written(exact(word)) == word


@pytest.mark.skipif(shutil.which("node") is None, reason="the browser test runs the vectors too")
def test_script_keeps_the_same_vectors(tmp_path: Path) -> None:
    script = tmp_path / "vectors.js"
    source = search_script().replace("(() => {\n", "", 1).rpartition("})();")[0]
    words_only = source[: source.index("loa.words =")]
    more = search_more_script().partition("{\n")[2].rpartition("return {")[0]
    vectors = json.dumps(VECTORS)
    script.write_text(
        f"const window = {{}};\nconst VECTORS = {vectors};\n{words_only}{more}{WATCH}", "utf-8"
    )
    done = subprocess.run(["node", script], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("", "")


WATCH = """
const same = (left, right, name) => {
  if (JSON.stringify(left) !== JSON.stringify(right)) { console.log(name, left, right); }
};
for (const one of VECTORS.words) { same(fold(one.typed), one.fold, one.typed); }
for (const group of VECTORS.same) { same(new Set(group.map(exact)).size, 1, group[0]); }
for (const group of VECTORS.different) { same(new Set(group.map(exact)).size, group.length, group[0]); }
for (const one of VECTORS.streams) { same(stream(one.typed).map(fold), one.folded, one.typed); }
for (const one of VECTORS.codes) { same(codes(one.typed), one.codes, one.typed); }
for (const one of VECTORS.phones) { same(phones(one.typed), one.phones, one.typed); }
for (const one of VECTORS.syllables) { same(isSyllable(exact(one)), true, one); }
for (const one of VECTORS.no_syllables) { same(isSyllable(exact(one)), false, one); }
for (const one of VECTORS.keys) { same(unkeyed(one.typed), one.word && exact(one.word), one.typed); }
for (const one of VECTORS.keys) { if (one.word) { same(written(unkeyed(one.typed)), one.word, one.typed); } }
"""
