"""Search: documents to tokens, tokens to an index that a browser loads in small scripts."""

import hashlib
from functools import cache
from pathlib import Path

from sitegen.render.search.index import build
from sitegen.render.search.renewal import Read, update
from sitegen.render.search.tokens import Tokens, decode, encode, tokens, version

__all__ = [
    "Read",
    "Tokens",
    "build",
    "decode",
    "encode",
    "index_version",
    "tokens",
    "update",
    "version",
]


@cache
def index_version() -> str:
    """Return a digest that changes whenever the same tokens could give another index."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
