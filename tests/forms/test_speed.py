# ruff: noqa: DTZ001 (cells have no time zone)
"""How long a long list takes: 20,000 rows of 19 columns, most of them different in every row."""

import time
from datetime import date, datetime, timedelta

import pytest

from toolkit.forms import identifiers, keys
from toolkit.forms.recognise import recognise
from toolkit.forms.table import Sheet
from toolkit.forms.validate import validate
from toolkit.messages import script

ROWS = 20_000


def code(number):
    body = f"91440300{number:08d}"
    body += identifiers.organisation_check_character(body[8:])
    return body + identifiers.credit_check_character(body)


def row(number):
    line = [f"C{number:06d}", datetime(2026, 1, 5) + timedelta(days=number % 300), f"大華物業{number}有限公司"]
    line += [code(number), "企業", "物業服务外拓", "写字楼", float(number % 5000), None]
    line += ["12萬" if number % 50 == 0 else float(number % 3000), "80%", f"王{number % 500}", f"138{number:08d}"]
    line += [f"u{number}@example.com", "潛在線索", None, "無", "李四", f"第{number}號客戶，約了下週再談"]
    return line


@pytest.mark.benchmark
def test_a_long_list(prospects, forms, convention, capsys):
    headings = [
        f"{column.title}（{column.unit}）" if column.unit else column.title for column in prospects.columns.values()
    ]
    sheet = Sheet("客戶", [headings, *(row(number) for number in range(ROWS))])
    best = 1e9
    for _ in range(3):
        script.fold.cache_clear()
        keys.normalised_name.cache_clear()
        start = time.perf_counter()
        result = validate(sheet, recognise(sheet, forms, convention), convention, date(2026, 11, 24))
        best = min(best, time.perf_counter() - start)
    assert (len(result.rows), len(result.findings)) == (ROWS, ROWS // 50)
    with capsys.disabled():
        print(f"\n20,000 × 19 recognised and validated in {best:.2f} s")
    assert best < 4
