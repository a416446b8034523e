"""Proof-reading: sentences of an invented office, right and wrong, and what is found in them."""

import re
from dataclasses import replace
from random import Random

import pytest

from cms.proofreading.private import private_in
from sitegen.proofreading.run import RULES, proofread
from sitegen.proofreading.sentences import sentence_around
from sitegen.proofreading.texts import PageTexts, Text
from tests.unit.test_proofreading import CLEAN, KNOWN

_chance = Random(61129)  # noqa: S311  # the same places every time
_BY_NAME = {rule.name: rule for rule in RULES}

WRONG = """
closed-portal | dichvucong.anhoa.gov.vn
    Mẫu mới thay thế mẫu cũ. Bà con nộp tại dichvucong.anhoa.gov.vn.
    Vào dichvucong.anhoa.gov.vn. Mẫu giấy đã bãi bỏ.
    Trước đây phải ra xã, nay chỉ cần vào dichvucong.anhoa.gov.vn.
    Giấy cũ không còn dùng được, hãy khai ở dichvucong.anhoa.gov.vn.
    Hỏi ở TP. An Hoà hoặc vào dichvucong.anhoa.gov.vn khi mẫu giấy đã bãi bỏ.
repealed-basis | 42/2022/NĐ-CP
    Căn cứ Nghị định 42/2022/NĐ-CP, hồ sơ nay được nhận qua mạng.
    Thực hiện Nghị định số 42/2022/NĐ-CP. Thông báo này thay thế Thông báo số 12/TB-UBND.
    Mẫu số 1 đã hết hiệu lực. Làm theo Nghị định 42/2022/NĐ-CP.
    Theo Nghị định 42/2022/NĐ-CP, mẫu số 2 đã bị bãi bỏ.
    Từ năm 2022, Nghị định 42/2022/NĐ-CP là cơ sở để nộp qua mạng.
repealed-basis | 42/2022/ NĐ-CP
    Căn cứ Nghị định 42/2022/ NĐ-CP về dịch vụ công;
repealed-basis | 42/2022
    Làm đúng NĐ 42/2022 và hướng dẫn của Sở.
expired-term | mức độ 4
    Dịch vụ công mức độ 4. Mẫu số 2 đã hết hiệu lực.
    Tỷ lệ hồ sơ mức độ 4 năm 2026 đạt 80%.
    Năm 2026, xã nhận 300 hồ sơ mức độ 4.
    Nộp hồ sơ mức độ 4, mang theo giấy xác nhận khuyết tật.
doubled-word | xã xã
    Nộp tại xã xã An Tân.
doubled-word | cần cần
    Bà con cần cần mang bản chính.
doubled-word | gồm gồm
    Hồ sơ gồm gồm tờ khai và ảnh.
doubled-word | được được
    Việc này được được làm trong ngày.
doubled-word | thủ tục thủ tục
    Đây là thủ tục thủ tục mới.
doubled-word | và và
    Ghi rõ họ tên “Lò Văn A” và và năm sinh.
end-mark |  ./.
    Đề nghị các thôn thực hiện ./.
end-mark | . /.
    Trân trọng thông báo. /.
numbered-twice | a) a)
    a) a) Tờ khai theo mẫu
numbered-twice | I. I.
    I. I. Phạm vi
mobile-number | (091) 2345678
    Gọi (091) 2345678 gặp tổ một cửa.
open-blank | Ngày ...../...../2026
    Ngày ...../...../2026
open-blank | số ___/QĐ-UBND
    Theo Quyết định số ___/QĐ-UBND của xã.
markdown-sign | **Gửi đi**
    Xem ** ở dưới rồi bấm **Gửi đi** nhé.
"""

