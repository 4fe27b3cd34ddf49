"""What every job runs in: workspace, rule book, ledger and workers, opened when first asked for."""

import hashlib
import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import LedgerError, RuleBookError
from toolkit.folders.owner import own, owner
from toolkit.folders.rule_files import Signature, had_files, keep_good, last_good, remember_files, rule_texts, signature
from toolkit.folders.shipped import shipped
from toolkit.folders.workspace import Workspace
from toolkit.forms.column import Convention
from toolkit.rulebook.rulebook import RuleBook, parse
from toolkit.rulebook.workdays import Calendar, calendar_of
from toolkit.stages.contract.terms import TEMPLATES
from toolkit.stages.templates import CONTEXTS
from toolkit.stages.vocabulary import VOCABULARY

log = logging.getLogger(__name__)

CHILDREN_KNOW = ("toolkit.jobs.intake.examine", "toolkit.jobs.intake.build")
"""Modules that reading and receipts need, loaded once for all children."""

RELEASES = "範本核准.json"
"""Counsel's releases of contract templates; it lies in the internal folder."""

if TYPE_CHECKING:
    from toolkit.ledger.ledger import Ledger
    from toolkit.workers import Workers


@dataclass
class RuleWatch:
    """What a service that runs for long knows of ``manual``.

    ``seen``: its files when last looked at (None: never, or nothing that could be used), ``contracts``: the
    contract templates and counsel's releases;
    ``texts`` in force (None: whatever lies there); ``trouble``: why the newest cannot be used.
    """

    seen: Signature | None = None
    contracts: Signature = ()
    texts: dict[str, str] | None = None
    trouble: RuleBookError | None = None


