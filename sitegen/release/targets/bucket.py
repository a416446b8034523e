"""Bucket: S3 and whatever speaks like it, by obstore, which tries each request again.

Who writes is settled by the state object: it is only ever replaced by who has read it last
(If-Match, or create). Each file is one PUT, so nobody reads half a file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from sitegen.errors import Finding, SitegenError
from sitegen.release.profiles.entry import Cache, Entry
from sitegen.release.targets.deliver import Sent

__all__ = ["STATE", "Bucket", "Objects"]

STATE = "release.json"

_CACHE_CONTROL: Mapping[Cache, str] = {
    "asset": "public, max-age=31536000, immutable",
    "page": "public, max-age=60",
    "entry": "no-cache",
}
_FINAL = {
    "AlreadyExistsError",
    "FileNotFoundError",
    "NotImplementedError",
    "NotSupportedError",
    "PreconditionError",
}
_REFUSED = {"InvalidPathError", "PermissionDeniedError", "UnauthenticatedError"}
"""Answers by which nothing can be sent (names: obstore need not be installed)."""

_NO_BUCKET = "không có kho này"

_Answer = TypeVar("_Answer")


class Objects(Protocol):
    """What we ask of an object store; every store of obstore gives it."""

    def put(self, path: str, file: bytes, *, attributes: Any = ..., mode: Any = ...) -> Any: ...
    def get(self, path: str) -> Any: ...
    def head(self, path: str) -> Any: ...
    def list(self, prefix: str | None = ...) -> Iterable[Sequence[Any]]: ...
    def delete(self, paths: str) -> None: ...


@dataclass(slots=True)
class Bucket:
    """A prefix of a bucket as a place; ``workers`` requests run at once."""

    objects: Objects
    prefix: str = ""
    workers: int = 16
    _tag: str | None = None
    _is_locking: bool = True

    def read_state(self) -> bytes | None:
        """Return the state, and remember which one it was."""
        try:
            answer = self._asked(lambda: self.objects.get(self._name(STATE)))
            content = bytes(self._asked(answer.bytes))
        except FileNotFoundError:
            return None
        self._tag = answer.meta["e_tag"]
        return content

    def write_state(self, content: bytes) -> None:
        """Keep the state, unless somebody else has written since."""
        if self._current_tag() != self._tag:
            raise _overtaken()
        mode = {"e_tag": self._tag} if self._tag else "create"
        try:
            answer = self._put_state(content, mode)
        except Exception as error:
            kind = type(error).__name__
            if kind == "FileNotFoundError" and not self._tag:
                raise _refused(_NO_BUCKET) from error
            if kind in {"PreconditionError", "AlreadyExistsError", "FileNotFoundError"}:
                answer = self._answer_lost(content, error)
            elif kind in {"NotSupportedError", "NotImplementedError"} or "501" in str(error):
                self._is_locking = False
                answer = self._put_state(content, "overwrite")
            else:
                raise
        self._tag = answer["e_tag"] or self._current_tag()

    def sizes(self) -> Mapping[str, int]:
        """Return the size of every object below the prefix; a thousand in one request."""
        return self._asked(self._listed)

    def send(self, batch: Sequence[Entry]) -> Iterator[Sent]:
        """Put objects, several at once; files are read and packed while others travel."""
        if self.workers == 1:
            yield from map(self._send_one, batch)
            return
        pool = ThreadPoolExecutor(self.workers)
        try:
            yield from pool.map(self._send_one, batch)
        finally:
            pool.shutdown(cancel_futures=True)

    def remove(self, path: str) -> None:
        """Delete an object."""
        try:
            self._asked(lambda: self.objects.delete(self._name(path)))
        except FileNotFoundError:
            return

    def settle(self) -> None:
        """Nothing to do: an answered PUT is kept."""

    def findings(self) -> tuple[Finding, ...]:
        """Warn when the bucket knows no conditional writes."""
        if self._is_locking:
            return ()
        finding = Finding(
            code="target-no-lock",
            severity="warning",
            page="",
            message="Kho này không hỗ trợ ghi có điều kiện nên không tự chặn được hai máy cùng xuất.",
            hint="Chỉ để một máy xuất tới kho này.",
        )
        return (finding,)

    def _send_one(self, entry: Entry) -> Sent:
        content = entry.load()
        attributes = {
            "Content-Type": entry.type,
            "Cache-Control": _CACHE_CONTROL[entry.cache],
        }
        if entry.encoding:
            attributes["Content-Encoding"] = entry.encoding
        name = self._name(entry.path)
        self._asked(lambda: self.objects.put(name, content, attributes=attributes))
        return Sent(entry, len(content))

    def _put_state(self, content: bytes, mode: object) -> Any:
        attributes = {"Content-Type": "application/json", "Cache-Control": "no-store"}
        name = self._name(STATE)
        return self._asked(
            lambda: self.objects.put(name, content, attributes=attributes, mode=mode)
        )

    def _answer_lost(self, content: bytes, error: Exception) -> Any:
        """Tell a refusal from a write that went well and whose answer was lost on the way."""
        try:
            answer = self._asked(lambda: self.objects.get(self._name(STATE)))
        except FileNotFoundError:
            raise _overtaken() from error
        if bytes(answer.bytes()) != content:
            raise _overtaken() from error
        return answer.meta

    def _current_tag(self) -> str | None:
        try:
            tag = self._asked(lambda: self.objects.head(self._name(STATE)))["e_tag"]
        except FileNotFoundError:
            return None
        return str(tag) if tag else None

    def _listed(self) -> dict[str, int]:
        start = len(self._name(""))
        found = {
            row["path"][start:]: row["size"]
            for rows in self.objects.list(self.prefix or None)
            for row in rows
        }
        found.pop(STATE, None)
        return found

    def _name(self, path: str) -> str:
        return f"{self.prefix}/{path}" if self.prefix else path

    def _asked(self, ask: Callable[[], _Answer]) -> _Answer:
        """Ask, and say in words what the store refuses; what means something to us passes."""
        try:
            return ask()
        except Exception as error:
            if type(error).__name__ in _REFUSED:
                raise _refused(_reason(error)) from error
            if "NoSuchBucket" in str(error):
                raise _refused(_NO_BUCKET) from error
            if type(error).__name__ in _FINAL or not _is_of_store(error):
                raise
            raise _unreachable(error) from error


def _is_of_store(error: Exception) -> bool:
    """Tell whether an error comes from the store and not from our own reading of files."""
    return type(error).__module__.startswith("obstore") or isinstance(error, OSError)


def _overtaken() -> SitegenError:
    return SitegenError(
        "Một máy khác vừa xuất tới đích này nên lượt này dừng lại.",
        hint="Đợi máy đó xong rồi chạy lại; đích vẫn phục vụ bình thường.",
        code="target-busy",
    )


def _reason(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


def _refused(reason: str) -> SitegenError:
    return SitegenError(
        f"Kho lưu trữ từ chối: {reason}.",
        hint="Kiểm tra tên kho, khoá truy cập (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) và quyền.",
        code="target-refused",
    )


def _unreachable(error: Exception) -> SitegenError:
    return SitegenError(
        f"Kho lưu trữ không trả lời được dù đã thử lại nhiều lần ({_reason(error)}).",
        hint="Kiểm tra mạng, địa chỉ và quyền rồi chạy lại: phần đã gửi không phải gửi lại.",
        code="target-unreachable",
    )
