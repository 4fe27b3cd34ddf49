"""Take submissions back: earlier contents return, what others added stays, documents become void, all is said."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from toolkit.errors import LedgerError, UsageError
from toolkit.forms.column import Privacy
from toolkit.jobs.intake.void import set_void_aside
from toolkit.jobs.service import Service
from toolkit.ledger.submission import Submission
from toolkit.ledger.undo import Kept, Undone
from toolkit.messages import names_receipt as words
from toolkit.messages.names_receipt import Text
from toolkit.outcome import Outcome
from toolkit.stages.catalogue import FORMS
from toolkit.stages.contract.approval import BEFORE_SIGNING
from toolkit.stages.contract.desk import contract_key
from toolkit.stages.contract.forms import APPROVALS, CONTRACTS
from toolkit.stages.contract.stage import watch
from toolkit.stages.outreach.dossier import TEMPLATE as DOSSIER
from toolkit.stages.outreach.stage import renew_dossiers
from toolkit.stages.records import strictest

MOST_NAMED = 5
"""So many keys or documents are named in one sentence; the rest is counted."""
CUSTOMERS = "customers"
_WHY: Mapping[str, Text] = MappingProxyType(
    {"later": words.UNDO_LATER, "again": words.UNDO_AGAIN, "needed": words.UNDO_NEEDED}
)
SIGNED = "undo.signed"
_JUDGED = frozenset({APPROVALS.name, CONTRACTS.name})
"""What a contract's state follows from: a word, and the very text that it was said of."""
_REFUSED = frozenset({"ledger.unknown_submission", "ledger.cannot_undo"})


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What an undo did: the submissions, the ledger's account of it, and the same in sentences."""

    submissions: tuple[Submission, ...]
    undone: Undone
    done: tuple[str, ...]
    kept: tuple[str, ...]

    def as_value(self) -> dict[str, object]:
        """For ``--json``: no key of a confidential row, no path of a confidential document."""
        undone = self.undone
        return {
            "submissions": [{"id": one.id, "file": one.path} for one in self.submissions],
            "commit": undone.commit_no,
            "removed": [{"form": form, "record": _open_key(form, key)} for form, key in undone.removed],
            "restored": [{"form": form, "record": _open_key(form, key)} for form, key in undone.restored],
            "customers_removed": list(undone.customers_removed),
            "customers_restored": list(undone.customers_restored),
            "kept": [
                {"form": one.form, "record": _open_key(one.form, one.key), "why": one.why, "by": one.by}
                for one in undone.kept
            ],
            "voided": [one.path for one in undone.voided if one.privacy is not Privacy.INTERNAL],
        }


def undo(service: Service, submissions: Sequence[str], actor: str) -> TakenBack:
    """Take ``submissions`` back as one; ``actor`` is who asked for it, for the audit log.

    Raises UsageError where one of them is unknown, was not taken, has been taken back before, or says what
    a department thinks of a contract that is signed by now: then nothing is changed.
    """
    ids = tuple(dict.fromkeys(submissions))
    _not_signed(service, ids)
    try:
        found = tuple(service.ledger.journal.find(one) for one in ids)
        undone = service.ledger.undo(ids, actor)
    except LedgerError as refused:
        if refused.code not in _REFUSED:
            raise
        raise UsageError(refused.code, **refused.data) from refused
    if any(form in _JUDGED for form, _ in (*undone.removed, *undone.restored)):
        _judge_again(service)
    _tell_anew(service, {one.customer for one in undone.voided if one.kind == DOSSIER})
    set_void_aside(service)
    language = service.workspace.settings.language
    kept = tuple(_kept(service, undone.kept, language))
    return TakenBack(found, undone, tuple(_done(found, undone, language)), kept)


def _not_signed(service: Service, submissions: Collection[str]) -> None:
    """Refuse to take back the review of a contract that was signed on the strength of it."""
    with service.ledger.view() as view:
        words = [one for one in view.all_current(APPROVALS.name) if one.source.submission in submissions]
        contracts = view.by_key(CONTRACTS.name, {contract_key(one.payload["contract_id"]) for one in words})
    for one in contracts.values():
        if one.payload["contract_state"] not in BEFORE_SIGNING:
            raise UsageError(SIGNED, contract=one.payload["contract_id"])


def _judge_again(service: Service) -> None:
    """Bring every unsigned contract to the state that the words make which are left."""
    with service.ledger.view() as view:
        customers = {one.customer for one in view.all_current(CONTRACTS.name)}
        outcome = watch(customers, view, service.rules, service.day())
        if outcome != Outcome():
            service.ledger.record("contracts", view, outcome, rules=service.rules.digest)


def _tell_anew(service: Service, customers: Collection[str]) -> None:
    """Promise the dossiers of these customers as they are after all: the void one told what is taken back."""
    with service.ledger.view() as view:
        outcome = renew_dossiers(customers, view, service.rules, service.day())
        if outcome != Outcome():
            service.ledger.record("dossiers", view, outcome, rules=service.rules.digest)


def _done(submissions: Iterable[Submission], undone: Undone, language: str) -> Iterable[str]:
    for one in submissions:
        yield words.UNDONE.say(language, file=one.name, number=one.id)
    if undone.removed:
        yield words.UNDO_REMOVED.say(language, count=len(undone.removed))
    if undone.restored:
        yield words.UNDO_RESTORED.say(language, count=len(undone.restored))
    for papers, text in ((undone.voided, words.UNDO_VOIDED), (undone.remade, words.UNDO_REMADE)):
        if papers:
            names = _some([one.name for one in papers if one.privacy is not Privacy.INTERNAL], language)
            yield text.say(language, count=len(papers), names=names or "—")


def _kept(service: Service, kept: Iterable[Kept], language: str) -> Iterable[str]:
    """One sentence for each reason and other file, whatever number of rows it concerns."""
    told: defaultdict[tuple[str, str], defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = [one for one in kept if one.form != CUSTOMERS]
    customers = {one.key for one in rows if one.form == FORMS[0].name}
    spared = [one for one in kept if one.form == CUSTOMERS and one.key not in customers]
    for one in (*rows, *spared):
        told[one.why, one.by][one.form].append(one.key)
    for (why, by), forms in told.items():
        what = "、".join(_counted(form, keys, language) for form, keys in forms.items())
        yield _WHY[why].say(language, what=what, by=shown(service, by))


def _counted(form: str, keys: Sequence[str], language: str) -> str:
    title = next((Text(one.title, one.en) for one in FORMS if one.name == form), words.CUSTOMER).say(language)
    names = _some([key for key in (_open_key(form, key) for key in keys) if key], language)
    return words.UNDO_KEYS.say(language, form=title, count=len(keys), keys=names or "—")


def _some(names: Sequence[str], language: str) -> str:
    more = [words.UNDO_MORE.say(language)] if len(names) > MOST_NAMED else []
    return "、".join([*names[:MOST_NAMED], *more])


def _open_key(form: str, key: str) -> str:
    """A record's key; "" where its form is confidential, since a key is made of values."""
    internal = any(one.name == form and strictest(one) is Privacy.INTERNAL for one in FORMS)
    return "" if internal else key


def shown(service: Service, submission: str) -> str:
    """A submission as people know it: the file's name, or its number alone where it is confidential."""
    if not submission:
        return "—"
    try:
        one = service.ledger.journal.find(submission)
    except LedgerError:
        return submission
    return submission if one.privacy is Privacy.INTERNAL else f"{one.name} {submission}"
