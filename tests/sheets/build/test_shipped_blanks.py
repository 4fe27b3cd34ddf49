"""The blank forms under templates/excel are what the declarations give; ``toolkit forms`` makes them anew."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from toolkit.forms.form import Form
from toolkit.rulebook.rulebook import parse
from toolkit.sheets.build.blank import blank_workbook
from toolkit.sheets.build.blank_columns import blank_columns
from toolkit.stages.catalogue import FORMS

ROOT = Path(__file__).resolve().parents[3]
BLANKS = ROOT / "templates" / "excel"
LISTS = parse({file.name: file.read_text(encoding="utf-8") for file in (ROOT / "manual").glob("*.yaml")}).lists


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_blank_is_up_to_date(form: Form) -> None:
    shipped = (BLANKS / f"{form.title}.xlsx").read_bytes()
    assert parts(shipped) == parts(blank_workbook(form, LISTS, "zh-Hant")), "run: toolkit forms --to templates/excel"


def test_every_blank_is_a_form_of_ours() -> None:
    assert {file.stem for file in BLANKS.glob("*.xlsx")} == {form.title for form in FORMS}


@pytest.mark.parametrize(("language", "said"), [("en", "Empty until it is done."), ("zh-Hant", "未完成留空。")])
def test_excel_says_on_entry_how_to_fill_in_a_column(language: str, said: str) -> None:
    form = next(form for form in FORMS if form.name == "milestones")
    hints = {column.field: column.hint for column in blank_columns(form, language)}
    assert said in hints["done_on"]
