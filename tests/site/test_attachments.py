"""Attachments through every door of the editor: what they really are, and what goes out with them."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import UploadedFile

from media.attachments import UnfitAttachmentError, look
from tests.factories import an_attachment
from tests.site.attachment_files import AUTHOR, a_docx, a_pdf, a_zip, an_ods, an_odt, an_xlsx

pytestmark = pytest.mark.django_db
NAME = pikepdf.Name


def _script() -> Any:
    return pikepdf.Dictionary(S=NAME.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _opens_a_script(pdf: Any) -> None:
    pdf.Root.OpenAction = _script()


def _acts_on_a_page(pdf: Any) -> None:
    pdf.pages[0].obj["/AA"] = pikepdf.Dictionary(O=_script())


def _launches(pdf: Any) -> None:
    action = pikepdf.Dictionary(S=NAME.Launch, F=pikepdf.String("cmd.exe"))
    link = pikepdf.Dictionary(Type=NAME.Annot, Subtype=NAME.Link, Rect=[0, 0, 9, 9], A=action)
    pdf.pages[0].Annots = pikepdf.Array([link])


def _carries_a_file(pdf: Any) -> None:
    pdf.attachments["tep.txt"] = b"app.alert(1)"


def _names_a_script(pdf: Any) -> None:
    pdf.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("x"), _script()]))
    )


def _is_signed(pdf: Any) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(FT=NAME.Sig, V=_seal()))])
    )


def _seal() -> Any:
    return pikepdf.Dictionary(Type=NAME.Sig, ByteRange=[0, 1, 2, 3], Contents=pikepdf.String("x"))


def _is_signed_and_runs(pdf: Any) -> None:
    _is_signed(pdf)
    _opens_a_script(pdf)


LOCK = pikepdf.Encryption(owner="chu", user="mat-khau")
TEMPLATE = (
    '<Relationships><Relationship Type="x/attachedTemplate" Target="http://example.vn/a.dotm" '
    'TargetMode="External"/></Relationships>'
)
REFUSED: dict[str, tuple[str, bytes, str]] = {
    "nothing": ("don.pdf", b"", "rỗng"),
    "html named pdf": ("don.pdf", b"<html><script>alert(1)</script>", "không phải PDF"),
    "a program named pdf": ("don.pdf", b"MZ" + bytes(200), "không phải PDF"),
    "a picture named pdf": ("don.pdf", b"\x89PNG\r\n\x1a\n" + bytes(90), "không phải PDF"),
    "a pdf cut off": ("don.pdf", a_pdf()[:-200], "cắt ngang"),
    "only the first line of a pdf": ("don.pdf", b"%PDF-1.7\n%%EOF", "hỏng"),
    "a locked pdf": ("don.pdf", a_pdf(encryption=LOCK), "mật khẩu"),
    "a signed pdf that runs": ("don.pdf", a_pdf(_is_signed_and_runs), "chữ ký số"),
    "54 bytes named docx": ("don.docx", b"PK\x03\x04" + bytes(50), "hỏng"),
    "a zip named docx": ("don.docx", a_zip(a_x_txt="x"), "không phải"),
    "a docx cut off": ("don.docx", a_docx()[:-100], "cắt ngang"),
    "an xlsx named docx": ("don.docx", an_xlsx(), "không phải"),
    "an odt named ods": ("don.ods", an_odt(), "không phải"),
    "an old Word file": ("don.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "đời cũ"),
    "Word with macros": ("don.docx", a_docx(word__vbaProject_x_bin=b"x"), "macro"),
    "Excel with old macros": ("b.xlsx", an_xlsx(xl__macrosheets__s_x_xml="<x/>"), "macro"),
    "Excel of the macro kind": ("b.xlsx", a_docx("x", xl__vbaProject_x_bin=b"x"), "macro"),
    "OpenDocument with Basic": ("b.odt", an_odt(Basic__a_x_xml="<x/>"), "macro"),
    "OpenDocument with Python": ("b.ods", an_ods(Scripts__python__a_x_py="x"), "macro"),
    "Word with a program": ("don.docx", a_docx(word__embeddings__o_x_bin=b"MZ"), "nhúng"),
    "Word with a hidden program": ("don.docx", a_docx(word__media__a_x_png=b"MZ\0"), "nhúng"),
    "Word that fetches": ("d.docx", a_docx(word___rels__s_x_xml_x_rels=TEMPLATE), "nơi khác"),
    "Word that asks a program": (
        "d.docx",
        a_docx(word__footer_x_xml="<w:instrText>DDEAUTO c:\\\\cmd</w:instrText>"),
        "nơi khác",
    ),
    "Word with an entity bomb": (
        "d.docx",
        a_docx(word__header_x_xml='<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'),
        "nơi khác",
    ),
    "a zip with a program": ("a.zip", a_zip(chay_x_exe=b"MZ"), "“chay.exe”"),
    "a zip with a false pdf": ("a.zip", a_zip(don_x_pdf=b"MZ"), "“don.pdf”: Đuôi"),
    "a zip in a zip": ("a.zip", a_zip(b_x_zip=a_zip(a_x_csv="1")), "“b.zip”"),
    "a zip that leaves its folder": ("a.zip", a_zip(**{"../../don.csv": "1"}), "ra ngoài"),
    "a bomb": ("a.zip", a_zip(a_x_csv=bytes(40_000_000)), "quá lớn"),
    "4 bytes named zip": ("a.zip", b"PK\x03\x04", "hỏng"),
    "html named csv": ("a.csv", b"<html><script>alert(1)</script>", "không phải bảng"),
    "a program named csv": ("a.csv", b"MZ\0\0\1", "không phải bảng"),
    "csv with a formula": ("a.csv", b"ten,so\nA,=cmd|' /C calc'!A0\n", "Dòng 2"),
    "csv with a formula behind a number": ("a.csv", b"a,-1+cmd|'/c calc'!A1\n", "Dòng 1"),
    "csv with a formula behind a semicolon": ("a.csv", b"ten;so\na;=1+1\n", "Dòng 2"),
    "csv with a formula behind a tab": ("a.csv", b"ten\tso\na\t@SUM(A1)\n", "Dòng 2"),
    "csv of an old code page": ("a.csv", "tên".encode("cp1258", "ignore") + b"\xff", "UTF-8"),
    "a page": ("a.html", b"<html>", "Không nhận"),
}
ACCEPTED: dict[str, tuple[str, bytes]] = {
    "pdf": ("Mẫu đơn.pdf", a_pdf()),
    "pdf that opens a script": ("don.pdf", a_pdf(_opens_a_script)),
    "pdf with a script on a page": ("don.pdf", a_pdf(_acts_on_a_page)),
    "pdf that launches": ("don.pdf", a_pdf(_launches)),
    "pdf with a file inside": ("don.pdf", a_pdf(_carries_a_file)),
    "pdf with named scripts": ("don.pdf", a_pdf(_names_a_script)),
    "docx": ("don.docx", a_docx()),
    "xlsx": ("bang.xlsx", an_xlsx()),
    "odt": ("don.odt", an_odt()),
    "ods": ("bang.ods", an_ods()),
    "csv": ("bang.csv", "tên,số,điện thoại\nA,-5,+84 209\n".encode()),
    "csv of papers": ("b.csv", "STT;Giấy tờ\n1;- Bản sao (nếu có)\n2;-1,5 - 2 ngày\n".encode()),
    "zip": ("mau.zip", a_zip(mau__don_x_docx=a_docx(), mau__b_x_pdf=a_pdf(_opens_a_script))),
}
RUNS = re.compile(rb"JavaScript|app\.alert|/Launch|cmd\.exe|/AA\b|/OpenAction|EmbeddedFile")


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_is_not_what_its_name_says_or_would_run_is_refused_with_words(
    case: tuple[str, bytes, str],
) -> None:
    name, content, words = case
    with pytest.raises(UnfitAttachmentError, match=re.escape(words)):
        look(name, content)


@pytest.mark.parametrize("case", ACCEPTED.values(), ids=ACCEPTED)
def test_nothing_that_runs_and_nobody_s_name_goes_out_with_a_file(case: tuple[str, bytes]) -> None:
    looked = look(*case)
    for part in _unfolded(looked.content):
        assert not RUNS.search(part)
        assert AUTHOR.encode() not in part
        assert AUTHOR.encode("utf-16-be") not in part
    assert look(looked.name, looked.content).removed == ()  # once is enough


def _unfolded(content: bytes) -> list[bytes]:
    """Return all that can be read in a file, whatever is packed into what."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return [part for name in package.namelist() for part in _unfolded(package.read(name))]
    if content.startswith(b"%PDF"):
        buffer = io.BytesIO()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pdf.save(
                buffer,
                stream_decode_level=pikepdf.StreamDecodeLevel.all,
                compress_streams=False,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
        return [buffer.getvalue()]
    return [content]


def test_what_was_taken_out_is_said_and_the_title_inside_stays() -> None:
    looked = look("don.pdf", a_pdf(_opens_a_script))
    assert [one.partition(" ")[0] for one in looked.removed] == ["Đã", "Đã"]
    with pikepdf.open(io.BytesIO(looked.content)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Mẫu đơn"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("don.pdf", a_pdf(_is_signed)),
        ("don.docx", a_docx(_xmlsignatures__sig1_x_xml="<x/>")),
        ("don.odt", an_odt(**{"META-INF__documentsignatures_x_xml": "<x/>"})),
    ],
)
def test_a_file_with_a_digital_signature_keeps_every_byte(name: str, content: bytes) -> None:
    looked = look(name, content)
    assert looked.content == content
    assert "chữ ký số" in " ".join(looked.warnings)


