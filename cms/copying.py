"""Moving house: every row of an SQLite file into the empty PostgreSQL database that is in use.

Rows are read and written by the fields of their models, each table by itself, so a page keeps its
number, its dates and its place; and they are compared afterwards, in the same transaction.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import DatabaseError, NotSupportedError, connection, connections, models, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

__all__ = ["Copied", "CopyError", "copy_from_sqlite"]

_OLD = "copied"
_AT_A_TIME = 2_000
_MADE_HERE = frozenset({"wagtailsearch", "sitegen_change"})
"""An index that each kind of database keeps in its own way, and the journal of its changes."""
_BORN = frozenset(
    {
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "cms_obligation",
        "cms_printformat",
        "django_content_type",
        "wagtailcore_collection",
        "wagtailcore_groupapprovaltask",
        "wagtailcore_groupapprovaltask_groups",
        "wagtailcore_groupcollectionpermission",
        "wagtailcore_grouppagepermission",
        "wagtailcore_locale",
        "wagtailcore_page",
        "wagtailcore_site",
        "wagtailcore_task",
        "wagtailcore_workflow",
        "wagtailcore_workflowpage",
        "wagtailcore_workflowtask",
    }
)
"""Tables in which migrations put rows; whoever works on those leaves an entry in the log."""
_PAGES_BORN_DEPTH = 2


class CopyError(Exception):
    """The copy was not made, and nothing was written; the message says why."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: ``rows`` of ``tables``."""

    tables: int
    rows: int


def copy_from_sqlite(file: Path) -> Copied:
    """Fill the database in use with the rows of ``file``, whole or not at all.

    Raises CopyError when there is something to lose, or when one row is not the same afterwards.
    """
    if connection.vendor != "postgresql":
        raise CopyError(
            _("Chưa đặt LOA_DATABASE: cơ sở dữ liệu đang dùng vẫn là tệp SQLite. Đặt rồi chạy lại.")
        )
    if not file.is_file():
        raise CopyError(_("Không có tệp {file}.").format(file=file))
    with _opened(file) as old:
        _compare_schemas(old)
        rows = 0
        with transaction.atomic():
            kinds = [kind for kind in _kinds() if kind._meta.db_table in _tables(old)]
            _refuse_to_overwrite(kinds)
            _empty()
            for kind in kinds:
                with _named(kind):
                    rows += _copy(kind)
            _go_on_counting(kinds)
            _keep_promises()
            for kind in kinds:
                with _named(kind):
                    _prove_equal(kind)
        return Copied(len(kinds), rows)


@contextmanager
def _opened(file: Path) -> Iterator[Any]:
    """Let Django read the file under a name of its own; nothing is written to it."""
    options = {"NAME": f"{file.absolute().as_uri()}?mode=ro", "OPTIONS": {"uri": True}}
    known = connections.configure_settings(
        {"default": {"ENGINE": "django.db.backends.sqlite3", **options}}
    )
    connections[_OLD] = DatabaseWrapper(known["default"], _OLD)
    try:
        yield connections[_OLD]
    finally:
        connections[_OLD].close()
        del connections[_OLD]


@contextmanager
def _named(kind: type[models.Model]) -> Iterator[None]:
    """Say which table holds what cannot be copied, and nothing of what is in it."""
    try:
        yield
    except (DatabaseError, ValueError, TypeError) as error:
        raise CopyError(
            _(
                "Bảng {table} có dòng mà PostgreSQL không nhận ({why}), nên không giữ lại gì. Sửa dòng "
                "ấy trong bộ biên tập cũ rồi chép lại; tệp cũ còn nguyên."
            ).format(table=kind._meta.db_table, why=_why(error))
        ) from error


def _why(error: BaseException) -> str:
    """Return the kind of fault and the column: messages of the server repeat what is in the row."""
    first = error
    while (before := first.__cause__ or first.__context__) is not None:
        first = before  # what came after it is only that the connection was in the middle of it
    told = getattr(first, "diag", None)
    column = getattr(told, "column_name", None) or getattr(told, "constraint_name", None) or ""
    return f"{type(first).__name__} {column}".strip()


