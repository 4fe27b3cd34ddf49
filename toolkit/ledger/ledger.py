"""The ledger: what the office knows, and how every piece of it came to be known.

How a job uses it
-----------------
::

    ledger = open_ledger(url)            # create_ledger(url) for a new workspace, never to mend a lost one
    journal = ledger.journal             # dropped files and their states, see journal.py

    with ledger.view() as view:          # one snapshot; stages get it as their LedgerView
        outcome = follow(accepted, view, rules, today)
        taken = Taken(forms=…, counts=…, rows=…, documents=…, orders=outcome.documents, rules=hash)
        ledger.commit(lease, view, outcome, taken)        # THE commit point

``commit`` is one transaction: records, customers, moves, scores, reminders, documents register, the
receipt's memory, the numbers used, one audit entry, and the submission's state ``committed``. It raises

* ``Conflict`` where somebody recorded the same keys or took the same number since the view was opened:
  open a new view, evaluate again (nothing was written);
* ``LeaseLost`` where another worker has taken the submission over: stop.

Customers get the stage of their last move and the grade of their last score of the outcome by
themselves. Records marked UNCHANGED are not written. Versions are given here, not by stages.

Documents that are made after the receipt are ``taken.orders``: they are kept in the commit, listed by
``ledger.promised()``, and entered by ``ledger.register(submission, documents)`` once built, which closes
the order. So a crash forgets no document and doubles none.

After each commit its lines go beside the archive, so that the database itself may be lost::

    for one in ledger.unexported():      # oldest first; one.privacy says beside which archive
        write(line_path(one.no, one.at), ledger.lines(one.no))
        ledger.exported([one.no])
    rebuild_ledger(url, files)           # equal to the one that was lost

``ledger.undo([submissions])`` takes files back, ``ledger.origins(form, key)`` leads each value to its
cell, ``ledger.check()`` verifies database and audit chain, ``ledger.backup(path)`` copies a SQLite ledger.
"""

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, update

from toolkit.errors import LedgerError
from toolkit.ledger import audit, bulk, commit, erase, history, likenesses, mappings, numbers, rebuild, registers, undo
from toolkit.ledger.clock import Clock, moment
from toolkit.ledger.commit import Commit
from toolkit.ledger.evaluators import Door, evaluating
from toolkit.ledger.journal import Journal, check_only_one, step
from toolkit.ledger.members import among_numbers
from toolkit.ledger.open import checkpoint_later, copy_sqlite, existing_engine, new_engine, shown
from toolkit.ledger.prepared import Prepared
from toolkit.ledger.provenance import Origin, origins
from toolkit.ledger.rebuild import Unexported
from toolkit.ledger.refusals import Conflict
from toolkit.ledger.registers import Order, Promised
from toolkit.ledger.schema import COMMITS
from toolkit.ledger.submission import Lease, State, Submission
from toolkit.ledger.taken import Answer, Document, Pair, RowMemory, Taken
from toolkit.ledger.turns import Pulse, turn
from toolkit.ledger.undo import Undone
from toolkit.ledger.view import View
from toolkit.outcome import Outcome, Record, Reminder

_MAKING, _EXPORTING = 730003, 730005
NO_NUMBERS: Mapping[str, int] = MappingProxyType({})


def open_ledger(url: str, *, clock: Clock | None = None) -> "Ledger":
    """Open an existing ledger: a path, ``sqlite:///…`` or ``postgresql://…``.

    Raises LedgerError with what to do: missing, damaged, on a network share, foreign, newer than we are.
    """
    return Ledger(existing_engine(url), clock)


def create_ledger(url: str, *, clock: Clock | None = None) -> "Ledger":
    """Make a new, empty ledger; raises LedgerError("ledger.exists") rather than overwrite one."""
    return Ledger(new_engine(url), clock)


def rebuild_ledger(url: str, files: Iterable[Iterable[str]], *, clock: Clock | None = None) -> "Ledger":
    """A new ledger from the lines beside the archive (``rebuild.py``): equal to the one that was lost.

    ``files`` are the lines of each file, in any order. Raises LedgerError: exists, rebuild_gap,
    rebuild_mixed, rebuild_line; a database that could not be filled is left empty.
    """
    engine = new_engine(url)
    try:
        rebuild.rebuild(engine, files)
    except BaseException:
        engine.dispose()
        raise
    return Ledger(engine, clock)


