"""One client's whole life by dropping sheets only: from a row in a list to the renewal and the review (issue 4).

What people do is what they do in an office: they drop workbooks and Word documents, into their own folder or,
where authority is needed, into their department's; days pass, and each morning brings what it brings.
"""

import io
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest

from toolkit.daemon import Daemon
from toolkit.errors import UsageError
from toolkit.jobs.intake.inbox import Inbox
from toolkit.jobs.intake.orders import make_promised
from toolkit.jobs.intake.undo import undo
from toolkit.jobs.nightly import morning_done
from toolkit.jobs.service import template_file
from toolkit.jobs.texts import renew_contracts

CLIENT = "深圳市潤樺資產管理有限公司"
CODE = "9144030071526726XG"
CONTRACT = "HT-20261207-0001"
NEXT_CONTRACT = "HT-20271020-0001"
SIGNING = {"簽署日": date(2026, 12, 7), "簽署人": "沈知行", "用印號": "YZ-2026-118", "原件存放": "檔案室 A3"}
DEPARTMENTS = ("招商部", "財務部", "法務部", "總經理室")


def test_a_client_from_its_first_row_to_renewal_and_review(story: Any) -> None:
    met(story)
    offered(story)
    negotiated(story)
    agreed(story)
    signed(story)
    launched(story)
    cared_for(story)
    renewed(story)
    reviewed(story)
    assert story.stages(CLIENT) == ["潛在線索", "初步溝通", "深入洽談", "談判", "成交", "履約"]


# ------------------------------------------------------------------------------------ stages 1 and 2
def met(story: Any) -> None:
    """A good prospect is graded and written to; contacts, plan and needs become papers (seed 1, 2)."""
    story.on(2026, 11, 2)
    story.take("林曉彤/客戶資料表.xlsx", [prospect()])
    assert story.customer(CLIENT).grade in ("A", "B")
    assert story.papers(CLIENT) == {"公司介紹函"}

    story.on(2026, 11, 5)
    story.take("林曉彤/溝通記錄表.xlsx", [contact("2026-11-04 10:00", "初步溝通", "約現場查看")])
    plan = cells(
        f"客戶={CLIENT}; 開發目標=三個月內簽約; 溝通策略=以同類案例打動決策人; 責任人=林曉彤; 開始=2026-11-05; "
        "完成=2027-01-31"
    )
    story.take("林曉彤/開發計劃表.xlsx", [plan])
    needs = cells(
        f"客戶={CLIENT}; 租/購/委託=委託; 服務範圍=秩序維護、清潔衛生; 收費模式=包乾制; 期望單價上限=16; "
        "單價單位=元/㎡/月; 期限(年)=1; 決策人=方總"
    )
    story.take("林曉彤/需求調研表.xlsx", [needs])
    assert story.customer(CLIENT).deal_stage == "初步溝通"
    assert {"客戶檔案", "開發計劃書", "需求調研報告"} <= story.papers(CLIENT)


# ------------------------------------------------------------------------------------ stage 3
def offered(story: Any) -> None:
    """Two versions of an offer, a visit, an objection that blocks until it is settled (seed 3)."""
    story.on(2026, 11, 12)
    story.take("林曉彤/方案資料表.xlsx", [offer(1, 15.5)])
    assert story.customer(CLIENT).deal_stage == "深入洽談"
    story.take("林曉彤/方案資料表 v2.xlsx", [offer(2, 15)])
    text = story.text(CLIENT, "合作方案書")
    assert "第 1 版" in text or "第1版" in text
    assert "15.50" in text
    assert story.older(CLIENT, "合作方案書") == 1

    visit = cells(
        f"客戶={CLIENT}; 日期時間=2026-11-18 14:00; 地點=前灣國際中心; 來訪人員=方總等三人; 接待人=林曉彤; "
        "演示內容=監控室、設備房"
    )
    story.take("林曉彤/考察安排表.xlsx", [visit])
    story.take("林曉彤/異議處理表.xlsx", [objection("未解決", "")])
    assert {"考察接待安排表", "異議處理附件"} <= story.papers(CLIENT)
    assert "方案確認書" not in story.papers(CLIENT)

    story.on(2026, 11, 20)
    story.take("林曉彤/考察安排表 結果.xlsx", [visit | {"反饋": "管理細緻", "結果": "認可"}])
    assert "方案確認書" not in story.papers(CLIENT)
    story.take("林曉彤/異議處理表 答覆.xlsx", [objection("已解決", "首年單價不變，次年按指數調整。")])
    assert "方案確認書" in story.papers(CLIENT)


