"""What a run stands on: a throw-away folder with a copy of the sources and all that is made."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ROOT", "Ground"]

ROOT = Path(__file__).resolve().parents[1]
_PACKAGES = ("bench", "cms", "guides", "media", "sitegen")
_TEMPLATES = """
from sitegen.render.macros import make_environment, template_sources
environment = make_environment(template_sources())
for name in template_sources():
    if name.startswith(("base", "documents/", "nodes/", "parts/")):
        environment.get_template(name)
"""


@dataclass(frozen=True, slots=True)
class Ground:
    """The folders of a benchmark; what is there from an earlier run is used again.

    Everything measured runs from ``code``, a copy of the sources taken at the start: nobody's
    edit during the run may put two versions into one table.
    """

    folder: Path

    @property
    def code(self) -> Path:
        """The copy of the sources."""
        return self.folder / "code"

    def copy_code(self) -> None:
        """Take a new copy of the sources, compiled, templates too: as an office has them."""
        shutil.rmtree(self.code, ignore_errors=True)
        leave = shutil.ignore_patterns("__pycache__")
        for name in _PACKAGES:
            shutil.copytree(ROOT / name, self.code / name, ignore=leave)
        for compiling in (["-m", "compileall", "-q", str(self.code)], ["-c", _TEMPLATES]):
            subprocess.run([sys.executable, *compiling], cwd=self.code, check=True)

    def variables(self, settings: str, data: Path, **more: str) -> Mapping[str, str]:
        """Return the environment of a measured process that reads the generated site ``data``."""
        return {
            "DJANGO_SETTINGS_MODULE": settings,
            "LOA_VAR": str(data),
            "PYTHONPATH": str(self.code),
            "PYTHONWARNINGS": "ignore",
            **more,
        }

    def empty(self, name: str) -> Path:
        """Return an empty folder to write into."""
        out = self.folder / "out" / name
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        return out
