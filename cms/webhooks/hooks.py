"""Where administrators find the receivers, and what is written down when one is changed."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from cms.hooking import register_history, register_rights, register_screens, shown_to
from cms.webhooks.views import CHANGED, WebhooksView

register_rights("manage_webhooks")
register_screens(
    "webhooks",
    "bao-cho-he-thong-khac",
    path("", WebhooksView.as_view(), name="index"),
    icon="mail",
    menu_label=_("Báo cho hệ thống khác"),
    menu_item_class=shown_to(lambda user: bool(user.has_perm("cms.manage_webhooks"))),
    menu_order=620,
    add_to_settings_menu=True,
)


register_history({CHANGED: (_("Đổi nơi nhận báo"), _("Đổi nơi nhận báo khi phát hành"))})
