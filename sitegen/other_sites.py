"""The other sites of the installation: the worker of the first one has each released as well.

A process remembers one site, so each of them is released by a process of its own, one after the
other, and only when what changed may concern it: that the site says itself when it was released.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone
from wagtail.models import Site as WagtailSite

from sitegen.collect.interest import Touched, keep_interest, read_interest, touched
from sitegen.collect.sites import address_of, folder_of, other_sites, own_site
from sitegen.collect.warm import passed, until, until_for_all
from sitegen.errors import SitegenError
from sitegen.journal import Changes, Journal
from sitegen.release.last_failure import read_failure
from sitegen.withdrawing import private_names

__all__ = ["OtherSites", "release_site"]

LONGEST_SECONDS = 3600
_NEVER = datetime.min.replace(tzinfo=UTC)

_log = logging.getLogger("loa.release")


class OtherSites:
    """Hears what has changed, and until when the clock changes nothing: a worker has one."""

    def __init__(self) -> None:
        self._journal = Journal()
        self._at = self._until = self._until_for_all = _NEVER
        self._private = frozenset[str]()

    def due(self, now: datetime) -> list[str]:
        """Return the host names of the sites to release; none in a process that has one of them.

        Nor where there is no first site yet, which its own release says. What became private concerns
        all: their older releases may hold it.
        """
        changes, since = self._journal.read(), self._at
        is_same = changes is not None and not changes and since <= now < self._until
        if settings.LOA_SITE or is_same:
            return []
        is_for_all = changes is None or not since <= now < self._until_for_all
        self._until = self._until_for_all = _NEVER  # whoever breaks off here has lost what he heard
        found = list(self._concerned(None if is_for_all else changes, since, now))
        for site in found:  # until it was released well each change concerns it
            keep_interest(folder_of(site), None)
        self._at, self._until, self._until_for_all = now, until(now), until_for_all(now)
        return [site.hostname for site in found]

    def _concerned(
        self, changes: Changes | None, since: datetime, now: datetime
    ) -> Iterator[WagtailSite]:
        if not WagtailSite.objects.filter(is_default_site=True).exists():
            return
        before, self._private = self._private, private_names()
        sites = [site for site in other_sites(own_site()) if address_of(site)]
        if changes is None or not self._private <= before:
            yield from sites
        elif sites:
            changed = touched(changes, passed(since, now))
            yield from (site for site in sites if _concerns(changed, site))


def _concerns(changed: Touched, site: WagtailSite) -> bool:
    interest = read_interest(folder_of(site))
    return interest is None or interest.meets(changed)


def release_site(host: str) -> str:
    """Release the site of ``host`` by a process of its own; return how that ended.

    Nobody counts readers' answers for it yet. Raises SitegenError when the machine failed: what was
    refused is kept beside the releases of the site, as ours is.
    """
    site = next((one for one in other_sites(own_site()) if one.hostname == host), None)
    if site is None:
        return "gone"
    keep_interest(folder_of(site), None)
    began = timezone.now()
    said = {"LOA_SITE": host, "LOA_MIRROR_ADDRESS": address_of(site), "LOA_RATING_ADDRESS": ""}
    done = subprocess.run(  # our own command, and a host name in its environment
        [sys.executable, "-m", "django", "release", "--verbosity", "0"],
        env={**os.environ, **said},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    if not done.returncode:
        return "released"
    failure = read_failure(folder_of(site) / "releases")
    if failure is not None and failure.at >= began:
        _log.error("site %s was refused: `%s` says why", host, _by_hand(said))
        return "refused"
    raise SitegenError(
        f"Phát hành “{host}” dừng giữa chừng vì lỗi máy (mã {done.returncode}).",
        hint=f"Chạy `{_by_hand(said)}` để xem lỗi.",
        code="site-broken",
    )


def _by_hand(said: Mapping[str, str]) -> str:
    return " ".join((*(f"{name}={value}" for name, value in said.items()), "manage.py release"))
