"""Thuật ngữ: a word, what else people call it, and what it means."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.models.fact import Fact, dates_panel
from sitegen.languages import LANGUAGES, SOURCE

__all__ = ["Term"]


class Term(Fact):
    """Thuật ngữ: ``name`` is the word in full, ``says`` what people type instead, one a line.

    Readers who search for one of them find pages that only have another. A term belongs to
    one language, so it needs no names in others.
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
        max_length=8,
        default=SOURCE,
        choices=[(code, language.name) for code, language in LANGUAGES.items()],
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
        dates_panel,
    ]
    search_fields = [*Fact.search_fields, index.SearchField("says")]

    class Meta:
        verbose_name = _("thuật ngữ")
        verbose_name_plural = _("thuật ngữ")
        ordering = ["sort_key"]

    def clean(self) -> None:
        """Keep each way once, without empty lines; refuse a term that is only its own name."""
        super().clean()
        ways = dict.fromkeys(line.strip() for line in self.says.splitlines())
        self.says = "\n".join(way for way in ways if way and way != self.name)
        if not self.says:
            raise ValidationError({"says": _("Ghi ít nhất một cách gọi khác với từ đầy đủ.")})
