"""The driver, as Django wants one: psycopg (PEP 249), with a connection that can be given up."""

import logging
from typing import Any, ClassVar

import psycopg
from psycopg import OperationalError
from psycopg.pq import TransactionStatus
from psycopg.rows import TupleRow

__all__ = ["Connection", "connect"]

_log = logging.getLogger("loa.database")


class Connection(psycopg.Connection[TupleRow]):
    """A connection that is closed when an answer takes longer than ``patience``.

    ``patience`` is in seconds and holds for every connection of the process; None waits for ever.
    """

    patience: ClassVar[float | None] = None

    def wait(self, gen: Any, *arguments: Any, **more: Any) -> Any:
        """Wait for an answer; raises OperationalError, and is closed, when none comes."""
        try:
            return super().wait(gen, *arguments, **{"timeout": self.patience, **more})
        except OperationalError as error:
            if self.info.transaction_status == TransactionStatus.ACTIVE:  # still no answer
                _log.error(
                    "Cơ sở dữ liệu không trả lời sau %s giây; bỏ kết nối này.", self.patience
                )
                self.close()
                message = f"no answer in {self.patience} seconds"
                raise OperationalError(message) from error
            raise


connect = Connection.connect


def __getattr__(name: str) -> Any:
    """Return everything else as psycopg has it: its errors, ``Binary``, and what Django asks next."""
    return getattr(psycopg, name)
