"""The api profile: every document as JSON, the schemas, and a list to begin with."""

import json
from collections.abc import Iterator

from sitegen.release.profiles.entry import Entry, Released, made, stored

__all__ = ["LIST", "api"]

LIST = "documents.json"


def api(released: Released) -> Iterator[Entry]:
    """Yield all JSON of the release under its own path, and a list of the documents.

    Pictures and files named in a document stay on the mirror, at the addresses it gives.
    """
    paths = sorted(path for path, file in released.files.items() if _is_data(path, file.type))
    for path in paths:
        yield stored(released, path)
    if LIST not in released.files:
        yield made(LIST, _listed(released, paths))


def _is_data(path: str, type: str) -> bool:
    return type == "application/json" or path.startswith("api/")


def _listed(released: Released, paths: list[str]) -> bytes:
    rows = [
        {
            "path": path,
            "title": released.title(path),
            "size": released.files[path].size,
            "sha256": released.files[path].digest,
        }
        for path in paths
        if released.files[path].owner
    ]
    return json.dumps({"documents": rows}, ensure_ascii=False, indent=1).encode()
