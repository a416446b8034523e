"""A variable that is set wrongly is told as wrong, with what it says and what is right."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from cms.settings.environment import read
from cms.settings.variables import VARIABLES, VariablesError

NEEDED = {
    "LOA_SECRET_KEY": "0123456789-_.~" * 4,
    "LOA_ALLOWED_HOSTS": "loa.example.vn",
    "LOA_EDITOR_ADDRESS": "https://loa.example.vn",
}
COMPANIONS = {"LOA_MAIL_FROM": "loa@example.vn", "LOA_HANDS_HALL": "/srv/loa-hall"}
"""What has to be said as soon as something else is."""
FILE = str(Path(__file__))
NOT_A_PORT = ("x", "0", "65536", "-1", "5.5", "²")
NOT_AN_ADDRESS = (
    *("dichvu", "dichvu.so.vn", "//dichvu.so.vn", "ftp://dichvu.so.vn", "https://", "https:///x"),
    *("https://dichvu so.vn", "https://so.vn:99999", "https://so.vn:a", "https://so.vn:0"),
    *("https://so.vn/?x", "https://so.vn/#", "https://[::1", "https://so.vn\n/"),
)
NOT_NETWORKS = (
    "foo",
    "127.0.0.1,foo",
    "10.0.0.0/33",
    "10.0.0.256",
    "http://10.0.0.1",
    "10.0.0.1:80",
)

WRONG: Mapping[str, tuple[str, ...]] = {
    "LOA_SECRET_KEY": ("a long random text",),
    "LOA_ALLOWED_HOSTS": ("https://loa.vn", "loa.vn:8000", "loa.vn/", "loa.vn, a b", "-a", "ơ.vn"),
    "LOA_EDITOR_ADDRESS": (*NOT_AN_ADDRESS, "https://loa.vn/admin/"),
    "LOA_MIRROR_ADDRESS": NOT_AN_ADDRESS,
    "LOA_ROLES": ("editors", "editor;worker", "editor,door"),
    "LOA_SITE": ("https://xa.vn", "xa.vn/", "../xa", "xa a", "-xa", "xã.vn"),
    "LOA_VAR": (FILE,),
    "LOA_DATABASE": (
        *("mysql://loa@db/loa", "postgresql://loa@db", "postgresql://loa@db/", "loa", "/srv/x.sqlite3"),
        *("postgresql://loa@db:x/loa", "postgresql://loa@db/loa/x", "postgresql:/loa@db/a b"),
    ),
    "LOA_BUCKET": ("s3://kho", "kho tinh", "/kho"),
    "LOA_DATA_LICENCE": ("CC BY 4.0", "creativecommons.org/licenses/by/4.0/"),
    "LOA_OUTPUTS": ("epub", "pdf;search", "HTML", "json"),
    "LOA_HANDS": ("0", "-1", "65", "2.5", "hai"),
    "LOA_HANDS_BROKER": ("10.0.0.5", "http://10.0.0.5", "redis://a b"),
    "LOA_HANDS_HALL": (FILE, "https://kho.example.vn/x"),
    "LOA_RATING_ADDRESS": ("loa.example.vn", "https://loa.example.vn/danh-gia/", "ftp://loa.example.vn"),
    "LOA_WEBHOOK_INNER": ("https://may.so", "may.so:8000", "máy", "may a", "MAY"),
    "AWS_REGION": ("ap southeast", "https://x"),
    "LOA_TRUSTED_PROXIES": NOT_NETWORKS,
    "LOA_MEDIA_ACCEL": ("loa-media", "https://loa.vn/media/", "/loa media/"),
    "LOA_BACKUP_FOLDER": (FILE,),
    "LOA_BACKUP_KEY": ("a long random text", "ngan"),
    "LOA_SIGNING_KEY": (str(Path(FILE).parent),),
    "LOA_LOG": ("xx", "JSON", "json,line"),
    "LOA_METRICS_FROM": NOT_NETWORKS,
    "LOA_METRICS_TOKEN": ("hai từ", "mậtkhẩu"),
    "PROMETHEUS_MULTIPROC_DIR": (FILE,),
    "LOA_MAIL_HOST": ("smtp://thu.vn", "thu.vn:587", "máy thư"),
    "LOA_MAIL_PORT": NOT_A_PORT,
    "LOA_MAIL_SECURITY": ("tls", "STARTTLS"),
    "LOA_MAIL_FROM": ("Loa", "loa@", "@so.vn"),
}  # fmt: skip
"""Of every variable that can be wrong, what somebody may well write there."""


EACH = [(name, value) for name, values in WRONG.items() for value in values]


def test_every_variable_that_can_be_wrong_is_tried() -> None:
    assert set(WRONG) == {name for name, one in VARIABLES.items() if one.is_right}


@pytest.mark.parametrize(("name", "value"), EACH)
def test_wrong_value_is_told_as_wrong_with_what_is_right(name: str, value: str) -> None:
    with pytest.raises(VariablesError) as told:
        read({**NEEDED, **COMPANIONS, name: value})
    said = str(told.value)
    assert "Chưa đặt" not in said
    assert "Đặt sai" in said
    assert VARIABLES[name].right in said
    if VARIABLES[name].is_secret:
        assert value not in said
    else:
        assert f"{name}={value.replace(chr(10), '?')}" in said


def test_everything_that_is_amiss_is_told_at_once() -> None:
    amiss = {name: values[0] for name, values in WRONG.items() if name != "LOA_ALLOWED_HOSTS"}
    with pytest.raises(VariablesError) as told:
        read(amiss)
    said = str(told.value)
    assert "Chưa đặt biến môi trường LOA_ALLOWED_HOSTS." in said
    assert all(f"{name}=" in said for name in amiss)


@pytest.mark.parametrize("name", sorted(name for name, one in VARIABLES.items() if one.is_needed))
def test_what_is_needed_and_not_set_is_told_so(name: str) -> None:
    with pytest.raises(VariablesError, match=f"Chưa đặt biến môi trường {name}"):
        read({**NEEDED, name: " "})


def test_mail_without_a_sender_is_told() -> None:
    with pytest.raises(VariablesError, match="Chưa đặt biến môi trường LOA_MAIL_FROM"):
        read({**NEEDED, "LOA_MAIL_HOST": "smtp.example.vn"})


@pytest.mark.parametrize(
    "address",
    [
        "mysql://loa:bi-mat@db/loa",
        "postgresql://loa:bi-mat@db",
        "postgresql://loa:bi-mat/x@y@db:1/loa/x",
        "postgresql//loa:bi-mat@db/loa",
        "loa:bi-mat@db/loa",
        "postgresql://loa:bi-mat?#@db/loa",
        "postgresql://db/a/b?user=loa&password=bi-mat",
    ],
)
def test_password_within_a_wrong_address_is_not_shown(address: str) -> None:
    with pytest.raises(VariablesError) as told:
        read({**NEEDED, "LOA_DATABASE": address})
    assert "bi-mat" not in str(told.value)
    assert "db" in str(told.value)


class _Asked(dict[str, str]):
    """Variables that note which of them are asked for."""

    def __init__(self, given: Mapping[str, str]) -> None:
        super().__init__(given)
        self.names: set[str] = set()

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]  # text alone
        self.names.add(key)
        return super().get(key, default)


def test_no_variable_is_read_that_has_no_rule() -> None:
    variables = _Asked(NEEDED)
    read(variables)
    assert variables.names == set(VARIABLES)


def test_what_is_right_is_taken() -> None:
    env = read(
        {
            **NEEDED,
            "LOA_ALLOWED_HOSTS": "loa.vn, .so.vn,10.0.0.1,[::1],*",
            "LOA_TRUSTED_PROXIES": "",
            "LOA_DATABASE": "postgresql://loa:a%2Fb@db:5432/loa?sslmode=verify-full",
            "LOA_BUCKET": "kho/tinh/",
            "LOA_ROLES": "worker, backup",
            "LOA_MIRROR_ADDRESS": "https://so.vn/dich-vu",
            "LOA_MAIL_FROM": "Loa <loa@example.vn>",
        }
    )
    assert env.allowed_hosts == ("loa.vn", ".so.vn", "10.0.0.1", "[::1]", "*")
    assert env.trusted_proxies == ()
    assert (env.bucket, env.roles) == ("kho/tinh", ("worker", "backup"))
    assert env.mirror_address == "https://so.vn/dich-vu/"
    assert read(NEEDED).roles == ("editor", "worker", "backup")
