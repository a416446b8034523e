"""Files: who may write them, who may read them, and whether they are all there."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import default_storage
from django.db import connection

from cms.backups.named import named, uploads
from cms.doctor.remark import CERTIFICATE, Remark, error
from media.storage import private_storage
from sitegen.asleep import FILE as ASLEEP

__all__ = [
    "are_where_the_database_says",
    "are_writable",
    "belong_to_one_user",
    "bucket_answers",
    "private_ones_are_private",
    "static_ones_are_collected",
]


def are_writable() -> Iterator[Remark]:
    """Whoever runs Loa can write where it keeps things."""
    for place in _places():
        if _is_there(place) and not os.access(place, os.W_OK):
            yield error(
                "not-writable",
                "Loa không ghi được vào đây.",
                place,
                f"chown -R loa:loa {settings.LOA_VAR} (tên người dùng chạy Loa), rồi chạy lại.",
            )


def belong_to_one_user() -> Iterator[Remark]:
    """A command that was run as root leaves files that the services cannot write."""
    var = Path(settings.LOA_VAR)
    if not var.is_dir():
        return
    owner = var.stat().st_uid
    others = [place for place in _places() if _is_there(place) and place.stat().st_uid != owner]
    if others:
        yield error(
            "other-owner",
            f"{len(others)} mục không thuộc người dùng chạy Loa; có lẽ một lệnh đã chạy bằng root.",
            others[0],
            f"chown -R --reference={var} {var}; lần sau chạy lệnh bằng người dùng ấy.",
        )


def private_ones_are_private() -> Iterator[Remark]:
    """Originals, the database, backups, what workers remember: no other user, and no web server."""
    private, var = Path(settings.LOA_PRIVATE_ROOT), Path(settings.LOA_VAR)
    served = (settings.MEDIA_ROOT, settings.STATIC_ROOT, var / "releases")
    for root in map(Path, served):
        for place in (private, *_backups()):
            if place.resolve().is_relative_to(root.resolve()):
                yield error(
                    "private-served",
                    f"Nằm trong {root}, là nơi máy chủ web phục vụ.",
                    place,
                    "Đặt LOA_VAR và LOA_BACKUP_FOLDER ở nơi khác rồi chuyển tệp sang.",
                )
    database = [Path(connection.settings_dict["NAME"])] if connection.vendor == "sqlite" else []
    remembered = [one for each in ("", "sites/*/") for one in var.glob(f"{each}{ASLEEP}")]
    for place in (private, *_backups(), *database, *remembered):
        if place.exists() and _is_open(place):
            yield error(
                "private-readable",
                "Mọi người dùng của máy đều đọc được.",
                place,
                f"chmod -R o-rwx {settings.LOA_VAR if place == private else place}",
            )


def are_where_the_database_says() -> Iterator[Remark]:
    """Every upload that the database names is on the disk."""

    def rows(query: str) -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall())

    missing = sorted(path for path in named(rows) if not (uploads() / path).is_file())
    if missing:
        yield error(
            "uploads-missing",
            f"Thiếu {len(missing)} tệp tải lên mà cơ sở dữ liệu nhắc tới.",
            uploads() / missing[0],
            "Nếu thiếu hết: thư mục uploads chưa nối vào máy này. Nếu chỉ vài tệp: tìm trong bản sao"
            " lưu cũ hơn, hoặc nhờ cán bộ tải lại.",
        )


def bucket_answers() -> Iterator[Remark]:
    """Where uploads are in a bucket, it can be asked."""
    if not settings.LOA_BUCKET:
        return
    for storage in (default_storage, private_storage()):
        try:
            storage.exists("loa-doctor")
        except OSError as found:
            yield error(
                "bucket-silent",
                f"Kho tệp tải lên không trả lời: {found}",
                settings.LOA_BUCKET,
                "Xem AWS_ENDPOINT_URL, khoá và quyền của khoá (docs/operators/files.md). "
                + CERTIFICATE,
            )
            return


def static_ones_are_collected() -> Iterator[Remark]:
    """What the editor's pages show is that of this version."""
    if "Manifest" not in settings.STORAGES["staticfiles"]["BACKEND"]:
        return
    root = Path(settings.STATIC_ROOT)
    stale = [path for path, source in _static().items() if not _is_same(source, root / path)]
    if stale or not (root / "staticfiles.json").is_file():
        yield error(
            "static-stale",
            f"Tệp tĩnh của bộ biên tập thiếu hoặc của bản cũ ({len(stale)} tệp).",
            root,
            "Chạy manage.py collectstatic --noinput rồi khởi động lại bộ biên tập.",
        )


def _static() -> dict[str, Path]:
    """Return where each static file comes from, as collectstatic would choose."""
    found: dict[str, Path] = {}
    ignored = StaticFilesConfig.ignore_patterns
    for finder in get_finders():
        for path, storage in finder.list(ignored):
            source = Path(storage.path(path))
            found.setdefault(str(Path(getattr(storage, "prefix", None) or "", path)), source)
    return found


def _places() -> Iterator[Path]:
    """Where Loa writes: folders, and the database with its companions."""
    var = Path(settings.LOA_VAR)
    yield from (var, Path(settings.MEDIA_ROOT), Path(settings.LOA_PRIVATE_ROOT))
    yield from (var / "releases", var / "store", var / "cache", var / "worker-heartbeat")
    yield from _backups()
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        yield from (file.with_name(f"{file.name}{ending}") for ending in ("", "-wal", "-shm"))


def _backups() -> list[Path]:
    return [Path(settings.LOA_BACKUP_FOLDER)] if settings.LOA_BACKUP_FOLDER else []


def _is_there(place: Path) -> bool:
    """Tell whether there is something; what we may not even look for is, too."""
    try:
        return place.exists()
    except PermissionError:
        return True


def _is_open(place: Path) -> bool:
    """Tell whether other users of the machine get to ``place`` and can read it."""
    if not place.stat().st_mode & stat.S_IROTH:
        return False
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in place.resolve().parents)


def _is_same(source: Path, collected: Path) -> bool:
    try:
        return source.read_bytes() == collected.read_bytes()
    except OSError:
        return False
