"""What is composed in Chinese, said in English: by name, by phrase, sentence by sentence; what was typed stays."""

import re

import pytest

from toolkit.figures.diagnosis import MEASURES
from toolkit.figures.metrics import METRICS
from toolkit.messages.english import English
from toolkit.messages.english_phrases import PHRASES
from toolkit.stages.review.items import KINDS

_CHINESE = re.compile(r"[\u3400-\u9fff]")
ENGLISH = English({"住宅": "Residential", "預算": "Budget", "深入洽談": "In discussion", "行業展會": "Trade fair"})


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("住宅", "Residential"),
        ("預算未知，暫計 5/10 分", "Budget unknown, 5 of 10 points for now"),
        (
            "預算「住宅」，10/10 分；預算 1,200 元，4/10 分",
            "Budget “Residential”: 10 of 10 points; Budget 1,200 CNY: 4 of 10 points",
        ),
        ("補填預算（最多再加 5 分）", "fill in: Budget (up to 5 points more)"),
        ("跟進粵宸花藝店：修訂住宅。", "Follow up 粵宸花藝店: 修訂住宅。"),
        (
            "停在「深入洽談」逾 60 天（自 2026-05-28），請推進，或改列暫緩、流失。",
            "At “In discussion” for more than 60 days (since 2026-05-28): move it on, or put it on hold or lost.",
        ),
        (
            "合同 HT-1 2026-12-01 到期，還有 7 天。請面談續租。",
            "Contract HT-1 ends on 2026-12-01, in 7 days. Meet the tenant about renewal.",
        ),
        ("客戶主要來自「行業展會」，佔 35.0%（7 ÷ 20）。", "Most customers come through “Trade fair”: 35.0% (7 ÷ 20)."),
        ("2026年第4季度", "Q4 2026"),
        ("内部", "内部"),
        ("someone's own words", "someone's own words"),
    ],
)
def test_it_is_said_in_english(chinese: str, english: str) -> None:
    assert ENGLISH.say(chinese) == english


def test_every_phrase_fills_in_in_english_what_it_takes_up_in_chinese() -> None:
    field = re.compile(r"\{(\w+)\}")
    for zh, en in PHRASES:
        assert sorted(field.findall(zh)) == sorted(field.findall(en)), zh
        assert not _CHINESE.search(en), en


def test_what_a_report_measures_and_a_reminder_is_about_has_english() -> None:
    told = [*(one.formula for one in METRICS.values()), *KINDS.values()]
    told += [text for pair in MEASURES.items() for text in pair]
    assert [one for one in told if _CHINESE.search(ENGLISH.say(one))] == []
