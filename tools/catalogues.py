"""Compile every catalogue of messages; with --check only say which ones are out of date."""

import sys
from collections.abc import Iterator
from pathlib import Path

import polib

__all__ = ["compiled", "main", "sources"]

ROOT = Path(__file__).resolve().parents[1]


def sources() -> list[Path]:
    """Return the catalogues that people edit."""
    return sorted(ROOT.glob("*/locale/*/LC_MESSAGES/*.po"))


def compiled(source: Path) -> bytes:
    """Return a catalogue in the form in which Django reads it; the same bytes each time."""
    return bytes(polib.pofile(str(source)).to_binary())


def stale() -> Iterator[tuple[Path, bytes]]:
    """Yield every compiled file that is missing or older than its source, with its new bytes."""
    for source in sources():
        content, target = compiled(source), source.with_suffix(".mo")
        if not target.is_file() or target.read_bytes() != content:
            yield target, content


def main() -> int:
    """Compile, or check; return the exit code."""
    found = list(stale())
    is_check = "--check" in sys.argv[1:]
    for target, content in found:
        sys.stdout.write(f"{target.relative_to(ROOT)}\n")
        if not is_check:
            target.write_bytes(content)
    return 1 if is_check and found else 0


if __name__ == "__main__":
    sys.exit(main())
