"""Asking: which offices have their readers asked whether a page was of help."""

from cms.models import AgencyHomePage, HomePage
from sitegen.collect.collecting import Collecting

__all__ = ["load_asking"]


def load_asking(_collecting: Collecting) -> dict[str, bool]:
    """Return what was decided, by the place in the tree from which on it holds: two queries."""
    models = (HomePage, AgencyHomePage)
    return {
        path: asks
        for model in models
        for path, asks in model._default_manager.values_list("path", "asks_readers")
    }
