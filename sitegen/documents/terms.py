"""Terms: words and abbreviations that mean the same, for the search."""

from sitegen.documents.quick import dataclass

__all__ = ["Term"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Thuật ngữ: ``name`` is the preferred word ("căn cước công dân"), ``says`` what people type.

    ``definition`` is one sentence, "" when there is none.
    """

    name: str
    says: tuple[str, ...]
    language: str
    definition: str = ""
