"""What each version of a translation was made of, so that nobody has to believe that it is true."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["TranslatedRevision", "TranslatedSentence"]


class TranslatedRevision(models.Model):
    """Bản đã dịch: one version of a translated row, and how many of its sentences were said.

    ``made_of`` is a digest of the whole source that it was made of, ``source_now`` of what the
    source is by now; None as long as nobody has looked. Where they differ and every sentence is
    true, something else has changed: a number, a date, a link, an order.
    """

    revision = models.OneToOneField(
        "wagtailcore.Revision", on_delete=models.CASCADE, related_name="+"
    )
    translation = models.ForeignKey(
        "wagtail_localize.Translation", on_delete=models.CASCADE, related_name="made"
    )
    total = models.PositiveIntegerField(_("số câu"))
    said = models.PositiveIntegerField(_("số câu đã dịch"))
    made_of = models.CharField(  # noqa: DJ001  # not known of versions before this
        _("bản gốc khi dịch"), max_length=64, null=True, editable=False
    )
    source_now = models.CharField(  # noqa: DJ001
        _("bản gốc hôm nay"), max_length=64, null=True, editable=False
    )

    OTHER = models.Q(made_of__lt=models.F("source_now")) | models.Q(
        made_of__gt=models.F("source_now")
    )
    """The versions of which something that is no sentence is not what the source says now."""

    class Meta:
        verbose_name = _("bản đã dịch")
        verbose_name_plural = _("bản đã dịch")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.said}/{self.total}"

    @property
    def is_other(self) -> bool:
        """Tell whether it is one of ``OTHER``."""
        return None not in (self.made_of, self.source_now) and self.made_of != self.source_now


class TranslatedSentence(models.Model):
    """Câu đã dịch: what the source said then, and what the translation says for it.

    ``string`` and ``context`` are those of wagtail-localize: as long as the source has them still,
    the sentence is true. ``said`` is "" where the sentence was left in the source language: it then
    stands there as ``left`` says, or "" as the source does.
    """

    made = models.ForeignKey(TranslatedRevision, on_delete=models.CASCADE, related_name="sentences")
    context = models.ForeignKey(
        "wagtail_localize.TranslationContext", on_delete=models.CASCADE, related_name="+"
    )
    string = models.ForeignKey(
        "wagtail_localize.String", on_delete=models.CASCADE, related_name="+"
    )
    order = models.PositiveIntegerField()
    said = models.TextField(blank=True)
    left = models.TextField(blank=True)

    class Meta:
        verbose_name = _("câu đã dịch")
        verbose_name_plural = _("câu đã dịch")
        default_permissions = ()
        ordering = ["order"]

    def __str__(self) -> str:
        return self.said
