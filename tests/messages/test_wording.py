"""Findings that say the same are worded once, and as the catalogue words them."""

import pytest

from toolkit.messages.catalogue import sentence
from toolkit.messages.codes_values import REQUIRED
from toolkit.messages.finding import Finding
from toolkit.messages.wording import Wording


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
def test_it_says_what_the_catalogue_says(language: str) -> None:
    finding = Finding(REQUIRED, "名單", "B7", 7, "name", "華景", "華景置業", {"other": ["一", "二"]})
    said = Wording(language, {"name": "客戶名稱"}).of(finding)
    assert said.title == "客戶名稱"
    assert said.sentence(language) == sentence(finding, language, "客戶名稱")


def test_equal_findings_share_their_words_and_others_do_not() -> None:
    wording = Wording("zh-Hant", {})
    one, same = (Finding(REQUIRED, "名單", f"B{row}", row, "name", data={"stage": "談判"}) for row in (7, 8))
    other = Finding(REQUIRED, "名單", "B9", 9, "name", "華景", data={"stage": "簽約"})
    assert wording.of(one) is wording.of(same)
    assert wording.of(one) is not wording.of(other)
