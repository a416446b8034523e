"""Who may what in an office: one declaration, from which groups are made and the manual's table is written."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Permission

__all__ = ["APPROVAL", "OWN_ROWS", "ROLES", "Role", "file_permissions", "permissions_named"]

OWN_ROWS = ("cms.contactpoint", "cms.paymentfact", "cms.procedure", "guides.stepset")
"""Registries in which an office keeps its own rows; all others are the province's."""
READABLE = (
    *OWN_ROWS,
    *("cms.agency", "cms.legaldocument", "cms.portal", "cms.procedurefield"),
    *("cms.servicekind", "cms.servicekindregime", "cms.term"),
)
FILES = ("wagtailimages.image", "wagtaildocs.document")
"""As Wagtail names the rights over pictures and attachments, whatever the model is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What people of one office may do with what is the office's own.

    Args:
        name: What officers call them.
        says: What they do, in a sentence for officers.
        key: What a command calls them.
        pages: Wagtail's rights over the office's page and all below it.
        translations: The same over the pages of the office in other languages.
        rows: What they may do with the office's rows; "view" is everybody's.
        files: What they may do with pictures and attachments in the office's collection.
        office: What they may do with the row of the office itself.
        more: Rights that belong to no page, row or file.

    """

    name: str
    key: str
    says: str
    pages: tuple[str, ...] = ()
    translations: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    files: tuple[str, ...] = ("choose",)
    office: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


_WRITES = ("add", "change")
_PUBLISHES = ("add", "change", "publish", "lock", "unlock")
_TRANSLATES = ("wagtail_localize.submit_translation",)
ROLES = (
    Role(
        name="Người soạn",
        key="soan",
        says="Viết trang, dữ kiện, thêm ảnh và tệp của cơ quan; gửi người duyệt. Không tự đăng.",
        pages=_WRITES,
        translations=_WRITES,
        rows=_WRITES,
        files=("add", "change", "choose"),
    ),
    Role(
        name="Người duyệt",
        key="duyet",
        says="Xem, sửa, đăng và gỡ trang, dữ kiện của cơ quan; trả lại cho người soạn.",
        pages=_PUBLISHES,
        translations=_PUBLISHES,
        rows=(*_WRITES, "publish"),
        files=("add", "change", "choose"),
        more=_TRANSLATES,
    ),
    Role(
        name="Người dịch",
        key="dich",
        says="Dịch trang của cơ quan sang tiếng khác. Không sửa bản tiếng Việt, không đăng.",
        translations=_WRITES,
        more=_TRANSLATES,
    ),
    Role(
        name="Quản trị cơ quan",
        key="quan-tri",
        says="Như người duyệt; thêm: xếp người vào việc, xoá ảnh và tệp, đề nghị sửa tên và cổng của cơ quan.",
        pages=_PUBLISHES,
        translations=_PUBLISHES,
        rows=(*_WRITES, "publish", "delete"),
        files=("add", "change", "delete", "choose"),
        office=("change",),
        more=(*_TRANSLATES, "cms.manage_office_people"),
    ),
)
APPROVAL = tuple(role.key for role in ROLES if "publish" in role.pages)
"""The roles that approve what is sent."""


def permissions_named(role: Role) -> list[Permission]:
    """Return the rights of ``role`` that are given to a group itself, not over a page or a collection."""
    asked = {"wagtailadmin.access_admin", *role.more}
    asked |= {_code(model, "view") for model in READABLE}
    asked |= {_code(model, verb) for model in OWN_ROWS for verb in role.rows}
    asked |= {_code("cms.agency", verb) for verb in role.office}
    return _permissions(asked)


def file_permissions(verbs: Iterable[str]) -> list[Permission]:
    """Return the rights to do ``verbs`` with the pictures and attachments of a collection."""
    return _permissions({_code(model, verb) for model in FILES for verb in verbs})


def _permissions(codes: set[str]) -> list[Permission]:
    """Return the rights named "app.codename"."""
    found = Permission.objects.select_related("content_type").filter(
        codename__in={code.partition(".")[2] for code in codes}
    )
    return [one for one in found if f"{one.content_type.app_label}.{one.codename}" in codes]


def _code(model: str, verb: str) -> str:
    app, _dot, name = model.partition(".")
    return f"{app}.{verb}_{name}"
