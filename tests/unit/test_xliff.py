"""XLIFF: nothing of a sentence is lost on the way to a translator and back, in either version."""

import io
from html import escape

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from translate.storage.xliff import Xliff1File
from translate.storage.xliff2 import Xliff2File

from cms.translating.codes import parts_of, put_together
from cms.translating.xliff import Sentence, XliffError, read_xliff, write_xliff

VERSIONS = ("1.2", "2.1")

words = st.text("aăấ &<>\"'đ漢ក\u0306\u2028\t.", max_size=12).map(
    lambda text: escape(text, quote=False)
)
leaves = words | st.sampled_from(["<br/>", "{{co_quan}}", "{{cong_tinh}}"])
sentences = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda tag, parts: f"{tag[0]}{''.join(parts)}{tag[1]}",
        st.sampled_from([("<b>", "</b>"), ("<i>", "</i>"), ('<a id="a1">', "</a>")]),
        st.lists(inner, max_size=2),
    ),
    max_leaves=4,
).map(lambda text: text.strip())


def stored(html: str) -> str:
    return str(BeautifulSoup(html, "html.parser"))


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(html=st.lists(sentences, max_size=3).map("".join))
def test_a_sentence_taken_apart_is_the_same_put_together(html):
    assert stored(put_together(parts_of(html))) == stored(html)


@pytest.mark.parametrize("version", VERSIONS)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(pairs=st.lists(st.tuples(sentences.filter(bool), st.booleans()), max_size=4))
def test_what_was_said_comes_back_with_its_marks(version, pairs):
    given_out = [
        Sentence(
            path=f"body.{number}", source=html, said=html if is_said else "", notes=("Nội dung",)
        )
        for number, (html, is_said) in enumerate(pairs)
    ]

    content = write_xliff(given_out, name="u1", source="vi", target="tyz", version=version)
    name, answers = read_xliff(content, given_out)

    assert name == "u1"
    assert [one.identifier for one in answers] == [one.identifier for one in given_out]
    for one, answer in zip(given_out, answers, strict=True):
        assert answer.said is not None
        assert stored(answer.said) == stored(one.said).strip()


@pytest.mark.parametrize("version", VERSIONS)
def test_another_program_reads_every_sentence(version):
    given_out = [
        Sentence(path="title", source="Nộp hồ sơ", notes=("Tên", "https://mau.vn/a/")),
        Sentence(path="body.1", source='Vào <a id="a1">Cổng</a> {{co_quan}} &amp; <b>nộp</b>'),
        Sentence(path="body.2", source="Một<br/>hai", said="One<br/>two", before=("Uno", "Alt")),
    ]

    content = write_xliff(given_out, name="u1", source="vi", target="en", version=version)
    kind = Xliff1File if version == "1.2" else Xliff2File
    read = kind.parsefile(io.BytesIO(content))

    assert len(read.units) == 3
    assert [unit.source[:3] for unit in read.units] == ["Nộp", "Vào", "Một"]
    assert "One" in read.units[2].target
    if version == "1.2":  # of 2.1 it looks for notes within the segment
        assert "Tên" in read.units[0].getnotes()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_brings_in_no_markup_of_its_own(version):
    one = Sentence(path="title", source="Nộp <b>ngay</b>", said="X")
    content = write_xliff([one], name="u1", source="vi", target="en", version=version)

    def answered(target: str) -> str | None:
        said = content.replace(b">X</target>", f">{target}</target>".encode())
        return read_xliff(said, [one])[1][0].said

    assert answered("&lt;script&gt;") == "&lt;script&gt;"
    assert answered("<script>a()</script>") is None
    for foreign in ('<g id="2">a</g>', '<pc id="2">a</pc>', '<x id="9"/>', '<ph id="a"/>'):
        assert answered(foreign) is None


