"""Larger generated sites: every copy has a place, an address and words of its own."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from bench.multiplying import multiply

_TABLES = """
CREATE TABLE wagtailcore_page (id, path, numchild, title, draft_title, slug, url_path, translation_key);
CREATE TABLE guides_guidepage (page_ptr_id, summary, audience, prepare, "groups", body);
CREATE TABLE sitegen_change (id);
INSERT INTO wagtailcore_page VALUES (1, '0001', 1, 'Trang chủ', 'Trang chủ', 'trang-chu', '/', 'a');
"""


def test_each_copy_is_a_page_of_its_own(tmp_path: Path) -> None:
    database = tmp_path / "site.sqlite3"
    words = json.dumps("Nộp ở xã Suối Hoa")
    with closing(sqlite3.connect(database)) as rows, rows:
        rows.executescript(_TABLES)
        for pk, letter in enumerate("123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 2):
            page = (pk, f"0001000{letter}", 0, "Ở xã A", "Ở xã A", f"viec-{pk}", f"/viec-{pk}/", pk)
            rows.execute("INSERT INTO wagtailcore_page VALUES (?, ?, ?, ?, ?, ?, ?, ?)", page)
            guide = (pk, "Ở xã A", "Người dân xã A", words, words, words)
            rows.execute("INSERT INTO guides_guidepage VALUES (?, ?, ?, ?, ?, ?)", guide)
        rows.execute("UPDATE wagtailcore_page SET numchild = 35 WHERE id = 1")
    multiply(database, 1500)
    with closing(sqlite3.connect(database)) as rows:
        pages = rows.execute(
            'SELECT id, path, url_path, translation_key, "groups" FROM wagtailcore_page'
            " JOIN guides_guidepage ON id = page_ptr_id"
        ).fetchall()
        (count,) = rows.execute("SELECT numchild FROM wagtailcore_page WHERE id = 1").fetchone()
    assert len(pages) == count == 1500
    for column in zip(*(page[:4] for page in pages), strict=True):
        assert len(set(column)) == 1500
    assert {len(page[1]) for page in pages} == {8}
    assert len({json.loads(page[4]) for page in pages}) == 1500 // 35 + 1
