"""What a disk says when it refuses, in words."""

import errno

__all__ = ["disk_words"]

_WORDS = {
    errno.ENOSPC: "hết chỗ trống",
    errno.EDQUOT: "hết hạn mức dung lượng",
    errno.EROFS: "chỉ cho đọc",
    errno.EACCES: "không có quyền ghi",
    errno.EPERM: "không có quyền ghi",
    errno.ENOENT: "không có chỗ ấy, hoặc không tạo được tệp ở đó",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EISDIR: "đó là một thư mục, không phải tệp",
    errno.EEXIST: "ở đó đã có một tệp",
    errno.ENOTEMPTY: "thư mục còn tệp khác",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EINVAL: "tên hay cỡ tệp mà đĩa này không nhận",
    errno.EFBIG: "tệp quá lớn với đĩa này",
    errno.EBUSY: "đang có chương trình khác dùng",
    errno.ETXTBSY: "đang có chương trình khác dùng",
    errno.EMFILE: "mở quá nhiều tệp một lúc",
    errno.ENFILE: "mở quá nhiều tệp một lúc",
    errno.ELOOP: "liên kết trỏ vòng quanh",
    errno.EIO: "đĩa hoặc USB bị lỗi",
    errno.ENODEV: "USB đã bị rút ra",
}


def disk_words(error: OSError) -> str:
    """Return why a file could not be read or written; what is not known is quoted."""
    known = _WORDS.get(error.errno or 0)
    return known or f"hệ điều hành từ chối, nó báo “{error.strerror or error}”"
