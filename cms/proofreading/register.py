"""Tell sitegen that pages are proof-read, in the form and with each release."""

from cms.proofreading.known import load_known
from cms.proofreading.pages import remarks_on
from cms.proofreading.passing import load_passed_over
from sitegen.collect.registry import register_facts, register_remarks

__all__ = ["register_proofreading"]


def register_proofreading() -> None:
    """Let pages be proof-read; what the rules know is read from the registries of the build."""
    reads = ("cms.portal", "cms.legaldocument", "cms.servicekind", "cms.servicekindregime")
    register_facts("proofreading", load_known, reads=reads)
    register_facts("passed_over", load_passed_over, reads=("cms.passedover",), wakes=False)
    register_remarks("proofreading", remarks_on)
