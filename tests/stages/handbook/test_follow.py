"""Gates follow ``process.yaml``: a limit, a strength or a gate changed there is obeyed here."""

from datetime import date
from pathlib import Path

import pytest

from toolkit.forms.reading import TakenRow
from toolkit.outcome import Customer
from toolkit.rulebook.rulebook import RuleBook, parse
from toolkit.stages.outreach.forms import Contact
from toolkit.stages.overlay import Nothing
from toolkit.stages.vocabulary import VOCABULARY
from toolkit.stages.workflow import Change, stopped

MANUAL = Path(__file__).resolve().parents[3] / "manual"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in MANUAL.glob("*.yaml")}
ROW = TakenRow(Contact.model_construct(customer="C1", stage_after="深入洽談"), "溝通", 5)
SURVEY = "    needs: [needs]\n    text: 進入深入洽談前，須有《需求調研表》。\n    en: A needs survey must exist before the proposal stage.\n    strength: "


def rules(*pairs: tuple[str, str]) -> RuleBook:
    text = TEXTS["process.yaml"]
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return parse({**TEXTS, "process.yaml": text}, VOCABULARY)


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ((), [("stage.gate_warned", False)]),
        (((f"{SURVEY}warning", f"{SURVEY}error"),), [("stage.gate_closed", True)]),
        ((("    before: 深入洽談\n", "    before: 維護\n"),), []),
        ((("issued_on: 2026-11-01", "issued_on: 2026-12-01"),), []),
    ],
    ids=["as shipped", "made strict", "moved on", "not in force yet"],
)
def test_a_gate_is_what_the_process_says(changed: tuple[tuple[str, str], ...], codes: list[tuple[str, bool]]) -> None:
    customer = Customer(id="C1", name="華景置業", deal_stage="初步溝通", credit_code="91440300MA5HY0W86E")
    change = Change(ROW, "stage_after", customer, "深入洽談", date(2026, 11, 24))
    found = stopped(change, Nothing(), rules(*changed))
    assert [(one.code.code, one.blocks) for one in found] == codes


def test_retention_in_the_handbook_is_that_of_the_rules() -> None:
    book = rules()
    kept = {one.record: one.kept for one in book.process.records}
    assert f"{book.retention.records['contracts'].years} 年" in kept["合同原件與審核表"]
    assert f"{book.retention.records['approvals'].years} 年" in kept["談判準備書與會簽表"]
    assert f"{book.retention.records['handover'].years} 年" in kept["交接單、資源與進度記錄"]
