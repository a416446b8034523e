"""Remarks: what preflight says, where on which side, and what to do."""

import re
from typing import Literal

from sitegen.documents.quick import dataclass
from sitegen.documents.standing import Standing
from sitegen.errors import Finding
from sitegen.render.print.painted import Box

__all__ = ["Remark", "millimetres", "quoted", "says"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Điều cần xem: ``code`` is stable and English, the rest is Vietnamese.

    An "error" keeps the file from the print shop, a "warning" is for the officer to weigh; with
    a "refusal" the file is sound, but the leaflet is not handed over as it stands.
    ``side`` counts from 1, 0 for the whole file; ``panel`` and ``part`` are "" where they do not
    apply; ``box`` is in millimetres from the top left corner of the trimmed side. With a ``count``
    it holds of as many places of the panel; the first one is named.
    """

    code: str
    severity: Literal["error", "refusal", "warning"]
    message: str
    hint: str = ""
    side: int = 0
    panel: str = ""
    part: str = ""
    box: Box | None = None
    count: int = 1

    @classmethod
    def beside(cls, one: Standing) -> "Remark":
        """Return what speaks against printing beside the sheet as a remark."""
        return cls(
            code=one.code,
            severity=one.severity,
            message=one.message,
            hint=one.hint,
            part=one.part,
        )

    @property
    def place(self) -> str:
        """Return "mặt 1, “Bước 1–2”, hình dưới “Mở Cổng”, cách trái 29 mm, cách trên 49 mm"."""
        said = [f"mặt {self.side}"] if self.side else []
        said += [f"“{self.panel}”"] if self.panel else []
        said += [self.part] if self.part else []
        if self.box:
            left, top = millimetres(self.box.left), millimetres(self.box.top)
            said.append(f"cách mép trái {left} mm, mép trên {top} mm")
        if self.count > 1:
            said.append(f"và {self.count - 1} chỗ nữa")
        return ", ".join(said)

    def __str__(self) -> str:
        place = self.place
        said = f"{place[0].upper()}{place[1:]}: {self.message}" if place else self.message
        return f"{said} {self.hint}".strip()

    def finding(self, *, page: str, key: str = "") -> Finding:
        """Return the remark as one of a build, about the leaflet ``page``."""
        return Finding(
            code=self.code,
            severity="warning" if self.severity == "warning" else "error",
            page=page,
            message=self.message,
            hint=self.hint,
            key=key,
            block=self.place,
        )


def millimetres(value: float) -> str:
    """Return millimetres with one decimal, as Vietnamese readers write them.

    >>> millimetres(3), millimetres(0.25)
    ('3', '0,2')
    """
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def quoted(text: str, *, most: int = 40) -> str:
    """Return the beginning of a text in quotation marks."""
    plain = " ".join(text.split())
    return f"“{plain if len(plain) <= most else plain[: most - 1].rstrip() + '…'}”"


def says(text: str, words: str) -> bool:
    """Tell whether ``words`` stand in ``text`` for themselves, not inside a longer one.

    >>> says("xem Nghị định 42/2022/NĐ-CP.", "42/2022/NĐ-CP"), says("142/2022/NĐ-CP", "42/2022/NĐ-CP")
    (True, False)
    """
    wanted = re.escape(" ".join(words.split()))
    return bool(words.strip()) and bool(
        re.search(rf"(?<![\w/-]){wanted}(?![\w-])", " ".join(text.split()), re.IGNORECASE)
        or ("//" in text and re.search(rf"//(?:www\.)?{wanted}(?![\w-])", text, re.IGNORECASE))
    )
