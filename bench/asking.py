"""The case of ``bench.loa`` that asks where things are used, in the editor's own functions."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from bench.blocks import stream
from bench.clock import cpu_s
from cms.models import Agency, Portal, Use
from cms.usage.impact import impact_of
from cms.usage.index import keep, rebuild
from cms.usage.kinds import PORTAL, STEP_SET, Node
from cms.usage.where import facts_using, pages_using
from guides.models import GuidePage, StepSet

__all__ = ["median_cpu", "queries", "usage"]

Seconds = dict[str, float]

ASKED = 11
"""Times that each question is asked; the median counts."""

SHOWN = 50
"""Pages on the first screen of "Dùng ở đâu"."""


def usage(out: Path) -> Seconds:
    """Return the cost of asking about the most used portal and a shared step set.

    The generated guides have steps of their own: half of them are given a shared set first, which
    nobody times. The index is then read anew.
    """
    shared = _share(_most_used())
    before = cpu_s()
    uses = rebuild()
    spent: Seconds = {"index": cpu_s() - before, "uses": uses}
    spent["kept"] = median_cpu(lambda: keep(GuidePage, _some_guide()))
    for name, node in (("portal", (PORTAL, _most_used())), ("step set", (STEP_SET, shared))):
        spent |= _asked(name, node)
    (out / "asked").touch()
    return spent | {"work": spent["portal impact"]}


def _asked(name: str, node: Node) -> Seconds:
    def where() -> Any:
        return pages_using(node, limit=SHOWN), facts_using(node)

    found = impact_of(node)
    return {
        f"{name} pages": found.pages,
        f"{name} impact": median_cpu(lambda: impact_of(node)),
        f"{name} impact queries": queries(lambda: impact_of(node)),
        f"{name} where": median_cpu(where),
        f"{name} where queries": queries(where),
    }


def _most_used() -> int:
    """Return the portal that most offices name."""
    portals = Counter(Agency.objects.values_list("portal_id", flat=True))
    return int(portals.most_common(1)[0][0] or Portal.objects.get().pk)


@transaction.atomic
def _share(portal: int) -> int:
    """Let every other guide use one step set that names the office and its portal."""
    step = {"title": "<p>Chọn {{co_quan}} trên {{cong_tinh}}.</p>", "body": ""}
    shared = StepSet(
        name="Bộ bước để đo",
        portal_id=portal,
        steps=stream("step", [step]),
        locale=Locale.objects.get(language_code="vi"),
    )
    shared.save()
    changed = []
    for guide in GuidePage.objects.order_by("pk")[::2]:
        groups = guide.groups.get_prep_value()
        groups[0]["value"]["step_set"] = shared.pk
        guide.groups = GuidePage.groups.field.to_python(groups)
        changed.append(guide)
    GuidePage.objects.bulk_update(changed, ["groups"], batch_size=200)
    return int(shared.pk)


def _some_guide() -> int:
    return int(Use.objects.filter(target_kind=STEP_SET).values_list("source_id", flat=True)[0])


def median_cpu(work: Callable[[], Any]) -> float:
    """Return the seconds of CPU of ``work``, warm; the median of many."""
    work()
    spent = []
    for _ in range(ASKED):
        before = cpu_s()
        work()
        spent.append(cpu_s() - before)
    return median(spent)


def queries(work: Callable[[], Any]) -> int:
    """Return how often ``work`` asks the database."""
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)
