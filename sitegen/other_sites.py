"""The other sites of the installation: the worker of the first one has each released as well.

A process remembers one site, so each of them is released by a process of its own, one after the
other, and only when the journal of changes or the clock says that there may be something new.
"""

import logging
import os
import subprocess
import sys
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from wagtail.models import Site as WagtailSite

from sitegen.collect.sites import address_of, folder_of, other_sites, own_site
from sitegen.collect.warm import until
from sitegen.errors import SitegenError
from sitegen.journal import Journal
from sitegen.release.last_failure import read_failure

__all__ = ["OtherSites", "release_site"]

LONGEST_SECONDS = 3600

_log = logging.getLogger("loa.release")


class OtherSites:
    """Knows until when nothing can have changed: a worker has one."""

    def __init__(self) -> None:
        self._journal = Journal()
        self._until: datetime | None = None

    def due(self, now: datetime) -> list[str]:
        """Return the host names of the sites to release; none in a process that has one of them.

        Nor where there is no first site yet, which its own release says.
        """
        changes = self._journal.read()
        if settings.LOA_SITE or (changes is not None and not changes and not self._is_over(now)):
            return []
        self._until = until(now)
        if not WagtailSite.objects.filter(is_default_site=True).exists():
            return []
        return [site.hostname for site in other_sites(own_site()) if address_of(site)]

    def _is_over(self, now: datetime) -> bool:
        return self._until is None or now >= self._until


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