RIGHT = """
closed-portal
    Cổng dichvucong.anhoa.gov.vn ngừng hoạt động từ tháng 7.
    Đừng vào dichvucong.anhoa.gov.vn.
    Cổng dichvucong.anhoa.gov.vn sẽ ngừng hoạt động từ tháng sau.
    Từ nay không vào dichvucong.anhoa.gov.vn nữa.
    Địa chỉ dichvucong.anhoa.gov.vn của tỉnh đã đóng, bà con nộp ở xã.
    Trước đây, hồ sơ gửi qua cổng của tỉnh (dichvucong.anhoa.gov.vn).
repealed-basis
    Trước đây, Nghị định 42/2022/NĐ-CP quy định hai loại.
    Trước kia: Nghị định 42/2022/NĐ-CP.
    Giai đoạn 2020–2025, xã làm theo Nghị định 42/2022/NĐ-CP.
    Năm 2023, khi Nghị định 42/2022/NĐ-CP mới ban hành, xã chưa có mạng.
    Hội nghị 3 năm thực hiện Nghị định số 42/2022/NĐ-CP.
    Trước năm 2026, Nghị định 42/2022/NĐ-CP chia dịch vụ công làm hai loại.
    Nghị định 42/2022/NĐ-CP đã được thay.
    Tổng kết bốn năm thực hiện Nghị định 42/2022/NĐ-CP.
    Thông tư này thay thế Nghị định số 45/2020/NĐ-CP; Nghị định số 42/2022/NĐ-CP.
    Bãi bỏ khoản 2 Điều 5 của Nghị định số 42/2022/NĐ-CP.
    Nghị định 42/2022/NĐ-CP ngày 24/6/2022 của Chính phủ đã hết hiệu lực.
    Căn cứ Thông tư 42/2022 của một bộ.
expired-term
    Nguy cơ cháy rừng mức độ 4, mang hồ sơ ra khỏi rừng.
    Hồ sơ của người khuyết tật mức độ 3.
    Trường đạt kiểm định mức độ 3 đã gửi hồ sơ.
    Hồ sơ công nhận xoá mù chữ mức độ 3.
    Thủ tục công bố dịch bệnh mức độ 4.
    Năm 2021, dịch vụ công mức độ 4 còn ít.
    Giai đoạn 2011–2020 chỉ có dịch vụ công mức độ 3.
doubled-word
    Làm việc gì cũng vừa vừa phải phải.
    Nước trong trong, đục đục thì báo tổ cấp nước.
    Suối Là Là ở xã Và Và.
    Hôm nay bà Vàng Thị Sẽ sẽ đến xã.
    Bài đồng dao có câu “là là bay cao”.
    Thiết bị bị hỏng thì báo ngay.
    Nơi ở hiện tại tại xã An Tân.
    Nộp kèm theo theo đường bưu điện.
    Hợp tác xã xã An Tân.
    Văn bằng bằng tiếng nước ngoài.
    Cơ quan quan trọng, xuất bản bản tin, người nhận nhận giấy hẹn.
    Dấu ở ô bên phải phải rõ.
    Làm từng bước từng bước, hai năm hai năm một lần.
mobile-number
    Mã số thuế: 0312345678.
    Mã hồ sơ 0912345678, mã bưu gửi 0987654321.
    Gọi (0277) 3810999 hoặc (024) 38100999.
personal-data
    Mã dự án 001099012345 của xã.
    Ví dụ số căn cước là 001099012345.
portal-address
    Cổng tỉnh An Hoà đã đóng, nay nộp tại dichvucong.gov.vn.
markdown-sign
    Giá vé (**) do xã quy định, xem (**) ở cuối.
    Soạn DK ** gửi 1414.
    Tải ở https://anhoa.gov.vn/__ho-so__/mau-**-1.docx
    Bấm *101# hoặc **21*0277# để hỏi.
    Họ tên __ năm sinh __
open-blank
    Theo Quyết định số 118/QĐ-UBND, hồ sơ số 57.
    Ngày 01/02/2026
numbered-twice
    a) Tờ khai b) Ảnh
end-mark
    Đề nghị thực hiện./.
"""
OTHER = (
    "Mẫu giấy số 2 đã bãi bỏ.",
    "Thông báo này thay thế thông báo trước đây.",
    "Từ nay hồ sơ được nhận qua mạng.",
    "Quyết định này thay thế văn bản cũ.",
    "Giấy cũ không còn dùng được.",
    "Xem ở TP. An Hoà lúc 7.30 giờ.",
)
"""Sentences with words that would make something past, of other things."""
SENTENCES = (
    *OTHER,
    "Hỏi ThS. An hoặc ông Đ. Bình ở P. 2?",
    "Vào dichvucong.gov.vn, mục 1.2, rồi bấm “Gửi đi”.",
    "Lệ phí 50.000 đồng!",
    "Quyết định của UBND.",
)
NOTE = ("Lệ phí A** và lệ phí B** thu một lần.", "** Chưa gồm tiền gửi.")


