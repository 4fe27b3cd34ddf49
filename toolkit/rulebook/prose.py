"""Numbers in prose come from the rules: ``{limit}`` in a sentence of the process is the limit of its step.

So a changed limit changes the sentence; where a standard names another number of working days than its limit
all the same, somebody is told (``disagreements``). Pure.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from toolkit.rulebook.contract_rules import ContractRules
from toolkit.rulebook.deadlines import Deadlines
from toolkit.rulebook.process import Process, ProcessStage, Step

_SAID = ("input", "output", "standard", "risk", "control")

LIMIT = "limit"
PLACEHOLDERS = (
    LIMIT,
    "update_cycles",
    "visit_cycles",
    "satisfaction_days",
    "renewal_services",
    "renewal_leases",
)
"""What a sentence of a step may name in braces; ``limit`` only where the step has one."""

_DIGITS: Mapping[str, int] = {sign: at for at, sign in enumerate("零一二三四五六七八九十")} | {"兩": 2, "两": 2}
_DAYS = re.compile(r"(\d+|[一二兩两三四五六七八九十]+)\s*個工作日")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A step whose standard says another number of working days than its limit."""

    step: str
    said: int
    limit: int


def numbers(deadlines: Deadlines, rules: ContractRules, *, english: bool) -> dict[str, str]:
    """Placeholder → what it says in Chinese or English."""
    service, lease = (rules.ladder(line) for line in ("物業服務外拓", "租賃招商"))
    slash = "/" if english else "／"
    return {
        "update_cycles": _by_grade(deadlines.freshness.days, english=english),
        "visit_cycles": _by_grade(deadlines.visit_days, english=english),
        "satisfaction_days": str(deadlines.satisfaction_days),
        "renewal_services": slash.join(map(str, service)),
        "renewal_leases": slash.join(map(str, lease)),
    }


def _by_grade(days: Mapping[str, int], *, english: bool) -> str:
    if not english:
        return "、".join(f"{grade} 級 {count} 天" for grade, count in days.items())
    told = [f"{count} {'days ' if not at else ''}({grade})" for at, (grade, count) in enumerate(days.items())]
    return ", ".join(told)


def put(text: str, values: Mapping[str, str]) -> str:
    """``text`` with every placeholder of ``values`` filled in; other braces stay."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def filled(process: Process, deadlines: Deadlines, rules: ContractRules) -> Process:
    """The process with the numbers in its sentences."""
    said = {english: numbers(deadlines, rules, english=english) for english in (False, True)}
    return replace(process, stages=tuple(_stage(stage, said) for stage in process.stages))


def _stage(stage: ProcessStage, said: Mapping[bool, Mapping[str, str]]) -> ProcessStage:
    return replace(stage, steps=tuple(_step(step, said) for step in stage.steps))


def _step(step: Step, said: Mapping[bool, Mapping[str, str]]) -> Step:
    limit = {LIMIT: str(step.limit.days)} if step.limit else {}
    zh, en = ({**said[english], **limit} for english in (False, True))
    texts: dict[str, Any] = {name: put(getattr(step, name), zh) for name in _SAID}
    texts |= {f"{name}_en": put(getattr(step, f"{name}_en"), en) for name in _SAID}
    lists: dict[str, Any] = {"do": tuple(put(one, zh) for one in step.do)}
    lists["do_en"] = tuple(put(one, en) for one in step.do_en)
    return replace(step, **lists, **texts)


def disagreements(process: Process) -> tuple[Disagreement, ...]:
    """The standards that name a number of working days which is not the limit of the step."""
    return tuple(
        Disagreement(step.title, said, step.limit.days)
        for step in process.steps.values()
        if step.limit
        for said in map(_count, _DAYS.findall(step.standard))
        if said != step.limit.days
    )


def _count(typed: str) -> int:
    """A number as it is typed: 3, 三, 十, 十五, 二十."""
    if typed.isdecimal():
        return int(typed)
    head, ten, tail = typed.partition("十")
    if not ten:
        return _DIGITS.get(typed, 0)
    return (_DIGITS.get(head, 1) if head else 1) * 10 + (_DIGITS.get(tail, 0) if tail else 0)
