"""The long runs write their figures themselves, once all of them went well."""

from typing import Any

import pytest

from tests.soak import figures


def pytest_sessionstart(session: pytest.Session) -> None:
    """Drop the figures of an earlier run."""
    if figures.IS_SOAK and not _is_helper(session.config):
        figures.forget()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Write the page; a run that failed leaves the old one."""
    if figures.IS_SOAK and exitstatus == 0 and not _is_helper(session.config):
        figures.PAGE.write_text(figures.report(), encoding="utf-8")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the figures, those of a failed run as well."""
    if figures.IS_SOAK:
        terminalreporter.write_line(figures.report())


def _is_helper(config: pytest.Config) -> bool:
    """Tell whether this process is one of several among which the tests were divided."""
    return hasattr(config, "workerinput")
