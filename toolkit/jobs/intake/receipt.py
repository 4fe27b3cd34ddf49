"""What a receipt says of an evaluated file, and what it is called."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import PurePosixPath

from toolkit.folders.names import safe_ending, safe_name, split
from toolkit.folders.workspace import Workspace
from toolkit.forms.column import Privacy
from toolkit.forms.form import title_in
from toolkit.jobs.intake.check import titles
from toolkit.jobs.intake.evaluate import Evaluation
from toolkit.jobs.intake.examine import Examined
from toolkit.jobs.intake.identity import Dispute
from toolkit.jobs.intake.what_if import what_if
from toolkit.ledger.submission import Submission
from toolkit.messages import names_lookalike as lookalikes
from toolkit.messages import names_mapping as words
from toolkit.messages import names_receipt as words_receipt
from toolkit.messages.finding import Severity
from toolkit.messages.names import TRADITIONAL
from toolkit.messages.names_outbox import file_name, folder_name
from toolkit.messages.names_receipt import DISPUTE, SOMEBODY
from toolkit.outcome import Change, Customer, DocumentOrder, ListOrder
from toolkit.rulebook.scorecard import Scorecard
from toolkit.sheets.build.receipt_scores import MOST_LIVE
from toolkit.sheets.build.receipt_value import MadeDocument, Notice, Receipt, Scored, SheetCount, State, score_columns
from toolkit.sheets.build.spec import Jump, SheetSpec
from toolkit.stages.screening.live import LiveFormulas
from toolkit.stages.templates import CONTEXTS

_NUMBERED = re.compile(r"(?<=】)(?: ?\(\d+\)|_[0-9]{6}-[0-9a-z]{6})$")
"""What makes a receipt's name another one: beside one of the same name, and among the earlier versions."""
MOST_DOCUMENTS = 300
"""More links than this and a receipt names the folder instead of each document."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a receipt goes: a folder relative to the workspace's root, and the file's name."""

    folder: PurePosixPath
    name: str


def tell(
    evaluation: Evaluation,
    submission: Submission,
    at: datetime,
    place: Place,
    workspace: Workspace,
    beside: tuple[SheetSpec, ...] = (),
    card: Scorecard | None = None,
) -> Receipt:
    """The full receipt of a file; ``beside`` are further sheets to be answered.

    With the score ``card`` its 評分 sheet is live, unless it is very long.
    """
    live = card if len(evaluation.outcome.scores) <= MOST_LIVE else None
    usable = evaluation.examined.usable
    return Receipt(
        number=submission.id,
        file=submission.name,
        received_at=at,
        state=_state(evaluation),
        sheets=tuple(_counts(evaluation, workspace.settings.language)),
        new=evaluation.count(Change.NEW),
        changed=evaluation.count(Change.CHANGED),
        unchanged=evaluation.count(Change.UNCHANGED),
        findings=evaluation.findings,
        titles=titles(evaluation, workspace.settings.language),
        documents=tuple(_made(evaluation, place, workspace)),
        scores=score_columns(_scored(evaluation, live)),
        what_if=what_if(live) if live and evaluation.outcome.scores else None,
        withdrawable=usable and evaluation.totals[0] > 0,
        notices=(
            *evaluation.examined.decided,
            *about_returned(evaluation.examined, workspace.settings.language),
            *about_matching(evaluation.examined, workspace.settings.language),
            *about_lookalikes(evaluation, workspace.settings.language),
        ),
        beside=beside,
    )


def _state(evaluation: Evaluation) -> State:
    """What became of the file as a whole."""
    if evaluation.examined.returned:
        return State.COMPARED
    if evaluation.examined.usable:
        return State.TAKEN
    return State.TO_MATCH if evaluation.examined.questions else State.RETURNED


def about_returned(examined: Examined, language: str) -> Iterable[Notice]:
    """How many changes a contract came back with; what they are is told inside."""
    if examined.returned:
        yield Notice(examined.returned.said(language), None, Severity.WARNING)


def _counts(evaluation: Evaluation, language: str) -> Iterable[SheetCount]:
    for reading in evaluation.examined.readings:
        if reading.recognised:
            taken, held = evaluation.accepted(reading), evaluation.rejected(reading)
            yield SheetCount(reading.sheet, title_in(language, reading.recognised.form), taken + held, taken, held)


