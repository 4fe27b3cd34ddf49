"""What cannot be read as a form may still be confidential: parts of a negotiation sheet, of a vote, of results."""

import pytest

from toolkit.forms.column import Privacy
from toolkit.forms.form import title_in
from toolkit.forms.reading import Recognised, SheetReading, TakenRow
from toolkit.forms.table import Sheet
from toolkit.stages.catalogue import FORMS
from toolkit.stages.confidential import TELLING, extras_internal, looks_internal, named_internal, without_internal
from toolkit.stages.records import strictest


@pytest.mark.parametrize(
    ("headings", "inside"),
    [
        (("客戶", "議題", "底線"), True),
        (("客戶", "底線"), True),
        (("客户", "理想"), True),
        (("客戶", "合同版本", "審核人"), True),
        (("姓名", "實績"), True),
        (("客戶名稱", "電話", "審核人"), False),
        (("客戶名稱", "電話", "完成情況"), False),
        (("姓名", "電話", "備註"), False),
        (("甲", "乙"), False),
    ],
)
def test_headings_that_only_confidential_forms_know(headings: tuple[str, ...], *, inside: bool) -> None:
    assert looks_internal(Sheet("名單", (headings, ("一", "二", "三")))) is inside


def test_a_confidential_table_below_another() -> None:
    rows = (("客戶", "內容"), ("甲", "談過"), (), ("客戶", "議題", "底線"), ("甲", "單價", "12.80"))
    assert looks_internal(Sheet("混", rows))
    assert not looks_internal(Sheet("混", (("客戶", "內容"), ("甲", "談過"), (), ("客戶", "甲", "底線"))))


@pytest.mark.parametrize(
    ("extra", "inside"), [(("底線",), True), (("理想", "備考"), True), (("備考",), False), (("審核人",), False)]
)
def test_an_open_form_with_a_confidential_column_beside_it(extra: tuple[str, ...], *, inside: bool) -> None:
    """A contact log with a column of floors is read as a contact log, and is as confidential as its floors."""
    contacts = next(form for form in FORMS if form.name == "contacts")
    recognised = Recognised(contacts, (1,), {"customer": 1}, {name: 2 + at for at, name in enumerate(extra)})
    assert extras_internal(recognised) is inside


def test_what_is_recorded_of_an_open_form_holds_no_floor() -> None:
    """A record of an open form is shown to everybody, in JSON too; its floor stays in the file."""
    contacts = next(form for form in FORMS if form.name == "contacts")
    recognised = Recognised(contacts, (1,), {"customer": 1}, {"底線": 2, "備考": 3})
    taken = TakenRow(contacts.row.model_construct(), "溝通", 2, extras={"底線": "12.80", "備考": "照舊"})
    (row,) = without_internal(SheetReading("溝通", recognised, (taken,))).rows
    assert row.extras == {"備考": "照舊"}


def test_a_sheet_called_like_a_confidential_form() -> None:
    assert looks_internal(Sheet("談判準備表", (("甲", "乙"), ("一", "二"))))
    assert not looks_internal(Sheet("說明", (("甲", "乙"), ("一", "二"))))


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("林曉彤/談判準備表.xlsx", True),
        ("林晓彤/谈判准备表(2).xlsx", True),
        ("談判資料/新的.xlsx", True),
        ("林曉彤/華景底線.docx", True),
        ("Kate/Negotiations.xlsx", True),
        ("林曉彤/客戶名單.xlsx", False),
        ("合同資料表.xlsx", False),
        ("Kate/Plan to negotiate.xlsx", False),
    ],
)
def test_what_cannot_be_read_is_judged_by_its_name_and_folder(path: str, *, inside: bool) -> None:
    assert named_internal(path) is inside


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
def test_every_confidential_form_tells_itself_by_its_name(language: str) -> None:
    inside = [title_in(language, form) for form in FORMS if strictest(form) is Privacy.INTERNAL]
    assert inside
    assert all(map(named_internal, inside))
    assert TELLING
