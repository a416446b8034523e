"""The doctor: looks over a server and says in Vietnamese what is wrong, where, and what to do."""

from cms.doctor.examination import CHECKS, examine
from cms.doctor.remark import Remark

__all__ = ["CHECKS", "Remark", "examine"]
