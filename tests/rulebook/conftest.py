"""The shipped files of ``manual/`` as texts; a test changes one of them and looks at what happens."""

from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.errors import RuleBookError
from toolkit.rulebook.rulebook import RuleBook, parse

MANUAL = Path(__file__).resolve().parents[2] / "manual"


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """File name → text, as shipped."""
    return {path.name: path.read_text(encoding="utf-8") for path in MANUAL.glob("*.yaml")}


@pytest.fixture(scope="session")
def rules(texts: dict[str, str]) -> RuleBook:
    """The rule book as shipped."""
    return parse(texts)


@pytest.fixture
def broken(texts: dict[str, str]) -> Callable[[str, str, str], RuleBookError]:
    """Replace one piece of a shipped file and return the error that parsing then raises."""

    def change(file: str, old: str, new: str) -> RuleBookError:
        assert texts[file].count(old) >= 1, f"{old!r} is not in {file}"
        with pytest.raises(RuleBookError) as caught:
            parse({**texts, file: texts[file].replace(old, new, 1)})
        return caught.value

    return change


@pytest.fixture
def changed() -> Callable[[str], str]:
    """Another limit, a new role, a new step and a retired form, as an admin would type them."""

    def change(text: str) -> str:
        text = text.replace("{event: stage, days: 7, after: 簽署", "{event: stage, days: 3, after: 簽署")
        text = text.replace(
            "  client: {title: 客戶",
            "  broker: {title: 保險專員, department: 財務部, duty: 投保。}\n  client: {title: 客戶",
        )
        text = text.replace("      - key: handover\n", NEW_STEP + "      - key: handover\n", 1)
        text = text.replace("forms: [visits]", "forms: []").replace("retired_forms: []", "retired_forms: [visits]")
        return text.replace('version: "1.0"\nnumber', 'version: "1.1"\nnumber').replace(
            "    reason: 首次發布\n    reason_en: First issue\n",
            '    reason: 首次發布\n    reason_en: First issue\n  - version: "1.1"\n    date: 2026-12-01\n    reason: 進場前投保\n',
        )

    return change


NEW_STEP = """      - key: insure
        title: 投保
        en: Insure
        do: [進場前為項目投保公眾責任險。]
        responsible: [broker]
        accountable: manager
        input: 合同
        output: 保單
        standard: 進場前生效。
        risk: 出險無人賠付。
        control: 進場前核對保單。
        limit: {event: stage, days: 4, after: 簽署}
"""
