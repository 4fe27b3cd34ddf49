"""Key nodes (關鍵節點): which steps of a client's stage have a time limit, when it ends, and who is reminded."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from toolkit.rulebook.process import Process, ProcessStage, Step

STAGE = "stage"
"""The event that is always known: the day on which the client came into the stage."""

EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "lead": "取得線索",
        STAGE: "進入本階段",
        "registered": "登記",
        "stale": "收到待更新資料",
        "listed": "列入優先名單",
        "contact": "最近一次溝通",
        "first_contact": "首次有效溝通",
        "survey": "需求調研",
        "proposal": "提交方案",
        "objection": "客戶提出異議",
        "objections_closed": "異議全部關閉",
        "confirmed": "方案確認",
        "agreed": "談判達成",
        "draft": "合同草稿",
        "submitted": "送審",
        "approved": "會簽通過",
        "signed": "簽署",
        "resourced": "資源到位",
        "handed_over": "交接完成",
        "milestone": "節點到期",
        "visit": "上次拜訪",
        "satisfaction": "上次回訪",
        "complaint": "收到意見",
        "expiry": "到期提醒",
        "period_end": "期末",
        "meeting": "評審會議",
    }
)
"""Event → what it is called; a limit counts from one of them."""

OPEN_WORK = frozenset({"objection", "draft", "submitted", "approved", "milestone", "complaint"})
"""Events of something that is still open: their limits run until it is closed, whatever the client's stage."""

_NOTHING: Mapping[str, date] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DueNode:
    """A step that must be done by ``due``; ``late`` when today is past it. ``roles`` are keys of roles."""

    step: Step
    roles: tuple[str, ...]
    due: date
    late: bool


def due_nodes(
    process: Process,
    deal_stage: str,
    since: date,
    today: date,
    working_days: Callable[[date, int], date],
    events: Mapping[str, date] = _NOTHING,
    done: Collection[str] = (),
    steps: Sequence[Step] | None = None,
) -> tuple[DueNode, ...]:
    """The key nodes that run for a client, earliest first.

    ``since`` is the day on which the client came into ``deal_stage``; ``working_days(day, n)`` is the n-th
    working day after ``day``; ``events`` are days that are known (a key of ``EVENTS``): without its event a
    limit has not begun to run. ``done`` are steps finished already. 暫緩 and 流失 have no nodes.
    ``steps`` are those to look at (``steps_of``), by default those of the stage.
    """
    stage = stage_with(process, deal_stage)
    if stage is None:
        return ()
    known = {STAGE: since, **dict.fromkeys(_COINCIDENT.get(deal_stage, ()), since), **events}
    found = [
        DueNode(step, step.responsible, due, due < today)
        for step in (stage.steps if steps is None else steps)
        if step.limit and step.key not in done and step.limit.event in known
        for due in [working_days(known[step.limit.event], step.limit.days)]
    ]
    return tuple(sorted(found, key=lambda node: node.due))


def steps_of(process: Process, deal_stage: str) -> tuple[Step, ...]:
    """The steps that may run for a client in ``deal_stage``: its stage's, and what is still open of others."""
    stage = stage_with(process, deal_stage)
    return () if stage is None else (*stage.steps, *_elsewhere(process, stage, deal_stage))


def _elsewhere(process: Process, here: ProcessStage, deal_stage: str) -> Iterator[Step]:
    """Steps of later stages that an event starts early, and those of earlier ones that are still open.

    A client that was registered has to be contacted (stage 2) while it is a lead; what led into the present
    stage, and work that was begun and not ended, runs on wherever the client stands.
    """
    lasting = {*OPEN_WORK, *_COINCIDENT.get(deal_stage, ())}
    behind = True
    for stage in process.stages:
        behind = behind and stage is not here
        for step in stage.steps if stage is not here else ():
            event = step.limit.event if step.limit else STAGE
            if event != STAGE and (not behind or event in lasting):
                yield step


def first_contact_days(process: Process) -> int | None:
    """Within how many working days of its registration a client is contacted; None where no step limits it."""
    step = first_contact(process)
    return step.limit.days if step and step.limit else None


def first_contact(process: Process) -> Step | None:
    """The step of the first contact: the first that is written on the contact log and counted from the registration."""
    return next((step for step in process.steps.values() if _contacts_from_registration(step)), None)


def _contacts_from_registration(step: Step) -> bool:
    return step.limit is not None and step.limit.event == "registered" and "contacts" in step.forms


def stage_with(process: Process, deal_stage: str) -> ProcessStage | None:
    """The stage of the process that a client in ``deal_stage`` is in."""
    return next((stage for stage in process.stages if deal_stage in stage.deal_stages), None)


_COINCIDENT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"潛在線索": ("registered",), "談判": ("confirmed",), "成交": ("signed",), "履約": ("handed_over",)}
)
"""What happened on the day on which a client entered the stage, as nothing else leads into it."""
