"""What each process of the editor counts: requests by kind of screen, status and time.

Under gunicorn the processes count into files of one folder and are read together.
"""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from cms.watching.screens import method_of, screen_of

__all__ = ["count", "counted"]

_own = CollectorRegistry()
_requests = Counter(
    "loa_requests",
    "Requests that were answered.",
    ["screen", "method", "status"],
    registry=_own,
)
_seconds = Histogram(
    "loa_request_seconds",
    "How long answers took, in seconds.",
    ["screen", "method"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30),
    registry=_own,
)


def count(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    """Count one answer. Every label has few values, whatever was asked for."""
    screen, method = screen_of(request), method_of(request)
    _requests.labels(screen, method, str(response.status_code)).inc()
    _seconds.labels(screen, method).observe(seconds)


def counted() -> Collector:
    """Return what all processes of this server have counted since it was started."""
    folder = settings.LOA_METRICS_FOLDER
    if not folder:
        return _Own()
    return MultiProcessCollector(None, path=folder)  # type: ignore[no-untyped-call]  # theirs


class _Own(Collector):
    def collect(self):  # type: ignore[no-untyped-def]  # the library's own word for "metrics"
        return _own.collect()
