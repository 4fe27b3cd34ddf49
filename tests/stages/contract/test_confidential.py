"""No value of the negotiation sheet reaches any paper, list, finding or reminder outside the internal folder."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from toolkit.forms.column import Privacy
from toolkit.outcome import Outcome
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.aftercare.forms import SATISFACTION
from toolkit.stages.aftercare.stage import follow_answers
from toolkit.stages.aftercare.stage import watch as care
from toolkit.stages.context import Context, nested_in, placeholder
from toolkit.stages.contract.desk import Desk
from toolkit.stages.contract.forms import APPROVALS, CONTRACTS, NEGOTIATIONS, Approval, Negotiation
from toolkit.stages.contract.stage import follow
from toolkit.stages.launch.forms import HANDOVER, MILESTONES, RESOURCES
from toolkit.stages.launch.stage import follow_handover, follow_milestones, follow_resources
from toolkit.stages.overlay import Overlay
from toolkit.stages.records import strictest
from toolkit.stages.templates import CONTEXTS

TEMPLATES = Path(__file__).resolve().parents[3] / "templates" / "word"
INTERNAL = {"談判準備書", "合同比對報告", "合同審核表"}
"""The templates whose papers go into the internal folder."""

SECRET_FIELDS = {name for name, column in NEGOTIATIONS.columns.items() if column.privacy is Privacy.INTERNAL}
SECRETS = {
    "ideal": "9.71元/㎡/月",
    "acceptable": "9.72元/㎡/月",
    "floor": "9.73元/㎡/月",
    "concession": "密語甲",
    "concession_cost": Decimal(97531),
    "alternative": "密語乙",
    "their_demand": "密語丙",
    "result": "密語丁",
}
REMARK = "密語戊"


def fields(context: type[Context]) -> Iterator[str]:
    for name, info in context.model_fields.items():
        yield name
        for nested in nested_in(info.annotation):
            yield from fields(nested)


def test_forms_are_internal() -> None:
    assert strictest(NEGOTIATIONS) is Privacy.INTERNAL
    assert strictest(APPROVALS) is Privacy.INTERNAL
    assert {"ideal", "acceptable", "floor", "concession", "concession_cost", "alternative"} <= SECRET_FIELDS
    assert SECRETS.keys() >= SECRET_FIELDS
    assert SECRETS.keys() <= Negotiation.model_fields.keys()
    assert "remarks" in Approval.model_fields


@pytest.mark.parametrize("template", sorted(set(CONTEXTS) - INTERNAL))
def test_no_open_context_declares_a_secret(template: str) -> None:
    assert set(fields(CONTEXTS[template])) & SECRET_FIELDS == set()


@pytest.mark.parametrize("template", sorted(set(CONTEXTS) - INTERNAL))
def test_no_open_template_prints_a_secret(template: str) -> None:
    titles = {placeholder(NEGOTIATIONS.columns[name].title) for name in SECRET_FIELDS}
    with zipfile.ZipFile(TEMPLATES / f"{template}.docx") as package:
        text = "".join(
            re.sub(r"<[^>]+>", "", package.read(name).decode()) for name in package.namelist() if name.endswith(".xml")
        )
    tags = re.findall(r"\{[{%].*?[}%]\}", text)
    words = {word for tag in tags for word in re.findall(r"[^\W\d]\w*", tag)}
    assert words & (titles | SECRET_FIELDS) == set()


def life(ledger: Overlay, rules: RuleBook, given: SimpleNamespace) -> Iterator[Outcome]:
    """Everything that this client's sheets bring, from the negotiation to after-care."""
    now = ledger

    def take(outcome: Outcome) -> Outcome:
        nonlocal now
        now = now.over(outcome)
        return outcome

    take(follow(given.sheet(NEGOTIATIONS, {**given.negotiation, **SECRETS}), now, rules, given.today))
    yield take(follow(given.sheet(CONTRACTS, given.service), now, rules, given.today))
    payload = now.current("contracts", [given.customer.id])[given.customer.id][0].payload
    for reviewer in Desk(now, rules, given.today).reviewers():
        row = {
            "contract_id": payload["contract_id"],
            "contract_version": 1,
            "check_code": payload["check_code"],
            "department": reviewer.department,
            "reviewer": "李審",
            "opinion": "同意",
            "remarks": REMARK,
            "day": given.today,
        }
        yield take(follow(given.sheet(APPROVALS, row, authority=reviewer.folder), now, rules, given.today))
    signed: dict[str, Any] = {
        "signed_on": date(2026, 12, 1),
        "signed_by": "沈知行",
        "seal_number": "Y-1",
        "original_location": "檔案室",
    }
    yield take(follow(given.sheet(CONTRACTS, {**given.service, **signed}), now, rules, given.today))
    number = payload["contract_id"]
    resource = {
        "contract_id": number,
        "category": "人員",
        "item": "秩序維護員",
        "needed": Decimal(3),
        "needed_by": given.today,
        "responsible": "周強",
    }
    yield take(follow_resources(given.sheet(RESOURCES, resource), now, rules, given.today))
    things = [
        {
            "contract_id": number,
            "category": category,
            "item": "項目",
            "condition": "完好",
            "reading": Decimal(1),
            "handed_by": "林志遠",
            "received_by": "周強",
            "day": given.today,
        }
        for category in rules.lists["交接類別"].values
    ]
    yield take(follow_handover(given.sheet(HANDOVER, *things), now, rules, given.today))
    node = {"contract_id": number, "milestone": "進場", "responsible": "周強", "planned_on": given.today}
    yield take(follow_milestones(given.sheet(MILESTONES, node), now, rules, given.today))
    answer = {"customer": given.customer.name, "day": date(2028, 1, 1), "overall": 4}
    yield take(follow_answers(given.sheet(SATISFACTION, answer), now, rules, date(2028, 1, 1)))
    yield take(care([given.customer.id], now, rules, date(2029, 9, 2)))


def test_nothing_secret_leaves_the_internal_folder(ledger: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    outcomes = list(life(ledger, rules, given))
    open_papers = [order for one in outcomes for order in one.documents if order.privacy is not Privacy.INTERNAL]
    assert {order.template for order in open_papers} == {
        "物業服務合同",
        "資源調配計劃",
        "現場交接單",
        "項目啟動計劃",
        "回訪記錄",
        "續約建議書",
        "滿意度問卷",
    }
    internal = [order for one in outcomes for order in one.documents if order.privacy is Privacy.INTERNAL]
    assert all(order.folder.startswith("內部/") for order in internal)
    told = [
        str(item) for one in outcomes for item in (*one.lists, *one.reminders, *one.findings, *one.moves, *open_papers)
    ]
    open_records = [
        str(record) for one in outcomes for record in one.records if record.form not in ("negotiations", "approvals")
    ]
    for secret in (*map(str, SECRETS.values()), REMARK):
        assert not [text for text in (*told, *open_records) if secret in text], secret
