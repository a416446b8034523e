"""The office's page about itself, with every part written."""

from collections.abc import Iterator

from cms.models import AboutPage, Obligation
from cms.obligations.offices import Found, Office, missing, right
from cms.usage.labels import edit_address

__all__ = ["find"]


def find(office: Office, row: Obligation) -> Iterator[Found]:
    """Trang “Giới thiệu cơ quan” đã đăng và đủ các phần.

    Làm trang giới thiệu dưới trang cơ quan; phần nào còn trống thì viết vào.
    """
    pages = office.of_kind(AboutPage)
    if not pages:
        yield missing("Chưa có trang giới thiệu.", office.place_for(AboutPage))
    for page in pages:
        wanted = row.measure.split() or page.filled_parts()
        blank = [_name(part) for part in wanted if part not in page.filled_parts()]
        said = f"“{page.title}” còn trống: {', '.join(blank)}." if blank else f"“{page.title}”."
        yield (missing if blank else right)(said, edit_address(("page", page.pk)))


def _name(part: str) -> str:
    """Return what the form calls a part; a row may name one that no page has."""
    known = {one.name: one for one in AboutPage._meta.local_fields}
    return str(known[part].verbose_name) if part in known else part
