"""Finding helpers: those of other machines where there are some, else processes of this one."""

import logging

from sitegen.hands.dealing import Begin, Helpers
from sitegen.hands.here import processes
from sitegen.hands.share import HandLostError

__all__ = ["helpers"]

_log = logging.getLogger("loa.release")


def helpers(
    hands: int | None, *, broker: str = "", hall: str = "", secret: str = ""
) -> Begin | None:
    """Return who begins helpers, None when a release makes all by itself.

    ``hands`` is how many processes of this machine may help, None for one each processor. With a
    ``broker`` those of other machines are asked first (:mod:`sitegen.hands.away`).
    """
    here = processes(hands)
    if not broker:
        return here
    try:
        from sitegen.hands.away import Away, Hall  # noqa: PLC0415  # optional packages
    except ImportError:
        _log.warning("LOA_HANDS_BROKER needs requirements-hands.lock", exc_info=True)
        return here

    away = Away(broker, Hall(hall, secret))

    def begin(count: int) -> Helpers:
        try:
            return away.begin()
        except HandLostError as lost:
            if here is None:
                raise
            _log.warning(
                "no other machine helps with this release: %s", lost.__cause__ or "none there"
            )
            return here(count)

    return begin
