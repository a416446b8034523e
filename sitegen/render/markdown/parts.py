"""Parts that several kinds of document share: a part under its heading, the PDF, the source."""

from sitegen.render.markdown.escaping import one_line
from sitegen.render.markdown.sheet import Sheet

__all__ = ["part", "pdf", "source"]


def part(title: str, inside: str, level: int = 2) -> list[str]:
    """Return a part of the page under its heading; nothing when it holds nothing."""
    return [f"{'#' * level} {one_line(title)}", inside] if inside else []


def pdf(sheet: Sheet, said: str) -> str:
    """Return the link to the PDF of the page; "" when it has none."""
    path = sheet.view.pdf_path
    return sheet.link(said, sheet.file(path)) if path else ""


def source(source: str, sheet: Sheet) -> str:
    """Return where a text or its figures are from."""
    return one_line(f"{sheet.w.source}: {source}") if source else ""
