"""The field list in words: every field that is no list carries a sample."""

import pytest

from toolkit.stages.field_lines import available_table
from toolkit.stages.templates import CONTEXTS


@pytest.mark.parametrize(("language", "variable"), [("zh-Hant", "行."), ("en", "line.")])
def test_fields_of_lists_have_samples(language: str, variable: str) -> None:
    groups = available_table("合同比對報告", language, {}).groups
    inside = [line for group in groups for line in group.lines if line.placeholder.startswith("{{ " + variable)]
    assert inside
    samples = {line.key: line.sample for line in inside}
    assert samples["before"] == ("〔原文〕" if language == "zh-Hant" else "〔before〕")
    assert samples["is_locked"] == ("是" if language == "zh-Hant" else "yes")
    assert [key for key, sample in samples.items() if not sample] == []


def test_only_lists_and_what_has_no_kind_lack_a_sample() -> None:
    lacking = {
        line.key
        for kind in CONTEXTS
        for group in available_table(kind, "zh-Hant", {}).groups
        for line in group.lines
        if not line.sample and not line.meaning.startswith("清單")
    }
    assert lacking <= {"printed_on"}
