"""Release the generated site in this process: ``python -m bench.loa CASE OUT_FOLDER``.

Prints one line of JSON: the CPU seconds of the start, and of each part of the case.

html         one release of pages alone, into an empty store
worker-html  a worker that releases pages alone: again into an empty store, unchanged, edits
worker       a worker that releases everything: full, unchanged, edits
media        pictures, fonts, style sheet and script alone, into the store
once         one release of everything, once-html of pages alone: on the wall, with many hands or one
growth       after ``media`` everything, growth-html pages alone: full, edits, what is kept for the next
woken        an edit in a process that begins where the last one ended, woken-html pages alone
stages       pages alone again, with a clock around every stage
usage        where the most used portal and step set are used, and what changing them would do
preview      one draft of each type, looked at beside the form
programs     the feed of changes, and the export of the data
languages    the table of all translations, and a release, with every page in three languages
"""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import django

from bench.clock import cpu_s


def main(case: str, out: Path) -> None:
    """Run one case."""
    django.setup()
    spent = {"start": cpu_s()}
    from bench import asking, previewing, programs, releasing, translated  # noqa: PLC0415  # need the setup, and are no part of it

    cases: Mapping[str, Callable[[Path], dict[str, float]]] = {
        "html": releasing.html,
        "worker-html": releasing.worker_html,
        "worker": releasing.worker,
        "media": releasing.media,
        "once": releasing.once,
        "once-html": releasing.once_html,
        "growth": releasing.growth,
        "growth-html": releasing.growth_html,
        "woken": releasing.woken,
        "woken-html": releasing.woken_html,
        "stages": releasing.stages,
        "usage": asking.usage,
        "preview": previewing.preview,
        "languages": translated.translated,
        "programs": programs.programs,
    }
    print(json.dumps(spent | cases[case](out)))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
