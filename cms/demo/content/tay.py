"""Translations into Tày: none yet. They are written by people who speak it, never invented."""

__all__ = ["TAY"]

TAY: dict[str, str] = {}
