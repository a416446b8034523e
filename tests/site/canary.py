"""A canary: one made-up word that nobody may read on any output, and words that must be found."""

from dataclasses import dataclass, field

from tests.factories import Province

__all__ = ["SIGHTS", "Canaries"]

SIGHTS = ("Thaytrangxx", "Thaymangxx", "Thaytepxx")
"""Words that must be found: in pages, in print, in attachments. Else the search is blind."""


@dataclass(slots=True)
class Canaries:
    """The words that may not be found, by the hole each was put into."""

    province: Province
    words: dict[str, str] = field(default_factory=dict)

    def named(self, hole: str) -> str:
        """Return a new canary for ``hole``: letters only, so that addresses keep it whole."""
        word = f"Chim{'abcdefghijklmnopqrstuvwxyz'[len(self.words) % 26]}{len(self.words):02d}kv"
        assert hole not in self.words
        self.words[hole] = word
        return word
