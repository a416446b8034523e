"""Word, Excel and OpenDocument: what they are, no programs inside, no names of who wrote them."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from media.attachments.findings import Looked, UnfitAttachmentError
from media.attachments.packages import opened, packed

__all__ = ["look_at_office"]

_MAIN_TYPES = {
    "docx": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_OPEN_TYPES = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
_MACROS = re.compile(r"(?:^|/)vbaProject|vbaData|macrosheets/|^Basic/|^Scripts/", re.IGNORECASE)
_EMBEDDED = re.compile(
    r"\.(?:exe|dll|com|scr|js|jse|vbs|vbe|bat|cmd|ps1|hta|jar|msi|lnk|ocx)$|activeX/|"
    r"embeddings/.*\.bin$|oleObject",
    re.IGNORECASE,
)
_OBJECT_STARTS = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MZ")
_FROM_OUTSIDE = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode=[\"']External)(?=[^>]*/(?:attachedTemplate|oleObject|frame))"
)
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b", re.IGNORECASE)
"""ECMA-376 part 2 allows no document type in a part: entities are a bomb or a way out."""
_FIELDS = re.compile(rb"\bDDE(?:AUTO)?\s")
_SCRIPTS = re.compile(rb"<script:event-listener|<office:script\b[^>]*>\s*\S")
_SIGNED = re.compile(r"^_xmlsignatures/|^META-INF/.*signatures", re.IGNORECASE)
_TRACKED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo) |<text:tracked-changes>\s*<text:changed")
_NOTES = re.compile(r"^word/comments\.xml$|^xl/comments|^xl/threadedComments/", re.IGNORECASE)
_OPEN_NOTES = re.compile(rb"<office:annotation\b")

_PROPERTIES = re.compile(r"^docProps/(?:core|app|custom)\.xml$")
_EMPTY_PROPERTIES = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    b'core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'custom-properties"/>',
}
_EMPTY_META = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office='
    b'"urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/>'
    b"</office:document-meta>"
)


def look_at_office(name: str, content: bytes) -> Looked:
    """Return the file without the names of who wrote it; raises UnfitAttachmentError."""
    ending = PurePosixPath(name).suffix.lstrip(".")
    if content.startswith(_OBJECT_STARTS[0]):
        raise UnfitAttachmentError(
            _(
                "Tệp có mật khẩu, hoặc là tệp Office đời cũ. Hãy lưu thành .%(ending)s không mật khẩu."
            )
            % {"ending": ending}
        )
    entries = opened(content)
    _is_what_it_says(ending, entries)
    _runs_nothing(entries)
    warnings = tuple(_left_by_hands(entries))
    if any(map(_SIGNED.search, entries)):
        said = _("Tệp có chữ ký số nên giữ nguyên, kể cả tên người soạn ghi trong tệp.")
        return Looked(name=name, content=content, warnings=(*warnings, said))
    cleaned = {path: _without_people(path, inside) for path, inside in entries.items()}
    cleaned.pop("docProps/thumbnail.jpeg", None) if ending in _OPEN_TYPES else None
    if cleaned == entries:
        return Looked(name=name, content=content, warnings=warnings)
    removed = (_("Đã bỏ tên người soạn, cơ quan và ghi chú trong thuộc tính của tệp."),)
    made = packed(cleaned, stored=("mimetype",))
    return Looked(name=name, content=made, removed=removed, warnings=warnings)


def _is_what_it_says(ending: str, entries: Mapping[str, bytes]) -> None:
    if ending in _MAIN_TYPES:
        is_right = _MAIN_TYPES[ending] in entries.get("[Content_Types].xml", b"")
    else:
        is_right = entries.get("mimetype", b"").strip() == _OPEN_TYPES[ending]
        is_right = is_right and "content.xml" in entries
    if is_right:
        return
    if any(map(_MACROS.search, entries)):
        raise _has_macros()
    raise UnfitAttachmentError(
        _("Đuôi tệp là .%(ending)s nhưng bên trong không phải. Hãy mở tệp và lưu lại đúng loại.")
        % {"ending": ending}
    )


def _has_macros() -> UnfitAttachmentError:
    return UnfitAttachmentError(
        _("Tệp có macro (chương trình chạy kèm). Hãy lưu bản không có macro, hoặc lưu thành PDF.")
    )


def _runs_nothing(entries: Mapping[str, bytes]) -> None:
    for path, inside in entries.items():
        is_words = path.endswith(".xml")
        if _MACROS.search(path) or (is_words and _SCRIPTS.search(inside)):
            raise _has_macros()
        if _EMBEDDED.search(path) or inside.startswith(_OBJECT_STARTS):
            raise UnfitAttachmentError(
                _(
                    "Trong tệp có tệp nhúng hoặc chương trình (“%(path)s”). Hãy xoá nó, hoặc lưu PDF."
                )
                % {"path": path}
            )
        is_led = path.endswith(".rels") and _FROM_OUTSIDE.search(inside)
        is_led = is_led or (path.endswith((".xml", ".rels")) and _ENTITIES.search(inside))
        if is_led or (path.startswith("word/") and is_words and _FIELDS.search(inside)):
            raise UnfitAttachmentError(
                _("Tệp lấy nội dung từ nơi khác khi mở. Hãy gỡ liên kết đó, hoặc lưu thành PDF.")
            )


def _left_by_hands(entries: Mapping[str, bytes]) -> list[str]:
    said = []
    if any(_TRACKED.search(inside) for path, inside in entries.items() if path.endswith(".xml")):
        said.append(
            _("Trong tệp còn phần sửa có theo dõi: ai cũng đọc được chữ đã xoá. Hãy chấp nhận hết.")
        )
    has_notes = any(map(_NOTES.search, entries))
    if has_notes or _OPEN_NOTES.search(entries.get("content.xml", b"")):
        said.append(_("Trong tệp còn nhận xét bên lề, có tên người viết. Hãy xoá hết nhận xét."))
    if any("embeddings/" in path or path.startswith("Object ") for path in entries):
        said.append(_("Trong tệp có bảng tính nhúng: người tải về đọc được mọi ô của nó."))
    return said


def _without_people(path: str, inside: bytes) -> bytes:
    if _PROPERTIES.match(path):
        return _EMPTY_PROPERTIES[path]
    return _EMPTY_META if path == "meta.xml" else inside
