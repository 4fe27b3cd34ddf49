"""A dry run: what would be taken, returned and made from a file; nothing is recorded."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.forms.form import title_in
from toolkit.forms.reading import SheetReading
from toolkit.jobs.intake.evaluate import Evaluation, Origin, evaluate
from toolkit.jobs.intake.examine import examine
from toolkit.jobs.service import Service
from toolkit.messages.catalogue import sentence
from toolkit.messages.finding import Finding, Severity


@dataclass(frozen=True)
class Checked:
    """One file, understood but not taken."""

    path: Path
    evaluation: Evaluation

    @property
    def blocked(self) -> bool:
        """Whether anything must be mended before all of it can be taken."""
        return any(finding.blocks for finding in self.evaluation.findings)


def check_file(service: Service, path: Path) -> Checked:
    """Examine and evaluate ``path`` against the ledger as it stands."""
    examined = examine(service, path, path.name)
    with service.ledger.view() as view:
        evaluation = evaluate(examined, Origin("", path.name), view, service.rules, service.day())
    return Checked(path, evaluation)


def as_values(checked: Checked, language: str) -> dict[str, Any]:
    """The JSON of design section 8: the file's findings, then each sheet with its form, counts and findings."""
    evaluation = checked.evaluation
    return {
        "file": str(checked.path),
        "findings": [_finding(one, evaluation, language) for one in evaluation.findings if not one.sheet],
        "sheets": [_sheet(reading, evaluation, language) for reading in evaluation.examined.readings],
        "documents": [f"{order.folder}/{order.name}.docx" for order in evaluation.outcome.documents],
    }


def _sheet(reading: SheetReading, evaluation: Evaluation, language: str) -> dict[str, Any]:
    form = reading.recognised.form if reading.recognised else None
    accepted, rejected = evaluation.accepted(reading), evaluation.rejected(reading)
    return {
        "sheet": reading.sheet,
        "form": form.name if form else None,
        "rows": accepted + rejected,
        "accepted": accepted,
        "rejected": rejected,
        "findings": [_finding(one, evaluation, language) for one in evaluation.findings if one.sheet == reading.sheet],
    }


def _finding(finding: Finding, evaluation: Evaluation, language: str) -> dict[str, Any]:
    return {
        "code": finding.code.code,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "row": finding.row,
        "field": finding.field,
        "value": finding.value,
        "message": sentence(finding, language, titles(evaluation, language).get(finding.field, finding.field)),
        "suggestion": finding.suggestion,
    }


def titles(evaluation: Evaluation, language: str) -> dict[str, str]:
    """Field → the column's title in ``language``, over the forms found in the file."""
    return {
        name: title_in(language, column) for form in evaluation.examined.forms for name, column in form.columns.items()
    }


def as_lines(checked: Checked, language: str) -> list[str]:
    """The same for people: a line a sheet, then a line a finding that is more than a note."""
    evaluation = checked.evaluation
    lines = [str(checked.path)]
    for reading in evaluation.examined.recognised:
        form = title_in(language, reading.recognised.form) if reading.recognised else ""
        lines.append(f"  {reading.sheet}: {form} +{evaluation.accepted(reading)} ✗{evaluation.rejected(reading)}")
    named = titles(evaluation, language)
    for one in evaluation.findings:
        if one.severity is not Severity.NOTE:
            said = sentence(one, language, named.get(one.field, one.field))
            place = f"{one.sheet}!{one.cell}" if one.cell else one.sheet
            lines.append(f"    {place}: {said}" if place else f"    {said}")
    return lines
