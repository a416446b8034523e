"""State: what a target holds, kept at the target itself, so that only what differs is sent.

It is written before the first file (``is_whole`` false, with everything about to change in
``pending``) and again after the last one. Whatever happens in between, the next run knows
which files are ours and which of them it cannot trust.
"""

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


class State(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that Loa has put at a target; ``publisher`` is who did it."""

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


def decode_state(content: bytes | None) -> State | None:
    """Return the state, None when there is none; refuse one that is not ours."""
    if content is None:
        return None
    try:
        state = msgspec.json.decode(content, type=State)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        state = None
    if state is None or state.format > FORMAT:
        raise SitegenError(
            "Bản kê ở đích không đọc được hoặc do một bản Loa mới hơn ghi.",
            hint="Xuất vào một nơi trống; nếu chắc chắn, xoá bản kê và mọi tệp ở đích rồi xuất lại.",
            code="target-state",
        )
    return state
