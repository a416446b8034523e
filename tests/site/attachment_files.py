"""Files as officers, scanners and attackers send them, made on the spot."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf

__all__ = ["AUTHOR", "a_docx", "a_pdf", "a_zip", "an_ods", "an_odt", "an_xlsx"]

AUTHOR = "Người soạn Bí mật"
"""What must not go out with any file."""

_CORE = (
    f"<cp:coreProperties><dc:creator>{AUTHOR}</dc:creator>"
    f"<cp:lastModifiedBy>{AUTHOR}</cp:lastModifiedBy></cp:coreProperties>"
)
_APP = f"<Properties><Company>{AUTHOR}</Company></Properties>"
_META = f"<office:document-meta><meta:initial-creator>{AUTHOR}</meta:initial-creator></office:document-meta>"
_TYPES = (
    '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{}.main+xml"/>'
    "</Types>"
)


def a_zip(**entries: bytes | str) -> bytes:
    """Return an archive; ``__`` in a name stands for a slash, ``_x_`` for a dot."""
    return _zip({name.replace("__", "/").replace("_x_", "."): one for name, one in entries.items()})


def _zip(entries: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return buffer.getvalue()


def a_docx(kind: str = "wordprocessingml.document", **more: bytes | str) -> bytes:
    """Return a Word file with an author, and ``more`` entries named as in ``a_zip``."""
    parts = {
        "[Content_Types].xml": _TYPES.format(kind),
        "docProps/core.xml": _CORE,
        "docProps/app.xml": _APP,
        "word/document.xml": "<w:document><w:t>Mẫu đơn</w:t></w:document>",
    }
    named = {name.replace("__", "/").replace("_x_", "."): one for name, one in more.items()}
    return _zip(parts | named)


def an_xlsx(**more: bytes | str) -> bytes:
    """Return an Excel file with an author."""
    return a_docx("spreadsheetml.sheet", **more)


def an_odt(kind: str = "text", **more: bytes | str) -> bytes:
    """Return an OpenDocument file with an author."""
    parts: dict[str, bytes | str] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": "<office:document-content/>",
        "meta.xml": _META,
    }
    named = {name.replace("__", "/").replace("_x_", "."): one for name, one in more.items()}
    return _zip(parts | named)


def an_ods(**more: bytes | str) -> bytes:
    """Return an OpenDocument table with an author."""
    return an_odt("spreadsheet", **more)


def a_pdf(change: Callable[[Any], None] = lambda _: None, **options: Any) -> bytes:
    """Return a PDF of one page with letters and an author, after ``change`` of it."""
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        font = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        pdf.docinfo["/Author"] = AUTHOR
        pdf.docinfo["/Company"] = AUTHOR
        pdf.docinfo["/Title"] = "Mẫu đơn"
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:creator"] = [AUTHOR]
            metadata["dc:title"] = "Mẫu đơn"
        change(pdf)
        pdf.save(buffer, **options)
    return buffer.getvalue()
