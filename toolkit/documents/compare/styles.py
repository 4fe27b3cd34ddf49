"""What the look of a text says: which styles make headings, and what nobody sees on paper."""

from toolkit.documents.compare.parts import Element, W

_OFF = ("0", "false", "off")
_TINY = 4
"""Half points: letters of two points and less are there to be overlooked."""


def unseen(run: Element) -> bool:
    """Whether nobody sees what a run says on paper: hidden, written in white, or in tiny letters."""
    found = {name: run.find(f"{W}rPr/{W}{name}") for name in ("vanish", "color", "sz")}
    vanish, colour, size = (None if item is None else item.get(W + "val", "") for item in found.values())
    if vanish is not None and vanish not in _OFF:
        return True
    return (colour or "").upper() == "FFFFFF" or ((size or "").isdigit() and int(size or 0) <= _TINY)


def heading_styles(styles: Element | None) -> dict[str, tuple[int, bool]]:
    """Style id → (outline level from 1, numbered by Word), for the styles that make headings."""
    if styles is None:
        return {}
    own = {style.get(W + "styleId", ""): style for style in styles.iterchildren(W + "style")}
    found = {}
    for name in own:
        level = _inherited(name, own, f"{W}pPr/{W}outlineLvl")
        if level is not None and level.isdigit() and int(level) == 0:
            numbered = _inherited(name, own, f"{W}pPr/{W}numPr/{W}numId")
            found[name] = (1, numbered not in (None, "0"))
    return found


def _inherited(name: str, own: dict[str, Element], path: str) -> str | None:
    """The value at ``path`` of a style or of what it is based on (at most ten steps)."""
    for _ in range(10):
        style = own.get(name)
        if style is None:
            return None
        value = style.find(path)
        if value is not None:
            return value.get(W + "val", "")
        based = style.find(W + "basedOn")
        name = based.get(W + "val", "") if based is not None else ""
    return None
