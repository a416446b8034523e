"""The other sites of the installation: the worker of the first one has each released as well.

A process remembers one site, so each of them is released by a process of its own, one after the
other, and only when what changed may concern it: that the site says itself when it was released.
"""

import logging
import os
import subprocess
import sys
from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone
from wagtail.models import Site as WagtailSite

from sitegen.collect.interest import Touched, read_interest, touched
from sitegen.collect.sites import address_of, folder_of, other_sites, own_site
from sitegen.collect.warm import passed, until, until_for_all
from sitegen.errors import SitegenError
from sitegen.journal import Journal
from sitegen.release.last_failure import read_failure
from sitegen.withdrawing import private_names

__all__ = ["OtherSites", "release_site"]

LONGEST_SECONDS = 3600

_log = logging.getLogger("loa.release")


class OtherSites:
    """Hears what has changed, and until when the clock changes nothing: a worker has one."""

    def __init__(self) -> None:
        self._journal = Journal()
        self._at = self._until = self._until_for_all = datetime.min.replace(tzinfo=UTC)
        self._private = frozenset[str]()

    def due(self, now: datetime) -> list[str]:
        """Return the host names of the sites to release; none in a process that has one of them.

        Nor where there is no first site yet, which its own release says. What became private concerns
        all: their older releases may hold it.
        """
        changes, since, private = self._journal.read(), self._at, self._private
        if settings.LOA_SITE or (
            changes is not None and not changes and since <= now < self._until
        ):
            return []
        is_for_all = changes is None or not since <= now < self._until_for_all
        self._at, self._until, self._until_for_all = now, until(now), until_for_all(now)
        self._private = private_names()
        if not WagtailSite.objects.filter(is_default_site=True).exists():
            return []
        sites = [site for site in other_sites(own_site()) if address_of(site)]
        if is_for_all or changes is None or not self._private <= private:
            return [site.hostname for site in sites]
        changed = touched(changes, passed(since, now)) if sites else None
        return [site.hostname for site in sites if changed and _concerns(changed, site)]


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
        _log.error("site %s was refused: `LOA_SITE=%s manage.py release` says why", host, host)
        return "refused"
    raise SitegenError(
        f"Phát hành “{host}” dừng giữa chừng vì lỗi máy (mã {done.returncode}).",
        hint=f"Chạy `LOA_SITE={host} manage.py release` để xem lỗi.",
        code="site-broken",
    )
