"""Words that changed on a printed sheet are told with whose they are, as far as that is known."""

import pytest

from sitegen.documents.editions import ChangedWords
from sitegen.render.edition_words import whose_words


@pytest.mark.parametrize(
    ("what", "of", "said"),
    [
        ("phone", "Sở Nội vụ", "Điện thoại của Sở Nội vụ"),
        ("number", "Sở Nội vụ", "Điện thoại của Sở Nội vụ"),
        ("phone", "", "Điện thoại"),
        ("", "Sở Nội vụ", "Sở Nội vụ"),
        ("no such field", "Sở Nội vụ", "Sở Nội vụ"),
        ("", "", ""),
    ],
)
def test_words_are_told_with_whose_they_are(what: str, of: str, said: str) -> None:
    change = ChangedWords(place="Bìa", old="a", new="b", what=what, of=of)
    assert whose_words(change, "vi") == said
