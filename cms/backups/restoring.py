"""Restoring: a backup into an empty place, and nothing that is there is ever overwritten.

The uploads come first and the database last, in one step. A restore that was stopped is begun
again by the same command: what it has laid out already is recognised and left.
"""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations import Migration
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader

from cms.backups.databases import fill, is_empty, prove
from cms.backups.errors import BackupError, DamagedError
from cms.backups.manifest import Kept, Manifest, secret_mark
from cms.backups.named import uploads
from cms.backups.seal import Seal
from cms.backups.turn import alone_in, staging
from cms.backups.vault import Vault

__all__ = ["Restored", "lay", "restore"]

_OWNER, _AT_MOST = 0o600, 0o664
"""Uploads are read, by the web server too: never run, never written by everybody."""
_KINDS = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was restored: the moment, how many uploads, which migrations followed.

    ``missing`` was missing already when the backup was made, ``damaged`` could not be read from
    it; ``differs`` tells of settings that were another then.
    """

    made: datetime
    files: int
    migrated: tuple[str, ...]
    missing: tuple[str, ...]
    damaged: tuple[str, ...]
    differs: tuple[str, ...]


def restore(file: Path, *, key: str, without_damaged: bool = False) -> Restored:
    """Fill this empty installation from the backup ``file``; raises BackupError, OSError.

    An upload that is damaged in the backup stops it, unless all is wanted ``without_damaged`` ones.
    """
    var = Path(settings.LOA_VAR)
    with alone_in(staging(var)):
        return _restore(file, var, key=key, without_damaged=without_damaged)


def _restore(file: Path, var: Path, *, key: str, without_damaged: bool) -> Restored:
    vault = Vault(file.absolute().parent, Seal(key))
    manifest = vault.read(file)
    migrated = _refuse_what_does_not_fit(manifest)
    _refuse_to_overwrite(manifest)
    _refuse_what_is_too_much(manifest)
    damaged = []
    for path, kept in manifest.files.items():
        try:
            _lay_upload(vault, kept, uploads() / path)
        except DamagedError as error:
            if not without_damaged:
                raise BackupError(_about_damage(path, error)) from error
            damaged.append(path)
    copy = var / "database.restoring"
    try:
        lay(vault, manifest.database, copy)
    except DamagedError as error:
        raise BackupError(
            f"Cơ sở dữ liệu trong {file.name} đã hỏng ({error}). Khôi phục một bản sao lưu khác."
        ) from error
    prove(copy, manifest.kind)
    fill(copy)
    copy.unlink(missing_ok=True)
    _bring_forward(file)
    return Restored(
        made=manifest.made,
        files=len(manifest.files) - len(damaged),
        migrated=migrated,
        missing=manifest.missing,
        damaged=tuple(damaged),
        differs=tuple(_differing(manifest)),
    )


def _about_damage(path: str, error: DamagedError) -> str:
    return (
        f"Tệp tải lên {path} trong bản sao lưu đã hỏng ({error}). Nếu còn một bản chép khác của thư "
        "mục sao lưu thì khôi phục từ đó. Nếu không, chạy lại kèm --without-damaged: mọi thứ khác "
        "được khôi phục, những tệp hỏng được kể tên để cán bộ tải lại."
    )


def _bring_forward(file: Path) -> None:
    try:
        call_command("migrate", verbosity=0, interactive=False)
        Session.objects.all().delete()  # who was logged out since is not let in again
    except (DatabaseError, CommandError, InconsistentMigrationHistory) as error:
        raise BackupError(
            f"Cơ sở dữ liệu trong {file.name} không dùng được với bản Loa này ({error}). Làm trống cơ "
            "sở dữ liệu ở đây rồi khôi phục một bản sao lưu khác."
        ) from error


def lay(vault: Vault, kept: Kept, place: Path) -> None:
    """Write a file of a backup to ``place``, whole or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    _refuse_without_room(place.parent, kept.size)
    half = place.with_name(f".{sha256(place.name.encode()).hexdigest()[:16]}.half")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            for content in vault.content(kept):
                file.write(content)
            file.flush()
            os.fchmod(handle, kept.mode & _AT_MOST | _OWNER)
            os.fsync(handle)
        half.replace(place)
    finally:
        half.unlink(missing_ok=True)


