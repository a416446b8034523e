"""The workshop: which renderer makes which planned file, and what the plan may ask them."""

from functools import cache
from pathlib import Path
from typing import assert_never, cast

from sitegen.artifacts import Loader
from sitegen.documents.codec import digest
from sitegen.documents.kinds import Document
from sitegen.documents.leaflet import Leaflet
from sitegen.plan import (
    AssetWork,
    AttachmentWork,
    DataWork,
    PageWork,
    PictureWork,
    Recipes,
    ShareWork,
    SheetWork,
    SideWork,
    SiteWork,
    TextWork,
    Work,
)
from sitegen.render import html, json_api, pictures, site_plan
from sitegen.render import print as printing
from sitegen.render.assets import asset_paths, assets
from sitegen.render.labels import labels

__all__ = ["SIDE_WIDTH", "Workshop"]

SIDE_WIDTH = 1800
"""Pixels across one side of a leaflet on its page: small print stays readable when enlarged."""


class Workshop:
    """Makes files; it knows where pictures and attachments come from, and nothing else."""

    def __init__(self, load_picture: Loader, load_attachment: Loader) -> None:
        self._load_picture = load_picture
        self._load_attachment = load_attachment
        self._sides: tuple[Leaflet, tuple[bytes, ...]] | None = None

    def recipes(self) -> Recipes:
        """Return the versions and sizes from which the plan makes its keys."""
        return Recipes(
            template_digest=html.template_digest,
            layout_digest=printing.layout_digest,
            site_file_digest=_site_file_digest,
            site_files=site_plan.site_file_list,
            text_version="",
            share_version="",
            share_card=lambda *_: None,
            data_version=str(json_api.SCHEMA_VERSION),
            picture_version=pictures.VERSION,
            is_printable=printing.printable,
            derivatives=pictures.derivatives,
            side_size=_side_size,
            side_alt=_side_alt,
            asset_paths=tuple(sorted(asset_paths().values())),
        )

    def make(self, work: Work) -> bytes:
        """Return the bytes of one file; raises SitegenError when a print is refused."""
        match work:
            case PageWork():
                content = html.render(work.document, work.view)
            case DataWork():
                content = json_api.render(work.document)
            case TextWork() | ShareWork():
                raise NotImplementedError
            case SheetWork():
                content = self._sheet(work.document)
            case SideWork():
                content = self._side(work)
            case PictureWork():
                derivative = cast("pictures.Derivative", work.derivative)  # the recipes gave it
                content = pictures.encode(self._load_picture(work.digest), derivative)
            case AttachmentWork():
                content = self._load_attachment(work.digest)
            case AssetWork():
                content = _assets()[work.path]
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
        return pictures.encode(self._sides[1][work.side], size)


@cache
def _site_file_digest(_name: str) -> str:
    """Return a digest of everything from which pages are made, and of the code of these files."""
    folder = Path(site_plan.__file__).parent / "site_files"
    code = [path.read_bytes() for path in sorted(folder.glob("*.py"))]
    return digest((html.template_digest("listing"), Path(site_plan.__file__).read_bytes(), code))


def _side_size(document: Leaflet) -> tuple[int, int]:
    return printing.side_picture_size(document, SIDE_WIDTH)


def _side_alt(document: Leaflet, side: int) -> str:
    name = labels(document.head.language)["kind_leaflet"]
    panels = ", ".join(panel.name for panel in document.sides[side])
    return f"{name} {side + 1}/{len(document.sides)}: {panels}"


@cache
def _assets() -> dict[str, bytes]:
    """Return the assets by path; fonts are cut only when one of them is missing in the store."""
    return {asset.path: asset.content for asset in assets()}