@dataclass(frozen=True)
class Service:
    """The collaborators of the jobs; ``day`` is today as the office counts it (or as ``--today`` says)."""

    workspace: Workspace
    day: Callable[[], date]
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    watch: RuleWatch = field(default_factory=RuleWatch)

    @cached_property
    def rules(self) -> RuleBook:
        """The rule book in force (``manual/`` of the workspace, the shipped one where a file is absent).

        To the contract rules comes what no file of ``manual/`` says: the jurisdiction, the hashes of the
        templates as they are now, and those that counsel has released.
        """
        rules = _parsed(tuple(self.rule_texts().items()), None if self.watch.texts else self.day())
        contract_rules = replace(
            rules.contract_rules,
            jurisdiction=self.workspace.settings.jurisdiction,
            language=self.workspace.settings.language,
            template_hashes={name: template_hash(template_file(self.workspace, name)) for name in CONTEXTS},
            released=released(self.workspace),
        )
        return replace(rules, contract_rules=contract_rules)

    def rule_texts(self) -> dict[str, str]:
        """File name → text of the rule book in force; raises RuleBookError for a file that was there and is gone."""
        return self.watch.texts or rule_texts(self.workspace.manual, had_files(self.workspace.service))

    def forget_rules(self) -> None:
        """Read the rule book anew when it is next asked for."""
        for name in ("rules", "calendar", "convention"):
            self.__dict__.pop(name, None)

    def renew_rules(self) -> RuleBookError | None:
        """Obey the rule book as it lies in ``manual`` now; a look costs nothing while no file changed.

        One that cannot be used changes nothing: the last good one stays in force, and the error that says
        where and what to do comes back, each time until it is mended. Raises it where there never was a good
        one. For what takes files; any other command reads the rule book once and refuses a broken one.
        """
        contracts = contract_signature(self.workspace)
        if contracts != self.watch.contracts:
            self.watch.contracts = contracts
            self.forget_rules()
        seen = signature(self.workspace.manual)
        if seen != self.watch.seen:
            self.watch.seen, self.watch.trouble = seen, self._take_rules()
        return self.watch.trouble

    def _take_rules(self) -> RuleBookError | None:
        try:
            texts = rule_texts(self.workspace.manual, had_files(self.workspace.service))
            _parsed(tuple(texts.items()), self.day())
        except RuleBookError as error:
            good = self.watch.texts or last_good(self.workspace.service)
            if good is None:
                self.watch.seen = None
                raise
            log.warning("the rule book cannot be used, the last good one stays in force: %s", error)
            self._obey(good)
            return error
        keep_good(self.workspace.service, texts)
        remember_files(self.workspace.service, self.workspace.manual)
        self._obey(texts)
        return None

    def _obey(self, texts: dict[str, str]) -> None:
        if texts != self.watch.texts:
            self.watch.texts = texts
            self.forget_rules()

    @cached_property
    def convention(self) -> Convention:
        """How values are read in this office."""
        return Convention(self.rules.lists, self.workspace.settings.jurisdiction)

    @cached_property
    def calendar(self) -> Calendar:
        """The office's working days: public holidays of its jurisdiction, and its own list over them."""
        deadlines = self.rules.deadlines
        return calendar_of(self.workspace.settings.jurisdiction, deadlines.days_off, deadlines.days_on)

    @property
    def template_cache(self) -> Path:
        """Where compiled templates are kept for the next process: the service's own folder, never the share."""
        return self.workspace.service / "templates"

    @cached_property
    def ledger(self) -> "Ledger":
        """The ledger, opened (and brought up to date) at first use; made when nobody owns the workspace yet.

        A ledger that was there and is gone is refused (LedgerError): ``toolkit recover`` rebuilds it.
        """
        from toolkit.ledger.ledger import create_ledger, open_ledger

        url = self.workspace.database_url
        self.workspace.service.mkdir(parents=True, exist_ok=True)
        if owner(self.workspace) is not None:
            own(self.workspace, url)
            return open_ledger(url)
        try:
            found = open_ledger(url)
        except LedgerError:
            found = create_ledger(url)
        own(self.workspace, url)  # last: interrupted before, the next one begins anew
        return found

    def check_ledger(self) -> None:
        """Raise LedgerError where the file of an open SQLite ledger was taken away: what is written then is lost."""
        file = self.workspace.service / "ledger.sqlite3"
        if "ledger" in self.__dict__ and not self.workspace.settings.database and not file.is_file():
            raise LedgerError("ledger.missing", path=str(file))

    @cached_property
    def workers(self) -> "Workers":
        """The pool of limited child processes."""
        from toolkit.workers import Limits, Workers

        settings = self.workspace.settings
        width = max(1, min(4, os.cpu_count() or 1))
        limits = Limits(width, settings.seconds_per_file, settings.memory_per_file * 1_000_000)
        return Workers(limits, preload=CHILDREN_KNOW)

    def close(self) -> None:
        """Let go of what was opened."""
        for name in ("workers", "ledger"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()


@lru_cache(maxsize=4)
def _parsed(texts: tuple[tuple[str, str], ...], today: date | None) -> RuleBook:
    """The rule book of these texts (file name, text): a value, so whoever asks for the same one again gets it."""
    return parse(dict(texts), VOCABULARY, today)


def template_file(workspace: Workspace, name: str) -> Path:
    """The Word template called ``name``: the office's own, else the shipped one."""
    own = workspace.templates / "word" / f"{name}.docx"
    return own if own.is_file() else shipped("templates") / "word" / own.name


def template_hash(file: Path) -> str:
    """SHA-256 of a template's bytes, "" where there is none."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def contract_signature(workspace: Workspace) -> Signature:
    """Place, size and time of the contract templates in force and of counsel's releases: a look reads nothing."""
    files = [*(template_file(workspace, name) for name in TEMPLATES), workspace.internal / RELEASES]
    stats = [(str(file), file.stat()) for file in files if file.is_file()]
    return tuple((name, seen.st_size, seen.st_mtime_ns) for name, seen in stats)


def released(workspace: Workspace) -> frozenset[str]:
    """The hashes of the contract templates that counsel has released (``templates release``)."""
    file = workspace.internal / RELEASES
    known = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
    return frozenset(one["hash"] for one in known)


@contextmanager
def open_service(workspace: Workspace, day: Callable[[], date]) -> Iterator[Service]:
    """A service for one command; closed at its end."""
    service = Service(workspace, day)
    try:
        yield service
    finally:
        service.close()