# ------------------------------------------------------------------------------------ stage 4
def negotiated(story: Any) -> None:
    """What we would give stays inside; the draft carries number, version and check code (seed 4a, 4b)."""
    story.on(2026, 11, 30)
    story.take("內部/談判準備表.xlsx", [issue()])
    assert story.customer(CLIENT).deal_stage == "談判"
    assert story.inside("談判準備書")

    story.on(2026, 12, 7)
    story.take("周建宏/合同資料表.xlsx", [contract()])
    assert story.state(CONTRACT) == "草稿"
    assert "草稿" in story.text(CLIENT, CONTRACT)
    assert story.inside("合同審核表")


def agreed(story: Any) -> None:
    """Each department says its word from its own folder; only then, and on a released text, a final copy (4d)."""
    draft = story.code(CLIENT, CONTRACT)
    story.take("內部/會簽/財務部/會簽.xlsx", [word("財務部", 1, draft, "修改後同意", "違約金比例改為年費 8%。")])
    assert story.state(CONTRACT) == "草稿"

    story.on(2026, 12, 9)
    story.take("周建宏/合同資料表 v2.xlsx", [contract() | {"合同編號": CONTRACT, "違約金比例": "8%"}])
    second = story.code(CLIENT, CONTRACT)
    assert second != draft
    for department in DEPARTMENTS[:3]:
        story.take(f"內部/會簽/{department}/會簽2.xlsx", [word(department, 2, second)])
    assert story.state(CONTRACT) == "審批中"
    story.take("內部/會簽/總經理室/會簽2.xlsx", [word("總經理室", 2, second)])
    assert story.state(CONTRACT) == "審批中"
    assert "範本未經法務核准" in story.text(CLIENT, CONTRACT)

    story.release("物業服務合同")
    assert story.state(CONTRACT) == "待簽"
    assert "已可簽署" in story.due("林曉彤", CONTRACT)
    text = story.text(CLIENT, CONTRACT)
    assert "草稿" not in text
    assert CONTRACT in text
    assert second in text


def signed(story: Any) -> None:
    """What the other side changed is told inside; the signing is recorded, and the deal is made."""
    final = story.paper(CLIENT, CONTRACT)
    sent = final.read_bytes()
    story.drop_document("周建宏/對方退回.docx", edited(final, "15.00", "14.20"))
    (report,) = story.inside("合同比對報告")
    told = story.words(report)
    assert "14.20" in told
    assert "14.37" in told

    story.on(2026, 12, 15)
    signing = cells(f"合同編號={CONTRACT}; 簽署日=2026-12-14; 簽署人=沈知行; 用印號=YZ-2026-118; 原件存放=檔案室 A3")
    story.take("周建宏/合同簽署.xlsx", [contract() | {"違約金比例": "8%"} | signing])
    assert story.state(CONTRACT) == "執行中"
    assert story.customer(CLIENT).deal_stage == "成交"
    assert story.paper(CLIENT, CONTRACT).read_bytes() == sent  # what was signed stays as it was
    assert "成交" in story.text(CLIENT, "客戶檔案")


# ------------------------------------------------------------------------------------ stage 5
def launched(story: Any) -> None:
    """People and things are found, the site is handed over, and the start is followed (seed 5)."""
    story.on(2026, 12, 18)
    guard = cells(f"合同編號={CONTRACT}; 類別=人員; 名稱=保安員; 需求數=24; 到位數=20; 需求日=2026-12-28; 責任人=周強")
    start = {"合同編號": CONTRACT, "節點": "承接查驗", "責任人": "周強", "計劃完成": date(2026, 12, 30)}
    story.take("周強/資源調配表.xlsx", [guard])
    story.take("周強/進度跟蹤表.xlsx", [start])
    assert {"資源調配計劃", "項目啟動計劃"} <= story.papers(CLIENT)
    assert "4" in story.text(CLIENT, "資源調配計劃")

    story.on(2026, 12, 31)
    story.take("周強/現場交接表.xlsx", handover()[:5])
    assert story.customer(CLIENT).deal_stage == "成交"
    assert "財務" in story.text(CLIENT, "現場交接單")
    story.take("周強/現場交接表 財務.xlsx", handover()[5:])
    story.take("周強/進度跟蹤表 完成.xlsx", [start | {"實際完成": date(2026, 12, 30), "狀態": "已完成"}])
    assert story.customer(CLIENT).deal_stage == "履約"
    assert {"現場交接單", "進度報告"} <= story.papers(CLIENT)


