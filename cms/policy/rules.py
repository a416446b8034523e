"""The policy of every answer that the editor's host makes."""

from typing import Any

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE

__all__ = ["POLICY"]

RETURN = "'sha256-i+qr4lq34KgNHiW62lWi9aInEBwiEOrfCzaNPCvkqD8='"

POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        # Wagtail's picture cropper writes one attribute to learn whether there is a touch screen:
        # "return;", and nothing else, may stand in an attribute.
        "script-src-attr": ["'unsafe-hashes'", RETURN],
        # The text editor and the translation editor write style elements while they run.
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
