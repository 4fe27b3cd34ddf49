"""Take a person out of ledger, archive, receipts and documents, except what a duty to keep protects.

A person is found by a name, a phone or an address that stands in a personal column; what else those rows
hold of them in personal columns goes too. First everything is counted (the dry run); only ``erase`` changes
anything. Order of the deeds: ledger (one commit, with an entry in the audit log that holds a keyed hash),
the lines beside the archive, the files. Each may be done again, so a crash in between needs only a repeat.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.errors import UsageError
from toolkit.folders.backups import Copy, copies, erased, note_erased
from toolkit.folders.publish import weigh
from toolkit.folders.scrub import holds, renamed, replaced, scrub
from toolkit.forms.column import Privacy
from toolkit.jobs.service import Service
from toolkit.ledger.erase import Found
from toolkit.rulebook.retention import Duty
from toolkit.stages.catalogue import FORMS

SHORTEST = 2
"""One letter would be found in everything."""
EVIDENCE = "留存記錄的原件與回執"
_PERSONAL = {
    form.name: tuple(name for name, column in form.columns.items() if column.privacy is Privacy.PERSONAL)
    for form in FORMS
}


@dataclass(slots=True)
class Erasure:
    """What was (or would be) erased, and what was kept and why."""

    person: str
    words: tuple[str, ...]
    done: bool
    ledger: Mapping[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    """Files that held the person and could not be mended, only removed (or, in a dry run, may be)."""
    kept_files: list[str] = field(default_factory=list)
    backups: tuple[Copy, ...] = ()
    """Copies of the ledger made before: they hold the person until their days are over."""

    @property
    def found(self) -> bool:
        """Whether there is anything of the person at all."""
        return bool(self.ledger or self.kept or self.files or self.removed or self.kept_files)

    def as_value(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "person": self.person,
            "words": list(self.words),
            "done": self.done,
            "erased": {"ledger": dict(self.ledger), "files": self.files, "removed": self.removed},
            "kept": {"reasons": self.kept, "files": self.kept_files},
            "backups": [
                {"file": one.file, "made": one.made.isoformat(), "kept_until": one.until.isoformat()}
                for one in self.backups
            ],
        }

    def lines(self) -> Iterator[str]:
        """For people."""
        verb = "已刪除 erased" if self.done else "將刪除 would be erased (add --yes)"
        yield f"{self.person}：{'、'.join(self.words)}"
        yield f"{verb}：" + ("、".join(f"{table} {count}" for table, count in self.ledger.items()) or "—")
        yield from (f"  {path}" for path in self.files)
        yield from (f"  {path}  （整份移除 removed whole）" for path in self.removed)
        yield from (f"保留 kept：{reason} × {count}" for reason, count in self.kept.items())
        yield from (f"  {path}" for path in self.kept_files)
        for one in self.backups:
            yield f"備份 backup：{one.file}（{one.made} 所存，可能仍有此人，保留至 kept until {one.until}）"
        yield (
            "到期的備份用 toolkit backup --prune 刪去；還原任何備份後會自動再刪一次。紙本與寄出的檔案不在此列。\n"
            "Old backups go with toolkit backup --prune; whichever is restored, the person is erased again. "
            "Prints and what was sent out are not reached."
        )


def plan(service: Service, person: str) -> Erasure:
    """Count what would be erased; changes nothing. Raises UsageError for a text too short to look for."""
    words, keeper = _words(service, person), _Keeper(service)
    found = _look(service, words, keeper)
    return _told(service, Erasure(person, words, False, found.rows, found.kept), keeper)  # noqa: FBT003


def erase(service: Service, person: str, actor: str = "") -> Erasure:
    """Do it; raises UsageError like ``plan``. Done twice it finds nothing the second time."""
    words, keeper = _words(service, person), _Keeper(service)
    before = _look(service, words, keeper)
    service.ledger.take_out(words, keeper.reason, lambda text: replaced(text, words), actor)
    note_erased(service.workspace, list(service.ledger.marks(words).values()))
    return _told(service, Erasure(person, words, True, before.rows, before.kept), keeper)  # noqa: FBT003


def again(service: Service) -> tuple[Erasure, ...]:
    """Erase whom a ledger that was put back still knows, although they were erased since; what was done.

    Costs one question while the ledger knows of every erasure; else every personal value is compared.
    """
    known = service.ledger.erased()
    missing = [marks for marks in erased(service.workspace) if marks[0] not in known]
    if not missing:
        return ()
    marks = service.ledger.marks({value for _, payload in _personal_values(service) for value in payload})
    gone = {mark for some in missing for mark in some}
    done = tuple(erase(service, value, "restored") for value in sorted(marks) if marks[value] in gone)
    for mark in {some[0] for some in missing} - service.ledger.erased():
        service.ledger.note_erased(mark)
    return done


def _personal_values(service: Service) -> Iterator[tuple[str, list[str]]]:
    """Each stored row's form and what stands in its personal columns."""
    for form, payload in service.ledger.personal_rows(""):
        yield form, [str(payload[name]) for name in _PERSONAL.get(form, ()) if payload.get(name)]


