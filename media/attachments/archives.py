"""Archives: every file in them is looked at as if it had come alone."""

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from media.attachments.findings import Looked, UnfitAttachmentError
from media.attachments.packages import opened, packed

__all__ = ["look_at_archive"]


def look_at_archive(
    name: str, content: bytes, look: Callable[[str, bytes], Looked], kinds: Sequence[str]
) -> Looked:
    """Return the archive with each file as it may go out; raises UnfitAttachmentError."""
    entries = opened(content)
    if not entries:
        raise UnfitAttachmentError(_("Tệp ZIP không có gì bên trong."))
    made: dict[str, bytes] = {}
    removed: list[str] = []
    for path, inside in entries.items():
        place = PurePosixPath(path.replace("\\", "/"))
        if place.suffix.lower().lstrip(".") not in kinds:
            raise UnfitAttachmentError(
                _("Trong ZIP có “%(path)s”. Chỉ nhận %(kinds)s; hãy bỏ tệp đó rồi nén lại.")
                % {"path": path, "kinds": ", ".join(kinds)}
            )
        try:
            looked = look(place.name, inside)
        except UnfitAttachmentError as error:
            raise UnfitAttachmentError(
                _("Trong ZIP, “%(path)s”: %(why)s") % {"path": path, "why": error}
            ) from error
        made[str(place)] = looked.content
        removed += [one for one in looked.removed if one not in removed]
    return Looked(name=name, content=packed(made), removed=tuple(removed))
