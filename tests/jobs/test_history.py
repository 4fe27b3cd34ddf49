"""A customer's timeline: found by id, name or a part of one name only, in either script."""

from typing import Any

import pytest

from toolkit.errors import UsageError
from toolkit.jobs.history import as_lines, history


@pytest.fixture
def known(office: Any, prospects: Any, sheet: Any) -> Any:
    """Three customers, two of which share a word."""
    rows = [prospects.row(1, 客戶名稱="華景置業有限公司"), prospects.row(2, 客戶名稱="華景物流有限公司")]
    rows.append(prospects.row(3, 客戶名稱="東莞信達有限公司"))
    office.drop(sheet("名單.xlsx", prospects.headings, rows))
    office.run()
    return office.service


@pytest.mark.parametrize("asked", ["SJ-20261124-0003", "東莞信達有限公司", "信達", "信达"])
def test_one_customer_by_id_name_or_part(known: Any, asked: str) -> None:
    told = history(known, asked)
    assert (told["customer"], told["name"]) == ("SJ-20261124-0003", "東莞信達有限公司")
    assert [event["what"] for event in told["events"]][:1] == ["prospects"]
    assert as_lines(told)[0].startswith("SJ-20261124-0003 東莞信達有限公司")


def test_several_are_named_and_none_is_guessed(known: Any) -> None:
    with pytest.raises(UsageError, match=r"customer\.several") as refused:
        history(known, "華景")
    assert "SJ-20261124-0001 華景置業有限公司" in str(refused.value.data["customers"])


@pytest.mark.parametrize("asked", ["華美", "", "SJ-20261124-0009"])
def test_nobody_is_nobody(known: Any, asked: str) -> None:
    with pytest.raises(UsageError, match=r"customer\.unknown"):
        history(known, asked)
