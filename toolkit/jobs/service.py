"""What every job runs in: workspace, rule book, ledger and workers, opened when first asked for."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import LedgerError
from toolkit.folders.owner import own
from toolkit.folders.shipped import shipped
from toolkit.folders.workspace import Workspace
from toolkit.forms.column import Convention
from toolkit.rulebook.rulebook import RuleBook, parse
from toolkit.rulebook.workdays import Calendar, calendar_of
from toolkit.stages.templates import CONTEXTS

RELEASES = "範本核准.json"
"""Counsel's releases of contract templates; it lies in the internal folder."""

if TYPE_CHECKING:
    from toolkit.ledger.ledger import Ledger
    from toolkit.workers import Workers


@dataclass(frozen=True)
class Service:
    """The collaborators of the jobs; ``day`` is today as the office counts it (or as ``--today`` says)."""

    workspace: Workspace
    day: Callable[[], date]
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    @cached_property
    def rules(self) -> RuleBook:
        """The rule book in force (``manual/`` of the workspace, the shipped one where a file is absent).

        To the contract rules comes what no file of ``manual/`` says: the jurisdiction, the hashes of the
        templates as they are now, and those that counsel has released.
        """
        rules = parse(rule_texts(self.workspace.manual))
        contract_rules = replace(
            rules.contract_rules,
            jurisdiction=self.workspace.settings.jurisdiction,
            template_hashes={name: template_hash(template_file(self.workspace, name)) for name in CONTEXTS},
            released=released(self.workspace),
        )
        return replace(rules, contract_rules=contract_rules)

    def forget_rules(self) -> None:
        """Read the rule book anew when it is next asked for."""
        self.__dict__.pop("rules", None)
        self.__dict__.pop("calendar", None)

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
        if own(self.workspace, url):
            with suppress(LedgerError):
                return open_ledger(url)
            return create_ledger(url)
        return open_ledger(url)

    @cached_property
    def workers(self) -> "Workers":
        """The pool of limited child processes."""
        from toolkit.workers import Limits, Workers

        settings = self.workspace.settings
        width = max(1, min(4, os.cpu_count() or 1))
        return Workers(Limits(width, settings.seconds_per_file, settings.memory_per_file * 1_000_000))

    def close(self) -> None:
        """Let go of what was opened."""
        for name in ("workers", "ledger"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()


def template_file(workspace: Workspace, name: str) -> Path:
    """The Word template called ``name``: the office's own, else the shipped one."""
    own = workspace.templates / "word" / f"{name}.docx"
    return own if own.is_file() else shipped("templates") / "word" / own.name


def template_hash(file: Path) -> str:
    """SHA-256 of a template's bytes, "" where there is none."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


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


def rule_texts(manual: Path) -> dict[str, str]:
    """File name → text of every rule file; a file absent from the workspace is the shipped one."""
    texts: dict[str, str] = {}
    for folder in (shipped("manual"), manual):
        if folder.is_dir():
            texts |= {file.name: file.read_text(encoding="utf-8-sig") for file in sorted(folder.glob("*.yaml"))}
    return texts
