import string

import pytest

from toolkit.messages import names_forms, names_receipt
from toolkit.messages.names_receipt import Text

TEXTS = [
    pytest.param(value, id=name)
    for module in (names_receipt, names_forms)
    for name, value in vars(module).items()
    if isinstance(value, Text)
]


def fields(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


@pytest.mark.parametrize("text", TEXTS)
def test_both_languages_say_the_same_things(text: Text) -> None:
    assert text.zh
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in text.en), "no Chinese in English"
    assert fields(text.zh) == fields(text.en)


def test_data_is_filled_in_and_simplified_is_derived() -> None:
    assert names_receipt.TO_MEND.say("zh-Hant", count=3) == "待改 3 筆"
    assert names_receipt.TO_MEND.say("zh-Hans", count=3) == "待改 3 笔"
    assert names_receipt.TO_MEND.say("en", count=3) == "3 rows to mend"
