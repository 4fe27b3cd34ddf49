"""The 讀法 sheet: every cell that was read differently from what was typed."""

from toolkit.messages import names_receipt as words
from toolkit.messages.catalogue import what
from toolkit.messages.finding import Finding, Severity
from toolkit.sheets.build import look
from toolkit.sheets.build.place import place_of
from toolkit.sheets.build.receipt_value import Receipt
from toolkit.sheets.build.spec import ColumnSpec, Line, PrintSetup, SheetSpec, SpecCell

CODE_NAME = "ToolkitReadings"
_WIDTHS = (24, 18, 34, 34, 60)
_STYLES = (look.LINK, look.BODY_ONE_LINE, look.BODY_TEXT, look.BODY_TEXT, look.BODY_ONE_LINE)
_HEAD_ROW = 3


def readings_sheet(receipt: Receipt, language: str) -> SheetSpec:
    """Lay out the 讀法 sheet: place (a link), column, what was typed, how it was read, why."""
    notes = receipt.of(Severity.NOTE)
    heads = (words.PLACE, words.FIELD, words.TYPED, words.READ_AS, words.WHY)
    top = [
        Line([SpecCell(words.READINGS_TITLE.say(language, count=len(notes)), look.TITLE)], 28),
        Line([SpecCell(words.READINGS_HELP.say(language, number=receipt.number), look.MUTED_TEXT)], 18),
        Line([SpecCell(each.say(language), look.HEAD_LEFT) for each in heads], 20),
    ]
    return SheetSpec(
        name=words.READINGS.say(language),
        rows=[*top, *(_reading(each, receipt, language) for each in notes)],
        columns=tuple(ColumnSpec(width, style) for width, style in zip(_WIDTHS, _STYLES, strict=True)),
        language=language,
        freeze=f"A{_HEAD_ROW + 1}",
        filter_area=f"A{_HEAD_ROW}:E{_HEAD_ROW + len(notes)}",
        printing=PrintSetup(repeat=(_HEAD_ROW, _HEAD_ROW)),
        gridlines=False,
        code_name=CODE_NAME,
    )


def _reading(finding: Finding, receipt: Receipt, language: str) -> tuple[SpecCell | str, ...]:
    title = receipt.titles.get(finding.field, finding.field)
    place, jump = place_of(finding, language)
    shown = str(finding.data.get("shown", finding.suggestion))
    return SpecCell(place, None, jump), title, finding.value, shown, what(finding, language, title)
