"""Settings: what a server must not have, and what was left from the example."""

import re
from collections.abc import Iterator
from ipaddress import ip_network
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

from cms.collect.reach import is_open_to_citizens
from cms.doctor.remark import Remark, error, warning

__all__ = [
    "addresses",
    "door",
    "is_of_a_server",
    "left_from_the_example",
    "metrics_token",
    "mirror_address",
    "told_by_django",
]

_ENV = "/srv/loa/env (mẫu: .env.example)"
_MOST_PROXIES = 256
"""A network of a machine room; whoever trusts more trusts strangers."""
_TOKEN_LETTERS = 20
_WORDS = {
    "security.W009": (
        "Khoá LOA_SECRET_KEY quá ngắn hoặc quá dễ đoán.",
        "Đặt khoá mới: python3 -c 'import secrets; print(secrets.token_urlsafe(60))'",
    ),
    "security.W018": (
        "Đang bật chế độ gỡ lỗi: người ngoài đọc được mã và cấu hình.",
        "Đặt DJANGO_SETTINGS_MODULE=cms.settings.production.",
    ),
    "security.W020": (
        "Chưa có tên máy nào được phép.",
        "Đặt LOA_ALLOWED_HOSTS là tên miền của bộ biên tập.",
    ),
}
"""Django's own checks that a setting of ours can fail, in words for who set it."""


def told_by_django() -> Iterator[Remark]:
    """What `manage.py check --deploy` says; its errors are ours."""
    for found in checks.run_checks(include_deployment_checks=True):
        if found.is_silenced():
            continue
        what, todo = _WORDS.get(str(found.id), (f"Django báo: {found.msg}", found.hint or ""))
        is_grave = found.level >= checks.ERROR or found.id in _WORDS
        make = error if is_grave else warning
        yield make(str(found.id), what, _ENV, todo or "Sửa cấu hình theo lời báo ấy.")


def is_of_a_server() -> Iterator[Remark]:
    """A server runs with the strict settings."""
    if settings.LOA_MAY_LOAD_DEMO:
        yield error(
            "settings-of-a-developer",
            "Máy đang chạy cấu hình của người phát triển, không phải của máy chủ.",
            "DJANGO_SETTINGS_MODULE",
            "Đặt DJANGO_SETTINGS_MODULE=cms.settings.production.",
        )


def addresses() -> Iterator[Remark]:
    """The editor's address is https, and one of its hosts."""
    editor = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    if editor.scheme != "https":
        yield error(
            "editor-address-open",
            f"Địa chỉ bộ biên tập không phải https: {editor.geturl()}",
            "LOA_EDITOR_ADDRESS",
            "Đặt địa chỉ bắt đầu bằng https://, đúng như cán bộ gõ.",
        )
    is_open = "*" in settings.ALLOWED_HOSTS
    if not (is_open or any(_fits(editor.hostname or "", host) for host in settings.ALLOWED_HOSTS)):
        yield error(
            "editor-address-unknown",
            f"{editor.hostname} không có trong LOA_ALLOWED_HOSTS nên cán bộ bị từ chối.",
            "LOA_ALLOWED_HOSTS",
            "Thêm tên miền ấy vào, cách nhau bằng dấu phẩy.",
        )
    if is_open:
        yield error(
            "any-host",
            "Mọi tên máy đều được nhận: thư đặt lại mật khẩu có thể dẫn đi nơi khác.",
            "LOA_ALLOWED_HOSTS",
            "Chỉ ghi tên miền của bộ biên tập.",
        )