# ------------------------------------------------------------------------------------ stage 6
def cared_for(story: Any) -> None:
    """Half a year on the client is asked; what it complains of is mended and closed (seed 6a–6c)."""
    story.on(2027, 6, 28)
    story.morning()
    assert "滿意度問卷" in story.papers(CLIENT)
    form = story.workbook(CLIENT, "滿意度問卷")

    story.on(2027, 7, 2)
    filled = {"日期": date(2027, 7, 1), "受訪人": "方敏", "總評": 3, "意見": "停車管理跟不上"}
    told = story.said(story.fill_in("何婷/滿意度問卷.xlsx", form, filled))
    assert story.rejected == 0
    assert "沒有寫處理措施" in told
    assert "尚未定出處理措施" in story.text(CLIENT, "回訪記錄")

    answer = cells(
        f"客戶={CLIENT}; 日期=2027-07-01; 受訪人=方敏; 方式=問卷; 清潔衛生=4; 總評=3; 意見=停車管理跟不上; "
        "處理措施=增設停車引導員; 責任人=何婷; 期限=2027-07-31"
    )
    story.take("何婷/滿意度回訪表.xlsx", [answer])
    assert "處理中" in story.text(CLIENT, "回訪記錄")
    assert story.due("何婷", "增設停車引導員")

    story.on(2027, 7, 3)
    story.take("何婷/滿意度回訪表 關閉.xlsx", [answer | {"關閉日": date(2027, 7, 3)}])
    assert not story.due("何婷", "增設停車引導員")
    assert "已關閉" in story.text(CLIENT, "回訪記錄")


def renewed(story: Any) -> None:
    """Rung by rung towards the end of the term; the next contract renews it (seed 6d)."""
    for month, left in ((7, 180), (9, 120), (9, 100), (10, 90)):
        story.on_day(date.fromordinal(date(2027, 12, 31).toordinal() - left))
        story.morning()
        assert story.today.month == month
        assert story.state(CONTRACT) == "即將到期"
        assert str(left) in story.due("林曉彤", CONTRACT)
    text = story.text(CLIENT, "續約建議書")
    assert "停車" in text
    assert "2028" in text

    story.on(2027, 10, 20)
    second = contract() | {"合同名稱": "潤樺中心物業服務合同（續）", "起": date(2028, 1, 1), "止": date(2028, 12, 31)}
    story.take("周建宏/續約合同.xlsx", [second])
    code = story.code(CLIENT, NEXT_CONTRACT)
    for department in DEPARTMENTS:  # all four at the same moment
        line = word(department, 1, code) | {"合同編號": NEXT_CONTRACT, "日期": date(2027, 10, 20)}
        story.lay(f"內部/會簽/{department}/續約會簽.xlsx", [line])
    assert [one.submission.counts for one in story.run(documents=True)] == [{"accepted": 1, "rejected": 0}] * 4
    assert len(list(story.outbox.glob("內部/回執/會簽/法務部/續約會簽*.xlsx"))) == 1
    assert story.state(NEXT_CONTRACT) == "待簽"
    story.on(2027, 11, 1)
    signing = {"簽署日": date(2027, 11, 1), "簽署人": "沈知行", "用印號": "YZ-2027-96", "原件存放": "檔案室 A3"}
    story.take("周建宏/續約簽署.xlsx", [second | {"合同編號": NEXT_CONTRACT} | signing])
    story.morning()
    assert (story.state(CONTRACT), story.state(NEXT_CONTRACT)) == ("已續約", "執行中")
    assert not story.due("林曉彤", CONTRACT)


# ------------------------------------------------------------------------------------ stage 7
def reviewed(story: Any) -> None:
    """What the months taught becomes a report and the minutes of a review (seed 7, V)."""
    story.on(2027, 11, 8)
    remark = cells(
        "來源=客戶; 環節=後續服務與客戶關係維護; 問題=停車投訴回應慢; 原因=引導員不足; "
        "決議=高峰增派兩名引導員; 責任人=何婷; 期限=2027-12-15; 狀態=處理中"
    )
    story.take("周建宏/反饋評審表.xlsx", [remark])
    target = cells("週期=2027-11; 姓名=林曉彤; 指標=續約率; 權重=100%; 目標=90%")
    story.take("內部/績效指標表.xlsx", [target])
    story.report("2027-11")
    made = {path.stem.split()[0] for path in story.outbox.rglob("*.docx")}
    assert {"評審會議記錄", "績效報告"} <= made


# ------------------------------------------------------------------------------------ the sheets' rows
def cells(text: str) -> dict[str, Any]:
    """A row as it is typed: 「欄=值」, between semicolons."""
    pairs = (part.partition("=") for part in text.split("; "))
    return {heading: value or None for heading, _, value in pairs}


def prospect() -> dict[str, Any]:
    return cells(
        f"登記日期=2026-11-02; 客戶名稱={CLIENT}; 統一社會信用代碼={CODE}; 主體類型=企業; 業務線=物業服務外拓; "
        "物業名稱=潤樺中心; 物業類型=寫字樓; 建築面積(㎡)=42000; 所在地=深圳市南山區科苑路 9 號; "
        "行業=商務服務; 成立日期=2008-05-20; 註冊資本(萬元)=8000; 上年營收(萬元)=26000; 聯繫人=方敏; "
        "職務=副總經理; 聯繫電話=13800138000; 信息來源=夥伴推薦; 預算(元)=8000000; 意向程度=高; 重大違法=無; "
        "失信被執行=無; 行業處罰=無; 查詢日期=2026-10-30; 跟進人=林曉彤; 下次跟進=2026-11-06"
    )


