"""The vault: a folder of backups. A piece lies in it once, however many backups hold it.

A piece is written aside and renamed; a manifest comes after all its pieces are on the disk. So
whatever stops a backup, those before it stay whole, and what it has copied is not copied again.
"""

import hashlib
import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC
from pathlib import Path

import msgspec

from cms.backups.errors import BackupError, DamagedError
from cms.backups.manifest import PIECE_BYTES, Kept, Manifest
from cms.backups.seal import Seal
from cms.backups.turn import alone_in
from sitegen.store import flush

__all__ = ["MANIFEST_BYTES", "PIECE_BYTES", "Vault"]

_CLOSING_BYTES = 4096
MANIFEST_BYTES = 1 << 27  # of a million uploads; more is a mistake or an attack
_FORMAT = 1
_MANIFEST = "manifest"  # the name under which it is closed: its file may be given another
_ENDING = ".loa"
_PIECE = re.compile(r"[0-9a-f]{64}")
_README = "DOC-TRUOC.txt"
_SAYS = """\
Thư mục này giữ các bản sao lưu của Loa: mỗi tệp loa-….loa là một bản, thư mục objects giữ nội dung
mà các bản dùng chung. Muốn chép đi nơi khác thì chép cả thư mục. Đừng sửa hay xoá riêng tệp nào.
Khôi phục vào một máy trống: manage.py restore <đường dẫn tới tệp loa-….loa>
"""


class _Head(msgspec.Struct, frozen=True):
    """The first line of a manifest's file, in clear."""

    loa_backup: int
    key: str
    digest: str


