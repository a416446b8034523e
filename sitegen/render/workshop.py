"""The workshop: which renderer makes which planned file, and what the plan may ask them."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import assert_never, cast

from sitegen.artifacts import Loader
from sitegen.documents.kinds import Document
from sitegen.documents.leaflet import Leaflet
from sitegen.documents.terms import Term
from sitegen.made_by import made_by
from sitegen.outputs import OUTPUTS
from sitegen.plan import (
    AssetWork,
    AttachmentWork,
    DataWork,
    Maker,
    PageWork,
    PictureWork,
    Recipes,
    SearchRecipe,
    ShareWork,
    SheetWork,
    SideWork,
    SiteWork,
    TextWork,
    Work,
)
from sitegen.render import html, json_api, markdown, pictures, search, share, site_plan
from sitegen.render import print as printing
from sitegen.render.assets import asset_paths, assets
from sitegen.render.labels import labels

__all__ = ["SIDE_WIDTH", "Workshop"]

_MADE_BY = made_by()
"""Taken when the code is: a process that still runs yesterday's must not sign with today's."""

SIDE_WIDTH = 1800
"""Pixels across one side of a leaflet on its page: small print stays readable when enlarged."""


class Workshop(Maker):
    """Makes files; it knows where pictures and attachments come from, and nothing else.

    ``fonts_in`` is a folder for cut fonts, so that the next process need not cut them; only
    ``outputs`` are made.
    """

    def __init__(
        self,
        load_picture: Loader,
        load_attachment: Loader,
        *,
        fonts_in: Path | None = None,
        outputs: Container[str] = OUTPUTS,
    ) -> None:
        self._fonts_in = fonts_in
        self._outputs = outputs
        self._load_picture = load_picture
        self._load_attachment = load_attachment
        self._sides: tuple[Leaflet, tuple[bytes, ...]] | None = None
        self._opened: tuple[str, pictures.Source] | None = None

    def recipes(self) -> Recipes:
        """Return the versions and sizes from which the plan makes its keys."""
        return Recipes(
            made_by=_MADE_BY,
            outputs=self._outputs,
            site_files=site_plan.site_file_list,
            share_card=share.share_card,
            share_path=share.share_path,
            picture_version=pictures.encoder(),
            is_printable=printing.printable,
            derivatives=pictures.derivatives,
            side_size=_side_size,
            side_alt=_side_alt,
            asset_paths=tuple(sorted(asset_paths().values())),
            search=_SEARCH,
        )

    def make(self, work: Work) -> bytes:
        """Return the bytes of one file; raises SitegenError when a print is refused."""
        match work:
            case PageWork() | DataWork() | TextWork():
                content = _written(work)
            case ShareWork():
                content = share.render_share(work.card, self._load_picture)
            case SheetWork():
                content = self._sheet(work.document)
            case SideWork():
                content = self._side(work)
            case PictureWork():
                derivative = cast("pictures.Derivative", work.derivative)  # the recipes gave it
                content = pictures.encode(self._source(work.digest), derivative)
            case AttachmentWork():
                content = self._load_attachment(work.digest)
            case AssetWork():
                content = _assets(self._fonts_in)[work.path]
            case SiteWork():
                content = site_plan.render_site_file(work.file)
            case _:
                assert_never(work)
        return content

    def _sheet(self, document: Document) -> bytes:
        sheet = printing.render_sheet(document, mode="screen", load_picture=self._load_picture)
        return sheet.pdf

    def _side(self, work: SideWork) -> bytes:
        """Encode one side; both sides come from one run of the layout."""
        if self._sides is None or self._sides[0] is not work.document:
            drawn = printing.side_pictures(
                work.document, load_picture=self._load_picture, width_px=work.width
            )
            self._sides = (work.document, drawn)
        size = pictures.Derivative(path="", width=work.width, height=work.height, format="webp")
        return pictures.encode(pictures.Source(self._sides[1][work.side]), size)

    def _source(self, digest: str) -> pictures.Source:
        """Return a picture; the last one is kept, because all its derivatives come together."""
        if self._opened is None or self._opened[0] != digest:
            self._opened = None  # one is let go before the next one is opened
            self._opened = (digest, pictures.Source(self._load_picture(digest)))
        return self._opened[1]


def _tokens(document: Document) -> bytes | None:
    found = search.tokens(document)
    return None if found is None else search.encode(found)


def _build_index(
    language: str, tokens: Iterable[bytes], terms: Sequence[Term]
) -> Iterator[tuple[str, bytes]]:
    return search.build(language, map(search.decode, tokens), terms)


def _update_index(
    language: str,
    read: search.ReadFile,
    removed: Sequence[bytes],
    added: Sequence[bytes],
    terms: Sequence[Term],
) -> Mapping[str, bytes | None]:
    return search.update(
        language,
        read,
        removed=map(search.decode, removed),
        added=map(search.decode, added),
        terms=terms,
    )


_SEARCH = SearchRecipe(
    version=_MADE_BY,
    tokens_version=_MADE_BY,
    tokens=_tokens,
    build=_build_index,
    update=_update_index,
)


def _written(work: PageWork | DataWork | TextWork) -> bytes:
    """Return what is made from a document alone, whatever machine it is."""
    match work:
        case PageWork():
            return html.render(work.document, work.view)
        case DataWork():
            return json_api.render(work.document, work.view)
        case TextWork():
            return markdown.render_markdown(work.document, work.view)
        case _:
            assert_never(work)


def _side_size(document: Leaflet) -> tuple[int, int]:
    return printing.side_picture_size(document, SIDE_WIDTH)


def _side_alt(document: Leaflet, side: int) -> str:
    name = labels(document.head.language)["kind_leaflet"]
    order = document.format.order
    names = [
        panel.name
        for panel in document.panels
        if panel.name and panel.at is not None and order[panel.at][0] == side
    ]
    return f"{name} {side + 1}/{document.format.sides}: {', '.join(names) or document.head.title}"


@cache
def _assets(fonts_in: Path | None) -> dict[str, bytes]:
    """Return the assets by path; fonts are cut only when one of them is missing in the store."""
    return {asset.path: asset.content for asset in assets(fonts_in)}
