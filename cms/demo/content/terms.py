"""Words of public offices and what people type instead of them."""

from cms.demo.content.fact_shapes import Term

__all__ = ["TERMS"]

TERMS = (
    Term(
        name="căn cước công dân",
        says=("CCCD", "thẻ căn cước", "căn cước", "chứng minh nhân dân", "CMND"),
        definition="Giấy tờ tuỳ thân có số định danh; từ tháng 7/2024 gọi là thẻ căn cước.",
    ),
    Term(
        name="thủ tục hành chính",
        says=("TTHC",),
        definition="Các bước, giấy tờ cơ quan quy định để giải quyết một việc cho người dân.",
    ),
    Term(
        name="dịch vụ công trực tuyến",
        says=("DVCTT", "dịch vụ công qua mạng", "dịch vụ công online"),
        definition="Làm thủ tục qua mạng, không phải đến nơi tiếp nhận.",
        english="online public service",
    ),
    Term(name="dịch vụ công", says=("DVC",)),
    Term(name="Ủy ban nhân dân", says=("UBND", "ủy ban")),
    Term(name="Hội đồng nhân dân", says=("HĐND",)),
    Term(name="kinh tế - xã hội", says=("KT-XH", "KTXH")),
    Term(name="bảo hiểm xã hội", says=("BHXH",)),
    Term(name="bảo hiểm y tế", says=("BHYT", "thẻ bảo hiểm", "thẻ bảo hiểm y tế")),
    Term(
        name="bộ phận một cửa",
        says=("một cửa", "bộ phận tiếp nhận và trả kết quả", "BPMC"),
        definition="Nơi nhận hồ sơ và trả kết quả của mọi thủ tục trong một cơ quan.",
        english="one-stop desk",
    ),
    Term(name="công nghệ thông tin", says=("CNTT",)),
    Term(name="thông tin và truyền thông", says=("TT&TT", "TTTT")),
    Term(name="thống kê", says=("số liệu",)),
    Term(name="quyết định", says=("QĐ",)),
    Term(name="nghị định", says=("NĐ",)),
    Term(
        name="định danh điện tử",
        says=("VNeID", "tài khoản định danh"),
        definition="Tài khoản do Bộ Công an cấp, dùng để đăng nhập các cổng dịch vụ công.",
    ),
    Term(
        name="xác nhận tình trạng hôn nhân",
        says=("độc thân", "xác nhận độc thân", "chứng nhận độc thân", "giấy độc thân"),
        definition="Giấy của xã ghi một người đang có vợ, có chồng hay không.",
    ),
    Term(
        name="đăng ký kết hôn",
        says=(
            "đăng ký hôn thú",
            "giấy hôn thú",
            "giấy kết hôn",
            "cưới",
            "marriage registration",
            "marriage certificate",
        ),
    ),
    Term(name="khai sinh", says=("giấy khai sinh", "birth certificate", "birth registration")),
    Term(
        name="giấy chứng nhận quyền sử dụng đất",
        says=("sổ đỏ", "sổ hồng", "giấy tờ nhà đất"),
    ),
    Term(name="Cổng Dịch vụ công quốc gia", says=("DVCQG", "cổng quốc gia", "cổng DVC quốc gia")),
    Term(name="Sở Nội vụ", says=("SNV",)),
    Term(name="trực tuyến", says=("online", "qua mạng", "trên mạng")),
    Term(
        name="mở tài khoản",
        says=("tạo tài khoản", "lập tài khoản", "đăng ký tài khoản", "tạo nick", "open account"),
    ),
    Term(
        name="liên hệ",
        says=(
            *(
                "điện thoại",
                "số điện thoại",
                "gọi điện",
                "hotline",
                "đường dây nóng",
                "gọi ai",
                "hỏi ai",
                "gọi số nào",
            ),
            *("contact", "phone number"),
        ),
    ),
    Term(
        name="theo dõi",
        says=("tra cứu", "tiến độ", "tình trạng hồ sơ", "đến đâu", "đến đâu rồi"),
    ),
    Term(name="tệp", says=("file", "tập tin")),
    Term(name="lợi ích", says=("vì sao nên", "tại sao nên", "có lợi gì", "được lợi gì")),
    Term(name="file online", says=("apply online", "submit online"), language="en"),
    Term(name="People’s Committee", says=("UBND", "PPC"), language="en"),
)