def _made(evaluation: Evaluation, place: Place, workspace: Workspace) -> Iterable[MadeDocument]:
    names = {one.id: one.name for one in evaluation.outcome.customers}
    for order in evaluation.outcome.documents[:MOST_DOCUMENTS]:
        if order.privacy is not Privacy.INTERNAL or evaluation.examined.privacy is Privacy.INTERNAL:
            link = relative(place.folder, target_of(order, workspace) / file_of(order, workspace, ".docx"))
            name, kind = (file_name(one, workspace.settings.language, CONTEXTS) for one in (order.name, order.kind))
            yield MadeDocument(name, link, names.get(order.customer) or _called(order), kind)


def _called(order: DocumentOrder) -> str:
    """A customer whom the file itself does not change, by the name that its folder bears, else by its number."""
    label = PurePosixPath(order.folder).name
    return label.removeprefix(order.customer).strip() if label.startswith(f"{order.customer} ") else order.customer


def target_of(order: DocumentOrder | ListOrder, workspace: Workspace) -> PurePosixPath:
    """The folder that an order's file goes to, relative to the workspace's root.

    Stages name folders in Traditional Chinese, relative to the outbox; those that we name are put into the
    workspace's language, and what is internal goes to the internal folder wherever that lies.
    """
    parts = [safe_name(part) for part in PurePosixPath(order.folder).parts if part not in ("/", "..", ".")]
    top = folder_of(workspace, "outbox")
    if order.privacy is Privacy.INTERNAL or parts[:1] == [TRADITIONAL.internal]:
        top, parts = folder_of(workspace, "internal"), parts[parts[:1] == [TRADITIONAL.internal] :]
    elif parts:
        parts[0] = _localised(parts[0], workspace)
    language = workspace.settings.language
    return top.joinpath(*(folder_name(part, language) for part in parts))


def file_of(order: DocumentOrder | ListOrder, workspace: Workspace, suffix: str) -> str:
    """The name of an order's file, its title in the workspace's language."""
    return safe_name(file_name(order.name, workspace.settings.language, CONTEXTS), suffix)


def _localised(part: str, workspace: Workspace) -> str:
    for name in fields(TRADITIONAL):
        if getattr(TRADITIONAL, name.name) == part:
            return str(getattr(workspace.names, name.name))
    return part


def folder_of(workspace: Workspace, name: str) -> PurePosixPath:
    """One of the workspace's folders relative to its root (as it is where it lies elsewhere)."""
    path = getattr(workspace, name)
    return PurePosixPath(path.relative_to(workspace.root) if path.is_relative_to(workspace.root) else path)


def relative(start: PurePosixPath, target: PurePosixPath) -> str:
    """``target`` as seen from the folder ``start``, with ``/`` and ``..``."""
    common = 0
    for one, two in zip(start.parts, target.parts, strict=False):
        if one != two:
            break
        common += 1
    return "/".join([".."] * (len(start.parts) - common) + list(target.parts[common:]))


def _scored(evaluation: Evaluation, card: Scorecard | None) -> Iterable[Scored]:
    live = LiveFormulas(card) if card else None
    customers: dict[str, Customer] = {one.id: one for one in evaluation.outcome.customers}
    places = {
        one.customer: Jump(one.source.sheet, f"A{one.source.row}")
        for one in evaluation.outcome.records
        if one.form == "prospects" and one.source.sheet
    }
    for score in sorted(evaluation.outcome.scores, key=lambda one: -one.total):
        if score.customer in customers and score.customer in places:
            customer = customers[score.customer]
            formulas = live.of(customer.prospect) if live else {}
            yield Scored(score, customer.name, places[score.customer], score.inputs if live else {}, formulas)


def about_lookalikes(evaluation: Evaluation, language: str) -> Iterable[Notice]:
    """Where customers that look alike wait for a decision."""
    if evaluation.asked:
        sheet = Jump(lookalikes.LOOKALIKES.say(language), "A1", front=True)
        yield Notice(lookalikes.WAITING.say(language, count=len(evaluation.asked)), sheet, Severity.WARNING)


def about_matching(examined: Examined, language: str) -> Iterable[Notice]:
    """By whose answers a sheet was read, and where headings wait to be matched beside rows that were taken."""
    sheet = Jump(words.MAPPING.say(language), "A1", front=True)
    for one in examined.matches:
        person = one.person or words.SOMEBODY.say(language)
        used = words.USED.say(language, sheet=one.sheet, person=person, day=one.at.date() if one.at else "")
        link = sheet if len(examined.questions) == 1 else None
        yield Notice(words.REMEMBERED.say(language, sheet=one.sheet) if one.fresh else used, link)
    for asked in examined.questions:
        if not any(asked.sheet == one.sheet for one in examined.matches):
            yield Notice(words.ASKED.say(language, sheet=asked.sheet), sheet, Severity.WARNING)