def contact(held: str, after: str, following: str) -> dict[str, Any]:
    return cells(
        f"客戶={CLIENT}; 日期時間={held}; 溝通方式=電話; 對方人員=方敏; 我方人員=林曉彤; "
        f"內容=介紹同類寫字樓案例，對方願意面談。; 結果=有意向; 跟進後階段={after}; 下一步={following}; "
        f"下次跟進={date.fromisoformat(held[:10]) + timedelta(days=8)}"
    )


def offer(version: int, price: float) -> dict[str, Any]:
    return cells(
        f"版本={version}; 客戶={CLIENT}; 服務內容=秩序維護、清潔衛生、設施設備維護; 服務標準=優質級; "
        f"收費模式=包乾制; 單價={price}; 單位=元/㎡/月; 面積(㎡)=42000; 期限(月)=12; 開始日=2027-01-01; "
        "有效期=2026-12-20; 付款方式=季付"
    )


def objection(status: str, answer: str) -> dict[str, Any]:
    return cells(
        f"客戶={CLIENT}; 問題=首年能否不漲價; 類別=價格; 答覆={answer}; 答覆人={'林曉彤' if answer else ''}; "
        f"狀態={status}"
    )


def issue() -> dict[str, Any]:
    return cells(
        f"客戶={CLIENT}; 輪次=1; 議題=物業費單價; 優先級=必保; 理想=15.00元/㎡/月; 可接受=14.60元/㎡/月; "
        "底線=14.37元/㎡/月; 主談=周建宏"
    )


def contract() -> dict[str, Any]:
    return cells(
        f"合同名稱=潤樺中心物業服務合同; 業務線=物業服務外拓; 主體類型=企業; 對方全稱={CLIENT}; "
        f"統一社會信用代碼={CODE}; 法定代表人/負責人=方景明; 合作範圍=秩序維護、清潔衛生與設備維護。; "
        "服務標準=優質級，報修 15 分鐘內到場。; 收費模式=包乾制; 單價=15; 單價單位=元/㎡/月; 面積(㎡)=42000; "
        "金額(元)=7560000; 付款條件=按季支付，每季首月 10 日前付清。; "
        "違約責任=逾期付款的，每日按逾期金額的萬分之五支付違約金。; 爭議解決=訴訟; 起=2027-01-01; "
        "止=2027-12-31; 後續服務=每季回訪一次。; 違約金比例=10%; 稅率=6%; 發票類型=增值稅專用發票; "
        "附件=設施設備清單"
    )


def word(department: str, version: int, code: str, opinion: str = "同意", remarks: str = "") -> dict[str, Any]:
    return cells(
        f"合同編號={CONTRACT}; 合同版本={version}; 校驗碼={code}; 審核部門={department}; 審核人=趙敏; "
        f"意見={opinion}; 說明={remarks}; 日期=2026-12-07"
    )


def handover() -> list[dict[str, Any]]:
    things = (
        ("圖紙資料", "竣工圖"),
        ("共用設施", "1號客梯"),
        ("用房", "物業服務中心"),
        ("鑰匙", "設備房鑰匙"),
        ("抄表", "總水表"),
        ("財務", "預收停車費"),
    )
    return [
        cells(
            f"合同編號={CONTRACT}; 類別={category}; 項目={item}; 數量=1; 狀況=完好; "
            f"讀數={18264 if category == '抄表' else ''}; 移交人=林志遠; 接收人=周強; 日期=2026-12-31"
        )
        for category, item in things
    ]


def edited(path: Path, old: str, new: str) -> bytes:
    """The document with ``old`` replaced by ``new``, as the other side would edit it in Word."""
    import io

    document = docx.Document(str(path))
    inside = [*document.paragraphs, *(p for t in document.tables for c in t._cells for p in c.paragraphs)]
    changed = [run for part in inside for run in part.runs if old in run.text]
    assert changed
    for run in changed:
        run.text = run.text.replace(old, new)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# ------------------------------------------------------------------------------------ a second client
def test_a_client_that_breaks_each_gate_is_stopped_at_each(story: Any) -> None:
    before_the_contract(story)
    at_the_review(story)
    after_signing(story)


