"""Giao nhà in: one zip with all that the print shop needs, and the edition frozen with it."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from cms.collect.standing import of_page, taken
from cms.editions.files import forget, keep
from cms.editions.handing import content_of, name_of, open_edition
from cms.editions.pressing import press
from cms.editions.states import move
from cms.editions.ticket import Order, ticket
from cms.models import LeafletPage, PrintEdition
from sitegen.collect.collecting import page_key
from sitegen.collect.finishing import Collected
from sitegen.collect.narrow import collect_for
from sitegen.documents.leaflet import Leaflet
from sitegen.documents.sheet_lines import sheet_lines
from sitegen.errors import SitegenError
from sitegen.slugs import slug

__all__ = ["give_to_press"]

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day of every file in a zip: the clock would give other bytes every time."""


def give_to_press(page: LeafletPage, order: Order, *, user: Any = None) -> PrintEdition:
    """Make the files of the open edition of ``page``, keep them and freeze what it says.

    All or nothing: when anything speaks against it no file is left and the edition stays open.
    Raises ValidationError in words.
    """
    stored = _public(page)
    edition = open_edition(stored, user=user)
    day = timezone.localdate()
    try:
        document, collected = _document(stored)
        files = _files(edition, document, collected, order, day)
    except SitegenError as error:
        raise ValidationError(str(error)) from error
    kept = keep(files)
    content = content_of(stored)
    try:
        with transaction.atomic():
            if content["printed"].get("lines") != msgspec.to_builtins(sheet_lines(document)):
                raise ValidationError(
                    gettext("Tờ gấp vừa được sửa trong lúc tạo tệp. Xem lại rồi giao lần nữa.")
                )
            edition = move(
                edition, "hand_over", user=user, printed_on=day, handed_by=user, **content
            )
            for file in kept:
                file.edition = edition
                file.save()
    except IntegrityError:
        forget(kept)
        raise ValidationError(taken(content["name"])) from None
    except BaseException:
        forget(kept)
        raise
    return edition


def _public(page: LeafletPage) -> LeafletPage:
    stored: LeafletPage = LeafletPage.objects.get(pk=page.pk)
    against = of_page(stored, name=name_of(stored), licence_number=stored.licence_number)
    if said := [
        f"{one.message} {one.hint}".strip() for one in against if one.severity != "warning"
    ]:
        raise ValidationError(said)
    return stored


def _document(page: LeafletPage) -> tuple[Leaflet, Collected]:
    found = collect_for(page, timezone.localtime(), for_paper=True)
    key = page_key(page.pk)
    for document in found.collection.documents:
        if document.head.key == key and isinstance(document, Leaflet):
            return document, found
    raise SitegenError("Chưa đọc được tờ gấp.", page=page.title, hint="Mở tờ gấp và xem lại.")


def _files(
    edition: PrintEdition, document: Leaflet, collected: Collected, order: Order, day: date
) -> dict[str, bytes]:
    pressed = press(document, collected, order.profile)
    if pressed.errors:
        raise ValidationError([gettext("Chưa giao nhà in được."), *pressed.errors])
    name = f"{slug(document.head.title)[:40].strip('-')}-{edition.code}"
    files = {f"{name}-in.pdf": pressed.press, f"{name}-xem.pdf": pressed.screen}
    files[f"{name}-phieu.pdf"] = ticket(
        edition, pressed.laid_out, files, pressed.remarks, order, day
    )
    sums = "".join(f"{hashlib.sha256(one).hexdigest()}  {path}\n" for path, one in files.items())
    files[f"{name}-sha256.txt"] = sums.encode()
    return {f"{name}.zip": _zipped(files), **files}


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Return the files in a zip: the same bytes from the same files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(entry, content)
    return made.getvalue()
