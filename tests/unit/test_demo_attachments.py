"""The two files beside the district's article are real PDFs, the same every time."""

import io

import pikepdf
import pytest

from cms.demo.attachments import ATTACHMENTS, attachment


@pytest.mark.parametrize("name", ATTACHMENTS)
def test_attachment_is_one_tagged_a4_page_with_the_same_bytes_every_time(name: str) -> None:
    first = attachment(name)
    assert first == attachment(name)
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert len(pdf.pages) == 1
        width, height = (float(side) for side in pdf.pages[0].MediaBox[2:])
        assert (round(width), round(height)) == (595, 842)
        assert pdf.Root.MarkInfo.Marked
        assert pdf.docinfo["/Title"]


def test_unknown_attachment_is_refused() -> None:
    with pytest.raises(KeyError):
        attachment("khong-co.pdf")
