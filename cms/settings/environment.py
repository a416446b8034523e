"""The only reader of the environment: every variable of a deployment, checked once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cms.settings.variables import METRICS_FOLDER, ROLES, VARIABLES, listed, require
from sitegen.outputs import OUTPUTS

__all__ = ["Environment", "Mail", "log_format", "read"]

ROOT = Path(__file__).resolve().parents[2]


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
    the mirror ("" when unknown), both with a final slash; ``roles`` is what this host does, as far
    as a check of it wants to know; ``site`` is the host name of the site to release ("": the
    default one); ``var`` holds database, uploads,
    store and releases; ``database`` is the address of a PostgreSQL database ("": an SQLite file in
    ``var``); ``demo_notice`` stands in the footer of every page of the mirror.
    ``bucket`` is the S3 bucket of uploads, "name" or "name/folder" ("": a folder in ``var``).
    ``trusted_proxies`` are the addresses whose X-Forwarded-For is believed; ``media_accel`` is
    nginx's internal location of the editor's pictures ("" when Loa sends them itself).
    ``backup_folder`` is where backups go ("" when they are made some other way), ``backup_key``
    locks them ("": they lie open). ``signing_key`` is the file of the key that signs copies ("": none).
    ``rating_address`` is the root of the host at which readers' answers are taken ("": nowhere).
    ``data_licence`` is the address of the licence of the open data ("": none was stated).
    ``outputs`` are the forms of a mirror besides its pages. ``hands`` is how many processes make
    them when there is much to make (None: one for each processor); ``hands_broker`` is the address of
    the Celery broker at which other machines help ("": none does), ``hands_hall`` the folder or bucket
    that all of them share.
    ``webhook_inner`` are the hosts of inner networks that may be told of releases, by http too.
    ``log`` is "json" or "line"; ``metrics_from`` are the addresses and ``metrics_token`` the word
    that may read /metrics; ``metrics_folder`` is where gunicorn's processes count together.
    """

    secret_key: str
    allowed_hosts: tuple[str, ...]
    editor_address: str
    mirror_address: str
    var: Path
    roles: tuple[str, ...] = ROLES
    site: str = ""
    database: str = ""
    bucket: str = ""
    bucket_region: str = ""
    demo_notice: str = ""
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    media_accel: str = ""
    backup_folder: str = ""
    backup_key: str = ""
    signing_key: str = ""
    rating_address: str = ""
    data_licence: str = ""
    outputs: frozenset[str] = OUTPUTS
    hands: int | None = None
    hands_broker: str = ""
    hands_hall: str = ""
    webhook_inner: tuple[str, ...] = ()
    log: str = "line"
    metrics_from: tuple[str, ...] = ()
    metrics_token: str = ""
    metrics_folder: str = ""
    mail: Mail = Mail()


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """Return the environment of production; raises VariablesError with every name."""
    require(variables, VARIABLES)
    said = {name: variables.get(name, "").strip() for name in VARIABLES}
    return Environment(
        secret_key=said["LOA_SECRET_KEY"],
        allowed_hosts=listed(said["LOA_ALLOWED_HOSTS"]),
        editor_address=_slashed(said["LOA_EDITOR_ADDRESS"]),
        mirror_address=_slashed(said["LOA_MIRROR_ADDRESS"]),
        roles=listed(said["LOA_ROLES"]) or ROLES,
        site=said["LOA_SITE"],
        var=Path(said["LOA_VAR"] or ROOT / "var"),
        database=said["LOA_DATABASE"],
        bucket_region=said["AWS_REGION"],
        bucket=said["LOA_BUCKET"].strip("/"),
        demo_notice=variables.get("LOA_DEMO_NOTICE", ""),
        trusted_proxies=listed(variables.get("LOA_TRUSTED_PROXIES", "127.0.0.1,::1")),
        media_accel=_slashed(said["LOA_MEDIA_ACCEL"]),
        backup_folder=said["LOA_BACKUP_FOLDER"],
        backup_key=said["LOA_BACKUP_KEY"],
        signing_key=said["LOA_SIGNING_KEY"],
        rating_address=_slashed(said["LOA_RATING_ADDRESS"]),
        data_licence=said["LOA_DATA_LICENCE"],
        outputs=frozenset(
            {"json", *listed(said["LOA_OUTPUTS"])} if said["LOA_OUTPUTS"] else OUTPUTS
        ),
        hands=int(said["LOA_HANDS"]) if said["LOA_HANDS"] else None,
        hands_broker=said["LOA_HANDS_BROKER"],
        hands_hall=said["LOA_HANDS_HALL"],
        webhook_inner=listed(said["LOA_WEBHOOK_INNER"]),
        log=log_format(variables),
        metrics_from=listed(said["LOA_METRICS_FROM"]),
        metrics_token=said["LOA_METRICS_TOKEN"],
        metrics_folder=said[METRICS_FOLDER],
        mail=_mail(variables, said),
    )


def log_format(variables: Mapping[str, str] = os.environ) -> str:
    """Return how lines of the log look; the web server asks before Django's settings are read."""
    require(variables, ["LOA_LOG"])
    return variables.get("LOA_LOG", "").strip() or "line"


def _mail(variables: Mapping[str, str], said: Mapping[str, str]) -> Mail:
    security = said["LOA_MAIL_SECURITY"] or "starttls"
    port = said["LOA_MAIL_PORT"] or {"ssl": "465", "none": "25"}.get(security, "587")
    return Mail(
        host=said["LOA_MAIL_HOST"],
        port=int(port),
        user=said["LOA_MAIL_USER"],
        password=variables.get("LOA_MAIL_PASSWORD", ""),
        security=security,
        sender=said["LOA_MAIL_FROM"],
    )


def _slashed(address: str) -> str:
    return address if not address or address.endswith("/") else f"{address}/"
