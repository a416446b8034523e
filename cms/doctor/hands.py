"""Hands: the machines that help with big releases, where there should be some."""

from collections.abc import Iterator

from django.conf import settings

from cms.doctor.remark import Remark, warning
from sitegen.hands import HandLostError

__all__ = ["are_there"]

_MANUAL = "docs/operators/hands.md"


def are_there() -> Iterator[Remark]:
    """The broker answers, the hall takes and gives, somebody with our version is there."""
    if not settings.LOA_HANDS_BROKER:
        return
    try:
        from sitegen.hands.away import Away, Hall  # noqa: PLC0415  # optional packages
    except ImportError as lacking:
        yield warning(
            "hands-package",
            f"Chưa cài phần để máy khác giúp dựng bản tĩnh ({lacking.name}); máy này tự làm.",
            "LOA_HANDS_BROKER",
            "pip install --require-hashes -r requirements-hands.lock",
        )
        return
    hall = Hall(settings.LOA_HANDS_HALL, settings.SECRET_KEY)
    try:
        hall.put("doctor/word", b"?")
        is_kept = hall.find("doctor/word") == b"?"
        hall.remove("doctor")
    except Exception:  # noqa: BLE001  # obstore has an error of its own for each kind of trouble
        is_kept = False
    if not is_kept:
        yield warning(
            "hands-hall",
            "Không ghi hay đọc lại được nơi để phần việc chung; lần dựng lớn sẽ chỉ do máy này làm.",
            settings.LOA_HANDS_HALL,
            f"Xem thư mục có gắn vào máy này và cho loa ghi, hay kho có đúng khoá. {_MANUAL}",
        )
    try:
        Away(settings.LOA_HANDS_BROKER, hall).begin()
    except HandLostError as lost:
        yield warning(
            "hands-away" if lost.__cause__ else "hands-none",
            "Không hỏi được hàng đợi Celery; lần dựng lớn sẽ chỉ do máy này làm."
            if lost.__cause__
            else "Không có máy nào cùng phiên bản đang chờ giúp; lần dựng lớn sẽ chỉ do máy này làm.",
            "LOA_HANDS_BROKER",
            "Xem máy chủ hàng đợi và đường mạng tới đó."
            if lost.__cause__
            else f"Trên các máy giúp: nâng lên cùng phiên bản, systemctl restart loa-hand. {_MANUAL}",
        )
