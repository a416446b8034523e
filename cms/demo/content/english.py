"""English for one guide (Ban Dân tộc, with both shared step sets) and for the explainer.

Keys are the Vietnamese strings as the translation tool cuts them: one paragraph or list item
each, attributes of links replaced by an id. Names of buttons and tabs stay as the portals
print them. Facts of the registries carry their own English names.
"""

__all__ = ["ENGLISH"]

_GUIDE = {
    "Nộp hồ sơ trực tuyến đến Ban Dân tộc": ("File online with the Committee for Ethnic Affairs"),
    "Hai cách nộp: trên cổng của tỉnh hoặc trên Cổng Dịch vụ công quốc gia.": (
        "Two ways to file: on the provincial portal or on the National Public Service Portal."
    ),
    "Tổ chức, cá nhân làm một trong hai thủ tục của Ban Dân tộc": (
        "Organisations and individuals who need one of the Committee’s two procedures"
    ),
    "Tài khoản trên cổng (chưa có thì tạo ở bước 2)": (
        "An account on the portal (if you have none, open one in step 2)"
    ),
    "Mẫu đơn, tờ khai đã điền": "The completed forms",
    "Giấy tờ của hồ sơ, mỗi loại một tệp PDF": "The papers of your file, one PDF each",
    "Nộp trên Cổng Dịch vụ công tỉnh Bắc Kạn": (
        "File on the Bắc Kạn Province Public Service Portal"
    ),
    "Nộp trên Cổng Dịch vụ công quốc gia": "File on the National Public Service Portal",
    "Ban Dân tộc": "Ban Dân tộc",
    "Ban Dân tộc tỉnh Bắc Kạn": (
        "Ban Dân tộc tỉnh Bắc Kạn (Committee for Ethnic Affairs of Bắc Kạn Province)"
    ),
}

_PROVINCIAL = {
    "Nộp hồ sơ trên cổng của tỉnh": "File on the provincial portal",
    "Làm lần lượt mười bước sau.": "Take these ten steps in order.",
    "Mở {{cong_tinh}}.": "Open {{cong_tinh}}.",
    'Vào địa chỉ <a id="a1">dichvucong.backan.gov.vn</a>, bằng điện thoại hay máy tính đều được.': (
        'Go to <a id="a1">dichvucong.backan.gov.vn</a>, on a phone or on a computer.'
    ),
    "Bấm <code>{{nhan.dang_ky}}</code> ở góc trên bên phải và tạo tài khoản.": (
        "Press <code>{{nhan.dang_ky}}</code> at the top right and open an account."
    ),
    "Điền đủ các ô mà cổng yêu cầu. <i>Nhớ ghi lại tài khoản để dùng cho những lần sau.</i>": (
        "Fill in every box the portal asks for. <i>Write down the account: you will need it "
        "again.</i>"
    ),
    "Gõ địa chỉ này": "Type this address",
    "Bấm Đăng ký": "Press Đăng ký (register)",
    "Điền tên đăng nhập và mật khẩu": "Fill in your account name and password",
    "Đăng nhập bằng tài khoản vừa tạo.": "Log in with the account you have just opened.",
    "Chọn thẻ <code>{{nhan.dich_vu_cong}}</code>.": (
        "Choose the tab <code>{{nhan.dich_vu_cong}}</code> (online public services)."
    ),
    "Chọn mục <code>{{ten_muc}}</code>.": "Choose the entry <code>{{ten_muc}}</code>.",
    "Chọn lĩnh vực của việc bạn cần làm.": "Choose the field of what you need.",
    "Cổng chỉ hiện những lĩnh vực do {{co_quan_day_du}} phụ trách.": (
        "The portal shows only the fields that {{co_quan_day_du}} is in charge of."
    ),
    "Chọn thủ tục bạn cần.": "Choose the procedure you need.",
    "Tên thủ tục viết như trong danh mục ở phần 1 của thông báo.": (
        "Its name is written as in the list in part 1 of the announcement."
    ),
    "Đọc năm thẻ nói về thủ tục trước khi khai.": (
        "Read the five tabs about the procedure before you fill anything in."
    ),
    "Thông tin chung": "Thông tin chung (general information)",
    "Quy trình": "Quy trình (how it is handled)",
    "Hồ sơ cần thiết": "Hồ sơ cần thiết (papers needed)",
    "Căn cứ pháp lý": "Căn cứ pháp lý (legal basis)",
    "Biểu mẫu đính kèm": "Biểu mẫu đính kèm (forms attached)",
    "Bấm <code>{{nhan.khai_bao}}</code>.": (
        "Press <code>{{nhan.khai_bao}}</code> (press here to file online)."
    ),
    "Đọc kỹ thẻ <code>Hướng dẫn</code>. Tải mẫu ở thẻ <code>Biểu mẫu</code>, điền đủ rồi lưu "
    "thành tệp PDF: cổng chỉ nhận tệp đính kèm dạng PDF.": (
        "Read the tab <code>Hướng dẫn</code> (guide). Download the forms from the tab "
        "<code>Biểu mẫu</code> (forms), complete them and save them as PDF: the portal takes PDF "
        "attachments only."
    ),
    "Điền thẻ <code>Thông tin hồ sơ</code>, đính kèm tệp, rồi bấm <code>{{nhan.gui_di}}</code>.": (
        "Fill in the tab <code>Thông tin hồ sơ</code> (about your file), attach the files, then "
        "press <code>{{nhan.gui_di}}</code> (send)."
    ),
    "Mỗi tệp gắn vào đúng thành phần hồ sơ của nó. Cổng báo thành công là bạn đã gửi xong.": (
        "Attach each file to the item it belongs to. When the portal reports success, you are done."
    ),
}

