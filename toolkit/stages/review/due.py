"""What is due, late, stale or expiring, and for whom: one list out of all stages (seed 1d, 5d, 6b to 6d, VI).

Stages leave reminders where something has to be done by a day; what came of it since stands in the
records. Here both are laid together: the deadline is the record's own, not the day of the reminder, and a
contract's end is counted anew every morning.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Protocol

from toolkit.figures.people import usual
from toolkit.forms.form import Form
from toolkit.outcome import Record, Reminder
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.aftercare import client
from toolkit.stages.aftercare.expiry import notice_by
from toolkit.stages.aftercare.forms import SATISFACTION
from toolkit.stages.contract.forms import CONTRACTS
from toolkit.stages.deal_stages import WON, order
from toolkit.stages.launch import milestones, resources
from toolkit.stages.launch.forms import HANDOVER, MILESTONES, RESOURCES
from toolkit.stages.launch.rules import SOUND
from toolkit.stages.outreach.forms import CONTACTS, PLANS
from toolkit.stages.outreach.rules import DONE
from toolkit.stages.review.forms import FEEDBACK
from toolkit.stages.review.items import EXPIRY, KINDS, OTHER, STALE, Due, Payload
from toolkit.stages.review.meeting import OPEN
from toolkit.stages.screening.forms import PROSPECTS
from toolkit.stages.screening.freshness import Stale

Records = Mapping[str, Sequence[Record]]


@dataclass(frozen=True, slots=True)
class Answer:
    """How one kind of work is answered: by which form, and what of a row may be changed there.

    ``due`` and ``owner`` are the row's fields with the deadline and with who has to act.
    """

    cause: str
    form: Form
    due: str
    owner: str
    unlocked: frozenset[str]
    is_open: Callable[[Payload], bool]
    text: Callable[[Payload], str]


def _lacking(row: Payload) -> bool:
    return resources.gap(row) > 0


def _unsound(row: Payload) -> bool:
    return row.get("condition") != SOUND and row.get("defect_due") is not None


ANSWERS: tuple[Answer, ...] = (
    Answer(
        "milestone.due",
        MILESTONES,
        "planned_on",
        "responsible",
        frozenset({"done_on", "progress", "status", "cause", "measure"}),
        lambda row: not milestones.is_done(row),
        lambda row: f"合同 {row['contract_id']} 的節點「{row['milestone']}」應完成。",
    ),
    Answer(
        "handover.defect",
        HANDOVER,
        "defect_due",
        "received_by",
        frozenset({"condition", "defect_due", "reading"}),
        _unsound,
        lambda row: (
            f"「{row['item']}」（{row.get('defect_grade') or '未定'} 級）由 {row.get('defect_owner')} 整改，請驗收。"
        ),
    ),
    Answer(
        "resource.gap",
        RESOURCES,
        "needed_by",
        "responsible",
        frozenset({"in_place", "needed_by"}),
        _lacking,
        lambda row: f"合同 {row['contract_id']}：{row['item']}還缺 {resources.gap(row):f}。",
    ),
    Answer(
        "action.due",
        SATISFACTION,
        "due_on",
        "responsible",
        frozenset({"closed_on"}),
        client.is_open,
        lambda row: f"改進措施「{row['action']}」，完成後填關閉日。",
    ),
    Answer(
        "plan.due",
        PLANS,
        "ends_on",
        "responsible",
        frozenset({"status", "ends_on"}),
        lambda row: row.get("status") not in DONE,
        lambda row: f"開發計劃「{row['goal']}」到期，請更新狀態。",
    ),
    Answer(
        "feedback.action",
        FEEDBACK,
        "due_on",
        "responsible",
        frozenset({"decision", "verification", "status"}),
        lambda row: row.get("status") in OPEN,
        lambda row: f"{row['stage']}：{row.get('decision') or row['issue']}",
    ),
)
"""The kinds of work whose rows can be sent out to be filled in and dropped back."""

_BY_CAUSE = {answer.cause: answer for answer in ANSWERS}
FOLLOWING_UP = "follow_up"
_BY_CONTACT = frozenset({FOLLOWING_UP, "visit.due"})


class Named(Protocol):
    """Who a line is about: a client's name, and who looks after it."""

    @property
    def name(self) -> str:
        """The client's name."""
        ...

    @property
    def owner(self) -> str:
        """Who looks after it now."""
        ...

    @property
    def deal_stage(self) -> str:
        """Where it stands on the way."""
        ...


@dataclass(frozen=True, slots=True)
class Given:
    """What the list is made from, of one snapshot.

    ``records`` are the current records of the forms of ``ANSWERS`` and the contracts, as far as reminders
    lead to them; ``customers`` those that anything leads to, by id. ``stale`` are rows to be confirmed,
    ``standing`` the clients that wait (``standing_items``).
    """

    reminders: Sequence[Reminder]
    customers: Mapping[str, Named]
    records: Records = field(default_factory=lambda: MappingProxyType({}))
    stale: Sequence[Stale] = ()
    standing: Sequence[Due] = ()
    entered: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    """Since when clients that signed stand where they stand: what was to be done before is done with."""