def before_the_contract(story: Any) -> None:
    """No code, no offer, an offer without an answer, an open objection: none of them gets into 談判."""
    story.on(2026, 11, 5)
    story.take("王小明/名單.xlsx", [{**prospect(), "統一社會信用代碼": None}])
    talk = contact("2026-11-04 10:00", "談判", "約談條件")
    assert "是企業，還沒有統一社會信用代碼，不能由「潛在線索」進入「談判」" in story.refuse("王小明/1.xlsx", [talk])
    story.take("王小明/名單 補.xlsx", [prospect()])
    told = story.refuse("王小明/2.xlsx", [{**talk, "內容": "對方願意面談條件。"}])
    assert "進入談判前，方案須已確認，客戶的異議須全部關閉。尚缺：經客戶確認的合作方案書" in told
    assert "談判" not in story.stages(CLIENT)

    bare = {**talk, "跟進後階段": "初步溝通", "下一步": "", "內容": "對方願意先看資料。"}
    assert "下一步" in story.said(story.put("王小明/3.xlsx", [bare]))
    told = story.said(story.put("王小明/4.xlsx", [offer(1, 15)]))
    assert "進入深入洽談前，須有《需求調研表》" in told
    told = story.refuse("王小明/5a.xlsx", [contract()])
    assert "尚缺：經客戶確認的合作方案書" in told
    assert "所有異議已解決" not in told
    story.take("王小明/5.xlsx", [objection("未解決", "")])
    assert "、所有異議已解決" in story.refuse("王小明/6.xlsx", [contract()])
    assert "不能登記" not in story.refuse("內部/7.xlsx", [issue()])
    assert not story.inside("談判準備書")
    story.take("王小明/8.xlsx", [objection("已解決", "首年單價不變。")])


def at_the_review(story: Any) -> None:
    """Nobody signs before every department has agreed to this very text, from its own folder."""
    story.on(2026, 12, 7)
    assert "沒有談判準備表" in story.said(story.put("王小明/9.xlsx", [contract()]))
    code = story.code(CLIENT, CONTRACT)
    numbered = contract() | {"合同編號": CONTRACT}
    assert "還缺「招商部、財務部、法務部、總經理室」的同意" in story.refuse("王小明/10.xlsx", [numbered | SIGNING])
    won = contact("2026-12-07 10:00", "成交", "")
    assert "須經全部會簽部門同意同一版本" in story.refuse("王小明/11.xlsx", [won])

    story.refuse("王小明/12.xlsx", [word("法務部", 1, code)])
    assert "不是從該部門的受限資料夾投入" in story.inside_receipt()
    story.refuse("內部/會簽/財務部/13.xlsx", [word("法務部", 1, code)])
    assert "請由審核人本人投到「內部/會簽/法務部」" in story.inside_receipt()
    story.refuse("內部/會簽/法務部/14.xlsx", [word("法務部", 1, "0000-0000")])
    assert f"現在是第 1 版（{code}）" in story.inside_receipt()
    story.refuse("內部/會簽/法務部/15.xlsx", [word("法務部", 1, code, "不同意")])
    assert "沒有說明" in story.inside_receipt()
    story.refuse("內部/會簽/法務部/15b.xlsx", [word("法務部", 1, code) | {"日期": date(2026, 12, 8)}])
    assert "會簽日期「2026-12-08」在今天（2026-12-07）之後" in story.inside_receipt()

    for department in DEPARTMENTS:
        story.take(f"內部/會簽/{department}/16.xlsx", [word(department, 1, code)])
    assert "未經法務核准，不能登記簽署" in story.refuse("王小明/17.xlsx", [numbered | SIGNING])
    story.release("物業服務合同")
    told = story.said(story.put("王小明/18.xlsx", [numbered | {"違約金比例": "20%"}]))
    assert "改為第 2 版，之前的 4 份同意作廢" in told
    assert story.state(CONTRACT) == "草稿"
    told = story.refuse("王小明/19.xlsx", [numbered | {"違約金比例": "20%"} | SIGNING])
    assert "還缺「招商部、財務部、法務部、總經理室」的同意" in told


def after_signing(story: Any) -> None:
    """No handover before the signature, no performance before the handover, no change after either."""
    things = handover()
    assert "尚未簽署，不能辦理現場交接" in story.refuse("周強/20.xlsx", things[:1])
    code = story.code(CLIENT, CONTRACT)
    for department in DEPARTMENTS:
        story.take(f"內部/會簽/{department}/21.xlsx", [word(department, 2, code) | {"日期": date(2026, 12, 7)}])
    final = contract() | {"合同編號": CONTRACT, "違約金比例": "20%"}
    half = {"簽署日": date(2026, 12, 7), "簽署人": "沈知行"}
    assert "簽署資料不齊，缺「用印號」" in story.refuse(
        "王小明/22.xlsx", [final | half | {"用印號": None, "原件存放": None}]
    )
    story.take("王小明/23.xlsx", [final | SIGNING])
    assert "已簽署（執行中），內容不能再改" in story.refuse("王小明/24.xlsx", [final | SIGNING | {"金額(元)": 7000000}])
    told = story.refuse("王小明/24b.xlsx", [final | dict.fromkeys(SIGNING, "清除")])  # a signing is evidence
    assert "簽署資料不齊，缺「用印號」" in told
    assert story.contract(CONTRACT)["seal_number"] == "YZ-2026-118"

    running = contact("2026-12-07 16:00", "履約", "進場")
    told = story.refuse("王小明/25.xlsx", [running])
    assert "沒有未整改的 A 級問題。尚缺：現場交接表" in told
    grave = {"狀況": "待整改", "問題等級": "A", "整改責任人": "林志遠", "整改期限": date(2026, 12, 20)}
    lift = things[1] | grave
    story.take(
        "周強/26.xlsx", [thing | {name: thing.get(name) for name in grave} for thing in (lift, *things[2:], things[0])]
    )
    assert story.customer(CLIENT).deal_stage == "成交"
    assert "整改驗收前不予接收" in story.text(CLIENT, "現場交接單")
    assert story.stages(CLIENT)[-1] == "成交"


