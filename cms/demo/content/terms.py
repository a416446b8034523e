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
    ),
    Term(name="dịch vụ công", says=("DVC",)),
    Term(name="Ủy ban nhân dân", says=("UBND", "ủy ban")),
    Term(name="Hội đồng nhân dân", says=("HĐND",)),
    Term(name="kinh tế - xã hội", says=("KT-XH", "KTXH")),
    Term(name="bảo hiểm xã hội", says=("BHXH",)),
    Term(name="bảo hiểm y tế", says=("BHYT", "thẻ bảo hiểm")),
    Term(
        name="bộ phận một cửa",
        says=("một cửa", "bộ phận tiếp nhận và trả kết quả", "BPMC"),
        definition="Nơi nhận hồ sơ và trả kết quả của mọi thủ tục trong một cơ quan.",
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
    Term(name="file online", says=("apply online", "submit online"), language="en"),
    Term(name="People’s Committee", says=("UBND", "PPC"), language="en"),
)
