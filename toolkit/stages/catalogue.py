"""Every form, with the stage that follows from it. To add a form: one import and one line in each table."""

from collections.abc import Callable, Mapping
from datetime import date

from toolkit.forms.form import Form
from toolkit.outcome import Accepted, LedgerView, Outcome
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.contract import stage as contract
from toolkit.stages.contract.forms import APPROVALS, CONTRACTS, NEGOTIATIONS
from toolkit.stages.outreach import stage as outreach
from toolkit.stages.outreach.forms import CONTACTS, NEEDS, PLANS
from toolkit.stages.screening import stage as screening
from toolkit.stages.screening import transfers
from toolkit.stages.screening.forms import PROSPECTS, TRANSFERS

Follow = Callable[[Accepted, LedgerView, RuleBook, date], Outcome]
"""A stage: (accepted rows of one form, the ledger, the rule book, today) → what follows. Pure."""

FORMS: tuple[Form, ...] = (
    PROSPECTS,
    TRANSFERS,
    CONTACTS,
    PLANS,
    NEEDS,
    NEGOTIATIONS,
    CONTRACTS,
    APPROVALS,
)
"""In the order in which the sheets of one workbook are taken: customers first."""

FOLLOW: Mapping[str, Follow] = {
    PROSPECTS.name: screening.follow,
    TRANSFERS.name: transfers.follow,
    CONTACTS.name: outreach.follow_contacts,
    PLANS.name: outreach.follow_plans,
    NEEDS.name: outreach.follow_needs,
    NEGOTIATIONS.name: contract.follow,
    CONTRACTS.name: contract.follow,
    APPROVALS.name: contract.follow,
}
"""Form name → its stage's ``follow``."""