# ------------------------------------------------------------------------------------ contracts that end early
def test_a_draft_that_is_void_and_a_contract_that_is_ended(story: Any) -> None:
    story.on(2026, 11, 20)
    story.take("王小明/名單.xlsx", [prospect()])
    story.take("王小明/1.xlsx", [offer(1, 15)])
    old = cells(
        "合同編號=HT-2024-018; 簽署日=2025-12-20; 簽署人=沈知行; 用印號=YZ-2025-7; 原件存放=檔案室; 合同狀態=審批中; "
        "起=2026-01-01"
    )
    told = story.said(story.put("王小明/台賬.xlsx", [contract() | {"合同名稱": "二期服務合同"} | old]))
    assert story.state("HT-2024-018") == "執行中"
    assert "早於流程發布日" in told
    assert "沒有採用" in told
    assert not list(story.folder(CLIENT).glob("HT-*"))

    story.on(2026, 12, 7)
    story.take("王小明/2.xlsx", [contract()])
    final = contract() | {"合同編號": CONTRACT}
    assert "「終止原因」是空的" in story.refuse("王小明/3.xlsx", [final | {"合同狀態": "作廢"}])
    ending = {"合同狀態": "終止", "解除日期": "2026-12-31", "終止原因": "雙方協商"}
    assert "尚未簽署，無從終止" in story.refuse("王小明/4.xlsx", [final | ending])
    sent = edited(story.paper(CLIENT, CONTRACT), "15.00", "14.20")
    story.take("王小明/5.xlsx", [final | {"合同狀態": "作廢", "終止原因": "改簽一期整體合同"}])
    assert story.state(CONTRACT) == "作廢"
    assert not list(story.folder(CLIENT).glob("HT-*"))
    assert [path.name for path in story.folder(CLIENT).glob("舊版/HT-*")] == [
        f"{CONTRACT} 潤樺中心物業服務合同（作廢）.docx"
    ]
    assert not story.inside("合同審核表")
    told = story.said(story.drop_document("王小明/對方退回.docx", sent))
    assert "已是「作廢」" in told
    assert "14.20" not in told
    (report,) = story.inside("合同比對報告")
    assert "14.20" in story.words(report)
    assert "已是「作廢」" in story.words(report)
    assert "已作廢，不能再改" in story.refuse("王小明/6.xlsx", [final | {"金額(元)": "7000000"}])

    running = contract() | {"合同名稱": "二期服務合同", "合同編號": "HT-2024-018", "起": "2026-01-01"}
    story.take("王小明/7.xlsx", [running | ending])
    assert story.state("HT-2024-018") == "執行中"
    story.on(2026, 12, 31)
    story.morning()
    assert story.state("HT-2024-018") == "終止"
    assert "已經是「終止」" in story.refuse("王小明/8.xlsx", [running | {"合同狀態": "作廢", "終止原因": "補記"}])


def test_what_is_taken_back_is_made_anew_and_its_paper_set_aside(story: Any) -> None:
    story.on(2026, 11, 20)
    story.take("王小明/名單.xlsx", [prospect()])
    taken = story.put("王小明/方案.xlsx", [offer(1, 15)])
    undo(story.service, [taken.submission.id], "admin")
    assert not list(story.folder(CLIENT).glob("合作方案書*"))
    assert [path.name for path in story.folder(CLIENT).glob("舊版/*")] == ["合作方案書（作廢）.docx"]
    story.take("王小明/方案 again.xlsx", [offer(1, 15)])
    assert "合作方案書" in {path.stem.partition("_")[0] for path in story.folder(CLIENT).glob("*.docx")}


