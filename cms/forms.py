"""The editor's page form: addresses from our own slugs, refusals in plain Vietnamese."""

from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page, get_page_models

from cms.offices.choosing import offer_own_offices
from cms.offices.membership import PROVINCE, offices_of
from cms.publishing.changes import keep_note, waiting_note
from cms.rating.door import PATH
from cms.session.forms import KeepsWhatIsRight
from cms.text import clean_text
from sitegen.collect.finders import finder_folders
from sitegen.collect.listings import list_folders
from sitegen.documents.editions import EDITIONS
from sitegen.languages import all_languages
from sitegen.slugs import slug, unique_slug

__all__ = [
    "AgencyPageForm",
    "DraftCopyForm",
    "OfficePageForm",
    "PageForm",
    "is_under_an_office",
    "reserved_slugs",
]

_FOLDERS = frozenset(
    {
        *("api", "assets", "pictures", "files", "feed", "search", "share"),
        PATH.strip("/"),
        EDITIONS.strip("/").lower(),
        *list_folders(),
        *finder_folders(),
    },
)


def reserved_slugs() -> frozenset[str]:
    """Return the folders at the top of the mirror that the generator itself fills."""
    return _FOLDERS.union(row.code for row in all_languages())


class PageForm(KeepsWhatIsRight, WagtailAdminPageForm):
    """Fills in the address from the title, and says what is wrong with it."""

    change_note = forms.CharField(
        label=_("Đã sửa gì"),
        required=False,
        max_length=200,
        help_text=_(
            "Không bắt buộc. Một câu cho người đọc, ví dụ “Phí còn 20.000 đồng”; hiện ở cuối trang "
            "với ngày xuất bản."
        ),
    )
    only_wording = forms.BooleanField(
        label=_("Chỉ sửa lỗi chữ"),
        required=False,
        help_text=_("Người đọc không có gì mới: ngày cập nhật ở cuối trang giữ như cũ."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.live:
            note = waiting_note(self.instance)
            self.initial["change_note"] = note.text if note else ""
            self.initial["only_wording"] = bool(note and note.only_wording)
        else:
            del self.fields["change_note"], self.fields["only_wording"]
        if "slug" in self.fields:
            self.fields["slug"] = forms.CharField(  # any letters: clean_slug folds them
                required=False,
                max_length=255,
                label=_("Địa chỉ trang"),
                help_text=_(
                    "Để trống, máy tự đặt theo tiêu đề: “Đăng ký khai sinh” thành "
                    "dang-ky-khai-sinh."
                ),
            )
        offer_own_offices(self, offices_of(self.for_user) if self.for_user else PROVINCE)

    def clean(self) -> dict[str, Any]:
        """Refuse to publish what is said to be nothing new and something new at once."""
        cleaned: dict[str, Any] = super().clean()
        is_both = cleaned.get("change_note") and cleaned.get("only_wording")
        if is_both and not self.is_deferred_validation:
            self.add_error(
                "only_wording",
                _("Đã ghi điều mới cho người đọc: bỏ dấu này, hoặc xoá câu “Đã sửa gì”."),
            )
        return cleaned

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  # as Django calls it
        """Keep the note beside the page: it goes out with the next publication."""
        page = super().save(commit)
        if "change_note" in self.fields and {"change_note", "only_wording"} & set(
            self.changed_data
        ):
            keep_note(
                page,
                clean_text(self.cleaned_data.get("change_note") or "").strip(),
                only_wording=bool(self.cleaned_data.get("only_wording")),
                user=self.for_user,
            )
        return page

    def _post_clean(self) -> None:
        """Let the model know whether something that is missing may still come."""
        self.instance.is_unfinished = self.is_deferred_validation
        self.instance.new_parent = self.parent_page
        super()._post_clean()
        refused = self.instance.refusals(is_draft=self.is_deferred_validation)
        for name, said in refused.items():
            if name not in self.errors:
                self.add_error(name, said)

    def clean_expire_at(self) -> Any:
        """Refuse an hour at which a big loss would come by itself, but to who may take it down."""
        hour = self.cleaned_data.get("expire_at")
        is_new = hour and "expire_at" in self.changed_data and self.instance.pk
        if is_new and not self.instance.permissions_for_user(self.for_user).can_expire():
            raise forms.ValidationError(
                _("Trang này hết hạn thì nhiều trang sẽ không còn. Hãy nhờ quản trị viên hẹn giờ.")
            )
        return hour

    def clean_slug(self) -> str:
        """Return the address that will be used: typed by hand or made from the title."""
        typed = clean_text(self.cleaned_data.get("slug") or "").strip()
        if not typed:
            return unique_slug(self.cleaned_data.get("title", ""), self._taken())
        made = slug(typed)
        if not made:
            raise forms.ValidationError(_("Địa chỉ chỉ gồm chữ không dấu, số và gạch nối."))
        if made in self._taken():
            raise forms.ValidationError(
                _("Đã có trang khác dùng địa chỉ “%(slug)s” ở đây. Hãy thêm một từ cho khác."),
                params={"slug": made},
            )
        return made

    def _taken(self) -> set[str]:
        if self.parent_page is None:
            return set()
        others = self.parent_page.get_children().exclude(pk=self.instance.pk)
        taken = set(others.values_list("slug", flat=True))
        return taken | reserved_slugs() if self.parent_page.depth <= 2 else taken


class OfficePageForm(PageForm):
    """Whose page it is, only the province says: with its page an office gets people and rights."""

    def clean(self) -> dict[str, Any]:
        """Refuse another office than the stored one from anybody else."""
        cleaned: dict[str, Any] = super().clean()
        is_theirs = self.for_user is None or offices_of(self.for_user).everywhere
        if not is_theirs and ("agency" in self.changed_data or not self.instance.pk):
            self.add_error(
                "agency",
                _("Trang của một cơ quan do quản trị viên tỉnh lập và giao. Hãy nhờ họ."),
            )
        return cleaned


class AgencyPageForm(PageForm):
    """Knows that some office answers for the page: its own choice, or the one it stands under.

    A page that loses its office later, by a move, is a finding of the next release.
    """

    def clean(self) -> dict[str, Any]:
        """Refuse to publish a page that no office answers for; a draft may wait."""
        cleaned: dict[str, Any] = super().clean()
        has_office = cleaned.get("agency") or is_under_an_office(self.parent_page)
        if not (self.is_deferred_validation or has_office):
            self.add_error(
                "agency",
                _(
                    "Trang chưa có cơ quan. Hãy chọn cơ quan, hoặc chuyển trang vào dưới "
                    "trang của một cơ quan."
                ),
            )
        return cleaned


class DraftCopyForm(CopyForm):
    """Copies are drafts where a page among them must be asked before every publication."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        copied = self.page.get_descendants(inclusive=True).order_by()
        kinds = ContentType.objects.get_for_models(*filter(_is_asked, get_page_models()))
        if copied.filter(content_type__in=kinds.values()).exists():
            for name in ("publish_copies", "alias"):
                self.fields.pop(name, None)


def _is_asked(model: Any) -> bool:
    return bool(getattr(model, "is_asked_each_time", False))


def is_under_an_office(above: Page | None) -> bool:
    """Tell whether ``above``, or a page above it, belongs to an office; nobody knows of None."""
    if above is None:
        return True
    line = above.get_ancestors(inclusive=True).filter(depth__gt=1).specific()
    return any(getattr(page, "agency_id", None) for page in line)