WARNED: dict[str, tuple[str, bytes, str]] = {
    "a table": ("b.xlsx", an_xlsx(), "bảng tính"),
    "an archive": ("b.zip", a_zip(a_x_csv="1"), "ZIP"),
    "a scan": ("b.pdf", a_pdf(lambda pdf: pdf.pages[0].obj.__delitem__("/Resources")), "ảnh chụp"),
    "a heavy file": ("b.csv", b"1,2\n" * 1_300_000, "di động"),
    "tracked changes": (
        "b.docx",
        a_docx(word__document_x_xml='<w:ins w:author="A"><w:t>x</w:t></w:ins>'),
        "theo dõi",
    ),
    "remarks": ("b.docx", a_docx(word__comments_x_xml="<w:comments/>"), "nhận xét"),
}


@pytest.mark.parametrize("case", WARNED.values(), ids=WARNED)
def test_the_officer_hears_what_a_citizen_cannot_open_or_should_not_read(
    case: tuple[str, bytes, str],
) -> None:
    name, content, words = case
    assert words in " ".join(look(name, content).warnings)


Door = Callable[[Client, str, bytes], Any]


def _file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _by_the_form(editor: Client, name: str, content: bytes) -> Any:
    return editor.post(
        reverse("wagtaildocs:add"),
        {"title": "Mẫu", "file": _file(name, content), "collection": 1, "tags": ""},
    )


