"""A program of its own that writes one ZIM archive from what it reads; nothing of Loa runs in it.

libzim is under the GPL, so it is not loaded into Loa. One line of JSON says what the archive is,
then for each file a line of JSON and its bytes.
"""

import base64
import json
import sys
from pathlib import Path
from typing import Any

try:
    from libzim.writer import (  # type: ignore[import-untyped]  # has no stubs
        Creator,
        Hint,
        Item,
        StringProvider,
    )
except ImportError:
    sys.exit(3)


class _File(Item):
    def __init__(self, said: dict[str, Any], content: bytes) -> None:
        super().__init__()
        self.said = said
        self.content = content

    def get_path(self) -> str:
        return str(self.said["path"])

    def get_title(self) -> str:
        return str(self.said["title"])

    def get_mimetype(self) -> str:
        return str(self.said["type"])

    def get_contentprovider(self) -> Any:
        return StringProvider(self.content)

    def get_hints(self) -> dict[Any, Any]:
        return {Hint.FRONT_ARTICLE: self.said["is_page"], Hint.COMPRESS: self.said["is_text"]}


def main() -> int:
    source = sys.stdin.buffer
    about = json.loads(source.readline())
    creator = Creator(Path(sys.argv[1])).config_indexing(indexing=True, language=about["indexing"])
    creator.set_mainpath("index.html")
    count = 0
    with creator:
        creator.add_illustration(48, base64.b64decode(about["illustration"]))
        for name, value in about["metadata"].items():
            creator.add_metadata(name, value)
        for line in source:
            said = json.loads(line)
            content = source.read(said["size"])
            creator.add_item(_File(said, content))
            count += 1
    return 0 if count == about["count"] else 1


if __name__ == "__main__":
    sys.exit(main())
