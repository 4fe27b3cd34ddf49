from datetime import date
from decimal import Decimal

import pytest

from toolkit.errors import RuleBookError
from toolkit.messages.catalogue import error_sentence
from toolkit.rulebook.yaml import parse_yaml


def test_a_scalar_stays_what_was_typed() -> None:
    top = parse_yaml("f.yaml", "at: 12:30\nno: no\nnorway: NO\nzero: 007\n")
    assert [top.child(name).text() for name in ("at", "no", "norway", "zero")] == ["12:30", "no", "NO", "007"]


def test_typed_values() -> None:
    top = parse_yaml("f.yaml", "a: 1,200.50\nb: 是\nc: 2026-01-05\nd: [甲, 乙]\ne: 7\nf:\n")
    assert top.child("a").number() == Decimal("1200.50")
    assert top.child("b").flag() is True
    assert top.child("c").day() == date(2026, 1, 5)
    assert top.child("d").texts() == ("甲", "乙")
    assert top.child("e").whole() == 7
    assert top.get("f") is None
    assert top.get("nothing") is None


@pytest.mark.parametrize(
    ("text", "code", "line", "key"),
    [
        ("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n", "rulebook.duplicate_key", 5, "b"),
        ("a: 1\na: 2\n", "rulebook.duplicate_key", 2, "a"),
        ("a: 1\n\nb: [1, 2\n", "rulebook.yaml_bracket", 3, "b"),
        ("", "rulebook.file_empty", 1, "f.yaml"),
        ("- a\n- b\n", "rulebook.file_empty", 1, "f.yaml"),
        ("a: &x [1]\nb: *x\n", "rulebook.alias_used", 1, "b"),
        ("a:\n  ? [1, 2]\n  : 3\n", "rulebook.key_not_text", 2, "a"),
        ("a: 1\n\tb: 2\n", "rulebook.yaml_tab", 2, "b"),
        ("{{{{", "rulebook.not_yaml", 1, "f.yaml"),
    ],
)
def test_what_is_refused_says_where(text: str, code: str, line: int, key: str) -> None:
    with pytest.raises(RuleBookError) as caught:
        parse_yaml("f.yaml", text)
    assert caught.value.code == code
    assert (caught.value.data["file"], caught.value.data["line"], caught.value.data["key"]) == (
        "f.yaml",
        line,
        key,
    )


@pytest.mark.parametrize(
    ("text", "ask", "code"),
    [
        ("a: 三\n", "number", "rulebook.number_expected"),
        ("a: nan\n", "number", "rulebook.number_expected"),
        ("a: 1e2\n", "number", "rulebook.number_expected"),
        ("a: 1_2\n", "number", "rulebook.number_expected"),
        ("a: -1\n", "number", "rulebook.out_of_range"),
        ("a: 1.5\n", "whole", "rulebook.whole_expected"),
        ("a: maybe\n", "flag", "rulebook.flag_expected"),
        ("a: 2026/1/5\n", "day", "rulebook.day_expected"),
        ("a: 2026-02-30\n", "day", "rulebook.day_expected"),
        ("a: [1]\n", "text", "rulebook.text_expected"),
        ("a: ''\n", "text", "rulebook.text_expected"),
        ("a: 1\n", "sequence", "rulebook.list_expected"),
        ("a: 1\n", "mapping", "rulebook.mapping_expected"),
    ],
)
def test_a_value_of_the_wrong_kind(text: str, ask: str, code: str) -> None:
    with pytest.raises(RuleBookError) as caught:
        getattr(parse_yaml("f.yaml", text).child("a"), ask)()
    assert caught.value.code == code
    assert caught.value.data["key"] == "a"


def test_a_typing_slip_in_a_key_names_the_nearest() -> None:
    with pytest.raises(RuleBookError) as caught:
        parse_yaml("f.yaml", "pionts: 1\n").only("points", "title")
    assert caught.value.data["suggestion"] == "points"


def test_a_missing_key_is_named() -> None:
    with pytest.raises(RuleBookError) as caught:
        parse_yaml("f.yaml", "b:\n  a: 1\n").child("b").child("title")
    assert caught.value.code == "rulebook.key_missing"
    assert (caught.value.data["key"], caught.value.data["value"]) == ("b", "title")


def test_the_admin_reads_a_sentence_with_file_and_line() -> None:
    with pytest.raises(RuleBookError) as caught:
        parse_yaml("lists.yaml", "a: 1\na: 2\n")
    sentence = error_sentence(caught.value, "zh-Hant")
    assert "manual/lists.yaml 第2行" in sentence
    assert "「a」已在第1行寫過一次" in sentence
