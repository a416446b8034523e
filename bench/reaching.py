"""Measure how soon a reader on a slow line reads, and write docs/reach.md.

    python bench/reaching.py WEB [--lighthouse PROGRAM]

WEB is a folder that `manage.py export --profile web` wrote. nginx serves it as docs/operators/export.md
says, packed by gzip; Chromium reads one page of each kind, the heaviest, cold, on Slow 3G with a
processor a quarter as fast. PROGRAM is Lighthouse, where it is installed; nothing is downloaded.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reach.md"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell")
PORT = 8615
RUNS = 3
QUERY = "tim-kiem/?q=khai+sinh"
SLOW_3G = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
"""400 kbit/s and 400 ms for each answer, as the development tools of Chromium mean it."""

SCORES = ("performance", "accessibility", "best-practices", "seo")

NGINX = """
{user}
daemon off; pid {folder}/pid; error_log {folder}/error.log error; events {{}}
http {{
    include /etc/nginx/mime.types; access_log off;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    include {web}/.nginx/loa-map.conf;
    server {{
        listen 127.0.0.1:{port}; root {web}; gzip_static on; gzip_vary on;
        include {web}/.nginx/loa-server.conf;
    }}
}}
"""

WATCH = """
window.seen = { shift: 0 };
new PerformanceObserver(list => list.getEntries().forEach(one => {
  if (!one.hadRecentInput) { seen.shift += one.value; }
})).observe({ type: 'layout-shift', buffered: true });
const step = new MutationObserver(() => {
  const first = document.querySelector('.step, #results li');
  const last = [...document.querySelectorAll('main *')].pop();
  if (!first || (first.contains(last) && document.readyState === 'loading')) { return; }
  step.disconnect();
  requestAnimationFrame(() => setTimeout(() => { seen.step = performance.now(); }, 0));
});
step.observe(document, { childList: true, subtree: true });
document.addEventListener('load', event => {
  const { target } = event;
  if (target.tagName === 'IMG' && target.closest('.step') && !seen.picture) { seen.picture = performance.now(); }
}, true);
"""


@contextmanager
def served(web: Path) -> Iterator[str]:
    """Serve ``web`` as the operators' page says; yield its address."""
    with TemporaryDirectory() as folder:
        config = Path(folder) / "nginx.conf"
        user = "user root;" if os.geteuid() == 0 else ""
        config.write_text(NGINX.format(folder=folder, web=web, port=PORT, user=user), "utf-8")
        nginx = subprocess.Popen(["/usr/sbin/nginx", "-c", str(config)], stderr=subprocess.DEVNULL)
        address = f"http://127.0.0.1:{PORT}/"
        try:
            _wait_for(address)
            yield address
        finally:
            nginx.terminate()
            nginx.wait()


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urlopen(address).close()  # noqa: S310  # our own server
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"nginx does not answer at {address}")


def heaviest(web: Path) -> dict[str, str]:
    """Return the largest page of each kind, packed, and one question to the search."""
    pages: dict[str, tuple[int, str]] = {}
    for page in sorted(web.rglob("*.html")):
        kind = re.search(r'<body class="([\w-]+)', page.read_text("utf-8"))
        if kind and page.name == "index.html":
            size = page.with_name("index.html.gz").stat().st_size
            address = page.parent.relative_to(web).as_posix().removeprefix(".") + "/"
            pages[kind[1]] = max(pages.get(kind[1], (0, "")), (size, address.lstrip("/")))
    return {kind: address for kind, (_, address) in sorted(pages.items())} | {"a question": QUERY}


def read_slowly(browser: Browser, address: str) -> dict[str, float]:
    """Return milliseconds to the first paint, step (or hit) and its picture; the shift; kB; requests."""
    with browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True
    ) as context:
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.setBypassServiceWorker", {"bypass": True})
        line.send("Network.emulateNetworkConditions", SLOW_3G)
        line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        came: list[float] = []
        line.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
        page.add_init_script(WATCH)
        page.goto(address, wait_until="load")
        page.wait_for_load_state("networkidle")
        seen: dict[str, float] = page.evaluate(
            "({ ...seen, paint: performance.getEntriesByName('first-contentful-paint')[0].startTime })"
        )
        step = {"step": max(seen["step"], seen["paint"])} if "step" in seen else {}
        return {**seen, **step, "kb": sum(came) / 1000, "requests": len(came)}


def scores(program: str, address: str) -> dict[str, float]:
    """Return the scores of Lighthouse for a phone, 0 to 100."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        flags = "--chrome-flags=--headless --no-sandbox --disable-gpu"
        command = [program, address, flags, "--output=json", f"--output-path={report}", "--quiet"]
        subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": CHROMIUM})
        found = json.loads(report.read_text("utf-8"))
    return {name: found["categories"][name]["score"] * 100 for name in SCORES}


def _middle(rows: list[dict[str, float]]) -> dict[str, float]:
    return {name: median(row.get(name, 0) for row in rows) for name in set().union(*rows)}


def _seconds(ms: float | None) -> str:
    return f"{ms / 1000:.1f}" if ms else ""


def _lines(kind: str, row: dict[str, float], lighthouse: dict[str, float]) -> str:
    cells = [
        kind,
        *(_seconds(row.get(name)) for name in ("paint", "step", "picture")),
        f"{row['shift']:.3f}",
        f"{row['kb']:.0f}",
        f"{row['requests']:.0f}",
        " / ".join(f"{lighthouse[name]:.0f}" for name in SCORES if name in lighthouse),
    ]
    return f"| {' | '.join(cells)} |"


HEAD = """# What a reader waits for

Written by `python bench/reaching.py`; do not edit by hand. Figures of {day}, medians of {runs} (Lighthouse: one), load of the machine (two cores) at the end: {load:.1f}.

The heaviest page of each kind in the demo, served by nginx as [the operators' page](operators/export.md) says (gzip), read by a phone of
360 px that has nothing yet: 400 kbit/s, 400 ms for each answer, a processor a quarter as fast. Seconds. *Step* is the first step of a
guide, or the first hit of a question; *picture* is that of the step. Aims: step 2.5 s, picture 5 s, shift under 0.05, Lighthouse 97.

A signpost (what an old address or a printed code leads to) is not to be found by search engines.

What comes before the first view and the first picture is kept by bytes, not by time: `tests/journeys/test_first_view.py`.

| kind | first paint | step | picture | shift | kB | requests | Lighthouse: speed / accessibility / practice / findable |
|---|---:|---:|---:|---:|---:|---:|---|
"""


def main() -> None:
    """Measure each kind in turn, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("web", type=Path)
    parser.add_argument("--lighthouse", default="")
    asked = parser.parse_args()
    kinds = heaviest(asked.web)
    rows: dict[str, list[dict[str, float]]] = {kind: [] for kind in kinds}
    judged: dict[str, Any] = {kind: [] for kind in kinds}
    with served(asked.web.resolve()) as root, sync_playwright() as playwright:
        flags = ["--disable-gpu", "--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        for _ in range(RUNS):
            for kind, address in kinds.items():
                rows[kind].append(read_slowly(browser, root + address))
        browser.close()
        for kind, address in kinds.items() if asked.lighthouse else ():
            judged[kind] = [scores(asked.lighthouse, root + address)]
    lines = [_lines(k, _middle(rows[k]), _middle(judged[k]) if judged[k] else {}) for k in kinds]
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    head = HEAD.format(day=day, runs=RUNS, load=os.getloadavg()[0])
    PAGE.write_text(head + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
