"""Guide pages and the step sets that they share."""

from guides.models.guide import GuidePage
from guides.models.step_set import StepSet

__all__ = ["GuidePage", "StepSet"]
