"""django-distill knows nothing of Wagtail: one address for all pages, and a list of them."""

from django_distill import distill_re_path
from wagtail import views
from wagtail.models import Site


def pages():
    """Yield the address of every published page that is not private."""
    root = Site.objects.get(is_default_site=True).root_page
    for page in root.get_descendants(inclusive=True).live().public():
        yield (page.url.lstrip("/"),)


urlpatterns = [
    distill_re_path(r"^((?:[\w\-]+/)*)$", views.serve, name="wagtail_serve", distill_func=pages)
]
