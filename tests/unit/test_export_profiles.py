"""Profiles: what goes into a web folder, onto a stick, into the data, into the folder of prints."""

import gzip
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import brotli
import pikepdf
import pytest

from sitegen.errors import Finding, SitegenError
from sitegen.release.profiles import Packer, Packing, api, printed, rank, stored, usb, web
from sitegen.release.profiles.usb_names import LONGEST
from tests.unit.export_samples import FIRST, Sample, broken, contents, page

TEXTS = (".html", ".css", ".json", ".xml")


def _web(tmp_path: Path, packing: Packing, **extra: bytes) -> dict[str, bytes]:
    packer = Packer(tmp_path / "packed")
    return contents(web(FIRST.released, packer=packer, packing=packing, extra=extra))


def test_web_holds_the_release_the_packed_texts_and_the_listed_extras_only(tmp_path: Path) -> None:
    tree = _web(tmp_path, "beside", _redirects=b"/cu /moi 301\n")
    plain = {path: content for path, content in tree.items() if not path.endswith((".gz", ".br"))}
    assert plain == {**FIRST.contents, "_redirects": b"/cu /moi 301\n"}
    packed = tree.keys() - plain.keys()
    assert {path.rpartition(".")[0] for path in packed} == {
        path for path, content in plain.items() if path.endswith(TEXTS) and len(content) >= 256
    }


def test_packed_texts_unpack_to_what_they_stand_beside(tmp_path: Path) -> None:
    tree = _web(tmp_path, "beside")
    for path in [path for path in tree if path.endswith(".gz")]:
        original = tree[path.removesuffix(".gz")]
        assert gzip.decompress(tree[path]) == original
        assert brotli.decompress(tree[path.replace(".gz", ".br")]) == original
        assert len(tree[path]) < len(original)


def test_nothing_is_packed_twice_and_a_packed_file_that_a_power_cut_spoiled_is_made_again(
    tmp_path: Path,
) -> None:
    before = _web(tmp_path, "beside")
    kept = sorted((tmp_path / "packed").glob("??/*"))
    times = {path: path.stat().st_mtime_ns for path in kept}
    kept[0].write_bytes(b"")
    assert _web(tmp_path, "beside") == before
    after = {path: path.stat().st_mtime_ns for path in kept}
    assert {path for path in kept if after[path] != times[path]} == {kept[0]}


def test_sweeping_forgets_what_no_release_holds(tmp_path: Path) -> None:
    _web(tmp_path, "beside")
    packer = Packer(tmp_path / "packed")
    held = FIRST.released.files["index.html"].digest
    assert packer.sweep({held}) > 0
    assert {path.name.partition(".")[0] for path in (tmp_path / "packed").glob("??/*")} == {held}


def test_texts_packed_inside_say_so(tmp_path: Path) -> None:
    packer = Packer(tmp_path / "packed")
    entries = {e.path: e for e in web(FIRST.released, packer=packer, packing="inside", extra={})}
    assert entries.keys() == FIRST.files.keys()
    home = entries["index.html"]
    assert (home.encoding, home.type) == ("gzip", "text/html; charset=utf-8")
    assert gzip.decompress(home.load()) == FIRST.contents["index.html"]


def test_extra_never_takes_the_place_of_a_released_file(tmp_path: Path) -> None:
    assert _web(tmp_path, "none", **{"index.html": b"x"}) == FIRST.contents


def test_files_are_sent_after_everything_that_they_need() -> None:
    entries = (stored(FIRST.released, path) for path in FIRST.files)
    ranks = {entry.path: (rank(entry), entry.cache) for entry in entries}
    shared = {path.partition(".")[0]: place for path, place in ranks.items() if "/" not in path}
    assert shared["404"] == shared["sitemap"] == (3, "entry")
    assert {ranks[path] for path in ranks if path.startswith(("assets", "pictures"))} == {
        (0, "asset")
    }
    assert {ranks[path] for path in ranks if path.endswith(".json")} == {(1, "page")}
    assert ranks["index.html"] == (4, "entry")
    assert ranks["huong-dan/index.html"] == (3, "entry")
    assert ranks["huong-dan/a/index.html"] == (2, "page")


def test_damaged_object_is_named_and_not_sent() -> None:
    released = replace(FIRST.released, read=lambda path: b"rot")
    with pytest.raises(SitegenError, match=r"index\.html.*đã hỏng"):
        stored(released, "index.html").load()


def test_stick_holds_pages_and_what_they_need_below_one_folder() -> None:
    tree = contents(usb(FIRST.released))
    mirror = {p.removeprefix("trang/"): c for p, c in tree.items() if p.startswith("trang/")}
    left_out = {"404.html", "sitemap.xml"} | {p for p in FIRST.files if p.endswith(".json")}
    assert mirror == {p: c for p, c in FIRST.contents.items() if p not in left_out}
    assert tree.keys() - {f"trang/{path}" for path in mirror} == {
        "MO-TRANG-NAY.html",
        "DOC-TRUOC.txt",
    }
    assert broken(mirror) == []
    assert b"url=trang/index.html" in tree["MO-TRANG-NAY.html"]


def test_readme_says_the_newest_date_of_the_content_and_opens_in_notepad() -> None:
    readme = contents(usb(FIRST.released))["DOC-TRUOC.txt"]
    assert readme.startswith(b"\xef\xbb\xbf")
    assert readme.count(b"\n") == readme.count(b"\r\n")
    text = readme.decode("utf-8-sig")
    assert "4 trang. Nội dung mới nhất ghi ngày 04/10/2026." in text
    assert text.startswith("TỈNH MẪU\r\n========\r\n")


