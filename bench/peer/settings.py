"""Settings of the peers: the benchmark's, with templates for our page types.

BENCH_PEER adds the app of a peer ("bakery", "distill", "" for the server alone); BENCH_OUT is
where it writes; BENCH_PICTURES=1 lets pages offer the nine files of a picture that Loa's pages
offer, instead of one.
"""

import os

from bench.settings import *  # noqa: F403

PEER = os.environ.get("BENCH_PEER", "")
APPS = {"bakery": ["bakery", "wagtailbakery"], "distill": ["django_distill"]}

INSTALLED_APPS = ["bench.peer", *INSTALLED_APPS, *APPS.get(PEER, [])]  # noqa: F405
ROOT_URLCONF = "bench.peer.urls_distill" if PEER == "distill" else "bench.peer.urls"
WSGI_APPLICATION = "bench.peer.wsgi.application"
BENCH_PICTURES = os.environ.get("BENCH_PICTURES") == "1"

if PEER == "distill":  # it would render every page once for each language of the settings
    LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt")]

BUILD_DIR = DISTILL_DIR = os.environ.get("BENCH_OUT", "")
BAKERY_VIEWS = ("wagtailbakery.views.AllPublishedPagesView",)
BAKERY_FILESYSTEM = "osfs:///"
