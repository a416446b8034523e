"""How often is enough. What tells senders apart is never stored, is in no log, and lives for minutes.

A sender is counted under a digest of address, page and step, made with a secret that only this process
knows and that is forgotten with its counts. So two counts of one sender cannot be put together, and
after ten minutes nobody can tell whether an address was among them. Each process counts for itself.
"""

import hmac
import secrets

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache

__all__ = ["OF_ALL", "OF_PAGE", "OF_SENDER", "OF_SENDER_AND_STEP", "is_within_limits"]

OF_SENDER = 30
"""Many readers share one address, that of a network of telephones or of a house."""
OF_SENDER_AND_STEP = 3
OF_PAGE = 60
OF_ALL = 600
WHILE_SENDER, MINUTE = 600, 60
"""Seconds for which senders, and everything else, are counted."""

_SECRET = "secret"  # noqa: S105  # the name of the place, not what lies there


def is_within_limits(sender: str, page: str, step: str) -> bool:
    """Count one answer; tell whether it is one that counts."""
    cache = caches["readers"]
    cache.add(_SECRET, secrets.token_bytes(32), WHILE_SENDER)
    secret: bytes = cache.get(_SECRET, b"")
    limits = (
        (_digest(secret, sender), OF_SENDER, WHILE_SENDER),
        (_digest(secret, sender, page, step), OF_SENDER_AND_STEP, WHILE_SENDER),
        (page, OF_PAGE, MINUTE),
        ("all", OF_ALL, MINUTE),
    )
    return all(_counted(cache, *limit) for limit in limits)  # one that stops is counted no further


def _counted(cache: BaseCache, name: str, most: int, seconds: int) -> bool:
    cache.add(name, 0, seconds)
    try:
        return cache.incr(name) <= most
    except ValueError:  # it ran out this very moment
        return True


def _digest(secret: bytes, *parts: str) -> str:
    return hmac.digest(secret, "\0".join(parts).encode(), "sha256")[:12].hex()
