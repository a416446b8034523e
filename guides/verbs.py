"""Verbs that the title of a step may begin with: a soft check, because no list is complete."""

from sitegen.slugs import slug

__all__ = ["VERBS", "begins_with_verb", "first_words"]

_FIRST = """
    bấm nhấn nhấp chạm gõ nhập điền ghi viết khai kê chọn lựa tích đánh bỏ xoá xóa thêm sửa đổi thay
    mở đóng vào truy đăng thoát tải lưu in quét chụp sao đính gắn gửi nộp nhận trả lấy rút
    đọc xem kiểm đối so tìm tra theo chờ đợi đến tới đi gặp gọi hỏi nhờ báo nhắn trình xuất mang cầm
    chuẩn làm thực bắt kết tiếp quay chuyển kéo cuộn lướt đặt bật tắt cài dùng sử tạo lập cấp cập
    xác ký đóng thanh nạp hẹn giữ nhớ cất dán cắt gộp tách chia ghép chỉnh bổ hoàn rà soát huỷ hủy
    yêu đề giải cho để đưa nói nghe trả tham phối liên uỷ ủy mời phản đánh khiếu
"""
VERBS = frozenset(_FIRST.split())
"""First syllables of verbs; "đăng" stands for đăng ký, đăng nhập, "truy" for truy cập."""

_ADVERBS = frozenset({"hãy", "tiếp", "sau", "nếu", "khi", "không", "đừng", "nên", "cần", "phải"})
"""Words that may come before the verb: "Hãy chọn…", "Không đóng trình duyệt…"."""

_FOLDED = frozenset(slug(verb) for verb in VERBS)


def begins_with_verb(title: str) -> bool:
    """Tell whether ``title`` begins with what to do.

    >>> begins_with_verb("Bấm Đăng ký.")
    True
    >>> begins_with_verb("Trang chủ của cổng")
    False
    """
    words = [word.strip("“”\"'.,:;()").lower() for word in title.split()]
    if not words or words[0] in _ADVERBS:
        return bool(words)
    return words[0] in VERBS or (words[0].isascii() and slug(words[0]) in _FOLDED)


def first_words() -> list[str]:
    """Return every word that a title may begin with, for a script that asks while one is typed."""
    return sorted(VERBS | _ADVERBS)
