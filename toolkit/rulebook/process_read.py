"""Reading ``manual/process.yaml``: every value with its line, so that what is wrong can be found at once."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import TypeVar

from toolkit.rulebook.process import (
    FILE,
    Branch,
    Decision,
    Definition,
    Gate,
    Limit,
    Process,
    ProcessStage,
    Retention,
    Reviewer,
    Revision,
    Role,
    Step,
)
from toolkit.rulebook.process_check import check_process
from toolkit.rulebook.process_check_work import check_days
from toolkit.rulebook.vocabulary import ANYTHING, Vocabulary
from toolkit.rulebook.yaml import Item, parse_yaml

_T = TypeVar("_T")
_TOP = (
    *("version", "number", "title", "title_en", "issued_on", "prepared_by", "reviewed_by", "approved_by"),
    *("revisions", "roles", "reviewers", "stages", "gates", "moves", "branches", "retired_forms", "unguarded"),
    *("terms", "records", "keep_words"),
)
_STEP = (
    *("key", "title", "en", "do", "do_en", "responsible", "accountable", "consulted", "informed"),
    *("input", "input_en", "output", "output_en", "standard", "standard_en", "forms", "documents", "kpi"),
    *("risk", "risk_en", "control", "control_en", "limit", "decision", "next"),
)


def parse_process(text: str, known: Vocabulary = ANYTHING, today: date | None = None) -> Process:
    """Parse the text of ``manual/process.yaml``; raises RuleBookError with file, line and key.

    ``known`` are the words the programme gives a meaning to (forms, documents, …); without it they are
    taken as they stand, and without ``today`` the days as well.
    """
    top = parse_yaml(FILE, text)
    process = _process(top)
    check_process(process, top, known)
    if today is not None:
        check_days(top, today)
    return process


@lru_cache(maxsize=16)
def read_process(text: str) -> Process:
    """The process of a kept issue, to be compared: as it was typed, whatever would be refused today.

    Raises RuleBookError where it cannot even be read.
    """
    return _process(parse_yaml(FILE, text))


def _process(top: Item) -> Process:
    top.only(*_TOP)
    return Process(
        version=top.child("version").text(),
        number=top.child("number").text(),
        title=top.child("title").text(),
        title_en=_text(top, "title_en"),
        issued_on=top.child("issued_on").day(),
        prepared_by=_text(top, "prepared_by"),
        reviewed_by=_text(top, "reviewed_by"),
        approved_by=_text(top, "approved_by"),
        revisions=tuple(_revision(item) for item in top.child("revisions").sequence()),
        roles={key: _role(key, item) for key, item in top.child("roles").mapping().items()},
        reviewers=tuple(_reviewer(item) for item in top.child("reviewers").sequence()),
        stages=tuple(_stage(item) for item in top.child("stages").sequence()),
        gates=tuple(_gate(item) for item in top.child("gates").sequence()),
        moves={key: item.texts() for key, item in top.child("moves").mapping().items()},
        branches=_each(top, "branches", _branch),
        retired_forms=frozenset(_texts(top, "retired_forms")),
        unguarded=frozenset(_texts(top, "unguarded")),
        terms=_each(top, "terms", _definition),
        records=_each(top, "records", _retention),
        keep_words=_texts(top, "keep_words"),
    )


def _each(top: Item, name: str, one: Callable[[Item], _T]) -> tuple[_T, ...]:
    found = top.get(name)
    return tuple(one(item) for item in found.sequence()) if found else ()


def _revision(item: Item) -> Revision:
    item.only("version", "date", "reason", "reason_en", "feedback")
    typed = [item.child(name) for name in ("version", "date", "reason")]
    return Revision(
        typed[0].text(), typed[1].day(), typed[2].text(), _texts(item, "feedback"), _text(item, "reason_en")
    )


def _role(key: str, item: Item) -> Role:
    item.only("title", "en", "department", "department_en", "duty", "duty_en", "external")
    external = item.get("external")
    return Role(
        key,
        item.child("title").text(),
        _text(item, "en"),
        item.child("department").text(),
        _text(item, "duty"),
        _text(item, "duty_en"),
        external.flag() if external else False,
        _text(item, "department_en"),
    )


def _reviewer(item: Item) -> Reviewer:
    item.only("department", "role", "folder", "deputies", "people")
    return Reviewer(
        item.child("department").text(),
        item.child("role").text(),
        item.child("folder").text(),
        _texts(item, "deputies"),
        _texts(item, "people"),
    )


def _stage(item: Item) -> ProcessStage:
    item.only("key", "title", "en", "deal_stages", "purpose", "purpose_en", "steps")
    key = item.child("key").text()
    return ProcessStage(
        key,
        item.child("title").text(),
        _text(item, "en"),
        _texts(item, "deal_stages"),
        _text(item, "purpose"),
        _text(item, "purpose_en"),
        tuple(_step(key, step) for step in item.child("steps").sequence()),
    )


def _step(stage: str, item: Item) -> Step:
    item.only(*_STEP)
    return Step(
        key=item.child("key").text(),
        stage=stage,
        title=item.child("title").text(),
        en=_text(item, "en"),
        do=item.child("do").texts(),
        do_en=_texts(item, "do_en"),
        responsible=item.child("responsible").texts(),
        accountable=_accountable(item.child("accountable")),
        consulted=_texts(item, "consulted"),
        informed=_texts(item, "informed"),
        forms=_texts(item, "forms"),
        documents=_texts(item, "documents"),
        kpi=_texts(item, "kpi"),
        limit=_limit(item.get("limit")),
        decision=_decision(item.get("decision")),
        next=_text(item, "next"),
        line=item.line,
        **{f"{name}{tail}": _text(item, f"{name}{tail}") for name in _SAID for tail in ("", "_en")},
    )


_SAID = ("input", "output", "standard", "risk", "control")


def _accountable(item: Item) -> str:
    """Exactly one: where two answer, nobody does (seed VI)."""
    if item.is_sequence:
        raise item.wrong("rulebook.one_accountable", value="、".join(one.text() for one in item.sequence()) or "[]")
    return item.text()


def _limit(item: Item | None) -> Limit | None:
    if item is None:
        return None
    item.only("event", "days", "after", "after_en")
    return Limit(
        item.child("days").whole(1, 366), item.child("after").text(), _text(item, "after_en"), _text(item, "event")
    )


def _decision(item: Item | None) -> Decision | None:
    if item is None:
        return None
    item.only("question", "question_en", "yes", "no")
    ask, yes, no = (item.child(name).text() for name in ("question", "yes", "no"))
    return Decision(ask, _text(item, "question_en"), yes, no)


def _gate(item: Item) -> Gate:
    item.only("key", "before", "needs", "text", "en", "strength")
    strength = item.child("strength")
    if strength.text() not in ("error", "warning"):
        raise strength.wrong("rulebook.entry_unknown", value=strength.text(), suggestion="error, warning")
    return Gate(
        item.child("key").text(),
        item.child("before").text(),
        item.child("needs").texts(),
        item.child("text").text(),
        _text(item, "en"),
        strength.text() == "error",
    )


def _branch(item: Item) -> Branch:
    item.only("key", "title", "en", "at", "when", "when_en", "then", "result", "result_en")
    return Branch(
        key=item.child("key").text(),
        title=item.child("title").text(),
        en=_text(item, "en"),
        at=item.child("at").texts(),
        when=item.child("when").text(),
        when_en=_text(item, "when_en"),
        then=item.child("then").text(),
        result=_text(item, "result"),
        result_en=_text(item, "result_en"),
    )


def _definition(item: Item) -> Definition:
    item.only("term", "en", "meaning", "meaning_en")
    return Definition(
        item.child("term").text(), _text(item, "en"), item.child("meaning").text(), _text(item, "meaning_en")
    )


def _retention(item: Item) -> Retention:
    item.only("record", "en", "keeper", "place", "place_en", "kept", "kept_en", "basis", "basis_en")
    return Retention(
        record=item.child("record").text(),
        en=_text(item, "en"),
        keeper=item.child("keeper").text(),
        kept=item.child("kept").text(),
        place=_text(item, "place"),
        place_en=_text(item, "place_en"),
        kept_en=_text(item, "kept_en"),
        basis=_text(item, "basis"),
        basis_en=_text(item, "basis_en"),
    )


def _text(item: Item, name: str) -> str:
    found = item.get(name)
    return found.text() if found else ""


def _texts(item: Item, name: str) -> tuple[str, ...]:
    found = item.get(name)
    return found.texts() if found else ()
