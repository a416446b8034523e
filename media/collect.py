"""Pictures as documents name them, and their bytes when a renderer asks."""

import re

from media.models import Illustration
from sitegen.collect.attachments import private_collections
from sitegen.collect.guard import readable
from sitegen.documents.base import Picture

_DIGEST = re.compile("[0-9a-f]{64}")

__all__ = ["all_pictures", "load_picture", "private_pictures"]


def all_pictures() -> dict[int, Picture]:
    """Return every baked picture by id, in one query.

    One that nobody has looked through for personal data, or that lies in a private collection, has
    no digest: it must not leave.
    """
    private = private_collections()
    rows = Illustration.objects.exclude(baked_digest="").filter(width__gt=0, height__gt=0)
    read = rows.values_list(
        "pk",
        "baked_digest",
        "is_free_of_personal_data",
        "width",
        "height",
        "description",
        "title",
        "collection__path",
    )
    return {
        pk: Picture(
            digest=digest if checked and not collection.startswith(private) else "",
            width=width,
            height=height,
            alt=description or title,
        )
        for pk, digest, checked, width, height, description, title, collection in readable(read)
        if _DIGEST.fullmatch(str(digest))
    }


def private_pictures() -> set[str]:
    """Return the digests of the pictures that may not be shown: no older release keeps them.

    The same picture may stand in another row as well, and be shown by that.
    """
    private = private_collections()
    rows = Illustration.objects.values_list(
        "baked_digest", "is_free_of_personal_data", "collection__path"
    )
    return {
        digest
        for digest, checked, path in readable(rows)
        if (not checked or path.startswith(private)) and _DIGEST.fullmatch(str(digest))
    }


def load_picture(digest: str) -> bytes:
    """Return the bytes of the baked picture ``digest``; raises Illustration.DoesNotExist."""
    picture = Illustration.objects.filter(baked_digest=digest).first() if digest else None
    if picture is None:
        raise Illustration.DoesNotExist(digest)
    with picture.file.open("rb") as file:
        content: bytes = file.read()
    return content