def test_the_dossier_is_told_anew_when_a_contact_is_taken_back(story: Any) -> None:
    story.on(2026, 12, 7)
    story.take("王小明/名單.xlsx", [prospect()])
    story.take("王小明/1.xlsx", [contact("2026-12-01 10:00", "初步溝通", "約現場查看")])
    wrong = contact("2026-12-02 10:00", "初步溝通", "寄資料") | {"內容": "其實是另一家公司的電話。"}
    taken = story.put("王小明/2.xlsx", [wrong])
    story.take("王小明/3.xlsx", [contact("2026-12-03 10:00", "初步溝通", "再約")])
    assert "另一家公司" in story.text(CLIENT, "客戶檔案")
    undo(story.service, [taken.submission.id], "admin")
    make_promised(story.service)
    text = story.text(CLIENT, "客戶檔案")
    assert "另一家公司" not in text
    assert "再約" in text
    assert "約現場查看" in text


def test_a_word_taken_back_counts_no_more_but_after_signing_it_stays(story: Any) -> None:
    story.on(2026, 12, 7)
    story.release("物業服務合同")
    story.take("王小明/名單.xlsx", [prospect()])
    story.take("王小明/1.xlsx", [offer(1, 15)])
    story.take("王小明/異議.xlsx", [objection("已解決", "首年單價不變。")])
    story.take("王小明/2.xlsx", [contract()])
    story.on(2026, 12, 9)
    code = story.code(CLIENT, CONTRACT)
    taken = [story.put(f"內部/會簽/{one}/會簽.xlsx", [word(one, 1, code)]).submission.id for one in DEPARTMENTS]
    assert story.state(CONTRACT) == "待簽"
    told = story.inside_receipt().split("\n")
    assert told[told.index(f"合同審核表 {CONTRACT}") + 1] == CLIENT  # nobody knows a client by its number
    undo(story.service, [taken[1]], "admin")
    make_promised(story.service)
    assert story.state(CONTRACT) == "審批中"
    assert "尚未完成內部審批" in story.text(CLIENT, CONTRACT)

    story.take(f"內部/會簽/{DEPARTMENTS[1]}/again.xlsx", [word(DEPARTMENTS[1], 1, code)])
    signing = cells(f"合同編號={CONTRACT}; 簽署日=2026-12-09; 簽署人=沈知行; 用印號=YZ-1; 原件存放=檔案室")
    story.take("王小明/簽署.xlsx", [contract() | signing])
    with pytest.raises(UsageError) as refused:
        undo(story.service, [taken[0]], "admin")
    assert refused.value.code == "undo.signed"
    assert story.state(CONTRACT) == "執行中"
    assert "簽署文本" in story.text(CLIENT, CONTRACT)


def test_a_template_edited_before_the_signature_takes_the_copy_back_at_once(story: Any) -> None:
    story.on(2026, 12, 7)
    story.release("物業服務合同")
    story.take("王小明/名單.xlsx", [prospect()])
    story.take("王小明/1.xlsx", [offer(1, 15)])
    story.take("王小明/異議.xlsx", [objection("已解決", "首年單價不變。")])
    story.take("王小明/2.xlsx", [contract()])
    code = story.code(CLIENT, CONTRACT)
    for one in DEPARTMENTS:
        story.take(f"內部/會簽/{one}/會簽.xlsx", [word(one, 1, code)])
    assert "簽署文本" in story.text(CLIENT, CONTRACT)

    template = template_file(story.workspace, "物業服務合同")
    kept = template.read_bytes()
    template.write_bytes(replaced(kept, "{{ 簽訂地 }}", "{{ 酬金比例|百分比 }}"))
    story.service.renew_rules()
    assert renew_contracts(story.service) == 1
    assert renew_contracts(story.service) == 0
    assert story.run(documents=True) == []
    assert story.state(CONTRACT) == "草稿"
    assert "範本未經法務核准" in story.text(CLIENT, CONTRACT)
    assert "簽署文本" not in story.text(CLIENT, CONTRACT)
    assert "範本已改動，4 份意見作廢" in story.due("林曉彤", CONTRACT)
    (void,) = story.folder(CLIENT).glob("舊版/HT-*（作廢）.docx")  # nobody shall sign what the departments did not read
    assert 'string="作廢"' in docx.Document(str(void)).sections[0].header._element.xml
    assert len(list(story.folder(CLIENT).glob("舊版/HT-*"))) == 2  # beside it the first draft, as it was

    story.release("物業服務合同")
    other = story.code(CLIENT, CONTRACT)
    for one in DEPARTMENTS:
        story.take(f"內部/會簽/{one}/會簽 again.xlsx", [word(one, 1, other)])
    text = story.text(CLIENT, CONTRACT)
    assert "草稿（文本有缺），不得簽署" in text  # whatever was agreed: a text with gaps is no copy for signing
    assert "【缺：酬金比例】" in text
    assert "簽署文本" not in text

    template.write_bytes(kept)
    morning_done(story.service, datetime.now().astimezone())  # the daemon does it without waiting for a morning
    Daemon(story.service).turn(Inbox(story.service, documents=True))
    for one in DEPARTMENTS:
        story.take(f"內部/會簽/{one}/會簽 third.xlsx", [word(one, 1, code)])
    assert story.code(CLIENT, CONTRACT) == code
    assert "簽署文本" in story.text(CLIENT, CONTRACT)


