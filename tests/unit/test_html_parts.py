"""Labels, templates, pictures, fonts, assets and the files of the whole mirror."""

import dataclasses
import gzip
import hashlib
import io
import random
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from fontTools.ttLib import TTFont
from jinja2 import UndefinedError
from PIL import Image, UnidentifiedImageError

from sitegen.documents.base import ClosedPortal, Portal
from sitegen.documents.kinds import ServiceFeature, StatisticsRow
from sitegen.documents.nodes import Figure
from sitegen.languages import LANGUAGES
from sitegen.limits import MAX_SIDE
from sitegen.render.assets import asset_path, asset_paths, assets, stylesheet
from sitegen.render.charts import bars, begins_at, reaches
from sitegen.render.fonts import FACES, face_bytes, unicode_range
from sitegen.render.html import render
from sitegen.render.labels import labels, untranslated_labels
from sitegen.render.macros import make_environment, template_sources
from sitegen.render.pictures import Source, derivatives, encode, offer
from tests.builder_regimes import level_regime
from tests.builders import (
    a_guide,
    a_picture,
    a_site,
    a_view,
    drawn_picture,
)

PUBLIC = "https://loa.example.vn/bac-kan/"
OLD = "https://cu.example.vn/"


class TestLabels:
    @pytest.mark.parametrize("language", sorted(LANGUAGES))
    def test_every_language_has_the_same_keys_and_no_empty_words(self, language: str) -> None:
        assert set(labels(language)) == set(labels("vi"))
        assert all(words.strip() for words in labels(language).values())

    @pytest.mark.parametrize("language", sorted(LANGUAGES))
    def test_placeholders_are_the_same_in_every_language(self, language: str) -> None:
        for key, words in labels(language).items():
            assert set(re.findall(r"{\w+}", words)) == set(re.findall(r"{\w+}", labels("vi")[key]))

    @pytest.mark.parametrize("language", sorted(LANGUAGES))
    def test_untranslated_words_are_the_vietnamese_ones(self, language: str) -> None:
        for key in untranslated_labels(language):
            assert labels(language)[key] == labels("vi")[key]

    def test_every_label_is_printed_somewhere(self) -> None:
        everything = "\n".join(template_sources().values())
        signposts = (
            "not_found",
            "moved",
            "gone",
            "offline",
            "notice_",
            "edition_",
            "effect_",
            "stale_",
            "answered_",
        )
        said_in_code = {key for key in labels("vi") if key.startswith(signposts)} | {"help"}
        by_name = {key for key in labels("vi") if key.startswith(("kind_", "form_"))}
        kinds = by_name | {"note", "warning"}
        for key in set(labels("vi")) - said_in_code - kinds:
            assert re.search(rf"\.{key}\b", everything), key


_CALLED = "<p>&lt;i&gt;"


class TestTemplates:
    def test_an_unknown_name_stops_the_page(self) -> None:
        environment = make_environment({"a.html": "{{ page.nothing.here }}"})
        with pytest.raises(AttributeError):
            environment.get_template("a.html").render(page=object())
        with pytest.raises(UndefinedError):
            environment.get_template("a.html").render()

    def test_everything_printed_is_escaped_and_markup_only_once(self) -> None:
        source = "{{ word }}{% set kept %}<b>{{ word }}</b>{% endset %}{{ kept }}{{ 7 }}"
        template = make_environment({"a.html": source}).get_template("a.html")
        assert template.render(word="<i>") == "&lt;i&gt;<b>&lt;i&gt;</b>7"

    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("{% macro m(a) %}<b>{{ a }}</b>{% endmacro %}{{ m(word) }}", "<b>&lt;i&gt;</b>"),
            ("{% macro m(a, b=word) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}", "1&lt;i&gt;"),
            ("{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ m(1, b=3) }}", "13"),
            (
                "{% macro m() %}<p>{{ caller() }}{% endmacro %}{% call m() %}{{ word }}{% endcall %}",
                _CALLED,
            ),
            ("{{ word|said(page) }}", "said &lt;i&gt;"),
            ("{% if word|said(page) %}{{ word|upper }}{% endif %}", "&lt;I&gt;"),
            (
                "{% for n in (1, 2) %}{{ loop.index }}{{ n|said(page) }} {% endfor %}",
                "1said 1 2said 2 ",
            ),
        ],
    )
    def test_direct_calls_mean_what_jinja_means(self, source: str, expected: str) -> None:
        page = SimpleNamespace(said=lambda value: f"said {value}")
        template = make_environment({"a.html": source}).get_template("a.html")
        assert template.render(word="<i>", page=page) == expected

    def test_only_the_first_picture_of_a_page_loads_at_once(self) -> None:
        figure = Figure(picture=a_picture())
        guide = dataclasses.replace(a_guide(), groups=(), body=(figure, figure))
        html = render(guide, a_view()).decode()
        assert [' loading="lazy"' in one for one in html.split("<img ")[1:]] == [False, True]


