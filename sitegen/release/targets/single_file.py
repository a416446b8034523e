"""Single file: one page, written in one piece."""

from collections.abc import Collection
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.release.profiles.entry import Entry
from sitegen.release.targets.deliver import Delivery

__all__ = ["write_file"]


def write_file(entries: Collection[Entry], target: Path, *, is_dry_run: bool = False) -> Delivery:
    """Write the only entry to ``target``."""
    if len(entries) != 1:
        raise SitegenError(
            f"Một tệp chỉ chứa được một trang, ở đây có {len(entries)}.",
            hint="Chọn một --page, hoặc xuất nhiều trang vào một thư mục.",
            code="target-one-file",
        )
    (entry,) = entries
    content = entry.load()
    if target.is_dir():
        raise SitegenError(
            f"{target} là một thư mục.",
            hint="Thêm tên tệp .html, hoặc chọn --target dir.",
            code="target-not-ours",
        )
    is_there = target.is_file()
    if is_there and target.read_bytes() == content:
        return Delivery(same=1, bytes_same=len(content))
    if not is_dry_run:
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_name(f".{target.name}.half")
        half.write_bytes(content)
        half.replace(target)
    return Delivery(new=int(not is_there), changed=int(is_there), bytes_sent=len(content))