def test_an_undone_draft_takes_the_words_on_it_along(story: Any) -> None:
    """What all agreed to is no agreement to the text that an undo brings back: no copy for signing stays on top."""
    story.on(2026, 12, 7)
    story.release("物業服務合同")
    story.take("王小明/名單.xlsx", [prospect()])
    story.take("王小明/1.xlsx", [offer(1, 15)])
    story.take("王小明/異議.xlsx", [objection("已解決", "首年單價不變。")])
    story.take("王小明/2.xlsx", [contract()])
    first = story.code(CLIENT, CONTRACT)
    second = story.put("王小明/v2.xlsx", [contract() | {"合同編號": CONTRACT, "違約金比例": "8%"}]).submission.id
    agreed_code = story.code(CLIENT, CONTRACT)
    for one in DEPARTMENTS:
        story.take(f"內部/會簽/{one}/會簽.xlsx", [word(one, 2, agreed_code) | {"日期": date(2026, 12, 7)}])
    assert "簽署文本" in story.text(CLIENT, CONTRACT)
    undo(story.service, [second], "admin")
    make_promised(story.service)
    assert (story.contract(CONTRACT)["version"], story.state(CONTRACT)) == (1, "草稿")
    text = story.text(CLIENT, CONTRACT)
    assert first in text
    assert "簽署文本" not in text


@pytest.mark.parametrize("renamed", ["contract", "client"])
def test_a_copy_for_signing_does_not_stay_under_an_earlier_name(story: Any, renamed: str) -> None:
    story.on(2026, 12, 7)
    story.release("物業服務合同")
    story.take("王小明/名單.xlsx", [prospect()])
    story.take("王小明/1.xlsx", [offer(1, 15)])
    story.take("王小明/異議.xlsx", [objection("已解決", "首年單價不變。")])
    story.take("王小明/2.xlsx", [contract()])
    code = story.code(CLIENT, CONTRACT)
    for one in DEPARTMENTS:
        story.take(f"內部/會簽/{one}/會簽.xlsx", [word(one, 1, code)])
    assert "簽署文本" in story.text(CLIENT, CONTRACT)
    if renamed == "contract":
        story.take("王小明/v2.xlsx", [contract() | {"合同編號": CONTRACT, "合同名稱": "潤樺中心一期物業服務合同"}])
    else:
        story.take("王小明/改名.xlsx", [prospect() | {"客戶名稱": "深圳市潤樺新資產管理有限公司"}])
    on_top = list(story.outbox.joinpath("客戶").glob("*/HT-*.docx"))
    assert len(on_top) == 1
    assert "簽署文本" not in story.words(on_top[0])
    assert len(list(story.outbox.joinpath("客戶").glob("*/舊版/HT-*（作廢）.docx"))) == 2
    assert len(story.inside("合同審核表")) == 1


def replaced(source: bytes, before: str, after: str) -> bytes:
    """A template with one passage changed, as somebody in the office would."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part, old.read(part).replace(before.encode(), after.encode()))
    return out.getvalue()


# ------------------------------------------------------------------------------------ a change of owner
def test_a_change_of_owner_waits_for_the_manager(story: Any) -> None:
    story.on(2026, 11, 20)
    story.take("林曉彤/名單.xlsx", [prospect()])
    told = story.said(story.put("陳立文/名單.xlsx", [prospect() | {"跟進人": "陳立文", "職務": "總經理"}]))
    assert "待主管確認，目前仍是「林曉彤」" in told
    assert (story.customer(CLIENT).owner, story.customer(CLIENT).prospect["title"]) == ("林曉彤", "總經理")
    assert story.due("林曉彤", CLIENT)
    assert story.due("陳立文", CLIENT)

    move = {"客戶": CLIENT, "原跟進人": "林曉彤", "新跟進人": "陳立文", "轉交原因": "片區調整"}
    assert "尚未生效" in story.said(story.put("陳立文/轉交.xlsx", [move]))
    assert "尚未生效" in story.said(story.put("內部/會簽/財務部/轉交.xlsx", [move | {"轉交原因": "財務部代辦"}]))
    assert story.customer(CLIENT).owner == "林曉彤"
    story.take("內部/轉交.xlsx", [move | {"轉交原因": "按片區調整分工"}])
    assert story.customer(CLIENT).owner == "陳立文"
    assert not story.due("陳立文", "待主管")
    assert list(story.outbox.glob("報表/轉交清單/轉交清單 陳立文*.xlsx"))

    leaver = {"客戶": None, "原跟進人": "陳立文", "新跟進人": "王小明", "轉交原因": "離職交接"}
    story.take("內部/離職.xlsx", [leaver])
    assert story.customer(CLIENT).owner == "王小明"
