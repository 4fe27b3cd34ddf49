"""What came of a filling, for people and for scripts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.jobs.fill.plan import Plan
from toolkit.jobs.fill.work import RowDone
from toolkit.messages.catalogue import error_sentence, sentence, simplified_words
from toolkit.messages.codes_fill import BROKEN_CELL, MISSING, ROW_FAILED
from toolkit.messages.finding import Code, Finding, Severity
from toolkit.messages.names_templates import MORE

MOST_LINES = 20
"""So many rows are told one by one; ``--json`` tells all."""


@dataclass(frozen=True)
class Told:
    """A filling that is over: ``rows`` in the order of the sheet, ``pdf`` the PDFs made."""

    plan: Plan
    out: Path
    rows: tuple[RowDone, ...]
    pdf: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """The documents made, in the order of the sheet."""
        return tuple(self.out / row.name for row in self.rows if not row.error)

    @property
    def failed(self) -> bool:
        """Whether somebody must look: a row without a document, or a placeholder that means nothing."""
        return any(row.error for row in self.rows) or any(
            slip.code.severity is Severity.ERROR for slip in self.plan.slips
        )


def told(plan: Plan, out: Path, rows: Sequence[RowDone], pdf: Sequence[Path] = ()) -> Told:
    """Put what came of the rows in order."""
    return Told(plan, out, tuple(sorted(rows, key=lambda row: row.row)), tuple(pdf))


def as_lines(one: Told, language: str) -> list[str]:
    """For people: what to look at first, then where the documents are."""
    english = language == "en"
    lines = [f"{slip.what(language)}{' ' if english else ''}{slip.do(language)}" for slip in one.plan.slips]
    said_of_rows = [said for _, said in _findings(one, language)]
    lines += said_of_rows[:MOST_LINES]
    more = len(said_of_rows) - MOST_LINES
    if more > 0:
        lines.append(MORE.say(language, count=more))
    made = len(one.files)
    drafts = sum(bool(row.missing) for row in one.rows)
    if english:
        lines.append(f"{made} of {len(one.rows)} documents made, {drafts} of them drafts → {one.out}")
    else:
        said = f"{len(one.rows)} 行，做好 {made} 份文件（其中草稿 {drafts} 份）"
        lines.append(f"{simplified_words(said) if language == 'zh-Hans' else said} → {one.out}")
    return lines + [f"PDF {len(one.pdf)}"] * bool(one.pdf)


def as_value(one: Told, language: str) -> dict[str, Any]:
    """For scripts."""
    return {
        "template": str(one.plan.template),
        "file": str(one.plan.file),
        "sheet": one.plan.table.sheet,
        "out": str(one.out),
        "rows": len(one.rows),
        "documents": [
            {"row": row.row, "file": str(one.out / row.name), "draft": bool(row.missing), "missing": list(row.missing)}
            for row in one.rows
            if not row.error
        ],
        "pdf": [str(file) for file in one.pdf],
        "findings": [_slip(slip, language) for slip in one.plan.slips]
        + [_finding(finding, said) for finding, said in _findings(one, language)],
    }


def _slip(slip: Any, language: str) -> dict[str, Any]:
    return {
        "code": slip.code.code,
        "severity": slip.code.severity.value,
        "sheet": "",
        "cell": "",
        "row": 0,
        "value": slip.words,
        "message": f"{slip.what(language)}{slip.do(language)}",
        "suggestion": slip.suggestion,
    }


def _finding(finding: Finding, said: str) -> dict[str, Any]:
    return {
        "code": finding.code.code,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "row": finding.row,
        "value": finding.value,
        "message": said,
        "suggestion": finding.suggestion,
    }


def _findings(one: Told, language: str) -> list[tuple[Finding, str]]:
    """What is to be said of rows, in their order, with its sentence."""
    sheet = one.plan.table.sheet
    found = [_about(BROKEN_CELL, sheet, row, cell=cell) for row, cell in one.plan.cells_broken()]
    unknown = {slip.words for slip in one.plan.slips}
    for row in one.rows:
        missing = [name for name in row.missing if name not in unknown]
        if row.error:
            found.append(_about(ROW_FAILED, sheet, row.row, reason=error_sentence(row.error, language)))
        elif missing:
            found.append(_about(MISSING, sheet, row.row, missing=missing))
    found.sort(key=lambda finding: finding.row)
    return [(finding, sentence(finding, language)) for finding in found]


def _about(code: Code, sheet: str, row: int, *, cell: str = "", **data: object) -> Finding:
    return Finding(code, sheet=sheet, row=row, cell=cell, data={"sheet": sheet, "row": row, "cell": cell, **data})