def test_script_that_search_loads_by_itself_is_on_the_stick_but_no_service_worker() -> None:
    sample = FIRST.with_files({"search/vi/0.js": (b"1", "site", ""), "sw.js": (b"2", "site", "")})
    tree = contents(usb(sample.released))
    assert "trang/search/vi/0.js" in tree
    assert "trang/sw.js" not in tree


def _with_file(path: str) -> Sample:
    link = page("huong-dan/a/index.html", path, style=next(iter(FIRST.files)), head="<b>&amp;</b>")
    return FIRST.with_files(
        {path: (b"%PDF", "sheet", "page-1"), "huong-dan/a/index.html": (link, "page", "page-1")}
    )


@pytest.mark.parametrize(
    "path",
    [
        f"huong-dan/a/{'rat-dai-' * 20}.pdf",
        "huong-dan/a/Quyết định số 12.pdf",
        f"files/{'x' * 200}.docx",
    ],
)
def test_file_name_that_a_stick_cannot_hold_is_shortened_and_its_links_with_it(path: str) -> None:
    tree = contents(usb(_with_file(path).released))
    mirror = {p.removeprefix("trang/"): c for p, c in tree.items() if p.startswith("trang/")}
    assert path not in mirror
    assert broken(mirror) == []
    assert b"%PDF" in mirror.values()
    assert all(len(p) <= LONGEST and p.isascii() for p in tree)
    assert contents(usb(_with_file(path).released)) == tree


def test_page_whose_address_is_too_long_is_refused_by_its_title() -> None:
    path = f"huong-dan/{'a' * 80}/{'b' * 80}/index.html"
    content = page(path, style=next(iter(FIRST.files)))
    sample = FIRST.with_files({path: (content, "page", "page-1")})
    with pytest.raises(SitegenError, match=r"Trang huong-dan/a/index\.html") as refused:
        list(usb(sample.released))
    assert "slug" in refused.value.hint


def test_api_holds_the_data_and_a_list_of_the_documents() -> None:
    tree = contents(api(FIRST.released))
    data = {path: content for path, content in FIRST.contents.items() if path.endswith(".json")}
    assert tree.keys() - data.keys() == {"documents.json"}
    assert data.items() <= tree.items()
    for path in data:
        assert f'"path": "{path}"' in tree["documents.json"].decode()


def _pdf(width_mm: float) -> bytes:
    pdf, stream = pikepdf.new(), BytesIO()
    pdf.add_blank_page(page_size=(width_mm * 72 / 25.4, 210 * 72 / 25.4))
    pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def test_prints_get_readable_names_by_office_and_a_list_with_sizes() -> None:
    sample = replace(
        FIRST.with_files(
            {
                "so-mau/index.html": (b"<title>x</title>", "page", "page-8"),
                "so-mau/to-gap/to-gap.pdf": (_pdf(297), "sheet", "page-9"),
                "en/so-mau/to-gap/to-gap.pdf": (_pdf(297), "sheet", "page-9"),
                "files/ab12/mau-don.pdf": (b"no pdf at all", "attachment", "page-9"),
            }
        ),
        titles={**FIRST.titles, "page-8": "Sở Mẫu", "page-9": "Tờ gấp nộp hồ sơ & hỏi đáp"},
    )
    tree = contents(printed(sample.released))
    assert set(tree) == {
        "so-mau/to-gap-nop-ho-so-hoi-dap.pdf",
        "ban-in/to-gap-nop-ho-so-hoi-dap.pdf",
        "tep-dinh-kem/mau-don.pdf",
        "MUC-LUC.html",
    }
    listed = tree["MUC-LUC.html"].decode()
    assert "<h2>Sở Mẫu</h2>" in listed
    assert "Tờ gấp nộp hồ sơ &amp; hỏi đáp" in listed
    assert "1 trang, 297 × 210 mm" in listed


def test_file_of_the_print_shop_takes_the_place_of_the_one_on_the_web_where_there_is_one() -> None:
    web, shop = _pdf(297), _pdf(303)
    pages = {
        f"to-gap-{number}/{name}": (content, group, f"page-{number}")
        for number in (7, 8, 9)
        for name, content, group in (
            ("index.json", str(number).encode(), "data"),
            (f"to-gap-{number}.pdf", web, "sheet"),
        )
    }
    titles = {f"page-{number}": f"Tờ gấp {number}" for number in (7, 8, 9)}
    sample = replace(FIRST.with_files(pages), titles={**FIRST.titles, **titles})
    told: list[Finding] = []

    def press(data: bytes) -> bytes | None:
        if data == b"9":
            raise SitegenError("Không vừa.", page="Tờ gấp 9", code="print-overflow")
        return {b"7": shop}.get(data)

    tree = contents(printed(sample.released, press, told.append))
    made = {path: content for path, content in tree.items() if path.endswith(".pdf")}
    assert made == {"ban-in/to-gap-7.pdf": shop, "ban-in/to-gap-8.pdf": web}
    assert [one.message for one in told] == ["Không vừa."]
    listed = tree["MUC-LUC.html"].decode()
    for said in ("303 × 210 mm", "297 × 210 mm", "Không vừa."):
        assert said in listed
