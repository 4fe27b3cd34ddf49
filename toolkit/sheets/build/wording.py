"""The two sentences of a finding as a receipt shows them, and its place as a link."""

import re

from toolkit.messages.finding import Finding
from toolkit.messages.names_receipt import WHOLE_FILE
from toolkit.messages.script import simplified
from toolkit.sheets.build.spec import Jump

_CELL = re.compile(r"([A-Z]{1,3})(\d+)")


def what_of(finding: Finding, language: str, title: str = "") -> str:
    """Say what is the matter, with the value seen; ``title`` is the column's heading."""
    return _filled(finding.code.en if language == "en" else finding.code.zh, finding, language, title)


def do_of(finding: Finding, language: str, title: str = "") -> str:
    """Say what to do."""
    return _filled(finding.code.en_do if language == "en" else finding.code.zh_do, finding, language, title)


def _filled(pattern: str, finding: Finding, language: str, title: str) -> str:
    known = {"value": finding.value, "field": title or finding.field, "suggestion": finding.suggestion}
    written = pattern.format_map({**known, **finding.data})
    return simplified(written) if language == "zh-Hans" else written


def place_of(finding: Finding, language: str) -> tuple[str, Jump | None]:
    """Return how a finding's place is shown ("客戶資料表 C7") and where a click leads."""
    if not finding.sheet:
        return WHOLE_FILE.say(language), None
    cell = finding.cell or (f"A{finding.row}" if finding.row else "A1")
    shown = finding.cell or (str(finding.row) if finding.row else "")
    return f"{finding.sheet} {shown}".strip(), Jump(finding.sheet, cell)


def coordinate(cell: str) -> tuple[int, int] | None:
    """Return (row, column) of an address ("C7" → (7, 3)), None where it is none."""
    found = _CELL.fullmatch(cell)
    if found is None:
        return None
    column = 0
    for each in found[1]:
        column = column * 26 + ord(each) - 64
    return int(found[2]), column