def _by_many_at_once(editor: Client, name: str, content: bytes) -> Any:
    return editor.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "Mẫu", "files[]": _file(name, content), "collection": 1},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )


def _by_the_chooser(editor: Client, name: str, content: bytes) -> Any:
    prefix = "document-chooser-upload"
    return editor.post(
        reverse("wagtaildocs_chooser:create"),
        {
            f"{prefix}-title": "Mẫu",
            f"{prefix}-file": _file(name, content),
            f"{prefix}-collection": 1,
            f"{prefix}-tags": "",
        },
    )


def _by_replacing(editor: Client, name: str, content: bytes) -> Any:
    row = an_attachment(content=a_pdf())
    return editor.post(
        reverse("wagtaildocs:edit", args=[row.pk]),
        {"title": "Mẫu", "file": _file(name, content), "collection": 1, "tags": ""},
    )


DOORS = [_by_the_form, _by_many_at_once, _by_the_chooser, _by_replacing]


@pytest.mark.parametrize("door", DOORS)
def test_every_door_refuses_a_program_named_pdf(editor: Client, door: Door) -> None:
    answer = door(editor, "don.pdf", b"MZ" + bytes(90))
    said = answer.json() if "json" in answer["Content-Type"] else answer.content.decode()
    assert "không phải PDF" in str(said)
    rows = get_document_model().objects.all()
    assert not [row for row in rows if _stored(row).startswith(b"MZ")]


