"""Says all: an officer says that a translation written by hand says all that its source says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import Translation

from cms.translating.behind import behind_among

__all__ = ["SAYS_ALL", "says_all_field"]

SAYS_ALL = "says_all"


class SaysAllForm(forms.Form):
    """One tick, which holds for the publication that it is sent with."""

    says_all = forms.BooleanField(
        label=_("Bản dịch đã nói đủ những gì bản tiếng Việt nói hôm nay"),
        required=False,
        help_text=_(
            "Đánh dấu rồi bấm Xuất bản khi đã tự sửa xong mọi chỗ, kể cả số, ngày, liên kết. Lời nhắn "
            "“chưa theo kịp” và dấu ở câu cũ sẽ hết."
        ),
    )


def says_all_field(page: Any) -> Any:
    """Return the tick for the form of ``page``, None where it is not a translation by hand, and behind."""
    if not page.pk or not page.live or not page.live_revision_id:
        return None
    stopped = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=False
    )
    behind = behind_among([page.live_revision_id]).filter(revision=page.live_revision_id)
    if not stopped.exists() or not behind.exists():
        return None
    return SaysAllForm(auto_id="id_%s")[SAYS_ALL]
