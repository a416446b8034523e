"""The seal: a piece of a backup is packed, locked when there is a key, and named by its content.

Without the key neither the content of a piece nor what it is the name of can be learned: names
are keyed digests. A piece that was changed, or put in the place of another, does not open.
"""

import hashlib
import hmac
import os
import zlib
from typing import TYPE_CHECKING

from cms.backups.errors import DamagedError

if TYPE_CHECKING:  # an editor that locks nothing does without it
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

__all__ = ["Seal"]

_SALT = b"loa.backup.1"
_NONCE = 12
_PLAIN, _PACKED = b"\0", b"\1"


class Seal:
    """Closes and opens pieces under ``key``; "" leaves them unlocked, but still checked.

    ``key_id`` tells one key from another and says nothing about it; "" without a key.
    """

    def __init__(self, key: str = "") -> None:
        self.key_id, self._names = "", b""
        self._lock: AESGCM | None = None
        if key:
            from cryptography.hazmat.primitives.ciphers import aead  # noqa: PLC0415

            made = hashlib.scrypt(
                key.encode(), salt=_SALT, n=2**15, r=8, p=1, maxmem=2**26, dklen=72
            )
            self._lock, self._names = aead.AESGCM(made[:32]), made[32:64]
            self.key_id = made[64:].hex()

    def name(self, content: bytes) -> str:
        """Return the name of a piece: 64 hexadecimal digits."""
        if self._lock is None:
            return hashlib.sha256(content).hexdigest()
        return hmac.new(self._names, content, hashlib.sha256).hexdigest()

    def close(self, content: bytes, name: str) -> bytes:
        """Return what is written to the disk for ``content``."""
        packed = zlib.compress(content, 1)
        inside = _PACKED + packed if len(packed) < len(content) else _PLAIN + content
        if self._lock is None:
            return inside
        nonce = os.urandom(_NONCE)
        return nonce + self._lock.encrypt(nonce, inside, name.encode())

    def open(self, closed: bytes, name: str, most: int) -> bytes:
        """Return the content, of at most so many bytes: a small piece may swell without end.

        Raises DamagedError when it is more, or not what was closed as ``name``.
        """
        try:
            inside = _unlock(self._lock, closed, name) if self._lock else closed
            return _unpacked(inside, most)
        except (ValueError, zlib.error) as error:
            raise DamagedError(f"Mảnh {name} của bản sao lưu đã hỏng.") from error


def _unpacked(inside: bytes, most: int) -> bytes:
    kind, content = inside[:1], inside[1:]
    if kind == _PACKED:
        stream = zlib.decompressobj()
        content = stream.decompress(content, most + 1)
        if not stream.eof:
            raise ValueError(kind)
    elif kind != _PLAIN:
        raise ValueError(kind)
    if len(content) > most:
        raise ValueError(most)
    return content


def _unlock(lock: "AESGCM", closed: bytes, name: str) -> bytes:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415  # only with a key

    try:
        return lock.decrypt(closed[:_NONCE], closed[_NONCE:], name.encode())
    except InvalidTag as error:
        raise ValueError(name) from error
