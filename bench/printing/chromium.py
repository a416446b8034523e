"""Chromium that stays open: what an edit of the page costs until its PDF is there.

python -m bench.printing.chromium FOLDER PROGRAM
"""

import json
import os
import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

FLAGS = ("--no-sandbox", "--disable-background-networking", "--disable-gpu")
EDITS = 5


def browser_cpu_s() -> float:
    """Return the seconds of CPU so far of the browser's processes below this one, in ticks."""
    children: dict[int, list[int]] = {}
    ticks: dict[int, int] = {}
    names: dict[int, str] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            head, _, rest = (folder / "stat").read_text("utf-8").rpartition(")")
        except OSError:
            continue
        pid, fields = int(folder.name), rest.split()
        children.setdefault(int(fields[1]), []).append(pid)
        ticks[pid] = sum(int(field) for field in fields[11:15])  # with children that have ended
        names[pid] = head.partition("(")[2]
    found, waiting = 0, [os.getpid()]
    while waiting:
        below = children.get(waiting.pop(), [])
        waiting += below
        found += sum(ticks[pid] for pid in below if "chrom" in names[pid])
    return found / os.sysconf("SC_CLK_TCK")


def _spent(page: Page, folder: Path, text: str) -> float:
    start = browser_cpu_s()
    (folder / "edited.html").write_text(text, "utf-8")
    page.goto((folder / "edited.html").as_uri())
    page.pdf(path=folder / "chromium.pdf", prefer_css_page_size=True, print_background=True)
    return browser_cpu_s() - start


def main() -> None:
    """Print once, then after edits, and say what they cost."""
    folder, program = Path(sys.argv[1]), sys.argv[2]
    text = (folder / "page.html").read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        page = browser.new_page()
        _spent(page, folder, text)
        edited = [
            _spent(page, folder, text.replace("<!--edited-->", f" Sửa lần {number}."))
            for number in range(EDITS)
        ]
        unchanged = [_spent(page, folder, text) for _ in range(EDITS)]
        browser.close()
    print(json.dumps({"edit": median(edited), "unchanged": median(unchanged[1:])}))


if __name__ == "__main__":
    main()
