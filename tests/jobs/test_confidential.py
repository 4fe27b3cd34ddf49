"""What is confidential is found in nothing outside the internal paths, wherever its sheet was dropped (issue 4).

Distinctive values are dropped in the open inbox and in the internal one, everything that follows is made, and
every byte that lies outside is searched: documents, receipts, archive copies, 總覽, logs, and what ``--json`` says.
"""

import html
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from toolkit.forms.column import Privacy
from toolkit.jobs.archive import archive_period
from toolkit.jobs.history import history
from toolkit.jobs.intake.orders import make_promised
from toolkit.jobs.remind.remind import remind
from toolkit.jobs.reports import refresh_overview
from toolkit.jobs.safekeeping import export_commits
from toolkit.jobs.score import check_scorecard
from toolkit.jobs.status import status
from toolkit.jobs.trace import trace
from toolkit.stages.catalogue import FORMS
from toolkit.stages.records import strictest

CLIENT = "深圳市潤樺資產管理有限公司"
CONTRACT = "HT-20261207-0001"
ISSUES = {
    "客戶": CLIENT,
    "輪次": 1,
    "優先級": "必保",
    "議題": "祕甲議題",
    "理想": "9731.71元/㎡/月",
    "可接受": "9731.72元/㎡/月",
    "底線": "9731.73元/㎡/月",
    "讓步條件": "祕乙讓步",
    "讓步代價": 975310864,
    "對方訴求": "祕丙訴求",
    "替代方案": "祕丁替代",
    "主談": "祕戊",
    "結果": "祕己結果",
}
WORD = {"審核人": "祕庚", "意見": "不同意", "說明": "祕辛說明", "日期": date(2026, 12, 7)}
TARGET = {"週期": "2026-11", "姓名": "林曉彤", "指標": "新增客戶數", "權重": "100%", "目標": 83147, "實績": 83146}
SECRETS = (
    "祕甲",
    "祕乙",
    "祕丙",
    "祕丁",
    "祕戊",
    "祕己",
    "祕庚",
    "祕辛",
    "9731.7",
    "975310864",
    "83147",
    "83146",
)

CONVINCED = {
    "客戶": CLIENT,
    "日期時間": "2026-12-04 10:00",
    "地點": "前灣國際中心",
    "接待人": "林曉彤",
    "結果": "認可",
    "反饋": "印象好",
}
"""The visit that confirmed the offer: without it nobody negotiates."""

IN_A_NAME = "祕壬"
"""What files are called: ``status`` and ``trace`` tell the admin which file it was, and nobody else is told."""


