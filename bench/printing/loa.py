"""One process of Loa: prints the leaflet once ("cold"), or again and again after edits.

python -m bench.printing.loa FOLDER cold|again [preflight]
"""

import json
import sys
from functools import cache
from pathlib import Path

from bench.clock import cpu_s
from bench.printing.content import leaflet
from sitegen.documents.leaflet import Leaflet
from sitegen.one_off import without_collector

EDITS = 7


def _print(document: Leaflet, folder: Path, *, with_preflight: bool) -> None:
    @cache
    def load(digest: str) -> bytes:
        return (folder / f"{digest}.png").read_bytes()

    if with_preflight:
        from sitegen.preflight import press_sheet  # noqa: PLC0415  # a cold process pays for it

        made = press_sheet(document, load_picture=load).pdf
    else:
        from sitegen.render.print import render_sheet  # noqa: PLC0415

        made = render_sheet(document, mode="print", load_picture=load).pdf
    (folder / "loa.pdf").write_bytes(made)


def _spent(document: Leaflet, folder: Path, *, with_preflight: bool) -> float:
    start = cpu_s()
    _print(document, folder, with_preflight=with_preflight)
    return cpu_s() - start


def main() -> None:
    """Print, and say what edits cost."""
    folder, wanted = Path(sys.argv[1]), "preflight" in sys.argv
    if "again" not in sys.argv:
        without_collector()  # as `manage.py print` does
    _print(leaflet(), folder, with_preflight=wanted)
    if "again" not in sys.argv:
        return
    edited, unchanged = [], []
    for number in range(EDITS):
        document = leaflet(f" Sửa lần {number}.")
        edited.append(_spent(document, folder, with_preflight=wanted))
        unchanged.append(_spent(document, folder, with_preflight=wanted))
    from statistics import median  # noqa: PLC0415  # a cold process goes without

    print(json.dumps({"edit": median(edited[1:]), "unchanged": median(unchanged[1:])}))


if __name__ == "__main__":
    main()
