"""A signed copy: minisign itself says yes, and any byte that is changed anywhere is found."""

import random
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.release.copies import amiss
from sitegen.release.export import Asked, Profile, Target, export
from sitegen.release.profiles.listed import CHECK, LIST, SIGNATURE
from sitegen.release.signing import PUBLIC, Signer, make_key, read_public, read_signer
from sitegen.release.targets.directory import STATE
from tests.lots import lots
from tests.programs import judged
from tests.unit.export_samples import FIRST, SECOND, Sample, write_release


def _copied(folder: Path, to: Path, signer: Signer | None, profile: Profile = "usb") -> Path:
    target: Target = "usb" if profile == "usb" else "dir"
    asked = Asked(destination=str(to), target=target, profile=profile)
    export(folder, asked, publisher="test", tell_withdrawn=lambda _: (), signer=signer)
    return to


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return make_key(tmp_path / "k" / "ky.key")


@pytest.fixture
def stick(tmp_path: Path, signer: Signer) -> Path:
    write_release(tmp_path / "var", 1, FIRST)
    return _copied(tmp_path / "var", tmp_path / "usb", signer)


def test_minisign_and_sha256sum_say_yes(tmp_path: Path, stick: Path, signer: Signer) -> None:
    public = tmp_path / "k" / f"ky.key{PUBLIC}"
    assert judged("minisign", "-Vm", LIST, "-P", signer.public, cwd=stick).returncode == 0
    assert judged("minisign", "-Vm", LIST, "-p", public, cwd=stick).returncode == 0
    assert judged("sha256sum", "--check", "--quiet", "--strict", LIST, cwd=stick).returncode == 0
    other = make_key(tmp_path / "other.key")
    assert judged("minisign", "-Vm", LIST, "-P", other.public, cwd=stick).returncode != 0
    assert list(amiss(stick, signer.public)) == []
    assert list(amiss(stick, other.public)) != []


def test_our_secret_key_is_one_of_minisign_and_the_other_way_round(tmp_path: Path) -> None:
    ours, text = make_key(tmp_path / "ky.key"), tmp_path / "text"
    text.write_text("chữ", "utf-8")
    assert judged("minisign", "-S", "-W", "-s", tmp_path / "ky.key", "-m", text).returncode == 0
    assert judged("minisign", "-Vm", text, "-P", ours.public).returncode == 0
    theirs = tmp_path / "their.key"
    made = judged("minisign", "-G", "-W", "-s", theirs, "-p", tmp_path / "their.pub")
    assert made.returncode == 0
    assert read_signer(theirs).public == read_public(str(tmp_path / "their.pub"))


def test_any_changed_byte_of_a_signed_copy_is_found(stick: Path, signer: Signer) -> None:
    chance = random.Random(17)  # noqa: S311
    files = sorted(path for path in stick.rglob("*") if path.is_file() and path.name[0] != ".")
    small = [stick / LIST, stick / SIGNATURE, stick / CHECK]
    missed = []
    for number in lots(400, 10_000):
        path = chance.choice(files if number % 2 else small)
        before = path.read_bytes()
        at, new = chance.randrange(len(before)), chance.randrange(1, 256)
        path.write_bytes(before[:at] + bytes([before[at] ^ new]) + before[at + 1 :])
        if not any(amiss(stick, signer.public)):
            missed.append((path.name, at, new))
        path.write_bytes(before)
    assert missed == []
    assert list(amiss(stick, signer.public)) == []


def test_readme_has_everything_copied_that_lies_at_the_top(
    tmp_path: Path, stick: Path, signer: Signer
) -> None:
    told = (stick / "DOC-TRUOC.txt").read_text("utf-8-sig")
    copying = told.partition("CHÉP")[2].partition("TRÊN ĐIỆN THOẠI")[0]
    top = [path.name for path in stick.iterdir() if path.name[0] != "."]
    assert [name for name in top if name not in copying] == []
    for name in top:
        copy = tmp_path / "copy" / name
        copy.parent.mkdir(exist_ok=True)
        (stick / name).rename(copy)
    assert list(amiss(tmp_path / "copy", signer.public)) == []


