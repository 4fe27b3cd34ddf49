# ruff: noqa: DTZ001 (cells have no time zone)
from datetime import datetime

import pytest

from toolkit.forms import read


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("大華物業", "大華物業"),
        ("  大華\u200b物業\xa0", "大華物業"),
        ("大華\n物業", "大華 物業"),
        ("A  B", "A B"),
        ("NA", "NA"),
        ("無", "無"),
        (1001.0, "1001"),
        (1.5, "1.5"),
        (True, "TRUE"),
        (datetime(2026, 1, 5), "2026-01-05"),
    ],
)
def test_text_is_taken_as_it_is_seen(reading, typed, stored):
    got = reading(read.text, typed)
    assert (got.value, got.code) == (stored, None)


@pytest.mark.parametrize("reader", [read.text, read.long_text, read.person, read.email, read.identifier])
def test_a_dash_is_empty_with_a_note(reading, reader):
    got = reading(reader, "—")
    assert (got.value, got.code.code) == (None, "read.empty")


@pytest.mark.parametrize("typed", ["", "   ", "\u3000", "\u200b", None])
def test_blanks_are_empty_without_a_word(reading, typed):
    got = reading(read.text, typed)
    assert (got.value, got.code) == (None, None)


def test_long_text_keeps_its_lines(reading):
    assert reading(read.long_text, "一\r\n二_x000D_\n三").value == "一\n二\n三"


def test_too_long(reading):
    got = reading(read.text, "長" * 256)
    assert (got.value, got.code.code, dict(got.data)) == (
        None,
        "text.too_long",
        {"length": 256, "limit": 255},
    )


@pytest.mark.parametrize(
    ("typed", "value", "code"),
    [
        ("王小明", "王小明", None),
        ("王小明、李四", "王小明、李四", None),
        ("13800138000", None, "person.digits"),
        (13800138000.0, None, "person.digits"),
        ("無", None, "read.empty"),
    ],
)
def test_persons(reading, typed, value, code):
    got = reading(read.person, typed)
    assert (got.value, got.code and got.code.code) == (value, code)


@pytest.mark.parametrize(
    ("typed", "value", "code"),
    [
        ("li@example.com", "li@example.com", None),
        ("Li@Example.COM", "li@example.com", None),
        ("li＠example.com", "li@example.com", "read.as"),
        ("li@example", None, "email.malformed"),
        ("li.example.com", None, "email.malformed"),
        ("a@b.com; c@d.com", None, "email.several"),
        (5.0, None, "email.malformed"),
    ],
)
def test_emails(reading, typed, value, code):
    got = reading(read.email, typed)
    assert (got.value, got.code and got.code.code) == (value, code)


def test_a_mended_address_is_suggested(reading):
    assert reading(read.email, "li@example。com").suggestion == "li@example.com"


@pytest.mark.parametrize(
    ("typed", "value", "code"),
    [
        ("SJ-20260105-0001", "SJ-20260105-0001", None),
        ("ＳＪ-001", "SJ-001", "read.as"),
        ("SJ 001", "SJ001", "read.as"),
        (1001.0, "1001", None),
        (1234567890123456.0, None, "id.as_number"),
        (1e15, None, "id.as_number"),
        ("9.14403E+17", None, "id.as_number"),
        (999_999_999_999_999.0, "999999999999999", None),
        (1.5, None, "id.fraction"),
        (-7.0, None, "id.fraction"),
        (float("nan"), None, "id.fraction"),
        ("1234567890123456789", "1234567890123456789", None),
    ],
)
def test_ids(reading, typed, value, code):
    got = reading(read.identifier, typed)
    assert (got.value, got.code and got.code.code) == (value, code)
