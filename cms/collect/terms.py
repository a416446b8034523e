"""Terms of the registry, for the search: what people type instead of the word in the pages."""

from cms.models import Term
from sitegen.collect.collecting import Collecting, lines
from sitegen.collect.guard import each, readable
from sitegen.documents import terms

__all__ = ["load_terms"]


def load_terms(collecting: Collecting) -> dict[int, terms.Term]:
    """Return the published terms that hold today, by id, in the order of their names."""
    rows = Term.holding(collecting.today)
    finds = collecting.findings.append
    return {row.pk: term for row, term in each(readable(rows, finds), _term, finds)}


def _term(row: Term) -> terms.Term:
    return terms.Term(
        name=row.name, says=lines(row.says), language=row.language, definition=row.definition
    )
