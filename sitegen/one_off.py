"""One-off: a process that makes one thing and ends has nothing for a garbage collector to find."""

import atexit
import gc

__all__ = ["without_collector"]


def without_collector() -> None:
    """Collect no garbage in this process, nor at its end: a tenth of what one sheet costs."""
    gc.disable()
    atexit.register(gc.freeze)