@pytest.fixture
def told(story: Any, caplog: pytest.LogCaptureFixture) -> Any:
    """An office where confidential sheets were dropped in the open by mistake, and again where they belong."""
    caplog.set_level("DEBUG")
    story.on(2026, 12, 7)
    story.take("林曉彤/名單.xlsx", [PROSPECT])
    story.take("林曉彤/方案.xlsx", [OFFER])
    story.take("林曉彤/考察.xlsx", [CONVINCED])
    story.take("林曉彤/談判準備表.xlsx", [ISSUES])
    story.take("內部/談判準備表.xlsx", [ISSUES | {"議題": "祕甲議題二"}])
    story.take("林曉彤/合同.xlsx", [DRAFT])
    code = story.code(CLIENT, CONTRACT)
    word = {"合同編號": CONTRACT, "合同版本": 1, "校驗碼": code, "審核部門": "法務部"} | WORD
    story.put("林曉彤/會簽表.xlsx", [word])
    story.take("內部/會簽/法務部/會簽表.xlsx", [word])
    story.put(
        "林曉彤/底線.xlsx", [{name: ISSUES[name] for name in ("客戶", "議題", "底線")}]
    )  # half a sheet is no form
    story.take("林曉彤/績效.xlsx", [TARGET])
    inside = story.workspace.internal
    story.take("林曉彤/祕壬底線.xlsx", [ISSUES | {"議題": "祕甲議題三"}])
    whole = next(path for path in inside.rglob("*祕壬*.xlsx")).read_bytes()
    for name in ("談判準備表 祕壬.xlsx", "內部談判/祕壬.xlsx"):
        story.drop_document(f"林曉彤/{name}", whole[: len(whole) // 2])  # half a file tells nobody what it was
        whole = whole[:-1]
    story.put("林曉彤/績效2.xlsx", [TARGET | {"權重": "祕己結果"}])
    returned = story.paper(CLIENT, CONTRACT).read_bytes()
    story.drop_document("林曉彤/退回.docx", returned)
    story.morning()
    story.report("2026-11")
    refresh_overview(story.service)
    export_commits(story.service)
    story.printed = [remind(story.service), archive_period(story.service, "2026-12"), check_scorecard(story.service)]
    make_promised(story.service)
    return story


def test_nothing_outside_holds_a_confidential_value(told: Any, caplog: pytest.LogCaptureFixture) -> None:
    inside = told.workspace.internal
    assert any(secret in text for _, text in _texts(inside) for secret in SECRETS)  # they are where they belong
    root = told.workspace.root
    files = [path for path in root.rglob("*") if path.is_file() and inside not in path.parents]
    leaks = {(str(path.relative_to(root)), secret) for path in files for secret in _found(path)}
    assert leaks == set()
    assert [secret for secret in (*SECRETS, IN_A_NAME) if secret in caplog.text] == []
    _and_no_command_says_one(told)


def _and_no_command_says_one(told: Any) -> None:
    numbers = {one.number for one in told.service.ledger.documents()}
    assert CONTRACT in numbers
    said = [status(told.service), history(told.service, CLIENT), told.service.ledger.reminders()]
    said += told.printed
    said += [trace(told.service, number) for number in numbers]
    text = json.dumps(said, ensure_ascii=False, default=str)
    assert IN_A_NAME not in json.dumps(said[1:], ensure_ascii=False, default=str)
    assert CLIENT in text
    assert [secret for secret in SECRETS if secret in text] == []


def test_every_confidential_form_is_tried() -> None:
    assert {form.code for form in FORMS if strictest(form) is Privacy.INTERNAL} == {"F8", "F10", "F15"}
    assert ISSUES.keys() == {column.title for form in FORMS if form.code == "F8" for column in form.columns.values()}


def _found(path: Path) -> list[str]:
    texts = [path.name, *(text for _, text in _of(path.name, path.read_bytes()))]
    return [secret for secret in (*SECRETS, IN_A_NAME) if any(secret in text for text in texts)]


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield from _of(path.name, path.read_bytes())


def _of(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """The text of a file, and of every part of a package, also of packages inside (a chart's workbook)."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for part in package.infolist():
                yield part.filename, part.filename
                yield from _of(f"{name}/{part.filename}", package.read(part))
        return
    text = html.unescape(content.decode(errors="replace"))
    yield name, text
    if "\\u" in text:
        yield name, text.encode("ascii", "backslashreplace").decode("unicode_escape", errors="replace")


def _row(text: str) -> dict[str, Any]:
    return {heading: value for heading, _, value in (part.partition("=") for part in text.split("; "))}


PROSPECT = _row(
    f"登記日期=2026-11-02; 客戶名稱={CLIENT}; 統一社會信用代碼=9144030071526726XG; 主體類型=企業; 業務線=物業服務外拓; "
    "物業名稱=潤樺中心; 物業類型=寫字樓; 建築面積(㎡)=42000; 所在地=深圳市南山區; 聯繫人=方敏; 聯繫電話=13800138000; "
    "信息來源=夥伴推薦; 跟進人=林曉彤"
)
OFFER = _row(
    f"版本=1; 客戶={CLIENT}; 服務內容=秩序維護; 服務標準=優質級; 收費模式=包乾制; 單價=15; 單位=元/㎡/月; "
    "面積(㎡)=42000; 期限(月)=12"
)
DRAFT = _row(
    f"合同名稱=潤樺中心物業服務合同; 業務線=物業服務外拓; 主體類型=企業; 對方全稱={CLIENT}; "
    "統一社會信用代碼=9144030071526726XG; 法定代表人/負責人=方景明; 合作範圍=秩序維護; 服務標準=優質級; 收費模式=包乾制; "
    "單價=15; 單價單位=元/㎡/月; 面積(㎡)=42000; 金額(元)=7560000; 付款條件=按季支付; 違約責任=每日萬分之五; "
    "爭議解決=訴訟; 起=2027-01-01; 止=2027-12-31; 後續服務=每季回訪"
)
