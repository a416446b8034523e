"""Exports of a release that is not served any more: what is refused, and what is remarked."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sitegen.errors import Finding, SitegenError
from sitegen.release.manifest import Manifest, read_manifest
from sitegen.release.switch import current_release

__all__ = ["refuse_withdrawn", "remark_older"]

_NAMED = 5


def refuse_withdrawn(manifest: Manifest, titles: Sequence[str]) -> None:
    """Let no older release go out with what may not be seen any more."""
    if titles:
        more = f"; và {len(titles) - _NAMED} mục nữa" if len(titles) > _NAMED else ""
        raise SitegenError(
            f"Bản {manifest.id} còn giữ nội dung nay đã gỡ hoặc để riêng tư nên không xuất"
            f" nguyên bản được: {'; '.join(titles[:_NAMED])}{more}.",
            hint=f"Chạy manage.py rollback {manifest.id} để phục vụ lại bản đó mà không có phần"
            " đã gỡ, rồi xuất bản đang phục vụ (không nêu --release).",
            code="export-withdrawn",
        )


def remark_older(releases: Path, manifest: Manifest) -> Iterator[Finding]:
    """Warn of pages that are not served any more, and that an old release shows again."""
    served = read_manifest(releases, current_release(releases))
    if served is None or served.id == manifest.id:
        return
    gone = [title for key, title in manifest.titles.items() if key not in served.titles]
    told = f" Có {len(gone)} trang nay không còn: {'; '.join(gone[:5])}." if gone else ""
    yield Finding(
        code="export-older",
        severity="warning",
        page="",
        message=f"Bản {manifest.id} không phải bản đang phục vụ ({served.id}).{told}",
        hint="Chỉ xuất bản này khi thật sự muốn.",
    )
