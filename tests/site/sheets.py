"""Tables as officers have them: workbooks, pasted rows, and the screen that takes them."""

import re
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from selectolax.lexbor import LexborHTMLParser

__all__ = ["CONTACTS", "PROCEDURES", "form_of", "give", "press", "said", "workbook"]

PROCEDURES, CONTACTS = "/admin/nhap-tu-bang/thu-tuc/", "/admin/nhap-tu-bang/dau-moi/"


def workbook(*rows: list[Any], merged: tuple[str, ...] = (), hidden: tuple[int, ...] = ()) -> bytes:
    """Return an .xlsx with one sheet."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Danh mục"
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def give(client: Client, address: str, what: bytes | str, **more: str) -> Any:
    """Upload a file, or paste rows, and look."""
    if isinstance(what, bytes):
        return client.post(address, {"file": SimpleUploadedFile("bang.xlsx", what), **more})
    return client.post(address, {"rows": what, **more})


def form_of(response: Any) -> dict[str, str]:
    """Return what the form of the look would send."""
    tree = LexborHTMLParser(response.content.decode())
    form = tree.css_first("form.loa-import")
    assert form is not None, said(response)
    found = {one.attributes["name"]: one.attributes.get("value") for one in form.css("input")}
    for one in form.css("select"):
        chosen = one.css_first("option[selected]") or one.css_first("option")
        found[one.attributes["name"]] = chosen.attributes.get("value") if chosen else ""
    return {str(name): value or "" for name, value in found.items() if name}


def press(client: Client, response: Any, act: str = "take", **changes: str) -> Any:
    """Press a button of the look."""
    return client.post(response.request["PATH_INFO"], {**form_of(response), "act": act, **changes})


def said(response: Any) -> str:
    """Return the words of a screen."""
    tree = LexborHTMLParser(response.content.decode())
    tree.strip_tags(["script", "style", "svg", "option"])
    words = tree.css_first("main") or tree.css_first("body")
    return re.sub(r"\s+", " ", words.text() if words else "")
