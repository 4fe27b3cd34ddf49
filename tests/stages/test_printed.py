"""Every printed value is accounted for once: its cell, the rule book, the document itself, or reckoning."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from toolkit.outcome import Source
from toolkit.stages.printed import Known, plain, printed

LIST = Source("S1", "名單.xlsx", "名單", 5)
LATER = Source("S2", "名單2.xlsx", "名單", 7)
KNOWN = (
    Known("prospects A", "name", "華景置業", LIST, "B5"),
    Known("prospects A", "floor_area", 12000.0, LIST, "D5"),
    Known("prospects A", "owner", "王小明", LIST, "F5"),
    Known("prospects A", "owner", "王小明", LATER, "F7"),
    Known("contacts 1", "content", "電話談了包乾制的報價", LATER, "G7"),
    Known("contacts 2", "method", "電話", LATER, "C7"),
    Known("needs 1", "scopes", ["保安", "清潔"], LATER, "H7"),
)


def test_each_value_stands_once():
    context = {
        "customer_name": "華景置業",
        "area": Decimal("12000.00"),
        "owner": "王小明",
        "contacts": [{"contact_content": "電話談了包乾制的報價", "way": "電話"}],
        "company_name": "某物業",
        "measures": [{"measure": "每日巡查"}],
        "version": "v1",
        "fee_total": Decimal(960000),
        "remark": None,
        "unprinted": "華景置業",
        "named": "x",
    }
    prints = {*context, "contacts.contact_content", "contacts.way", "measures.measure"} - {"unprinted"}
    told = printed(context, prints, {"named": (LIST, "Z9")}, KNOWN)
    assert told.cells == {
        "customer_name": (LIST, "B5"),
        "area": (LIST, "D5"),
        "owner": (LATER, "F7"),
        "contacts[0].contact_content": (LATER, "G7"),
        "named": (LIST, "Z9"),
    }
    assert told.manual == {"company_name": "manual/company.yaml", "measures[0].measure": "manual/standards.yaml"}
    assert (told.own, told.computed) == (("version",), ("contacts[0].way", "fee_total"))


def test_a_text_that_stands_in_two_records_is_nobodys():
    twice = (*KNOWN, Known("contacts 3", "next_step", "電話談了包乾制的報價", LIST, "K5"))
    told = printed({"said": "電話談了包乾制的報價"}, {"said"}, {}, twice)
    assert told.computed == ("said",)


def test_one_of_several_choices_is_found():
    assert printed({"scopes": ["清潔"]}, {"scopes"}, {}, KNOWN).cells == {"scopes[0]": (LATER, "H7")}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1200.50"), "1200.5"),
        (1200.0, "1200"),
        ("0012", "0012"),
        ("130013800138000", "130013800138000"),
        (datetime(2026, 1, 5, tzinfo=UTC).replace(tzinfo=None), "2026-01-05"),
        (date(2026, 1, 5), "2026-01-05"),
        (True, "True"),
    ],
)
def test_a_value_as_text(value, text):
    assert plain(value) == text
