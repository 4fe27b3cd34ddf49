"""Where things come from: a document's printed values with file, sheet and cell; a submission's rows."""

from typing import Any

from toolkit.errors import UsageError
from toolkit.folders.publish import weigh
from toolkit.forms.column import Privacy
from toolkit.jobs.service import Service
from toolkit.ledger.taken import Document


def trace(service: Service, what: str) -> dict[str, Any]:
    """The provenance of ``what``: a document's number, path (absolute or below the workspace) or a submission's id.

    Confidential documents are named without their sources. Raises UsageError("trace.unknown").
    """
    found = _documents(service, what)
    if found:
        return {"what": "document", "documents": [_document(one) for one in found]}
    for one in service.ledger.journal.recent(10_000):
        if one.id == what:
            rows = [(row.sheet, row.row, row.form, row.key) for row in service.ledger.receipt_rows(one.id)]
            made = service.ledger.documents(submission=one.id)
            return {
                "what": "submission",
                "file": one.path,
                "state": one.state.value,
                "archived_as": one.archived_as,
                "rows": [dict(zip(("sheet", "row", "form", "record"), row, strict=True)) for row in rows],
                "documents": [document.path for document in made if document.privacy is not Privacy.INTERNAL],
            }
    raise UsageError("trace.unknown", name=what)


def _documents(service: Service, what: str) -> tuple[Document, ...]:
    by_number = service.ledger.documents(number=what)
    if by_number:
        return by_number
    path = service.workspace.root / what
    if path.is_file():
        return service.ledger.documents(sha256=weigh(path.parent, path.name)[1])
    return service.ledger.documents(path=what)


def _document(one: Document) -> dict[str, Any]:
    sources = {} if one.privacy is Privacy.INTERNAL else one.sources
    return {
        "number": one.number,
        "version": one.version,
        "state": one.state.value,
        "path": one.path,
        "customer": one.customer,
        "template": one.template,
        "template_hash": one.template_hash,
        "data_hash": one.data_hash,
        "check_code": one.check_code,
        "missing": list(one.missing),
        "values": {
            name: {"file": source.file, "sheet": source.sheet, "cell": cell, "submission": source.submission}
            for name, (source, cell) in sources.items()
        },
    }


def as_lines(told: dict[str, Any]) -> list[str]:
    """The same for people: a line a document and a line a value, or a line a row."""
    if told["what"] == "submission":
        lines = [f"{told['file']}  {told['state']}  .archive/{told['archived_as']}"]
        lines += [f"  {row['sheet']}!{row['row']}  {row['form']}  {row['record'] or '—'}" for row in told["rows"]]
        return lines + [f"  → {path}" for path in told["documents"]]
    lines = []
    for one in told["documents"]:
        lines.append(f"{one['number']} v{one['version']} {one['state']}  {one['path']}  {one['check_code']}")
        lines += [
            f"  {name}  ← {value['file']} {value['sheet']}!{value['cell']}" for name, value in one["values"].items()
        ]
    return lines
