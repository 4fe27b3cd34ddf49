from typing import Annotated

import pytest

from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.context import Context, DocumentFacts, Term, company_facts, placeholder, terms


class Inner(Context):
    name: Annotated[str, Term("名稱")]


class Outer(Context):
    items: Annotated[tuple[Inner, ...], Term("項目清單", ("清單",))]
    note: Annotated[str | None, Term("備註")] = None


class Clash(Context):
    label: Annotated[str, Term("名称")]


def test_terms_of_nested_contexts_are_found_folded() -> None:
    assert terms([Outer]) == {"项目清单": "items", "清单": "items", "备注": "note", "名称": "name"}


def test_one_term_may_not_mean_two_keys() -> None:
    with pytest.raises(ValueError, match="means both"):
        terms([Outer, Clash])


def test_a_context_is_handed_on_as_plain_data() -> None:
    assert Outer(items=(Inner(name="甲"),)).plain() == {"items": [{"name": "甲"}], "note": None}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("註冊資本(萬元)", "註冊資本"),
        ("需求/異議", "需求異議"),
        ("建築面積（㎡）", "建築面積"),
        ("租/購/委託", "租購委託"),
    ],
)
def test_a_title_as_it_may_stand_in_a_template(title: str, expected: str) -> None:
    assert placeholder(title) == expected


def test_company_facts_fill_every_company_field(rules: RuleBook) -> None:
    wanted = {name for name in DocumentFacts.model_fields if name.startswith("company_")}
    assert set(company_facts(rules.company)) == wanted
