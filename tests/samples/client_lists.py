"""The demo's prospect lists, one function each: a colleague's taste in layout, and the slips in it."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from columns import CONTACT, OFFER, PROSPECT, Row, contact, offer, prospect, put, quiet, talks
from lives import Life
from market import Market
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from sheets import Pen, save, save_csv

from toolkit.messages.script import simplified


def lin_list(market: Market, path: Path) -> None:
    """The tidy one: our own headings, dropdowns, real dates; three slips in forty-six rows."""
    book = Workbook()
    pen = Pen(book.active)
    pen.sheet.title = "客戶資料表"
    lives = market.of("林曉彤")
    rows = [prospect(life) for life in lives]
    first, second, *_ = quiet(lives)
    put(rows[first], PROSPECT, "聯繫電話", str(rows[first][PROSPECT.index("聯繫電話")])[:8])
    put(rows[second], PROSPECT, "意向程度", "還不錯")
    put(rows[9], PROSPECT, "建築面積(㎡)", "5.2萬")
    put(rows[17], PROSPECT, "物業類型", "辦公樓" if rows[17][6] == "寫字樓" else rows[17][6])
    pen.head(PROSPECT)
    for row in rows:
        pen.line(row, formats={8: "#,##0", 12: "#,##0", 13: "#,##0", 20: "#,##0", 21: "#,##0"})
    _dropdown(pen, "D", '"企業,業主委員會,個體工商戶,自然人,機關事業單位"', len(rows) + 1)
    _dropdown(pen, "V", '"高,中,低,無"', len(rows) + 1)
    pen.sheet["C1"].comment = Comment("18 位，先設為文字格式", "林曉彤")
    pen.finish(30)
    save(book, path)


def _dropdown(pen: Pen, column: str, options: str, last: int) -> None:
    rule = DataValidation(type="list", formula1=options, allow_blank=True)
    rule.add(f"{column}2:{column}{last}")
    pen.sheet.add_data_validation(rule)


_CHEN = (
    ("", ("序号", "登记时间", "单位名称", "统一信用代码")),
    ("项目情况", ("客户类型", "业务类型", "项目名称", "业态", "建面(平方米)", "地址")),
    ("企业情况", ("所属行业", "成立时间", "注册资金(万元)", "年营收(万元)")),
    ("联络方式", ("联络人", "职位", "手机", "电子邮箱")),
    ("来源", ("客户来源", "具体渠道", "获客成本(元)")),
    ("意向", ("年度预算(元)", "意向度", "预计签约时间")),
    ("信用查询", ("重大违法", "失信被执行人", "行政处罚", "查询时间")),
    ("", ("业务员", "下次跟进时间", "备注")),
)


def chen_list(market: Market, path: Path) -> None:
    """Simplified, with a two-line merged heading, 小计 after each channel, 合计 at the end, and a hidden column."""
    book = Workbook()
    pen = Pen(book.active, font="宋体", size=11, head="4472C4")
    pen.sheet.title = "台账"
    width = sum(len(titles) for _, titles in _CHEN)
    pen.title("2026年潜在客户信息台账", width, 18)
    pen.remark("市场拓展部　陈立文　　更新至 2026-11-23")
    pen.row += 1
    pen.two_line_head(_CHEN)
    lives = sorted(market.of("陳立文"), key=lambda life: life.client.source)
    slips = _chen_slips(lives)
    number, total = 0, 0
    for source, group in groupby(lives, key=lambda life: life.client.source):
        cost = 0
        for life in group:
            number, cost = number + 1, cost + life.client.channel_cost
            pen.line(
                _chen_row(number, life, slips.get(number - 1, {})),
                formats={9: "#,##0", 13: "#,##0", 14: "#,##0", 22: "#,##0"},
            )
        pen.line(["小计", "", simplified(source), *[""] * 17, cost, *[""] * (width - 21)], bold=True)
        total += cost
    pen.line(["合计", "", f"{number} 家", *[""] * 17, total, *[""] * (width - 21)], bold=True)
    pen.row += 1
    pen.remark("注：信用查询以国家企业信用信息公示系统为准。")
    pen.finish(28)
    pen.sheet.column_dimensions["R"].hidden = True
    save(book, path)


_CHEN_COLUMNS = (
    "登記日期",
    "客戶名稱",
    "統一社會信用代碼",
    "主體類型",
    "業務線",
    "物業名稱",
    "物業類型",
    "建築面積(㎡)",
    "所在地",
    "行業",
    "成立日期",
    "註冊資本(萬元)",
    "上年營收(萬元)",
    "聯繫人",
    "職務",
    "聯繫電話",
    "郵箱",
    "信息來源",
    "渠道名稱",
    "渠道成本(元)",
    "預算(元)",
    "意向程度",
    "預計簽約日",
    "重大違法",
    "失信被執行",
    "行業處罰",
    "查詢日期",
    "跟進人",
    "下次跟進",
    "備註",
)


def _chen_slips(lives: Sequence[Life]) -> dict[int, dict[str, object]]:
    """What is mistyped in which row: what keeps a row out stands where nobody has been spoken to."""
    still = quiet(lives)
    coded = [at for at in still if lives[at].client.credit_code]
    blocking: list[dict[str, object]] = [
        {"統一社會信用代碼": None},
        {"聯繫電話": 0.0},
        {"信息來源": "朋友圈广告"},
        {"客戶名稱": ""},
    ]
    slips = dict(zip([coded[0], *[at for at in still if at != coded[0]]], blocking, strict=False))
    spoken = [at for at, life in enumerate(lives) if life.talks]
    lenient = ({"登記日期": "text"}, {"建築面積(㎡)": "wan"}, {"主體類型": "有限公司"}, {"預算(元)": "80萬"})
    return {**slips, **dict(zip(spoken[3::9], lenient, strict=False))}


def _chen_row(number: int, life: Life, slips: dict[str, object]) -> Row:
    row = dict(zip(PROSPECT, prospect(life), strict=True))
    for title, wrong in slips.items():
        row[title] = _mistyped(row[title], wrong)
    if slips.get("主體類型") and life.client.party_type != "企業":
        row["主體類型"] = life.client.party_type
    values = [row[title] for title in _CHEN_COLUMNS]
    return [number, *(simplified(value) if isinstance(value, str) else value for value in values)]


def _mistyped(right: object, wrong: object) -> object:
    if wrong == "text":
        return f"{right:%Y.%-m.%-d}"
    if wrong == "wan":
        return f"{float(str(right)) / 10000:g}万平"
    if wrong is None:
        code = str(right)
        return code[:-1] + ("8" if code[-1] != "8" else "9")
    return float(str(right)) if wrong == 0.0 else wrong


def wang_cards(market: Market, path: Path) -> None:
    """Cards from a trade fair, exported by a scanner in Big5."""
    head = (
        "公司名稱",
        "主體類型",
        "業務線",
        "業態",
        "聯絡人",
        "職稱",
        "手機",
        "Email",
        "來源",
        "展會名稱",
        "獲客成本",
        "登記日期",
        "業務員",
        "備註",
    )
    rows = []
    for life in _cards(market):
        one = life.client
        rows.append(
            [
                one.name,
                one.party_type,
                one.biz_line,
                one.property_type,
                one.contact_person,
                one.title,
                f"{one.phone[:3]}-{one.phone[3:7]}-{one.phone[7:]}",
                one.email,
                one.source,
                one.channel_name,
                one.channel_cost,
                f"{one.registered_on:%Y/%m/%d}",
                one.owner,
                one.remarks,
            ]
        )
    rows[2][7] = "無"
    silent = next(iter(quiet(_cards(market))), 0)
    rows[silent][6] = "０" + str(rows[silent][6])
    save_csv(path, "cp950", head, rows)


def _cards(market: Market) -> list[Life]:
    return [life for life in market.of("王小明") if life.client.source == "行業展會" or life.client.number % 5 == 0]


def wang_list(market: Market, path: Path) -> None:
    """Three sheets: two lists by kind of property, and one that only explains."""
    book = Workbook()
    carded = {id(life) for life in _cards(market)}
    lives = [life for life in market.of("王小明") if id(life) not in carded]
    homes = [life for life in lives if life.client.property_type in ("住宅", "商鋪", "酒店公寓", "學校", "醫院")]
    others = [life for life in lives if life not in homes]
    first = book.active
    first.title = "填寫說明"
    notes = Pen(first, font="標楷體", size=12, head="")
    for text in (
        "一、每週五下班前更新。",
        "二、電話必填；信用代碼到談判前補齊。",
        "三、合計行由表格自動計算，不要手改。",
    ):
        notes.remark(text)
    first.column_dimensions["A"].width = 60
    for title, group in (("住宅商鋪公建", homes), ("園區寫字樓廠房", others)):
        _wang_sheet(Pen(book.create_sheet(title), font="標楷體", size=11, head="70AD47"), title, group)
    save(book, path)


def _wang_sheet(pen: Pen, title: str, lives: Sequence[Life]) -> None:
    head = (
        "登記日",
        "單位名稱",
        "稅號",
        "客戶性質",
        "業務類別",
        "項目名稱",
        "物業業態",
        "項目面積(㎡)",
        "項目地址",
        "聯絡人",
        "職稱",
        "聯絡電話",
        "客戶來源",
        "來源說明",
        "渠道費用(元)",
        "預算金額(元)",
        "合作意向",
        "負責業務員",
        "下次聯繫",
        "說明",
    )
    pen.title(f"招商客戶清單：{title}", len(head), 14)
    pen.head(head)
    columns = (
        "登記日期",
        "客戶名稱",
        "統一社會信用代碼",
        "主體類型",
        "業務線",
        "物業名稱",
        "物業類型",
        "建築面積(㎡)",
        "所在地",
        "聯繫人",
        "職務",
        "聯繫電話",
        "信息來源",
        "渠道名稱",
        "渠道成本(元)",
        "預算(元)",
        "意向程度",
        "跟進人",
        "下次跟進",
        "備註",
    )
    start = pen.row
    silent = quiet(lives)
    for at, life in enumerate(lives):
        row = prospect(life)
        values = [row[PROSPECT.index(one)] for one in columns]
        if silent and at == silent[0]:
            phone = str(values[11])
            values[11] = f"{phone}／{phone[:-1]}{(int(phone[-1]) + 3) % 10}"
        if at == 2:
            values[0] = f"{life.client.registered_on:%Y年%m月%d日}"
        if at == silent[-1] and len(silent) > 1:
            values[17] = ""
        pen.line(values, formats={8: "#,##0", 15: "#,##0", 16: "#,##0"})
    pen.line(["合計", f"{len(lives)} 家", *[""] * 12, f"=SUM(O{start}:O{pen.row - 1})"], bold=True)
    pen.finish(28)


def zhang_daily(market: Market, path: Path) -> None:
    """Everything of one colleague in one workbook: customers, contacts, proposals."""
    book = Workbook()
    lives = market.of("張雅婷")
    customers = Pen(book.active)
    customers.sheet.title = "客戶"
    needed = ("登記日期", "客戶名稱", "主體類型", "業務線", "物業類型", "聯繫人", "聯繫電話", "信息來源", "跟進人")
    rest = tuple(title for title in PROSPECT if title not in needed)
    head = needed + rest
    customers.head(head)
    silent = quiet(lives)[0]
    for at, life in enumerate(lives):
        row = prospect(life)
        values = [row[PROSPECT.index(title)] for title in head]
        if at == 3:
            values[head.index("建築面積(㎡)")] = "約120平米"
        if at == silent:
            values[head.index("統一社會信用代碼")] = 914403001922038.0
        customers.line(values)
    customers.finish(26)
    for at in range(len(needed) + 1, len(head) + 1):
        column = customers.sheet.cell(1, at).column_letter
        customers.sheet.column_dimensions[column].outlineLevel = 1
    log = Pen(book.create_sheet("溝通"))
    log.head(CONTACT)
    for talk in talks(lives):
        log.line(contact(talk))
    log.finish()
    offers = Pen(book.create_sheet("方案"))
    offers.head(OFFER)
    for one in market.offers:
        if one.life.client.owner == "張雅婷":
            offers.line(offer(one))
    offers.finish(30)
    save(book, path)
