"""Try the newest Wagtail, Django and Typst in an environment apart, and report in words.

Everything happens under var/upgrade; the tree, its environment and its database stay as they are.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

__all__ = ["NEWEST", "TRIALS", "Trial", "floating", "report", "wanted"]

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "var" / "upgrade"
UV = Path(sys.executable).parent / "uv"
NEWEST = ("wagtail", "django", "typst")
LATER_PYTHON = "3.14"
"""What the newest versions may need; told when they do."""

SUBSET = (
    "tests/site/test_demo.py",
    "tests/site/test_editor_screens.py",
    "tests/site/test_late_saves.py",
    "tests/site/test_preview.py",
    "tests/site/test_release_page.py",
    "tests/site/test_server_defaults.py",
)
_PYTEST = ("pytest", "-q", "-n", os.environ.get("XDIST", "2"), "--dist", "loadscope")
TRIALS: Mapping[str, Sequence[str]] = {
    "cấu hình (manage.py check)": ("manage.py", "check", "--fail-level", "WARNING"),
    "di trú (makemigrations --check)": ("manage.py", "makemigrations", "--check", "--dry-run"),
    "kiểu (mypy)": ("-m", "mypy", "--cache-dir", str(HOME / "mypy")),
    "phép thử unit": ("-m", *_PYTEST, "tests/unit"),
    "phép thử chọn lọc": ("-m", *_PYTEST, *SUBSET),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How one trial ended, and the last lines of what it said."""

    name: str
    is_good: bool
    said: str


def wanted(name: str = "requirements-dev.txt") -> Iterator[str]:
    """Yield each requirement; those of the newest, and what is built on them, without a version."""
    for line in (ROOT / name).read_text("utf-8").splitlines():
        if line.startswith("-r "):
            yield from wanted(line.removeprefix("-r ").strip())
        elif line and not line.startswith("#"):
            yield floating(line)


def floating(line: str) -> str:
    """Return the requirement, without its version where the newest is to be tried."""
    asked = Requirement(line)
    is_free = asked.name.lower().startswith(NEWEST)
    extras = f"[{','.join(sorted(asked.extras))}]" if asked.extras else ""
    return f"{asked.name}{extras}" if is_free else line


def report(
    versions: Mapping[str, tuple[str, str, str, str]], trials: Sequence[Trial]
) -> Iterator[str]:
    """Yield the report; versions are (now, tried, newest for this Python, newest of all)."""
    for name, (now, tried, newest, later) in versions.items():
        yield f"{name}: đang dùng {now}, đã thử {tried or 'không cài được'}."
        if tried and tried != newest:
            yield f"  Mới nhất là {newest}, nhưng gói khác trong requirements chưa đi cùng bản đó."
        if later != newest:
            yield f"  Kho có {later}, cần Python mới hơn {sys.version_info[0]}.{sys.version_info[1]}."
    for trial in trials:
        yield f"{'Đạt ' if trial.is_good else 'HỎNG'}  {trial.name}"
        if not trial.is_good:
            yield from (f"      {line}" for line in trial.said.splitlines()[-15:])
    bad = sum(not trial.is_good for trial in trials)
    yield "Có thể nâng cấp." if not bad else f"Chưa nâng cấp được: {bad} phép thử hỏng."


def main() -> int:
    """Install, try, report; 1 when something failed."""
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    before = _tree()
    trials = list(_trials())
    if _tree() != before:
        trials.append(Trial(name="cây mã không đổi", is_good=False, said=_tree()))
    lines = list(report({name: _versions(name) for name in NEWEST}, trials))
    (HOME / "report.txt").write_text("\n".join(lines) + "\n", "utf-8")
    sys.stdout.write("\n".join(lines) + f"\nBáo cáo: {HOME / 'report.txt'}\n")
    return int(not all(trial.is_good for trial in trials))


def _trials() -> Iterator[Trial]:
    listed = HOME / "requirements.txt"
    listed.write_text("\n".join(wanted()) + "\n", "utf-8")
    made = _run("", UV, "venv", "-q", "--python", sys.executable, HOME / "venv")
    installing = _run("cài đặt", UV, "pip", "install", "-q", "--python", _python(), "-r", listed)
    yield installing
    if not (made.is_good and installing.is_good):
        return
    for name, command in TRIALS.items():
        sys.stdout.write(f"… {name}\n")
        sys.stdout.flush()
        yield _run(name, _python(), *command)


def _run(name: str, *command: str | Path) -> Trial:
    done = subprocess.run(  # noqa: S603  # our own commands
        [str(part) for part in command],
        cwd=ROOT,
        env={
            **os.environ,
            "LOA_VAR": str(HOME / "var"),
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return Trial(
        name=name, is_good=done.returncode == 0, said=f"{done.stdout}\n{done.stderr}".strip()
    )


def _python() -> Path:
    return HOME / "venv" / "bin" / "python"


def _tree() -> str:
    return _run("", "git", "status", "--porcelain").said


def _versions(name: str) -> tuple[str, str, str, str]:
    return (
        _installed(Path(sys.executable), name),
        _installed(_python(), name),
        _newest(name, f"{sys.version_info[0]}.{sys.version_info[1]}"),
        _newest(name, LATER_PYTHON),
    )


def _installed(python: Path, name: str) -> str:
    code = f"from importlib.metadata import version; print(version({name!r}))"
    found = _run("", python, "-c", code) if python.exists() else None
    return found.said if found and found.is_good else ""


def _newest(name: str, python: str) -> str:
    asked = HOME / "one.txt"
    asked.write_text(f"{name}\n", "utf-8")
    quiet = ("-q", "--no-deps", "--no-header", "--no-annotate", "--python-version", python)
    found = _run("", UV, "pip", "compile", *quiet, asked)
    return found.said.partition("==")[2].partition(" ")[0] if found.is_good else ""


if __name__ == "__main__":
    sys.exit(main())