class Vault:
    """The backups under ``folder``, closed and opened by ``seal``."""

    def __init__(self, folder: Path, seal: Seal) -> None:
        self.folder = folder
        self.seal = seal
        self.written = 0
        """Bytes that this run has added."""
        self._proved: set[str] = set()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one who writes here; what a killed run left half written goes."""
        self._folder("")
        _hide(self.folder)
        with alone_in(self.folder):
            for half in self._folder("incoming").iterdir():
                half.unlink()
            if not (self.folder / _README).exists():
                self._write(self.folder / _README, _SAYS.encode())
            self._proved = self._held(quietly=True) or set()
            yield

    def backups(self) -> list[Path]:
        """Return the files of the backups, the newest last."""
        return sorted(self.folder.glob(f"loa-*{_ENDING}"))

    def put(self, content: bytes) -> str:
        """Keep a piece and return its name; one that is there already is not written again."""
        name = self.seal.name(content)
        if name not in self._proved or not self.holds((name,)):
            if not self._is_whole(name, content):
                closed = self.seal.close(content, name)
                self._folder(f"objects/{name[:2]}")
                self._write(self._place(name), closed)
                self.written += len(closed)
            self._proved.add(name)
        return name

    def holds(self, names: Iterable[str]) -> bool:
        """Tell whether all pieces are there; nothing is read."""
        return all(self._place(name).is_file() for name in names)

    def get(self, name: str) -> bytes:
        """Return a piece; raises DamagedError when it is not what was put."""
        try:
            content = self.seal.open(_bytes(self._place(name), PIECE_BYTES), name, PIECE_BYTES)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise DamagedError(f"Thiếu mảnh {name} của bản sao lưu.") from error
        if self.seal.name(content) != name:
            raise DamagedError(f"Mảnh {name} của bản sao lưu đã hỏng.")
        return content

    def content(self, kept: Kept) -> Iterator[bytes]:
        """Yield a file piece by piece; raises DamagedError as soon as it is not of its size."""
        left = kept.size
        for name in kept.pieces:
            piece = self.get(name)
            if len(piece) != min(left, PIECE_BYTES):
                break
            left -= len(piece)
            yield piece
        else:
            return
        raise DamagedError("Bản sao lưu đã hỏng: một tệp không đúng cỡ đã ghi.")

    def set_aside(self, name: str) -> None:
        """Take a damaged piece out of the way: the next backup copies it anew."""
        place = self._place(name)
        if place.exists():
            place.replace(place.with_name(f"{name}.damaged"))

    def add(self, manifest: Manifest) -> Path:
        """Write the manifest, which makes all that was put a backup; return its file."""
        flush(self.folder)
        made = manifest.made.astimezone(UTC)
        path = self.folder / f"loa-{made:%Y%m%d-%H%M%S}-{made.microsecond // 1000:03}{_ENDING}"
        if path.exists():
            raise BackupError(f"Đã có bản sao lưu {path.name}. Chạy lại sau một giây.")
        body = self.seal.close(msgspec.json.encode(manifest), _MANIFEST)
        digest = hashlib.sha256(body).hexdigest()
        head = msgspec.json.encode(_Head(_FORMAT, self.seal.key_id, digest))
        self._write(path, head + b"\n" + body)
        flush(self.folder)
        return path

    def read(self, path: Path) -> Manifest:
        """Return what a backup holds; raises BackupError with what is wrong with it or the key."""
        head, body = _parted(path)
        if head.loa_backup > _FORMAT:
            raise BackupError(
                f"{path.name} do một bản Loa mới hơn tạo ra. Cài bản Loa mới ấy rồi chạy lại."
            )
        if head.key != self.seal.key_id:
            raise BackupError(_about_key(path, head.key, self.seal.key_id))
        if hashlib.sha256(body).hexdigest() != head.digest:
            raise DamagedError(f"Tệp {path} đã hỏng. Dùng một bản sao lưu khác.")
        try:
            said = self.seal.open(body, _MANIFEST, MANIFEST_BYTES)
            return msgspec.json.decode(said, type=Manifest)
        except (DamagedError, msgspec.DecodeError, RecursionError) as error:
            raise DamagedError(
                f"Tệp {path} đã hỏng hoặc bị sửa ({error}). Dùng một bản sao lưu khác."
            ) from error

    def keep(self, count: int, newest: Path, missing: Collection[str] = ()) -> int:
        """Drop all but ``count`` backups and the pieces only they held; return how many.

        The newest that holds each of the ``missing`` files stays whatever its age: perhaps it is the
        only place where they still are. Nothing is swept while a backup of another key is there: what it needs is not known.
        """
        old = [one for one in self.backups() if one != newest]
        last = self._last_with(missing, old)
        dropped = [one for one in old[: max(0, len(old) - count + 1)] if one not in last]
        for path in dropped:
            path.unlink()
        held = self._held(quietly=False)
        if held is not None:
            for place in self.folder.glob("objects/*/*"):
                if _PIECE.fullmatch(place.name) and place.name not in held:
                    place.unlink()
        return len(dropped)

    def _last_with(self, missing: Collection[str], backups: Sequence[Path]) -> set[Path]:
        """Return the newest of ``backups`` that holds each; all of them when one cannot be read."""
        sought, found = set(missing), set[Path]()
        for path in reversed(backups):
            if not sought:
                break
            try:
                held = sought & self.read(path).files.keys()
            except BackupError:
                return set(backups)
            if held:
                found.add(path)
                sought -= held
        return found

    def _held(self, *, quietly: bool) -> set[str] | None:
        """Return the pieces of all backups; None when one cannot be read, unless ``quietly``."""
        held: set[str] = set()
        for path in self.backups():
            try:
                held |= self.read(path).pieces()
            except BackupError:
                if not quietly:
                    return None
        return held

    def _is_whole(self, name: str, content: bytes) -> bool:
        """Tell whether a killed run left this piece, and whole."""
        try:
            return self.get(name) == content
        except DamagedError:
            return False

    def _place(self, name: str) -> Path:
        return self.folder / "objects" / name[:2] / name

    def _folder(self, name: str) -> Path:
        folder = self.folder / name
        for one in (*reversed(folder.relative_to(self.folder).parents), folder):
            (self.folder / one).mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def _write(self, path: Path, content: bytes) -> None:
        half = self._folder("incoming") / path.name
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        half.replace(path)


def _hide(folder: Path) -> None:
    """Keep names and dates from others where the folder was there before, and is for this alone."""
    holds = {path.name for path in folder.iterdir()}
    is_ours = not holds or "objects" in holds or _README in holds
    if is_ours and folder.stat().st_mode & 0o077:
        with suppress(PermissionError):  # of somebody else, who has decided
            folder.chmod(0o700)


def _bytes(path: Path, most: int) -> bytes:
    """Read a file that is not larger than ``most`` and what closing adds."""
    try:
        with open(path, "rb", opener=_at_once) as file:  # Path has no opener
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode) or found.st_size > most + _CLOSING_BYTES:
                raise DamagedError(f"{path} lớn hơn mức có thể, hoặc không phải là một tệp.")
            return file.read(found.st_size)
    except IsADirectoryError as error:
        raise DamagedError(f"{path} không phải là một tệp.") from error


def _at_once(path: str, flags: int) -> int:
    """Open without waiting: a pipe in the place of a file would be waited for without end."""
    return os.open(path, flags | os.O_NONBLOCK)


def _parted(path: Path) -> tuple[_Head, bytes]:
    try:
        first, _newline, body = _bytes(path, MANIFEST_BYTES).partition(b"\n")
        return msgspec.json.decode(first, type=_Head), body
    except FileNotFoundError as error:
        raise BackupError(f"Không có tệp {path}. Tên bản sao lưu có dạng loa-….loa.") from error
    except (DamagedError, msgspec.DecodeError, RecursionError) as error:
        raise BackupError(f"{path} không phải là bản sao lưu của Loa, hoặc đã hỏng.") from error


def _about_key(path: Path, theirs: str, ours: str) -> str:
    if not ours:
        return f"{path.name} đã khoá. Đặt LOA_BACKUP_KEY là khoá đã dùng khi sao lưu."
    if not theirs:
        return f"{path.name} không khoá. Bỏ LOA_BACKUP_KEY cho riêng lệnh này rồi chạy lại."
    return f"{path.name} được khoá bằng khoá khác. Đặt LOA_BACKUP_KEY là khoá đã dùng khi sao lưu."
