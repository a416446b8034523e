"""The digest of what all is made by: whatever file or library changes, it does."""

from pathlib import Path
from random import Random

from sitegen.made_by import package_digest

_RANDOM = Random(20261130)  # noqa: S311  # no secret


def _tree(folder: Path, files: int) -> list[Path]:
    made = []
    for number in range(files):
        below = folder.joinpath(*_RANDOM.sample(["render", "labels", "assets"], k=number % 4))
        below.mkdir(parents=True, exist_ok=True)
        file = below / f"{number}.{_RANDOM.choice(['py', 'toml', 'typ', 'ttf', 'html'])}"
        file.write_bytes(_RANDOM.randbytes(40))
        made.append(file)
    return made


def test_any_byte_any_name_and_any_file_more_or_less_change_it(tmp_path: Path) -> None:
    files = _tree(tmp_path, 40)
    before = package_digest(tmp_path)
    for file in files:
        content = file.read_bytes()
        file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        changed = package_digest(tmp_path)
        file.rename(file.with_suffix(".other"))
        renamed = package_digest(tmp_path)
        file.with_suffix(".other").unlink()
        gone = package_digest(tmp_path)
        assert len({before, changed, renamed, gone}) == 4
        file.write_bytes(content)
    assert package_digest(tmp_path) == before


def test_what_python_compiled_and_where_the_package_lies_do_not(tmp_path: Path) -> None:
    _tree(tmp_path / "a", 20)
    before = package_digest(tmp_path / "a")
    (tmp_path / "a" / "render" / "__pycache__").mkdir(parents=True)
    (tmp_path / "a" / "render" / "__pycache__" / "page.pyc").write_bytes(b"compiled")
    (tmp_path / "a").rename(tmp_path / "b")
    assert package_digest(tmp_path / "b") == before
