"""A ledger of a million records, made the short way: rows straight into the tables, as commits would leave them.

``python tests/jobs/big_ledger.py ledger.sqlite3 [records]`` makes one to look at; benchmarks make their own.
The mix is that of a large office: of each ten records one is a customer, seven are contacts.
"""

import json
import random
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from toolkit.ledger.customer_keys import customer_keys
from toolkit.ledger.ledger import create_ledger

TODAY = date(2026, 11, 24)
OWNERS = tuple(
    f"{family}{given}" for family in "王李陳林黃張吳周" for given in ("小明", "怡君", "建宏", "思源", "曉彤")
)
CHANNELS = ("行業展會", "行業協會", "夥伴推薦", "線上平台", "線下調研", "招投標平台", "老客戶轉介")
STAGES = ("潛在線索", "初步溝通", "深入洽談", "談判", "成交", "履約", "維護", "暫緩", "流失")
WEIGHTS = (20, 24, 16, 8, 4, 6, 6, 6, 10)
TYPES = ("住宅", "寫字樓", "商業綜合體", "商鋪", "產業園區", "倉儲物流", "學校", "醫院")
LINES = ("物業服務外拓", "租賃招商")
GRADES = "ABCD"
RECORD = (
    "INSERT INTO records (commit_no, form, key, version, payload, cells, customer, owner, day, deal_stage,"
    " amount, privacy, submission, sheet, row) VALUES (1, ?, ?, 1, ?, '', ?, ?, ?, ?, ?, 0, '', '', 0)"
)
CUSTOMER = (
    "INSERT INTO customers (commit_no, id, version, name, name_key, brand, brand_head, brand_tail, credit_code,"
    " phone, phone_key, owner, deal_stage, grade, registered_on)"
    " VALUES (1, :id, 1, :name, :name_key, :brand, :brand_head, :brand_tail, '', :phone, :phone_key, :owner,"
    " :stage, :grade, :registered_on)"
)
MOVE = (
    'INSERT INTO moves (commit_no, customer, before, after, "on", person, cause, submission, sheet, row)'
    " VALUES (1, ?, ?, ?, ?, ?, '', '', '', 0)"
)
REMINDER = "INSERT INTO reminders (commit_no, key, owner, due, text, customer, cause) VALUES (1, ?, ?, ?, ?, ?, ?)"


