"""Make the demo's workbooks: ``python tests/samples/make_samples.py [FOLDER]`` (default toolkit/samples, toolkit/rounds).

Some twenty workbooks as seven colleagues would have kept them: different layouts, title lines, two-line merged
headings, 小計 and 合計 rows, both scripts, an old .xls, a .csv in Big5, and the slips people make.
"""

import shutil
import sys
from pathlib import Path

from client_lists import chen_list, lin_list, wang_cards, wang_list, zhang_daily
from contact_logs import chen_contacts, lin_contacts, lin_offers, wang_contacts
from deal_sheets import contracts, launch, negotiation, running, satisfaction, transfer
from later_sheets import needs, plans, visits_and_questions
from market import make_market
from one_client import ROUNDS
from review_sheets import feedback, kpi, past_deals

SAMPLES = Path(__file__).resolve().parents[2] / "toolkit" / "samples"
BOOKS = {
    "林曉彤/客戶資料表_2026.xlsx": lin_list,
    "林曉彤/溝通記錄表.xlsx": lin_contacts,
    "林曉彤/方案資料表.xlsx": lin_offers,
    "陳立文/潜在客户信息台账.xlsx": chen_list,
    "陳立文/跟进记录.xls": chen_contacts,
    "王小明/展會名片.csv": wang_cards,
    "王小明/招商客戶清單.xlsx": wang_list,
    "王小明/溝通情況.xlsx": wang_contacts,
    "張雅婷/招商日常.xlsx": zhang_daily,
    "林曉彤/重點客戶開發計劃.xlsx": plans,
    "林曉彤/需求調研表.xlsx": needs,
    "陳立文/考察與異議.xlsx": visits_and_questions,
    "周建宏/反饋評審表.xlsx": feedback,
    "周建宏/合同資料表.xlsx": contracts,
    "周建宏/在管合同台賬.xlsx": running,
    "周強/項目啟動.xlsx": launch,
    "何婷/滿意度回訪表.xlsx": satisfaction,
    "內部/談判準備表.xlsx": negotiation,
    "內部/客戶轉交表.xlsx": transfer,
    "內部/2026績效指標.xlsx": kpi,
    "內部/2025商機結果.xlsx": past_deals,
}
"""File → who writes it."""


def make(folder: Path) -> list[Path]:
    """Write every workbook into ``folder``; answers their paths."""
    market = make_market()
    for name, write in BOOKS.items():
        write(market, folder / name)
    return [folder / name for name in BOOKS]


def make_rounds(folder: Path) -> list[Path]:
    """Write into ``folder``, a folder a day, what was dropped about one client before; answers the paths."""
    for name, write in ROUNDS.items():
        write(folder / name)
    return [folder / name for name in ROUNDS]


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    rounds = target.with_name("rounds")
    if target == SAMPLES:
        shutil.rmtree(target, ignore_errors=True)
        shutil.rmtree(rounds, ignore_errors=True)
    for path in (*make(target), *make_rounds(rounds)):
        print(path)
