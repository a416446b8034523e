"""Search: documents to tokens, tokens to an index that a browser loads in small scripts."""

from sitegen.render.search.index import build
from sitegen.render.search.renewal import ReadFile, update
from sitegen.render.search.tokens import Tokens, decode, encode, tokens

__all__ = [
    "ReadFile",
    "Tokens",
    "build",
    "decode",
    "encode",
    "tokens",
    "update",
]
