"""Where a finding stands, as a receipt shows it and as a link."""

from toolkit.messages.finding import Finding
from toolkit.messages.names_receipt import WHOLE_FILE
from toolkit.sheets.build.spec import Jump


def place_of(finding: Finding, language: str) -> tuple[str, Jump | None]:
    """Return how a finding's place is shown ("客戶資料表 C7") and where a click leads."""
    if not finding.sheet:
        return WHOLE_FILE.say(language), None
    cell = finding.cell or (f"A{finding.row}" if finding.row else "A1")
    shown = finding.cell or (str(finding.row) if finding.row else "")
    return f"{finding.sheet} {shown}".strip(), Jump(finding.sheet, cell)
