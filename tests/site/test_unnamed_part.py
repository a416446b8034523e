"""A guide whose later ways have a part and whose first has none: its form says so."""

from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import Province, a_group, a_guide_page, a_step, stream


@pytest.mark.parametrize("parts", [*product(["", "Phần A"], ["", "Phần B"], ["", "Phần C"])])
def test_ways_before_the_first_part_are_remarked_on(
    editor: Client, province: Province, parts: tuple[str, ...]
) -> None:
    groups = stream(*(("group", a_group(a_step(), part=part)) for part in parts))
    guide = a_guide_page(province.office, groups=groups)
    form = editor.get(reverse("wagtailadmin_pages:edit", args=[guide.pk])).content.decode()
    is_said = "Cách làm đứng đầu chưa thuộc phần nào" in form
    assert is_said == (not parts[0] and any(parts))
