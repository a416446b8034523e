"""Dùng ở đâu: who shows what, who names it by hand, kept beside the content it is read from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["FactName", "Use", "UsedText"]


class Use(models.Model):
    """Một chỗ dùng: ``source`` shows something of ``target``.

    Both ends are a kind ("page", "cms.portal", "guides.stepset", "cms.agency#portal") and a
    number: a foreign key to so many tables would cost a join for each. ``flows`` tells whether
    a change of the target reaches what shows the source. ``derived`` rows follow from others:
    the office above a page, the tokens of a step set.
    """

    class How(models.TextChoices):
        """Cách dùng."""

        CHOSEN = "chosen", _("chọn trong trang")
        CHIP = "chip", _("gọi tên trong lời văn")
        TOKEN = "token", _("điền vào bộ bước")
        ABOVE = "above", _("cơ quan của trang ở trên")
        BELONGS = "belongs", _("thuộc về")
        MENTION = "mention", _("viết tay")

    source_kind = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    target_kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    how = models.CharField(max_length=8, choices=How.choices)
    place = models.CharField(max_length=120, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    flows = models.BooleanField(default=True)
    in_live = models.BooleanField(default=True)
    in_draft = models.BooleanField(default=False)
    derived = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("chỗ dùng")
        verbose_name_plural = _("chỗ dùng")
        default_permissions = ()
        indexes = [
            models.Index(  # everything that the walk from one use to the next reads of a row
                name="cms_use_target",
                fields=[
                    *("target_kind", "target_id", "flows", "in_live"),
                    *("how", "source_kind", "source_id"),
                ],
            ),
            models.Index(name="cms_use_source", fields=["source_kind", "source_id"]),
        ]

    def __str__(self) -> str:
        ends = (self.source_kind, self.source_id, self.target_kind, self.target_id)
        return "{} {} → {} {}".format(*ends)


class UsedText(models.Model):
    """Lời văn: the words of one field, folded, in which names written by hand are looked for."""

    source_kind = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    place = models.CharField(max_length=120)
    words = models.TextField()
    in_live = models.BooleanField(default=True)
    in_draft = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("lời văn")
        verbose_name_plural = _("lời văn")
        default_permissions = ()
        indexes = [models.Index(name="cms_usedtext_source", fields=["source_kind", "source_id"])]

    def __str__(self) -> str:
        return f"{self.source_kind} {self.source_id} {self.place}"


class FactName(models.Model):
    """Tên gọi: one way in which people write a fact by hand, folded."""

    target_kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    words = models.CharField(max_length=255)

    class Meta:
        verbose_name = _("tên gọi")
        verbose_name_plural = _("tên gọi")
        default_permissions = ()
        indexes = [models.Index(name="cms_factname_target", fields=["target_kind", "target_id"])]

    def __str__(self) -> str:
        return self.words
