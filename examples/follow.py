"""Keep a copy of what programs read of a Loa mirror, by its feed of changes. Standard library only.

    python follow.py https://tinh.example.vn/ copy/

Run it as often as you like: it fetches what changed since the last time, however long ago that
was. Where the feed cannot tell (its history was cut, a file of it is missing, another host with
another history answers) it begins anew, which costs one list and only the files that differ.
It needs a mirror: the host of the editor sends no pictures and PDFs.
"""

import hashlib
import json
import os
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["AnewError", "follow"]

Fetch = Callable[[str], bytes]
STATE = ".loa-feed.json"
TRIES = 5


class AnewError(ValueError):
    """The feed cannot lead from what is here to what is there; the words say why."""


def follow(fetch: Fetch, copy: Path) -> str:
    """Bring the folder ``copy`` up to date; return how: "same", "replayed" or "anew: …".

    ``fetch`` gives the bytes at a path of the mirror, or raises OSError. The folder is taken to hold
    nothing else. A run that was cut short has forgotten where it stood, and the next one looks.
    """
    state, here = _state(copy), None
    for _ in range(TRIES):  # a release may come in between: what does not fit is asked again
        try:
            latest = json.loads(fetch("api/v1/latest.json"))
            how, files = _files(fetch, latest, state)
            if how == "same":
                return how
            if here is None and how == "replayed":
                here = {path: one[0] for path, one in state["files"].items()}
            (copy / STATE).unlink(missing_ok=True)
            _bring(fetch, copy, files, _found(copy) if here is None else here)
        except (OSError, ValueError, KeyError) as error:
            last, here = error, None
            continue
        said = {"n": latest["n"], "digest": latest["digest"], "files": files}
        _write(copy / STATE, json.dumps(said).encode())
        return how
    raise last


def _files(fetch: Fetch, latest: Any, state: Any) -> tuple[str, dict[str, Any]]:
    """Return every file of now by its path, as [digest, size], and how that was found."""
    if (state["n"], state["digest"]) == (latest["n"], latest["digest"]):
        return "same", state["files"]
    try:
        return "replayed", _replayed(fetch, latest, state["n"], state["digest"], state["files"])
    except (OSError, ValueError, KeyError) as error:
        reason = f"anew: {error}"
    everything = json.loads(fetch(f"api/v1/changes/all-{latest['all']}.json"))
    files = {one["path"]: [one["digest"], one.get("size", 0)] for one in everything["files"]}
    return reason, _replayed(fetch, latest, everything["n"], everything["digest"], files)


def _replayed(fetch: Fetch, latest: Any, n: int, digest: str, files: Any) -> dict[str, Any]:
    """Return ``files`` of number ``n`` as they are at the latest one."""
    if not latest["oldest"] <= n <= latest["n"]:
        raise AnewError(f"from {n} nothing leads to {latest['n']}, only from {latest['oldest']} on")
    found = dict(files)
    for number in range(n + 1, latest["n"] + 1):
        change = json.loads(fetch(f"api/v1/changes/{number}.json"))
        if change["before"] != digest:
            raise AnewError(f"change {number} belongs to another history")
        for one in (*change["added"], *change["changed"]):
            found[one["path"]] = [one["digest"], one.get("size", 0)]
        for one in change["removed"]:
            found.pop(one["path"], None)
        digest = change["after"]
    if digest_of(found) != latest["digest"]:
        raise AnewError("the changes do not add up to what is there")
    return found


def digest_of(files: dict[str, Any]) -> str:
    """Return the digest of all files together: a sum, so their order does not matter."""
    lines = (f"{path}\0{digest}\n".encode() for path, (digest, _size) in files.items())
    total = sum(int.from_bytes(hashlib.sha256(line).digest(), "big") for line in lines)
    return f"{total % (1 << 256):064x}"


def _bring(fetch: Fetch, copy: Path, files: dict[str, Any], here: dict[str, str]) -> None:
    """Fetch what differs from what is ``here``, then remove what went."""
    for path, (digest, _size) in files.items():
        if path.startswith("/") or ".." in path.split("/"):
            raise OSError(f"{path} leads out of the folder")
        if here.get(path) == digest:
            continue
        content = fetch(path)
        if hashlib.sha256(content).hexdigest() != digest:
            raise OSError(f"{path} is not what the feed says")
        _write(copy / path, content)
    for path in here.keys() - files.keys():
        (copy / path).unlink(missing_ok=True)


def _found(copy: Path) -> dict[str, str]:
    files = [path for path in copy.rglob("*") if path.is_file()]
    return {
        path.relative_to(copy).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def _state(copy: Path) -> Any:
    try:
        return json.loads((copy / STATE).read_bytes())
    except (OSError, ValueError):
        return {"n": 0, "digest": "", "files": {}}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.half")
    half.write_bytes(content)
    os.replace(half, path)  # noqa: PTH105


def _from(base: str) -> Fetch:
    def fetch(path: str) -> bytes:
        with urllib.request.urlopen(f"{base.rstrip('/')}/{path}", timeout=30) as answer:  # noqa: S310
            content: bytes = answer.read()
            return content

    return fetch


if __name__ == "__main__":
    sys.stdout.write(follow(_from(sys.argv[1]), Path(sys.argv[2])) + "\n")
