"""The app of pages and registries."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["CmsConfig"]


class CmsConfig(AppConfig):
    """Trang và sổ dữ kiện."""

    name = "cms"
    verbose_name = _("Nội dung")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell sitegen how our pages become documents, and check our blocks."""
        from cms import checks  # noqa: F401  # registers itself
        from cms.approval.moving import connect_moving
        from cms.audit.keeping import connect as connect_keeping
        from cms.audit.noting import connect as connect_noting
        from cms.chips.issuing import connect_issuing
        from cms.collect import register_collectors
        from cms.doors.sessions import connect as connect_sessions
        from cms.gates.own_rows import register_row_policies
        from cms.gates.policy import register_policies
        from cms.offices.setting_up import connect_offices
        from cms.proofreading.register import register_proofreading
        from cms.publishing.changes import connect_changes
        from cms.segments import keep_sentences_whole
        from cms.translating.following import connect_following
        from cms.translating.marks import connect_marks
        from cms.translating.truth import connect_truth
        from cms.usage.keeping import connect_index

        connect_sessions()
        connect_noting()
        connect_keeping()
        register_collectors()
        register_proofreading()
        connect_index()
        register_policies()
        register_row_policies()
        connect_offices()
        connect_moving()
        connect_issuing()
        connect_marks()
        connect_following()
        connect_truth()
        connect_changes()
        keep_sentences_whole()
