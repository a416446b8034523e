"""The screenshots of the demo: drawn schematic screens of three portals, by name.

The portals are those of the documents of 2018-2023; nothing here is copied from a real
screen, every name in a form is a sample, and the footer says that it is a drawing.
"""

from collections.abc import Callable
from functools import cache, partial

from cms.demo import drawings_account as account
from cms.demo import drawings_daklak as daklak
from cms.demo import drawings_national as national
from cms.demo import drawings_provincial as provincial
from cms.demo.drawings_canvas import Canvas
from cms.demo.drawings_parts import DAKLAK, NATIONAL, PROVINCIAL

__all__ = ["ALT", "NAMES", "callouts", "draw"]

_DECLARE = "Bấm vào đây để khai báo hồ sơ trực tuyến"
_STAFF = (
    "Thủ tục thi tuyển công chức",
    "Thủ tục xét tuyển công chức",
    "Thủ tục thi tuyển viên chức",
)
_ETHNIC = (
    "Thủ tục công nhận người có uy tín trong đồng bào dân tộc thiểu số",
    "Thủ tục đưa ra khỏi danh sách người có uy tín trong đồng bào dân tộc thiểu số",
)
_CIVIL = ("Đăng ký khai sinh", "Đăng ký kết hôn", "Cấp bản sao hộ tịch")
_PRESS = (
    "Thủ tục cấp giấy phép xuất bản bản tin địa phương",
    "Thủ tục cấp giấy phép hoạt động in",
)
_HOME_AFFAIRS_FIELDS = ("Công chức, viên chức", "Chính quyền địa phương", "Văn thư lưu trữ")

_Drawing = tuple[str, Callable[[], Canvas]]

_PROVINCIAL: dict[str, _Drawing] = {
    "provincial-address": (
        "Trình duyệt mở cổng của tỉnh, khung đỏ ở địa chỉ dichvucong.backan.gov.vn.",
        partial(account.address, PROVINCIAL),
    ),
    "provincial-register": (
        "Trang chủ cổng của tỉnh, khung đỏ ở nút Đăng ký góc trên bên phải.",
        partial(account.register, PROVINCIAL),
    ),
    "provincial-login": (
        "Ô đăng nhập của cổng tỉnh: tên đăng nhập, mật khẩu và nút Đăng nhập.",
        partial(account.login, PROVINCIAL),
    ),
    "provincial-online-tab": (
        "Thanh menu của cổng tỉnh, khung đỏ ở thẻ DỊCH VỤ CÔNG TRỰC TUYẾN.",
        provincial.online_tab,
    ),
    "provincial-offices": (
        "Chín ô tên cơ quan trên cổng tỉnh, khung đỏ quanh cả bảng.",
        provincial.offices,
    ),
    "provincial-offices--ban-dan-toc": (
        "Bảng tên cơ quan trên cổng tỉnh, khung đỏ ở ô Ban Dân tộc.",
        partial(provincial.offices, "Ban Dân tộc"),
    ),
    "provincial-offices--so-noi-vu": (
        "Bảng tên cơ quan trên cổng tỉnh, khung đỏ ở ô Sở Nội vụ.",
        partial(provincial.offices, "Sở Nội vụ"),
    ),
    "provincial-offices--ubnd-huyen-ngan-son": (
        "Bảng tên cơ quan trên cổng tỉnh, khung đỏ ở ô UBND cấp huyện hoặc cấp xã.",
        partial(provincial.offices, "UBND cấp huyện hoặc cấp xã"),
    ),
    "provincial-offices--so-tttt": (
        "Bảng tên cơ quan trên cổng tỉnh, khung đỏ ở ô Sở Thông tin và Truyền thông.",
        partial(provincial.offices, "Sở Thông tin và Truyền thông"),
    ),
    "provincial-fields": (
        "Danh sách lĩnh vực của cơ quan đã chọn, khung đỏ ở dòng đầu.",
        partial(provincial.fields, "Cơ quan bạn đã chọn", _HOME_AFFAIRS_FIELDS, 0),
    ),
    "provincial-fields--ban-dan-toc": (
        "Danh sách lĩnh vực của Ban Dân tộc, khung đỏ ở dòng Công tác dân tộc.",
        partial(provincial.fields, "Ban Dân tộc", ("Công tác dân tộc",), 0),
    ),
    "provincial-fields--so-noi-vu": (
        "Danh sách lĩnh vực của Sở Nội vụ, khung đỏ ở dòng Công chức, viên chức.",
        partial(provincial.fields, "Sở Nội vụ", _HOME_AFFAIRS_FIELDS, 0),
    ),
    "provincial-fields--ubnd-huyen-ngan-son": (
        "Danh sách lĩnh vực của cấp huyện, cấp xã, khung đỏ ở dòng Hộ tịch.",
        partial(
            provincial.fields,
            "UBND cấp huyện hoặc cấp xã",
            ("Hộ tịch", "Chứng thực", "Đất đai"),
            0,
        ),
    ),
    "provincial-procedures": (
        "Danh sách thủ tục của lĩnh vực đã chọn, khung đỏ ở một thủ tục.",
        partial(provincial.procedures, "Lĩnh vực bạn đã chọn", _STAFF, 1),
    ),
    "provincial-procedures--ban-dan-toc": (
        "Hai thủ tục của Ban Dân tộc, khung đỏ ở thủ tục công nhận người có uy tín.",
        partial(provincial.procedures, "Công tác dân tộc", _ETHNIC, 0),
    ),
    "provincial-procedures--so-noi-vu": (
        "Các thủ tục về công chức, viên chức, khung đỏ ở thủ tục xét tuyển công chức.",
        partial(provincial.procedures, "Công chức, viên chức", _STAFF, 1),
    ),
    "provincial-procedures--ubnd-huyen-ngan-son": (
        "Các thủ tục hộ tịch, khung đỏ ở thủ tục đăng ký khai sinh.",
        partial(provincial.procedures, "Hộ tịch", _CIVIL, 0),
    ),
    "provincial-procedures--so-tttt": (
        "Danh sách thủ tục, khung đỏ ở thủ tục cấp giấy phép xuất bản bản tin địa phương.",
        partial(provincial.procedures, "Xuất bản, in", _PRESS, 0),
    ),
    "provincial-procedure-tabs": (
        "Trang một thủ tục, khung đỏ quanh năm thẻ: Thông tin chung, Quy trình, Hồ sơ cần "
        "thiết, Căn cứ pháp lý, Biểu mẫu đính kèm.",
        provincial.procedure_tabs,
    ),
    "provincial-declare": (
        "Trang một thủ tục, khung đỏ ở nút Bấm vào đây để khai báo hồ sơ trực tuyến.",
        partial(provincial.declare, "Thủ tục bạn đã chọn", _DECLARE),
    ),
    "provincial-declare--so-tttt": (
        "Trang thủ tục cấp giấy phép xuất bản bản tin, khung đỏ ở nút BẤM VÀO ĐÂY ĐỂ KHAI BÁO "
        "HỒ SƠ TRỰC TUYẾN.",
        partial(provincial.declare, "Cấp giấy phép xuất bản bản tin", _DECLARE.upper()),
    ),
    "provincial-dossier-form": (
        "Thẻ Thông tin hồ sơ (1), hai thành phần hồ sơ đã có tệp PDF (2) và nút Gửi đi (3).",
        partial(provincial.dossier_form, ("Đơn theo mẫu", "Giấy tờ kèm theo")),
    ),
    "provincial-dossier-form--so-tttt": (
        "Thẻ Thông tin hồ sơ (1), phần THÀNH PHẦN HỒ SƠ đã có tệp PDF (2) và nút Gửi đi (3).",
        partial(
            provincial.dossier_form,
            ("Tờ khai cấp giấy phép", "Bản mẫu bản tin"),
            heading="THÀNH PHẦN HỒ SƠ",
        ),
    ),
    "provincial-success": (
        "Cổng tỉnh báo: Gửi hồ sơ thành công, kèm mã hồ sơ.",
        partial(account.sent, PROVINCIAL),
    ),
}

