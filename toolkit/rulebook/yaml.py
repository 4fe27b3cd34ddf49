"""A file of the rule book as nodes that know their line: strict scalars, no duplicate keys, no surprises.

PyYAML's ``safe_load`` reads 12:30 as 750 and takes the last of two equal keys without a word. Here the text
is only *composed*: a scalar stays the text that was typed until a parser asks for a number, a day or a flag,
and whatever is wrong is a ``RuleBookError`` that names file, line and key.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import yaml
from rapidfuzz import process

from toolkit.errors import RuleBookError
from toolkit.messages.script import fold

_FLAGS = {fold(word): flag for flag, words in ((True, "是 true yes"), (False, "否 false no")) for word in words.split()}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML has it: ten times faster, the same nodes and lines."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no document can hold; an escape in quotes ("\\a") brings it in where the file itself shows nothing."""
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(?:[,_]\d{3})+)(\.\d+)?")
"""As people write a number; thousands may be parted (1,000 or 1_000)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One value in a file of the rule book, with the way to it (``grades.A.from``) for error messages."""

    file: str
    key: str
    node: yaml.Node

    @property
    def line(self) -> int:
        """The line on which the value starts, counted from 1."""
        return int(self.node.start_mark.line) + 1

    def wrong(self, code: str, **data: object) -> RuleBookError:
        """Make the error ``code`` at this place (the caller raises it)."""
        return RuleBookError(code, file=self.file, line=self.line, key=self.key, **data)

    def mapping(self) -> dict[str, "Item"]:
        """The value as a mapping, in the file's order."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.wrong("rulebook.mapping_expected")
        return {key.value: Item(self.file, self._below(key.value), value) for key, value in self.node.value}

    def sequence(self) -> tuple["Item", ...]:
        """The value as a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.wrong("rulebook.list_expected")
        return tuple(Item(self.file, f"{self.key}[{i}]", node) for i, node in enumerate(self.node.value, 1))

    def only(self, *known: str) -> dict[str, "Item"]:
        """The value as a mapping that may hold nothing but ``known`` keys (a typing slip is no setting)."""
        items = self.mapping()
        for name, item in items.items():
            if name not in known:
                near = process.extractOne(name, known, score_cutoff=50)
                raise item.wrong("rulebook.unknown_key", value=name, suggestion=near[0] if near else "、".join(known))
        return items

    def child(self, name: str) -> "Item":
        """The value under ``name``, which must be there."""
        found = self._found(name)
        if found is None:
            raise self.wrong("rulebook.key_missing", value=name)
        return found

    def get(self, name: str) -> "Item | None":
        """The value under ``name``, or None where the key is absent or empty."""
        found = self._found(name)
        return None if found is None or found.is_empty else found

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed behind the key."""
        return isinstance(self.node, yaml.ScalarNode) and not self.node.value.strip()

    @property
    def is_mapping(self) -> bool:
        """Whether the value is a mapping."""
        return isinstance(self.node, yaml.MappingNode)

    @property
    def is_sequence(self) -> bool:
        """Whether the value is a list."""
        return isinstance(self.node, yaml.SequenceNode)

    def text(self) -> str:
        """The value exactly as typed (12:30 stays 12:30), never empty."""
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.value.strip():
            raise self.wrong("rulebook.text_expected")
        return str(self.node.value).strip()

    def texts(self) -> tuple[str, ...]:
        """The value as a list of texts; a single text counts as a list of one."""
        return tuple(item.text() for item in self.sequence()) if self.is_sequence else (self.text(),)

    def number(self, low: str = "0", high: str = "1000000000000") -> Decimal:
        """The value as a number between ``low`` and ``high``, ends included."""
        typed = self.text()
        if not _NUMBER.fullmatch(typed):
            raise self.wrong("rulebook.number_expected", value=typed)
        value = Decimal(typed.replace(",", "").replace("_", ""))
        if not Decimal(low) <= value <= Decimal(high):
            raise self.wrong("rulebook.out_of_range", value=typed, low=low, high=high)
        return value

    def whole(self, low: int = 0, high: int = 10**9) -> int:
        """The value as a whole number between ``low`` and ``high``, ends included."""
        value = self.number(str(low), str(high))
        if value != value.to_integral_value():
            raise self.wrong("rulebook.whole_expected", value=str(value))
        return int(value)

    def flag(self) -> bool:
        """The value as yes or no (是 否 true false yes no)."""
        typed = self.text()
        if fold(typed) not in _FLAGS:
            raise self.wrong("rulebook.flag_expected", value=typed)
        return _FLAGS[fold(typed)]

    def day(self) -> date:
        """The value as a date, written 2026-11-24 and in no other way."""
        typed = self.text()
        try:
            return date.fromisoformat(typed) if _DAY.fullmatch(typed) else self._no_day(typed)
        except ValueError:
            return self._no_day(typed)

    def _no_day(self, typed: str) -> date:
        raise self.wrong("rulebook.day_expected", value=typed)

    def _found(self, name: str) -> "Item | None":
        """The value under ``name``; its neighbours are left alone: most of a rule book is asked key by key."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.wrong("rulebook.mapping_expected")
        values = (value for key, value in self.node.value if key.value == name)
        value = next(values, None)
        return None if value is None else Item(self.file, self._below(name), value)

    def _below(self, name: str) -> str:
        return f"{self.key}.{name}" if self.key else name


