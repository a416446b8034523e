"""Blocks of markdown: lists, tables, headings, quotations, each as one text without outer lines."""

from collections.abc import Iterable, Sequence

from sitegen.render.markdown.escaping import words

__all__ = [
    "blocks",
    "bullets",
    "cell",
    "facts",
    "heading",
    "labelled",
    "numbered",
    "quoted",
    "table",
]


def blocks(parts: Iterable[str]) -> str:
    """Return blocks one after the other; empty ones leave no trace."""
    return "\n\n".join([part for part in parts if part])


def bullets(items: Iterable[str]) -> str:
    """Return a list; an item may hold several blocks."""
    return _listed([("- ", item) for item in items])


def numbered(items: Iterable[str], first: int = 1) -> str:
    """Return a numbered list that begins with ``first``."""
    return _listed([(f"{number}. ", item) for number, item in enumerate(items, first)])


def quoted(content: str) -> str:
    """Return blocks set apart."""
    return "\n".join(f"> {row}".rstrip() for row in content.split("\n")) if content else ""


def labelled(name: str, said: str) -> str:
    """Return "**name**: said"; "" when there is nothing to say."""
    return f"**{words(name).strip()}**: {said}" if said else ""


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Return a list of what is known, by name; ``said`` is markdown."""
    return bullets(labelled(name, said) for name, said in pairs if said)


def cell(text: str) -> str:
    """Return words for one field of a table."""
    return words(text).strip()


def table(head: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    """Return a table of ready fields; columns numbered in ``right`` hold figures."""
    rules = ["--:" if place in set(right) else "---" for place in range(len(head))]
    return "\n".join(_row(row) for row in (head, rules, *rows))


def _row(fields: Sequence[str]) -> str:
    return f"| {' | '.join(fields)} |"


def _listed(items: Iterable[tuple[str, str]]) -> str:
    """Return a list, airy when one of its items has several blocks."""
    parts = [sign + _inside(item, " " * len(sign)) for sign, item in items]
    is_airy = any("\n\n" in part for part in parts)
    return ("\n\n" if is_airy else "\n").join(parts)


def _inside(item: str, margin: str) -> str:
    """Return an item with all its lines but the first set under its sign."""
    if "\n" not in item:
        return item
    first, *others = item.split("\n")
    return "\n".join([first, *(f"{margin}{row}" if row else "" for row in others)])


def heading(level: int, markdown: str) -> str:
    """Return a heading of ready markdown on one line."""
    said = f"{markdown[:-1]}\\#" if markdown.endswith("#") else markdown
    return f"{'#' * min(level, 6)} {said}"