_NATIONAL: dict[str, _Drawing] = {
    "national-address": (
        "Trình duyệt mở Cổng Dịch vụ công quốc gia, khung đỏ ở địa chỉ dichvucong.gov.vn.",
        partial(account.address, NATIONAL),
    ),
    "national-register": (
        "Trang chủ cổng quốc gia, khung đỏ ở nút Đăng ký góc trên bên phải.",
        partial(account.register, NATIONAL),
    ),
    "national-login": (
        "Ô đăng nhập của cổng quốc gia: tên đăng nhập, mật khẩu và nút Đăng nhập.",
        partial(account.login, NATIONAL),
    ),
    "national-services-tab": (
        "Menu cổng quốc gia: thẻ THÔNG TIN VÀ DỊCH VỤ (1), trong đó mục DỊCH VỤ CÔNG TRỰC "
        "TUYẾN (2).",
        national.services_tab,
    ),
    "national-province": (
        "Danh sách tỉnh, thành phố trên cổng quốc gia, khung đỏ ở Bắc Kạn.",
        national.province,
    ),
    "national-results": (
        "Ô tìm kiếm có tên thủ tục (1) và thủ tục đó trong kết quả (2).",
        partial(national.results, "Thủ tục xét tuyển công chức", (_STAFF[0], _STAFF[2])),
    ),
    "national-results--ban-dan-toc": (
        "Ô tìm kiếm có tên thủ tục công nhận người có uy tín (1) và thủ tục đó trong kết quả (2).",
        partial(national.results, _ETHNIC[0], (_ETHNIC[1],)),
    ),
    "national-results--so-noi-vu": (
        "Ô tìm kiếm có tên thủ tục xét tuyển công chức (1) và thủ tục đó trong kết quả (2).",
        partial(national.results, _STAFF[1], (_STAFF[0], _STAFF[2])),
    ),
    "national-results--ubnd-huyen-ngan-son": (
        "Ô tìm kiếm có chữ Đăng ký khai sinh (1) và thủ tục đó trong kết quả (2).",
        partial(national.results, _CIVIL[0], _CIVIL[1:]),
    ),
    "national-agency": (
        "Ô chọn cơ quan thực hiện (1) và nút NỘP HỒ SƠ TRỰC TUYẾN (2).",
        partial(national.agency, "Cơ quan giải quyết hồ sơ của bạn"),
    ),
    "national-agency--ban-dan-toc": (
        "Ô cơ quan thực hiện đã chọn Ban Dân tộc tỉnh Bắc Kạn (1), nút NỘP HỒ SƠ TRỰC TUYẾN (2).",
        partial(national.agency, "Ban Dân tộc tỉnh Bắc Kạn"),
    ),
    "national-agency--so-noi-vu": (
        "Ô cơ quan thực hiện đã chọn Sở Nội vụ tỉnh Bắc Kạn (1), nút NỘP HỒ SƠ TRỰC TUYẾN (2).",
        partial(national.agency, "Sở Nội vụ tỉnh Bắc Kạn"),
    ),
    "national-agency--ubnd-huyen-ngan-son": (
        "Ô cơ quan thực hiện đã chọn UBND huyện Ngân Sơn (1), nút NỘP HỒ SƠ TRỰC TUYẾN (2).",
        partial(national.agency, "UBND huyện Ngân Sơn"),
    ),
    "national-payment": (
        "Trang thanh toán phí, lệ phí trên cổng quốc gia, khung đỏ ở nút Thanh toán.",
        national.payment,
    ),
    "national-success": (
        "Cổng quốc gia báo: Gửi hồ sơ thành công, kèm mã hồ sơ.",
        partial(account.sent, NATIONAL),
    ),
}

