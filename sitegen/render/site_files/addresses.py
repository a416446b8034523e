"""Addresses with a host, and text as XML and JSON files of the whole mirror carry it."""

import re
import uuid
from datetime import date
from urllib.parse import quote

from markupsafe import Markup, escape

from sitegen.documents.site import Site

__all__ = ["XML_HEAD", "absolute", "moment", "permanent_name", "xml_text"]

XML_HEAD = Markup('<?xml version="1.0" encoding="utf-8"?>\n')
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def absolute(site: Site, path: str) -> str:
    """Return the full address of ``path``, percent-encoded; "" without a public address."""
    return f"{site.base_address}{quote(path)}" if site.base_address else ""


def permanent_name(site: Site, key: str) -> str:
    """Return a name for ``key`` that stays the same wherever its page moves inside the mirror."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{site.base_address}#{key}')}"


def moment(day: date) -> str:
    """Return the beginning of a day in Viet Nam, as feeds write it (RFC 3339)."""
    return f"{day.isoformat()}T00:00:00+07:00"


def xml_text(words: str) -> Markup:
    """Return words for XML: escaped, and without the signs that XML cannot hold at all."""
    return escape(_NOT_XML.sub("", words))
