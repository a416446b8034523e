"""Items: words, shapes and pictures as they lie on the sheet, in millimetres and inks."""

from typing import Any, NamedTuple

from sitegen.documents.quick import dataclass

__all__ = ["Box", "Ink", "Item", "Pen", "Picture", "Shape", "Words"]


class Box(NamedTuple):
    """A part of a side in millimetres from the top left corner of the trimmed sheet."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Return the width in millimetres."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the height in millimetres."""
        return self.bottom - self.top

    def grown(self, by: float) -> "Box":
        """Return the box with ``by`` millimetres more on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def within(self, other: "Box") -> "Box":
        """Return the part inside ``other``; without extent when there is none."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(left, top, max(left, right), max(top, bottom))

    def meets(self, other: "Box") -> bool:
        """Tell whether the two have more than an edge in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Box", *, slack: float = 0.05) -> bool:
        """Tell whether ``other`` lies inside, up to ``slack`` millimetres."""
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


class Ink(NamedTuple):
    """A colour: ``space`` as in the PDF ("DeviceCMYK", "Separation"), its values from 0 to 1.

    ``names`` are those of a spot colour, ``profile`` how many components its ICC profile has.
    """

    space: str
    values: tuple[float, ...]
    names: tuple[str, ...] = ()
    profile: int = 0

    @property
    def percent(self) -> float:
        """Return the sum of the inks in percent; of light (RGB) the sum is not known: 0."""
        if self.space == "DeviceGray":
            return 100 * (1 - self.values[0])
        if self.space == "DeviceCMYK" or self.names or self.profile == 4:
            return 100 * sum(self.values)
        return 0.0

    @property
    def cmyk(self) -> tuple[float, float, float, float] | None:
        """Return cyan, magenta, yellow and black, None where the space does not tell."""
        if self.space == "DeviceGray":
            return (0.0, 0.0, 0.0, 1 - self.values[0])
        if (self.space == "DeviceCMYK" or self.profile == 4) and len(self.values) == 4:
            cyan, magenta, yellow, black = self.values
            return (cyan, magenta, yellow, black)
        return None

    @property
    def is_paper(self) -> bool:
        """Tell whether nothing is printed: white is the paper."""
        return self.cmyk is not None and sum(self.cmyk) < 0.001

    @property
    def is_black(self) -> bool:
        """Tell whether it is full black from the black plate alone."""
        return self.cmyk is not None and sum(self.cmyk[:3]) < 0.001 and self.cmyk[3] > 0.999

    @property
    def plates(self) -> int:
        """Return on how many plates it stands, 0 where the space does not tell."""
        return sum(value > 0.001 for value in self.cmyk or ())

    @property
    def light(self) -> float | None:
        """Return the relative luminance, 0 to 1, roughly as offset prints it."""
        if self.cmyk is not None:
            cyan, magenta, yellow, black = self.cmyk
            rgb = tuple((1 - ink) * (1 - black) for ink in (cyan, magenta, yellow))
        elif len(self.values) == 3:
            rgb = self.values
        else:
            return None
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


BLACK = Ink("DeviceGray", (0.0,))


class Pen(NamedTuple):
    """The state in which something is painted; ``width_pt`` is that of lines, as placed."""

    fill: Ink = BLACK
    stroke: Ink = BLACK
    width_pt: float = 1.0
    fill_overprints: bool = False
    stroke_overprints: bool = False
    alpha: float = 1.0
    has_soft_mask: bool = False
    blend: str = "Normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing painted. ``tag`` numbers its marked content, -1 for none."""

    box: Box
    pen: Pen
    tag: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Item):
    """Letters set in one go: "" where the font does not say which letters they are.

    ``core`` is the box from the baseline to half the size above it, however they are turned.
    """

    core: Box
    text: str
    size_pt: float
    font: str
    is_outlined: bool = False
    is_unseen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Item):
    """A path. ``rectangles`` are its parts when it is made of upright rectangles alone."""

    is_filled: bool
    is_stroked: bool
    rectangles: tuple[Box, ...] = ()
    is_shading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Item):
    """A placed picture: ``source`` is its object in the open PDF."""

    width_px: int
    height_px: int
    ppi: float
    space: str
    bits: int
    source: Any = None
