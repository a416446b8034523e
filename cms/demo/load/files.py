"""The demo's pictures and attachments, drawn or typeset on the spot."""

from collections.abc import Iterable

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection

from cms.demo.attachments import ATTACHMENTS, attachment
from cms.demo.content.guides import GUIDES
from cms.demo.content.step_sets import STEP_SETS
from cms.demo.drawings import ALT, draw
from cms.demo.load.shelf import Shelf, model

__all__ = ["load_files"]


def load_files(shelf: Shelf) -> None:
    """Draw every picture that a step uses, and make every attachment, unless it is there."""
    root = Collection.get_first_root_node()
    _pictures(shelf, root)
    _attachments(shelf, root)


def _pictures(shelf: Shelf, collection: Collection) -> None:
    illustration = model("media.Illustration")
    for name in sorted(set(_used())):
        title = ALT[name]
        row = illustration._default_manager.filter(title=title).first()
        if row is None:
            row = illustration(
                title=title,
                description=title,
                collection=collection,
                file=ContentFile(draw(name), name=f"{name}.png"),
                is_free_of_personal_data=True,  # drawn by us: nobody was ever in it
            )
            row.save()
            shelf.created.append(title)
        shelf.put("picture", name, row)


def _used() -> Iterable[str]:
    for step_set in STEP_SETS:
        for step in step_set.steps:
            yield from step.pictures
        for variants in (step_set.picture_variants or {}).values():
            yield from variants.values()
    for guide in GUIDES:
        for way in guide.groups:
            for step in (*way.steps, *(change.step for change in way.changes if change.step)):
                yield from step.pictures


def _attachments(shelf: Shelf, collection: Collection) -> None:
    documents = get_document_model()
    for name, title in ATTACHMENTS.items():
        row = documents.objects.filter(title=title).first()
        if row is None:
            row = documents(
                title=title,
                collection=collection,
                file=ContentFile(attachment(name), name=name),
            )
            row.save()
            row.get_file_hash()
            shelf.created.append(title)
        shelf.put("file", name, row)
