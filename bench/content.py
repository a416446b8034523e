"""Words for generated guides: guide ``number`` is made from its number alone."""

import random
from dataclasses import dataclass

__all__ = ["AGENCIES", "PICTURES", "GeneratedGuide", "GeneratedStep", "guide"]

AGENCIES = 10
PICTURES = 20
STEPS = 4

_THINGS = (
    *("khai sinh", "kết hôn", "khai tử", "tạm trú", "thường trú", "hộ kinh doanh", "thẻ thư viện"),
    *(
        "xây nhà ở riêng lẻ",
        "trợ cấp xã hội",
        "bảo hiểm y tế",
        "giấy phép lái xe",
        "lý lịch tư pháp",
    ),
    *("sao y bản chính", "giám hộ", "nhận con nuôi", "hỗ trợ học phí", "đất ở", "nước sạch"),
    *("an toàn thực phẩm", "nghỉ phép", "lưu trú", "xe máy chuyên dùng", "tàu cá", "giống cây"),
)
_FIRST = (
    *("Suối", "Đồi", "Bến", "Nà", "Khe", "Đèo", "Vườn", "Gò", "Cầu", "Ao", "Rừng", "Thác", "Nương"),
    *("Bãi", "Lũng", "Mường", "Phiêng", "Cồn", "Rạch", "Xóm"),
    *("Động", "Hang", "Đầm", "Trại", "Láng", "Bưng", "Giồng", "Hòn", "Dốc", "Truông"),
)
_SECOND = (
    *("Hoa", "Trăng", "Lim", "Sen", "Mận", "Thông", "Chè", "Quế", "Lúa", "Đá", "Gió", "Sương"),
    *("Nắng", "Ngọc", "Vàng", "Xanh", "Hạ", "Thu", "Mơ", "Bưởi"),
)
_BUTTONS = ("Đăng nhập", "Nộp hồ sơ", "Tiếp tục", "Chọn cơ quan", "Thành phần hồ sơ", "Gửi đi")
_SENTENCES = (
    "Kiểm tra tên {place} trước khi sang bước sau.",
    "Hồ sơ {thing} lưu được {days} ngày, bạn có thể quay lại làm tiếp.",
    "Ảnh chụp phải rõ bốn góc, mỗi tệp không quá {days} MB.",
    "Nếu trang chậm, chờ {minutes} phút rồi bấm lại một lần.",
    "Cán bộ {place} trả lời trong {days} ngày làm việc.",
    "Ghi lại mã hồ sơ để tra cứu {thing} bằng điện thoại.",
    "Thông tin lấy từ tài khoản của bạn, chỉ sửa khi thấy sai.",
    "Người nhà có thể làm thay khi có giấy uỷ quyền.",
    "Mục có dấu sao là mục phải điền.",
    "Bạn nhận tin nhắn khi {place} đã tiếp nhận hồ sơ.",
    "Tờ khai có sẵn phần điền tự động, bạn đọc lại từng dòng.",
    "Số nhà, thôn và {place} phải viết như trong sổ của công an.",
    "Chưa có tài khoản thì đăng ký trước, mất chừng {minutes} phút.",
    "Mật khẩu gửi qua tin nhắn hết hiệu lực sau {minutes} phút.",
    "Muốn sửa tờ khai đã nộp, chọn bổ sung rồi nêu lý do.",
    "Lệ phí trả bằng thẻ ngân hàng hoặc ví trên điện thoại.",
    "Biên lai điện tử nằm trong hòm thư trong {days} ngày.",
    "Nhà văn hoá {place} có máy tính và người hướng dẫn mỗi sáng thứ Ba.",
    "Giấy tờ bản gốc vẫn giữ ở nhà, chỉ mang theo khi được hẹn.",
    "Bản điện tử có chữ ký số dùng thay bản giấy ở mọi nơi.",
    "Chọn đúng huyện cũ, vì tên {place} có thể trùng với nơi khác.",
    "Quá {days} ngày chưa thấy trả lời thì gọi số điện thoại cuối trang.",
    "Người cao tuổi được giúp điền tờ khai ngay tại quầy.",
    "Trẻ em chưa có căn cước thì cha hoặc mẹ đứng tên khai.",
    "Kết quả {thing} gửi về nhà qua bưu tá, cước tính theo cân nặng.",
    "Hồ sơ thiếu được trả lại kèm danh sách giấy tờ còn thiếu.",
    "Danh mục biểu mẫu xếp theo lĩnh vực, gõ hai chữ đầu để tìm.",
    "Nếu mất mạng giữa chừng, phần đã điền được giữ trong {days} giờ.",
    "Không chuyển tiền cho người lạ tự xưng cán bộ {place}.",
    "Tên tệp đính kèm nên ngắn, không có ký tự lạ.",
    "Kiểm tra ngày sinh, quê quán và họ tên đệm thật kỹ.",
    "Có thể nộp thay cha mẹ, vợ chồng nếu cùng hộ khẩu.",
    "Máy in ở bưu cục {place} in miễn phí {minutes} trang đầu.",
    "Chữ ký trên tờ khai phải giống chữ ký đã đăng ký.",
    "Thời gian giải quyết không tính thứ Bảy, Chủ nhật và ngày lễ.",
    "Trạng thái màu vàng nghĩa là hồ sơ đang chờ bạn bổ sung.",
    "Đánh giá sự hài lòng giúp {place} phục vụ tốt hơn.",
    "Trưởng thôn nhận thông báo {thing} qua loa lúc năm giờ chiều.",
    "Bản sao chứng thực có giá trị trong {days} tháng.",
    "Khi bàn giao, ký nhận vào sổ và xem lại dấu đỏ.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedStep:
    """One step: what to press, a few sentences, which picture (0 to PICTURES - 1)."""

    action: str
    button: str
    sentences: tuple[str, ...]
    picture: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedGuide:
    """The words of one guide; ``agency`` is the number of its office."""

    number: int
    title: str
    summary: str
    thing: str
    place: str
    minutes: int
    agency: int
    steps: tuple[GeneratedStep, ...]
    result: tuple[str, ...]
    warning: str


def guide(number: int) -> GeneratedGuide:
    """Return guide ``number``; the first 14,400 have different titles."""
    chance = random.Random(number)  # noqa: S311  # the same guide in every run, not a secret
    thing = _THINGS[number % len(_THINGS)]
    place = _place(number // len(_THINGS))
    minutes = chance.randint(5, 45)
    words = {"thing": thing, "place": place}

    def sentences(count: int) -> tuple[str, ...]:
        return tuple(
            sentence.format(days=chance.randint(2, 15), minutes=chance.randint(2, 9), **words)
            for sentence in chance.sample(_SENTENCES, count)
        )

    return GeneratedGuide(
        number=number,
        title=f"Làm thủ tục {thing} ở {place}",
        summary=f"Làm xong trong khoảng {minutes} phút, không phải đến {place}.",
        thing=thing,
        place=place,
        minutes=minutes,
        agency=number % AGENCIES,
        steps=tuple(
            GeneratedStep(
                action=f"để làm {thing} cho {place}" if step else f"trên cổng của {place}",
                button=chance.choice(_BUTTONS),
                sentences=sentences(3),
                picture=(number * STEPS + step) % PICTURES,
            )
            for step in range(STEPS)
        ),
        result=sentences(2),
        warning=sentences(1)[0],
    )


def _place(number: int) -> str:
    around, second = divmod(number, len(_SECOND))
    return f"xã {_FIRST[around % len(_FIRST)]} {_SECOND[second]}"
