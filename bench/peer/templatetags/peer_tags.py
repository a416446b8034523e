"""What the templates of the peer ask for, as an ordinary Wagtail project would write it."""

from django import template
from django.conf import settings
from wagtail.models import Site

from cms.models import HomePage
from guides.models import GuidePage

register = template.Library()


@register.simple_tag(takes_context=True)
def site_home(context):
    """Return the home page with its help line: one query a page."""
    root = Site.find_for_request(context["request"]).root_page_id
    return HomePage.objects.select_related("help_contact").get(pk=root)


@register.inclusion_tag("peer/menu.html", takes_context=True)
def menu(context, home):
    """Show the pages of the menu: one query a page."""
    items = home.get_children().live().public().in_menu()
    return {"items": items, "request": context["request"], "page": context.get("page")}


@register.inclusion_tag("peer/breadcrumbs.html", takes_context=True)
def breadcrumbs(context):
    """Show the way down to the page: one query a page."""
    above = context["page"].get_ancestors().filter(depth__gt=1)
    return {"above": above, "request": context["request"]}


@register.simple_tag
def guides_of(page):
    """Return the guides under ``page``, without the bodies that a list does not show."""
    guides = GuidePage.objects.child_of(page).live().public().order_by("title")
    return guides.defer("prepare", "groups", "body", "contacts")


@register.simple_tag
def offers_all_pictures():
    """Tell whether pages offer pictures in every size and format."""
    return settings.BENCH_PICTURES
