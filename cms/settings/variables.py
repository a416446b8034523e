"""Variables: what each one of a deployment may say, and how one that says something else is told."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from sitegen.outputs import CHOSEN

__all__ = [
    "METRICS_FOLDER",
    "ROLES",
    "VARIABLES",
    "Variable",
    "VariablesError",
    "listed",
    "require",
]

METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The client library's own name; gunicorn.conf.py sets it for each start of the server."""
ROLES = ("editor", "worker", "backup")
"""What a host may do (docs/operators/hosts.md)."""

_NEVER = "a long random text"  # what the example says is nobody's key
_KEY_LETTERS = 32  # what secrets.token_urlsafe(24) gives; a shorter one can be guessed
_MOST_HANDS = 64
_SHOWN = 200
"""So many letters of a wrong value are enough to find it."""


@dataclass(frozen=True, slots=True)
class Variable:
    """What a variable may say, in words for who sets it; an empty one is always right.

    A value that ``is_secret`` is never shown; one that ``is_needed`` must be set.
    """

    right: str = ""
    is_right: Callable[[str], bool] | None = None
    is_needed: bool = False
    is_secret: bool = False


class VariablesError(Exception):
    """Variables that a server cannot do without are not set, or say what cannot be."""

    def __init__(self, missing: Sequence[str], wrong: Mapping[str, str]) -> None:
        said = [f"Chưa đặt biến môi trường {', '.join(missing)}."] if missing else []
        said += [f"Đặt sai biến môi trường {_told(name, value)}." for name, value in wrong.items()]
        said += [
            "Đang dùng cms.settings.production: xem mẫu trong .env.example và "
            "docs/operators/README.md. "
            "Trên máy của người phát triển: đặt DJANGO_SETTINGS_MODULE=cms.settings.dev."
        ]
        super().__init__("\n".join(said))


def require(variables: Mapping[str, str], names: Iterable[str]) -> None:
    """Look at all of ``names``; raises VariablesError that names each one that is amiss."""
    said = {name: variables.get(name, "").strip() for name in names}
    missing = [name for name, value in said.items() if not value and VARIABLES[name].is_needed]
    if said.get("LOA_MAIL_HOST") and not said.get("LOA_MAIL_FROM"):
        missing.append("LOA_MAIL_FROM")
    if said.get("LOA_HANDS_BROKER") and not said.get("LOA_HANDS_HALL"):
        missing.append("LOA_HANDS_HALL")
    wrong = {name: value for name, value in said.items() if value and not _is_right(name, value)}
    if missing or wrong:
        raise VariablesError(missing, wrong)


