"""Git branch: the mirror as the one commit of a branch, without touching any work tree.

The branch never has more than one commit. A history of pictures and PDFs would grow without
end, and it would keep for everybody what has been unpublished; releases have their own history.
"""

import subprocess
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from sitegen.errors import SitegenError
from sitegen.release.profiles.entry import Entry
from sitegen.release.targets.deliver import Delivery, Progress

__all__ = ["Branch", "Stamp", "write_branch"]

_NEW = "refs/loa/export"
_SIGN = "Loa-Release: "
_WHO = "Loa <loa@localhost>"
_TIMEOUT = 600  # seconds, for any one git command


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A branch of a repository; ``remote`` is where to push it, "" for nowhere."""

    repository: Path
    name: str
    remote: str = ""

    @property
    def ref(self) -> str:
        """Return the full name of the branch."""
        return f"refs/heads/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What the commit says: the release, and when that was made."""

    release: str
    created: datetime


def write_branch(
    entries: Collection[Entry],
    branch: Branch,
    stamp: Stamp,
    *,
    is_dry_run: bool = False,
    progress: Progress | None = None,
) -> Delivery:
    """Commit ``entries`` to the branch. Equal content and release give an equal commit.

    Raises SitegenError when the folder is no repository, the branch is not one of ours or is
    checked out, or git fails; the branch stays as it was then.
    """
    before = _refuse_strangers(branch)
    if is_dry_run:
        return Delivery(new=len(entries), bytes_sent=sum(len(entry.load()) for entry in entries))
    _import(entries, branch, stamp, progress)
    new = _git(branch, "rev-parse", _NEW)
    changes = _changes(branch, before, new)
    if changes or not before:
        _git(branch, "update-ref", branch.ref, new, before or "0" * len(new))
    _git(branch, "update-ref", "-d", _NEW)
    if branch.remote:
        _push(branch)
    return _told(entries, changes)


def _refuse_strangers(branch: Branch) -> str:
    """Return the commit that the branch has, "" for none."""
    try:
        _git(branch, "rev-parse", "--git-dir")
        _git(branch, "check-ref-format", branch.ref)
        _git(branch, "check-ref-format", "--branch", branch.name)
    except SitegenError as error:
        raise SitegenError(
            f"{branch.repository} không phải kho git, hoặc tên nhánh “{branch.name}” không dùng được.",
            hint="Tạo kho bằng lệnh git init --bare, hoặc sửa --branch.",
            code="target-address",
        ) from error
    before = _git(branch, "for-each-ref", "--format=%(objectname)", branch.ref)
    if before and _SIGN not in _git(branch, "log", "-1", "--format=%B", before):
        raise _not_ours(branch, "có lịch sử không do Loa ghi.")
    is_bare = _git(branch, "rev-parse", "--is-bare-repository") == "true"
    if not is_bare and _head(branch) == branch.ref:
        raise _not_ours(branch, "đang được mở trong thư mục làm việc.")
    return before


def _head(branch: Branch) -> str:
    try:
        return _git(branch, "symbolic-ref", "--quiet", "HEAD")
    except SitegenError:  # a commit is checked out, not a branch
        return ""


def _import(
    entries: Collection[Entry],
    branch: Branch,
    stamp: Stamp,
    progress: Progress | None,
) -> None:
    command = ["git", "-C", str(branch.repository), "fast-import", "--quiet", "--force", "--done"]
    with subprocess.Popen(  # noqa: S603  # no shell; the names are checked above
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as git:
        if git.stdin is None or git.stderr is None:
            raise AssertionError
        try:
            _write(git.stdin, entries, stamp, progress)
        except BrokenPipeError:
            _let_go(git.stdin)  # git says below what it did not like
        except BaseException:
            git.kill()
            git.wait()
            _let_go(git.stdin)
            raise
        said = git.stderr.read().decode("utf-8", "replace")
    if git.returncode:
        raise _failed("fast-import", said)


def _let_go(stream: IO[bytes]) -> None:
    """Close a stream that nobody reads any more; what waits in it is lost, and hides no error."""
    with suppress(BrokenPipeError):
        stream.close()


def _write(
    stream: IO[bytes],
    entries: Collection[Entry],
    stamp: Stamp,
    progress: Progress | None,
) -> None:
    message = f"Bản phát hành {stamp.release}\n\n{_SIGN}{stamp.release}\n".encode()
    when = f"{int(stamp.created.timestamp())} +0000"
    stream.write(f"reset {_NEW}\n\ncommit {_NEW}\ncommitter {_WHO} {when}\n".encode())
    stream.write(b"data %d\n%s\n" % (len(message), message))
    for number, entry in enumerate(sorted(entries, key=lambda entry: entry.path), 1):
        content = entry.load()
        stream.write(f"M 100644 inline {_quoted(entry.path)}\ndata {len(content)}\n".encode())
        stream.write(content)
        stream.write(b"\n")
        if progress:
            progress(number, len(entries))
    stream.write(b"\ndone\n")
    stream.close()


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _changes(branch: Branch, before: str, new: str) -> list[str]:
    """Return the kind of change of every file: A, M or D."""
    if not before:
        listed = _git(branch, "ls-tree", "-r", "--name-only", new)
        return ["A" for _ in listed.splitlines()]
    return list(_kinds(_git(branch, "diff-tree", "-r", "--name-status", before, new)))


def _kinds(listed: str) -> Iterator[str]:
    for line in listed.splitlines():
        yield line[:1]


def _told(entries: Collection[Entry], changes: list[str]) -> Delivery:
    new, changed, removed = (changes.count(kind) for kind in "AMD")
    return Delivery(new=new, changed=changed, removed=removed, same=len(entries) - new - changed)


def _push(branch: Branch) -> None:
    """Replace the branch at the remote, unless somebody has written to it meanwhile."""
    listed = _git(branch, "ls-remote", "--", branch.remote, branch.ref)
    there = listed.partition("\t")[0]
    if there and there == _git(branch, "rev-parse", branch.ref):
        return
    lease = f"--force-with-lease={branch.ref}:{there}"
    _git(branch, "push", "--quiet", lease, "--", branch.remote, f"{branch.ref}:{branch.ref}")


def _git(branch: Branch, *arguments: str) -> str:
    command = ["git", "-C", str(branch.repository), *arguments]
    try:
        done = subprocess.run(  # noqa: S603  # no shell
            command,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(arguments[0], str(error)) from error
    if done.returncode:
        raise _failed(arguments[0], done.stderr)
    return done.stdout.strip()


def _failed(what: str, said: str) -> SitegenError:
    return SitegenError(
        f"git {what} không chạy được: {said.strip() or 'không rõ lý do'}",
        hint="Nhánh vẫn như cũ. Sửa nguyên nhân rồi chạy lại.",
        code="git-failed",
    )


def _not_ours(branch: Branch, why: str) -> SitegenError:
    return SitegenError(
        f"Nhánh “{branch.name}” của {branch.repository} {why}",
        hint="Chọn nhánh khác bằng --branch, ví dụ loa-mirror.",
        code="target-not-ours",
    )
