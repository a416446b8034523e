"""What an export says to the operator: what was done, in figures, and what to do next."""

from collections.abc import Iterator

from sitegen.release.export import Exported

__all__ = ["export_lines", "readable_bytes"]

_PROFILES = {
    "web": "trang web",
    "usb": "bản USB",
    "single": "bản một tệp",
    "epub": "sách EPUB",
    "large": "bản chữ lớn",
    "braille": "bản chữ nổi",
    "zim": "tệp ZIM",
    "api": "dữ liệu JSON",
    "print": "bản in",
}
_NEXT = {
    "s3": "mở trang chủ trên kho hoặc CDN để xem lại.",
    "web": "trỏ máy chủ web vào thư mục này (mẫu trong docs/operators/export.md).",
    "usb": "chép tệp zip cho người nhận; họ giải nén rồi bấm đúp MO-TRANG-NAY.html.",
    "single": "gửi tệp này cho người cần; họ mở bằng trình duyệt, không cần mạng.",
    "epub": "mở bằng ứng dụng đọc sách trên điện thoại, máy đọc sách, hoặc gửi thư viện.",
    "large": "mở bằng trình duyệt rồi in khổ A4, hoặc gửi cho người cần.",
    "braille": "mở trên màn hình chữ nổi, hoặc in bằng máy in chữ nổi 40 ô, 25 dòng.",
    "zim": "mở bằng ứng dụng Kiwix, hoặc đặt vào máy chủ kiwix-serve của trường, của xã.",
    "api": "phục vụ thư mục này cho chương trình khác đọc, bắt đầu từ documents.json.",
    "print": "mở MUC-LUC.html để xem danh sách bản in.",
}


def export_lines(exported: Exported, seconds: float) -> Iterator[str]:
    """Yield the report in Vietnamese."""
    asked, delivery = exported.asked, exported.delivery
    what = f"{_PROFILES[asked.profile]} của bản {exported.release}"
    if asked.is_dry_run:
        yield f"Chạy thử: không ghi gì. Nếu chạy thật sẽ xuất {what} tới {asked.destination}."
    elif delivery.is_unchanged:
        yield f"Đích đã đúng là {what}, không phải gửi gì: {asked.destination}"
    else:
        yield f"Đã xuất {what} tới {asked.destination}"
    yield f"  {_figures(exported)}; {_decimal(seconds)} giây."
    for finding in delivery.findings:
        page = f"{finding.page}: " if finding.page else ""
        yield f"  Lưu ý: {page}{finding.message} {finding.hint}".rstrip()
    if not asked.is_dry_run and not delivery.is_unchanged:
        yield f"Việc tiếp theo: {_next(exported)}"


def readable_bytes(size: int) -> str:
    """Return a size as people read it: "14,2 MB"."""
    if size < 1000:
        return f"{size} byte"
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{_decimal(size / 1_000_000)} MB"


def _figures(exported: Exported) -> str:
    delivery = exported.delivery
    parts = [f"{delivery.new} tệp mới", f"{delivery.changed} tệp thay đổi"]
    sent = f" ({readable_bytes(delivery.bytes_sent)})" if delivery.bytes_sent else ""
    same = f" ({readable_bytes(delivery.bytes_same)})" if delivery.bytes_same else ""
    parts = [f"{', '.join(parts)}{sent}", f"{delivery.same} tệp giữ nguyên{same}"]
    parts.append(f"bỏ {delivery.removed} tệp")
    if delivery.outliving:
        parts.append(f"giữ thêm {delivery.outliving} tệp mã cũ cho trang còn trong trình duyệt")
    return "; ".join(parts)


def _next(exported: Exported) -> str:
    asked = exported.asked
    if asked.target == "git":
        pushed = "nhánh đã được đẩy lên" if asked.remote else "đẩy nhánh lên máy chủ git"
        return f"{pushed}; nhánh {asked.branch} luôn chỉ có một commit."
    is_zip = asked.destination.lower().endswith(".zip")
    if asked.profile == "usb" and not is_zip:
        return "tháo USB an toàn (Eject) rồi mới rút; người nhận bấm đúp MO-TRANG-NAY.html."
    if is_zip and asked.profile == "web":
        return "giải nén vào thư mục của máy chủ web."
    return _NEXT.get(asked.target if asked.target == "s3" else asked.profile, "")


def _decimal(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
