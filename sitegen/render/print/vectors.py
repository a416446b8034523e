"""Vectors: what is drawn in RGB, such as the callouts on a screenshot, gets inks for the press.

Pictures stay RGB with their profile, as PDF/X-4 allows; lines and numerals in RGB would be broken
into four inks by the shop, each in its own way.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

__all__ = ["inks_for_vectors"]

Inks = tuple[float, float, float, float]

_HOUSE: dict[tuple[int, ...], Inks] = {
    (0xA6, 0x1C, 0x1C): (0, 1, 0.9, 0.25),  # lacquer, as in theme.typ
    (0x8E, 0x15, 0x15): (0, 1, 0.9, 0.38),
}
_NEARLY_BLACK = 0.15
_COLOURS = {"sc": "k", "scn": "k", "SC": "K", "SCN": "K"}
_SPACES = {"cs": "k", "CS": "K"}


def inks_for_vectors(pdf: "pikepdf.Pdf") -> None:
    """Replace colours of RGB and grey profiles in all content streams by CMYK."""
    import pikepdf  # noqa: PLC0415  # 6 MB, in every process of the site, for a few that print

    for page in pdf.pages:
        if _names(page.resources):
            page.obj.Contents = pdf.make_stream(_rewritten(page, page.resources))
    for item in pdf.objects:
        is_form = isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form"
        if is_form and "/Resources" in item and _names(item.Resources):
            item.write(_rewritten(item, item.Resources))


def _names(resources: Any) -> set[str]:
    """Return the names of colour spaces with a profile of one or three components."""
    import pikepdf  # noqa: PLC0415

    return {
        str(name)
        for name, space in resources.get("/ColorSpace", {}).items()
        if isinstance(space, pikepdf.Array)
        and space[0] == "/ICCBased"
        and int(space[1].N) in {1, 3}
    }


def _rewritten(stream: Any, resources: Any) -> bytes:
    import pikepdf  # noqa: PLC0415

    names = _names(resources)
    is_light = {"k": False, "K": False}  # by fill and stroke: is the space one of those
    kept: list[dict[str, bool]] = []
    made: list[Any] = []
    for step in pikepdf.parse_content_stream(stream):
        operands, operator = list(step.operands), str(step.operator)
        if operator == "q":
            kept.append(dict(is_light))
        elif operator == "Q" and kept:
            is_light = kept.pop()
        elif operator in _SPACES:
            is_light[_SPACES[operator]] = str(operands[0]) in names
            if is_light[_SPACES[operator]]:
                step = _instruction((0, 0, 0, 1), _SPACES[operator])  # noqa: PLW2901
        elif operator in _COLOURS and is_light[_COLOURS[operator]]:
            values = tuple(float(value) for value in operands)
            step = _instruction(_inks(values), _COLOURS[operator])  # noqa: PLW2901
        elif operator in {"k", "K", "g", "G", "rg", "RG"}:
            is_light["k" if operator.islower() else "K"] = False
        made.append(step)
    return pikepdf.unparse_content_stream(made)


def _instruction(inks: Inks, operator: str) -> Any:
    import pikepdf  # noqa: PLC0415

    values = [round(ink, 4) for ink in inks]
    return pikepdf.ContentStreamInstruction(values, pikepdf.Operator(operator))


def _inks(light: tuple[float, ...]) -> Inks:
    """Return the inks for a colour of light: greys are black alone, the house red is the house's."""
    red, green, blue = light * 3 if len(light) == 1 else light
    known = _HOUSE.get(tuple(round(255 * part) for part in (red, green, blue)))
    if known:
        return known
    brightest = max(red, green, blue)
    if brightest < _NEARLY_BLACK:
        return (0, 0, 0, 1)
    if brightest - min(red, green, blue) < 0.02:
        return (0, 0, 0, 1 - brightest)
    cyan, magenta, yellow = ((brightest - part) / brightest for part in (red, green, blue))
    return (cyan, magenta, yellow, 1 - brightest)