_DAKLAK: dict[str, _Drawing] = {
    "daklak-register": (
        "Các ô đăng ký tài khoản, ô bắt buộc có dấu * (1), và nút Đăng ký (2).",
        account.daklak_register,
    ),
    "daklak-profile": (
        "Thông tin cá nhân còn thiếu một ô (1) và nút Lưu (2).",
        account.daklak_profile,
    ),
    "daklak-login": (
        "Ô đăng nhập của cổng Đắk Lắk: tên đăng nhập, mật khẩu và nút Đăng nhập.",
        partial(account.login, DAKLAK),
    ),
    "daklak-keyword": (
        "Ô Từ khóa đã gõ Đăng ký khai sinh, trong khung đỏ.",
        partial(daklak.search_form, 0),
    ),
    "daklak-agency": (
        "Ô Cơ quan đã chọn UBND huyện CưM’gar, trong khung đỏ.",
        partial(daklak.search_form, 1),
    ),
    "daklak-field": (
        "Ô Lĩnh vực đã chọn Tư pháp – Hộ tịch, trong khung đỏ.",
        partial(daklak.search_form, 2),
    ),
    "daklak-kind": (
        "Ô Mức độ DVC mở ra hai lựa chọn: Một phần và Toàn trình.",
        partial(daklak.search_form, 3),
    ),
    "daklak-level": (
        "Ô Cấp thủ tục đã chọn Xã, phường, thị trấn (1), nút Tìm kiếm (2), nút Nộp hồ sơ (3).",
        partial(daklak.search_form, 4),
    ),
    "daklak-handling-agency": (
        "Ô Cơ quan giải quyết hồ sơ đã chọn UBND huyện CưM’gar, trong khung đỏ.",
        partial(daklak.place_form, 0),
    ),
    "daklak-case": (
        "Ô Trường hợp giải quyết hồ sơ mở ra ba lựa chọn: 1 ngày, 3 ngày, 22 ngày.",
        partial(daklak.place_form, 1),
    ),
    "daklak-district": (
        "Ô Quận/huyện nộp hồ sơ đã chọn Huyện CưM’gar, trong khung đỏ.",
        partial(daklak.place_form, 2),
    ),
    "daklak-commune": (
        "Ô Phường, xã nộp hồ sơ đã chọn Xã Ea Kuêh (1) và nút Đồng ý và tiếp tục (2).",
        partial(daklak.place_form, 3),
    ),
    "daklak-applicant": (
        "Ô Họ và tên đã có tên mẫu (1) và nút Đồng ý và tiếp tục (2).",
        daklak.applicant,
    ),
    "daklak-dossier": (
        "Giấy tờ đã chọn (1), ô mã xác nhận (2), ô chịu trách nhiệm (3) và nút Nộp hồ sơ (4).",
        daklak.dossier,
    ),
}

_DRAWINGS = {**_PROVINCIAL, **_NATIONAL, **_DAKLAK}

NAMES = tuple(_DRAWINGS)
"""Every picture, in the order in which the guides need them."""

ALT = {name: alt for name, (alt, _) in _DRAWINGS.items()}
"""What a reader who cannot see the picture is told."""


def draw(name: str) -> bytes:
    """Return the picture as PNG, 1366 × 860; the same bytes every time. KeyError if unknown."""
    return _DRAWINGS[name][1]().png()


@cache
def callouts(name: str) -> tuple[tuple[float, float, float, float, str], ...]:
    """Return (x, y, w, h, label) of the boxes that the page draws over it, in percent."""
    return tuple(_DRAWINGS[name][1]().callouts)
