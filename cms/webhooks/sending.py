"""Sending: what is owed to each receiver is written down from the feed, and sent until it is taken.

The feed is what is true of a release, and it appears with it in one step; whoever is killed after
a release and before the rows are written leaves nothing behind but a number to catch up with. A row is
taken by who moves its hour first, so two senders never say the same at once, and one that dies
leaves it to be said again, under the same id.
"""

import base64
import hmac
import logging
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext as _

from cms.models import Webhook, WebhookDelivery
from cms.webhooks.calling import CallError, call
from sitegen.release.feed import CHANGES, Change, read_change, read_latest
from sitegen.release.switch import CURRENT

__all__ = ["new_salt", "newest", "queue_changes", "resend", "secret_of", "send_due", "signature"]

PAUSES_S = (5, 30, 120, 600, 1800, 3600, 7200)
"""After the first try that failed, the second, and so on; then always the last."""
A_DAY = timedelta(days=1)
KEPT = timedelta(days=30)
LEASE = timedelta(minutes=2)
"""Who has taken a row and says nothing for so long is dead."""
SIDE_BY_SIDE = 16
"""So many receivers are called at once."""
ROUND_S = 60
LOOK_S = 1
"""So often a round looks whether something new is due."""
PAGES_TOLD = 100

_log = logging.getLogger("loa.webhooks")
_State = WebhookDelivery.State


def newest() -> int:
    """Return the number at which the feed that is served stands, 0 without one."""
    latest = read_latest(_root())
    return latest.n if latest else 0


def queue_changes(now: datetime | None = None) -> int:
    """Write down what is owed since the last time; return how many letters."""
    latest, now = read_latest(_root()), now or timezone.now()
    if latest is None:
        return 0
    written = 0
    for receiver in Webhook.objects.filter(is_on=True).exclude(told=latest.n):
        is_known = latest.oldest <= receiver.told < latest.n
        numbers = range(receiver.told + 1, latest.n + 1) if is_known else [latest.n]
        rows = [WebhookDelivery(webhook=receiver, n=n, queued_at=now, next_at=now) for n in numbers]
        with transaction.atomic():
            WebhookDelivery.objects.bulk_create(rows, ignore_conflicts=True)
            Webhook.objects.filter(pk=receiver.pk).update(told=latest.n)
        written += len(rows)
    if written:
        done = WebhookDelivery.objects.exclude(state=_State.WAITING)
        done.filter(queued_at__lt=now - KEPT).delete()
    return written


def send_due(now: datetime | None = None) -> int:
    """Send what is due, and what becomes due meanwhile; return how many letters were taken.

    Receivers are called side by side, each with one letter at a time. A round takes up nothing new after a minute.
    """
    taken, until = 0, monotonic() + ROUND_S
    running: dict[Future[str | None], WebhookDelivery] = {}
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        while True:
            moment = now or timezone.now()
            for row in _due(moment, SIDE_BY_SIDE - len(running)) if monotonic() < until else ():
                if _is_ours(row, moment):
                    running[pool.submit(_why_not, row, moment)] = row
            if not running:
                return taken
            for call_done in wait(running, LOOK_S, FIRST_COMPLETED).done:
                taken += _written_down(running.pop(call_done), call_done.result(), now)
            queue_changes(now)


def resend(row: WebhookDelivery) -> None:
    """Say it once more, with a day of tries before it; what waits from before it goes first, and now."""
    now = timezone.now()
    earlier = WebhookDelivery.objects.filter(webhook=row.webhook_id, n__lt=row.n)
    earlier.filter(state=_State.WAITING).update(next_at=now)
    WebhookDelivery.objects.filter(pk=row.pk).update(
        state=_State.WAITING, queued_at=now, next_at=now, tries=0, done_at=None, said=""
    )


def new_salt() -> str:
    """Return what a new secret is made of."""
    return get_random_string(40)


def secret_of(receiver: Webhook) -> str:
    """Return the secret as the receiver is given it, "whsec_…"; another key of the server, another secret."""
    return f"whsec_{base64.b64encode(_key(receiver)).decode()}"


def signature(receiver: Webhook, key: str, at: int, body: bytes) -> str:
    """Return what stands in ``webhook-signature`` (Standard Webhooks, HMAC-SHA256)."""
    signed = hmac.digest(_key(receiver), f"{key}.{at}.".encode() + body, "sha256")
    return f"v1,{base64.b64encode(signed).decode()}"