_NATIONAL = {
    "Nộp hồ sơ trên Cổng Dịch vụ công quốc gia": "File on the National Public Service Portal",
    "Làm lần lượt các bước sau.": "Take these steps in order.",
    "Mở Cổng Dịch vụ công quốc gia.": "Open the National Public Service Portal.",
    'Vào địa chỉ <a id="a1">dichvucong.gov.vn</a>.': ('Go to <a id="a1">dichvucong.gov.vn</a>.'),
    "Bấm <code>{{nhan.dang_ky}}</code> và tạo tài khoản.": (
        "Press <code>{{nhan.dang_ky}}</code> and open an account."
    ),
    "Làm theo phụ lục gửi kèm thông báo. <i>Nhớ ghi lại tài khoản để dùng cho những lần sau.</i>": (
        "Follow the appendix to the announcement. <i>Write down the account: you will need it "
        "again.</i>"
    ),
    "Chọn thẻ <code>{{nhan.thong_tin}}</code>, rồi chọn <code>{{nhan.dich_vu_cong}}</code>.": (
        "Choose the tab <code>{{nhan.thong_tin}}</code> (information and services), then "
        "<code>{{nhan.dich_vu_cong}}</code> (online public services)."
    ),
    "Chọn tỉnh {{tinh}}.": "Choose {{tinh}} Province.",
    "Tìm thủ tục theo tên.": "Search for the procedure by name.",
    "Gõ tên thủ tục cần nộp vào ô tìm kiếm, rồi chọn đúng tên trong kết quả.": (
        "Type the name of the procedure into the search box, then choose that very name among "
        "the results."
    ),
    "Chọn cơ quan thực hiện là {{co_quan_day_du}}, rồi bấm <code>{{nhan.nop_ho_so}}</code>.": (
        "Choose {{co_quan_day_du}} as the office, then press <code>{{nhan.nop_ho_so}}</code> "
        "(file online)."
    ),
    "Điền đủ thông tin theo hướng dẫn hiện trên màn hình.": (
        "Fill in everything as the screen tells you."
    ),
    "Nộp phí, lệ phí trên cổng.": "Pay the fee on the portal.",
    "Thủ tục không thu phí, lệ phí thì bỏ qua bước này.": (
        "If the procedure has no fee, skip this step."
    ),
    "thủ tục có thu phí, lệ phí": "the procedure has a fee",
    "Bấm <code>{{nhan.gui_di}}</code> và chờ cổng báo thành công.": (
        "Press <code>{{nhan.gui_di}}</code> (send) and wait until the portal reports success."
    ),
}

