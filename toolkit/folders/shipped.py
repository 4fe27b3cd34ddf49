"""What the product ships besides code: templates, rule book and demo sheets, in a wheel or a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def shipped(folder: str) -> Path:
    """The folder ``templates`` or ``manual`` as shipped: inside the wheel, else beside the package."""
    inside = PACKAGE / "shipped" / folder
    return inside if inside.is_dir() else PACKAGE.parent / folder


def samples() -> Path:
    """The demo's sheets, in folders by the colleague who drops them."""
    return PACKAGE / "samples"


def rounds() -> Path:
    """What was dropped about the demo's one client before, a folder a day (``2026-11-05/…``)."""
    return PACKAGE / "rounds"


NEWER = frozenset({".新版", ".new"})
"""Before the ending of a shipped file that is laid beside one that somebody edited: 合作方案書.新版.docx."""


def is_newer(file: Path) -> bool:
    """Whether a file is a newer version that waits beside an edited one: it is not in use yet."""
    return not NEWER.isdisjoint(file.suffixes)
