"""The only reader of the environment: every variable of a deployment, checked once."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Environment", "Mail", "MissingVariableError", "read"]

ROOT = Path(__file__).resolve().parents[2]


_NEEDED = ("LOA_SECRET_KEY", "LOA_ALLOWED_HOSTS", "LOA_EDITOR_ADDRESS")
_NEVER = "a long random text"  # what the example says is nobody's key


class MissingVariableError(Exception):
    """Variables that a server cannot do without are not set, or say what cannot be."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"Chưa đặt biến môi trường {', '.join(names)} (đang dùng cms.settings.production). "
            "Xem mẫu trong .env.example và docs/operators/README.md. "
            "Trên máy của người phát triển: đặt DJANGO_SETTINGS_MODULE=cms.settings.dev."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """The server that letters go out by; without ``host`` there is none, and none is promised.

    ``security`` is "starttls", "ssl" or "none".
    """

    host: str = ""
    port: int = 587
    user: str = ""
    password: str = ""
    security: str = "starttls"
    sender: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What differs from one deployment to the next.

    ``secret_key`` signs sessions; ``allowed_hosts`` are the editor's host names;
    ``editor_address`` is the editor's own address, ``mirror_address`` the public address of
    the mirror ("" when unknown), both with a final slash; ``var`` holds database, uploads,
    store and releases; ``demo_notice`` stands in the footer of every page of the mirror.
    ``trusted_proxies`` are the addresses whose X-Forwarded-For is believed; ``media_accel`` is
    nginx's internal location of the editor's pictures ("" when Loa sends them itself).
    """

    secret_key: str
    allowed_hosts: tuple[str, ...]
    editor_address: str
    mirror_address: str
    var: Path
    demo_notice: str = ""
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    media_accel: str = ""
    mail: Mail = Mail()


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """Return the environment of production; raises MissingVariableError with every name."""
    missing = [name for name in _NEEDED if variables.get(name, "").strip() in ("", _NEVER)]
    if missing:
        raise MissingVariableError(missing)
    return Environment(
        secret_key=variables["LOA_SECRET_KEY"].strip(),
        allowed_hosts=_listed(variables["LOA_ALLOWED_HOSTS"]),
        editor_address=_slashed(variables["LOA_EDITOR_ADDRESS"].strip()),
        mirror_address=_slashed(variables.get("LOA_MIRROR_ADDRESS", "")),
        var=Path(variables.get("LOA_VAR") or ROOT / "var"),
        demo_notice=variables.get("LOA_DEMO_NOTICE", ""),
        trusted_proxies=_listed(variables.get("LOA_TRUSTED_PROXIES", "127.0.0.1,::1")),
        media_accel=_slashed(variables.get("LOA_MEDIA_ACCEL", "")),
        mail=_mail(variables),
    )


def _mail(variables: Mapping[str, str]) -> Mail:
    host = variables.get("LOA_MAIL_HOST", "").strip()
    security = variables.get("LOA_MAIL_SECURITY", "").strip() or "starttls"
    port = variables.get("LOA_MAIL_PORT", "").strip() or {"ssl": "465", "none": "25"}.get(
        security, "587"
    )
    sender = variables.get("LOA_MAIL_FROM", "").strip()
    wrong = [
        name
        for name, is_right in (
            ("LOA_MAIL_SECURITY (starttls, ssl, none)", security in ("starttls", "ssl", "none")),
            ("LOA_MAIL_PORT", port.isdigit()),
            ("LOA_MAIL_FROM", bool(sender) or not host),
        )
        if not is_right
    ]
    if wrong:
        raise MissingVariableError(wrong)
    return Mail(
        host=host,
        port=int(port),
        user=variables.get("LOA_MAIL_USER", "").strip(),
        password=variables.get("LOA_MAIL_PASSWORD", ""),
        security=security,
        sender=sender,
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _slashed(address: str) -> str:
    return address if not address or address.endswith("/") else f"{address}/"