def _refuse_what_does_not_fit(manifest: Manifest) -> tuple[str, ...]:
    """Return the migrations that will follow; raise BackupError when it cannot be used here."""
    if manifest.kind != connection.vendor:
        raise BackupError(
            f"Bản sao lưu này là của {_KINDS[manifest.kind]}, còn ở đây dùng "
            f"{_KINDS[connection.vendor]}. Đặt LOA_DATABASE cùng loại rồi khôi phục; muốn đổi loại "
            "thì đổi sau, bằng manage.py copy_from_sqlite."
        )
    ours, theirs = _known_migrations(), set(manifest.migrations)
    if newer := sorted(theirs - ours):
        raise BackupError(
            f"Bản sao lưu do một bản Loa mới hơn tạo ra (có {_named(newer[:3])}). "
            "Cài bản Loa đã tạo ra nó, hoặc bản mới hơn nữa, rồi chạy lại."
        )
    return tuple(_named([one]) for one in sorted(set(_on_disk()) - theirs))


def _known_migrations() -> set[tuple[str, str]]:
    disk = _on_disk()
    return {*disk, *(old for migration in disk.values() for old in migration.replaces)}


def _on_disk() -> dict[tuple[str, str], Migration]:
    """Return the migrations of this version; what follows from what is not asked."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return loader.disk_migrations


def _named(migrations: Iterable[tuple[str, str]]) -> str:
    return ", ".join(".".join(one) for one in migrations)


def _refuse_to_overwrite(manifest: Manifest) -> None:
    root = uploads()
    if not is_empty():
        raise BackupError(
            "Cơ sở dữ liệu ở đây đã có nội dung, nên không khôi phục đè lên. Đặt LOA_VAR là một thư "
            "mục mới (và LOA_DATABASE là một cơ sở dữ liệu trống) rồi chạy lại."
        )
    strangers = sorted(
        relative
        for place in root.rglob("*")
        if place.is_file() and not place.name.endswith(".half")
        for relative in [place.relative_to(root).as_posix()]
        if relative not in manifest.files or manifest.files[relative].size != place.stat().st_size
    )
    if strangers:
        raise BackupError(
            f"Trong {root} đã có {len(strangers)} tệp không thuộc bản sao lưu này "
            f"(chẳng hạn {strangers[0]}). Dời thư mục ấy đi nơi khác rồi chạy lại."
        )


def _refuse_what_is_too_much(manifest: Manifest) -> None:
    root = uploads()
    root.mkdir(parents=True, exist_ok=True)
    missing = (one.size for path, one in manifest.files.items() if not (root / path).exists())
    _refuse_without_room(root, sum(missing))


def _refuse_without_room(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if size > free:
        raise BackupError(
            f"Cần {size} byte ở {folder}, mà đĩa chỉ còn {free} byte. Chưa ghi gì; dọn đĩa hoặc đặt "
            "LOA_VAR ở đĩa khác rồi chạy lại. Bản sao lưu không lớn đến thế thì có thể đã bị sửa."
        )


def _lay_upload(vault: Vault, kept: Kept, place: Path) -> None:
    if place.is_file():
        content = b"".join(vault.content(kept))
        if place.read_bytes() == content:
            return
        raise BackupError(
            f"{place} đã có và khác bản sao lưu. Dời tệp ấy đi nơi khác rồi chạy lại."
        )
    lay(vault, kept, place)


def _differing(manifest: Manifest) -> Iterable[str]:
    if manifest.mirror != settings.LOA_MIRROR_ADDRESS:
        yield f"LOA_MIRROR_ADDRESS trước là “{manifest.mirror}”: địa chỉ trên mọi trang sẽ khác."
    if manifest.notice != settings.LOA_NOTICE:
        yield f"LOA_DEMO_NOTICE trước là “{manifest.notice}”: chân mọi trang sẽ khác."
    if manifest.secret not in ("", secret_mark()):
        yield "LOA_SECRET_KEY trước là khoá khác: phải cài lại mã đăng nhập hai bước của mọi người."
