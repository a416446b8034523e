"""The only reader of the environment: every variable of a deployment, checked once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Environment", "MissingVariableError", "read"]

ROOT = Path(__file__).resolve().parents[2]


class MissingVariableError(Exception):
    """A variable that production cannot do without is not set."""

    def __init__(self, name: str, example: str) -> None:
        super().__init__(f"{name} is not set. See .env.example: {name}={example}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What differs from one deployment to the next.

    ``secret_key`` signs sessions; ``allowed_hosts`` are the editor's host names;
    ``editor_address`` is the editor's own address, ``mirror_address`` the public address of
    the mirror ("" when unknown), both with a final slash; ``var`` holds database, uploads,
    store and releases; ``demo_notice`` stands in the footer of every page of the mirror.
    """

    secret_key: str
    allowed_hosts: tuple[str, ...]
    editor_address: str
    mirror_address: str
    var: Path
    demo_notice: str = ""


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """Return the environment of production; raises MissingVariableError by name."""
    return Environment(
        secret_key=_needed(variables, "LOA_SECRET_KEY", "a long random text"),
        allowed_hosts=tuple(_needed(variables, "LOA_ALLOWED_HOSTS", "loa.example.vn").split(",")),
        editor_address=_slashed(_needed(variables, "LOA_EDITOR_ADDRESS", "https://loa.example.vn")),
        mirror_address=_slashed(variables.get("LOA_MIRROR_ADDRESS", "")),
        var=Path(variables.get("LOA_VAR", str(ROOT / "var"))),
        demo_notice=variables.get("LOA_DEMO_NOTICE", ""),
    )


def _needed(variables: Mapping[str, str], name: str, example: str) -> str:
    if value := variables.get(name, "").strip():
        return value
    raise MissingVariableError(name, example)


def _slashed(address: str) -> str:
    return address if not address or address.endswith("/") else f"{address}/"
