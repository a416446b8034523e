"""One process of WeasyPrint: prints the page once ("cold"), or again and again after edits.

python -m bench.printing.weasy FOLDER cold|again
"""

import json
import sys
from pathlib import Path

from bench.clock import cpu_s

EDITS = 5


def main() -> None:
    """Print, and say what an edit costs."""
    # In an environment of its own, which the type checker does not see.
    from weasyprint import HTML  # type: ignore[import-not-found]  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-not-found]  # noqa: PLC0415

    folder = Path(sys.argv[1])
    text = (folder / "page.html").read_text("utf-8")
    fonts = FontConfiguration()  # kept, as a server would

    def spent(words: str) -> float:
        start = cpu_s()
        html = HTML(string=text.replace("<!--edited-->", words), base_url=f"{folder}/")
        html.write_pdf(folder / "weasyprint.pdf", font_config=fonts)
        return cpu_s() - start

    spent("")
    if "again" in sys.argv:
        edited = [spent(f" Sửa lần {number}.") for number in range(EDITS)]
        unchanged = [spent(" Không sửa.") for _ in range(EDITS)]
        from statistics import median  # noqa: PLC0415  # a cold process goes without

        print(json.dumps({"edit": median(edited), "unchanged": median(unchanged[1:])}))


if __name__ == "__main__":
    main()
