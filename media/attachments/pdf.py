"""PDF: opened for good, nothing that runs, no names of who wrote it; a signed one stays whole."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from django.utils.translation import gettext as _

from media.attachments.findings import Looked, UnfitAttachmentError

__all__ = ["look_at_pdf"]

_RUNNING = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/Movie"}
)
_CARRYING = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/3D", "/Sound"})
_KEPT_WORDS = frozenset({"/Title", "/CreationDate", "/ModDate", "/Trapped"})
_KEPT_METADATA = frozenset({"title", "language", "CreateDate", "ModifyDate", "format"})
_KEPT_CLAIMS = ("/pdfa/ns/id/", "/pdfua/ns/id/")  # for archives, and for readers of screens
_DEPTH = 40


def look_at_pdf(name: str, content: bytes) -> Looked:
    """Return the file without scripts, files inside and names; raises UnfitAttachmentError."""
    if not content.startswith(b"%PDF-"):
        raise UnfitAttachmentError(
            _("Đuôi tệp là .pdf nhưng bên trong không phải PDF. Hãy mở tệp và lưu lại thành PDF.")
        )
    if b"%%EOF" not in content[-2048:]:
        raise _broken()
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            return _looked(name, content, pdf)
    except pikepdf.PasswordError as error:
        raise _locked() from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise _broken() from error


def _looked(name: str, content: bytes, pdf: Any) -> Looked:
    if pdf.is_encrypted:
        raise _locked()
    if not len(pdf.pages):
        raise _broken()
    warnings = () if _has_letters(pdf) else (_picture_only(),)
    if _is_signed(pdf):
        if _take_out_running(pdf):
            raise UnfitAttachmentError(
                _("PDF có chữ ký số nhưng có cả chương trình chạy kèm. Hãy ký lại bản không có nó.")
            )
        said = _("Tệp có chữ ký số nên giữ nguyên, kể cả tên người soạn ghi trong tệp.")
        return Looked(name=name, content=content, warnings=(*warnings, said))
    removed = []
    if _take_out_running(pdf):
        removed.append(_("Đã bỏ chương trình chạy kèm và tệp nhúng trong PDF."))
    if _take_out_people(pdf):
        removed.append(_("Đã bỏ tên người soạn, cơ quan và ghi chú trong thuộc tính của tệp."))
    if not removed:
        return Looked(name=name, content=content, warnings=warnings)
    buffer = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(buffer, deterministic_id=True)
    return Looked(
        name=name, content=buffer.getvalue(), removed=tuple(removed), warnings=tuple(warnings)
    )


def _dictionaries(pdf: Any) -> Iterator[Any]:
    """Yield every dictionary of the file, also those written inside others."""
    for whole in pdf.objects:
        yield from _within(whole, 0)


def _within(thing: Any, depth: int) -> Iterator[Any]:
    if depth > _DEPTH:
        raise _broken()
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield thing
        inside: list[Any] = [thing[key] for key in list(thing.keys()) if key in thing]
    elif isinstance(thing, pikepdf.Array):
        inside = list(thing)
    else:
        return
    for one in inside:
        if not getattr(one, "is_indirect", True):  # numbers and words are Python's own
            yield from _within(one, depth + 1)


def _take_out_running(pdf: Any) -> bool:
    """Take out whatever acts when the file is opened or touched, and the files inside it."""
    found = False
    for one in list(_dictionaries(pdf)):
        for key in ("/AA", "/JS", "/XFA", "/EF", "/EmbeddedFiles", "/JavaScript", "/PieceInfo"):
            if key in one:
                found = found or key != "/PieceInfo"
                del one[key]
        if str(one.get("/S", "")) in _RUNNING:
            found = True
            one["/S"] = pikepdf.Name("/URI")
            one["/URI"] = pikepdf.String("")
            for key in ("/F", "/Win", "/N"):
                if key in one:
                    del one[key]
        if str(one.get("/Subtype", "")) in _CARRYING and "/Rect" in one:
            found = True
            one["/Subtype"] = pikepdf.Name("/Text")
    root = pdf.Root
    if isinstance(root.get("/OpenAction"), pikepdf.Dictionary):
        found = True
        del root["/OpenAction"]
    if "/AF" in root:
        found = True
        del root["/AF"]
    return found


def _take_out_people(pdf: Any) -> bool:
    found = False
    if "/Info" in pdf.trailer:
        for key in [key for key in pdf.docinfo if key not in _KEPT_WORDS]:
            found = True
            del pdf.docinfo[key]
    root = pdf.Root.get("/Metadata")
    for one in list(_dictionaries(pdf)):
        if "/Metadata" in one and one.objgen != pdf.Root.objgen:
            found = True
            del one["/Metadata"]
    return _keeps_little(pdf) or found if root is not None else found


def _keeps_little(pdf: Any) -> bool:
    try:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            names = [key for key in metadata if not _may_stay(key)]
            for key in names:
                del metadata[key]
    except (ValueError, KeyError, AttributeError):
        del pdf.Root["/Metadata"]
        return True
    return bool(names)


def _may_stay(key: str) -> bool:
    space, _brace, name = key.rpartition("}")
    return name in _KEPT_METADATA or space.endswith(_KEPT_CLAIMS)


def _is_signed(pdf: Any) -> bool:
    return any(
        str(one.get("/Type", "")) in ("/Sig", "/DocTimeStamp") and "/ByteRange" in one
        for one in _dictionaries(pdf)
    )


def _has_letters(pdf: Any) -> bool:
    return any(str(one.get("/Type", "")) == "/Font" for one in _dictionaries(pdf))


def _picture_only() -> str:
    return _(
        "PDF chỉ có ảnh chụp, không có chữ: máy đọc màn hình không đọc được, không tìm được. "
        "Hãy xuất PDF từ tệp Word."
    )


def _locked() -> UnfitAttachmentError:
    return UnfitAttachmentError(_("PDF có mật khẩu hoặc bị khoá. Hãy lưu bản không khoá."))


def _broken() -> UnfitAttachmentError:
    return UnfitAttachmentError(
        _("Không đọc được PDF: tệp bị hỏng hoặc bị cắt ngang. Hãy lưu lại rồi tải lên.")
    )