def _look(service: Service, words: tuple[str, ...], keeper: "_Keeper") -> Found:
    """Look twice: the submissions of rows that are kept are evidence for them, and are kept as well."""
    first = service.ledger.look_for(words, keeper.reason)
    keeper.evidence = first.protected
    keeper.files = _protected(service, keeper)
    return service.ledger.look_for(words, keeper.reason)


def _words(service: Service, person: str) -> tuple[str, ...]:
    """The text asked for, and what the rows that carry it in a personal column hold in the others."""
    asked = person.strip()
    if len(asked) < SHORTEST:
        raise UsageError("erase.too_short", value=person)
    words = {asked}
    for form, payload in service.ledger.personal_rows(asked):
        values = {str(payload[name]) for name in _PERSONAL.get(form, ()) if payload.get(name)}
        if asked in values:
            words |= {value for value in values if len(value) >= SHORTEST}
    return tuple(sorted(words, key=lambda word: (word != asked, word)))


@dataclass
class _Keeper:
    """Says of a stored row which duty keeps it, on this day."""

    service: Service
    evidence: set[str] = field(default_factory=set)
    """Submissions of rows that are kept; ``files``: what lies in the folders as evidence for them."""
    files: set[Path] = field(default_factory=set)

    def reason(self, table: str, row: Mapping[str, Any]) -> str:
        """The reason of the duty that still runs; "" where there is none."""
        rules = self.service.rules.retention
        if table == "records":
            duty = rules.records.get(row["form"])
            return self._runs(duty, _start(row["payload"].get(duty.since), row["day"]) if duty else None)
        if table == "documents":
            return self._runs(rules.documents.get(row["kind"]) or rules.documents.get(row["template"]), None)
        if table == "submissions" and row["id"] in self.evidence:
            return EVIDENCE
        return ""

    def _runs(self, duty: Duty | None, start: date | None) -> str:
        """A duty without a day to count from has not ended."""
        if duty is None:
            return ""
        return duty.reason if start is None or duty.until(start) >= self.service.day() else ""


def _start(value: object, recorded: date | None) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10]) if value else recorded
    except ValueError:
        return recorded


def _told(service: Service, told: Erasure, keeper: "_Keeper") -> Erasure:
    told.backups = copies(service.workspace, service.rules.retention.backup_days)
    for path in list(_files(service)):
        _one_file(service, path, told, keeper.files)
    for aside in sorted(service.workspace.service.glob("*.damaged-*")):
        if holds(aside, told.words):  # a damaged ledger that was rebuilt from its lines is needed no more
            told.removed.append(str(aside))
            aside.unlink() if told.done else None
    kept = {parent for path in keeper.files for parent in path.parents}
    for folder in _folders(service) if told.done else ():
        if folder not in kept:
            renamed(folder, told.words)
    return told


def _one_file(service: Service, path: Path, told: Erasure, protected: Collection[Path]) -> None:
    inside, named = holds(path, told.words), replaced(path.name, told.words) != path.name
    if not inside and not named:
        return
    shown = str(path.relative_to(service.workspace.root)) if path.is_relative_to(service.workspace.root) else str(path)
    if path in protected:
        told.kept_files.append(shown)
    elif not told.done:
        told.files.append(shown)
    elif inside and not scrub(path, told.words):
        path.unlink()
        told.removed.append(replaced(shown, told.words))
    else:
        service.ledger.rehash(replaced(shown, told.words), *weigh(path.parent, path.name))
        renamed(path, told.words)
        told.files.append(replaced(shown, told.words))


def _protected(service: Service, keeper: "_Keeper") -> set[Path]:
    """The files that are evidence for what is kept: documents under a duty, originals and receipts of kept rows."""
    root, workspace = service.workspace.root, service.workspace
    kept = {
        root / one.path
        for one in service.ledger.documents()
        if keeper.reason("documents", {"kind": one.kind, "template": one.template})
    }
    for submission in keeper.evidence:
        one = service.ledger.journal.find(submission)
        kept |= {root / one.receipt} if one.receipt else set()
        kept |= {top / one.archived_as for top in (workspace.archive, workspace.internal / ".archive")}
    return kept


def _files(service: Service) -> Iterator[Path]:
    """Everything that may hold a person, except the lines of commits (they are written anew from the ledger)."""
    workspace = service.workspace
    tops = dict.fromkeys((workspace.outbox, workspace.internal, workspace.archive, workspace.inbox))
    seen = Counter[Path]()
    for top in tops:
        for path in sorted(top.rglob("*")) if top.is_dir() else ():
            if path.is_file() and not path.is_symlink() and path.suffix != ".jsonl" and not seen[path]:
                seen[path] += 1
                yield path


def _folders(service: Service) -> list[Path]:
    """The folders of the outbox, innermost first."""
    found = {path for top in (service.workspace.outbox, service.workspace.internal) for path in top.rglob("*")}
    return sorted((path for path in found if path.is_dir()), key=lambda path: -len(path.parts))