def make_ledger(path: Path, records: int = 1_000_000, seed: int = 20261124) -> None:
    """Make a SQLite ledger with about ``records`` current records over four years."""
    create_ledger(f"sqlite:///{path}").close()
    chance = random.Random(seed)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA synchronous = OFF")
        at = datetime(2026, 11, 1, 8, 0, tzinfo=UTC).isoformat(sep=" ")
        db.execute("INSERT INTO commits VALUES (1, 'commit', '', ?, '', 1)", (at[:19] + ".000000",))
        for n in range(records * 103 // 1000):
            _customer(db, n, chance)
        db.execute("ANALYZE")
    db.close()


def _customer(db: sqlite3.Connection, n: int, chance: random.Random) -> None:
    registered = TODAY - timedelta(days=chance.randrange(1, 1460))
    who, owner = f"SJ-{registered:%Y%m%d}-{n:06d}", chance.choice(OWNERS)
    name, phone = f"第{n}號置業有限公司", f"138{n:08d}"
    stage, line = chance.choices(STAGES, WEIGHTS)[0], chance.choice(LINES)
    facts = {"id": who, "name": name, "phone": phone, "owner": owner, "stage": stage, "registered_on": str(registered)}
    db.execute(CUSTOMER, facts | customer_keys(name, phone) | {"grade": chance.choice(GRADES)})
    db.execute(RECORD, _row("prospects", who, _prospect(facts, line, chance), who, owner, registered, stage))
    last = _contacts(db, who, owner, registered, chance)
    _moves(db, who, owner, registered, stage, chance)
    if stage in ("深入洽談", "談判", "成交", "履約", "維護"):
        when = registered + timedelta(days=30)
        visit = {"customer": who, "held_at": f"{when}T10:00:00", "place": "項目現場", "host": owner, "result": "認可"}
        db.execute(RECORD, _row("visits", f"{who}|{when}", visit, who, owner, when, ""))
    if stage in ("成交", "履約", "維護"):
        _contract(db, n, who, owner, name, line, registered, chance)
    if stage not in ("成交", "流失") and last is not None:
        due = last + timedelta(days=chance.randrange(1, 60))
        text = f"跟進{name}：送方案並約考察。"
        db.execute(REMINDER, (f"follow_up:{who}", owner, str(due), text, who, "follow_up"))


def _row(
    form: str, key: str, payload: dict[str, Any], customer: str, owner: str, day: date, stage: str
) -> tuple[Any, ...]:
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return form, key, text, customer, owner, str(day), stage, payload.get("amount")


def _prospect(facts: dict[str, str], line: str, chance: random.Random) -> dict[str, Any]:
    row = {
        "customer_id": facts["id"],
        "registered_on": facts["registered_on"],
        "name": facts["name"],
        "party_type": "企業",
        "biz_line": line,
        "property_name": "華景中心",
        "property_type": chance.choice(TYPES),
        "floor_area": str(chance.randrange(500, 90_000)),
        "address": "廣東省深圳市南山區科苑路 15 號",
        "contact_person": "陳小姐",
        "title": "行政主管",
        "phone": facts["phone"],
        "source": chance.choice(CHANNELS),
        "channel_cost": str(chance.randrange(0, 3000)),
        "intent": chance.choice("高中低無"),
        "stage": facts["stage"],
        "owner": facts["owner"],
        "serious_violation": "無",
        "dishonest": "無",
        "sector_penalty": "未查",
        "checked_on": facts["registered_on"],
        "updated_on": str(TODAY - timedelta(days=chance.randrange(1, 400))),
    }
    return dict(row)


def _contacts(db: sqlite3.Connection, who: str, owner: str, registered: date, chance: random.Random) -> date | None:
    """Between no contact and fourteen, seven on average; the day of the last one."""
    days = sorted(chance.randrange(0, max((TODAY - registered).days, 1)) for _ in range(chance.randrange(0, 15)))
    for at, gap in enumerate(days):
        day = registered + timedelta(days=gap)
        payload = {
            "customer": who,
            "held_at": f"{day}T{9 + at % 8:02d}:{at:02d}:00",
            "method": chance.choice(("電話", "微信", "拜訪", "來訪", "郵件")),
            "counterpart": "陳小姐（行政主管）",
            "our_person": owner,
            "content": "介紹公司服務內容與近年業績，客戶對收費模式與駐場人數有疑問，約定下週補交測算。",
            "result": chance.choice(("有意向", "需跟進", "未聯繫上")),
            "next_step": "送方案並約考察",
            "next_follow_up_on": str(day + timedelta(days=14)),
        }
        db.execute(RECORD, _row("contacts", f"{who}|{at}", payload, who, owner, day, ""))
    return registered + timedelta(days=days[-1]) if days else None


def _moves(db: sqlite3.Connection, who: str, owner: str, start: date, stage: str, chance: random.Random) -> None:
    reached = STAGES.index(stage) if stage in STAGES[:7] else chance.randrange(0, 3)
    path = [*STAGES[: reached + 1], *([stage] if stage in STAGES[7:] else [])]
    day = start
    for before, after in pairwise(path):
        day = min(day + timedelta(days=chance.randrange(1, 60)), TODAY)
        db.execute(MOVE, (who, before, after, str(day), owner))


def _contract(
    db: sqlite3.Connection, n: int, who: str, owner: str, name: str, line: str, start: date, chance: random.Random
) -> None:
    signed = min(start + timedelta(days=chance.randrange(20, 200)), TODAY)
    number, ends = f"HT-{n:06d}", signed + timedelta(days=chance.choice((365, 730, 1095)))
    contract = {
        "contract_id": number,
        "customer": who,
        "biz_line": line,
        "counterparty": name,
        "signed_on": str(signed),
        "starts_on": str(signed),
        "ends_on": str(ends),
        "amount": str(chance.randrange(10_000, 3_000_000)),
        "contract_state": "執行中",
    }
    db.execute(RECORD, _row("contracts", number, contract | {"amount": contract["amount"]}, who, owner, signed, ""))
    for step in _steps(who, number, owner, signed, chance):
        db.execute(RECORD, step)
    if n % 3 == 0:
        due = signed + timedelta(days=30)
        db.execute(
            REMINDER,
            (
                f"milestone:{number}:人員到崗",
                owner,
                str(due),
                f"{name}：節點「人員到崗」{due} 應完成。",
                who,
                "milestone.due",
            ),
        )


def _steps(who: str, number: str, owner: str, signed: date, chance: random.Random) -> Iterator[tuple[Any, ...]]:
    for at, name in enumerate(("人員到崗", "資料移交", "設備查驗", "正式接管", "首月復盤")):
        planned = signed + timedelta(days=15 * (at + 1))
        done = {} if name == "人員到崗" else {"done_on": str(planned), "status": "已完成"}
        row = {"contract_id": number, "milestone": name, "responsible": owner, "planned_on": str(planned), **done}
        yield _row("milestones", f"{number}|{name}", row, who, owner, planned, "")
    for at in range(3):
        day = signed + timedelta(days=90 * (at + 1))
        if day <= TODAY:
            answer = {"customer": who, "day": str(day), "respondent": "陳小姐", "overall": chance.randrange(2, 6)}
            yield _row("satisfaction", f"{who}|{day}", answer, who, owner, day, "")


if __name__ == "__main__":
    make_ledger(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
