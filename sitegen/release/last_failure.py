"""The last failure: kept beside the releases until one succeeds, so that officers can see it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from sitegen.errors import Finding
from sitegen.release.losing import Loss
from sitegen.release.report import Report

__all__ = ["Failure", "read_failure", "remember_failure"]

NAME = "last-failure.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A release that was refused: when, and every remark that it made.

    ``loss`` is set when it only waits for somebody to say that the loss of pages is meant.
    """

    at: datetime
    findings: tuple[Finding, ...]
    loss: Loss | None = None


_decoder = msgspec.json.Decoder(Failure)


def remember_failure(releases: Path, report: Report, *, at: datetime) -> None:
    """Keep what a failed release said; forget it as soon as a release went well.

    A release that went well and had nothing to forget writes nothing.
    """
    target = releases / NAME
    if not report.is_failed:
        target.unlink(missing_ok=True)
        return
    releases.mkdir(parents=True, exist_ok=True)
    half = releases / f".half-{NAME}"
    half.write_bytes(
        msgspec.json.encode(Failure(at=at, findings=report.findings, loss=report.loss))
    )
    half.replace(target)


def read_failure(releases: Path) -> Failure | None:
    """Return the failure that no success has followed, None when there is none."""
    try:
        return _decoder.decode((releases / NAME).read_bytes())
    except (OSError, msgspec.MsgspecError):
        return None
