"""What an official text carries besides its body (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from calendar import monthrange
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from cms.blocks.official import LegalBasesBlock, RecipientsBlock
from cms.fields import StreamField
from cms.signing import why_not_before

__all__ = ["NOT_TRANSLATED", "OfficialText", "closing_panels", "opening_panels"]

NOT_TRANSLATED = tuple(
    SynchronizedField(name, overridable=False)
    for name in (
        "number",
        "symbol",
        "place",
        "signer_name",
        "shows_signer_name",
        "urgency",
        "circulation",
        "drafter_symbol",
        "copies",
        "shows_office_address",
    )
)
"""Names are nothing for translators, and their files go far; number and stamps are the original's."""


LEAP_YEAR = 2000


def _part(label: Any, lowest: int, highest: int) -> Any:
    return models.PositiveSmallIntegerField(
        label,
        null=True,
        blank=True,
        validators=[MinValueValidator(lowest), MaxValueValidator(highest)],
    )


class OfficialText(models.Model):
    """Thể thức văn bản: number and date may wait for the registry office."""

    class Authority(models.TextChoices):
        """Thẩm quyền ký."""

        ALONE = "", _("ký trực tiếp")
        COLLECTIVE = "TM.", _("TM. – thay mặt tập thể")
        DEPUTY = "KT.", _("KT. – ký thay")
        ORDER = "TL.", _("TL. – thừa lệnh")
        AUTHORISED = "TUQ.", _("TUQ. – thừa uỷ quyền")
        ACTING = "Q.", _("Q. – quyền")

    class Urgency(models.TextChoices):
        """Dấu chỉ mức độ khẩn."""

        NONE = "", _("không")
        URGENT = "KHẨN", _("Khẩn")
        VERY_URGENT = "THƯỢNG KHẨN", _("Thượng khẩn")
        AT_ONCE = "HỎA TỐC", _("Hỏa tốc")

    class Circulation(models.TextChoices):
        """Chỉ dẫn về phạm vi lưu hành."""

        OPEN = "", _("không")
        INTERNAL = "LƯU HÀNH NỘI BỘ", _("Lưu hành nội bộ")
        RETURNED = "XEM XONG TRẢ LẠI", _("Xem xong trả lại")

    summary_line = models.TextField(
        _("trích yếu"),
        blank=True,
        max_length=500,
        help_text=_("Như trên văn bản chính thức. Để trống thì dùng tiêu đề trang."),
    )
    number = models.CharField(
        _("số"),
        max_length=20,
        blank=True,
        help_text=_("Để trống khi chờ văn thư cấp số; bản in chừa đúng một khoảng."),
    )
    symbol = models.CharField(
        _("ký hiệu"), max_length=40, blank=True, help_text=_("Phần sau dấu gạch chéo: TB-SNV")
    )
    place = models.CharField(_("địa danh"), max_length=80, blank=True, help_text=_("Bắc Kạn"))
    signed_day = _part(_("ngày"), 1, 31)
    signed_month = _part(_("tháng"), 1, 12)
    signed_year = _part(_("năm"), 1945, 2100)
    urgency = models.CharField(
        _("dấu chỉ mức độ khẩn"),
        max_length=12,
        choices=Urgency.choices,
        blank=True,
        default="",
        help_text=_("In trong khung đỏ, dưới số và ký hiệu."),
    )
    circulation = models.CharField(
        _("phạm vi lưu hành"),
        max_length=20,
        choices=Circulation.choices,
        blank=True,
        default="",
        help_text=_("In trong khung, dưới số và ký hiệu. Trang web vẫn ai cũng xem được."),
    )
    addressees = models.TextField(
        _("kính gửi"),
        blank=True,
        max_length=2000,
        help_text=_("Mỗi nơi một dòng; máy tự thêm dấu. Thông báo thường để trống."),
    )
    shows_office_address = models.BooleanField(
        _("in địa chỉ cơ quan ở chân trang đầu"),
        default=False,
        help_text=_("Lấy từ đầu mối liên hệ của cơ quan trong sổ."),
    )
    legal_bases = StreamField(LegalBasesBlock(), verbose_name=_("căn cứ"), blank=True)
    lead = models.TextField(_("câu dẫn"), blank=True, help_text=_("Câu kết thúc bằng “như sau:”."))
    closing = models.TextField(_("câu kết"), blank=True, help_text=_("Máy tự thêm “./.” ở cuối."))
    recipients = StreamField(RecipientsBlock(), verbose_name=_("nơi nhận"), blank=True)
    authority = models.CharField(
        _("thẩm quyền ký"), max_length=4, choices=Authority.choices, blank=True, default=""
    )
    authority_post = models.CharField(
        _("chức vụ hoặc tập thể"),
        max_length=120,
        blank=True,
        help_text=_("Sau chữ KT., TM.: ví dụ Trưởng ban, Uỷ ban nhân dân."),
    )
    signer_post = models.CharField(
        _("chức vụ người ký"),
        max_length=120,
        blank=True,
        help_text=_("Khi khác với dòng trên: ví dụ Phó Trưởng ban. Họ tên có ô riêng."),
    )
    signer_name = models.CharField(
        _("họ tên người ký"),
        max_length=120,
        blank=True,
        help_text=_("Chỉ in trên bản giấy. Không ghi học hàm, học vị trước tên."),
    )
    drafter_symbol = models.CharField(
        _("ký hiệu người soạn thảo"),
        max_length=10,
        blank=True,
        help_text=_("In dưới Nơi nhận, ví dụ PL. Chỉ có trên bản in."),
    )
    copies = models.PositiveIntegerField(
        _("số lượng bản"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("In trong ngoặc sau ký hiệu người soạn thảo, ví dụ 300."),
    )
    shows_signer_name = models.BooleanField(
        _("hiện họ tên trên trang web"),
        default=False,
        help_text=_("Để trống thì trang web và tệp PDF trên đó chỉ ghi chức vụ."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a day that does not exist, and who may not sign so."""
        super().clean()
        if self.signed_day and not self.signed_month:
            raise ValidationError({"signed_month": _("Đã ghi ngày thì phải ghi tháng.")})
        if self.signed_day and self.signed_day > self._days_of_month():
            raise ValidationError({"signed_day": _("Không có ngày này trong tháng đã ghi.")})
        if self.authority == self.Authority.DEPUTY and not self.signer_post:
            raise ValidationError(
                {"signer_post": _("Ký thay (KT.) thì phải ghi chức vụ của người ký.")}
            )
        if why := why_not_before(self.authority, self.authority_post):
            raise ValidationError({"authority_post": why})

    def _days_of_month(self) -> int:
        """Return the length of the written month; without a year, of its longest."""
        month = self.signed_month or 0
        if not 1 <= month <= 12:  # the field itself refuses it
            return 31
        return monthrange(self.signed_year or LEAP_YEAR, month)[1]


opening_panels = [
    FieldPanel("summary_line"),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel("number"),
                    FieldPanel("symbol", help_text=_("Phần sau dấu gạch chéo, ví dụ TB-SNV.")),
                ]
            ),
            FieldPanel("place", help_text=_("Ví dụ Bắc Kạn.")),
            FieldRowPanel(
                [FieldPanel("signed_day"), FieldPanel("signed_month"), FieldPanel("signed_year")]
            ),
        ],
        heading=_("Số và ngày"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("urgency"), FieldPanel("circulation")]),
            FieldPanel("shows_office_address"),
        ],
        heading=_("Dấu và địa chỉ trên bản in"),
        classname="collapsed",
    ),
    FieldPanel("addressees"),
    FieldPanel("legal_bases"),
    FieldPanel("lead"),
]
closing_panels = [
    FieldPanel("closing"),
    FieldPanel("recipients"),
    FieldRowPanel([FieldPanel("drafter_symbol"), FieldPanel("copies")]),
    MultiFieldPanel(
        [
            FieldPanel("authority"),
            FieldPanel(
                "authority_post",
                help_text=_(
                    "Sau KT., TL., TUQ., Q. là chức vụ, ví dụ Chủ tịch; "
                    "sau TM. là tập thể, ví dụ Uỷ ban nhân dân."
                ),
            ),
            FieldPanel("signer_post"),
            FieldPanel("signer_name"),
            FieldPanel("shows_signer_name"),
        ],
        heading=_("Người ký"),
    ),
]
