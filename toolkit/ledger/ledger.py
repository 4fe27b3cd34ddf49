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

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from types import MappingProxyType

from sqlalchemy import update

from toolkit.ledger import audit, commit, likenesses, mappings, numbers, rebuild, registers, undo
from toolkit.ledger.asking import Asking
from toolkit.ledger.clock import Clock
from toolkit.ledger.erasing import Erasing
from toolkit.ledger.evaluators import evaluating
from toolkit.ledger.journal import check_only_one, step
from toolkit.ledger.kept import note
from toolkit.ledger.members import among_numbers
from toolkit.ledger.open import existing_engine, new_engine
from toolkit.ledger.prepared import Prepared
from toolkit.ledger.refusals import Conflict
from toolkit.ledger.schema import COMMITS
from toolkit.ledger.submission import Lease, State, Submission
from toolkit.ledger.taken import Answer, Document, Pair, Taken
from toolkit.ledger.turns import Pulse, turn
from toolkit.ledger.undo import Undone
from toolkit.ledger.view import View
from toolkit.outcome import Outcome

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


class Ledger(Asking, Erasing):
    """One database. Safe to share between threads; in a child process open it anew."""

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
            note(current, commit.entry(done, outcome, taken))
            return commit.with_pieces(current.connection, done, written(taken)) if written else done

    def record(self, kind: str, seen: View, outcome: Outcome, *, rules: str = "", actor: str = "") -> int:
        """Commit an outcome that no dropped file caused (nightly scores, reminders); the commit's number.

        ``kind`` names it in the audit log. Raises Conflict like ``commit``.
        """
        with self._commit(kind, "", rules) as current:
            commit.check(current, seen.position, seen.asked, outcome)
            commit.write(current, outcome, Taken(orders=(*outcome.documents, *outcome.lists)), seen.asked)
            detail = {"records": len(outcome.records), "scores": len(outcome.scores)}
            note(current, audit.Entry(kind, f"commit:{current.no}", actor, detail))
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
            note(current, audit.Entry("documents", submission, "", detail))
            return current.no

    def undo(self, submissions: Collection[str], actor: str = "") -> Undone:
        """Take whole submissions back (see ``undo.py``): history is kept, what others added stays.

        Raises LedgerError("ledger.cannot_undo") where one of them was not taken, or is undone already.
        """
        with self._commit("undo", next(iter(submissions), ""), "") as current:
            done = undo.undo(current, tuple(submissions))
            detail = {"submissions": list(submissions), "removed": len(done.removed), "kept": len(done.kept)}
            note(current, audit.Entry("undo", next(iter(submissions)), actor, detail))
            return done

    def close_orders(self, ids: Collection[int]) -> None:
        """Mark orders as made that leave no document in the register (lists), or need not be made."""
        if ids:
            with self._commit("orders", "", "") as current:
                registers.close_orders(current.connection, current.no, ids)
                note(current, audit.Entry("orders", f"commit:{current.no}", "", {"closed": len(ids)}))

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

    def remember(self, answers: Collection[Answer]) -> int:
        """Keep answers to 對照 sheets that no dropped file carries; the commit's number (else ``Taken.mappings``)."""
        with self._commit("mappings", "", "") as current:
            mappings.remember(current, answers)
            note(current, audit.Entry("mappings", f"commit:{current.no}", "", {"answers": len(answers)}))
            return current.no

    def forget(self, layouts: Collection[str], actor: str = "") -> tuple[str, ...]:
        """Ask again about lists of these layouts; the fingerprints that were known."""
        with self._commit("mappings", "", "") as current:
            gone = mappings.forget(current, layouts)
            note(current, audit.Entry("mappings", f"commit:{current.no}", actor, {"forgotten": list(gone)}))
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
            note(current, audit.Entry("merge", submission, actor, detail))
            return current.no

    def exported(self, numbers: Collection[int]) -> None:
        """The lines of these commits lie beside the archive, synced."""
        with self._engine.begin() as connection:
            here = among_numbers(connection, COMMITS.c.no, numbers)
            connection.execute(update(COMMITS).where(here).values(exported=True))
