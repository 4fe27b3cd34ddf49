"""Where things come from: a document's printed values with file, sheet and cell; a submission's rows."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from toolkit.documents import compile_template
from toolkit.documents.origin import origin_of
from toolkit.documents.shelves import NOTES, found, is_number, noted
from toolkit.errors import TemplateError, UsageError
from toolkit.folders.publish import weigh
from toolkit.forms.column import Privacy
from toolkit.jobs.service import Service, template_file
from toolkit.ledger.taken import Document
from toolkit.messages.names_templates import FILLED
from toolkit.outcome import DocumentOrder
from toolkit.stages.catalogue import FORMS
from toolkit.stages.printed import Known, Printed, printed
from toolkit.stages.templates import all_terms

_CUSTOMERS = ("customer", "customer_id")
_MOST_CUSTOMERS = 500
_REVIEWED = ("kpi", "feedback")
"""The forms behind documents that speak of no customer."""


def trace(service: Service, what: str) -> dict[str, Any]:
    """The provenance of ``what``: a document's number or path, or a submission's id.

    A path may be absolute, below the workspace or from here; a copy that was moved, renamed or edited is known
    by the number in its own properties.

    Confidential documents are named without their sources. Raises UsageError: trace.unknown, and
    trace.not_on_shelf for the number of a filled document that lies in no folder we know of.
    """
    registered = _documents(service, what)
    if registered:
        return {"what": "document", "documents": [_document(service, one) for one in registered]}
    path = _file(service, what) or (found(_shelves(service), what) if is_number(what) else None)
    if filled := _filled(path):
        return {"what": "document", "documents": [filled]}
    if path is None and is_number(what):
        raise UsageError("trace.not_on_shelf", name=what, folders=[str(folder) for folder in _shelves(service)])
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


def _shelves(service: Service) -> tuple[Path, ...]:
    """The folders that filled documents were put into, and the usual one."""
    usual = service.workspace.reports / FILLED.say(service.workspace.settings.language)
    return (*noted(service.workspace.service / NOTES), usual)


def _filled(path: Path | None) -> dict[str, Any] | None:
    """What a document says of itself that ``toolkit fill`` made: no submission is behind it."""
    origin = origin_of(path.read_bytes()) if path else None
    if path is None or origin is None or not origin.file:
        return None
    return {
        "number": origin.number,
        "version": 1,
        "state": "filled",
        "path": str(path),
        "customer": "",
        "template": "",
        "template_hash": origin.template,
        "data_hash": origin.data,
        "check_code": "",
        "missing": [],
        "values": {
            name: {"file": origin.file, "sheet": origin.sheet, "cell": cell, "submission": ""}
            for name, cell in origin.sources.items()
        },
        "manual": {},
        "own": ["document_number"],
        "computed": [],
    }


def _file(service: Service, what: str) -> Path | None:
    return next((path for path in (service.workspace.root / what, Path(what)) if path.is_file()), None)


def _documents(service: Service, what: str) -> tuple[Document, ...]:
    ledger = service.ledger
    if by_number := ledger.documents(number=what):
        return by_number
    path = _file(service, what)
    if path is None:
        return ledger.documents(path=what)
    same = ledger.documents(sha256=weigh(path.parent, path.name)[1])
    return same or _by_origin(service, path)


def _by_origin(service: Service, path: Path) -> tuple[Document, ...]:
    """The documents that a file says it is, which somebody edited since."""
    origin = origin_of(path.read_bytes())
    if origin is None or not origin.number:
        return ()
    known = service.ledger.documents(number=origin.number)
    exactly = tuple(one for one in known if (f"v{one.version}", one.data_hash) == (origin.version, origin.data))
    return exactly or known


def _document(service: Service, one: Document) -> dict[str, Any]:
    told = None if one.privacy is Privacy.INTERNAL else _printed(service, one)
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
            for name, (source, cell) in (told.cells if told else {}).items()
        },
        "manual": dict(told.manual) if told else {},
        "own": list(told.own) if told else [],
        "computed": list(told.computed) if told else [],
    }


def _printed(service: Service, one: Document) -> Printed:
    """Where each value that the document prints comes from."""
    order = service.ledger.order(one.order) if one.order else None
    if not isinstance(order, DocumentOrder):
        return Printed(dict(one.sources), {}, (), ())
    own = {"document_number": one.number, "version": f"v{one.version}", "check_code": one.check_code}
    context = {**order.context, **own}
    return printed(context, _prints(service, one.template, context), one.sources, _known(service, one, context))


def _prints(service: Service, template: str, context: Mapping[str, Any]) -> frozenset[str]:
    """The fields that the template prints (as it is now); all there are where it cannot be read."""
    try:
        compiled = compile_template(
            template_file(service.workspace, template), terms=all_terms(), cache=service.template_cache
        )
    except (TemplateError, OSError):
        return frozenset(context)
    return frozenset(field.field for field in compiled.prints)


def _known(service: Service, one: Document, context: Mapping[str, Any]) -> Iterator[Known]:
    """Every value that a cell gave to the records behind the document, oldest first.

    These are the records of the customers in it; where there are none (reports, reviews) all current ones.
    What is confidential is no source to be named in the open.
    """
    customers = sorted({one.customer, *_customers(context)} - {""})[:_MOST_CUSTOMERS]
    with service.ledger.view() as view:
        if customers:
            found = [records for form in FORMS for records in view.current(form.name, customers).values()]
            keys = [(record.form, record.key) for records in found for record in records]
            versions = [record for form, key in keys for record in service.ledger.history(form, key)]
        else:
            versions = [record for form in _REVIEWED for record in view.all_current(form)]
    for record in versions:
        if record.privacy is Privacy.INTERNAL:
            continue
        for field, cell in record.cells.items():
            if field in record.payload:
                yield Known(f"{record.form} {record.key}", field, record.payload[field], record.source, cell)


def _customers(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in _CUSTOMERS and isinstance(inner, str):
                yield inner
            yield from _customers(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _customers(inner)


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
        lines += [f"  {name}  ← {file}" for name, file in one["manual"].items()]
        lines += [f"  {name}  ← {one['number']}" for name in one["own"]]
        lines += [f"  {name}  ← ＝" for name in one["computed"]]
    return lines