def parse_yaml(file: str, text: str) -> Item:
    """Compose ``text`` of the file named ``file``; the top of the file must be a mapping.

    Raises ``RuleBookError`` where the text is no YAML, is empty, repeats a key, or uses anchors and aliases
    (a value that stands in one place and works in another is not for people who read top to bottom).
    """
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise _broken(file, text, error) from None
    if not isinstance(node, yaml.MappingNode):
        raise RuleBookError("rulebook.file_empty", file=file, line=1, key=file)
    top = Item(file, "", node)
    seen: set[int] = set()
    for item in _walk(top):
        if id(item.node) in seen:
            raise item.wrong("rulebook.alias_used")
        seen.add(id(item.node))
    return top


def _walk(item: Item) -> Iterator[Item]:
    """Every value below ``item``, checking on the way that no key stands twice and each is a plain text."""
    yield item
    if isinstance(item.node, yaml.MappingNode):
        _check_keys(item)
        for below in item.mapping().values():
            yield from _walk(below)
    elif isinstance(item.node, yaml.SequenceNode):
        for below in item.sequence():
            yield from _walk(below)
    elif _UNSEEN.search(item.node.value):
        raise item.wrong("rulebook.yaml_sign")


def _check_keys(item: Item) -> None:
    seen: dict[str, int] = {}
    for key, _ in item.node.value:
        plain = isinstance(key, yaml.ScalarNode)
        place = Item(item.file, item.key or (key.value if plain else item.file), key)
        if not plain:
            raise place.wrong("rulebook.key_not_text")
        if key.value in seen:
            raise place.wrong("rulebook.duplicate_key", value=key.value, first=seen[key.value])
        seen[key.value] = place.line


def _broken(file: str, text: str, error: yaml.YAMLError) -> RuleBookError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = getattr(error, "position", 0)
    line = min(int(mark.line) + 1, len(_lines(text))) if mark else text.count("\n", 0, place) + 1
    said = str(getattr(error, "problem", "") or "")
    code = "rulebook.yaml_tab" if _TAB.match(_lines(text)[line - 1]) else _SLIPS.get(said, "rulebook.not_yaml")
    return RuleBookError(code, file=file, line=line, key=key_near(file, text, line), value=said)


def _lines(text: str) -> list[str]:
    return text.splitlines() or [""]


_TAB = re.compile(r" *\t")
_SLIPS: Mapping[str, str] = MappingProxyType(
    {
        "found character that cannot start any token": "rulebook.yaml_tab",
        "mapping values are not allowed in this context": "rulebook.yaml_colon",
        "found unexpected end of stream": "rulebook.yaml_quote",
        "did not find expected ',' or '}'": "rulebook.yaml_bracket",
        "did not find expected ',' or ']'": "rulebook.yaml_bracket",
        "did not find expected key": "rulebook.yaml_indent",
        "did not find expected '-' indicator": "rulebook.yaml_indent",
        "": "rulebook.yaml_sign",
    }
)
"""What the reader of YAML says → the slip that people make; anything else is told in its own words."""
_KEY = re.compile(r"^[\s\-{]*(\w[\w ]*?)\s*[:：]")


def key_near(file: str, text: str, line: int) -> str:
    """The key that stands on ``line`` or the nearest above it; the file's name where there is none."""
    for typed in reversed(text.splitlines()[:line]):
        found = _KEY.match(typed)
        if found and not typed.lstrip().startswith("#"):
            return found[1]
    return file
