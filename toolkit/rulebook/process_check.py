"""What makes a process one that people can follow: every rule is a function; the first breach is told.

A breach names file, line and key, and its sentence says what to do (``messages.errors_process``).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator

from rapidfuzz import process as nearest
from rapidfuzz.fuzz import ratio

from toolkit.rulebook.nodes import EVENTS
from toolkit.rulebook.process import END, Process, Step
from toolkit.rulebook.process_check_people import check_duties_once, check_reviewers, check_titles
from toolkit.rulebook.process_check_work import (
    check_branches,
    check_conditions,
    check_moves,
    check_placeholders,
    check_steps_whole,
    check_versions,
)
from toolkit.rulebook.vocabulary import Vocabulary
from toolkit.rulebook.yaml import Item


def check_process(process: Process, top: Item, known: Vocabulary) -> None:
    """Raise RuleBookError at the first thing in ``top`` that no office could work by."""
    for rule in _RULES:
        rule(process, top, known)
    check_reviewers(process, top)
    check_duties_once(top)
    check_titles(top)
    check_steps_whole(process, top)
    check_placeholders(top)
    check_branches(process, top)
    check_moves(process, top, known)
    check_conditions(process, top)
    check_versions(process, top)


def _unique_keys(process: Process, top: Item, known: Vocabulary) -> None:  # noqa: ARG001
    for items in (list(_steps(top)), _all(top, "stages"), _all(top, "gates"), _all(top, "branches")):
        seen: dict[str, int] = {}
        for item in items:
            key = item.child("key")
            if key.text() in seen:
                raise key.wrong("rulebook.duplicate_key", value=key.text(), first=seen[key.text()])
            seen[key.text()] = item.line
    for step in _steps(top):
        if step.child("key").text() == END:
            raise step.child("key").wrong("rulebook.key_taken", value=END)


def _roles(process: Process, top: Item, known: Vocabulary) -> None:  # noqa: ARG001
    for item in _steps(top):
        for name in ("responsible", "accountable", "consulted", "informed"):
            _among(item.get(name), process.roles)
    for item in _all(top, "reviewers"):
        _among(item.child("role"), process.roles)
    for item in _all(top, "records"):
        _among(item.child("keeper"), process.roles)


def _duties(process: Process, top: Item, known: Vocabulary) -> None:  # noqa: ARG001
    """Somebody does each step, and who answers for it is of the company."""
    for item in _steps(top):
        step = process.steps[item.child("key").text()]
        if not step.responsible:
            raise item.child("responsible").wrong("rulebook.nobody_responsible", value=step.title)
        if process.roles[step.accountable].external:
            raise item.child("accountable").wrong("rulebook.outsider_accountable", value=step.accountable)
    used = {
        role
        for step in process.steps.values()
        for role in (*step.responsible, step.accountable, *step.consulted, *step.informed)
    } | {reviewer.role for reviewer in process.reviewers}
    for key, item in top.child("roles").mapping().items():
        if key not in used:
            raise item.wrong("rulebook.role_unused", value=process.roles[key].title)


def _stages_whole(process: Process, top: Item, known: Vocabulary) -> None:  # noqa: ARG001
    for item, stage in zip(_all(top, "stages"), process.stages, strict=True):
        if not stage.steps:
            raise item.child("steps").wrong("rulebook.stage_empty", value=stage.title)


def _names(process: Process, top: Item, known: Vocabulary) -> None:
    for item in _steps(top):
        _among(item.get("forms"), known.forms)
        _among(item.get("documents"), known.documents)
        _among(item.get("kpi"), known.metrics)
        for form in (item.get("forms"),):
            _none_of(form, process.retired_forms, "rulebook.form_retired")
        limit = item.get("limit")
        if limit:
            _event(limit.child("event"))
    _among(top.get("retired_forms"), known.forms)
    _among(top.get("unguarded"), known.conditions)


def _event(item: Item) -> None:
    """An event that nodes can be counted from; the error names them all, the nearest (or its Chinese name) first."""
    typed = item.text()
    if typed in EVENTS:
        return
    named = next((key for key, title in EVENTS.items() if title == typed), "")
    near = named or nearest.extractOne(typed, list(EVENTS), scorer=ratio)[0]
    raise item.wrong("rulebook.event_unknown", value=typed, suggestion=near, events=", ".join(EVENTS))


def _forms_used(process: Process, top: Item, known: Vocabulary) -> None:
    for name, title in known.forms.items():
        if name not in process.forms | process.retired_forms | known.free_forms:
            raise top.child("stages").wrong("rulebook.form_unused", value=f"{title} {name}")


def _ways(process: Process, top: Item, known: Vocabulary) -> None:  # noqa: ARG001
    """Every way leads to a step, every step can be reached, and from every step the end."""
    targets = (*process.steps, END)
    for item in _steps(top):
        _among(item.get("next"), targets)
        decision = item.get("decision")
        for name in ("yes", "no") if decision else ():
            _among(decision.child(name) if decision else None, targets)
        if decision and decision.child("yes").text() == decision.child("no").text():
            raise decision.child("no").wrong("rulebook.decision_same", value=decision.child("no").text())
    for item in _all(top, "branches"):
        _among(item.child("at"), process.steps)
        _among(item.child("then"), targets)
    _no_dead_end(process, top)


def _no_dead_end(process: Process, top: Item) -> None:
    ways = {key: _after(process, step) for key, step in process.steps.items()}
    reached = _spread({next(iter(ways))}, ways)
    back: dict[str, set[str]] = {}
    for key, step in process.steps.items():
        for target in process.follows(step):
            back.setdefault(target, set()).add(key)
    ending = _spread({END}, back)
    for item in _steps(top):
        key = item.child("key").text()
        if key not in reached:
            raise item.wrong("rulebook.step_unreached", value=process.steps[key].title)
        if key not in ending:
            raise item.wrong("rulebook.dead_end", value=process.steps[key].title)


def _after(process: Process, step: Step) -> set[str]:
    """What may follow a step, branches included."""
    return {*process.follows(step), *(branch.then for branch in process.branches if step.key in branch.at)}


def _spread(start: set[str], ways: "dict[str, set[str]]") -> set[str]:
    found, waiting = set(start), list(start)
    while waiting:
        for target in ways.get(waiting.pop(), set()) - found:
            found.add(target)
            waiting.append(target)
    return found


def _gates(process: Process, top: Item, known: Vocabulary) -> None:
    """Gates ask for what the workflow can tell, and each of its conditions stands at a gate or is let go."""
    for item, gate in zip(_all(top, "gates"), process.gates, strict=True):
        _among(item.child("before"), known.deal_stages)
        _among(item.child("needs"), known.conditions)
        for need in gate.needs:
            lost = process.retired_forms.intersection(known.conditions.get(need, ()))
            if lost:
                raise item.child("needs").wrong(
                    "rulebook.gate_needs_retired", value=need, first="、".join(known.forms[name] for name in lost)
                )
    named = {need for gate in process.gates for need in gate.needs} | process.unguarded
    for condition in known.conditions:
        if condition not in named:
            raise top.child("gates").wrong("rulebook.gate_missing", value=condition)


def _deal_stages(process: Process, top: Item, known: Vocabulary) -> None:
    for item in _all(top, "stages"):
        _among(item.get("deal_stages"), known.deal_stages)
    for key, item in top.child("moves").mapping().items():
        if known.deal_stages and key not in known.deal_stages:
            raise _unknown(item, key, known.deal_stages)
        _among(item, known.deal_stages)
    counts = Counter(deal for stage in process.stages for deal in stage.deal_stages)
    for item, stage in zip(_all(top, "stages"), process.stages, strict=True):
        twice = [deal for deal in stage.deal_stages if counts[deal] > 1]
        if twice:
            raise item.child("deal_stages").wrong("rulebook.deal_stage_twice", value=twice[0])


def _versions(process: Process, top: Item, known: Vocabulary) -> None:  # noqa: ARG001
    if process.version not in {revision.version for revision in process.revisions}:
        raise top.child("version").wrong("rulebook.version_unlisted", value=process.version)


_RULES: tuple[Callable[[Process, Item, Vocabulary], None], ...] = (
    _unique_keys,
    _stages_whole,
    _roles,
    _duties,
    _names,
    _ways,
    _deal_stages,
    _gates,
    _forms_used,
    _versions,
)


def _steps(top: Item) -> Iterator[Item]:
    for stage in top.child("stages").sequence():
        yield from stage.child("steps").sequence()


def _all(top: Item, name: str) -> tuple[Item, ...]:
    found = top.get(name)
    return found.sequence() if found else ()


def _among(item: Item | None, allowed: Collection[str]) -> None:
    """Refuse the first text of ``item`` (one or a list) that is not ``allowed``; nothing known allows all."""
    for one in _each_text(item) if allowed else ():
        if one.text() not in allowed:
            raise _unknown(one, one.text(), allowed)


def _none_of(item: Item | None, refused: Collection[str], code: str) -> None:
    for one in _each_text(item):
        if one.text() in refused:
            raise one.wrong(code, value=one.text())


def _each_text(item: Item | None) -> Iterable[Item]:
    if item is None:
        return ()
    return item.sequence() if item.is_sequence else (item,)


def _unknown(item: Item, value: str, allowed: Iterable[str]) -> Exception:
    names = list(allowed)
    near = [name for name, *_ in nearest.extract(value, names, limit=5, score_cutoff=40)] if len(names) > 12 else names
    told = near or names
    return item.wrong(
        "rulebook.entry_unknown", value=value, suggestion=(", " if all(map(str.isascii, told)) else "、").join(told)
    )
