"""Directory: a folder, a stick or a mounted drive, file by file, each in one rename."""

import errno
import fcntl
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from sitegen.errors import Finding, SitegenError
from sitegen.release.profiles.entry import Entry
from sitegen.release.profiles.listed import LIST, SIGNATURE, read_list
from sitegen.release.targets.deliver import Sent
from sitegen.release.targets.state import Kept, State, decode_state, encode_state
from sitegen.store import flush

__all__ = ["STATE", "Directory", "digest_of", "files_below", "strangers"]

STATE = ".loa-export.json"

_DIGEST, _NAMED = 64, 5
_HALF = ".loa-export.half"
_NOBODYS = {
    "System Volume Information",
    "$RECYCLE.BIN",
    "lost+found",
    ".Spotlight-V100",
    ".fseventsd",
    ".Trashes",
    ".DS_Store",
    "desktop.ini",
    "Thumbs.db",
}
"""What systems put on an empty stick by themselves."""


class Directory:
    """A folder as a place. Use it as a context: it stays locked against a second run.

    ``bring_to_disk`` is told the folder whenever what was written must outlive a power cut.
    With ``reads_back`` every file is compared with what was written, so that what a stick has lost
    or somebody has changed is sent again, and strangers are told of. A state that is damaged is
    then made again from the list of the copy: ours are the files that are as it says.
    """

    def __init__(
        self,
        folder: Path,
        *,
        is_dry_run: bool = False,
        reads_back: bool = False,
        bring_to_disk: Callable[[Path], None] = flush,
    ) -> None:
        self._folder = folder
        self._bring_to_disk = bring_to_disk
        self._is_dry_run = is_dry_run
        self._reads_back = reads_back
        self._lock = -1

    def __enter__(self) -> "Directory":
        """Make the folder, or check that it is empty or ours, and lock it."""
        self._refuse_strangers()
        if not self._is_dry_run:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self._folder, os.O_RDONLY)
            self._take_lock()
            (self._folder / _HALF).unlink(missing_ok=True)
        return self

    def __exit__(self, *reason: object) -> None:
        """Let go of the lock."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def read_state(self) -> bytes | None:
        """Return the state in the folder."""
        try:
            content = (self._folder / STATE).read_bytes()
            decode_state(content, str(self._folder / STATE))
        except FileNotFoundError:
            return None
        except SitegenError as error:
            if not self._reads_back or error.code != "target-state":
                raise
            return encode_state(self._listed())
        return content

    def write_state(self, content: bytes) -> None:
        """Keep the state; only this run writes here, because of the lock."""
        self._write(STATE, content)

    def sizes(self) -> Mapping[str, int]:
        """Return the files of the folder, without our own state; -1 for one that is damaged."""
        found = self._files()
        state = decode_state(self.read_state()) if self._reads_back else None
        for path, kept in state.files.items() if state else ():
            is_plain = len(kept.version) == _DIGEST and found.get(path) == kept.size
            if is_plain and digest_of(self._folder / path) != kept.version:
                found[path] = -1
        return found

    def send(self, batch: Sequence[Entry]) -> Iterator[Sent]:
        """Write files; one that holds these bytes already is left alone."""
        for entry in batch:
            content = entry.load()
            is_equal = self._holds(entry.path, content)
            if not is_equal:
                self._write(entry.path, content)
            yield Sent(entry, len(content), is_written=not is_equal)

    def remove(self, path: str) -> None:
        """Take a file away, and the folders that are empty without it."""
        target = self._folder / path
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            target.unlink()
        for folder in target.parents:
            if folder == self._folder:
                return
            try:
                folder.rmdir()
            except OSError:
                return

    def settle(self) -> None:
        """Bring everything to the disk: a stick is pulled out as soon as we say done."""
        self._bring_to_disk(self._folder)

    def findings(self) -> tuple[Finding, ...]:
        """Tell of files that are not ours where a check would find them strange."""
        state = decode_state(self.read_state()) if self._reads_back else None
        strange = [path for path in strangers(self._files()) if state and path not in state.files]
        if not strange:
            return ()
        more = f" và {len(strange) - _NAMED} tệp nữa" if len(strange) > _NAMED else ""
        return (
            Finding(
                code="target-strangers",
                severity="warning",
                page="",
                message=f"Ở đích có tệp không do Loa xuất: {'; '.join(strange[:_NAMED])}{more}.",
                hint="Đã để yên. Trang KIEM-TRA.html sẽ báo là lạ: dời chúng ra chỗ khác.",
            ),
        )

    def _listed(self) -> State:
        """Return the state as the list of the copy has it, without what is not as it says."""
        try:
            wanted, _ = read_list((self._folder / LIST).read_bytes())
        except OSError:
            wanted = {}
        files = {}
        for path, size in self._files().items():
            digest = digest_of(self._folder / path)
            if path in {LIST, SIGNATURE} or wanted.get(path, "-") == digest:
                files[path] = Kept(digest, size)
        return State(profile="", release="", publisher="", is_whole=True, files=files)

    def _files(self) -> dict[str, int]:
        found = dict(files_below(self._folder))
        for own in (STATE, _HALF):
            found.pop(own, None)
        return found

    def _refuse_strangers(self) -> None:
        if self._folder.is_file():
            raise _refusal(self._folder, "là một tệp, không phải thư mục.")
        if not self._folder.is_dir() or (self._folder / STATE).is_file():
            return
        names = {path.name for path in self._folder.iterdir()} - _NOBODYS - {_HALF}
        if any(not name.startswith(".Trash-") for name in names):
            raise _refusal(self._folder, "đã có tệp không do Loa xuất ra.")

    def _take_lock(self) -> None:
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SitegenError(
                f"Một lượt xuất khác đang ghi vào {self._folder}.",
                hint="Đợi lượt đó xong rồi chạy lại.",
                code="target-busy",
            ) from error
        except OSError as error:  # some network drives know no locks
            if error.errno not in {errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL, errno.EBADF}:
                raise

    def _holds(self, path: str, content: bytes) -> bool:
        target = f"{self._folder}/{path}"
        try:
            if os.stat(target).st_size != len(content):  # noqa: PTH116  # thousands of files
                return False
            return Path(target).read_bytes() == content
        except OSError:
            return False

    def _write(self, path: str, content: bytes) -> None:
        half, target = self._folder / _HALF, self._folder / path
        try:
            half.write_bytes(content)
            try:
                half.replace(target)
            except (FileNotFoundError, NotADirectoryError):
                self._make_folder(target.parent)
                half.replace(target)
        except IsADirectoryError as error:
            raise SitegenError(
                f"Ở đích có một thư mục đúng chỗ của tệp “{path}”: {target}.",
                hint="Dời thư mục ấy ra chỗ khác rồi xuất lại. Tới lúc ấy bản ở đích chưa đủ.",
                code="target-folder",
            ) from error
        finally:
            half.unlink(missing_ok=True)

    def _make_folder(self, folder: Path) -> None:
        """Make a folder; an old file of ours that stands in its place gives way."""
        if self._folder not in {folder, folder.parent} and not folder.parent.is_dir():
            self._make_folder(folder.parent)
        if folder.is_file():
            folder.unlink()
        folder.mkdir(exist_ok=True)


def strangers(paths: Iterable[str]) -> Iterator[str]:
    """Yield, in order, the paths that no system puts on a stick by itself."""
    for path in sorted(paths):
        parts = path.split("/")
        if not _NOBODYS.intersection((parts[0], parts[-1])) and not parts[0].startswith(".Trash-"):
            yield path


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, "" when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def files_below(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield the path and the size of every file below a folder."""
    return _walk(str(folder), "")


def _walk(folder: str, inside: str) -> Iterator[tuple[str, int]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        path = f"{inside}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{path}/")
        elif entry.is_file():
            yield path, entry.stat().st_size


def _refusal(folder: Path, what: str) -> SitegenError:
    return SitegenError(
        f"{folder} {what}",
        hint="Chọn một thư mục trống hoặc chưa có, ví dụ một thư mục mới trên USB.",
        code="target-not-ours",
    )