def _stored(row: Any) -> bytes:
    with row.file.open("rb") as file:
        content: bytes = file.read()
    return content


def test_a_refused_file_is_told_of_once(editor: Client) -> None:
    answer = _by_many_at_once(editor, "chuong-trinh.exe", b"MZ").json()
    assert not answer["success"]
    assert "exe" in answer["error_message"]
    assert "“.”" not in answer["error_message"]
    assert "\n" not in answer["error_message"]


@pytest.mark.parametrize("door", DOORS)
def test_every_door_takes_names_out_and_one_ending_is_left(editor: Client, door: Door) -> None:
    door(editor, "Đơn.php.pdf", a_pdf())
    row = get_document_model().objects.get(title="Mẫu")
    content = _stored(row)
    assert row.filename.startswith("don-php")
    assert row.filename.count(".") == 1
    assert AUTHOR.encode("utf-16-be") not in content
    assert AUTHOR.encode() not in content
    assert row.file_size == len(content)


@pytest.mark.parametrize("door", DOORS)
def test_every_door_says_how_large_a_file_may_be(editor: Client, door: Door, settings: Any) -> None:
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 2000
    answer = door(editor, "don.csv", b"1,2\n" * 1000)
    said = answer.json() if "json" in answer["Content-Type"] else answer.content.decode()
    assert "nhiều nhất được" in str(said)


def test_a_file_is_at_most_as_large_as_the_operator_says() -> None:
    assert django_settings.WAGTAILDOCS_MAX_UPLOAD_SIZE == django_settings.LOA_MAX_UPLOAD_BYTES


def test_a_file_whose_title_had_to_be_mended_first_is_cleaned_too(editor: Client) -> None:
    answer = editor.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "x" * 300, "files[]": _file("Đơn.pdf", a_pdf()), "collection": 1},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    waiting = UploadedFile.objects.get()
    prefix = f"uploaded-document-{waiting.pk}"
    answer = editor.post(
        reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[waiting.pk]),
        {f"{prefix}-title": "Mẫu", f"{prefix}-collection": 1, f"{prefix}-tags": ""},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert answer.json()["success"], answer.json()
    content = _stored(get_document_model().objects.get(title="Mẫu"))
    assert AUTHOR.encode("utf-16-be") not in content
    assert AUTHOR.encode() not in content


def test_the_edit_form_warns_of_what_a_phone_does_not_open(editor: Client) -> None:
    _by_the_form(editor, "bang.xlsx", an_xlsx())
    row = get_document_model().objects.get(title="Mẫu")
    shown = editor.get(reverse("wagtaildocs:edit", args=[row.pk])).content.decode()
    assert "Nhiều điện thoại không mở được bảng tính" in shown
    many = _by_many_at_once(editor, "bang.xlsx", an_xlsx()).json()["form"]
    assert "Đã bỏ tên người soạn" in many


def test_an_attachment_that_was_there_before_is_still_released(province: Any) -> None:
    from sitegen.collect.attachments import attachments_by_id  # noqa: PLC0415  # as the stage does

    old = an_attachment(content=b"%PDF-1.7\n")
    assert old.pk in attachments_by_id()
