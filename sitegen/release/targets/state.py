"""State: what a target holds, kept at the target itself, so that only what differs is sent.

It is written before the first file (``is_whole`` false, with everything about to change in
``pending``) and again after the last one. Whatever happens in between, the next run knows
which files are ours and which of them it cannot trust.
"""

from contextlib import suppress

import msgspec

from sitegen.errors import SitegenError

__all__ = ["Kept", "State", "decode_state", "encode_state"]

FORMAT = 1


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """One file at the target: its version, its size there in bytes, and its age.

    ``age`` counts the releases since the file was last part of one; ``is_code`` tells a style
    sheet, script or font, which a page in somebody's browser may still need.
    """

    version: str
    size: int
    age: int = 0
    is_code: bool = False


class _Format(msgspec.Struct, frozen=True):
    format: int


class State(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that Loa has put at a target; ``publisher`` is who did it.

    ``profile`` is "" when nobody knows any more.
    """

    format: int = FORMAT
    profile: str
    release: str
    publisher: str
    is_whole: bool
    files: dict[str, Kept] = {}
    pending: tuple[str, ...] = ()


def encode_state(state: State) -> bytes:
    """Return the state as it lies at the target."""
    return msgspec.json.encode(state)


def decode_state(content: bytes | None, name: str = "") -> State | None:
    """Return the state, None when there is none; refuse one that is not ours, by its ``name``."""
    if content is None:
        return None
    said = f" “{name}”" if name else ""
    with suppress(msgspec.MsgspecError, UnicodeDecodeError):
        if msgspec.json.decode(content, type=_Format).format > FORMAT:
            raise SitegenError(
                f"Bản kê{said} ở đích do một bản Loa mới hơn ghi.",
                hint="Xuất bằng bản Loa ấy, hoặc xuất vào một nơi trống.",
                code="target-state-newer",
            )
        return msgspec.json.decode(content, type=State)
    raise SitegenError(
        f"Bản kê{said} ở đích đã hỏng nên không biết tệp nào là của Loa.",
        hint="Xuất vào một nơi mới, rồi dùng nơi mới thay nơi cũ; tệp khác ở nơi cũ không bị động tới.",
        code="target-state",
    )
