"""Who signs for whom: a collective after "TM.", the post of one person after the others."""

import unicodedata

import pytest

from cms.signing import why_not_before

COLLECTIVES = (
    "Uỷ ban nhân dân",
    "ỦY BAN NHÂN DÂN XÃ EA KUÊH",
    "UBND xã",
    "Hội đồng nhân dân",
    "Ban Thường vụ",
    "Ban Dân tộc",
    "Sở Nội vụ",
    "Phòng Tư pháp",
    "Chi cục Thuế",
    "Bộ Tài chính",
    "tập thể lãnh đạo",
)
POSTS = (
    "Chủ tịch",
    "PHÓ CHỦ TỊCH",
    "Trưởng ban",
    "Chánh Văn phòng",
    "Giám đốc Sở",
    "Cục trưởng",
    "Chi cục trưởng Chi cục Thuế",
    "Bộ trưởng",
    "Hiệu trưởng",
    "Bí thư",
)
SPELLINGS = (str, str.upper, str.lower, lambda text: unicodedata.normalize("NFD", text))
OF_ONE = ("KT.", "TL.", "TUQ.", "Q.")


@pytest.mark.parametrize("spelt", SPELLINGS)
@pytest.mark.parametrize("authority", OF_ONE)
def test_what_stands_before_a_post_is_refused_before_a_collective(
    authority: str, spelt: object
) -> None:
    assert callable(spelt)
    for collective in COLLECTIVES:
        said = why_not_before(authority, f" {spelt(collective)} ")
        assert "chọn TM." in said
        assert spelt(collective) in said
    assert [why_not_before(authority, spelt(post)) for post in POSTS] == [""] * len(POSTS)


@pytest.mark.parametrize("spelt", SPELLINGS)
def test_what_stands_before_a_collective_is_refused_before_a_post(spelt: object) -> None:
    assert callable(spelt)
    assert all("chọn KT." in why_not_before("TM.", spelt(post)) for post in POSTS)
    assert not any(why_not_before("TM.", spelt(one)) for one in COLLECTIVES)


def test_alone_anything_is_signed_and_nothing_is_said_of_an_empty_field() -> None:
    assert not any(why_not_before("", one) for one in (*COLLECTIVES, *POSTS))
    assert not any(why_not_before(one, "") for one in ("", "TM.", *OF_ONE))
