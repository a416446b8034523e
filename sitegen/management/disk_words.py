"""What a disk says when it refuses, in words."""

import errno

__all__ = ["disk_words"]

_WORDS = {
    errno.ENOSPC: "hết chỗ trống",
    errno.EDQUOT: "hết hạn mức dung lượng",
    errno.EROFS: "chỉ cho đọc",
    errno.EACCES: "không có quyền ghi",
    errno.EPERM: "không có quyền ghi",
    errno.EIO: "đĩa hoặc USB bị lỗi",
    errno.ENODEV: "USB đã bị rút ra",
}


def disk_words(error: OSError) -> str:
    """Return why a file could not be read or written; what is not known stays as it is."""
    return _WORDS.get(error.errno or 0, error.strerror or str(error))
