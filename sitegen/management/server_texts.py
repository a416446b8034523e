"""Texts that only web servers read, for the exports that go to one."""

from collections.abc import Mapping

from sitegen.languages import SOURCE
from sitegen.release.export import Target
from sitegen.release.manifest import Manifest
from sitegen.render.server_files import (
    headers_file,
    htaccess,
    nginx_map,
    nginx_server,
    redirects_file,
)

__all__ = ["server_texts"]


def server_texts(manifest: Manifest, target: Target) -> Mapping[str, bytes]:
    """Return redirects and headers by their path; a bucket and a single file read none.

    What nginx is to include lies in a folder with a dot, which it never serves.
    """
    site = next((site for site in manifest.sites if site.language == SOURCE), None)
    if site is None or target not in {"dir", "zip", "git"}:
        return {}
    moved, gone = manifest.moved, manifest.gone
    texts = {"_redirects": redirects_file(moved, gone, site), "_headers": headers_file(site)}
    if target != "git":
        texts[".htaccess"] = htaccess(moved, gone, site)
        texts[".nginx/loa-map.conf"] = nginx_map(moved, gone, site)
        texts[".nginx/loa-server.conf"] = nginx_server(site)
    return texts
