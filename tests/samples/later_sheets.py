"""The demo's sheets of the later stages: plans, needs, visits and objections.

Each is short: a few clients are enough to show what a sheet does.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from columns import Row
from lives import Life
from market import LEASE, SERVICE, TODAY, Market
from openpyxl import Workbook
from sheets import Pen, save


def sheet(book: Workbook, name: str, title: str, head: str, rows: Sequence[Row]) -> None:
    """One sheet: a title, the heading (words apart by blanks), the rows."""
    pen = Pen(book.create_sheet(name))
    titles = head.split()
    pen.title(title, len(titles), 14)
    pen.head(titles)
    for row in rows:
        pen.line(row)
    pen.finish(34)


def book_of(path: Path, *sheets: tuple[str, str, str, Sequence[Row]]) -> None:
    """A workbook of some sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, title, head, rows in sheets:
        sheet(book, name, title, head, rows)
    save(book, path)


def further(market: Market, stages: tuple[str, ...], line: str = SERVICE) -> list[Life]:
    """Lives of the open team that stand in one of ``stages``, with nothing mistyped in their rows."""
    return [life for life in market.lives if life.stage in stages and life.client.biz_line == line and life.talks]


_NODES = ((0, "電話約見"), (14, "現場查勘"), (35, "出方案"))


def plans(market: Market, path: Path) -> None:
    """F3: what is planned for the clients worth most."""
    rows: list[Row] = []
    for at, life in enumerate(further(market, ("初步溝通", "深入洽談"))[:9]):
        start = date(2026, 11, 9) + timedelta(days=at)
        rows.append(
            [
                life.client.name,
                ("12月底前完成方案確認", "約見決策人並完成需求調研", "取得比選資格")[at % 3],
                ("先由工程經理做設備診斷，以節能數據切入", "邀請考察同類在管項目", "請推薦人引見主管領導")[at % 3],
                life.client.owner,
                start,
                start + timedelta(days=42),
                "；".join(f"{start + timedelta(days=ahead):%m-%d} {what}" for ahead, what in _NODES),
                ("進行中", "進行中", "未開始")[at % 3],
            ]
        )
    head = "客戶 開發目標 溝通策略 責任人 開始 完成 時間節點 狀態"
    book_of(path, ("開發計劃", "重點客戶開發計劃（2026年第四季度）", head, rows))


_LATELY = date(2026, 11, 10)
"""Whom we first spoke to since then is surveyed in time, ten working days after."""


def _just_met(market: Market) -> list[Life]:
    """Clients whose first talk was within the last ten working days."""
    return [life for life in further(market, ("初步溝通",)) if life.talks[0].held_at.date() >= _LATELY]


def needs(market: Market, path: Path) -> None:
    """F4: what those in discussion told us, late as most were, and those whom we just met, in time."""
    rows: list[Row] = []
    for at, life in enumerate([*further(market, ("深入洽談", "談判"))[:14], *_just_met(market)]):
        one = life.client
        rows.append(
            [
                one.name,
                "委託管理",
                "秩序維護、清潔衛生、設施設備維護",
                "包乾制",
                one.floor_area,
                one.floor_area,
                "",
                "",
                "",
                one.budget,
                (3, 2, 5)[at % 3],
                one.industry,
                date(2026, 12, 31) + timedelta(days=31 * (at % 4)),
                f"{one.contact_person}（{one.title}）" if at % 5 else "",
                "部門比選 → 班子會 → 公示" if at % 2 else "",
                "全委託管理",
                "",
            ]
        )
    head = (
        "客戶 租/購/委託 服務範圍 收費模式 面積下限(㎡) 面積上限(㎡) 期望單價下限 期望單價上限 單價單位 預算(元)"
        " 期限(年) 使用用途 現合同到期日 決策人 決策流程 合作模式 備註"
    )
    book_of(path, ("需求調研", "客戶需求調研表", head, rows))


def _convinced(market: Market) -> Row:
    """The tenant whose contract is drafted saw the unit and agreed to the offer: else no contract may be drafted."""
    one = lease_drafted(market).client
    place, shown = "光明智造園 A座", "租賃單元與交付標準\n停車與物業服務\n座談答疑"
    guests = f"{one.contact_person}等 2 人"
    return [one.name, "2026-11-13 15:00", place, guests, one.owner, shown, "認可交付標準與租金方案", "認可"]


def lease_drafted(market: Market) -> Life:
    """The tenant with whom a lease is being drafted."""
    stages = ("談判", "成交", "深入洽談")
    return next(life for life in further(market, stages, LEASE) if life.client.party_type == "企業")


def visits_and_questions(market: Market, path: Path) -> None:
    """F6 and F7 in one workbook: who comes to see us, and what they ask."""
    offered = [one.life for one in market.offers if one.version == 1 and one.life.client.biz_line == SERVICE]
    lives = [life for life in offered if life.client.owner != "張雅婷"][10:16]
    visits: list[Row] = []
    for at, life in enumerate(lives):
        past = at < 3
        day = TODAY + timedelta(days=(-12, -8, -5, 6, 9, 15)[at])
        visits.append(
            [
                life.client.name,
                f"{day:%Y-%m-%d} {('09:30', '14:00')[at % 2]}",
                ("光明智造園 服務中心", "前灣國際中心 一樓大堂")[at % 2],
                f"{life.client.contact_person}等 {3 + at % 3} 人",
                life.client.owner,
                "監控室與消防控制室\n設備房與巡檢記錄\n報修工單系統演示\n座談答疑",
                "對設備房管理印象好" if past else "",
                ("認可", "有保留", "認可")[at] if past else "",
            ]
        )
    visits.append(_convinced(market))
    asked: list[Row] = []
    for at, life in enumerate(lives[:4]):
        done = at != 1
        asked += [
            [
                life.client.name,
                "",
                "電梯維保費是否已含在單價內？",
                "價格",
                "已含日常維保；年檢費按政府標準另計。",
                life.client.owner,
                "已解決",
            ],
            [
                life.client.name,
                "",
                "夜班保安能否增加一崗？",
                "人員配置",
                "可增，月增費用另列。" if done else "",
                life.client.owner if done else "",
                "已解決" if done else "處理中",
            ],
        ]
    book_of(
        path,
        ("考察安排", "客戶考察接待安排", "客戶 日期時間 地點 來訪人員 接待人 演示內容 反饋 結果", visits),
        ("異議處理", "客戶異議處理表", "客戶 方案編號 問題 類別 答覆 答覆人 狀態", asked),
    )
