"""Compounds: words of several syllables, which a line of a heading is not broken within.

Vietnamese writes a space between syllables, not between words. These are the words of which the
titles of public offices are made; where two of them share a syllable neither is parted.
"""

import re

__all__ = ["COMPOUNDS", "tied"]

COMPOUNDS = frozenset(
    word.strip()
    for word in """
    an ninh|an sinh|an toàn|áp dụng|ăn uống|bài viết|ban chỉ huy|ban hành|ban ngành|bản đồ|bản sao
    bản tin|bảo đảm|bảo hiểm|bảo hộ|bảo mật|bảo quản|bảo trợ|bảo vệ|báo cáo|báo cháy|báo chí
    bạo lực|bắt buộc|bất động sản|bầu cử|bệnh nhân|bệnh tật|bệnh viện|biên lai|biên soạn|biển báo
    biện pháp|biểu mẫu|bình đẳng|bổ nhiệm|bổ sung|bộ đội|bộ phận|bồi dưỡng|bồi thường|bờ biển
    bưu chính|bưu điện|cách ly|cải cách|cải tạo|cải thiện|cán bộ|cảnh báo|cảnh giác|cảnh sát
    cao tuổi|căn cước|căn hộ|cần thiết|cấp cứu|cấp đổi|cấp phép|cây trồng|chăm sóc|chăn nuôi
    chấp hành|chấp thuận|chất lượng|chất thải|chế độ|chi phí|chi tiết|chia sẻ|chiến dịch|chính phủ
    chính quyền|chính sách|chính thức|chủ động|chủ hộ|chủ tịch|chủ trương|chuẩn bị|chung tay
    chúng ta|chúng tôi|chuyên môn|chuyển đổi|chuyển đổi số|chuyển khoản|chuyển nhượng|chữa cháy
    chứng minh|chứng nhận|chứng thực|chương trình|con dấu|công an|công bằng|công bố|công chức
    công chứng|công cộng|công dân|công đoàn|công nghệ|công nghiệp|công nhân|công tác|công trình
    công ty|công việc|công viên|cộng đồng|cơ hội|cơ quan|cơ sở|cung cấp|cùng nhau|cửa hàng|cứu hộ
    cứu nạn|danh mục|danh sách|dân cư|dân quân|dân số|dân tộc|dấu hiệu|di chuyển|di sản|di tích
    dịch bệnh|dịch vụ|dịch vụ công|diễn tập|dinh dưỡng|doanh nghiệp|doanh thu|du khách|du lịch
    dữ liệu|dự án|dự báo|dự phòng|dừng lại|dược phẩm|đánh giá|đào tạo|đặc biệt|đăng ký|đăng nhập
    đặt lịch|đất đai|đất nước|đầu tiên|đầu tư|đấu giá|đấu thầu|đèn pin|đề án|đề nghị|điểm đến
    điện lực|điện thoại|điện tử|điều chỉnh|điều kiện|điều tra|điều trị|đính kèm|định danh|định kỳ
    đoàn kết|đoàn thể|đoàn viên|đóng góp|đô thị|đối tượng|đội ngũ|đồng bào|đồng chí|đơn giản|đơn vị
    đúng hạn|đuối nước|đường bộ|đường dây nóng|đường sắt|gia cầm|gia đình|gia hạn|gia súc|giải đáp
    giải phóng|giải quyết|giải thích|giảm nghèo|giám định|giám sát|giao dịch|giao thông|giáo dục
    giáo viên|giấy khai sinh|giấy phép|giấy tờ|giới hạn|giới thiệu|giúp đỡ|giữ gìn|gửi đi|hạn chế
    hàng hoá|hàng hóa|hàng xóm|hành chính|hành chính công|hành động|hành vi|hệ thống|hiến máu
    hiện đại|hiện trường|hiệu quả|hình ảnh|hình thức|hoà giải|hòa giải|hoả hoạn|hỏa hoạn|hoá đơn
    hóa đơn|hoàn thành|hoàn thiện|hoạt động|học phí|học sinh|học tập|hồ sơ|hỗ trợ|hộ chiếu
    hộ gia đình|hộ khẩu|hộ kinh doanh|hộ nghèo|hộ tịch|hội nghị|hội phụ nữ|hội viên|hôn nhân
    hợp đồng|hợp pháp|hợp tác|hợp tác xã|huyết áp|hướng dẫn|hưu trí|ích lợi|kê khai|kế hoạch
    kế toán|kết hôn|kết nối|kết quả|khách hàng|khai báo|khai sinh|khai thuế|khai tử|khám bệnh
    khám chữa bệnh|khẩn cấp|khẩu trang|khen thưởng|khiếu nại|khó khăn|khó thở|khoa học|khoáng sản
    khởi nghiệp|khu dân cư|khu phố|khu vực|khuyến cáo|khuyến học|khuyến khích|khuyến nông
    khuyết tật|kiểm dịch|kiểm soát|kiểm tra|kiến nghị|kiến thức|kinh doanh|kinh nghiệm|kinh phí
    kinh tế|kỹ năng|kỹ thuật|ký hiệu|ký túc xá|làm việc|làng nghề|lãnh đạo|lao động|lâm nghiệp
    lấy ý kiến|lễ hội|lệ phí|lịch hẹn|lịch sử|liên hệ|liên kết|liên quan|lo lắng|lợi ích|lợi nhuận
    lũ lụt|lũ quét|lụt bão|lừa đảo|lực lượng|lương thực|lưu trú|lưu ý|lý do|lý lịch|mã số
    mã số thuế|mạng xã hội|mẫu đơn|mẫu giáo|miền núi|miễn giảm|miễn phí|minh bạch|mong muốn
    môi trường|một cửa|mở rộng|mùa mưa|mưa bão|mưa lũ|mức độ|năng lượng|nâng cao|ngăn chặn
    ngân hàng|ngân sách|nghề nghiệp|nghỉ hưu|nghị định|nghị quyết|nghĩa trang|nghĩa vụ|nghiêm cấm
    nghiên cứu|nghiệp vụ|ngôn ngữ|nguồn nước|nguy cơ|nguy hiểm|người cao tuổi|người dân
    người lao động|người nghèo|nhà nước|nhà trường|nhà văn hoá|nhà văn hóa|nhà xuất bản|nhanh chóng
    nhân dân|nhân viên|nhận biết|nhận thức|nhập học|nhập khẩu|nhiệm vụ|nhiệt độ|nhu cầu|niêm yết
    nội dung|nội quy|nội vụ|nông dân|nông nghiệp|nông sản|nông thôn|nông thôn mới|nộp thuế
    nuôi trồng|ô nhiễm|ô tô|phá sản|phạm vi|phản ánh|pháp lệnh|pháp luật|pháp lý|phát hành
    phát triển|phân bón|phân công|phân loại|phong trào|phòng bệnh|phòng cháy|phòng chống|phòng dịch
    phòng ngừa|phòng thủ|phổ biến|phối hợp|phụ huynh|phụ nữ|phúc lợi|phương án|phương tiện|quan hệ
    quan trọng|quản lý|quảng cáo|quảng trường|quân đội|quân sự|quốc gia|quốc phòng|quốc tế
    quốc tịch|quy chế|quy định|quy hoạch|quy tắc|quy trình|quyền lợi|quyết định|quyết toán|rác thải
    rửa tay|sản phẩm|sản xuất|sáng kiến|sáng tạo|sạt lở|sẵn sàng|sắp xếp|sinh hoạt|sinh viên|sổ đỏ
    sổ hộ khẩu|sổ tay|số hoá|số hóa|sốt cao|sốt xuất huyết|sơ cứu|sơ tán|sở hữu|sử dụng|sự cố
    sự kiện|sức khoẻ|sức khỏe|tai nạn|tài chính|tài khoản|tài liệu|tài nguyên|tài sản|tại nhà
    tạm trú|tạm vắng|tăng cường|tâm lý|tập huấn|tập trung|tham gia|tham nhũng|thanh niên|thanh toán
    thanh tra|thành phần|thành phố|thành viên|tháo gỡ|thay đổi|thẩm quyền|thân nhân|theo dõi
    thể dục|thể thao|thế giới|thi đua|thị trấn|thị trường|thị xã|thích ứng|thiên tai|thiết bị
    thiểu số|thiếu nhi|thiếu niên|thoát hiểm|thoát nạn|thông báo|thông minh|thông tin|thông tư
    thống kê|thời gian|thời hạn|thời tiết|thu gom|thu hồi|thu nhập|thủ tục|thú y|thuận lợi
    thuận tiện|thuốc lá|thực hành|thực hiện|thực phẩm|thương binh|thương hiệu|thương mại
    thương tích|thường trú|thường xuyên|tiêm chủng|tiêm phòng|tiền điện|tiền mặt|tiến độ|tiện ích
    tiện lợi|tiếp cận|tiếp công dân|tiếp nhận|tiết kiệm|tiêu chuẩn|tiêu dùng|tiểu học|tiểu thương
    tìm hiểu|tìm kiếm|tín dụng|tình hình|tình huống|tình nguyện|tình trạng|toà án|tòa án|toàn dân
    toàn diện|tổ chức|tổ dân phố|tố cáo|tội phạm|tổng hợp|tờ gấp|tờ khai|trách nhiệm|trạm y tế
    trang trại|trang web|trật tự|trẻ em|trẻ nhỏ|triển khai|triệu chứng|trồng trọt|trợ cấp|trợ giúp
    trung học|trung tâm|trung thực|truy cập|truyền hình|truyền thanh|truyền thông|truyền thống
    trực tiếp|trực tuyến|trường học|trường hợp|tuân thủ|tuần tra|tuyên truyền|tuyển dụng|tuyển sinh
    tư pháp|tư vấn|từ chối|tự động|tự nguyện|uỷ ban|ủy ban|uỷ quyền|ủy quyền|ứng dụng|ứng phó
    ứng xử|ưu đãi|ưu tiên|vắc xin|văn bản|văn hoá|văn hóa|văn minh|văn phòng|vấn đề|vận chuyển
    vận động|vật liệu|vật nuôi|vật tư|vệ sinh|vi phạm|vi rút|việc làm|viên chức|viễn thông|vùng sâu
    xã hội|xác minh|xác nhận|xác thực|xăng dầu|xâm hại|xây dựng|xe máy|xét nghiệm|xét tuyển
    xuất bản|xuất khẩu|xử lý|xử phạt|y tế|ý kiến|ý thức|yêu cầu
    """.strip()
    .replace("\n", "|")
    .split("|")
)
"""The words, in small letters; spellings of both kinds ("hoá", "hóa") stand beside each other."""

_LONGEST_FIRST = sorted(COMPOUNDS, key=len, reverse=True)
_FOUND = re.compile(
    r"(?i)\b(?=(" + "|".join(word.replace(" ", "[ \u00a0]") for word in _LONGEST_FIRST) + r")\b)"
)


def tied(text: str) -> str:
    """Return ``text`` with no-break spaces inside each of the words.

    >>> tied("Hộ kinh doanh tự khai thuế").split(" ")
    ['Hộ\\xa0kinh\\xa0doanh', 'tự', 'khai\\xa0thuế']
    """
    letters = list(text)
    for found in _FOUND.finditer(text):
        start, end = found.span(1)
        letters[start:end] = text[start:end].replace(" ", "\u00a0")
    return "".join(letters)
