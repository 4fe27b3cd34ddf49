"""A settings file that cannot be read names its line, in both languages; nothing of the parser's own words is shown."""

from pathlib import Path

import pytest

from toolkit.errors import SettingsError
from toolkit.messages.catalogue import error_sentence
from toolkit.settings import FILE, load


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[paths]\ninbox = "a"\noutbox : "b"\n', 3),
        ("[paths]\ninbox = inbox\n", 2),
        ('[paths]\ninbox = "a\n', 2),
        ('[paths]\nrecent = """a\n\n', 3),
        ("[paths\n", 1),
        ("[paths]\n[paths]\n", 2),
    ],
)
def test_a_broken_file_names_the_line(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        load(tmp_path)
    assert (refused.value.code, refused.value.data["line"]) == ("settings.broken", line)
    assert f"第{line}行" in error_sentence(refused.value, "zh-Hant")
    assert f"Line {line} of" in error_sentence(refused.value, "en")


def test_another_encoding_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes('[paths]\ninbox = "收件"\n'.encode("gb18030"))
    with pytest.raises(SettingsError) as refused:
        load(tmp_path)
    assert refused.value.code == "settings.encoding"


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ('[watch]\nquiet = "2"', "settings.number", "quiet = 2.0"),
        ("[watch]\nquiet = [2]", "settings.number", "without quotation marks or a unit"),
        ('[limits]\nmemory_per_file = "1 GB"', "settings.whole", "memory_per_file = "),
        ("[workspace]\nlanguage = 1", "settings.text", 'language = "zh-Hant"'),
    ],
)
def test_a_value_of_another_kind_is_told_the_kind_with_an_example(
    tmp_path: Path, line: str, code: str, told: str
) -> None:
    (tmp_path / FILE).write_text(line, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        load(tmp_path)
    assert refused.value.code == code
    assert told in error_sentence(refused.value, "en")
    assert "例如" in error_sentence(refused.value, "zh-Hant")
