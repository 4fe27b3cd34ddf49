"""What the texts of contracts are made of, watched while the service runs: templates, releases, our own details.

A template that is edited while a contract waits for its signature takes the copy for signing back at the next
turn, and not only the next morning: until then somebody might sign a text that nobody agreed to.
"""

import hashlib
from pathlib import Path

from toolkit.jobs.service import Service
from toolkit.outcome import Outcome
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.contract import stage as contract
from toolkit.stages.contract.approval import BEFORE_SIGNING
from toolkit.stages.contract.forms import CONTRACTS
from toolkit.stages.contract.terms import TEMPLATES

SEEN = "contracts.seen"
"""In the service's own folder: what the contracts were last brought up to."""


def renew_contracts(service: Service) -> int:
    """Bring every unsigned contract up to the texts in force; how many changed.

    Costs one small read while nothing changed. Their papers are promised, as after ``templates release``.
    """
    now, file = texts_digest(service.rules), service.workspace.service / SEEN
    if _seen(file) == now:
        return 0
    with service.ledger.view() as view:
        waiting = view.having(CONTRACTS.name, "contract_state", sorted(BEFORE_SIGNING))
        customers = sorted({record.customer for records in waiting.values() for record in records})
        outcome = contract.watch(customers, view, service.rules, service.day()) if customers else Outcome()
        if outcome != Outcome():
            service.ledger.record("contract texts", view, outcome, rules=service.rules.digest)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(now, encoding="ascii")
    return len(outcome.records)


def texts_digest(rules: RuleBook) -> str:
    """One hash over all that decides what an unsigned contract says and who must agree to it."""
    known = rules.contract_rules
    hashes = [known.template_hashes.get(name, "") for name in TEMPLATES]
    released = sorted(known.released.intersection(hashes))
    told = repr((hashes, released, rules.company, rules.process.reviewers))
    return hashlib.sha256(told.encode()).hexdigest()


def _seen(file: Path) -> str:
    return file.read_text(encoding="ascii") if file.is_file() else ""