@pytest.mark.parametrize(
    "content",
    [b"", b"<", b"<a/>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"\xff\xfe\x00", b"msgid"],
)
def test_what_is_no_xliff_is_refused_in_words(content):
    with pytest.raises(XliffError, match=r"XLIFF|Tệp rỗng"):
        read_xliff(content, [])


def test_a_file_in_utf_16_is_read():
    one = Sentence(path="title", source="Nộp", said="Nộp đơn")
    content = write_xliff([one], name="u1", source="vi", target="en", version="1.2").decode()
    sixteen = content.replace("utf-8", "utf-16").encode("utf-16")

    assert read_xliff(sixteen, [one])[1][0].said == "Nộp đơn"


def test_segments_that_a_program_cut_are_one_sentence_again():
    one = Sentence(path="title", source="Một. Hai.")
    content = write_xliff([one], name="u1", source="vi", target="en", version="2.1").decode()
    start, end = content.index("<segment"), content.index("</segment>") + len("</segment>")
    cut = (
        "<segment><source>Một.</source><target>One.</target></segment>"
        "<ignorable><source> </source></ignorable>"
        "<segment><source>Hai.</source><target>Two.</target></segment>"
    )

    assert (
        read_xliff((content[:start] + cut + content[end:]).encode(), [one])[1][0].said
        == "One. Two."
    )


@pytest.mark.parametrize(
    ("version", "target", "told"),
    [
        ("1.2", '<target state="needs-translation">Nộp</target>', True),
        ("1.2", '<target state="new">Submit</target>', True),
        ("1.2", '<target state="needs-review-translation">Submit</target>', False),
        ("1.2", "<target>Submit</target>", False),
        ("2.1", "<target>Nộp</target>", True),
        ("2.1", "<target>Submit</target>", False),
    ],
)
def test_what_the_file_calls_unfinished_is_told(version, target, told):
    one = Sentence(path="title", source="Nộp")
    content = write_xliff([one], name="u1", source="vi", target="en", version=version).decode()
    filled = content.replace("</source>", f"</source>{target}")

    (answer,) = read_xliff(filled.encode(), [one])[1]
    assert answer.is_unfinished is told


@pytest.mark.parametrize(
    ("segments", "said"),
    [
        ([("Một.", "<target>One.</target>"), ("Hai.", "<target/>")], ""),
        ([("Một.", "<target>One.</target>"), ("Hai.", "")], ""),
        (
            [
                ("Một.", '<target order="2">One.</target>'),
                ("Hai.", '<target order="1">Two.</target>'),
            ],
            "Two.One.",
        ),
    ],
)
def test_half_a_sentence_is_none_and_segments_have_their_order(segments, said):
    one = Sentence(path="title", source="Một.Hai.")
    content = write_xliff([one], name="u1", source="vi", target="en", version="2.1").decode()
    start, end = content.index("<segment"), content.index("</segment>") + len("</segment>")
    cut = "".join(f"<segment><source>{a}</source>{b}</segment>" for a, b in segments)

    assert read_xliff((content[:start] + cut + content[end:]).encode(), [one])[1][0].said == said


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ('<bpt id="1">&lt;b&gt;</bpt>now<ept id="1">&lt;/b&gt;</ept>', "<b>now</b>"),
        ('<bx id="1"/>now<ex id="1"/>', "<b>now</b>"),
        ('<g id="1">now</g>', "<b>now</b>"),
        ('<bx id="1"/>now', None),
        ('<ex id="1"/>now<bx id="1"/>', None),
        ('<x id="1"/>now', None),
        (f'<g id="{"9" * 5000}">now</g>', None),
        ("<mrk>" * 40 + "now" + "</mrk>" * 40, "now"),
    ],
)
def test_marks_of_other_programs_are_read_where_they_close(target, said):
    one = Sentence(path="title", source="Nộp <b>ngay</b>", said="X")
    content = write_xliff([one], name="u1", source="vi", target="en", version="1.2")
    filled = content.replace(b">X</target>", f">{target}</target>".encode())

    assert read_xliff(filled, [one])[1][0].said == said


def test_a_doctype_does_no_harm():
    one = Sentence(path="title", source="Nộp", said="Submit")
    content = write_xliff([one], name="u1", source="vi", target="en", version="1.2").decode()
    doctype = (
        '<!DOCTYPE xliff PUBLIC "-//XLIFF//DTD XLIFF//EN" "http://www.oasis-open.org/xliff.dtd">'
    )
    with_it = content.replace("?>", f"?>{doctype}", 1)

    assert read_xliff(with_it.encode(), [one])[1][0].said == "Submit"


def test_a_file_that_is_nested_too_deeply_is_refused():
    one = Sentence(path="title", source="Nộp", said="X")
    content = write_xliff([one], name="u1", source="vi", target="en", version="1.2").decode()
    deep = content.replace(">X<", f">{'<mrk>' * 5000}X{'</mrk>' * 5000}<")
    with pytest.raises(XliffError, match="lồng"):
        read_xliff(deep.encode(), [one])