def test_what_is_missing_strange_or_damaged_is_named(stick: Path, signer: Signer) -> None:
    (stick / "trang/index.html").write_bytes(b"x")
    (stick / "DOC-TRUOC.txt").unlink()
    (stick / "trang/la.html").write_bytes(b"x")
    (stick / "System Volume Information").mkdir()
    (stick / "System Volume Information/x.dat").write_bytes(b"x")
    (stick / SIGNATURE).unlink()
    assert list(amiss(stick, signer.public)) == [
        f"Thiếu chữ ký: {SIGNATURE}",
        "Thiếu: DOC-TRUOC.txt",
        "Hỏng hoặc bị sửa: trang/index.html",
        "Lạ, không có trong bản kê: trang/la.html",
    ]


def test_list_that_is_itself_damaged_is_said_once_and_first(stick: Path, signer: Signer) -> None:
    (stick / LIST).write_bytes(b"x\n" * 5_000)
    told = list(amiss(stick))
    assert told[0].startswith(f"Bản kê {LIST} hỏng ở dòng 1, dòng 2, dòng 3, dòng 4, dòng 5…: ")
    assert all(line.startswith("Lạ") for line in told[1:])
    (stick / LIST).write_bytes(b"")
    assert "hỏng ở cuối tệp" in next(iter(amiss(stick)))


def test_comment_that_is_changed_is_not_called_a_strange_signature(
    stick: Path, signer: Signer
) -> None:
    lines = (stick / SIGNATURE).read_bytes().split(b"\n")
    for number in (0, 2):
        changed = [line + b"x" if at == number else line for at, line in enumerate(lines)]
        (stick / SIGNATURE).write_bytes(b"\n".join(changed))
        (told,) = amiss(stick, signer.public)
        assert told == f"Lời chú trong {SIGNATURE} bị sửa; chữ ký của bản kê vẫn là của khoá này"
    for number in (1, 3):
        changed = [line[::-1] if at == number else line for at, line in enumerate(lines)]
        (stick / SIGNATURE).write_bytes(b"\n".join(changed))
        assert len(list(amiss(stick, signer.public))) == 1


def test_equal_content_and_key_give_equal_copies_and_the_next_release_a_new_signature(
    tmp_path: Path, stick: Path, signer: Signer
) -> None:
    again = _copied(tmp_path / "var", tmp_path / "again", signer)
    assert (again / SIGNATURE).read_bytes() == (stick / SIGNATURE).read_bytes()
    write_release(tmp_path / "var", 2, SECOND)
    old = (stick / SIGNATURE).read_bytes()
    _copied(tmp_path / "var", stick, signer)
    assert (stick / SIGNATURE).read_bytes() != old
    assert list(amiss(stick, signer.public)) == []


def test_web_folder_is_listed_with_its_packed_twins_when_there_is_a_key(
    tmp_path: Path, stick: Path, signer: Signer
) -> None:
    web = _copied(tmp_path / "var", tmp_path / "web", signer, "web")
    assert (web / "index.html.gz").is_file()
    assert list(amiss(web, signer.public)) == []
    plain = _copied(tmp_path / "var", tmp_path / "plain", None, "web")
    assert not (plain / LIST).exists()


@pytest.mark.parametrize("sample", [FIRST, SECOND])
@pytest.mark.parametrize(
    ("name", "target", "profile"),
    [
        ("usb", "usb", "usb"),
        ("web", "dir", "web"),
        ("usb.zip", "usb", "usb"),
        ("w.zip", "zip", "web"),
    ],
)
def test_signature_is_taken_off_by_nobody_who_has_not_said_so(  # noqa: PLR0917
    tmp_path: Path, signer: Signer, sample: Sample, name: str, target: Target, profile: Profile
) -> None:
    write_release(tmp_path / "var", 1, FIRST)
    asked = Asked(destination=str(tmp_path / name), target=target, profile=profile)

    def send(asked: Asked, signer: Signer | None) -> None:
        export(tmp_path / "var", asked, publisher="a", tell_withdrawn=lambda _: (), signer=signer)

    send(asked, signer)
    before = _contents(tmp_path / name)
    assert SIGNATURE in before
    write_release(tmp_path / "var", 2, sample)
    for refused in (replace(asked, is_dry_run=True), asked):
        with pytest.raises(SitegenError, match="có chữ ký"):
            send(refused, None)
        assert _contents(tmp_path / name) == before
    send(replace(asked, may_unsign=True), None)
    assert SIGNATURE not in _contents(tmp_path / name)
    send(asked, None)
    send(asked, signer)
    assert SIGNATURE in _contents(tmp_path / name)


