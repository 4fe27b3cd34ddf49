"""Checks of ``process.yaml``: every step says what it needs, every way leads on, versions rise."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from rapidfuzz import process as nearest
from rapidfuzz.fuzz import ratio

from toolkit.rulebook.process import Process
from toolkit.rulebook.prose import LIMIT, PLACEHOLDERS
from toolkit.rulebook.vocabulary import Vocabulary
from toolkit.rulebook.yaml import Item

RESTING = frozenset({"暫緩", "流失"})
"""Deal stages that belong to no stage of the process."""
_AHEAD = timedelta(days=366)
_SAID = ("input", "output", "standard", "risk", "control")
_BRACES = re.compile(r"\{\s*([A-Za-z_]+)\s*\}")


def check_steps_whole(process: Process, top: Item) -> None:
    """A step says what to do, from what, to what, how well, and what may go wrong; one way leads on from it."""
    for item in _steps(top):
        step = process.steps[item.child("key").text()]
        for name in _SAID:
            if not getattr(step, name):
                raise item.wrong("rulebook.step_silent", value=step.title, first=name)
        if not step.do:
            raise item.child("do").wrong("rulebook.step_silent", value=step.title, first="do")
        if step.decision and step.next:
            raise item.child("next").wrong("rulebook.next_and_decision", value=step.title)


def check_placeholders(top: Item) -> None:
    """Every name in braces stands for a number of the rules: a slip of the pen would be printed with its braces."""
    for step in _steps(top):
        for name in (*_SAID, "do"):
            for found in (step.get(name), step.get(f"{name}_en")):
                for item in found.sequence() if found and found.is_sequence else (found,) if found else ():
                    _known_numbers(item, limited=step.get("limit") is not None)


def _known_numbers(item: Item, *, limited: bool) -> None:
    for written in _BRACES.finditer(item.text()):
        if written[1] == LIMIT and not limited:
            raise item.wrong("rulebook.placeholder_no_limit", value=written[1])
        if written[0] not in {f"{{{name}}}" for name in PLACEHOLDERS}:
            near = nearest.extractOne(written[1], PLACEHOLDERS, scorer=ratio)[0]
            others = ", ".join(PLACEHOLDERS)
            raise item.wrong("rulebook.placeholder_unknown", value=written[1], suggestion=near, first=others)


def check_branches(process: Process, top: Item) -> None:
    """A branch starts somewhere and leads somewhere else."""
    found = top.get("branches")
    for item, branch in zip(found.sequence() if found else (), process.branches, strict=True):
        if not branch.at:
            raise item.child("at").wrong("rulebook.branch_nowhere", value=branch.title)
        if branch.then in branch.at:
            raise item.child("then").wrong("rulebook.branch_to_itself", value=branch.then)


def check_moves(process: Process, top: Item, known: Vocabulary) -> None:
    """Each deal stage belongs to a stage of the process (resting ones to none) and has a way out."""
    item = top.child("moves")
    for key, below in item.mapping().items():
        if not process.moves[key]:
            raise below.wrong("rulebook.move_missing", value=key)
    for deal in known.deal_stages:
        if deal not in process.moves:
            raise item.wrong("rulebook.move_missing", value=deal)
        if deal not in process.stage_of and deal not in RESTING:
            raise top.child("stages").wrong("rulebook.deal_stage_homeless", value=deal)


def check_conditions(process: Process, top: Item) -> None:
    """No condition is asked for at a gate and let go at the same time."""
    found = top.get("unguarded")
    named = {need: gate.text for gate in process.gates for need in gate.needs}
    for item in found.sequence() if found and found.is_sequence else (found,) if found else ():
        if item.text() in named:
            raise item.wrong("rulebook.condition_both", value=item.text(), first=named[item.text()])


def check_versions(process: Process, top: Item) -> None:
    """Each version is explained once, later ones with a higher number and no earlier day; the last is in force."""
    seen: dict[str, int] = {}
    last: tuple[int, ...] = ()
    day = ""
    for item, revision in zip(top.child("revisions").sequence(), process.revisions, strict=True):
        if revision.version in seen:
            raise item.child("version").wrong(
                "rulebook.duplicate_key", value=revision.version, first=seen[revision.version]
            )
        seen[revision.version] = item.line
        number = _number(revision.version)
        if (number and last and number < last) or revision.day.isoformat() < day:
            raise item.child("version").wrong("rulebook.version_falls", value=revision.version)
        last, day = number or last, revision.day.isoformat()
    if process.revisions and process.version != process.revisions[-1].version:
        raise top.child("version").wrong(
            "rulebook.version_not_last", value=process.version, first=process.revisions[-1].version
        )


def check_days(top: Item, today: date) -> None:
    """No version is dated, and no process comes into force, more than a year from ``today``: it is a slip of the pen.

    Gates hold from that day on: with a wrong year none would hold at all.
    """
    days = [top.child("issued_on"), *(item.child("date") for item in top.child("revisions").sequence())]
    for item in days:
        if item.day() > today + _AHEAD:
            raise item.wrong("rulebook.day_far_ahead", value=item.text(), today=today.isoformat())


def _number(version: str) -> tuple[int, ...]:
    """A version as numbers (1.10 → 1, 10); nothing where it is written otherwise."""
    parts = version.split(".")
    return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else ()


def _steps(top: Item) -> Iterator[Item]:
    for stage in top.child("stages").sequence():
        yield from stage.child("steps").sequence()
