"""Khổ in: what a print shop is asked for, chosen on a leaflet."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.folding.one_sheet import sheet_fault
from sitegen.documents.leaflet import FOLDS, LAYOUTS, LeafletFormat
from sitegen.documents.one_sheet import LAYOUT_NAMES

__all__ = ["PrintFormat", "first_format"]

FOLD_NAMES = {
    "none": _("không gấp"),
    "half": _("gấp đôi"),
    "roll": _("gấp cuộn: mặt nọ gập vào trong mặt kia"),
    "zigzag": _("gấp ziczac"),
    "double": _("gấp đôi hai lần"),
}
_WIDTH = re.compile(r"\d+(?:[.,]\d)?")
_LEAST_PANEL = 60
_LARGEST = 2000
_LEAST_PT = _(
    "Trừ thông tin xuất bản. Cầm trên tay: dưới 9,5 máy vẫn in chữ 9,5. Áp phích: 18 trở lên."
)


def _millimetres(name: Any, help_text: Any = "") -> Any:
    return models.DecimalField(
        name,
        max_digits=5,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(500)],
        help_text=help_text or _("Không có thì ghi 0."),
    )


def first_format() -> int | None:
    """Return the format that a new leaflet has."""
    return PrintFormat.objects.values_list("pk", flat=True).first()


class PrintFormat(models.Model):
    """Khổ in."""

    name = models.CharField(_("tên"), max_length=80, unique=True)
    width_mm = models.DecimalField(
        _("chiều ngang tờ trải, mm"),
        max_digits=5,
        decimal_places=1,
        validators=[MinValueValidator(_LEAST_PANEL), MaxValueValidator(_LARGEST)],
    )
    height_mm = models.DecimalField(
        _("chiều cao, mm"),
        max_digits=5,
        decimal_places=1,
        validators=[MinValueValidator(_LEAST_PANEL), MaxValueValidator(_LARGEST)],
    )
    layout = models.CharField(
        _("mẫu dàn trang"),
        max_length=10,
        choices=[(layout, LAYOUT_NAMES[layout]) for layout in LAYOUTS],
        default="panels",
        help_text=_(
            "Áp phích, giá cuốn, bảng tin, phiếu, thẻ chỉ in phần cần của nội dung, trên một mặt giấy."
        ),
    )
    fold = models.CharField(
        _("cách gấp"),
        max_length=8,
        choices=[(fold, FOLD_NAMES[fold]) for fold in FOLDS],
        default="none",
    )
    panel_widths = models.CharField(
        _("bề ngang các mặt, mm"),
        max_length=80,
        blank=True,
        help_text=_("Mặt ngoài, từ trái sang phải, cách nhau một khoảng trắng: 97 100 100"),
    )
    sides = models.PositiveSmallIntegerField(
        _("in mấy mặt giấy"), choices=[(1, _("một mặt")), (2, _("hai mặt"))], default=2
    )
    bleed_mm = models.DecimalField(
        _("chừa xén, mm"),
        max_digits=5,
        decimal_places=1,
        default=3,
        validators=[MaxValueValidator(10)],
        help_text=_("Nhà in thường xin 3 mm."),
    )
    safe_mm = models.DecimalField(
        _("cách mép xén, mm"),
        max_digits=5,
        decimal_places=1,
        default=6,
        validators=[MinValueValidator(3), MaxValueValidator(30)],
        help_text=_("Chữ và hình không đứng gần mép xén và nếp gấp hơn thế."),
    )
    piece_width_mm = _millimetres(_("một dải, một thẻ: chiều ngang, mm"))
    piece_height_mm = _millimetres(_("một dải, một thẻ: chiều cao, mm"))
    foot_mm = _millimetres(
        _("chân để trống, mm"), _("Giá cuốn: phần cuốn vào chân đế, thường 150–200 mm.")
    )
    least_ppi = models.PositiveSmallIntegerField(
        _("hình ít nhất, điểm ảnh mỗi inch"),
        default=200,
        validators=[MinValueValidator(72), MaxValueValidator(400)],
        help_text=_("Cầm trên tay: 200. Đọc từ xa: 100–150."),
    )
    least_pt = models.PositiveSmallIntegerField(
        _("chữ nhỏ nhất, pt"),
        default=8,
        validators=[MinValueValidator(8), MaxValueValidator(100)],
        help_text=_("Trừ thông tin xuất bản. Cầm trên tay: 8. Áp phích: 18 trở lên."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("layout"),
        FieldRowPanel([FieldPanel("width_mm"), FieldPanel("height_mm")]),
        FieldRowPanel([FieldPanel("fold"), FieldPanel("panel_widths")]),
        FieldPanel("sides"),
        FieldRowPanel([FieldPanel("bleed_mm"), FieldPanel("safe_mm")]),
        FieldRowPanel([FieldPanel("piece_width_mm"), FieldPanel("piece_height_mm")]),
        FieldPanel("foot_mm"),
        FieldRowPanel([FieldPanel("least_ppi"), FieldPanel("least_pt", help_text=_LEAST_PT)]),
    ]

    class Meta:
        verbose_name = _("khổ in")
        verbose_name_plural = _("khổ in")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse panels that do not make up the sheet, or that do not fold as is said."""
        super().clean()
        if self.layout != "panels":
            self._clean_one_sheet()
            return
        widths = self.widths()
        if not widths or min(widths) < _LEAST_PANEL:
            raise ValidationError(
                {"panel_widths": _("Ghi bề ngang từng mặt, ít nhất 60 mm mỗi mặt: 97 100 100")}
            )
        if abs(sum(widths) - float(self.width_mm or 0)) > 0.05:
            said = f"{sum(widths):g}".replace(".", ",")
            raise ValidationError(
                {"panel_widths": _("Các mặt cộng lại được %s mm, khác chiều ngang tờ trải.") % said}
            )
        if fault := _fold_fault(self.fold, widths):
            raise ValidationError({"panel_widths": fault})

    def _clean_one_sheet(self) -> None:
        """Refuse what the layout cannot be made of; a sheet of one side has one panel."""
        if not (self.width_mm and self.height_mm):
            return
        self.panel_widths = f"{self.width_mm:g}".replace(".", ",")
        fault = sheet_fault(self.as_document())
        if fault:
            raise ValidationError(dict([fault]))

    def widths(self) -> tuple[float, ...]:
        """Return the widths of the panels; () when they cannot be read."""
        words = self.panel_widths.split()
        if not all(_WIDTH.fullmatch(word) for word in words):
            return ()
        return tuple(float(word.replace(",", ".")) for word in words)

    def as_sound_document(self) -> LeafletFormat:
        """Return the format as documents carry it; raise ValueError when a field makes no sense."""
        try:
            self.clean_fields()
        except ValidationError as error:
            raise ValueError(str(error)) from error
        if self.layout == "panels" and not self.widths():
            raise ValueError(f"widths of panels: {self.panel_widths!r}")
        return self.as_document()

    def as_document(self) -> LeafletFormat:
        """Return the format as documents carry it."""
        return LeafletFormat(
            name=self.name,
            width_mm=float(self.width_mm),
            height_mm=float(self.height_mm),
            panel_widths_mm=self.widths() or (float(self.width_mm),),
            fold=self.fold,  # type: ignore[arg-type]  # one of the choices
            sides=self.sides,
            bleed_mm=float(self.bleed_mm),
            safe_mm=float(self.safe_mm),
            layout=self.layout,  # type: ignore[arg-type]  # one of the choices
            piece_width_mm=float(self.piece_width_mm),
            piece_height_mm=float(self.piece_height_mm),
            foot_mm=float(self.foot_mm),
            least_ppi=self.least_ppi,
            least_pt=self.least_pt,
        )


def _fold_fault(fold: str, widths: tuple[float, ...]) -> str:
    """Return why a sheet with these panels does not fold so; "" when it does."""
    count = len(widths)
    if fold == "half" and count != 2:
        return str(_("Gấp đôi thì có đúng hai mặt."))
    if fold == "double" and count != 4:
        return str(_("Gấp đôi hai lần thì có đúng bốn mặt."))
    if fold in ("roll", "zigzag") and count < 3:
        return str(_("Gấp cuộn hay ziczac thì có ít nhất ba mặt."))
    if fold == "roll" and widths[0] > min(widths[1:]) - 1:
        return str(_("Mặt ngoài cùng bên trái gập vào trong: phải hẹp hơn các mặt khác 1–3 mm."))
    return ""
