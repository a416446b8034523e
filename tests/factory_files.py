"""Uploads and people for database tests: pictures, attachments, officers."""

import io
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.models import Collection
from wagtail.users.models import UserProfile

from cms.models import User
from cms.permissions import APPROVERS, grant_officers
from media.models import Illustration

__all__ = ["a_picture", "an_attachment", "an_officer", "png"]

Raw = dict[str, Any]


def png(*, color: str = "#2a6f4e", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    """Return a small picture of one colour, as PNG or as the given ``format``."""
    buffer = io.BytesIO()
    Image.new("RGB", size, color).save(buffer, options.pop("format", "PNG"), **options)
    return buffer.getvalue()


def a_picture(
    title: str = "Trang chủ của cổng", content: bytes = b"", *, name: str = "anh.png", **fields: Any
) -> Any:
    """Return an illustration that was uploaded and looked through."""
    file = ContentFile(content or png(), name=name)
    fields = {"is_free_of_personal_data": True, **fields}
    picture = Illustration(title=title, file=file, **fields)
    picture.save()
    return picture


def an_attachment(title: str = "Mẫu đơn", content: bytes = b"%PDF-1.7\n", **changes: Any) -> Any:
    """Return an uploaded file, in the root collection unless another is given."""
    fields: Raw = {"collection": Collection.get_first_root_node()}
    row = get_document_model()(
        title=title, file=ContentFile(content, name="mau-don.pdf"), **fields | changes
    )
    row.save()
    row.get_file_hash(), row.get_file_size()  # they stay with the row, as after an upload
    return row


def an_officer(name: str = "can-bo", *, group: str = APPROVERS) -> User:
    """Return somebody who may edit, and as a moderator publish, what they read in Vietnamese."""
    if not Group.objects.filter(name=group).exists():  # only granting gives them these names
        grant_officers()
    officer = User.objects.create_user(username=name, password="x" * 20)
    officer.groups.add(Group.objects.get(name=group))
    UserProfile.objects.get_or_create(user=officer, defaults={"preferred_language": "vi"})
    return officer