class Ledger:
    """One database. Safe to share between threads; in a child process open it anew."""

    def __init__(self, engine: Engine, clock: Clock | None = None) -> None:
        self._engine = engine
        self._clock = clock
        self.journal = Journal(engine, clock)
        self._making, self._exporting, self._evaluating = threading.Lock(), threading.Lock(), Door()
        self._wrote: dict[int, Mapping[str, bulk.Columns]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @property
    def single_owner(self) -> bool:
        """Whether only one process may work with it (SQLite); PostgreSQL takes any number."""
        return self._engine.dialect.name == "sqlite"

    def view(self) -> View:
        """A snapshot of everything committed so far; close it soon (``with``)."""
        return View(self._engine)

    def commit(
        self,
        lease: Lease,
        seen: View,
        outcome: Outcome,
        taken: Taken,
        ready: Prepared | None = None,
        written: Callable[[Taken], Taken] | None = None,
    ) -> Submission:
        """The commit point: everything of one submission becomes true, or nothing does.

        ``seen`` is the view that ``outcome`` was evaluated on; ``ready`` its rows where they were prepared
        already (``prepare(outcome, taken.rows)``; once written they are used up). ``written`` is asked last for
        ``taken`` with its manifest and receipt, which may be under way until then. Raises Conflict, LeaseLost,
        WrongStep, and what ``written`` raises.
        """
        with self._commit("submission", lease.submission, taken.rules) as current:
            done = step(current.connection, lease, State.COMMITTED, current.at, commit.told(taken))
            commit.check(current, seen.position, seen.asked, outcome)
            if taken.verdict is State.DONE and not taken.duplicate_of:
                check_only_one(current.connection, done)
            commit.write(current, outcome, taken, seen.asked, ready)
            if taken.mappings:
                mappings.remember(current, taken.mappings)
            if taken.pairs:
                likenesses.remember(current, taken.pairs)
            _note(current, commit.entry(done, outcome, taken))
            return commit.with_pieces(current.connection, done, written(taken)) if written else done

    def record(self, kind: str, seen: View, outcome: Outcome, *, rules: str = "", actor: str = "") -> int:
        """Commit an outcome that no dropped file caused (nightly scores, reminders); the commit's number.

        ``kind`` names it in the audit log. Raises Conflict like ``commit``.
        """
        with self._commit(kind, "", rules) as current:
            commit.check(current, seen.position, seen.asked, outcome)
            commit.write(current, outcome, Taken(orders=(*outcome.documents, *outcome.lists)), seen.asked)
            detail = {"records": len(outcome.records), "scores": len(outcome.scores)}
            _note(current, audit.Entry(kind, f"commit:{current.no}", actor, detail))
            return current.no

    def register(
        self,
        submission: str,
        documents: Collection[Document],
        *,
        rules: str = "",
        asked: Mapping[str, int] = NO_NUMBERS,
        withdrawn: Collection[int] = (),
    ) -> int:
        """Enter documents made after the commit and close their orders; the commit's number.

        ``withdrawn`` are ids of earlier documents that these take back: void from now on. ``asked`` is the
        ``View.asked`` that their numbers were taken from. Raises Conflict where a version or a number is taken
        meanwhile: ask again and build anew. Nothing to enter: 0, and no commit.
        """
        if not documents:
            return 0
        with self._commit("documents", submission, rules) as current:
            taken = numbers.taken_since(current.connection, asked)
            if taken:
                raise Conflict("ledger.conflict", what="、".join(taken))
            registers.write_documents(current.connection, current.no, submission, documents)
            registers.withdraw(current.connection, current.no, withdrawn)
            used = numbers.highest((document.number for document in documents), asked)
            numbers.keep(current.connection, used, current.no)
            detail = {"documents": [document.sha256[:16] for document in documents]}
            _note(current, audit.Entry("documents", submission, "", detail))
            return current.no

    def undo(self, submissions: Collection[str], actor: str = "") -> Undone:
        """Take whole submissions back (see ``undo.py``): history is kept, what others added stays.

        Raises LedgerError("ledger.cannot_undo") where one of them was not taken, or is undone already.
        """
        with self._commit("undo", next(iter(submissions), ""), "") as current:
            done = undo.undo(current, tuple(submissions))
            detail = {"submissions": list(submissions), "removed": len(done.removed), "kept": len(done.kept)}
            _note(current, audit.Entry("undo", next(iter(submissions)), actor, detail))
            return done

    def promised(self, limit: int = 1000, submission: str = "") -> tuple[Promised, ...]:
        """The orders not yet made, oldest first."""
        with self._reading() as connection:
            return registers.waiting(connection, limit, submission)

    def order(self, number: int) -> Order | None:
        """The order of that id, made or not: what a document was made from; None where it is not known."""
        with self._reading() as connection:
            return registers.order(connection, number)

    def close_orders(self, ids: Collection[int]) -> None:
        """Mark orders as made that leave no document in the register (lists), or need not be made."""
        if ids:
            with self._commit("orders", "", "") as current:
                registers.close_orders(current.connection, current.no, ids)
                _note(current, audit.Entry("orders", f"commit:{current.no}", "", {"closed": len(ids)}))

    def personal_rows(self, word: str) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        """(form, payload) of every version of every record that holds ``word``."""
        with self._reading() as connection:
            return tuple(erase.personal_rows(connection, word))

    def look_for(self, words: Collection[str], keep: erase.Keep) -> erase.Found:
        """What holds one of ``words``, and what of it ``keep`` protects; changes nothing."""
        with self._reading() as connection:
            return erase.look(connection, words, keep)

    def take_out(self, words: Sequence[str], keep: erase.Keep, replace: erase.Replace, actor: str = "") -> erase.Found:
        """Replace ``words`` but where ``keep`` says why not; the audit log gets a keyed hash of the first."""
        with self._commit("erase", "", "") as current:
            found = erase.take_out(current.connection, words, keep, replace)
            subject = audit.keyed(current.connection, words[0])
            detail = {"rows": sum(found.rows.values()), "kept": sum(found.kept.values())}
            _note(current, audit.Entry("erase", subject, actor, detail))
        erase.forget_pages(self._engine)
        return found

    def erased(self) -> frozenset[str]:
        """The keyed hashes of who was erased, as this ledger's log knows them."""
        with self._reading() as connection:
            return audit.subjects(connection, "erase")

    def marks(self, values: Iterable[str]) -> dict[str, str]:
        """Each of ``values`` → its keyed hash, as the audit log would hold it."""
        with self._reading() as connection:
            mark = audit.marker(connection)
            return {value: mark(value) for value in values}

    def note_erased(self, mark: str) -> None:
        """Note that nothing is left of somebody who was erased before this ledger was put back."""
        with self._commit("erase", "", "") as current:
            _note(current, audit.Entry("erase", mark, "", {"rows": 0, "kept": 0}))

    def rehash(self, path: str, size: int, sha256: str) -> None:
        """A registered document was scrubbed in its place."""
        with self._engine.begin() as connection:
            erase.rehash(connection, path, size, sha256)

    def makers_turn(self, seconds: float) -> AbstractContextManager[Pulse | None]:
        """Make promised orders while this is held: None where another machine is making them (``turns``)."""
        return turn(self._engine, _MAKING, seconds, self._making)

    def exporters_turn(self, seconds: float) -> AbstractContextManager[Pulse | None]:
        """Write the lines of commits while this is held: None where another machine is writing them."""
        return turn(self._engine, _EXPORTING, seconds, self._exporting)

    def evaluators_turn(self, seconds: float, *, alone: bool) -> AbstractContextManager[None]:
        """Evaluate and commit inside: beside others, or alone after a Conflict (``evaluators``).

        After ``seconds`` of waiting, or where this machine was silent for so long, it is done all the same.
        """
        return evaluating(self._engine, self._evaluating, seconds, alone=alone)

    def last_versions(self, places: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """(folder, name) → the last version registered there."""
        with self._reading() as connection:
            return registers.last_versions(connection, places)

    def documents(self, **where: str) -> tuple[Document, ...]:
        """Registered documents by ``customer``, ``submission``, ``number``, ``sha256`` …, oldest first."""
        with self._reading() as connection:
            return registers.documents(connection, **where)

    def voided_since(self, no: int) -> tuple[tuple[Document, ...], int]:
        """The documents voided after commit ``no``, and the number of the last commit there is."""
        with self._reading() as connection:
            return registers.voided_since(connection, no), registers.last_commit(connection)

    def history(self, form: str, key: str) -> tuple[Record, ...]:
        """Every version of one record, oldest first."""
        with self._reading() as connection:
            return history.versions(connection, form, key)

    def receipt_rows(self, submission: str) -> tuple[RowMemory, ...]:
        """What the rows of a receipt became, in the order in which they were given by sheet."""
        with self._reading() as connection:
            return history.receipt_rows(connection, submission)

    def reminders(self, until: date | None = None) -> tuple[Reminder, ...]:
        """What is due up to and including ``until`` (None: everything), earliest first."""
        with self._reading() as connection:
            return history.reminders(connection, until)

    def origins(self, form: str, key: str) -> Mapping[str, Origin]:
        """Field → the file, sheet and cell that a record's current value was read from."""
        return origins(self.history(form, key))

    def remember(self, answers: Collection[Answer]) -> int:
        """Keep answers to 對照 sheets that no dropped file carries; the commit's number (else ``Taken.mappings``)."""
        with self._commit("mappings", "", "") as current:
            mappings.remember(current, answers)
            _note(current, audit.Entry("mappings", f"commit:{current.no}", "", {"answers": len(answers)}))
            return current.no

    def forget(self, layouts: Collection[str], actor: str = "") -> tuple[str, ...]:
        """Ask again about lists of these layouts; the fingerprints that were known."""
        with self._commit("mappings", "", "") as current:
            gone = mappings.forget(current, layouts)
            _note(current, audit.Entry("mappings", f"commit:{current.no}", actor, {"forgotten": list(gone)}))
            return gone

    def decide(self, submission: str, seen: View, outcome: Outcome, pairs: Collection[Pair], actor: str = "") -> int:
        """Keep what was said about look-alikes in ``submission``, and make one of those that are the same.

        ``outcome`` is what follows (``stages.merging``). Raises Conflict like ``commit``; the commit's number.
        """
        with self._commit("merge", submission, "") as current:
            commit.check(current, seen.position, seen.asked, outcome)
            commit.write(current, outcome, Taken(), seen.asked)
            likenesses.remember(current, pairs)
            detail = {"pairs": len(pairs), "merged": [list(one) for one in outcome.gone]}
            _note(current, audit.Entry("merge", submission, actor, detail))
            return current.no

    def remembered(self) -> Mapping[str, Answer]:
        """Fingerprint of a layout → what people have answered about it, newest first."""
        with self._reading() as connection:
            return mappings.remembered(connection)

    def unexported(self, limit: int = 100, submission: str = "") -> tuple[Unexported, ...]:
        """Commits whose lines are not yet beside the archive, oldest first (``rebuild.line_path``)."""
        with self._reading() as connection:
            return rebuild.unexported(connection, limit, submission)

    def lines(self, no: int) -> Iterator[str]:
        """The lines of one commit, to be written beside the archive before ``exported`` is called."""
        with self._reading() as connection:
            yield from rebuild.lines(connection, no)

    def lines_ahead(self, no: int) -> Iterator[str]:
        """The same right after that commit, in fewer words: a long list as it was written, not asked for again."""
        wrote = self._wrote.pop(no, {})
        with self._reading() as connection:
            yield from rebuild.lines(connection, no, wrote)

    def exported(self, numbers: Collection[int]) -> None:
        """The lines of these commits lie beside the archive, synced."""
        with self._engine.begin() as connection:
            here = among_numbers(connection, COMMITS.c.no, numbers)
            connection.execute(update(COMMITS).where(here).values(exported=True))

    def audit_head(self) -> audit.Head:
        """The end of the audit chain, for reports."""
        with self._reading() as connection:
            return audit.head(connection)

    def verify_audit(self) -> audit.Head:
        """Check the whole audit chain; raises LedgerError("ledger.chain_broken")."""
        with self._reading() as connection:
            return audit.verify(connection)

    @contextmanager
    def _commit(self, kind: str, submission: str, rules: str) -> Iterator[Commit]:
        """One numbered transaction; whatever is raised inside leaves no trace of it."""
        with self._engine.connect() as connection, checkpoint_later(connection), connection.begin():
            commit.lock_commits(connection)
            now = moment(connection, self._clock)
            current = commit.begin_commit(connection, kind, submission, now, rules)
            yield current
        if current.wrote:
            self._wrote = {current.no: current.wrote}  # of the last one only: it is large

    def check(self) -> audit.Head:
        """Check the whole database and the audit chain (``doctor``); raises LedgerError at the first fault."""
        with self._reading() as connection:
            if self.single_owner:
                told = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
                if told != "ok":
                    raise LedgerError("ledger.damaged", path=shown(self._engine.url), reason=str(told))
            return audit.verify(connection)

    def backup(self, target: Path) -> None:
        """Copy a SQLite ledger to ``target`` while it is worked with; it appears there whole.

        PostgreSQL has its own tools (pg_dump); raises LedgerError("ledger.exists") rather than overwrite.
        """
        if target.exists():
            raise LedgerError("ledger.exists", path=str(target))
        copy_sqlite(self._engine, target)

    def _reading(self) -> Connection:
        return self._engine.connect().execution_options(toolkit_snapshot=True)


def _note(current: Commit, entry: audit.Entry) -> None:
    """Chain the commit's entry to the audit log."""
    audit.append(current.connection, current.no, current.at, entry)
