"""List the releases that are kept."""

from pathlib import Path
from typing import Any

from django.conf import settings

from sitegen.management.plain import PlainCommand
from sitegen.release.manifest import read_manifest, release_ids
from sitegen.release.switch import current_release


class Command(PlainCommand):
    """Danh sách bản phát hành."""

    help = "Liệt kê các bản phát hành đang giữ; dấu * là bản đang phục vụ."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line for each release, the newest first."""
        releases = Path(settings.LOA_VAR) / "releases"
        ids = release_ids(releases)
        if not ids:
            self.stdout.write("Chưa có bản phát hành nào. Phát hành bằng lệnh manage.py release.")
            return
        self.stdout.write(
            f"  {'Bản phát hành':<22} {'Lúc':<17} {'Tệp':>7} {'Trang':>6} {'Lưu ý':>6}"
        )
        served = current_release(releases)
        for name in reversed(ids):
            self.stdout.write(_line(releases, name, is_served=name == served))


def _line(releases: Path, name: str, *, is_served: bool) -> str:
    mark = "*" if is_served else " "
    manifest = read_manifest(releases, name)
    if manifest is None:
        return f"{mark} {name:<22} không đọc được bản kê"
    created = f"{manifest.created:%d/%m/%Y %H:%M}"
    counts = (len(manifest.files), len(manifest.titles), len(manifest.findings))
    files, pages, findings = counts
    return f"{mark} {name:<22} {created:<17} {files:>7} {pages:>6} {findings:>6}"
