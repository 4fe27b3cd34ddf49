"""The one catalogue: every code, and its sentence in every language that staff and admins read.

Traditional Chinese and English stand with the code (``codes_*.py`` for findings, ``errors_*.py`` for what
the admin must mend). Simplified Chinese is derived by OpenCC and then by ``messages.simplified_words``, for
the words that differ and not only their characters. What was typed is never converted.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

import toolkit.messages
from toolkit.errors import ToolkitError
from toolkit.messages.finding import Code, Finding
from toolkit.messages.script import simplified
from toolkit.messages.simplified_words import mainland

LANGUAGES = ("zh-Hant", "zh-Hans", "en")
"""The languages of a workspace; the first is the default."""

_OURS = frozenset(
    {"expected", "fields", "first", "key", "missing", "nearest", "options", "second", "shown", "wanted", "where"}
)
"""Data that are our own words (titles, list values, examples); all else was typed and stays as it is."""

_OURS_OF: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "contract": frozenset({"after", "before", "biz_line", "fee_mode", "party_type", "state"}),
        "customer": frozenset({"evidence"}),
        "kpi": frozenset({"metric"}),
        "launch": frozenset({"condition", "state"}),
        "plan": frozenset({"status"}),
        "proposal": frozenset({"biz_line", "service"}),
        "prospect": frozenset({"party", "stage", "title"}),
        "returned": frozenset({"state"}),
        "sheet": frozenset({"form"}),
        "stage": frozenset({"before", "rule", "skipped", "value"}),
        "visit": frozenset({"outcome"}),
    }
)
"""Area of a code (before its first dot) → further data that are our own words there, and typed elsewhere."""

_NAMED = frozenset({"customer"})
"""Areas whose suggestions are names of customers: those stay as they were typed."""

_IN_ENGLISH = "_en"
"""Ends the name of a value's English, where a finding brings both: ``options`` and ``options_en``."""
_LONGEST_VALUE = 40


def codes() -> tuple[Code, ...]:
    """Every finding code of ``messages.codes_*``, in order of module and declaration."""
    return tuple(_declared("codes_"))


def error_codes() -> tuple[Code, ...]:
    """Every code of an admin's error, from ``messages.errors_*``, in order of module and declaration."""
    return tuple(_declared("errors_"))


def sentence(finding: Finding, language: str, title: str = "") -> str:
    """Return both sentences of a finding: what is the matter, what to do.

    ``language`` is zh-Hant, zh-Hans or en; ``title`` is the column's title in that language (else the
    field's key stands in). A suggestion that the sentences do not name is added at the end.
    """
    return _joined(what(finding, language, title), do(finding, language, title), language)


def what(finding: Finding, language: str, title: str = "") -> str:
    """Return what is the matter, in one sentence."""
    return _filled(_pattern(finding.code, language)[0], finding, title, language)


def do(finding: Finding, language: str, title: str = "") -> str:
    """Return what to do, in one sentence, with the nearest valid value where there is one."""
    first, second = _pattern(finding.code, language)
    text = _filled(second, finding, title, language)
    if not finding.suggestion or "{suggestion}" in first + second:
        return text
    return _joined(text, _meant(suggested(finding, language), language), language)


def error_sentence(error: ToolkitError, language: str) -> str:
    """Return what is wrong and what the admin should do; a code without a sentence says only itself."""
    code = _by_code().get(error.code)
    if code is None:
        return str(error)
    first, second = _pattern(code, language)
    values = _shown(error.data, language, _OURS)
    return _joined(first.format_map(values), second.format_map(values), language)


def error_what(error: ToolkitError, language: str) -> str:
    """Return what is wrong, in one sentence, to stand in another error's."""
    code = _by_code().get(error.code)
    return str(error) if code is None else _pattern(code, language)[0].format_map(_shown(error.data, language, _OURS))


class _Shown(dict[str, object]):
    """Values of a sentence; one that is missing shows as 「…」, since a message must never fail."""

    def __missing__(self, name: str) -> str:
        return "…"


def _filled(pattern: str, finding: Finding, title: str, language: str) -> str:
    area = finding.code.code.partition(".")[0]
    ours = _OURS | _OURS_OF.get(area, frozenset())
    values = _shown(finding.data, language, ours)
    values["value"] = _spoken(_short(finding.value), language) if "value" in ours else _short(finding.value)
    values["field"] = title or finding.field
    values["suggestion"] = suggested(finding, language)
    return pattern.format_map(values)


def suggested(finding: Finding, language: str) -> str:
    """Return the nearest valid value, "" for none: ours in the reader's language, a customer's name as it was typed."""
    if language == "en" and (said := finding.data.get(f"suggestion{_IN_ENGLISH}")):
        return str(said)
    named = finding.code.code.partition(".")[0] in _NAMED
    return finding.suggestion if named else _spoken(finding.suggestion, language)


def _shown(data: Mapping[str, object], language: str, ours: frozenset[str]) -> _Shown:
    """The values of a sentence as text: several are listed, words of ours follow the language."""
    values = _Shown()
    for name, value in data.items():
        values[name] = _told(value, language, ours=name in ours)
    if language == "en":
        values.update(
            {name.removesuffix(_IN_ENGLISH): said for name, said in data.items() if name.endswith(_IN_ENGLISH)}
        )
    return values


def _told(value: object, language: str, *, ours: bool) -> str:
    if isinstance(value, ToolkitError):
        return error_what(value, language)
    text = _listed(value, language) if isinstance(value, list | tuple | set | frozenset) else str(value)
    return _spoken(text, language) if ours else text


def _listed(values: Iterable[object], language: str) -> str:
    return (", " if language == "en" else "、").join(str(value) for value in values)


def _spoken(text: str, language: str) -> str:
    """A word of ours in the script of the language."""
    return simplified_words(text) if language == "zh-Hans" else text


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= _LONGEST_VALUE else f"{line[: _LONGEST_VALUE - 1]}…"


def _meant(suggestion: str, language: str) -> str:
    if language == "en":
        return f"Did you mean “{suggestion}”?"
    return f"是不是『{suggestion}』？"


def _joined(first: str, second: str, language: str) -> str:
    return f"{first} {second}" if language == "en" else first + second


def _pattern(code: Code, language: str) -> tuple[str, str]:
    if language == "en":
        return code.en, code.en_do
    return (code.zh, code.zh_do) if language != "zh-Hans" else _simplified(code)


@cache
def _simplified(code: Code) -> tuple[str, str]:
    return simplified_words(code.zh), simplified_words(code.zh_do)


def simplified_words(text: str) -> str:
    """Turn a sentence of ours into Simplified Chinese: characters by OpenCC, then the words that differ."""
    return mainland(simplified(text))


@cache
def _by_code() -> Mapping[str, Code]:
    return {code.code: code for code in (*codes(), *error_codes())}


@cache
def _declared(prefix: str) -> tuple[Code, ...]:
    return tuple(code for name in _modules(prefix) for code in _codes_of(name))


def _modules(prefix: str) -> list[str]:
    return sorted(
        found.name for found in pkgutil.iter_modules(toolkit.messages.__path__) if found.name.startswith(prefix)
    )


def _codes_of(name: str) -> Iterator[Code]:
    module = importlib.import_module(f"toolkit.messages.{name}")
    return (value for value in vars(module).values() if isinstance(value, Code))
