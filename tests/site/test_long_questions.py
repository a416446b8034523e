"""Search boxes of the editor answer whatever is pasted into them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from tests.factories import Province

QUESTIONS = {
    "one word": "a" * 3000,
    "many words": "thông báo " * 300,
    "many letters": "a " * 1500,
    "quotations": '"a b" ' * 500,
    "filters": "a:b " * 750,
    "signs": "()*\":^-+~&|!'%_\\" * 190,
    "numbers": "0209 " * 600,
    "marks": "e" + "\u0301" * 2999,
    "or": "a OR b AND NOT " * 200,
    "invisible": "a\u0000b" * 1000,
}


def _names() -> list[str]:
    snippets = [model.snippet_viewset for model in get_snippet_models()]  # type: ignore[attr-defined]
    return [
        *("wagtailadmin_pages:search", "wagtailadmin_pages:search_results"),
        *("wagtailadmin_choose_page_search", "wagtailadmin_explore_root"),
        *("wagtailimages:index", "wagtailimages:index_results"),
        *("wagtailimages_chooser:choose", "wagtailimages_chooser:choose_results"),
        *("wagtaildocs:index", "wagtaildocs:index_results"),
        *("wagtaildocs_chooser:choose", "wagtaildocs_chooser:choose_results"),
        *("wagtailusers_users:index", "wagtailusers_users:index_results"),
        *[viewset.get_url_name("list_results") for viewset in snippets],
        *[viewset.chooser_viewset.get_url_name("choose_results") for viewset in snippets],
    ]


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_search_box_answers_what_is_pasted_into_it(
    province: Province, admin_client: Client, question: str
) -> None:
    wrong = {}
    for name in _names():
        address = reverse(name)
        try:
            answer = admin_client.get(address, {"q": question})
            code: Any = answer.status_code
        except Exception as error:  # noqa: BLE001  # all are gathered, so that all are seen
            code = f"{type(error).__name__}: {error}"[:150]
        if code != 200:
            wrong[name] = code
    assert wrong == {}
