"""What the holder of a stick reads first: the page to double-click and the readme."""

from datetime import date
from html import escape

from sitegen.release.profiles.listed import CHECK, LIST, SIGNATURE

__all__ = ["README", "START", "readme", "start_page"]

START = "MO-TRANG-NAY.html"
README = "DOC-TRUOC.txt"

_START = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="1; url={home}">
<title>{name}</title>
<style>
body {{ margin: 0; min-height: 100vh; display: grid; place-content: center; padding: 24px;
  box-sizing: border-box; background: #fffdf8; color: #1c1917;
  font: 1.125rem/1.6 "Be Vietnam Pro", Roboto, "Segoe UI", system-ui, sans-serif }}
main {{ max-width: 34em }}
h1 {{ font-size: 1.75rem; line-height: 1.25; margin: 0 0 8px }}
p {{ margin: 0 0 24px }}
a {{ display: inline-block; padding: 14px 24px; border-radius: 6px; font-weight: 600;
  background: {accent}; color: #fffdf8; text-decoration: none }}
a:focus-visible {{ outline: 3px solid #1c1917; outline-offset: 3px }}
small {{ color: #57534e }}
</style>
</head>
<body>
<main>
<h1>{name}</h1>
<p>Đang mở trang. Nếu đợi mà không thấy gì, bấm nút dưới đây.</p>
<p><a href="{home}">Mở trang chủ</a></p>
<small>Xem được khi không có mạng. Đừng đổi tên hay tách rời thư mục “{folder}”.</small>
</main>
</body>
</html>
"""

_README = """{name}
{line}

CÁCH XEM TRÊN MÁY TÍNH
  1. Nếu đây là tệp nén (.zip): bấm chuột phải, chọn “Giải nén tất cả” (Extract All) trước.
  2. Bấm đúp vào tệp {start}.
  Trang mở bằng trình duyệt có sẵn trong máy. Không cần mạng, không cài thêm gì.

CÁCH CHÉP CHO NGƯỜI KHÁC
  Chép TẤT CẢ những gì có ở đây, không bớt gì: thư mục “{folder}”, các tệp {start},
  {others} và, nếu có,
  {signature}. Thiếu một phần thì hình và các trang con không mở được, hoặc
  người nhận không kiểm được bản chép. Đừng đổi tên các tệp.

TRÊN ĐIỆN THOẠI
  Nhiều điện thoại không mở được thư mục này. Hãy xin bản một tệp của riêng hướng dẫn
  cần xem (gửi được qua Zalo), hoặc bản PDF.

CẦN MẠNG KHI NÀO
  Chỉ khi bấm vào liên kết ra ngoài, ví dụ Cổng Dịch vụ công quốc gia.

BẢN NÀY CÓ BỊ HỎNG KHÔNG
  Bấm đúp vào tệp {check} rồi chọn thư mục này: trang ấy so từng tệp với bản kê.

BẢN NÀY CÓ GÌ
  {pages} trang.{updated}
  Nội dung có thể đã thay đổi sau ngày đó. Trước khi nộp hồ sơ, nếu có mạng hãy xem
  trang trên mạng; nếu không, hãy gọi số điện thoại ghi ở cuối mỗi trang.
"""


def start_page(name: str, home: str, folder: str, *, accent: str) -> bytes:
    """Return the page at the top of the stick; Windows no longer starts anything by itself."""
    said = {"name": escape(name), "home": escape(home), "folder": escape(folder)}
    return _START.format(accent=accent, **said).encode()


def readme(name: str, folder: str, *, pages: int, updated: date | None) -> bytes:
    """Return the readme for Notepad: with the mark of UTF-8 and line ends of Windows.

    ``updated`` is the newest date of the content itself: the day of copying would make every
    copy of the same content another file.
    """
    told = f" Nội dung mới nhất ghi ngày {updated:%d/%m/%Y}." if updated else ""
    text = _README.format(
        name=name.upper(),
        line="=" * len(name),
        start=START,
        others=f"{README}, {CHECK}, {LIST}",
        signature=SIGNATURE,
        check=CHECK,
        folder=folder,
        pages=pages,
        updated=told,
    )
    return text.replace("\n", "\r\n").encode("utf-8-sig")
