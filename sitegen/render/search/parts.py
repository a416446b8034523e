"""Parts: the files of an index. Each is a classic script that hands one value to ``loa.part``.

So a browser can load them from a folder, where it refuses to read data any other way.
"""

import json
from typing import Any

__all__ = [
    "HEAD",
    "VOCABULARY",
    "part_path",
    "read_value",
    "shard_name",
    "text_size",
    "write_text",
    "write_value",
]

HEAD, VOCABULARY = "head", "vocabulary"
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_TAIL = b")\n"


def part_path(language: str, name: str) -> str:
    """Return the place of a part in the mirror."""
    return f"search/{language}/{name}.js"


def shard_name(table: str, prefix: str) -> str:
    """Return the name of the shard of ``table`` that holds the terms under ``prefix``."""
    letters = (
        letter if letter in _PLAIN else "-" if letter == " " else f"_{ord(letter):x}_"
        for letter in prefix
    )
    return f"{table}-{''.join(letters)}"


def write_value(language: str, name: str, value: Any) -> bytes:
    """Return the part that hands over ``value``, made of lists, numbers and texts."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _opening(language, name) + _safe(written).encode() + _TAIL


def text_size(language: str, name: str, content: bytes) -> int:
    """Return the bytes of the lines of a part of ``write_text``, each with its line end."""
    return len(content) - len(_opening(language, name)) - len(_TAIL)


def write_text(language: str, name: str, lines: str) -> bytes:
    """Return the part that hands over ``lines``: letters and digits only, nothing to escape."""
    return _opening(language, name) + b'"' + lines.encode().replace(b"\n", b"\\n") + b'"' + _TAIL


def read_value(content: bytes) -> Any:
    """Return the value that a part hands over; raises ValueError for anything else."""
    return json.loads(content[content.index(b",") + 1 : -len(_TAIL)])


def _opening(language: str, name: str) -> bytes:
    return f'loa.part("{language}/{name}",'.encode()


def _safe(written: str) -> str:
    """Return JSON that old browsers read as a script too."""
    return written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
