"""Questions of readers to the demo, each with the page that answers it.

Sixty that must be among the first three: with and without marks, in old and new spelling,
decomposed, half typed, mistyped, as numbers, codes and abbreviations. And the measured ones of
``search_questions.txt``, in two halves.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ENGLISH", "VIETNAMESE", "Question", "questions"]

SNV_GUIDE = "so-noi-vu/nop-ho-so-truc-tuyen-den-so-noi-vu/"
SNV_NOTICE = "so-noi-vu/muoi-thu-tuc-cua-so-noi-vu-chi-nhan-ho-so-qua-mang/"
BDT_GUIDE = "ban-dan-toc/nop-ho-so-truc-tuyen-den-ban-dan-toc/"
BDT_NOTICE = "ban-dan-toc/hai-thu-tuc-cua-ban-dan-toc-nop-duoc-qua-mang/"
NGAN_SON_GUIDE = "huyen-ngan-son/nop-ho-so-truc-tuyen-o-huyen-ngan-son/"
NGAN_SON_LIST = (
    "huyen-ngan-son/danh-muc-dich-vu-cong-truc-tuyen-cua-cap-huyen-cap-xa-va-cach-nop-ho-so/"
)
ACCOUNT = "xa-ea-kueh/mo-tai-khoan-cong-dan-dien-tu/"
ACCOUNT_ARTICLE = "xa-ea-kueh/mo-tai-khoan-cong-dan-dien-tu-va-nop-ho-so-truc-tuyen/"
EA_KUEH_GUIDE = "xa-ea-kueh/nop-ho-so-truc-tuyen-o-xa-ea-kueh/"
EA_KUEH_PLAN = "xa-ea-kueh/ke-hoach-tuyen-truyen-dich-vu-cong-truc-tuyen-nam-2023/"
EA_KUEH = "xa-ea-kueh/"
KINDS = "loai-hinh-dich-vu/"
CONTACT = "lien-he/"
STATISTICS = "trung-tam-cntt/ket-qua-giai-quyet-ho-so-o-bac-kan-nam-2019/"
LEAFLET = "trung-tam-cntt/to-gap-2019/"
FOUR_STEPS = "trung-tam-cntt/gui-ho-so-truc-tuyen-trong-bon-buoc/"
IT_CENTRE = "trung-tam-cntt/"


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


VIETNAMESE: tuple[tuple[str, str], ...] = (
    # with marks
    ("nộp hồ sơ Sở Nội vụ", SNV_GUIDE),
    ("mở tài khoản", ACCOUNT),
    ("người có uy tín", BDT_NOTICE),
    ("tờ gấp năm 2019", LEAFLET),
    ("thi tuyển công chức", SNV_NOTICE),
    ("kế hoạch tuyên truyền", EA_KUEH_PLAN),
    ("các loại dịch vụ công trực tuyến", KINDS),
    ("tỷ lệ đúng hạn", STATISTICS),
    ("hồ sơ quá hạn sở y tế", STATISTICS),
    ("nộp hồ sơ ở xã Ea Kuêh", EA_KUEH_GUIDE),
    ("gửi hồ sơ trong bốn bước", FOUR_STEPS),
    ("toàn trình và một phần khác nhau thế nào", KINDS),
    ("loa truyền thanh", EA_KUEH_PLAN),
    # without marks
    ("nop ho so ban dan toc", BDT_GUIDE),
    ("huyen ngan son", NGAN_SON_GUIDE),
    ("mo tai khoan cong dan dien tu", ACCOUNT),
    ("dang ky khai sinh", EA_KUEH_GUIDE),
    ("ket hon", EA_KUEH_GUIDE),
    ("muc do 4", KINDS),
    ("bo phan tiep nhan va tra ket qua", EA_KUEH),
    ("gio lam viec", CONTACT),
    ("thanh lap thon moi", SNV_NOTICE),
    ("van thu luu tru", SNV_NOTICE),
    ("so lieu giai quyet ho so", STATISTICS),
    ("xac nhan tinh trang hon nhan", EA_KUEH_GUIDE),
    ("thanh toan truc tuyen", EA_KUEH_PLAN),
    # old and new tone placement, i and y
    ("Uỷ ban nhân dân huyện Ngân Sơn", NGAN_SON_GUIDE),
    ("Sở Văn hoá, Thể thao và Du lịch", STATISTICS),
    ("đăng kí khai sinh", EA_KUEH_GUIDE),
    ("tỉ lệ giải quyết đúng hạn", STATISTICS),
    ("từ khoá lĩnh vực", EA_KUEH_GUIDE),
    # decomposed, as some telephones and Macs type
    (_decomposed("tờ gấp"), LEAFLET),
    (_decomposed("mở tài khoản"), ACCOUNT),
    (_decomposed("đồng bào dân tộc thiểu số"), BDT_NOTICE),
    # codes
    ("42/2022/NĐ-CP", KINDS),
    ("42/2022/ND-CP", KINDS),
    ("43/2011", KINDS),
    ("2170/QĐ-UBND", SNV_NOTICE),
    ("2170 qd ubnd", SNV_NOTICE),
    ("1414qdubnd", BDT_NOTICE),
    ("nghị định 42", KINDS),
    # telephone numbers
    ("0209.3810.777", CONTACT),
    ("02093810777", CONTACT),
    ("0209 3810 777", CONTACT),
    ("3810777", CONTACT),
    ("+84 965 769 018", CONTACT),
    ("0965769018", CONTACT),
    # abbreviations
    ("DVC mức 3", KINDS),
    ("cntt", IT_CENTRE),
    ("ubnd xa ea kueh", EA_KUEH),
    ("tthc cấp huyện", NGAN_SON_LIST),
    # half typed
    ("mo tai kho", ACCOUNT),
    ("to ga", LEAFLET),
    ("tuyên tru", EA_KUEH_PLAN),
    ("ngan so", NGAN_SON_GUIDE),
    # mistyped
    ("mo tai khaon", ACCOUNT),
    ("ddawng kys khai sinh", EA_KUEH_GUIDE),
    ("khaisinh", EA_KUEH_GUIDE),
    ("ke hoahc tuyen truyen", EA_KUEH_PLAN),
    ("cư mgar", EA_KUEH_GUIDE),
)

ENGLISH: tuple[tuple[str, str], ...] = (
    ("file online ethnic affairs", "en/ban-dan-toc/nop-ho-so-truc-tuyen-den-ban-dan-toc/"),
    ("what kinds of service", "en/loai-hinh-dich-vu/"),
)

_NAMES = {
    "SNV": "so-noi-vu/",
    "SNV-GUIDE": SNV_GUIDE,
    "SNV-NOTICE": SNV_NOTICE,
    "SNV-ABOUT": "so-noi-vu/gioi-thieu/",
    "BDT": "ban-dan-toc/",
    "BDT-GUIDE": BDT_GUIDE,
    "BDT-NOTICE": BDT_NOTICE,
    "NS": "huyen-ngan-son/",
    "NS-GUIDE": NGAN_SON_GUIDE,
    "NS-LIST": NGAN_SON_LIST,
    "EK": EA_KUEH,
    "EK-GUIDE": EA_KUEH_GUIDE,
    "EK-PLAN": EA_KUEH_PLAN,
    "EK-ABOUT": "xa-ea-kueh/gioi-thieu/",
    "CHANNELS": "xa-ea-kueh/cac-kenh-thong-tin-cua-xa/",
    "ACCOUNT": ACCOUNT,
    "ACCOUNT-NEWS": ACCOUNT_ARTICLE,
    "KINDS": KINDS,
    "CONTACT": CONTACT,
    "STATISTICS": STATISTICS,
    "LEAFLET": LEAFLET,
    "LEAFLET-2": "trung-tam-cntt/to-gap-cong-quoc-gia/",
    "FOUR": FOUR_STEPS,
    "SIX": "trung-tam-cntt/sau-buoc-tren-cong-dich-vu-cong-quoc-gia/",
    "IT": IT_CENTRE,
    "SUSPENSION": "trung-tam-cntt/cong-cua-tinh-nghi-mot-dem-de-nang-cap/",
    "EN-KINDS": "en/loai-hinh-dich-vu/",
    "EN-BDT": "en/ban-dan-toc/",
    "EN-BDT-GUIDE": "en/ban-dan-toc/nop-ho-so-truc-tuyen-den-ban-dan-toc/",
}


@dataclass(frozen=True, slots=True)
class Question:
    """``pages`` answer ``text``; with ``is_nothing`` it is right to find none."""

    kind: str
    text: str
    pages: frozenset[str]
    is_nothing: bool

    @property
    def is_tuned_on(self) -> bool:
        """Whether it may be looked at while tuning; the others are only counted."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 0

    def is_answered(self, paths: list[str], first: int) -> bool:
        """Tell whether one of the first ``first`` paths answers."""
        return not self.pages.isdisjoint(paths[:first]) or (self.is_nothing and not paths)


def questions() -> list[Question]:
    """Return the questions of ``search_questions.txt`` in their order."""
    kind, found = "", []
    for line in Path(__file__).with_name("search_questions.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            text, _, names = line.rpartition(" =")
            pages = frozenset(_NAMES[name] for name in names.split() if name != "NONE")
            found.append(
                Question(kind, text, pages, is_nothing=len(pages) < len(names.split()) or not pages)
            )
    return found
