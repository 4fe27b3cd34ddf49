from collections import Counter

import pytest

from toolkit.forms.form import Form
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.catalogue import FOLLOW, FORMS
from toolkit.stages.templates import CONTEXTS, all_terms

FORM_IDS = [form.name for form in FORMS]


def test_every_form_has_a_stage_and_every_stage_a_form() -> None:
    assert set(FOLLOW) == {form.name for form in FORMS}


def test_no_two_forms_share_a_name_a_code_or_a_title() -> None:
    for attribute in ("name", "code", "title"):
        counted = Counter(getattr(form, attribute) for form in FORMS)
        assert [name for name, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("form", FORMS, ids=FORM_IDS)
def test_lists_keys_and_rules_of_a_form_exist(form: Form, rules: RuleBook) -> None:
    fields = set(form.columns)
    assert {column.options for column in form.columns.values() if column.options} <= set(rules.lists)
    assert {field for key in form.keys for field in key} <= fields
    assert {field for rule in form.rules for field in rule.needs} <= fields


@pytest.mark.parametrize("form", FORMS, ids=FORM_IDS)
def test_no_heading_of_a_form_means_two_of_its_columns(form: Form) -> None:
    seen = Counter(title for column in form.columns.values() for title in {column.title, *column.aliases})
    assert [title for title, count in seen.items() if count > 1] == []


def test_one_term_means_one_key_across_the_product() -> None:
    assert len(all_terms()) > 100
    assert all_terms()["客户名称"] == "customer_name"


def test_every_shipped_template_has_its_context() -> None:
    assert {"公司介紹函", "優先開發名單", "客戶檔案", "開發計劃書", "需求調研報告"} <= set(CONTEXTS)
