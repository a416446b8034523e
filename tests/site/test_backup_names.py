"""A file that somebody laid among the uploads, whatever its name, keeps no backup from being made."""

import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from cms.backups.named import uploads
from cms.backups.seal import Seal
from cms.backups.vault import Vault
from tests.factory_files import a_picture

pytestmark = pytest.mark.django_db

DEEP = b"/".join([b"x" * 200] * 6)
BAD = (b"\xff.png", b"\xc4\x91\xe1.pdf", b"th\xb5/a.png", b"\xed\xa0\x80.png", DEEP)
GOOD = ("để dành.png", "a\nb.png", '"\\.png', "\u202e.png")


@pytest.mark.parametrize("key", ["", "mot-khoa-ngau-nhien-du-dai-cho-sao-luu"])
def test_names_that_are_no_text_are_left_out_and_told_and_all_others_are_kept(
    settings: Any, tmp_path: Path, key: str
) -> None:
    settings.LOA_BACKUP_KEY, folder = key, tmp_path / "backups"
    picture = a_picture()
    for name in (*map(os.fsdecode, BAD), *GOOD):
        place = uploads() / "public" / "la" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"x")
    call_command("backup", str(folder), stdout=(said := StringIO()))
    assert f"Đã bỏ qua {len(BAD)} tệp" in said.getvalue()
    said.getvalue().encode()
    vault = Vault(folder, Seal(key))
    kept = vault.read(vault.backups()[-1]).files
    assert {f"public/la/{name}" for name in GOOD} <= set(kept)
    assert any(picture.private_original.name in path for path in kept)
    call_command("backup", str(folder), json=True, stdout=(said := StringIO()))
    assert "unnamable" in said.getvalue()
    call_command("backup", str(folder), check=True, stdout=(said := StringIO()))
    assert "Không có gì hỏng." in said.getvalue()
