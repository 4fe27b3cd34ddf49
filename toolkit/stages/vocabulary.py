"""What ``manual/process.yaml`` may name: the forms, documents, KPIs and conditions that the programme knows."""

from toolkit.figures.metrics import METRICS
from toolkit.rulebook.vocabulary import Vocabulary
from toolkit.stages.catalogue import FORMS
from toolkit.stages.review.deals import DEALS
from toolkit.stages.templates import CONTEXTS
from toolkit.stages.workflow import CONDITIONS

_FORMS_OF = {
    "needs": ("needs",),
    "proposal_confirmed": ("proposals",),
    "no_open_objection": ("objections",),
    "contract_approved": ("contracts", "approvals"),
    "contract_signed": ("contracts",),
    "handover_complete": ("handover",),
}
"""The condition of a gate → the forms that fulfil it."""

HANDBOOK = "流程手冊"
PERIOD_ARCHIVE = "期間歸檔包"
PRINTED_HERE = frozenset({HANDBOOK, PERIOD_ARCHIVE})
"""Documents that are made from the whole and not from one sheet's rows."""

VOCABULARY = Vocabulary(
    forms={form.name: form.title for form in FORMS},
    documents=frozenset(CONTEXTS) | PRINTED_HERE,
    metrics=frozenset(METRICS),
    conditions={name: _FORMS_OF[name] for name in CONDITIONS},
    free_forms=frozenset({DEALS.name}),
)