def due_items(given: Given, rules: RuleBook, today: date) -> tuple[Due, ...]:
    """Everything that is due by ``today`` plus the days ahead of the rule book, earliest first."""
    until = today + timedelta(days=rules.deadlines.due_soon)
    found = [
        *_from_reminders(given),
        *(due for answer in ANSWERS for due in _from_records(answer, given)),
        *_stale(given),
        *given.standing,
    ]
    near = [due for due in found if due.on <= until]
    wanted = _by_one_spelling([*near, *_expiries(given, today)])
    return tuple(sorted(wanted, key=lambda due: (due.on, due.owner, due.key)))


def _by_one_spelling(found: Sequence[Due]) -> list[Due]:
    """One name a person: 陈立文 and 陳立文 are the same, under the spelling that is used most."""
    other = usual(Counter(due.owner for due in found))
    return [_respelt(due, other) for due in found] if other else list(found)


def _respelt(due: Due, other: Mapping[str, str]) -> Due:
    """With its owner, and whoever is named as the client's, under the usual spelling."""
    text = due.text
    for name, usual_name in other.items():
        text = text.replace(f"（跟進人：{name}）", f"（跟進人：{usual_name}）")
    return replace(due, owner=other.get(due.owner, due.owner), text=text)


def _from_reminders(given: Given) -> Iterable[Due]:
    """Reminders that no record says more about."""
    for one in given.reminders:
        if one.cause in _BY_CAUSE or one.cause == "contract.expires" or _is_over(one, given):
            continue
        form = CONTACTS.name if one.cause in _BY_CONTACT else ""
        kind = KINDS.get(one.cause, OTHER)
        yield Due(one.key, kind, one.owner, one.due, one.text, one.customer, _name(given, one.customer), form)


def _is_over(one: Reminder, given: Given) -> bool:
    client = given.customers.get(one.customer) if one.cause == FOLLOWING_UP else None
    return client is not None and is_passed(one.due, client.deal_stage, given.entered.get(one.customer))


def is_passed(due: date, stage: str, since: date | None) -> bool:
    """Whether a follow-up fell due before its client signed: what was to be done on the way there is done with."""
    return has_signed(stage) and since is not None and due <= since


def has_signed(stage: str) -> bool:
    """Whether a client in ``stage`` has signed."""
    return order(stage) >= order(WON)


def _name(given: Given, customer: str) -> str:
    known = given.customers.get(customer)
    return known.name if known else ""


def _from_records(answer: Answer, given: Given) -> Iterable[Due]:
    for record in given.records.get(answer.form.name, ()):
        row = record.payload
        if answer.is_open(row) and row.get(answer.due):
            yield Due(
                f"{answer.form.name}:{record.key}",
                KINDS[answer.cause],
                str(row.get(answer.owner) or ""),
                date.fromisoformat(str(row[answer.due])[:10]),
                answer.text(row),
                record.customer,
                _name(given, record.customer),
                answer.form.name,
                row,
            )


def _stale(given: Given) -> Iterable[Due]:
    for item in given.stale:
        one = item.customer
        text = f"資料 {item.due.isoformat()} 起應更新（{one.grade or '未評'} 級）：請填《待更新資料》。"
        yield Due(f"stale:{one.id}", STALE, one.owner, item.due, text, one.id, one.name, PROSPECTS.name)


def _expiries(given: Given, today: date) -> Iterable[Due]:
    """Contracts on their way to the end: the next day that counts, and how many days are left today."""
    announced = {one.key for one in given.reminders if one.cause == "contract.expires"}
    for record in given.records.get(CONTRACTS.name, ()):
        row = record.payload
        if f"expiry:{row.get('contract_id')}" not in announced or not row.get("ends_on"):
            continue
        ends = date.fromisoformat(row["ends_on"])
        on, text = _expiry(row, ends, today)
        one = given.customers.get(record.customer)
        owner = one.owner if one else record.owner
        yield Due(f"expiry:{row['contract_id']}", EXPIRY, owner, on, text, record.customer, one.name if one else "")


def _expiry(row: Payload, ends: date, today: date) -> tuple[date, str]:
    left, last = (ends - today).days, notice_by(row)
    words = f"合同 {row['contract_id']} {ends.isoformat()} 到期，" + (
        f"還有 {left} 天。" if left >= 0 else f"已過 {-left} 天。"
    )
    if last is None:
        return ends, words + "請面談續租。"
    if today <= last:
        return last, words + f"不續約須在 {last.isoformat()} 前書面通知（民法典 947）。"
    return ends, words + "不續約的通知期限已過，請立即與客戶確認。"
