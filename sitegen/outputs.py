"""Outputs: in which forms a mirror says what is published, besides its web pages.

What pages show goes with them: pictures, attachments, style sheets, scripts.
"""

__all__ = ["CHOSEN", "OUTPUTS"]

CHOSEN = ("markdown", "pdf", "search", "share")
"""What an operator may leave out: each page as Markdown, prints, search, and the pictures that
stand for pages in messages."""

OUTPUTS = frozenset({"json", *CHOSEN})
"""All of them. The data of pages is always made: a rollback reads from it what it must leave out."""