def _key(receiver: Webhook) -> bytes:
    return salted_hmac("cms.webhooks", receiver.salt, algorithm="sha256").digest()


def _root() -> Path:
    return Path(settings.LOA_VAR) / "releases" / CURRENT


def _due(now: datetime, most: int) -> list[WebhookDelivery]:
    """Return what each receiver is to be told first, where its hour has come; who waits longest is first.

    While that one rests, or is with a sender, all later ones of the receiver wait.
    """
    waiting = WebhookDelivery.objects.filter(state=_State.WAITING)
    first = waiting.filter(webhook=OuterRef("webhook")).order_by("n").values("pk")[:1]
    due = waiting.filter(webhook__is_on=True, next_at__lte=now, pk=Subquery(first))
    return list(due.select_related("webhook").order_by("next_at", "pk")[:most])


def _is_ours(row: WebhookDelivery, now: datetime) -> bool:
    """Take the row: whoever moves its hour first has it."""
    same = WebhookDelivery.objects.filter(pk=row.pk, state=_State.WAITING, next_at=row.next_at)
    row.tries += 1
    return bool(same.update(next_at=now + LEASE, tries=row.tries))


def _written_down(row: WebhookDelivery, said: str | None, now: datetime | None) -> bool:
    now = now or timezone.now()
    if said is None:
        WebhookDelivery.objects.filter(pk=row.pk).update(state=_State.TAKEN, done_at=now, said="")
    else:
        _failed(row.webhook, row, now, said[:200])
    return said is None


def _why_not(row: WebhookDelivery, now: datetime) -> str | None:
    """Send a letter; return why it was not taken, None when it was. Asks no database: it runs in a thread.

    Whatever goes wrong is this receiver's: the others get theirs, and this one is given up after a day.
    """
    try:
        _send(row.webhook, row, now)
    except CallError as error:
        return str(error)
    except Exception:  # noqa: BLE001  # said above
        _log.exception("webhook %s: number %s could not be sent", row.webhook_id, row.n)
        return _("Loa không gửi được, vì một lỗi của chính Loa. Nhật ký của máy chủ ghi rõ.")
    return None


def _send(receiver: Webhook, row: WebhookDelivery, now: datetime) -> None:
    body = _letter(row.n, now)
    at = int(now.timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Loa",
        "webhook-id": row.key,
        "webhook-timestamp": str(at),
        "webhook-signature": signature(receiver, row.key, at, body),
    }
    call(receiver.address, body, headers)


def _failed(receiver: Webhook, row: WebhookDelivery, now: datetime, said: str) -> None:
    """Let the receiver rest; what has waited for a day is given up, until somebody sends it again."""
    then = now + timedelta(seconds=PAUSES_S[min(row.tries, len(PAUSES_S)) - 1])
    _log.warning("webhook %s: number %s not taken, try %s", receiver.pk, row.n, row.tries)
    with transaction.atomic():
        WebhookDelivery.objects.filter(pk=row.pk).update(said=said, next_at=then)
        waiting = receiver.deliveries.filter(state=_State.WAITING)
        waiting.filter(next_at__lt=then).update(next_at=then)
        old = waiting.filter(queued_at__lt=now - A_DAY)
        old.update(state=_State.DEAD, done_at=now, said=said)


def _letter(n: int, now: datetime) -> bytes:
    """Return what is said: nothing that the feed does not say to everybody."""
    root = _root()
    latest, change = read_latest(root), read_change(root, n)
    address = settings.LOA_MIRROR_ADDRESS
    data: dict[str, Any] = {
        "n": n,
        "latest": latest.n if latest else 0,
        "anew": change is None,
        "changes": f"{address}{CHANGES}{n}.json" if change else "",
    }
    if change is not None:
        pages = _pages(change)
        data |= {"pages": pages[:PAGES_TOLD], "pages_in_all": len(pages)}
    letter = {"type": "release.done", "timestamp": now.isoformat(), "data": data}
    return msgspec.json.encode(letter)


def _pages(change: Change) -> list[dict[str, str]]:
    ways = (("added", change.added), ("changed", change.changed), ("removed", change.removed))
    return [
        {"path": entry.path, "key": entry.key, "change": way}
        for way, entries in ways
        for entry in entries
        if entry.key and (entry.path == "index.json" or entry.path.endswith("/index.json"))
    ]
