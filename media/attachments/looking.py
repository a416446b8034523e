"""Looking: one function for every way in which an attachment arrives."""

from collections.abc import Callable
from pathlib import PurePath

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from media.attachments.archives import look_at_archive
from media.attachments.findings import Looked, UnfitAttachmentError
from media.attachments.office import look_at_office
from media.attachments.pdf import look_at_pdf
from media.attachments.tables import look_at_table
from sitegen.slugs import slug

__all__ = ["KINDS", "UnfitAttachmentError", "look"]

KINDS: dict[str, Callable[[str, bytes], Looked]] = {
    "pdf": look_at_pdf,
    "docx": look_at_office,
    "xlsx": look_at_office,
    "odt": look_at_office,
    "ods": look_at_office,
    "csv": look_at_table,
}
"""What looks at a file, by the ending of its name; an archive may hold these and nothing else."""

HEAVY_BYTES = 5_000_000
"""From here on a citizen who pays for the network is told of the size."""


def look(name: str, content: bytes) -> Looked:
    """Return the file as it may go out; raises UnfitAttachmentError with words for the officer.

    What a file is, its content tells; the name has to agree. The new name is made of letters,
    digits and one ending, whatever was sent.
    """
    path = PurePath(name)
    ending = path.suffix.lower().lstrip(".")
    if not content:
        raise UnfitAttachmentError(_("Tệp rỗng. Hãy lưu lại tệp rồi tải lên."))
    safe = f"{slug(path.stem) or 'tep'}.{ending}"
    if ending == "zip":
        looked = look_at_archive(safe, content, look, tuple(KINDS))
    elif ending in KINDS:
        looked = KINDS[ending](safe, content)
    else:
        raise UnfitAttachmentError(
            _("Không nhận tệp .%(ending)s. Hãy dùng một trong các loại: %(kinds)s.")
            % {"ending": ending or "?", "kinds": ", ".join((*KINDS, "zip"))}
        )
    return Looked(
        name=looked.name,
        content=looked.content,
        removed=looked.removed,
        warnings=(*looked.warnings, *_hard_to_open(ending, len(looked.content))),
    )


def _hard_to_open(ending: str, size: int) -> tuple[str, ...]:
    said = []
    if ending in ("xlsx", "ods", "csv"):
        said.append(
            _("Nhiều điện thoại không mở được bảng tính. Hãy kèm thêm bản PDF cho người dân.")
        )
    elif ending == "odt":
        said.append(_("Nhiều điện thoại không mở được tệp ODT. Hãy kèm thêm bản PDF hoặc DOCX."))
    elif ending == "zip":
        said.append(_("Nhiều người không mở được tệp ZIP trên điện thoại. Hãy tải lên từng tệp."))
    if size > HEAVY_BYTES:
        said.append(
            _(
                "Tệp nặng %(size)s: người dùng mạng di động tải lâu và tốn tiền. Hãy lưu bản nhẹ hơn."
            )
            % {"size": filesizeformat(size)}
        )
    return tuple(said)
