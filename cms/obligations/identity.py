"""Identity: what stands at the head and the foot of every page, as it is written today."""

from typing import Any

from cms.obligations.offices import Office

__all__ = ["RESPONSIBLE", "foot_of", "head_of"]

RESPONSIBLE = "Người chịu trách nhiệm"


def head_of(office: Office) -> dict[str, str]:
    """Return what the head says, "" for what nothing says."""
    home = office.site_home
    return {"Biểu trưng": _written(home, "emblem"), "Tên": _written(home, "site_title")}


def foot_of(office: Office) -> dict[str, str]:
    """Return what the foot says, "" for what nothing says."""
    home = office.site_home
    keeper = home.keeper_contact if home else None
    return {
        "Cơ quan": _written(keeper, "agency"),
        RESPONSIBLE: _written(home, "responsible"),
        "Địa chỉ": _written(keeper, "address"),
        "Điện thoại": _written(keeper, "phone"),
        "Thư điện tử": _written(keeper, "email"),
    }


def _written(row: Any, field: str) -> str:
    """Return a field that is blank, not there, or of a row that is not there, as ""."""
    return str(getattr(row, field, None) or "")
