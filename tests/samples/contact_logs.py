"""The demo's contact logs and its proposal sheet."""

from datetime import date, datetime
from pathlib import Path

from columns import CONTACT, OFFER, Row, contact, offer, put, talks
from market import Market
from openpyxl import Workbook
from sheets import Pen, save, save_xls

from toolkit.messages.script import simplified


def lin_contacts(market: Market, path: Path) -> None:
    """A log with a title and a line of small print above the heading."""
    book = Workbook()
    pen = Pen(book.active)
    pen.sheet.title = "溝通記錄"
    pen.title("客戶溝通記錄表", len(CONTACT))
    pen.remark("填表人：林曉彤　每次溝通後當天填寫；階段有變才填「跟進後階段」。")
    rows = [contact(talk) for talk in talks(market.of("林曉彤"))]
    put(rows[6], CONTACT, "下次跟進", None)
    put(rows[15], CONTACT, "日期時間", "2026年13月5日 10:00")
    put(rows[30], CONTACT, "溝通方式", "微信語音")
    rows.append(_too_early(market))
    pen.head(CONTACT)
    for row in rows:
        pen.line(row)
    pen.finish()
    save(book, path)


def _too_early(market: Market) -> Row:
    """Somebody pulls a client into negotiation although no proposal was ever made: the gate stops it."""
    offered = {id(one.life) for one in market.offers}
    life = next(one for one in market.of("林曉彤") if one.stage == "深入洽談" and id(one) not in offered)
    row = contact(life.talks[-1])
    put(row, CONTACT, "日期時間", datetime.fromisoformat("2026-11-20T16:30"))
    put(row, CONTACT, "跟進後階段", "談判")
    put(row, CONTACT, "內容", "電話約定下週面談價格，對方要求先談單價。")
    put(row, CONTACT, "下次跟進", date(2026, 11, 27))
    return row


def lin_offers(market: Market, path: Path) -> None:
    """The proposals of three colleagues on one sheet, numbered by the system."""
    book = Workbook()
    pen = Pen(book.active)
    pen.sheet.title = "方案資料"
    pen.title("合作方案資料表（2026年第四季度）", len(OFFER))
    rows = [offer(one) for one in market.offers if one.life.client.owner != "張雅婷"]
    put(rows[3], OFFER, "單位", "元/㎡")
    put(rows[5], OFFER, "期限(月)", "3年")
    put(rows[7], OFFER, "單價", 86000)
    put(rows[8], OFFER, "收費模式", "包干制")
    pen.head(OFFER)
    for row in rows:
        pen.line(row, formats={7: "0.00", 9: "#,##0"})
    pen.finish(36)
    save(book, path)


def chen_contacts(market: Market, path: Path) -> None:
    """An old .xls in Simplified Chinese; some dates are text."""
    words = "客戶名稱 跟進時間 方式 對方聯繫人 業務員 跟進內容 客戶需求 聯繫結果 客戶階段 下步計劃 下次跟進時間"
    head = [simplified(one) for one in words.split()]
    rows = [
        [simplified(value) if isinstance(value, str) else value for value in contact(talk)]
        for talk in talks(market.of("陳立文"))
    ]
    for at in range(0, len(rows), 17):
        held = rows[at][1]
        rows[at][1] = f"{held:%Y}年{held.month}月{held.day}日 {held:%H:%M}"
    rows[8][8], rows[12][0] = "签了", "某某公司"
    plain = [["" if value is None else value for value in row] for row in rows]
    save_xls(path, "跟进记录", "客户跟进记录（陈立文）", head, plain)


def wang_contacts(market: Market, path: Path) -> None:
    """Typed on a phone: full-width figures, other words for the same, a blank line here and there."""
    book = Workbook()
    pen = Pen(book.active, font="標楷體", size=11, head="70AD47")
    pen.sheet.title = "溝通情況"
    words = "客戶單位 溝通時間 聯絡方式 對方 記錄人 溝通情況 需求 溝通結果 客戶階段 下一步行動 下次聯繫日期"
    head = words.split()
    pen.head(head)
    wide = str.maketrans("0123456789/:", "０１２３４５６７８９／：")
    for at, talk in enumerate(talks(market.of("王小明"))):
        row = contact(talk)
        if at % 9 == 4:
            row[1] = f"{talk.held_at:%Y/%m/%d %H:%M}".translate(wide)
        if at % 13 == 6:
            row[2] = {"電話": "致電", "拜訪": "上門拜訪", "來訪": "客戶來訪"}.get(str(row[2]), row[2])
        if at == 10:
            row[10] = date(2026, 1, 3)
        pen.line(row)
        if at % 20 == 19:
            pen.row += 1
    pen.finish()
    save(book, path)
