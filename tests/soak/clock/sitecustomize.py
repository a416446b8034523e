"""Python's clock is LOA_TEST_CLOCK seconds off in a process that finds this module at its start."""

import copyreg
import datetime
import os
import time

_OFF = float(os.environ["LOA_TEST_CLOCK"])
_time, _datetime = time.time, datetime.datetime


class _Alike(type):
    """What others made of the class before is of it as well."""

    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, _datetime)


class _Datetime(_datetime, metaclass=_Alike):
    """Makes what others make of the class: msgspec takes no other kind."""

    __module__, __qualname__ = "datetime", "datetime"

    def __new__(cls, *given: object, **named: object) -> datetime.datetime:  # type: ignore[misc]
        return _datetime(*given, **named)  # type: ignore[arg-type]

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
        return _datetime.fromtimestamp(time.time(), tz)


time.time = lambda: _time() + _OFF
datetime.datetime = _Datetime  # type: ignore[misc]  # whoever imports it later has this one
# What is pickled here (the cache) names the class that others have, who may have another clock.
copyreg.pickle(_datetime, lambda one: (_Datetime, one.__reduce__()[1]))  # type: ignore[arg-type]
