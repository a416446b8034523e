"""Words that Wagtail's screens take when they are imported are ours, whoever asks first."""

import subprocess
import sys

_ASKED_IN_ENGLISH = """
import django
django.setup()
from django.utils.translation import override
with override("en"):
    from django.urls import get_resolver
    get_resolver().url_patterns
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet as filters
print(filters.base_filters["is_permanent"].label)
"""


def test_an_english_browser_that_comes_first_changes_no_words_of_the_others() -> None:
    command = [sys.executable, "-W", "ignore", "-c", _ASKED_IN_ENGLISH]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert said == "Loại"
