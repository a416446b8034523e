"""The database: reachable, whole, of this version, and noting what changes."""

from collections.abc import Iterator

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.timezone import localtime

from cms.audit.keeping import unkept_logs
from cms.doctor.remark import CERTIFICATE, Remark, error, warning
from sitegen.collect.watched import unwatched_tables

__all__ = ["answers", "is_whole", "journal", "log", "migrations"]


def answers() -> Iterator[Remark]:
    """A query is answered, by a server that takes what is written."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as found:
        yield _only_reads() or error(
            "database-silent",
            f"Cơ sở dữ liệu không trả lời: {found}",
            _where(),
            "Xem máy chủ PostgreSQL có chạy không, hoặc tệp và quyền của LOA_VAR; rồi chạy lại. "
            + CERTIFICATE,
        )


def _only_reads() -> Remark | None:
    """Look at a server to which nothing of Loa goes: a replica, or one that was not promoted."""
    if connection.vendor != "postgresql":
        return None
    reader = connection.copy()
    reader.settings_dict["OPTIONS"]["target_session_attrs"] = "any"
    try:
        with reader.cursor() as cursor:
            cursor.execute(
                "SELECT pg_last_xact_replay_timestamp()"
                " WHERE current_setting('transaction_read_only') = 'on'"
            )
            found = cursor.fetchone()
    except DatabaseError:
        return None
    finally:
        reader.close()
    if found is None:
        return None
    newest = found[0]
    held = f"thay đổi mới nhất lúc {localtime(newest):%H:%M:%S %d/%m/%Y}" if newest else "không rõ"
    return error(
        "database-read-only",
        "Máy chủ cơ sở dữ liệu này chỉ cho đọc (bản sao dự phòng, hoặc chưa được nâng lên làm chính). "
        f"Nó có đến: {held}.",
        _where(),
        "Trỏ LOA_DATABASE tới máy chủ chính. Nếu máy chính đã mất hẳn, nâng máy này lên (pg_ctl "
        "promote): những gì sau thời điểm trên mà nó chưa nhận sẽ mất. Loa không đọc từ bản sao.",
    )


def is_whole() -> Iterator[Remark]:
    """An SQLite file is not damaged, and lets readers and writers work side by side."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        said = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    if said != "ok":
        yield error(
            "database-damaged",
            f"Tệp cơ sở dữ liệu đã hỏng: {said}",
            _where(),
            "Dừng bộ biên tập và phần làm việc nền, dời tệp ấy đi, rồi khôi phục bản sao lưu mới "
            "nhất (docs/operators/backup.md).",
        )
    if mode != "wal":
        yield warning(
            "database-not-wal",
            f"Cơ sở dữ liệu không ở chế độ WAL mà là “{mode}”: người này ghi thì người kia phải chờ.",
            _where(),
            "Đặt LOA_VAR trên đĩa của chính máy này, không phải ổ mạng; rồi khởi động lại.",
        )


def migrations() -> Iterator[Remark]:
    """The tables are those of this version: neither older nor newer."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield error(
            "migrations-missing",
            f"Còn {len(plan)} bước nâng cấp cơ sở dữ liệu chưa chạy.",
            _where(),
            "Sao lưu (manage.py backup), rồi chạy manage.py migrate và khởi động lại.",
        )
    disk = executor.loader.disk_migrations
    known = {*disk, *(old for one in disk.values() for old in one.replaces)}
    newer = sorted(set(MigrationRecorder(connection).applied_migrations()) - known)
    if newer:
        yield error(
            "version-too-old",
            f"Cơ sở dữ liệu của một bản Loa mới hơn (có {'.'.join(newer[-1])}).",
            _where(),
            "Cài lại đúng bản Loa mới ấy; đừng cho cán bộ làm việc trước khi cài xong.",
        )


def journal() -> Iterator[Remark]:
    """The database notes each change, or the worker would not see it until the night."""
    missing = unwatched_tables()
    if missing:
        yield error(
            "journal-missing",
            f"Cơ sở dữ liệu không ghi lại thay đổi của {len(missing)} bảng ({missing[0]}…), nên "
            "trang tĩnh cập nhật chậm.",
            _where(),
            "Chạy manage.py migrate: các trigger được tạo lại.",
        )


def log() -> Iterator[Remark]:
    """The database refuses to change or take away what the security log holds."""
    open_ones = unkept_logs()
    if open_ones:
        yield error(
            "log-open",
            f"Nhật ký không còn được cơ sở dữ liệu giữ ({open_ones[0]}): sửa hay xoá dòng nào cũng "
            "được mà không ai hay.",
            _where(),
            "Chạy manage.py migrate: các trigger được tạo lại. Hỏi ai đã gỡ chúng, và so nhật ký với "
            "bản sao lưu gần nhất.",
        )


def _where() -> str:
    if connection.vendor == "sqlite":
        return str(connection.settings_dict["NAME"])
    named = connection.settings_dict
    return f"LOA_DATABASE ({named['HOST']}/{named['NAME']})"
