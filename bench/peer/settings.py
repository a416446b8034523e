"""Settings of the peer: the benchmark's, with wagtail-bakery and templates for our page types.

BENCH_OUT is where it writes; BENCH_PICTURES=1 lets pages offer the nine files of a picture
that Loa's pages offer, instead of one.
"""

import os

from bench.settings import *  # noqa: F403

INSTALLED_APPS = ["bench.peer", *INSTALLED_APPS, "bakery", "wagtailbakery"]  # noqa: F405
ROOT_URLCONF = "bench.peer.urls"
BENCH_PICTURES = os.environ.get("BENCH_PICTURES") == "1"

BUILD_DIR = os.environ["BENCH_OUT"]
BAKERY_VIEWS = ("wagtailbakery.views.AllPublishedPagesView",)
BAKERY_FILESYSTEM = "osfs:///"