def mirror_address() -> Iterator[Remark]:
    """Citizens can open the mirror's address, by the rule of what may stand on paper."""
    mirror = settings.LOA_MIRROR_ADDRESS
    if not mirror:
        yield warning(
            "mirror-address-missing",
            "Chưa có địa chỉ của trang tĩnh: không có sơ đồ trang, và tờ in không có mã QR.",
            "LOA_MIRROR_ADDRESS",
            "Đặt địa chỉ https mà người dân mở, trước khi in tờ gấp đầu tiên.",
        )
    elif not (is_open_to_citizens(mirror) or _is_example(mirror)):
        yield error(
            "mirror-address-closed",
            f"Địa chỉ của trang tĩnh không mở được từ mạng công cộng: {mirror}. Loa không in địa chỉ "
            "ấy và mã QR của nó lên giấy.",
            "LOA_MIRROR_ADDRESS",
            "Đặt tên miền công khai: không phải tên hay số của mạng nội bộ, không kèm tên đăng nhập.",
        )
    elif urlsplit(mirror).scheme != "https":
        yield warning(
            "mirror-address-plain",
            f"Địa chỉ của trang tĩnh không phải https: {mirror}",
            "LOA_MIRROR_ADDRESS",
            "Lấy chứng thư cho tên miền ấy rồi đặt địa chỉ bắt đầu bằng https://.",
        )


def door() -> Iterator[Remark]:
    """An nginx of another host cannot send pictures from a folder of this one."""
    proxies = [ip_network(one, strict=False) for one in settings.LOA_TRUSTED_PROXIES]
    for one in proxies:
        if one.num_addresses > _MOST_PROXIES:
            yield error(
                "proxies-too-many",
                f"Tin {one.num_addresses} địa chỉ là máy chủ web: máy nào trong đó cũng tự xưng được địa"
                " chỉ khác, nên dò mật khẩu không bị chặn.",
                f"LOA_TRUSTED_PROXIES ({one})",
                "Chỉ ghi địa chỉ của máy chủ web đứng trước bộ biên tập (docs/operators/hosts.md).",
            )
    here = [ip_network("127.0.0.0/8"), ip_network("::1/128")]
    is_elsewhere = bool(proxies) and not any(
        one.version == loop.version and one.overlaps(loop) for one in proxies for loop in here
    )
    if settings.LOA_MEDIA_ACCEL and is_elsewhere:
        yield warning(
            "pictures-not-sent",
            "Máy chủ web đứng ở máy khác nên không đọc được thư mục ảnh của máy này: ảnh trong bộ biên "
            "tập không hiện.",
            "LOA_MEDIA_ACCEL",
            "Để trống LOA_MEDIA_ACCEL: Loa tự gửi ảnh (docs/operators/hosts.md).",
        )


def metrics_token() -> Iterator[Remark]:
    """Nobody guesses what opens the figures."""
    if 0 < len(settings.LOA_METRICS_TOKEN) < _TOKEN_LETTERS:
        yield warning(
            "metrics-token-short",
            f"LOA_METRICS_TOKEN chỉ có {len(settings.LOA_METRICS_TOKEN)} ký tự: đoán được.",
            "LOA_METRICS_TOKEN",
            "Đặt chuỗi mới: python3 -c 'import secrets; print(secrets.token_urlsafe(30))'",
        )


def left_from_the_example() -> Iterator[Remark]:
    """Names of the example are nobody's."""
    named = {
        "LOA_EDITOR_ADDRESS": settings.WAGTAILADMIN_BASE_URL,
        "LOA_MIRROR_ADDRESS": settings.LOA_MIRROR_ADDRESS,
        "LOA_MAIL_HOST": settings.EMAIL_HOST,
    }
    for name, value in named.items():
        if _is_example(value):
            yield error(
                "example-left", f"{name} còn là mẫu: {value}", name, "Đặt tên thật của cơ quan."
            )
    if settings.LOA_NOTICE:
        yield warning(
            "notice-shown",
            f"Chân mọi trang còn dòng “{settings.LOA_NOTICE}”.",
            "LOA_DEMO_NOTICE",
            "Để trống khi dùng thật.",
        )


def _is_example(value: str) -> bool:
    return bool(re.search(r"(?<![a-z0-9-])example\.", value.lower()))


def _fits(host: str, allowed: str) -> bool:
    return host == allowed or (allowed.startswith(".") and f".{host}".endswith(allowed))