class TestPictures:
    @pytest.mark.parametrize(
        ("width", "widths"),
        [
            (1366, [360, 720, 1080, 1366]),
            (3000, [360, 720, 1080, 1440]),
            (800, [360, 800]),
            (740, [360, 740]),
            (300, [300]),
        ],
    )
    def test_the_ladder_never_enlarges(self, width: int, widths: list[int]) -> None:
        made = derivatives(a_picture(width=width, height=width // 2))
        assert [d.width for d in made if d.format == "avif"] == widths
        assert [d.width for d in made if d.format == "webp"] == widths
        assert [d.width for d in made if d.format == "png"] == [min(720, width)]

    @pytest.mark.parametrize(
        ("size", "widths"),
        [((1000, 20_000), [360, 819]), ((100, 40_000), [40]), ((3, 40_000), [1])],
    )
    def test_a_tall_picture_is_no_wider_than_its_height_allows(
        self, size: tuple[int, int], widths: list[int]
    ) -> None:
        made = derivatives(a_picture(width=size[0], height=size[1]))
        assert [d.width for d in made if d.format == "webp"] == widths
        assert max(d.height for d in made) <= MAX_SIDE

    def test_paths_are_told_by_digest_and_width(self) -> None:
        picture = a_picture()
        assert derivatives(picture)[0].path == f"pictures/{picture.digest[:16]}-360.avif"

    def test_a_page_offers_exactly_what_is_made(self) -> None:
        picture = a_picture()
        offered = offer(picture, "../")
        named = set(re.findall(r"\.\./(pictures/\S+)", f"{offered.avif} {offered.webp}"))
        named |= {offered.plain.removeprefix("../"), offered.larger.removeprefix("../")}
        assert named == {derivative.path for derivative in derivatives(picture)}

    def test_a_small_picture_offers_nothing_larger(self) -> None:
        assert offer(a_picture(width=300, height=200), "").larger == ""

    def test_every_derivative_has_its_size_and_format_and_is_the_same_twice(self) -> None:
        source = drawn_picture(800, 504)
        for derivative in derivatives(a_picture(width=800, height=504)):
            made = encode(Source(source), derivative)
            with Image.open(io.BytesIO(made)) as opened:
                assert opened.format == derivative.format.upper()
                assert opened.size == (derivative.width, derivative.height)
            assert made == encode(Source(source), derivative)

    def test_transparency_and_metadata(self) -> None:
        image = Image.new("RGBA", (400, 200), (200, 0, 0, 0))
        source = io.BytesIO()
        image.save(source, "PNG", exif=b"Exif\0\0secret")
        for derivative in derivatives(a_picture(width=400, height=200)):
            made = encode(Source(source.getvalue()), derivative)
            assert b"secret" not in made
            with Image.open(io.BytesIO(made)) as opened:
                assert opened.convert("RGBA").getchannel("A").getpixel((5, 5)) == 0

    def test_what_is_no_picture_is_refused(self) -> None:
        with pytest.raises(UnidentifiedImageError):
            encode(Source(b"<svg onload='x'/>"), derivatives(a_picture())[0])

    def test_a_truncated_picture_is_refused(self) -> None:
        with pytest.raises(OSError, match=r"truncated|Truncated|broken"):
            encode(Source(drawn_picture()[:600]), derivatives(a_picture())[0])


def _short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


class TestFonts:
    def test_every_face_has_its_letters_and_stays_small(self) -> None:
        for face in FACES:
            font = TTFont(io.BytesIO(face_bytes(face)))
            assert {ord(letter) for letter in face.characters} <= set(font.getBestCmap())
            assert len(face_bytes(face)) < 16_000

    def test_figures_of_tables_have_one_width(self) -> None:
        for face in (face for face in FACES if face.tabular):
            font = TTFont(io.BytesIO(face_bytes(face)))
            names = font.getBestCmap()
            assert len({font["hmtx"][names[ord(figure)]][0] for figure in "0123456789"}) == 1

    def test_a_kept_face_is_not_cut_again_and_a_damaged_one_is(self, tmp_path: Path) -> None:
        face = FACES[-1]
        cut = face_bytes(face, tmp_path)
        assert cut == face_bytes(face)
        (file,) = tmp_path.iterdir()
        for damage in (cut[:100], b""):
            file.write_bytes(damage)
            assert face_bytes(face, tmp_path) == file.read_bytes() == cut
        other = file.with_name(file.name.replace(_short(cut), _short(b"kept by another process")))
        file.rename(other).write_bytes(b"kept by another process")
        assert face_bytes(face, tmp_path) == b"kept by another process"

    def test_ranges_join_runs(self) -> None:
        assert unicode_range("abcxé") == "U+61-63,U+78,U+E9"


class TestAssets:
    def test_names_carry_the_digest_of_the_content(self) -> None:
        by_path = {artifact.path: artifact.content for artifact in assets()}
        assert set(by_path) == set(asset_paths().values())
        digest = hashlib.sha256(by_path[asset_path("site.css")]).hexdigest()
        assert digest[:12] in asset_path("site.css")

    def test_the_stylesheet_names_fonts_that_exist_and_nothing_outside(self) -> None:
        names = {path.removeprefix("assets/") for path in asset_paths().values()}
        assert set(re.findall(r'url\("([^"]+)"\)', stylesheet())) <= names
        assert "@import" not in stylesheet()
        assert "//" not in stylesheet()

    def test_every_token_used_is_defined(self) -> None:
        css = stylesheet()
        assert set(re.findall(r"var\((--[\w-]+)", css)) <= set(re.findall(r"(--[\w-]+):", css))

    def test_no_script_uses_modules_and_two_alone_ask_for_anything(self) -> None:
        senders = ("assets/rating.", "assets/search-more.")
        for script in (one for one in assets() if one.path.endswith(".js")):
            for word in ("import ", "export ", "fetch(", "XMLHttpRequest", "eval("):
                is_sender = word == "fetch(" and script.path.startswith(senders)
                assert (word in script.content.decode()) is is_sender, script.path


class TestContrast:
    @pytest.mark.parametrize("theme", [0, 1])
    @pytest.mark.parametrize(
        ("front", "back", "least"),
        [
            ("ink", "paper", 7), ("ink", "surface", 7), ("quiet", "paper", 4.5),
            ("quiet", "surface", 4.5), ("lacquer", "paper", 4.5), ("lacquer", "surface", 4.5),
            ("notice", "surface", 4.5), ("notice", "paper", 4.5), ("good", "paper", 4.5),
            ("on-lacquer", "lacquer", 4.5), ("edge-line", "paper", 3), ("ink", "arc", 7),
        ],
    )  # fmt: skip
    def test_pairs_can_be_read(self, theme: int, front: str, back: str, least: float) -> None:
        tokens = dict(re.findall(r"--([\w-]+):light-dark\(([^)]+)\)", stylesheet()))
        light, dark = sorted(
            (_luminance(tokens[name].split(",")[theme]) for name in (front, back)), reverse=True
        )
        assert (light + 0.05) / (dark + 0.05) >= least


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


class TestCharts:
    def test_bars_begin_at_zero_and_percentages_end_at_a_hundred(self) -> None:
        rows = [(row.unit, row.values[0]) for row in _rows("50.0", "100.0", "")]
        drawn = bars(rows, "percent", "vi")
        assert [bar.value for bar in drawn] == ["50,0%", "100,0%", ""]
        assert 'width="50"' in drawn[0].drawing
        assert drawn[2].drawing == ""

    @pytest.mark.parametrize("seed", range(40))
    def test_bars_begin_where_the_lowest_still_shows_and_only_high_percentages_do(
        self, seed: int
    ) -> None:
        chance = random.Random(seed)  # noqa: S311  # no secret
        low = chance.choice((0, 60, 80, 95, 99))
        values = [round(chance.uniform(low, 100), 1) for _ in range(chance.randint(1, 20))]
        pairs = [(str(value), f"{value}") for value in values]
        start = begins_at(pairs, "percent")
        assert begins_at(pairs, "number") == 0
        assert 0 <= start <= min(values) - (1 if start else 0)
        assert bool(start) == (min(values) >= 80 and len(set(values)) > 1)
        for value, bar in zip(values, bars(pairs, "percent", "vi"), strict=True):
            drawn = float(bar.drawing.partition('width="')[2].partition('"')[0])
            assert drawn == pytest.approx(100 * (value - start) / (100 - start), abs=0.01)

    def test_the_largest_number_fills_the_bar_and_zeros_divide_nothing(self) -> None:
        pairs = [("a", "25"), ("b", "200")]
        assert 'width="12.5"' in bars(pairs, "number", "vi")[0].drawing
        assert 'width="0"' in bars([("a", "0")], "number", "vi")[0].drawing

    def test_each_level_adds_one_arc(self) -> None:
        drawn = reaches(level_regime())
        assert [reach.offered for reach in drawn] == [1, 2, 3, 4]
        assert [str(reach.drawing).count('class="new"') for reach in drawn] == [1, 1, 1, 1]
        assert [reach.added for reach in drawn][3] == ("Trả phí qua mạng",)

    def test_a_regime_whose_features_are_unknown_draws_nothing(self) -> None:
        assert reaches(dataclasses.replace(level_regime(), features=())) == ()

    def test_a_kind_that_adds_nothing_draws_no_new_arc(self) -> None:
        same = ServiceFeature(label="Đọc", offered=(True,) * 4)
        drawn = reaches(dataclasses.replace(level_regime(), features=(same,)))
        assert drawn[1].added == ()
        assert 'class="kept"' in drawn[1].drawing


def _rows(*values: str) -> list[StatisticsRow]:
    return [StatisticsRow(unit="Sở", values=(value,)) for value in values]


def test_a_guide_with_four_pictures_and_the_stylesheet_fit_the_promise() -> None:
    page = render(a_guide(steps=10), a_view())
    weight = len(gzip.compress(page, 9)) + len(gzip.compress(stylesheet().encode(), 9))
    assert page.count(b"<picture>") == 4
    assert weight <= 14_000


@pytest.mark.parametrize("base_address", ["", PUBLIC])
@pytest.mark.parametrize("address", ["https://moi.example.vn/", ""])
def test_the_end_of_every_guide_leads_on_and_to_no_closed_portal(
    address: str, base_address: str
) -> None:
    old = ClosedPortal(name="Cổng cũ", short_name="cũ", address=OLD, closed_on=date(2026, 1, 1))
    portal = Portal(name="Cổng mới", short_name="mới", address=address, closed=old)
    guide = a_guide()
    guide = dataclasses.replace(
        guide, groups=tuple(dataclasses.replace(one, portal=portal) for one in guide.groups)
    )
    page = render(guide, a_view(site=a_site(base_address=base_address), translations=())).decode()
    end = page[page.index('id="xong"') :]
    assert OLD not in end
    assert 'href="tel:' in end.partition("</section>")[0]
    assert (f'href="{address}"' in end.partition("</section>")[0]) == bool(address)
    sent = f"data-copy>{base_address}{guide.head.path}<" in end
    assert (sent, "mailto:?" in end, "sms:?" in end) == (bool(base_address),) * 3


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_share_card_says_its_language_and_what_its_picture_shows(language: str) -> None:
    guide = a_guide()
    guide = dataclasses.replace(guide, head=dataclasses.replace(guide.head, language=language))
    site = a_site(base_address=PUBLIC, language=language)
    page = render(guide, a_view(site=site, share_path="share/a.png")).decode()
    said = dict(re.findall(r'<meta property="og:([a-z:]+)" content="([^"]*)"', page))
    assert said["image:alt"] == said["title"] == guide.head.title
    assert said.get("locale", "")[:2] == (language if language in {"vi", "en"} else "")
