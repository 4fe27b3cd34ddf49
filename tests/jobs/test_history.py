"""A customer's timeline: found by id, name or a part of one name only, in either script."""

import re
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


def test_people_read_titles_and_plain_words(known: Any) -> None:
    told = history(known, "信達")
    line = as_lines(told)[1]
    assert "客戶資料表" in line
    assert "主體類型：企業" in line
    assert line.startswith("2026-11-02  ")
    assert not re.search(r"[a-z_]+=|\[|None", line)
    assert "Type of party：企業" in as_lines(told, "en")[1]


def test_lists_stages_and_confidential_records_in_words() -> None:
    where = {"submission": "S", "file": "表.xlsx", "sheet": "表", "row": 2}
    needs = {"customer": "SJ-1", "scope": ["秩序維護", "清潔衛生"], "extras": {"x": 1}}
    move = {"before": "", "after": "初步溝通", "person": "王小明", "cause": "溝通記錄"}
    events = [
        {"day": "2026-11-02", "what": "needs", "version": 1, "values": needs, **where},
        {"day": "2026-11-03", "what": "move", "version": 1, "values": move, **where},
        {"day": "2026-11-03", "what": "milestones", "version": 1, "values": {"progress": "0.6"}, **where},
        {"day": "2026-11-03", "what": "contacts", "version": 1, "values": {"held_at": "2026-08-13T10:20:00"}, **where},
        {"day": None, "what": "negotiations", "version": 1, "values": {}, **where},
    ]
    told = {"customer": "SJ-1", "name": "信達", "owner": "王小明", "stage": "談判", "grade": "A", "events": events}
    lines = as_lines(told)[1:]
    assert lines[0].startswith("2026-11-02  需求調研表  ")
    assert "秩序維護、清潔衛生" in lines[0]
    assert lines[1] == "2026-11-03  階段變更  — → 初步溝通  溝通記錄  王小明  ← 表.xlsx 表!2"
    assert "：60%  ←" in lines[2]
    assert "：2026-08-13 10:20  ←" in lines[3]
    assert "此處不顯示" in lines[4]
