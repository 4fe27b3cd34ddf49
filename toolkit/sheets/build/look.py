"""The one look of every workbook we make: colours by meaning, named styles, a face per language.

Colour is never the only carrier of meaning: whatever is coloured also says so in words, since sheets
are printed in black and white.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

INK = "1F2933"
BRAND = "1F4E5F"
ACCENT = "C8963E"
PAPER = "F5F7F8"
MUTED = "6B7780"
LINE = "D5DBDF"
LINK_BLUE = "0B5CAD"
WRONG_FILL, WRONG_TEXT = "FDE2E1", "9C0006"
ASK_FILL, ASK_TEXT = "FFF3CD", "7A5B00"
GOOD_FILL, GOOD_TEXT = "E3F1E5", "1E6B35"
BAR = "BFD3DB"
"""The pale brand colour of data bars: figures on it stay readable."""

GRADE_TEXT = {"A": GOOD_TEXT, "B": BRAND, "C": ASK_TEXT, "D": WRONG_TEXT}
"""Grade → text colour."""

AS_TEXT = "@"
DAY = "yyyy-mm-dd"
MOMENT = "yyyy-mm-dd hh:mm"
WHOLE = "#,##0"
TENTH = "0.0"
MONEY = "#,##0.00"
SHARE = "0%"


class Face(StrEnum):
    """Which typeface a style asks for; the name of the font follows the language."""

    TEXT = "text"
    FIGURE = "figure"


_TEXT_FONTS = {"zh-Hant": "微軟正黑體", "zh-Hans": "微软雅黑", "en": "Arial"}


def font_name(face: Face, language: str) -> str:
    """Return the font for ``face`` in ``language`` (zh-Hant, zh-Hans, en); figures are always Arial."""
    return "Arial" if face is Face.FIGURE else _TEXT_FONTS.get(language, "微軟正黑體")


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks. Colours are RRGGBB or ``""`` (none); sizes are points; ``format`` is Excel's.

    ``border`` is ``""``, ``"thin"`` (pale, all round), ``"under"`` (pale, below), or ``"open_right"`` and
    ``"open_left"`` (all round but that side, so that a text may run over two cells). ``locked``
    matters only on a protected sheet. ``quoted`` shows that the text is text although it begins like
    a formula, so that editing the cell does not turn it into one.
    """

    face: Face = Face.TEXT
    size: float = 10
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = INK
    fill: str = ""
    border: str = ""
    format: str = ""
    across: str = ""
    """Horizontal alignment: "", left, center, right."""
    down: str = "center"
    wrap: bool = False
    indent: int = 0
    locked: bool = True
    quoted: bool = False


PLAIN = Style()
TITLE = Style(size=16, bold=True, colour=BRAND)
BIG_FIGURE = Style(size=22, bold=True, colour=BRAND)
BIG_WRONG = replace(BIG_FIGURE, colour=WRONG_TEXT)
BIG_ASK = replace(BIG_FIGURE, colour=ASK_TEXT)
BIG_GOOD = replace(BIG_FIGURE, colour=GOOD_TEXT)
LEAD = Style(size=11)
LEAD_WRONG = replace(LEAD, colour=WRONG_TEXT)
STRONG = Style(size=11, bold=True)
SECTION = Style(size=12, bold=True, colour=BRAND)
SECTION_WRONG = replace(SECTION, colour=WRONG_TEXT)
SECTION_ASK = replace(SECTION, colour=ASK_TEXT)
MUTED_TEXT = Style(size=9, colour=MUTED)
HEAD = Style(bold=True, colour="FFFFFF", fill=BRAND, across="center", wrap=True)
HEAD_OPTIONAL = replace(HEAD, bold=False, fill="5B7C89")
HEAD_LEFT = replace(HEAD, across="left")
BODY = Style(border="thin", wrap=True)
BODY_STRONG = replace(BODY, bold=True)
BODY_ONE_LINE = Style(border="thin")
BODY_TEXT = Style(border="thin", format=AS_TEXT)
BODY_CENTRE = Style(border="thin", across="center")
BODY_DAY = Style(face=Face.FIGURE, border="thin", format=DAY, across="center")
BODY_MOMENT = replace(BODY_DAY, format=MOMENT)
BODY_WHOLE = Style(face=Face.FIGURE, border="thin", format=WHOLE, across="right", indent=1)
BODY_TENTH = replace(BODY_WHOLE, format=TENTH)
BODY_MONEY = replace(BODY_WHOLE, format=MONEY)
BODY_SHARE = replace(BODY_WHOLE, format=SHARE)
BODY_RANK = replace(BODY_WHOLE, across="center", indent=0)
BODY_TOTAL = replace(BODY_TENTH, bold=True)
BODY_MUTED = replace(BODY_CENTRE, colour=MUTED)
BODY_UNKNOWN = replace(BODY_TENTH, colour=MUTED, italic=True)
TRIAL = Style(border="thin", fill="FFF2CC", colour="0000CC", across="right", indent=1, locked=False)
TRIAL_TENTH = replace(TRIAL, format="0.0")
LINK = Style(border="thin", colour=LINK_BLUE, underline=True)
LINK_WRAP = replace(LINK, wrap=True)
LINK_LEFT = replace(LINK, border="open_right")
LINK_RIGHT = replace(LINK, border="open_left")
LINK_LEAD = Style(size=11, colour=LINK_BLUE, underline=True)
WRONG = Style(border="thin", colour=WRONG_TEXT, fill=WRONG_FILL, wrap=True)
WRONG_PLAIN = replace(BODY, colour=WRONG_TEXT)
ASK = replace(WRONG, colour=ASK_TEXT, fill=ASK_FILL)
GOOD = replace(WRONG, colour=GOOD_TEXT, fill=GOOD_FILL)
EXAMPLE = Style(border="thin", italic=True, colour=MUTED, fill=PAPER)
INPUT = Style(border="thin", colour=INK, fill="FFFFFF", locked=False, across="center")
CHOOSE = Style(border="thin", fill=ASK_FILL, locked=False)
CHOSEN = replace(CHOOSE, fill="FFFFFF", bold=True)
CHOOSE_CENTRE = replace(CHOOSE, across="center", wrap=True)
CHOOSE_TEXT = replace(CHOOSE, format=AS_TEXT)
CHOSEN_TEXT = replace(CHOSEN, format=AS_TEXT)
BODY_SMALL = Style(size=9, colour=MUTED, border="thin", wrap=True)
GRADES = {
    grade: Style(bold=True, size=11, colour=colour, border="thin", across="center")
    for grade, colour in GRADE_TEXT.items()
}
"""Grade → style of the cell that shows it."""
