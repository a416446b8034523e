"""The address of a bucket: ``s3://name/prefix``, and the store that obstore opens for it."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from sitegen.errors import SitegenError
from sitegen.release.targets.bucket import Bucket

__all__ = ["open_bucket"]

_RETRIES: Any = {
    "max_retries": 8,
    "backoff": {
        "init_backoff": timedelta(milliseconds=200),
        "max_backoff": timedelta(seconds=10),
        "base": 2,
    },
    "retry_timeout": timedelta(seconds=60),
}


def open_bucket(address: str, *, endpoint: str = "") -> Bucket:
    """Return the bucket at ``address``; keys come from the usual AWS_… variables.

    ``endpoint`` is the address of the service when it is not Amazon's own.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"s3", "gs", "az"} or not parts.netloc:
        raise SitegenError(
            f"“{address}” không phải địa chỉ của một kho lưu trữ.",
            hint="Viết dạng s3://tên-kho/thư-mục.",
            code="target-address",
        )
    try:
        from obstore.store import S3Store, from_url  # noqa: PLC0415  # an optional package
    except ImportError as error:
        raise SitegenError(
            "Chưa cài phần gửi tới kho S3.",
            hint="Chạy pip install -r requirements-s3.txt.",
            code="target-missing-package",
        ) from error
    options: Any = {"retry_config": _RETRIES}
    if parts.scheme == "s3":
        if endpoint:
            options["endpoint"] = endpoint
        if endpoint.startswith("http://"):
            options["client_options"] = {"allow_http": True}
        objects: Any = S3Store(parts.netloc, **options)
    else:
        objects = from_url(f"{parts.scheme}://{parts.netloc}", **options)
    return Bucket(objects, parts.path.strip("/"))
