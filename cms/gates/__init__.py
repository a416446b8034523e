"""Gates: what citizens see is changed only by who may publish it."""

from cms.gates.live import held_by, refusal

__all__ = ["held_by", "refusal"]
