"""Two made-up provinces: the same facts of the demo, told under another name, emblem and colour."""

from typing import NamedTuple

__all__ = ["IDENTITIES", "SampleIdentity"]


class SampleIdentity(NamedTuple):
    """How the demo is called: (name, tagline) by language, its colour, who answers for it."""

    names: dict[str, tuple[str, str]]
    accent: str
    emblem: str
    responsible: dict[str, str]


IDENTITIES = {
    "non-xanh": SampleIdentity(
        names={
            "vi": ("Dịch vụ công tỉnh Non Xanh", "Tỉnh minh hoạ, không có thật"),
            "en": ("Public services of Non Xanh", "A sample province that does not exist"),
        },
        accent="#1f6b3a",
        emblem="Biểu trưng mẫu: núi xanh",
        responsible={"vi": "Chánh Văn phòng UBND tỉnh", "en": "Chief of the Province Office"},
    ),
    "song-bac": SampleIdentity(
        names={
            "vi": ("Hướng dẫn dịch vụ công tỉnh Sông Bạc", "Tỉnh minh hoạ, không có thật"),
            "en": ("Public services of Sông Bạc", "A sample province that does not exist"),
        },
        accent="#1d4f91",
        emblem="Biểu trưng mẫu: sông và sao",
        responsible={"vi": "Giám đốc Trung tâm Phục vụ", "en": "Director of the Service Centre"},
    ),
}