def _table(said: str) -> list[tuple[str, str]]:
    rows, head = [], ""
    for line in said.strip().splitlines():
        if line.startswith("    "):
            rows.append((head, line.strip()))
        else:
            head = line
    return rows


def _said(lines: list[str], rule: str) -> list[str]:
    page = PageTexts(texts=tuple(Text("body.paragraph", line) for line in lines))
    known = replace(KNOWN, private=private_in)
    return [found.words for one, found in proofread(page, known) if one.name == rule]


def _beside(line: str) -> str:
    """Return a line with sentences of other things before and after it, which change nothing."""
    mark = "" if line[-1] in ".;" else "."
    before, after = _chance.choice(OTHER), _chance.choice(OTHER)
    if _chance.random() < 0.5:
        return f"{before[:-1]}; {line[0].lower()}{line[1:-1]}; {after}"
    return f"{before} {line}{mark} {after}"


@pytest.mark.parametrize(("head", "line"), _table(WRONG))
def test_what_is_wrong_is_found(head: str, line: str) -> None:
    rule, _, words = head.partition(" | ")
    assert _said([*CLEAN, line], rule) == [words]
    for _ in range(20 * (rule in {"closed-portal", "repealed-basis", "expired-term"})):
        beside = _beside(line)
        assert _said([*CLEAN, beside], rule) == [words], beside


@pytest.mark.parametrize(("rule", "line"), _table(RIGHT))
def test_what_is_right_is_left_alone(rule: str, line: str) -> None:
    assert _said([*CLEAN, line], rule) == []


def test_marks_of_a_footnote_are_no_signs() -> None:
    assert _said(list(NOTE), "markdown-sign") == []
    assert _said([NOTE[0]], "markdown-sign") == ["**", "**"]


WORDS = ["Nộp", "hồ", "sơ", "tại", "bộ", "phận", "một", "cửa", "của", "xã"]


def test_taking_signs_away_changes_no_word() -> None:
    """Stars between, before and behind words, paired or not: what is mended has the same words."""
    for _ in range(2000):
        words = _chance.sample(WORDS, _chance.randrange(2, len(WORDS)))
        for _sign in range(_chance.randrange(1, 5)):
            at = _chance.randrange(len(words))
            stars = _chance.choice(["**", "***", "*", "__"])
            words[at] = _chance.choice(
                [f"{stars}{words[at]}", f"{words[at]}{stars}", f"{stars} {words[at]}"]
            )
        line = " ".join(words)
        page = PageTexts(texts=(Text("body", line),))
        for one in _BY_NAME["markdown-sign"].find(page, KNOWN):
            assert line[one.start : one.start + len(one.words)] == one.words
            if one.instead is not None:
                end = one.start + len(one.words)
                mended = f"{line[: one.start]}{one.instead}{line[end:]}"
                assert re.findall(r"\w+", mended.replace("_", " ")) == re.findall(
                    r"\w+", line.replace("_", " ")
                )


def test_a_sentence_ends_where_a_reader_stops() -> None:
    for _ in range(200):
        parts = _chance.sample(SENTENCES, 3)
        line = " ".join(parts)
        at = 0
        for part in parts:
            first, last = sentence_around(line, at + 1, at + 2)
            assert line[first:last].strip() == part
            at += len(part) + 1
