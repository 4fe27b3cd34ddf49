"""The revision record: every issue, why it was made, what changed, and which feedback it answers (seed V)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Protocol

from toolkit.messages.script import fold
from toolkit.outcome import Record
from toolkit.rulebook.process import Process, Revision
from toolkit.stages.handbook.contexts import RevisionLine
from toolkit.stages.handbook.speech import CHINESE, Speech

_NUMBER = re.compile(r"\d+")


class Issued(Protocol):
    """What of a kept issue the record prints."""

    @property
    def no(self) -> int:
        """Its running number."""

    @property
    def version(self) -> str:
        """The version of the process then."""

    @property
    def day(self) -> str:
        """When it was issued (ISO)."""


def issue_label(issues: Sequence[Issued], issue: Issued, speech: Speech = CHINESE) -> str:
    """The version as printed; one that was issued again under the same version says how often."""
    nth = sum(one.version == issue.version and one.no <= issue.no for one in issues)
    return issue.version if nth <= 1 else f"{issue.version}{speech.say(f'（第 {nth} 次發行）', f' (issue {nth})')}"


def higher_before(issues: Sequence[Issued]) -> str:
    """The highest version among earlier issues that is above the last one's (1.10 is above 1.9); "" for none."""
    highest = max((issue.version for issue in issues), key=_rank, default="")
    return highest if issues and _rank(highest) > _rank(issues[-1].version) else ""


def _rank(version: str) -> tuple[int, ...]:
    """``version`` by its numbers; zeros at its end say nothing (2 is 2.0)."""
    numbers = [int(part) for part in _NUMBER.findall(version)]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def revision_lines(
    process: Process,
    issues: Sequence[tuple[Issued, tuple[str, ...]]],
    feedback: Sequence[Record],
    speech: Speech,
    typed_then: Mapping[int, Revision] = MappingProxyType({}),
) -> tuple[tuple[RevisionLine, ...], tuple[str, ...]]:
    """The record, newest first, and the problems that a revision names but no feedback sheet holds.

    ``issues`` come oldest first, each with what changed since the one before. Versions that are typed in
    ``revisions`` and were never issued here stand in the record without a comparison. ``typed_then`` is what
    ``revisions`` said of an issue (by its number) when it was made; else what they say today.
    """
    every = [issue for issue, _ in issues]
    typed = {revision.version: revision for revision in process.revisions}
    raised = {_alike(str(record.payload.get("issue", ""))): record.payload for record in feedback}
    said = [typed_then.get(issue.no, typed.get(issue.version)) for issue in every]
    news = [_news(one, said[:at]) for at, one in enumerate(said)]
    lines = [
        _line(issue, issue_label(every, issue, speech), told, revision, raised, speech)
        for (issue, told), revision in zip(issues, news, strict=True)
    ]
    issued = {issue.version for issue in every}
    before = [_unissued(revision, raised, speech) for revision in process.revisions if revision.version not in issued]
    unknown = [
        problem for revision in process.revisions for problem in revision.feedback if _alike(problem) not in raised
    ]
    return tuple(reversed([*before, *lines])), tuple(unknown)


def _alike(problem: str) -> str:
    """A problem as it is compared: blanks (9天, 9 天) and a full stop at its end are how somebody types."""
    return "".join(fold(problem).split()).rstrip("。.")


def _news(revision: Revision | None, before: Sequence[Revision | None]) -> Revision | None:
    """What was typed anew for an issue: nothing where an earlier one of its version has the same reason already.

    Feedback that an earlier one of its version names is not told twice.
    """
    same = [one for one in before if one and revision and one.version == revision.version]
    if revision is None or not same:
        return revision
    told = {_alike(problem) for one in same for problem in one.feedback}
    fresh = tuple(problem for problem in revision.feedback if _alike(problem) not in told)
    if any(one.reason == revision.reason for one in same):
        return replace(revision, reason="", reason_en="", feedback=fresh) if fresh else None
    return replace(revision, feedback=fresh)


def _line(
    issue: Issued,
    label: str,
    told: tuple[str, ...],
    revision: Revision | None,
    raised: Mapping[str, Mapping[str, Any]],
    speech: Speech,
) -> RevisionLine:
    first = label == issue.version
    typed = speech.say(revision.reason, revision.reason_en) if revision else ""
    reason = typed or speech.say("規則書更新", "Rule book changed")
    answered = _answered(revision.feedback, raised, speech) if revision else ()
    what = [*told, *answered] or [speech.say("首次發行。", "First issue.")]
    return RevisionLine(
        revision_version=label,
        revision_date=revision.day.isoformat() if revision and first and issue.no == 1 else issue.day,
        revision_reason=reason,
        revision_changes=speech.lines(what),
    )


def _unissued(revision: Revision, raised: Mapping[str, Mapping[str, Any]], speech: Speech) -> RevisionLine:
    said = _answered(revision.feedback, raised, speech)
    return RevisionLine(
        revision_version=revision.version,
        revision_date=revision.day.isoformat(),
        revision_reason=speech.say(revision.reason, revision.reason_en),
        revision_changes=speech.lines(
            [*said] or [speech.say("（在本系統發行之前，無比對資料）", "(before the first issue made here)")]
        ),
    )


def _answered(problems: Iterable[str], raised: Mapping[str, Mapping[str, Any]], speech: Speech) -> tuple[str, ...]:
    """Each problem that led to this version, with who raised it and what was decided."""
    return tuple(_said(problem, raised.get(_alike(problem)), speech) for problem in problems)


def _said(problem: str, payload: Mapping[str, Any] | None, speech: Speech) -> str:
    if payload is None:
        return speech.say(f"採納反饋：{problem}（台賬中查無此條）", f"Answers feedback: {problem} (not on record)")
    raised = [speech.name(str(payload.get(field) or "")) for field in ("origin", "stage")]
    parts = [speech.say("・", ", ").join(filter(None, raised))]
    for field, zh, en in (("decision", "決議", "decided"), ("verification", "驗證", "verified")):
        if payload.get(field):
            parts.append(speech.say(f"{zh}：{payload[field]}", f"{en}: {payload[field]}"))
    return speech.say("採納反饋：", "Answers feedback: ") + (
        f"{problem} ({'; '.join(parts)})" if speech.english else f"{problem}（{'；'.join(parts)}）"
    )
