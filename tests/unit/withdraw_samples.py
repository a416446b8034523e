"""A hidden page, everything by which others may speak of it, and the site around it."""

from typing import Any

from sitegen.documents.base import Attachment, Head, Picture, Summary
from sitegen.documents.inline import Text
from sitegen.documents.kinds import Guide, Home
from sitegen.documents.nodes import Step, StepGroup
from sitegen.documents.site import MenuItem, Site
from sitegen.release.withdraw import Withdrawn

__all__ = [
    "ALL",
    "FILE",
    "GROUPS",
    "HIDDEN",
    "HOME",
    "HOST",
    "PICTURE",
    "PLACE",
    "SUMMARY",
    "WORD",
    "a_head",
    "a_hidden_page",
    "the_sites",
]

WORD = "Bimat"
HIDDEN = "page-9"
PLACE = "so-noi-vu/bimat/"
HOST = "https://loa.example.vn/"


def a_head(key: str, path: str, title: str, parent: str = "page-1", **more: Any) -> Head:
    values: dict[str, Any] = {"language": "vi", "translation": f"t-{key}"}
    return Head(key=key, path=path, title=title, parent=parent, **values | more)


HOME = Home(head=a_head("page-1", "", "Trang chủ", ""), question="Việc gì?", lead="", entries=())
STEP = Step(number=1, anchor="b", title=(Text(value=f"Mở {WORD}"),))
GROUPS = (StepGroup(anchor="a", title=f"Cách {WORD}", steps=(STEP,)),)
SUMMARY = Summary(key=HIDDEN, kind="guide", path=PLACE, title=WORD, summary=WORD, language="vi")
PICTURE = Picture(digest="d" * 64, width=10, height=10, alt=WORD)
FILE = Attachment(
    digest="f" * 64, path="files/bimat.pdf", title=WORD, file_type="pdf", size_bytes=1
)
ALL = Withdrawn(
    keys=frozenset({HIDDEN}),
    paths=frozenset({FILE.path}),
    digests=frozenset({PICTURE.digest}),
)


def a_hidden_page() -> Guide:
    return Guide(head=a_head(HIDDEN, PLACE, WORD, "page-2"), groups=GROUPS)


def the_sites() -> dict[str, Site]:
    menu = (MenuItem(title=WORD, path=PLACE), MenuItem(title="Bài", path="bai/"))
    return {
        "vi": Site(
            name="Loa",
            tagline="",
            language="vi",
            languages=("vi",),
            home_path="",
            menu=menu,
            base_address=HOST,
        )
    }