def _keep_promises() -> None:
    """Let the server look now whether every row that is pointed to is there."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError as error:
        table = getattr(getattr(error.__cause__, "diag", None), "table_name", "") or ""
        raise CopyError(
            _(
                "Bảng {table} có dòng chỉ tới một dòng không còn ({why}), nên không giữ lại gì. Tệp cũ "
                "còn nguyên; chạy “manage.py check” với tệp ấy và sửa, rồi chép lại."
            ).format(table=table, why=_why(error))
        ) from error


def _tables(old: Any) -> set[str]:
    with old.cursor() as cursor:
        return set(old.introspection.table_names(cursor))


def _kinds() -> list[type[models.Model]]:
    return [
        kind
        for kind in apps.get_models(include_auto_created=True)
        if kind._meta.managed
        and not kind._meta.proxy
        and _MADE_HERE.isdisjoint({kind._meta.app_label, kind._meta.db_table})
    ]


def _compare_schemas(old: Any) -> None:
    """Refuse two databases that are not of the same version of Loa."""
    try:
        theirs = set(MigrationRecorder(old).applied_migrations())
    except DatabaseError as error:
        raise CopyError(
            _(
                "Không đọc được tệp SQLite ({why}). Tệp bị hỏng, bị khoá, hay không phải của Loa."
            ).format(why=error)
        ) from error
    ours = set(MigrationRecorder(connection).applied_migrations())
    if theirs != ours:
        different = ", ".join(".".join(one) for one in sorted(theirs ^ ours)[:5])
        raise CopyError(
            _(
                "Hai cơ sở dữ liệu không cùng phiên bản ({different}). Chạy “manage.py migrate” cho "
                "cả hai, bằng cùng một bản Loa, rồi chép lại."
            ).format(different=different)
        )


def _refuse_to_overwrite(kinds: Sequence[type[models.Model]]) -> None:
    """Refuse a database in which somebody has worked already: it holds more than `migrate` made."""
    found = {
        kind._meta.db_table: count
        for kind in kinds
        if kind._meta.db_table not in _BORN and (count := models.QuerySet(kind).count())
    }
    pages = apps.get_model("wagtailcore.Page")._default_manager
    if count := pages.filter(depth__gt=_PAGES_BORN_DEPTH).count():
        found["wagtailcore_page"] = count
    if found:
        raise CopyError(
            _(
                "Cơ sở dữ liệu đích đã có nội dung ({found}), nên không chép đè. Tạo một cơ sở dữ liệu "
                "trống, chạy “manage.py migrate” và không gì khác, rồi chép lại."
            ).format(found=_listed(found))
        )


def _listed(found: dict[str, int]) -> str:
    most = sorted(found.items(), key=lambda one: (-one[1], one[0]))[:4]
    return ", ".join(_("{table}: {rows} dòng").format(table=t, rows=rows) for t, rows in most)


def _empty() -> None:
    """Remove what migrations put there: the old database holds it too, under its own numbers.

    Nothing but our own tables: what another program points at them with is not emptied along.
    """
    quote, present = connection.ops.quote_name, _tables(connection)
    ours = {kind._meta.db_table for kind in apps.get_models(include_auto_created=True)}
    tables = ", ".join(quote(table) for table in sorted(ours & present))
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {tables}")
    except NotSupportedError as error:
        raise CopyError(
            _(
                "Cơ sở dữ liệu đích có bảng của chương trình khác gắn với bảng của Loa, nên không chép. "
                "Tạo một cơ sở dữ liệu trống riêng cho Loa, chạy “manage.py migrate”, rồi chép lại."
            )
        ) from error


def _fields(kind: type[models.Model]) -> list[Any]:
    return [one for one in kind._meta.local_concrete_fields if not getattr(one, "generated", False)]


def _rows(kind: type[models.Model], alias: str) -> Generator[tuple[Any, ...]]:
    """Read the rows of one table in the order of their keys, as the fields understand them."""
    names = [field.attname for field in _fields(kind)]
    asked: models.QuerySet[Any] = (
        models.QuerySet(kind, using=alias).order_by("pk").values_list(*names)
    )
    yield from asked.iterator(chunk_size=_AT_A_TIME)


def _copy(kind: type[models.Model]) -> int:
    """Write the rows of one table; raises DatabaseError where the server takes one for none."""
    fields, quote = _fields(kind), connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    copied = 0
    with closing(_rows(kind, _OLD)) as rows, connection.cursor() as cursor:
        statement = f"COPY {quote(kind._meta.db_table)} ({columns}) FROM STDIN"
        with connection.wrap_database_errors, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(
                    [
                        field.get_db_prep_save(value, connection)
                        for field, value in zip(fields, row, strict=True)
                    ]
                )
                copied += 1
    return copied


def _go_on_counting(kinds: Sequence[type[models.Model]]) -> None:
    """Let new rows take numbers after the last one that was copied."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kinds)):
            cursor.execute(statement)


def _prove_equal(kind: type[models.Model]) -> None:
    """Look up what was copied by its keys: the two kinds of database put texts in other orders."""
    key = [field.attname for field in _fields(kind)].index(kind._meta.pk.attname)
    copied: models.QuerySet[Any] = models.QuerySet(kind, using="default")
    old, counted = _rows(kind, _OLD), 0
    while some := {row[key]: row for row in islice(old, _AT_A_TIME)}:
        counted += len(some)
        found = copied.filter(pk__in=list(some)).values_list(*[f.attname for f in _fields(kind)])
        if some != {row[key]: row for row in found}:
            break
    else:
        if counted == copied.count():
            return
    raise CopyError(
        _("Bảng {table} không giống sau khi chép, nên không giữ lại gì.").format(
            table=kind._meta.db_table
        )
    )
