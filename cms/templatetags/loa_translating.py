"""The form of a translation gets its data with advice beside each sentence."""

from django import template

from cms.translating.beside import with_advice
from cms.translating.says_all import says_all_field

__all__ = ["register"]

register = template.Library()
register.simple_tag(says_all_field)
register.filter("with_advice", with_advice)
