"""Signing: a list of a copy is signed as minisign does it, so that anybody can check it without Loa.

The format is https://jedisct1.github.io/minisign/#signature-format: Ed25519 over the BLAKE2b-512
of the text. Keys are minisign's own files; a secret one has no password, because a timer signs.
"""

import base64
import binascii
import hashlib
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.errors import SitegenError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

__all__ = [
    "PUBLIC",
    "Signer",
    "is_signed",
    "is_text_signed",
    "make_key",
    "read_public",
    "read_signer",
]

PUBLIC = ".pub"
"""The ending of the file with the public key, beside the secret one."""

_KEY, _TEXT = b"Ed", b"ED"
_ID = 8
_POINT = 32
_UNLOCKED = _KEY + b"\0\0B2" + bytes(48)
_SECRET_SIZE = len(_UNLOCKED) + _ID + 2 * _POINT + _POINT
_UNSIGNED = "untrusted comment: "
_TRUSTED = "trusted comment: "


@dataclass(frozen=True, slots=True)
class Signer:
    """A secret key with its number; ``public`` is the line that a receiver compares."""

    number: bytes
    key: "Ed25519PrivateKey"

    @property
    def public(self) -> str:
        return _line(_KEY + self.number + self.key.public_key().public_bytes_raw())

    def signature(self, text: bytes, comment: str) -> bytes:
        """Return the signature file of ``text``; ``comment`` (ASCII, one line) is signed too."""
        signed = self.key.sign(hashlib.blake2b(text).digest())
        whole = self.key.sign(signed + comment.encode("ascii"))
        first = f"{_UNSIGNED}minisign {self.public}"
        lines = (first, _line(_TEXT + self.number + signed), f"{_TRUSTED}{comment}", _line(whole))
        return "".join(f"{line}\n" for line in lines).encode("ascii")


def make_key(path: Path) -> Signer:
    """Make a key that only its owner can read, and its public half beside it.

    Raises FileExistsError rather than replace a key: copies are out that only it can check.
    """
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415  # rarely needed

    signer = Signer(secrets.token_bytes(_ID), ed25519.Ed25519PrivateKey.generate())
    half = signer.key.private_bytes_raw() + signer.key.public_key().public_bytes_raw()
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
        secret = _line(_UNLOCKED + signer.number + half + bytes(_POINT))
        file.write(f"{_UNSIGNED}minisign secret key\n{secret}\n".encode("ascii"))
    public = (
        f"{_UNSIGNED}minisign public key {signer.number[::-1].hex().upper()}\n{signer.public}\n"
    )
    path.with_name(path.name + PUBLIC).write_text(public, encoding="ascii")
    return signer


def read_signer(path: Path) -> Signer:
    """Return the key in a file; raises SitegenError when it cannot be used, or others can read it."""
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise _refusal(path, "người khác trên máy đọc được", f"Chạy: chmod 600 {path}")
        found = _decoded(path.read_text("ascii").splitlines()[1])
    except (OSError, UnicodeDecodeError, IndexError) as error:
        raise _refusal(path, "không có hoặc không đọc được", _MAKE) from error
    if found is None or len(found) != _SECRET_SIZE or not found.startswith(_UNLOCKED):
        raise _refusal(path, "không phải khoá minisign không mật khẩu", _MAKE)
    at = len(_UNLOCKED)
    seed = found[at + _ID : at + _ID + _POINT]
    return Signer(found[at : at + _ID], ed25519.Ed25519PrivateKey.from_private_bytes(seed))


def read_public(said: str) -> str:
    """Return a public key from its line, or from the file that holds it."""
    try:
        text = Path(said).read_text("ascii") if Path(said).is_file() else said
    except (OSError, UnicodeDecodeError):
        text = ""
    line = text.strip().rpartition("\n")[2]
    found = _decoded(line)
    if found is None or len(found) != len(_KEY) + _ID + _POINT or not found.startswith(_KEY):
        raise SitegenError(
            f"“{said[:80]}” không phải khoá công khai.",
            hint="Khoá là một dòng bắt đầu bằng RW, hoặc tệp .pub có dòng ấy.",
            code="signing-key",
        )
    return line


def is_signed(text: bytes, signature: bytes, public: str) -> bool:
    """Tell whether ``signature`` is, to the last byte, one that ``public`` gave for ``text``."""
    try:
        first, code, comment, whole, end = signature.decode("ascii").split("\n")
    except ValueError:
        return False
    signed, both = _decoded(code), _decoded(whole)
    said = comment.removeprefix(_TRUSTED)
    is_formal = first == f"{_UNSIGNED}minisign {public}" and not end and said != comment
    if not is_formal or signed is None or both is None:
        return False
    whole_text = signed[len(_TEXT) + _ID :] + said.encode("ascii")
    return is_text_signed(text, signature, public) and _is_by(public, both, whole_text)


def is_text_signed(text: bytes, signature: bytes, public: str) -> bool:
    """Tell whether ``public`` signed ``text``, whatever the comments of the signature say."""
    code = signature.split(b"\n")[1:2]
    signed, key = _decoded(code[0].decode("latin-1")) if code else None, _decoded(public) or b""
    if signed is None or not signed.startswith(_TEXT + key[len(_KEY) : len(_KEY) + _ID]):
        return False
    return _is_by(public, signed[len(_TEXT) + _ID :], hashlib.blake2b(text).digest())


def _is_by(public: str, signed: bytes, content: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

    point = ed25519.Ed25519PublicKey.from_public_bytes((_decoded(public) or b"")[-_POINT:])
    try:
        point.verify(signed, content)
    except InvalidSignature:
        return False
    return True


_MAKE = "Tạo khoá bằng lệnh manage.py signing_key TỆP, rồi đặt LOA_SIGNING_KEY là tệp ấy."


def _refusal(path: Path, what: str, hint: str) -> SitegenError:
    return SitegenError(f"Khoá ký {path} {what}.", hint=hint, code="signing-key")


def _line(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _decoded(line: str) -> bytes | None:
    """Return what a line of base64 holds, None when it is not the one way to write it."""
    try:
        found = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        return None
    return found if _line(found) == line else None
