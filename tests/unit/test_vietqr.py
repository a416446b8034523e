"""VietQR: the payload of the published example, and none where something is not sure."""

import io
from dataclasses import replace
from datetime import date

import pytest
import zxingcpp
from PIL import Image

from sitegen.documents.nodes import Payment
from sitegen.render.print.engine import Job, pictures_of
from sitegen.render.print.official_data import official_data
from sitegen.render.print.vietqr import vietqr
from tests.unit.print_samples import an_announcement

EXAMPLE = (
    "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F"
)
"""NAPAS, "Đặc tả QR Code cho dịch vụ chuyển nhanh", transfer to an account, static code."""

PAID = Payment(
    title="Nộp phí", ways=("Chuyển khoản",), account_number="0011012345678", bank_code="970403"
)


def test_payload_is_that_of_the_published_example() -> None:
    assert vietqr("970403", "0011012345678") == EXAMPLE
    assert vietqr("970403", "0011 0123 456-78") == EXAMPLE


@pytest.mark.parametrize(
    ("bank", "account"),
    [
        ("", "0011012345678"),
        ("97040", "0011012345678"),
        ("970403", ""),
        ("970403", "0000 0000 0000 (SỐ MẪU)"),
        ("970403", "1" * 20),
        ("97040x", "0011012345678"),
    ],
)
def test_what_is_not_sure_has_no_code(bank: str, account: str) -> None:
    assert not vietqr(bank, account)


def codes_on(payment: Payment) -> list[str]:
    document = an_announcement(body=(payment,))
    data = official_data(document, document.official)
    job = Job(layout="official", title="Phí", day=date(2026, 1, 1), mode="print", data=data)
    pages = pictures_of(job, ppi=150)
    pictures = [Image.open(io.BytesIO(page)).convert("RGB") for page in pages]
    return [one.text for picture in pictures for one in zxingcpp.read_barcodes(picture)]


def test_the_code_on_paper_decodes_to_the_payload() -> None:
    assert codes_on(PAID) == [EXAMPLE]


def test_an_account_that_nobody_confirmed_has_no_code_on_paper() -> None:
    assert codes_on(replace(PAID, account_number="")) == []
