"""The driver that Django is given has everything that psycopg has, and one class of its own."""

import psycopg
import pytest

from sitegen.postgresql import driver

PEP_249 = ("Binary", "Date", "Time", "Timestamp", "STRING", "NUMBER", "apilevel", "paramstyle")


@pytest.mark.parametrize("name", [*PEP_249, *psycopg.__all__])
def test_driver_has_what_psycopg_has(name: str) -> None:
    is_own = name in driver.__all__
    assert is_own or getattr(driver, name) is getattr(psycopg, name)


def test_connections_are_those_that_can_be_given_up() -> None:
    assert issubclass(driver.Connection, psycopg.Connection)
    assert driver.connect.__self__ is driver.Connection
