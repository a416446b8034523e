"""What happened after the five documents were written, each with the text that says so.

Portals: the provincial interfaces closed on 01/7/2025, when the national portal became the one
window. Districts: the level ended with two tiers of local government on the same day. Decree
42/2022: repealed from 01/7/2026; the successor's own text was not compared with Công báo yet.
"""

from dataclasses import dataclass
from datetime import date

__all__ = ["SUCCESSIONS", "Ended"]

TWO_TIERS = date(2025, 7, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """Something of a registry that ended: on which day, what instead, by which text."""

    kind: str
    shelf: str
    key: str
    day: date
    source: str
    successor: str = ""
    note: str = ""


_NO_DISTRICTS = "Việc trước đây nộp ở huyện nay nộp tại xã, phường, đặc khu hoặc cơ quan của tỉnh."

SUCCESSIONS = (
    *(
        Ended(
            kind="cms.portal",
            shelf="portal",
            key=key,
            day=TWO_TIERS,
            successor="cong-quoc-gia",
            source="Công văn số 623/TTg-KSTT ngày 30/5/2025",
        )
        for key in ("cong-bac-kan", "cong-dak-lak")
    ),
    *(
        Ended(
            kind="cms.agency",
            shelf="agency",
            key=key,
            day=TWO_TIERS,
            note=_NO_DISTRICTS,
            source="Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
        )
        for key in ("ubnd-huyen-ngan-son", "ubnd-huyen-cu-mgar")
    ),
    Ended(
        kind="cms.legaldocument",
        shelf="legal_document",
        key="nd-42-2022",
        day=date(2026, 7, 1),
        successor="nd-224-2026",
        source="Nghị định số 224/2026/NĐ-CP ngày 24/6/2026",
    ),
)
