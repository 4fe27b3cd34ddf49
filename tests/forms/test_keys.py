# ruff: noqa: DTZ001 (cells have no time zone)
from datetime import date, datetime
from decimal import Decimal

import pytest

from toolkit.forms.keys import core_name, fingerprint, natural_key, normalised_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("大華物業（上海）有限公司", "大华物业(上海)有限公司"),
        ("大華 物業", "大華物業"),
        ("ＡＢＣ Ltd", "abcltd"),
        ("大華【集團】", "大華(集團)"),
        ("約翰·史密斯", "約翰•史密斯"),
    ],
)
def test_the_same_name(one, other):
    assert normalised_name(one) == normalised_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("大華物業", "華大物業"), ("大華集團", "大華有限公司"), ("大華(上海)", "大華")]
)
def test_another_name(one, other):
    assert normalised_name(one) != normalised_name(other)


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("大華物業（上海）股份有限公司", "大华物业上海"),
        ("大華物業集團有限公司", "大华物业"),
        ("大華（集團）有限公司", "大华"),
        ("有限公司", "有限公司"),
        ("Dahua Co., Ltd.", "dahua"),
    ],
)
def test_core_names(name, core):
    assert core_name(name) == core


def test_the_first_complete_key_counts(prospects):
    row = {"customer_id": "SJ-1", "credit_code": "914403001922038216", "name": "大華", "phone": "13800138000"}
    assert natural_key(prospects, row) == "customer_id=sj-1"
    assert natural_key(prospects, {**row, "customer_id": None}) == "credit_code=914403001922038216"
    assert natural_key(prospects, {"name": "大華（滬）", "phone": "13800138000"}) == "name=大华(沪)|phone=13800138000"
    assert natural_key(prospects, {"name": "大華", "phone": None}) == ""


def test_a_key_of_read_values_is_that_of_the_payload(forms):
    read_values = {
        "customer": "大華",
        "at": datetime(2026, 1, 5, 14, 30),
        "method": "電話",
        "our_person": "李四",
    }
    payload = {**read_values, "at": "2026-01-05T14:30:00"}
    assert natural_key(forms[1], read_values) == natural_key(forms[1], payload) != ""


def test_fingerprints():
    row = {
        "name": "大華",
        "area": Decimal("12.50"),
        "on": date(2026, 1, 5),
        "tags": ("甲", "乙"),
        "empty": None,
    }
    same = {"on": "2026-01-05", "name": "大華", "area": Decimal("12.5"), "tags": ["甲", "乙"]}
    assert fingerprint(row) == fingerprint(same)
    assert len(fingerprint(row)) == 32
    assert fingerprint({**row, "name": "大华"}) != fingerprint(row)
    assert fingerprint({"a": "1", "b": None}) != fingerprint({"a": None, "b": "1"})
