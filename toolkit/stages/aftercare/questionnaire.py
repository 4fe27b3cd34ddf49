"""滿意度問卷 for a client, in Word and in Excel: whichever comes back is read as an F14 sheet (seed 6a)."""

from datetime import date, timedelta

from toolkit.messages import names_forms as words
from toolkit.outcome import DocumentOrder, ListOrder, Reminder
from toolkit.rulebook.company import Company
from toolkit.stages.aftercare.client import IN_CARE, Care, Desk, day, facts
from toolkit.stages.aftercare.contexts import QuestionnaireContext
from toolkit.stages.aftercare.forms import ITEMS, SATISFACTION
from toolkit.stages.customers import folder, label
from toolkit.stages.filling import filled

PAPER = "滿意度問卷"
TO_REPLY = timedelta(days=14)
"""How long a client has to answer (own judgement)."""

ASKED = frozenset({"day", "respondent", *ITEMS, "overall", "comments"})
"""What the client fills; the rest of the sheet is ours."""


def due_on(care: Care, desk: Desk) -> date | None:
    """When the client is to be asked again; None while it is not in our care."""
    if care.customer.deal_stage not in IN_CARE:
        return None
    moves = desk.ledger.moves([care.customer.id]).get(care.customer.id, ())
    began = [move.on for move in moves if move.after in IN_CARE]
    last = [day(row, "day") for row in care.rows]
    since = max([*last, *began[:1]], default=None)
    return since + timedelta(days=desk.rules.deadlines.satisfaction_days) if since else None


def order(care: Care, due: date, desk: Desk) -> DocumentOrder:
    """The questionnaire as a Word document; the same one until it is answered, so dated by ``due``."""
    values = {
        **facts(care.customer, desk),
        "printed_on": due,
        "questions": [{"satisfaction_item": title} for title in ITEMS.values()],
        "reply_by": due + TO_REPLY,
        "reply_to": desk.rules.company.email or "發送本問卷的同事",
        "ask": contact(desk.rules.company),
    }
    return DocumentOrder(
        template=PAPER,
        context=filled(QuestionnaireContext, values),
        folder=folder(care.customer),
        name=_name(care, due),
        customer=care.customer.id,
        kind=PAPER,
    )


def sheet(care: Care, due: date, desk: Desk) -> ListOrder:
    """The same as a workbook in which only the client's own answers can be typed; it says where to send it back."""
    return ListOrder(
        folder=folder(care.customer),
        name=_name(care, due),
        rows=({"customer": label(care.customer), "method": "問卷"},),
        form=SATISFACTION.name,
        title=f"{PAPER}：{care.customer.name}",
        unlocked=(ASKED,),
        customer=care.customer.id,
        note=_reply(due, desk),
    )


def _reply(due: date, desk: Desk) -> str:
    """Until when and where to the client sends it back, and whom it may ask (``company.yaml``)."""
    company, language = desk.rules.company, desk.rules.contract_rules.language
    address = company.email or words.HOW_TO_REPLY_TO_SENDER.say(language)
    return words.HOW_TO_REPLY.say(language, until=due + TO_REPLY, address=address, contact=contact(company))


def contact(company: Company) -> str:
    """Whom a client asks: department, person and phone, as far as they are known."""
    parts = (company.contact_department, company.contact_person, company.phone)
    return " ".join(part for part in parts if part) or company.name


def _name(care: Care, due: date) -> str:
    return f"{PAPER} {care.customer.name} {due:%Y-%m}"


def reminder(care: Care, due: date) -> Reminder:
    """Send the questionnaire, and see that it comes back."""
    return Reminder(
        key=f"questionnaire:{care.customer.id}",
        owner=care.customer.owner,
        due=due,
        text=f"請把滿意度問卷發給 {care.customer.name}，收回後投入收件資料夾。",
        customer=care.customer.id,
        cause="questionnaire.due",
    )
