"""The appendix of blank forms says of each column how to fill it in, in both languages."""

from typing import Any

import pytest

from toolkit.messages.names_help import ENGLISH
from toolkit.stages.catalogue import FORMS
from toolkit.stages.handbook.column_help import column_help

COLUMNS = {form.name: form.columns for form in FORMS}


@pytest.mark.parametrize(
    ("form", "field", "kind", "several", "zh", "en"),
    [
        ("contacts", "method", str, False, "從下拉清單「溝通方式」選。", "From the list “Method of contact”."),
        ("contacts", "content", int, False, "填整數。", "A whole number."),
        ("contacts", "attachment", str, False, "填文字。", "Text."),
        ("plans", "milestones", str, False, "", "One milestone a line, its day first."),
        (
            "contacts",
            "stage_after",
            str,
            False,
            "階段有變才填。從下拉清單「階段」選。",
            "Only when the deal stage changed. From the list “Deal stage”.",
        ),
    ],
)
def test_help(form: str, field: str, kind: type, several: bool, zh: str, en: str) -> None:
    column: Any = COLUMNS[form][field]
    assert column_help(column, kind, several=several, english=False) == (zh or column.help)
    assert column_help(column, kind, several=several, english=True) == en


def test_several_of_a_list() -> None:
    column = COLUMNS["proposals"]["services"]
    assert "可填多項" in column_help(column, tuple, several=True, english=False) or "多項" in column.help
    assert "Several are allowed" in column_help(column, tuple, several=True, english=True)


def test_every_help_of_a_column_has_its_english() -> None:
    said = {column.help for columns in COLUMNS.values() for column in columns.values() if column.help}
    assert said == set(ENGLISH)
    assert all(
        text.replace("“、”", "").replace("²", "").replace("“", "").replace("”", "").isascii()
        for text in ENGLISH.values()
    )
