"""What cannot be read as a form may still be confidential: parts of a negotiation sheet, of a vote, of results."""

import pytest

from toolkit.forms.table import Sheet
from toolkit.stages.confidential import looks_internal


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


def test_a_sheet_called_like_a_confidential_form() -> None:
    assert looks_internal(Sheet("談判準備表", (("甲", "乙"), ("一", "二"))))
    assert not looks_internal(Sheet("說明", (("甲", "乙"), ("一", "二"))))
