"""An office that writes Simplified reads the rule book's words in it; names stay as typed."""

import io
from datetime import UTC, date, datetime

import openpyxl

from toolkit.messages.english import English
from toolkit.outcome import FactorPoints, Score
from toolkit.sheets.build.overview import overview_workbook
from toolkit.sheets.build.overview_value import CustomerLine, Overview, TodoLine
from toolkit.sheets.build.receipt_value import Receipt, Scored, State, WhatIf
from toolkit.sheets.build.script import simplified_but, simplified_scores, spoken_scores

NAME = "潤樺資產管理"
SHAPE = {"物業類型分": '=IF({物業類型}="寫字樓",1,0)'}


def score() -> Score:
    factor = FactorPoints("物業類型匹配", 20, 20, "物業類型「寫字樓」", "請約見決策人")
    return Score("SJ-1", 80, 80, None, "A", False, 1.0, ("失信被執行",), (factor,), date(2026, 11, 24))


def receipt(*names: str) -> Receipt:
    scored = tuple(Scored(score(), name, None, {"物業類型": "寫字樓"}, SHAPE) for name in names)
    trial = WhatIf((("物業類型", "物業類型"),), {"物業類型匹配": ("物業類型分", 20.0)})
    return Receipt("1", "名單.xlsx", datetime(2026, 11, 24, tzinfo=UTC), State.TAKEN, scores=scored, what_if=trial)


def test_scores_and_their_formulas_are_turned_alike() -> None:
    turned = simplified_scores(receipt(NAME, "嶼信置業"))
    assert list(turned.scores.names) == [NAME, "嶼信置業"]
    assert turned.scores.reasons[0] == "物业类型「写字楼」"
    assert turned.scores.red_lines[0] == "失信被执行"
    assert turned.scores.inputs == {"物业类型": ["写字楼", "写字楼"]}
    assert turned.scores.formulas[0] == {"物业类型分": '=IF({物业类型}="写字楼",1,0)'}
    assert turned.scores.formulas[0] is turned.scores.formulas[1]
    assert turned.what_if is not None
    assert turned.what_if.factors == {"物业类型匹配": ("物业类型分", 20.0)}


def test_a_name_within_a_text_stays_as_typed() -> None:
    assert simplified_but(f"跟進{NAME}：約現場拜訪", {NAME, ""}) == f"跟进{NAME}：约现场拜访"


def test_the_overview_speaks_the_offices_script() -> None:
    line = CustomerLine("SJ-1", NAME, "A", "談判", "陳立文", "寫字樓", "線下調研", "約見", None, None)
    todo = TodoLine(date(2026, 11, 24), "陳立文", NAME, f"定期拜訪 {NAME}", 0)
    seen = Overview(datetime(2026, 11, 24, tzinfo=UTC), [line], [todo], [("談判", 1)], [("線下調研", 1, 0)])
    book = openpyxl.load_workbook(io.BytesIO(overview_workbook(seen, "zh-Hans")))
    texts = {cell.value for page in book for row in page.iter_rows() for cell in row if isinstance(cell.value, str)}
    assert {"谈判", "写字楼", "线下调研", f"定期拜访 {NAME}", NAME, "陳立文"} <= texts
    assert not {"談判", "線下調研"} & texts


SAY = English(
    {"寫字樓": "Office", "物業類型匹配": "Property type", "物業類型": "Type", "談判": "Negotiation", "成交": "Won"}
).say


def test_scores_are_said_in_english_and_their_formulas_compare_with_the_same_words() -> None:
    turned = spoken_scores(receipt(NAME, "嶼信置業"), SAY)
    assert list(turned.scores.names) == [NAME, "嶼信置業"]
    assert turned.scores.inputs == {"Type": ["Office", "Office"]}
    assert turned.scores.formulas[0] == {"物業類型分": '=IF({Type}="Office",1,0)'}
    assert turned.scores.formulas[0] is turned.scores.formulas[1]
    assert (turned.scores.factors[0].title, turned.scores.lifts[0]) == ("Property type", "請約見決策人")


def test_the_overview_is_english_and_counts_who_waits_by_the_stage_as_it_is_stored() -> None:
    line = CustomerLine("SJ-1", NAME, "A", "成交", "陳立文", "寫字樓", "", "約見", None, None)
    todo = TodoLine(date(2026, 11, 24), "陳立文", NAME, f"定期拜訪 {NAME}（A 級），到期日 2026-11-24。", 0, "拜訪")
    seen = Overview(datetime(2026, 11, 24, tzinfo=UTC), [line], [todo], [("成交", 1)], [])
    for language, say in (("en", SAY), ("zh-Hans", None)):
        book = openpyxl.load_workbook(io.BytesIO(overview_workbook(seen, language, say)))
        texts = {cell.value for page in book for row in page.iter_rows() for cell in row if isinstance(cell.value, str)}
        if say:
            assert {"Won", "Office", "Visit", f"Regular visit to {NAME} (grade A), due on 2026-11-24.", "約見"} <= texts
        assert {"0 active customers without a next step", "0 位跟进中的客户没有下一步"} & texts