def duplicate(submission: Submission, first: Submission, at: datetime, text: str) -> Receipt:
    """The receipt of a file whose bytes came before: it points at the first result."""
    notice = Notice(text, first.receipt or None, Severity.WARNING)
    return Receipt(submission.id, submission.name, at, State.DUPLICATE, notices=(notice,))


def disputes_by_submission(disputes: Iterable[Dispute]) -> dict[str, list[Dispute]]:
    """The submission that brought the other value → what is disputed with it."""
    grouped: dict[str, list[Dispute]] = {}
    for one in disputes:
        grouped.setdefault(one.submission, []).append(one)
    return grouped


def disputed(
    submission: Submission, theirs: Submission, at: datetime, found: Iterable[Dispute], language: str
) -> Receipt:
    """What the one whose change came first is told: where somebody wants it otherwise; theirs still counts."""
    person = submission.sender or SOMEBODY.say(language)
    notices = tuple(
        Notice(
            DISPUTE.say(
                language,
                sheet=one.finding.sheet,
                row=one.finding.row,
                field=title_in(language, one.column),
                theirs=one.finding.data["theirs"],
                value=one.finding.value,
                person=person,
                file=submission.name,
            ),
            None,
            Severity.WARNING,
        )
        for one in found
    )
    return Receipt(submission.id, theirs.name, at, State.DISPUTED, notices=notices)


def withdrawal(submission: Submission, at: datetime, notices: tuple[Notice, ...], *, done: bool) -> Receipt:
    """The receipt of a receipt that came back to be withdrawn: what was undone, or why nothing was."""
    state = State.WITHDRAWN if done else State.RETURNED
    return Receipt(submission.id, submission.name, at, state, notices=notices)


def internal(submission: Submission, at: datetime, *, usable: bool = True) -> Receipt:
    """The open receipt of a confidential sheet: where to look, and nothing else."""
    return Receipt(submission.id, submission.name, at, State.INTERNAL if usable else State.NOT_TAKEN_INSIDE)


def nameless(submission: Submission, language: str) -> Submission:
    """The submission as the open receipt names it: what a confidential file is called may be confidential too."""
    suffix = PurePosixPath(submission.name).suffix
    return replace(submission, name=words_receipt.CONFIDENTIAL_FILE.say(language, number=submission.id) + suffix)


def place_of(
    submission: Submission, workspace: Workspace, result: str, *, inside: bool, usable: bool, day: str
) -> Place:
    """Where the receipt of a submission goes: the sender's folder, else the day's; unusable files to 退回.

    What a department dropped into its own restricted folder is answered in one of the same name, so that the
    answers can be restricted likewise.
    """
    top = folder_of(workspace, "internal" if inside else "outbox")
    kind = workspace.names.receipts if usable else workspace.names.returned
    restricted = [safe_name(part) for part in PurePosixPath(submission.authority).parts[1:]]
    shelf = PurePosixPath(*restricted) if restricted else PurePosixPath(safe_name(submission.sender or day))
    stem, suffix = split(submission.name)
    stem = _as_dropped(stem, workspace)
    ending = suffix.lower() if suffix.lower() in (".xlsx", ".xlsm") and usable else ".xlsx"
    return Place(top / kind / shelf, safe_ending(stem, f"【{result}】", ending))


def _as_dropped(stem: str, workspace: Workspace) -> str:
    """A file's name without the result that a receipt of ours carries: the next result takes its place."""
    names = workspace.names
    results = (names.received.strip(), names.to_map, names.returned, names.checked, names.duplicate)
    name, opened, result = _NUMBERED.sub("", stem).rpartition("【")
    return name if opened and result.endswith("】") and result.startswith(results) and name else stem


def result_in_name(evaluation: Evaluation, workspace: Workspace) -> str:
    """The result as a receipt's name carries it: 收197·待改3."""
    names = workspace.names
    if not evaluation.examined.usable:
        return names.to_map if evaluation.examined.questions else names.returned
    if evaluation.examined.returned:
        return names.checked
    if evaluation.examined.template:
        return evaluation.examined.template.result(workspace.settings.language)
    taken, held = evaluation.totals
    return f"{names.received}{taken}" + (f"·{names.to_mend}{held}" if held else "")