def _contents(place: Path) -> dict[str, bytes]:
    if place.is_dir():
        paths = (path for path in place.rglob("*") if path.is_file())
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in paths}
    with zipfile.ZipFile(place) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_stick_without_a_key_is_listed_and_the_operator_is_told(tmp_path: Path) -> None:
    write_release(tmp_path / "var", 1, FIRST)
    asked = Asked(destination=str(tmp_path / "usb"), target="usb", profile="usb")
    done = export(tmp_path / "var", asked, publisher="test", tell_withdrawn=lambda _: ())
    assert [finding.code for finding in done.delivery.findings] == ["export-unsigned"]
    assert list(amiss(tmp_path / "usb")) == []
    assert not (tmp_path / "usb" / SIGNATURE).exists()


def test_key_is_for_its_owner_alone_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "ky.key"
    make_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        make_key(path)
    path.chmod(0o640)
    with pytest.raises(SitegenError, match="chmod 600"):
        read_signer(path)


@pytest.mark.parametrize("content", ["", "x", "a\nRWQ", "a\n" + "A" * 212])
def test_what_is_no_key_is_refused_in_words(tmp_path: Path, content: str) -> None:
    path = tmp_path / "ky.key"
    with pytest.raises(SitegenError, match="signing_key"):
        read_signer(path)
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(SitegenError, match="signing_key"):
        read_signer(path)
    with pytest.raises(SitegenError, match="khoá công khai"):
        read_public(str(path))


@pytest.mark.parametrize("seed", range(12))
def test_stick_is_brought_up_to_date_by_what_differs_and_what_it_lost_is_mended(
    tmp_path: Path, stick: Path, signer: Signer, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    files = sorted(path for path in stick.rglob("*") if path.is_file() and path.name[0] != ".")
    for path in chance.sample(files, 4):
        content = bytearray(path.read_bytes())
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
        path.write_bytes(content) if chance.random() < 0.7 else path.unlink()
    kept = stick / "trang" / "huong-dan" / "a" / "index.html"
    before = kept.stat().st_ino if kept.exists() else 0
    is_whole = kept.exists() and kept.read_bytes() == FIRST.contents["huong-dan/a/index.html"]
    write_release(tmp_path / "var", 2, SECOND if seed % 2 else FIRST)
    _copied(tmp_path / "var", stick, signer)
    assert list(amiss(stick, signer.public)) == []
    if is_whole and not seed % 2:
        assert kept.stat().st_ino == before


@pytest.mark.parametrize("seed", range(8))
def test_stick_whose_hidden_state_is_damaged_is_mended_and_strangers_stay(
    tmp_path: Path, stick: Path, signer: Signer, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    state = stick / STATE
    content = state.read_bytes()
    state.write_bytes(chance.choice([b"", b"\xff\xfe", content[: chance.randrange(len(content))]]))
    strange = [stick / "anh.jpg", stick / "trang" / "cua-toi" / "don.docx"]
    for path in strange:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(chance.randbytes(40))
    before = {path: path.read_bytes() for path in strange}
    if seed % 2:
        (stick / LIST).write_bytes((stick / LIST).read_bytes()[: chance.randrange(900)])
    if seed % 3 == 0:
        (stick / "trang" / "index.html").write_bytes(b"x")
    write_release(tmp_path / "var", 2, SECOND if seed < 5 else FIRST)
    _copied(tmp_path / "var", stick, signer)
    assert {path: path.read_bytes() for path in strange} == before
    told = list(amiss(stick, signer.public))
    assert {"Lạ, không có trong bản kê: anh.jpg"} <= set(told)
    assert all(line.startswith("Lạ") for line in told)
    if not seed % 2 and seed % 3:
        assert len(told) == len(strange)


def test_strange_files_on_a_stick_stay_and_are_told_of(
    tmp_path: Path, stick: Path, signer: Signer
) -> None:
    (stick / "anh-cua-toi.jpg").write_bytes(b"x")
    (stick / "System Volume Information").mkdir()
    (stick / "System Volume Information/x.dat").write_bytes(b"x")
    write_release(tmp_path / "var", 2, SECOND)
    asked = Asked(destination=str(stick), target="usb", profile="usb")
    done = export(
        tmp_path / "var", asked, publisher="test", tell_withdrawn=lambda _: (), signer=signer
    )
    (finding,) = done.delivery.findings
    assert "anh-cua-toi.jpg" in finding.message
    assert "System" not in finding.message
    assert (stick / "anh-cua-toi.jpg").exists()
