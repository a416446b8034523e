"""The four illustrated steps of the leaflet of 12/2019, with its closing action.

They are the shared steps of the provincial portal, told shorter for a narrow panel: one of
them stands as all offices have it, three are the leaflet's own, the others are left out.
"""

from datetime import date

from cms.demo.content.shapes import Guide, GuideGroup, Step, StepChange

__all__ = ["CLOSING_ACTION", "LEAFLET_GUIDE"]

CLOSING_ACTION = "Điền đủ tờ khai theo mẫu rồi, bấm <code>GỬI ĐI</code> là xong."
_SHORTER = "Tờ gấp chỉ đủ chỗ cho bốn bước."


def _left_out(key: str) -> StepChange:
    return StepChange(kind="leave_out", of=key, reason=_SHORTER)


def _instead(of: str, step: Step) -> StepChange:
    return StepChange(kind="replace", of=of, step=step)


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
            lead="Làm lần lượt bốn bước sau.",
            portal="cong-bac-kan",
            step_set="nop-tren-cong-tinh",
            parameters=(("ten_muc", "Sở Thông tin và Truyền thông"),),
            closing=(("paragraph", f"<p>{CLOSING_ACTION}</p>"),),
            changes=(
                *map(_left_out, ("mo-cong", "dang-ky", "dang-nhap", "chon-co-quan")),
                *map(_left_out, ("chon-linh-vuc", "doc-cac-the")),
                _instead(
                    "chon-the",
                    Step(
                        key="chon-don-vi",
                        title=(
                            "Mở cổng của tỉnh, chọn <code>{{nhan.dich_vu_cong}}</code>, rồi chọn "
                            "đơn vị."
                        ),
                        example="Sở Thông tin và Truyền thông",
                        pictures=("provincial-offices--so-tttt",),
                    ),
                ),
                _instead(
                    "chon-thu-tuc",
                    Step(
                        key="chon-thu-tuc-cua-so",
                        title="Chọn thủ tục cần nộp.",
                        example="Thủ tục cấp giấy phép xuất bản bản tin địa phương",
                        pictures=("provincial-procedures--so-tttt",),
                    ),
                ),
                _instead(
                    "gui-di",
                    Step(
                        key="dinh-kem",
                        title=(
                            "Điền thông tin và đính kèm văn bản ở phần "
                            "<code>THÀNH PHẦN HỒ SƠ</code>."
                        ),
                        pictures=("provincial-dossier-form--so-tttt",),
                    ),
                ),
            ),
        ),
    ),
)
