"""The state: what the health address tells, in words."""

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.utils import timezone

from cms.doctor.remark import Remark, error, warning
from cms.health import PROBLEMS, health

__all__ = ["WORDS", "told_by_health"]

WORDS: Mapping[str, tuple[str, str]] = {
    "mirror-missing": (
        "Chưa có trang tĩnh nào để phục vụ người dân.",
        "Chạy manage.py release --full và đọc lời báo.",
    ),
    "folder-missing": (
        "Không có thư mục này, hoặc không xem được nó.",
        "Xem LOA_VAR có gõ đúng không, đĩa đã gắn chưa; rồi khởi động lại.",
    ),
    "disk-full": ("Đĩa còn chưa tới 200 MB: không phát hành được.", "Dọn đĩa hoặc thêm đĩa ngay."),
    "disk-low": ("Đĩa còn chưa tới 2 GB.", "Dọn đĩa hoặc thêm đĩa trong vài ngày tới."),
    "worker-dead": (
        "Phần làm việc nền không chạy: bài đã đăng không lên trang tĩnh, thư không gửi đi.",
        "systemctl restart loa-worker; đọc journalctl -u loa-worker.",
    ),
    "worker-late": ("Phần làm việc nền chậm hơn thường lệ.", "Xem lại sau vài phút."),
    "release-stuck": (
        "Có bản phát hành đã chờ hơn 15 phút.",
        "systemctl restart loa-worker; đọc journalctl -u loa-worker.",
    ),
    "release-waits": ("Có bản phát hành đang chờ hơn 2 phút.", "Xem lại sau vài phút."),
    "release-broke": ("Lần phát hành gần nhất hỏng giữa chừng.", "Đọc journalctl -u loa-worker."),
    "release-refused": (
        "Lần phát hành gần nhất bị từ chối vì nội dung.",
        "Cán bộ xem trang đầu bộ biên tập và sửa những trang được nêu.",
    ),
    "release-asks": (
        "Lần phát hành tới sẽ bỏ nhiều trang nên đang chờ hỏi.",
        "Xem danh sách ở trang đầu bộ biên tập rồi chọn.",
    ),
    "page-tree-broken": ("Cây trang đếm sai số trang con.", "Chạy manage.py fixtree --noinput."),
    "clock-jumped": (
        "Đồng hồ máy đã nhảy: có dấu giờ ở tương lai.",
        "Bật đồng bộ giờ: timedatectl set-ntp true; rồi xem lại sau vài phút.",
    ),
    "backup-never": (
        "Máy này chưa làm xong bản sao lưu nào.",
        "Chạy manage.py backup ngay bây giờ; bật loa-backup.timer (docs/operators/backup.md).",
    ),
    "backup-late": (
        "Hai ngày qua không có bản sao lưu nào hoàn tất.",
        "Chạy manage.py backup và đọc lời báo; xem journalctl -u loa-backup.",
    ),
}
"""Every problem of the health address but a silent database, which has a check of its own."""
_FETCHED = "systemctl status loa-pull.timer; journalctl -u loa-pull (docs/operators/hosts.md)."
_TO_FETCH: Mapping[str, str] = {
    "mirror-missing": f"Máy này không tự phát hành mà lấy về bằng loa-pull --editor: {_FETCHED}",
    "worker-dead": f"Xem phần làm việc nền ở máy của nó; rồi xem việc lấy về: {_FETCHED}",
    "release-stuck": "Trên máy làm việc nền: systemctl restart loa-worker.",
    "release-broke": "Trên máy làm việc nền: đọc journalctl -u loa-worker.",
}
"""What to do on a host that has no worker of its own."""


def told_by_health() -> Iterator[Remark]:
    """Whatever the health address knows."""
    for problem in health(timezone.now()).problems:
        if problem in WORDS:
            make = error if PROBLEMS[problem] == "fail" else warning
            what, todo = WORDS[problem]
            if "worker" not in settings.LOA_ROLES:
                todo = _TO_FETCH.get(problem, todo)
            yield make(problem, what, settings.LOA_VAR, todo)
