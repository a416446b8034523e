"""Hands: the machines that help with big releases, where there should be some."""

from collections.abc import Iterator

from django.conf import settings

from cms.doctor.remark import Remark, warning
from sitegen.hands import HandLostError

__all__ = ["are_there"]

_MANUAL = "docs/operators/hands.md"
_ALONE = "vẫn phát hành đúng, nhưng lần dựng lớn chỉ do máy này làm nên lâu hơn."


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
    away = Away(settings.LOA_HANDS_BROKER, Hall(settings.LOA_HANDS_HALL, settings.SECRET_KEY))
    try:
        name = away.name
    except Exception as broken:  # noqa: BLE001  # obstore has an error of its own for each kind of trouble
        yield warning(
            "hands-hall",
            f"Không đọc, ghi được nơi để phần việc chung ({broken}): {_ALONE}",
            settings.LOA_HANDS_HALL,
            f"Thư mục phải có sẵn, gắn vào máy này và cho loa ghi; khoá của kho (AWS_…) phải đúng. {_MANUAL}",
        )
        return
    try:
        away.begin()
    except HandLostError as lost:
        if lost.__cause__:
            yield warning(
                "hands-away",
                f"Không hỏi được hàng đợi Celery ({lost.__cause__}): {_ALONE}",
                "LOA_HANDS_BROKER",
                "Xem máy chủ hàng đợi, mật khẩu trong LOA_HANDS_BROKER và đường mạng tới đó.",
            )
        else:
            yield warning(
                "hands-none",
                f"Không có máy nào đang chờ giúp ở hàng đợi {name}: {_ALONE}",
                "LOA_HANDS_BROKER",
                "Trên máy giúp, “manage.py hand” phải nói cùng tên hàng đợi: cùng phiên bản, cùng các gói,"
                f" cùng Python, cùng LOA_SECRET_KEY, cùng nơi để phần việc. {_MANUAL}",
            )
