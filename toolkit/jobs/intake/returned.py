"""A dropped Word document: a questionnaire that a client filled in, or a contract that the other side sent back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.documents.compare.comparison import Comparison, compare
from toolkit.documents.compare.identity import Identity, identify
from toolkit.documents.compare.questionnaire import answers
from toolkit.forms.table import Workbook
from toolkit.jobs.intake.void import MARK, places
from toolkit.jobs.service import Service
from toolkit.ledger.taken import Document
from toolkit.messages import names_compared as compared
from toolkit.outcome import LedgerView, Outcome
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.contract.desk import Desk
from toolkit.stages.contract.returned import Back, follow_returned


@dataclass(frozen=True, slots=True)
class Returned:
    """A contract that came back: which of ours it says it is, and how it differs from the copy we issued."""

    identity: Identity
    comparison: Comparison
    version: int = 0
    """Of which contract version our copy is that it was compared with; ``code`` is its check code."""
    code: str = ""

    def said(self, language: str) -> str:
        """What everybody may know of it: how many changes, against which copy."""
        count = len(self.comparison.changes)
        text = compared.COUNT if count else compared.SAME
        return text.say(language, count=count, version=self.version or "—", code=self.code or "—")


def read_document(path: Path, name: str) -> Workbook | Identity | None:
    """What a dropped .docx is (runs in a child): answers as a workbook, a copy of ours, or neither."""
    content = path.read_bytes()
    sheet = answers(content, name)
    if sheet is not None:
        return Workbook((sheet,), kind="docx", patchable=False)
    return identify(content)


def returned_contract(service: Service, path: Path, identity: Identity) -> Returned | None:
    """Compare a returned contract with the copy we issued; None where the register knows no such copy."""
    issued = _issued(service, identity)
    if issued is None:
        return None
    locked = service.rules.contract_rules.locked_clauses
    comparison, ours = service.workers.call(compare_files, issued, path, locked)
    return Returned(identity, comparison, ours.version, ours.check_code)


def compare_files(issued: Path, returned: Path, locked: Collection[str]) -> tuple[Comparison, Identity]:
    """Compare two files, and say which copy the first is (runs in a child)."""
    ours = issued.read_bytes()
    return compare(ours, returned.read_bytes(), locked), identify(ours) or Identity("")


def _issued(service: Service, identity: Identity) -> Path | None:
    """The file of the copy we issued: the one with this check code, else the latest of this number."""
    known = [one for one in service.ledger.documents(number=identity.number) if one.kind == "合同"]
    ranked = sorted(known, key=lambda one: (one.check_code == identity.check_code, one.version), reverse=True)
    return next((path for one in ranked for path in _places(service, one) if path.is_file()), None)


def _places(service: Service, document: Document) -> tuple[Path, ...]:
    """Where a registered document may lie now: on top, among the earlier versions, or set aside as void."""
    here = tuple(places(service.workspace, document))
    older = here[0].parent / service.workspace.names.older
    return *here, *(older / f"{path.stem}{MARK}{path.suffix}" for path in here)


def follow(returned: Returned, file: str, view: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """What follows from a returned contract: the report for the internal folder."""
    found = view.having("contracts", "contract_id", [returned.identity.number])
    record = next(iter(found.get(returned.identity.number, ())), None)
    if record is None:
        return Outcome()
    back = Back(file, returned.identity.version, returned.identity.check_code, returned.version, returned.code)
    return follow_returned(returned.comparison, record, back, Desk(view, rules, today))
