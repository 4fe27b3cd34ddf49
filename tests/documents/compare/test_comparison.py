"""Twelve seeded edits of a returned contract: every real one is reported, nothing else is."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from toolkit.documents.compare.comparison import ChangeKind, Comparison, TextChange, compare
from toolkit.documents.compare.identity import Identity, identify
from toolkit.errors import Unreadable

LOCKED = ("違約責任", "轉委託的限制", "費用催交的限制")
NOTE = "本注：面積以測繪報告為準。"


@pytest.fixture
def back(issued: bytes, tools: SimpleNamespace) -> Callable[..., Comparison]:
    """Send the contract out, let it be edited, and compare what comes back."""

    def compared(*edits: Callable[[Any], None]) -> Comparison:
        sent = tools.sent(issued)
        for edit in edits:
            edit(sent)
        return compare(issued, sent.bytes(), LOCKED)

    return compared


def seen(comparison: Comparison) -> list[tuple[str, str]]:
    return [(change.kind.value, change.clause.split("　")[-1]) for change in comparison.changes]


def only(comparison: Comparison) -> TextChange:
    assert len(comparison.changes) == 1, comparison.changes
    return comparison.changes[0]


def test_untouched(issued: bytes) -> None:
    assert compare(issued, issued).changes == ()


def test_saved_by_another_program(back: Callable[..., Comparison]) -> None:
    assert back().changes == ()


def test_moved_clause(back: Callable[..., Comparison]) -> None:
    change = only(back(lambda sent: sent.move_clause("費用催交的限制", "甲方的權利和義務")))
    assert change.kind is ChangeKind.MOVED
    assert change.before == "原為「第六條　費用催交的限制」"
    assert change.after == "現為「第九條　費用催交的限制」"
    assert change.locked


def test_one_digit_of_an_amount(back: Callable[..., Comparison]) -> None:
    change = only(back(lambda sent: sent.rewrite("15,912,000.00", "15,812,000.00")))
    assert change.clause == "第四條　收費方式與費用標準"
    assert change.figures == ("金額 15,912,000.00 元 → 15,812,000.00 元",)
    assert change.author == ""


def test_deleted_sentence_in_a_locked_clause(back: Callable[..., Comparison]) -> None:
    gone = "約定的違約金低於造成的損失的，守約方可以請求人民法院或者仲裁機構予以增加；"
    change = only(back(lambda sent: sent.rewrite(gone, "")))
    assert (change.kind, change.before, change.locked) == (ChangeKind.REMOVED, gone, True)


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("轉委託給第三人，", "轉委託給第三人,"),
        ("15,912,000.00 元", "１５，９１２，０００．００　元"),
        ("（大寫：", "(大寫:"),
        ("一式肆份，雙方各執貳份", "一式肆份，\u3000雙方各執貳份"),
        ("《現場交接單》", "《 現場交接單 》"),
        ("「本物業」", "“本物業”"),
        ("15,912,000.00", "15912000.00"),
        ("應當及時通知對方", "应当及时通知对方"),
        ("自 2027年1月1日起", "自 2027-01-01 起"),
        ("自 2027年1月1日起", "自2027/1/1起"),
    ],
)
def test_what_a_reader_does_not_see_is_no_change(back: Callable[..., Comparison], words: str, by: str) -> None:
    assert back(lambda sent: sent.rewrite(words, by)).changes == ()


def test_a_paragraph_split_in_two_is_no_change(back: Callable[..., Comparison]) -> None:
    assert back(lambda sent: sent.split("遇緊急情況需要使用的")).changes == ()


def test_sentences_that_changed_places_were_moved(back: Callable[..., Comparison]) -> None:
    one, other = "任何一方不得單方調整。", "依法應由業主共同決定的，以業主共同決定為準。"
    change = only(back(lambda sent: sent.rewrite(f"{other}{one}", f"{one}{other}")))
    assert (change.kind, change.clause) == (ChangeKind.MOVED, "第四條　收費方式與費用標準")


def test_tracked_insertion(back: Callable[..., Comparison]) -> None:
    comparison = back(lambda sent: sent.track_insertion("乙方公開作出的有利於業主的服務承諾", "但口頭承諾除外。"))
    change = only(comparison)
    assert (change.kind, change.after, change.author) == (ChangeKind.ADDED, "但口頭承諾除外。", "林律師")
    assert [(mark.kind, mark.text, mark.day) for mark in comparison.revisions] == [
        ("插入", "但口頭承諾除外。", "2026-11-30")
    ]


def test_tracked_deletion(back: Callable[..., Comparison]) -> None:
    change = only(back(lambda sent: sent.track_deletion("依法應當披露的除外")))
    assert (change.kind, change.before, change.author) == (
        ChangeKind.REMOVED,
        "依法應當披露的除外。",
        "林律師",
    )


def test_untracked_change_beside_a_tracked_one_has_no_author(back: Callable[..., Comparison]) -> None:
    comparison = back(
        lambda sent: sent.rewrite("一式肆份", "一式陸份"),
        lambda sent: sent.track_insertion("依法應當披露的除外", "但應事先通知。"),
    )
    assert [(change.clause.split("　")[-1], change.author) for change in comparison.changes] == [
        ("保密與個人信息保護", "林律師"),
        ("附則", ""),
    ]


def test_a_tracked_paragraph_that_was_edited_again_has_no_author(back: Callable[..., Comparison]) -> None:
    comparison = back(
        lambda sent: sent.track_insertion("一式肆份", "另送備案一份。"),
        lambda sent: sent.rewrite("一式肆份", "一式陸份"),
    )
    assert [(change.kind.value, change.author) for change in comparison.changes] == [
        ("修改", ""),
        ("新增", "林律師"),
    ]


def test_changed_table_cell(back: Callable[..., Comparison]) -> None:
    change = only(back(lambda sent: sent.cell("5,304,000.00", "5,340,000.00")))
    assert change.clause == "附件二　費用計算"
    assert change.place == "表格第2行第4格"
    assert change.figures == ("數字 5,304,000.00 → 5,340,000.00",)


def test_header(back: Callable[..., Comparison]) -> None:
    change = only(back(lambda sent: sent.header("物業服務有限公司", "物業管理有限公司")))
    assert change.clause == "頁首"
    assert "物業管理有限公司" in change.after


def hide(sent: Any, words: str, mark: str = "<w:vanish/>") -> None:
    """Make the run that says ``words`` one that nobody sees on paper."""
    run = next(run for run in sent.paragraph(words).runs if words in run.text)
    properties = run._r.get_or_add_rPr()
    properties.append(parse_xml(mark.replace("/>", f" {nsdecls('w')}/>")))


@pytest.mark.parametrize("mark", ["<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'])
def test_hidden_insertion_is_called_hidden(back: Callable[..., Comparison], mark: str) -> None:
    def edit(sent: Any) -> None:
        sent.add_after("乙方指定項目負責人定期回訪甲方", "乙方放棄向甲方追索的權利。")
        hide(sent, "乙方放棄", mark)

    change = only(back(edit))
    assert (change.kind, change.place, change.after) == (ChangeKind.ADDED, "隱藏文字", "乙方放棄向甲方追索的權利。")


def test_our_own_words_made_hidden_are_a_change(back: Callable[..., Comparison]) -> None:
    change = only(back(lambda sent: hide(sent, "乙方不得採取停止供電")))
    assert (change.kind, change.clause, change.locked) == (ChangeKind.HIDDEN, "第六條　費用催交的限制", True)
    assert "乙方不得採取停止供電" in change.before


def test_nothing_is_hidden_in_our_own_copy(back: Callable[..., Comparison]) -> None:
    assert back(lambda sent: hide(sent, "乙方不得採取停止供電", '<w:vanish w:val="0"/>')).changes == ()


def test_a_footnote_that_was_added(issued: bytes, tools: SimpleNamespace) -> None:
    change = only(compare(issued, tools.with_footnote(issued, NOTE), LOCKED))
    assert (change.kind, change.clause, change.after) == (ChangeKind.ADDED, "腳註", f"腳註\n{NOTE}")


def test_footnote(issued: bytes, tools: SimpleNamespace) -> None:
    before = tools.with_footnote(issued, NOTE)
    after = tools.with_footnote(issued, NOTE.replace("測繪報告", "產權登記"))
    change = only(compare(before, after))
    assert (change.clause, change.after) == ("腳註", "本注：面積以產權登記為準。")


def test_deleted_paragraph(back: Callable[..., Comparison]) -> None:
    comparison = back(lambda sent: sent.remove("利用業主的共有部分產生的收入"))
    assert seen(comparison) == [("刪除", "共有部分的經營與收益")]


def test_changed_date(back: Callable[..., Comparison]) -> None:
    change = only(back(lambda sent: sent.rewrite("至 2029年12月31日止", "至 2028年12月31日止")))
    assert change.clause == "第十二條　合同期限"
    assert change.figures == ("日期 2029年12月31日 → 2028年12月31日",)


def test_changed_period_in_words(back: Callable[..., Comparison]) -> None:
    change = only(back(lambda sent: sent.rewrite("屆滿前九十日", "屆滿前三十日")))
    assert change.figures == ("期限 九十日 → 三十日",)


def test_added_paragraph(back: Callable[..., Comparison]) -> None:
    text = "甲方有權隨時解除本合同，且不承擔任何責任。"
    change = only(back(lambda sent: sent.add_after("一方遲延履行主要義務", text)))
    assert (change.kind, change.after, change.clause) == (
        ChangeKind.ADDED,
        text,
        "第十七條　合同的變更與解除",
    )


def test_twelve_edits_at_once(issued: bytes, tools: SimpleNamespace) -> None:
    before = tools.with_footnote(issued, NOTE)
    sent = tools.sent(before)
    sent.move_clause("費用催交的限制", "甲方的權利和義務")
    sent.rewrite("15,912,000.00", "15,812,000.00")
    sent.rewrite("約定的違約金低於造成的損失的，守約方可以請求人民法院或者仲裁機構予以增加；", "")
    sent.rewrite("轉委託給第三人，", "轉委託給第三人,")
    sent.track_insertion("乙方公開作出的有利於業主的服務承諾", "但口頭承諾除外。")
    sent.track_deletion("依法應當披露的除外")
    sent.cell("5,304,000.00", "5,340,000.00")
    sent.header("物業服務有限公司", "物業管理有限公司")
    sent.remove("利用業主的共有部分產生的收入")
    sent.rewrite("至 2029年12月31日止", "至 2028年12月31日止")
    sent.add_after("一方遲延履行主要義務", "甲方有權隨時解除本合同，且不承擔任何責任。")
    after = tools.with_footnote(sent.bytes(), NOTE.replace("測繪報告", "產權登記"))
    assert seen(compare(before, after, LOCKED)) == [
        ("新增", "服務標準（服務質量）"),
        ("修改", "收費方式與費用標準"),
        ("移動", "費用催交的限制"),
        ("刪除", "共有部分的經營與收益"),
        ("修改", "合同期限"),
        ("刪除", "違約責任"),
        ("新增", "合同的變更與解除"),
        ("刪除", "保密與個人信息保護"),
        ("修改", "費用計算"),
        ("修改", "頁首"),
        ("修改", "腳註"),
    ]


def test_identity(issued: bytes) -> None:
    assert identify(issued) == Identity("HT-20261124-0001", 1, "7F3A-91C2")


@pytest.mark.parametrize(
    ("source", "code"),
    [(b"", "file.damaged"), (b"PK\x03\x04", "file.damaged"), (b"not a zip", "file.damaged")],
)
def test_what_cannot_be_read(source: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as raised:
        identify(source)
    assert raised.value.code == code


@pytest.mark.corpora
def test_wild_documents_are_read_or_refused(corpora: Path) -> None:
    read = refused = 0
    for path in sorted((corpora / "docx_wild").rglob("*.docx")):
        source = path.read_bytes()
        try:
            assert compare(source, source).changes == (), path
            read += 1
        except Unreadable:
            refused += 1
    assert read > refused
