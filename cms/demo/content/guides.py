"""The guide pages: three offices use the shared steps, a commune and a leaflet have their own.

Who may need them, what differs by office, and the remarks after the steps: announcements of
Ban Dân tộc (2023) and Sở Nội vụ (2022), article of huyện Ngân Sơn (2023).
"""

from datetime import date

from cms.demo.content.commune_guides import COMMUNE_GUIDES
from cms.demo.content.leaflet_steps import LEAFLET_GUIDE
from cms.demo.content.national_leaflet import NATIONAL_GUIDE
from cms.demo.content.shapes import Body, Guide, GuideGroup, Step, StepChange

__all__ = ["GUIDES"]

_APPENDIX: Body = (
    (
        "paragraph",
        "<p>Ảnh minh họa từng thao tác có trong Phụ lục 1 kèm theo Văn bản số "
        "31/TTCNTT&amp;TT-KT ngày 20/3/2018 của Trung tâm Công nghệ thông tin và Truyền thông "
        "về đăng ký hồ sơ trực tuyến.</p>",
    ),
    (
        "callout",
        {
            "tone": "note",
            "title": "Giữ sẵn giấy tờ gốc",
            "text": (
                "<p>Khi cơ quan cần kiểm tra, đối chiếu theo quy định của pháp luật chuyên "
                "ngành, bạn phải xuất trình bản gốc, bản chính hoặc bản sao có chứng thực.</p>"
            ),
        },
    ),
)

_PREPARE = (
    "Tài khoản trên cổng (chưa có thì tạo ở bước 2)",
    "Mẫu đơn, tờ khai đã điền",
    "Giấy tờ của hồ sơ, mỗi loại một tệp PDF",
)


def _two_ways(
    *,
    menu_name: str,
    full_name: str,
    has_payment: bool,
    closing: Body = (),
    changes: tuple[StepChange, ...] = (),
) -> tuple[GuideGroup, ...]:
    return (
        GuideGroup(
            title="Nộp trên Cổng Dịch vụ công tỉnh Bắc Kạn",
            portal="cong-bac-kan",
            step_set="nop-tren-cong-tinh",
            parameters=(("ten_muc", menu_name), ("co_quan_day_du", full_name)),
            closing=closing,
            changes=changes,
        ),
        GuideGroup(
            title="Nộp trên Cổng Dịch vụ công quốc gia",
            portal="cong-quoc-gia",
            step_set="nop-tren-cong-quoc-gia",
            parameters=(("co_quan_day_du", full_name),),
            has_payment=has_payment,
        ),
    )


_SHORT_REGISTRATION = StepChange(
    kind="replace",
    of="dang-ky",
    step=Step(
        key="dang-ky-ngan-son",
        title="Bấm <code>{{nhan.dang_ky}}</code> và khai thông tin cổng yêu cầu.",
        body="<p>Lưu lại tài khoản để dùng cho những lần sau.</p>",
        pictures=("provincial-register",),
    ),
)
"""The district's article says the second step shorter than the two announcements."""

GUIDES = (
    Guide(
        key="huong-dan-ban-dan-toc",
        agency="ban-dan-toc",
        title="Nộp hồ sơ trực tuyến đến Ban Dân tộc",
        summary="Hai cách nộp: trên cổng của tỉnh hoặc trên Cổng Dịch vụ công quốc gia.",
        audience="Tổ chức, cá nhân làm một trong hai thủ tục của Ban Dân tộc",
        prepare=_PREPARE,
        published=date(2023, 8, 4),
        groups=_two_ways(
            menu_name="Ban Dân tộc",
            full_name="Ban Dân tộc tỉnh Bắc Kạn",
            has_payment=False,
        ),
    ),
    Guide(
        key="huong-dan-so-noi-vu",
        agency="so-noi-vu",
        title="Nộp hồ sơ trực tuyến đến Sở Nội vụ",
        summary="Mười thủ tục chỉ nhận hồ sơ trực tuyến: nộp trên cổng tỉnh hoặc cổng quốc gia.",
        audience="Tổ chức, cá nhân làm một trong mười thủ tục của Sở Nội vụ",
        prepare=_PREPARE,
        published=date(2022, 11, 10),
        groups=_two_ways(
            menu_name="Sở Nội vụ",
            full_name="Sở Nội vụ tỉnh Bắc Kạn",
            has_payment=True,
            closing=_APPENDIX,
        ),
    ),
    Guide(
        key="huong-dan-ngan-son",
        agency="ubnd-huyen-ngan-son",
        title="Nộp hồ sơ trực tuyến ở huyện Ngân Sơn",
        summary="Dùng cho thủ tục của Ủy ban nhân dân cấp huyện và cấp xã.",
        audience="Tổ chức, cá nhân làm thủ tục ở cấp huyện, cấp xã của huyện Ngân Sơn",
        prepare=_PREPARE,
        published=date(2023, 8, 14),
        groups=_two_ways(
            menu_name="UBND cấp huyện hoặc cấp xã",
            full_name="UBND huyện Ngân Sơn",
            has_payment=True,
            closing=_APPENDIX,
            changes=(_SHORT_REGISTRATION,),
        ),
    ),
    LEAFLET_GUIDE,
    NATIONAL_GUIDE,
    *COMMUNE_GUIDES,
)
