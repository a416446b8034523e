"""Thuật ngữ: a word, what else people call it, and what it means."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.models.fact import Fact, dates_panel
from sitegen.languages import LONGEST_CODE, SOURCE, all_languages

__all__ = ["Term", "language_choices"]


def language_choices() -> list[tuple[str, str]]:
    """Return every language that there is, also those that an administrator added."""
    return [(row.code, row.name) for row in all_languages()]


class Term(Fact):
    """Thuật ngữ: ``name`` is the word in full, ``says`` what people type instead, one a line.

    Readers who search for one of them find pages that only have another. A term belongs to one
    language; its ``labels`` are the words that translators have agreed on in the others.
    """

    says = models.TextField(
        _("cách gọi khác"),
        help_text=_(
            "Mỗi dòng một cách: tên viết tắt, tên thường gọi, tên cũ. Ví dụ “CCCD”, “thẻ căn cước”. "
            "Không cần ghi lại cách viết không dấu."
        ),
    )
    definition = models.TextField(
        _("giải thích"), blank=True, help_text=_("Một câu, cho người chưa biết từ này.")
    )
    language = models.CharField(
        _("ngôn ngữ"),
        max_length=LONGEST_CODE,
        default=SOURCE,
        choices=language_choices,
    )

    panels = [
        FieldPanel(
            "name",
            heading=_("Từ đầy đủ"),
            help_text=_("Viết như trong bài, ví dụ “căn cước công dân”."),
        ),
        FieldPanel("says"),
        FieldPanel("definition"),
        FieldPanel("language"),
        FieldPanel(
            "labels",
            heading=_("Từ đã thống nhất trong tiếng khác"),
            help_text=_(
                "Người dịch thấy từ này cạnh mỗi câu có thuật ngữ, và được nhắc khi chưa dùng."
            ),
        ),
        dates_panel,
    ]
    search_fields = [*Fact.search_fields, index.SearchField("says")]

    class Meta:
        verbose_name = _("thuật ngữ")
        verbose_name_plural = _("thuật ngữ")
        ordering = ["sort_key"]

    @classmethod
    def holding(cls, today: date) -> models.QuerySet[Self]:
        """Return the published terms that hold on ``today``, in the order of their names."""
        return cls._default_manager.filter(
            models.Q(valid_from=None) | models.Q(valid_from__lte=today),
            models.Q(valid_until=None) | models.Q(valid_until__gte=today),
            live=True,
        ).order_by("sort_key", "pk")

    def clean(self) -> None:
        """Keep each way once, without empty lines; refuse a term that is only its own name."""
        super().clean()
        ways = dict.fromkeys(line.strip() for line in self.says.splitlines())
        self.says = "\n".join(way for way in ways if way and way != self.name)
        if not self.says:
            raise ValidationError({"says": _("Ghi ít nhất một cách gọi khác với từ đầy đủ.")})
