"""The rule book: everything under ``manual/`` that the programme obeys, as one typed value."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from toolkit.errors import RuleBookError
from toolkit.forms.lists import Entry, Lists, value_list
from toolkit.rulebook.company import Company, parse_company
from toolkit.rulebook.contract_rules import ContractRules, parse_contract_rules
from toolkit.rulebook.deadlines import Deadlines, parse_deadlines
from toolkit.rulebook.lists import parse_lists
from toolkit.rulebook.nodes import first_contact_days
from toolkit.rulebook.process import FILE as PROCESS_FILE
from toolkit.rulebook.process import Process
from toolkit.rulebook.process_read import parse_process
from toolkit.rulebook.prose import filled
from toolkit.rulebook.rates import Rates, parse_rates
from toolkit.rulebook.retention import FILE as RETENTION_FILE
from toolkit.rulebook.retention import Retention, parse_retention
from toolkit.rulebook.scorecard import Scorecard, parse_scorecard
from toolkit.rulebook.standards import Standards, parse_standards
from toolkit.rulebook.vocabulary import ANYTHING, Vocabulary
from toolkit.rulebook.yaml import Item, parse_yaml

REVIEW_DEPARTMENTS = "審核部門"
"""The list of departments that review contracts."""


@dataclass(frozen=True)
class RuleBook:
    """What admins decided, read once and handed on; ``digest`` names exactly this text (SHA-256, hex)."""

    lists: Lists
    scorecard: Scorecard
    company: Company
    rates: Rates
    standards: Standards
    deadlines: Deadlines
    process: Process
    contract_rules: ContractRules
    retention: Retention
    digest: str = ""


def parse(files: Mapping[str, str], known: Vocabulary = ANYTHING, today: date | None = None) -> RuleBook:
    """Read the texts of ``manual/*.yaml`` (file name → text) into a rule book.

    ``known`` are the forms, documents, KPIs and conditions of the programme, which the process may name; with
    ``today`` its days are looked at too.
    Raises ``RuleBookError`` with file, line and key at the first thing that cannot be used.
    """
    lists = parse_lists(_top(files, "lists.yaml"))
    card = parse_scorecard(_top(files, "scorecard.yaml"), lists)
    process = parse_process(_text(files, PROCESS_FILE), replace(known, deal_stages=lists["階段"].values), today)
    grades = tuple(card.grades)
    deadlines = parse_deadlines(_top(files, "deadlines.yaml"), lists, grades, first_contact_days(process))
    contract_rules = parse_contract_rules(_top(files, "contract_rules.yaml"))
    return RuleBook(
        lists=_with_reviewers(lists, process),
        scorecard=card,
        company=parse_company(_top(files, "company.yaml")),
        rates=parse_rates(_top(files, "rates.yaml"), lists),
        standards=parse_standards(_top(files, "standards.yaml"), lists),
        deadlines=deadlines,
        process=filled(process, deadlines, contract_rules),
        contract_rules=contract_rules,
        retention=parse_retention(_top(files, RETENTION_FILE)),
        digest=digest(files),
    )


def _with_reviewers(lists: Lists, process: Process) -> Lists:
    """The lists with the departments that review contracts as the process has them, and no other department.

    ``lists.yaml`` knows what else a department is called; one that it does not know is offered all the same.
    """
    known = lists.get(REVIEW_DEPARTMENTS)
    if known is None:
        return lists
    own = {entry.value: entry for entry in known.entries}
    offered = []
    for name in dict.fromkeys(reviewer.department for reviewer in process.reviewers):
        entry = own.get(known.find(name) or "")
        also = (*entry.aliases, entry.value) if entry and entry.value != name else ()
        offered.append(replace(entry, value=name, aliases=also or entry.aliases) if entry else Entry(name))
    return {**lists, REVIEW_DEPARTMENTS: value_list(REVIEW_DEPARTMENTS, tuple(offered))}


def digest(files: Mapping[str, str]) -> str:
    """A fingerprint of the rule book's texts: equal texts, equal digest, whatever the order of files."""
    whole = sha256()
    for name in sorted(files):
        whole.update(f"{name}\0{files[name]}\0".encode())
    return whole.hexdigest()


def _top(files: Mapping[str, str], name: str) -> Item:
    return parse_yaml(name, _text(files, name))


def _text(files: Mapping[str, str], name: str) -> str:
    if name not in files:
        raise RuleBookError("rulebook.file_missing", file=name, line=1, key=name)
    return files[name]
