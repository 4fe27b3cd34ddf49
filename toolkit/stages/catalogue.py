"""Every form, with the stage that follows from it. To add a form: one import and one line in each table."""

from collections.abc import Callable, Mapping
from datetime import date

from toolkit.forms.form import Form
from toolkit.outcome import Accepted, LedgerView, Outcome
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.aftercare import stage as aftercare
from toolkit.stages.aftercare.forms import SATISFACTION
from toolkit.stages.contract import stage as contract
from toolkit.stages.contract.forms import APPROVALS, CONTRACTS, NEGOTIATIONS
from toolkit.stages.launch import stage as launch
from toolkit.stages.launch.forms import HANDOVER, MILESTONES, RESOURCES
from toolkit.stages.outreach import stage as outreach
from toolkit.stages.outreach.forms import CONTACTS, NEEDS, PLANS
from toolkit.stages.proposal import stage as proposal
from toolkit.stages.proposal.forms import OBJECTIONS, PROPOSALS, VISITS
from toolkit.stages.review import deals
from toolkit.stages.review import stage as review
from toolkit.stages.review.deals import DEALS
from toolkit.stages.review.forms import FEEDBACK, KPI
from toolkit.stages.screening import stage as screening
from toolkit.stages.screening import transfers
from toolkit.stages.screening.forms import PROSPECTS, TRANSFERS

Follow = Callable[[Accepted, LedgerView, RuleBook, date], Outcome]
"""A stage: (accepted rows of one form, the ledger, the rule book, today) → what follows. Pure."""

FORMS: tuple[Form, ...] = (
    PROSPECTS,
    TRANSFERS,
    NEEDS,
    CONTACTS,
    PLANS,
    PROPOSALS,
    VISITS,
    OBJECTIONS,
    NEGOTIATIONS,
    CONTRACTS,
    APPROVALS,
    RESOURCES,
    HANDOVER,
    MILESTONES,
    SATISFACTION,
    KPI,
    DEALS,
    FEEDBACK,
)
"""In the order in which the sheets of one workbook are taken: customers first, then what gates ask for."""

FOLLOW: Mapping[str, Follow] = {
    PROSPECTS.name: screening.follow,
    TRANSFERS.name: transfers.follow,
    CONTACTS.name: outreach.follow_contacts,
    PLANS.name: outreach.follow_plans,
    NEEDS.name: outreach.follow_needs,
    PROPOSALS.name: proposal.follow_proposals,
    VISITS.name: proposal.follow_visits,
    OBJECTIONS.name: proposal.follow_objections,
    NEGOTIATIONS.name: contract.follow,
    CONTRACTS.name: contract.follow,
    APPROVALS.name: contract.follow,
    RESOURCES.name: launch.follow_resources,
    HANDOVER.name: launch.follow_handover,
    MILESTONES.name: launch.follow_milestones,
    SATISFACTION.name: aftercare.follow_answers,
    KPI.name: review.follow_kpi,
    DEALS.name: deals.follow_deals,
    FEEDBACK.name: review.follow_feedback,
}
"""Form name → its stage's ``follow``."""
