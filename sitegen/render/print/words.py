"""Words that the layouts print by themselves, in the languages that have them."""

from collections.abc import Mapping

from sitegen.languages import SOURCE

__all__ = ["words"]

_WORDS: dict[str, dict[str, str]] = {
    "vi": {
        "address": "Địa chỉ",
        "phone": "Điện thoại",
        "fax": "Fax",
        "email": "Email",
        "hours": "Giờ làm việc",
        "example": "Ví dụ",
        "optional": "không bắt buộc",
        "or": "Hoặc",
        "and": "Và",
        "prepare": "Cần chuẩn bị",
        "note": "Lưu ý",
        "warning": "Cảnh báo",
        "unit": "Đơn vị",
        "qr": "Mã QR mở",
        "print_run": "In {run} tờ, kích thước {size}, tại {printer}.",
        "licence": "Giấy phép xuất bản số {number}{date}{issuer}.",
        "licence_date": " ngày {day} tháng {month} năm {year}",
        "licence_issuer": " do {issuer} cấp",
        "deposit": "In xong và nộp lưu chiểu tháng {month}.",
        "still_right": "Tờ này còn đúng không? Quét mã hoặc mở",
        "still_right_here": "Tờ này còn đúng không? Xem",
        "call": "Gọi",
        "open": "Mở",
        "steps": "Các bước",
        "worksheet": "Phiếu thực hành",
        "full_name": "Họ và tên",
        "class": "Lớp",
        "day": "Ngày",
        "done": "Làm xong bước nào, đánh dấu vào ô của bước ấy và ghi lại điều mình thấy.",
        "draft": "Bản thảo, chưa được cấp giấy phép xuất bản.",
    },
    "en": {
        "address": "Address",
        "phone": "Telephone",
        "fax": "Fax",
        "email": "Email",
        "hours": "Open",
        "example": "Example",
        "optional": "optional",
        "or": "Or",
        "and": "And",
        "prepare": "Have ready",
        "note": "Note",
        "warning": "Warning",
        "unit": "Unit",
        "qr": "QR code for",
        "print_run": "{run} copies, {size}, printed by {printer}.",
        "licence": "Publishing licence no. {number}{date}{issuer}.",
        "licence_date": " of {day}/{month}/{year}",
        "licence_issuer": ", granted by {issuer}",
        "deposit": "Legal deposit {month}.",
        "still_right": "Is this sheet still right? Scan the code or open",
        "still_right_here": "Is this sheet still right? See",
        "call": "Call",
        "open": "Open",
        "steps": "Steps",
        "worksheet": "Worksheet",
        "full_name": "Name",
        "class": "Class",
        "day": "Day",
        "done": "Tick the box of each step that is done, and write down what you saw.",
        "draft": "Draft, no publishing licence yet.",
    },
}


def words(language: str) -> Mapping[str, str]:
    """Return the words of ``language``, or the Vietnamese ones when it has none of its own."""
    return _WORDS.get(language, _WORDS[SOURCE])
