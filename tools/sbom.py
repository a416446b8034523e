"""Write what Loa is made of: var/sbom.cdx.json (CycloneDX) and docs/operators/licences.md."""

import hashlib
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL
from packaging.requirements import Requirement

__all__ = ["FIT", "Part", "bom", "locked", "page", "parts", "unfit"]

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "operators" / "licences.md"
LOCKS = (
    "requirements",
    "requirements-hands",
    "requirements-postgresql",
    "requirements-s3",
    "requirements-zim",
)
"""What stands on servers; what only tests need is not listed."""

FIT = frozenset(
    {
        "0BSD", "Apache-2.0", "BSD License", "BSD-2-Clause", "BSD-3-Clause", "HPND", "ISC", "MIT",
        "MIT-0", "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Unlicense", "Zlib",
    }
)  # fmt: skip
"""Licences that ask for nothing but that they are named; others stand in supply.toml, with a reason."""

_NAMES = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD License",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""What packages without an SPDX expression say; the sort of BSD is often not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A package of a lock, or files that lie in the repository.

    ``licence`` is an SPDX expression, the name that the package gives, or "" when it gives none;
    ``why`` says why one that is not fit is taken.
    """

    name: str
    version: str = ""
    licence: str
    why: str = ""
    is_optional: bool = False
    files: tuple[Path, ...] = ()


def locked(name: str) -> dict[str, str]:
    """Return package -> version of a lock, as far as it holds on this machine."""
    found = {}
    for line in (ROOT / f"{name}.lock").read_text("utf-8").splitlines():
        if not line or line[0] in " #":
            continue
        wanted = Requirement(line.removesuffix("\\").strip())
        if wanted.marker is None or wanted.marker.evaluate():
            (pin,) = wanted.specifier
            found[wanted.name] = pin.version
    return found


def parts() -> Iterator[Part]:
    """Yield everything, packages first, each once; raises PackageNotFoundError."""
    said = tomllib.loads((ROOT / "tools" / "supply.toml").read_text("utf-8"))
    known = {row["package"]: row for row in said["known"]}
    seen: set[str] = set()
    for lock in LOCKS:
        for name, version in sorted(locked(lock).items()):
            if name not in seen:
                row = known.get(name, {})
                yield Part(
                    name=name,
                    version=version,
                    licence=row.get("licence") or _licence(name),
                    why=row.get("why", ""),
                    is_optional=lock != LOCKS[0],
                )
            seen.add(name)
    for row in said["vendored"]:
        files = tuple(sorted(ROOT.glob(row["files"])))
        yield Part(name=row["name"], licence=row["licence"], files=files)


def _licence(name: str) -> str:
    """Return what the installed package says of itself: expression, classifier, or a short field."""
    said = distribution(name).metadata.json
    if expression := said.get("license_expression"):
        return str(expression)
    classes = [one for one in said.get("classifier", ()) if one.startswith("License ::")]
    given = classes[0].rpartition(" :: ")[2] if len(classes) == 1 else str(said.get("license", ""))
    short = given.strip() if len(given) < 40 else ""
    return _NAMES.get(short, short)


def unfit(part: Part) -> bool:
    """Tell whether nobody has said that this licence, or one of several, may be taken."""
    if part.why:
        return False
    # "MIT OR (GPL-3.0 AND X)": one of the choices must be fit in all that it asks for
    choices = re.sub(r"[()]", "", part.licence).split(" OR ")
    return not any(set(choice.split(" AND ")) <= FIT for choice in choices)


def page() -> str:
    """Return the page for operators; versions are in the locks."""
    rows = [
        f"| {part.name} | {part.licence or 'unknown'} | {_remark(part)} |"
        for part in sorted(parts(), key=lambda one: one.name.lower())
    ]
    return "\n".join(
        [
            "# Licences",
            "",
            "What a server is made of, written by `make sbom` from the metadata of the packages in the locks and from",
            "`tools/supply.toml`. A test fails where a licence is unknown, or not fit and nobody has said why it is taken.",
            "",
            "| Part | Licence | Remark |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _remark(part: Part) -> str:
    if part.files:
        return "in the repository: " + ", ".join(
            f"`{file.relative_to(ROOT).as_posix()}`" for file in part.files
        )
    return part.why or ("optional" if part.is_optional else "")


def bom() -> Bom:
    """Return the bill of materials: the application and every part, with sums of our own files."""
    made = Bom()
    loa = Component(name="loa", type=ComponentType.APPLICATION, bom_ref="loa")
    made.metadata.component = loa
    components = [_component(part) for part in parts()]
    made.components.update(components)
    made.register_dependency(loa, components)
    return made


def _component(part: Part) -> Component:
    package = PackageURL("pypi", None, part.name, part.version) if part.version else None
    return Component(
        name=part.name,
        version=part.version or None,
        type=ComponentType.LIBRARY if part.version else ComponentType.FILE,
        bom_ref=f"{part.name}@{part.version}",
        purl=package,
        scope=ComponentScope.OPTIONAL if part.is_optional else ComponentScope.REQUIRED,
        licenses=[LicenseFactory().make_from_string(part.licence)] if part.licence else [],
        components=[
            Component(
                name=file.relative_to(ROOT).as_posix(),
                type=ComponentType.FILE,
                hashes=[
                    HashType(
                        alg=HashAlgorithm.SHA_256,
                        content=hashlib.sha256(file.read_bytes()).hexdigest(),
                    )
                ],
            )
            for file in part.files
        ],
    )


def main() -> int:
    """Write both files; 1 when a part is missing here, or has a licence that nobody has accepted."""
    out = Path(os.environ.get("LOA_VAR") or ROOT / "var") / "sbom.cdx.json"
    try:
        bad = [part for part in parts() if unfit(part)]
    except PackageNotFoundError as missing:
        sys.stderr.write(f"Chưa cài {missing.name}: gõ make lint trước, rồi make sbom.\n")
        return 1
    out.parent.mkdir(parents=True, exist_ok=True)
    make_outputter(bom(), OutputFormat.JSON, SchemaVersion.V1_6).output_to_file(
        str(out), allow_overwrite=True, indent=1
    )
    PAGE.write_text(page(), "utf-8")
    sys.stdout.write(f"Đã ghi {out} và {PAGE}.\n")
    for part in bad:
        sys.stderr.write(
            f"{part.name}: giấy phép “{part.licence}” chưa ai duyệt (tools/supply.toml).\n"
        )
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
