"""Journeys in a browser share what browser tests do."""

from tests.browser.conftest import browser, demo

__all__ = ["browser", "demo"]
