"""A log names submissions and kinds of errors, and nobody: neither cells, nor files, nor what an error quotes."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from toolkit.cli.bug import write_log
from toolkit.errors import FinalRefused, LedgerError, RuleBookError, ShareError, Unreadable
from toolkit.jobs.intake import take
from toolkit.jobs.intake.inbox import Inbox
from toolkit.jobs.logs import HIDDEN, impersonal_message, log_file, set_up

PERSON, PHONE = "歐陽靜嫻", "13912345678"
NAME = f"{PERSON} {PHONE}.xlsx"
REFUSED = PermissionError(13, "Permission denied", f"/srv/inbox/{NAME}")


@pytest.fixture
def logged(office: Any) -> Iterator[Callable[[], str]]:
    """What the service has logged so far."""
    handler = set_up(office.workspace)
    yield lambda: log_file(office.workspace).read_text(encoding="utf-8")
    logging.getLogger("toolkit").removeHandler(handler)
    handler.close()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("261124-k7pm3x", "261124-k7pm3x"),
        ("HT-20261207-0001", "HT-20261207-0001"),
        ("documents", "documents"),
        (7, "7"),
        (NAME, HIDDEN),
        (f"王小明/{NAME}", HIDDEN),
        ("Ann Lee.xlsx", HIDDEN),
        (f"261124-k7pm3x__{NAME}", HIDDEN),
        (REFUSED, "Permission denied"),
        (ValueError(f"invalid literal: {PHONE}"), HIDDEN),
        (ShareError("folders.busy", name=NAME), f"folders.busy(name={HIDDEN})"),
        (LedgerError("ledger.full", path="/srv/x", reason="database or disk is full"), None),
        (LedgerError("ledger.failed", reason=f"UNIQUE: {PERSON}"), f"ledger.failed(reason={HIDDEN})"),
        (Unreadable("file.crashed", exitcode=-6, kind="ValueError", words=PHONE, trace=PERSON), None),
        (RuleBookError("rules.bad", file="lists.yaml", line=12, key=PERSON), None),
        (FinalRefused("final.missing", fields=[PERSON]), f"final.missing(fields={HIDDEN})"),
    ],
)
def test_what_may_stand_in_a_log(value: object, written: str | None) -> None:
    said = impersonal_message(logging.LogRecord("toolkit", 30, "", 0, "%s", (value,), None))
    assert written is None or said == written
    assert not any(word in said for word in (PERSON, PHONE, "Ann"))


def test_enough_is_left_to_find_the_trouble() -> None:
    full = LedgerError("ledger.full", path="/srv/x", reason="database or disk is full")
    rules = RuleBookError("rules.bad", file="lists.yaml", line=12, key="x")
    said = impersonal_message(logging.LogRecord("toolkit", 30, "", 0, "%s; %s", (full, rules), None))
    assert (
        said
        == f"ledger.full(path={HIDDEN}, reason=database or disk is full); rules.bad(file=lists.yaml, line=12, key=x)"
    )


def test_a_day_of_troubles_names_nobody(
    office: Any,
    logged: Callable[[], str],
    sheet: Callable[..., Path],
    prospects: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """A link, a file nobody knows, one that is broken, one that meets a bug: all named after a person."""
    rows = [prospects.row(1, 聯繫人=PERSON, 聯繫電話=PHONE)]
    made = sheet(NAME, prospects.headings, rows)
    inbox, work = office.workspace.inbox, office.workspace.work
    (inbox / f"捷徑 {NAME}").symlink_to(made)
    (work / f"261124-zzzzzz__{NAME}").write_bytes(made.read_bytes())
    (inbox / f"壞 {NAME}").write_bytes(b"PK" + made.read_bytes()[2:200])
    office.drop(made, PERSON)
    office.drop(sheet("二.xlsx", prospects.headings, [prospects.row(2)]), PERSON, NAME.upper())
    real, failures = take.evaluate, iter([ValueError(f"cannot read {PERSON} {PHONE}"), REFUSED])

    def evaluate(*args: Any, **told: Any) -> Any:
        for failure in failures:
            raise failure
        return real(*args, **told)

    monkeypatch.setattr(take, "evaluate", evaluate)
    looking = Inbox(office.service)
    for now in (0.0, 1.0, 2.0, 700.0, 701.0, 702.0):
        looking.look(now)
        looking.take_settled()
    looking.reconcile()
    said = logged()
    assert "met a bug" in said
    assert "ValueError" in said
    assert "is taken up again" in said
    assert not any(word in said for word in (PERSON, PHONE, "xlsx"))


def test_the_log_of_a_bug_quotes_nothing() -> None:
    try:
        try:
            _ = {}[PERSON]
        except KeyError as error:
            raise ValueError(f"{PHONE} is wrong") from error
    except ValueError as bug:
        text = write_log(bug).read_text(encoding="utf-8")
    assert "KeyError" in text
    assert "test_logs.py" in text
    assert PERSON not in text
    assert PHONE not in text
