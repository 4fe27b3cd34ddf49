"""Amounts, dates, rates and periods in a sentence, and which of them two versions do not share."""

import re
from collections import Counter
from collections.abc import Sequence

from toolkit.documents.compare.keys import comparable

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_HAN = r"[〇零一二三四五六七八九十百千兩两]+"
_FIGURES = re.compile(
    r"(?P<date>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
    rf"|(?P<words>[零壹貳贰叁參陸陆肆伍柒捌玖拾佰仟萬万億亿]{{2,}}[元圓圆][零壹貳贰叁參陸陆肆伍柒捌玖角分整正]*)"
    rf"|(?P<rate>{_NUMBER}\s*[%％‰]|百分之{_HAN}|[萬万]分之{_HAN}|千分之{_HAN})"
    rf"|(?P<amount>{_NUMBER}\s*[萬万億亿]?元)"
    rf"|(?P<period>(?:{_NUMBER}|{_HAN})\s*(?:個月|个月|工作日|日|天|年|小時|小时|分鐘|分钟))"
    rf"|(?P<number>{_NUMBER})"
)
_NAMES = {
    "date": "日期",
    "words": "大寫金額",
    "rate": "比例",
    "amount": "金額",
    "period": "期限",
    "number": "數字",
}


def figures(text: str) -> list[tuple[str, str]]:
    """(kind, as written) of every figure, in order: ("金額", "1,200元"), ("期限", "三十日")."""
    return [(_NAMES[match.lastgroup], match[0].strip()) for match in _FIGURES.finditer(text) if match.lastgroup]


def changed_figures(before: str, after: str) -> tuple[str, ...]:
    """Each figure that differs, as ``金額 1,200元 → 1,300元``; 「（無）」 where one side has none."""
    lost, won = _only(figures(before), figures(after)), _only(figures(after), figures(before))
    lines = []
    for kind in dict.fromkeys(kind for kind, _ in (*lost, *won)):
        old = [written for name, written in lost if name == kind]
        new = [written for name, written in won if name == kind]
        pairs = range(max(len(old), len(new)))
        lines += [f"{kind} {_at(old, at)} → {_at(new, at)}" for at in pairs]
    return tuple(lines)


def _only(mine: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    spare = Counter((kind, comparable(written)) for kind, written in others)
    left = []
    for kind, written in mine:
        key = (kind, comparable(written))
        if spare[key]:
            spare[key] -= 1
        else:
            left.append((kind, written))
    return left


def _at(written: Sequence[str], at: int) -> str:
    return written[at] if at < len(written) else "（無）"