def listed(text: str) -> tuple[str, ...]:
    """Return the parts of a value that is a list, separated by commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _is_right(name: str, value: str) -> bool:
    is_right = VARIABLES[name].is_right
    try:
        return is_right is None or is_right(value)
    except ValueError:  # a port or a number that is none
        return False


def _told(name: str, value: str) -> str:
    rule = VARIABLES[name]
    shown = "… (không in ra)" if rule.is_secret else _without_password(value)
    return f"{name}={shown}: phải là {rule.right}"


def _without_password(value: str) -> str:
    shown = re.sub(r"(?s)^((?:\w+:/+)?+[^:@]*):.*@", r"\1:…@", value)
    shown = re.sub(r"(?s)(password=)[^&]*", r"\1…", shown)
    return "".join(one if one.isprintable() else "?" for one in shown[:_SHOWN])


def _fits(pattern: str) -> Callable[[str], bool]:
    return lambda value: bool(re.fullmatch(pattern, value))


def _each(is_right: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda value: all(map(is_right, listed(value)))


def _is_network(value: str) -> bool:
    return bool(ip_network(value, strict=False))


def _is_folder(value: str) -> bool:
    return not Path(value).is_file()


def _is_key(value: str) -> bool:
    return value != _NEVER and len(value) >= _KEY_LETTERS


def _is_port(value: str) -> bool:
    return 0 < int(value) < 2**16


def _is_address(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in {"http", "https"} and "@" not in parts.netloc and _is_place(parts, value)


def _is_root(value: str) -> bool:
    return _is_address(value) and urlsplit(value).path in {"", "/"}


def _is_database(value: str) -> bool:
    parts = urlsplit(value)
    has_name = bool(re.fullmatch(r"/[^/\s]+", parts.path))
    return parts.scheme in {"postgresql", "postgres"} and has_name and parts.port != 0


def _is_place(parts: SplitResult, value: str) -> bool:
    """Tell whether an address has a host, a port that there is, and nothing that none has."""
    is_plain = value.isprintable() and not set(value) & set(" \\?#")
    return is_plain and bool(parts.hostname) and parts.port != 0


_ADDRESSES = "địa chỉ IP hoặc dải mạng, cách nhau bằng dấu phẩy, ví dụ 10.0.0.7, 10.0.1.0/24"
_HOST = r"\*|\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]"

_NAME = r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?"

VARIABLES: Mapping[str, Variable] = {
    "LOA_SECRET_KEY": Variable(
        "một chuỗi ngẫu nhiên dài, không phải câu mẫu",
        lambda value: value != _NEVER,
        is_needed=True,
        is_secret=True,
    ),
    "LOA_ALLOWED_HOSTS": Variable(
        "tên máy, không có https:// hay cổng, cách nhau bằng dấu phẩy",
        _each(_fits(_HOST)),
        is_needed=True,
    ),
    "LOA_EDITOR_ADDRESS": Variable(
        "địa chỉ đủ https:// và tên máy, không có gì sau đó, ví dụ https://loa.example.vn",
        _is_root,
        is_needed=True,
    ),
    "LOA_MIRROR_ADDRESS": Variable(
        "địa chỉ đủ https:// và tên máy, ví dụ https://dichvu.example.vn", _is_address
    ),
    "LOA_DATA_LICENCE": Variable(
        "địa chỉ đủ của giấy phép, ví dụ https://creativecommons.org/licenses/by/4.0/",
        _fits(r"https?://[^\s<>\"]+"),
    ),
    "LOA_OUTPUTS": Variable(
        f"những dạng của bản tĩnh ngoài trang web: {', '.join(CHOSEN)}, cách nhau bằng dấu phẩy; không"
        " thêm dạng nào thì ghi html; để trống là có đủ",
        _each(lambda name: name in {"html", *CHOSEN}),
    ),
    "LOA_HANDS": Variable("một số từ 1 đến 64", lambda value: 1 <= int(value) <= _MOST_HANDS),
    "LOA_HANDS_BROKER": Variable(
        "địa chỉ của hàng đợi Celery, ví dụ redis://:mật-khẩu@10.0.0.5:6379/0",
        _fits(r"(redis|rediss|amqp|amqps|unix|redis\+socket)://\S+"),
    ),
    "LOA_HANDS_HALL": Variable(
        "một thư mục mà mọi máy cùng thấy, hoặc s3://tên-kho/thư-mục",
        lambda value: _is_folder(value) if "://" not in value else value.startswith("s3://"),
    ),
    "LOA_RATING_ADDRESS": Variable(
        "địa chỉ đủ https:// và tên máy, không có gì sau đó, ví dụ https://loa.example.vn", _is_root
    ),
    "LOA_WEBHOOK_INNER": Variable(
        "tên máy, không có https:// hay cổng, cách nhau bằng dấu phẩy", _each(_fits(_NAME))
    ),
    "LOA_ROLES": Variable(
        "những việc máy này làm: editor, worker, backup, cách nhau bằng dấu phẩy; để trống là cả ba",
        _each(lambda role: role in ROLES),
    ),
    "LOA_SITE": Variable(
        "tên máy của một “Trang web” trong bộ biên tập, ví dụ xa-minh-hoa.example.vn",
        _fits(r"[A-Za-z0-9][A-Za-z0-9.-]*"),
    ),
    "LOA_VAR": Variable("một thư mục", _is_folder),
    "LOA_DATABASE": Variable(
        "postgresql://user:password@host:5432/name, có tên cơ sở dữ liệu; trong mật khẩu viết"
        " @ : / ? # % thành %40 %3A %2F %3F %23 %25",
        _is_database,
    ),
    "LOA_BUCKET": Variable(
        "tên kho S3, hoặc tên/thư mục, không có s3://", _fits(r"[A-Za-z0-9][\w.-]+(/[^\s:]*)?")
    ),
    "AWS_REGION": Variable("tên vùng của kho S3, ví dụ ap-southeast-1", _fits(r"[\w-]+")),
    "LOA_DEMO_NOTICE": Variable(),
    "LOA_TRUSTED_PROXIES": Variable(_ADDRESSES, _each(_is_network)),
    "LOA_MEDIA_ACCEL": Variable(
        "một đường dẫn của nginx bắt đầu bằng dấu gạch chéo, ví dụ /loa-media/", _fits(r"/[\w./-]*")
    ),
    "LOA_BACKUP_FOLDER": Variable("một thư mục", _is_folder),
    "LOA_BACKUP_KEY": Variable(f"ít nhất {_KEY_LETTERS} ký tự ngẫu nhiên", _is_key, is_secret=True),
    "LOA_SIGNING_KEY": Variable(
        "một tệp, không phải thư mục", lambda value: not Path(value).is_dir()
    ),
    "LOA_LOG": Variable("line hoặc json", _fits("line|json")),
    "LOA_METRICS_FROM": Variable(_ADDRESSES, _each(_is_network)),
    "LOA_METRICS_TOKEN": Variable(
        "một chuỗi chữ không dấu và số, không có dấu cách", _fits(r"[!-~]+"), is_secret=True
    ),
    METRICS_FOLDER: Variable("một thư mục", _is_folder),
    "LOA_MAIL_HOST": Variable(
        "tên hoặc địa chỉ máy chủ thư, không có cổng", _fits(r"[\w.-]+|[0-9A-Fa-f:.]+")
    ),
    "LOA_MAIL_PORT": Variable("số cổng từ 1 đến 65535", _is_port),
    "LOA_MAIL_SECURITY": Variable("starttls, ssl hoặc none", _fits("starttls|ssl|none")),
    "LOA_MAIL_USER": Variable(),
    "LOA_MAIL_PASSWORD": Variable(is_secret=True),
    "LOA_MAIL_FROM": Variable(
        "địa chỉ thư của người gửi, ví dụ Loa <loa@example.vn>", _fits(r".*\S@[^\s@]+")
    ),
}
"""Every variable that the settings read; what is not here cannot be read."""