_EXPLAINER = {
    "Dịch vụ công trực tuyến có những loại nào?": "What kinds of online public service are there?",
    "Bốn mức độ trước đây; toàn trình và một phần từ tháng 8/2022.": (
        "Four levels in the past; fully and partly online since August 2022."
    ),
    "Loại hình cho biết bạn làm được đến đâu qua mạng, và còn phải đi lại lúc nào.": (
        "The kind tells you how much you can do online, and when you still have to go in person."
    ),
    "Nộp qua mạng hay đến bộ phận một cửa?": "File online, or go to the one-stop desk?",
    "Nộp qua mạng": "File online",
    "Tìm thủ tục trên cổng": "Find the procedure on the portal",
    "Khai và đính kèm tệp tại nhà": "Fill in and attach files at home",
    "Bấm gửi, nhận mã hồ sơ": "Send, and get a file number",
    "Theo dõi hồ sơ trên cổng": "Follow your file on the portal",
    "Nhận kết quả trên mạng hoặc qua bưu điện": "Get the result online or by post",
    "Đến bộ phận một cửa": "Go to the one-stop desk",
    "Đến nơi hỏi thủ tục, lấy mẫu": "Go and ask, get the forms",
    "Khai giấy, phô tô giấy tờ": "Fill in on paper, make copies",
    "Xếp hàng nộp, lấy giấy hẹn": "Queue to hand in, get a slip",
    "Gọi hoặc đến hỏi tình hình": "Call or go to ask how it stands",
    "Đến lấy kết quả theo giấy hẹn": "Go to collect the result",
    "Cùng năm chặng, nhưng nộp qua mạng thì không phải đi lại.": (
        "The same five stations, but online you do not have to travel."
    ),
    "Tên cũ, tên mới": "Old names, new names",
    "Từ ngày 15/8/2022 không còn gọi theo bốn mức độ. Khi gặp chữ cũ, bạn hiểu như sau:": (
        "The four levels ended on 15 August 2022. Where you meet the old words, read them so:"
    ),
    "<b>Mức độ 1, mức độ 2</b>: gần với cung cấp thông tin trực tuyến.": (
        "<b>Levels 1 and 2</b>: close to online information service."
    ),
    "<b>Mức độ 3</b>: gần với một phần.": "<b>Level 3</b>: close to partly online.",
    "<b>Mức độ 4</b>: là toàn trình nếu không còn bước nào phải đến tận nơi; nếu còn thì là một "
    "phần.": (
        "<b>Level 4</b>: fully online if no step must be done in person; otherwise partly online."
    ),
    "Không tự suy ra": "Do not work it out yourself",
    "Mỗi thủ tục thuộc loại nào là do quyết định của bộ hoặc của tỉnh. Xem trong danh mục của cơ "
    "quan.": (
        "A decision of the ministry or the province says which kind a procedure is. Look it up "
        "in the office’s list."
    ),
}

_HOME = {
    "Trang chủ": "Home",
    "Loa": "Loa",
    "Loại hình": "Service kinds",
    "Việc của bạn, từng bước một": "What you need, step by step",
    "Hướng dẫn dịch vụ công trực tuyến, từng bước có hình.": (
        "Guides to online public services, step by step, with pictures."
    ),
    "Bạn cần làm gì?": "What do you need to do?",
    "Chọn một việc. Mỗi việc có từng bước, từng hình.": (
        "Choose one. Each has its steps and its pictures."
    ),
    "Nộp hồ sơ trực tuyến": "File an application online",
    "Bốn bước có hình, từ mở cổng đến gửi đi.": (
        "Four steps with pictures, from opening the portal to sending."
    ),
    "Mở tài khoản": "Open an account",
    "Ba bước, làm một lần rồi dùng mãi.": "Three steps, done once, used ever after.",
    "Xem thủ tục nào nộp được qua mạng": "See which procedures can be filed online",
    "Mười thủ tục của Sở Nội vụ chỉ nhận qua mạng.": (
        "Ten procedures of the Department of Home Affairs are accepted online only."
    ),
    "Hỏi người giúp": "Ask somebody to help",
    "Số điện thoại, giờ làm việc, địa chỉ.": "Telephone, hours, address.",
    "Hai thủ tục về người có uy tín trong đồng bào dân tộc thiểu số.": (
        "Two procedures on persons of standing in ethnic minority communities."
    ),
}

_BEGUN = {
    "Hai thủ tục của Ban Dân tộc nộp được qua mạng": (
        "Two procedures of the Committee for Ethnic Affairs can be filed online"
    ),
}

ENGLISH = {**_BEGUN, **_GUIDE, **_PROVINCIAL, **_NATIONAL, **_EXPLAINER, **_HOME}
"""{Vietnamese string: English string}."""
