"""The four illustrated steps of the leaflet of 12/2019, with its closing action."""

from datetime import date

from cms.demo.content.shapes import Guide, GuideGroup, Step

__all__ = ["CLOSING_ACTION", "LEAFLET_GUIDE"]

CLOSING_ACTION = "Điền đủ tờ khai theo mẫu rồi, bấm <code>GỬI ĐI</code> là xong."

LEAFLET_GUIDE = Guide(
    key="huong-dan-bon-buoc",
    agency="trung-tam-cntt",
    title="Gửi hồ sơ trực tuyến trong bốn bước",
    summary="Bốn bước có hình, như trên tờ gấp năm 2019.",
    audience="Mọi người cần gửi hồ sơ cho cơ quan ở tỉnh Bắc Kạn",
    published=date(2019, 12, 1),
    contacts=("trung-tam-cntt",),
    groups=(
        GuideGroup(
            title="Gửi hồ sơ trực tuyến",
            portal="cong-bac-kan",
            closing=(("paragraph", f"<p>{CLOSING_ACTION}</p>"),),
            steps=(
                Step(
                    key="chon-don-vi",
                    title=(
                        "Mở cổng của tỉnh, chọn <code>DỊCH VỤ CÔNG TRỰC TUYẾN</code>, rồi chọn "
                        "đơn vị."
                    ),
                    example="Sở Thông tin và Truyền thông",
                    portal_labels=("DỊCH VỤ CÔNG TRỰC TUYẾN",),
                    pictures=("provincial-offices--so-tttt",),
                ),
                Step(
                    key="chon-thu-tuc",
                    title="Chọn thủ tục cần nộp.",
                    example="Thủ tục cấp giấy phép xuất bản bản tin địa phương",
                    pictures=("provincial-procedures--so-tttt",),
                ),
                Step(
                    key="khai-bao",
                    title=(
                        "Bấm <code>BẤM VÀO ĐÂY ĐỂ KHAI BÁO HỒ SƠ TRỰC TUYẾN</code> và làm theo "
                        "hướng dẫn."
                    ),
                    portal_labels=("BẤM VÀO ĐÂY ĐỂ KHAI BÁO HỒ SƠ TRỰC TUYẾN",),
                    pictures=("provincial-declare--so-tttt",),
                ),
                Step(
                    key="dinh-kem",
                    title=(
                        "Điền thông tin và đính kèm văn bản ở phần <code>THÀNH PHẦN HỒ SƠ</code>."
                    ),
                    portal_labels=("THÀNH PHẦN HỒ SƠ",),
                    pictures=("provincial-dossier-form--so-tttt",),
                ),
            ),
        ),
    ),
)
