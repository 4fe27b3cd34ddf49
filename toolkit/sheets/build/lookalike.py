"""The 疑似重複 sheet: two customers one above the other, what makes them alike, and a decision; laid out and read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.forms.dispatch import as_typed
from toolkit.forms.table import Range, Sheet, Workbook
from toolkit.messages import names_lookalike as words
from toolkit.messages.names_receipt import Text
from toolkit.messages.script import fold, simplified
from toolkit.sheets.build import look
from toolkit.sheets.build.layout import height_for
from toolkit.sheets.build.spec import (
    ColumnSpec,
    Content,
    Highlight,
    Line,
    PrintSetup,
    Rule,
    SheetSpec,
    SpecCell,
    Validation,
)

CODE_NAME = "ToolkitLookalikes"
_KEY = "pair"
_BETWEEN = "|"
_HEADS = (
    *(words.DECISION, words.EVIDENCE, words.WHICH, words.NUMBER, words.NAME, words.CORE),
    *(words.CODE, words.PHONE, words.ADDRESS, words.CONTACT, words.OWNER, words.STAGE),
)
_WIDTHS = (18, 22, 9, 20, 34, 22, 22, 16, 34, 10, 10, 12)
_KEY_COLUMN = len(_HEADS) + 1
_TOP = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One customer of a pair, as people compare it."""

    id: str
    name: str
    core: str
    credit_code: str
    phone: str
    address: str
    contact: str
    owner: str
    stage: str

    @property
    def facts(self) -> tuple[str, ...]:
        """The columns from the id on."""
        return (
            *(self.id, self.name, self.core, self.credit_code, self.phone),
            *(self.address, self.contact, self.owner, self.stage),
        )


@dataclass(frozen=True, slots=True)
class AskedPair:
    """Two customers that look alike, the one registered first on top, and why."""

    first: Side
    second: Side
    evidence: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody chose for a pair: the same customer, or two."""

    one: str
    other: str
    same: bool


Say = Callable[[str], str]
"""A text of ours in the office's language."""


def lookalike_sheet(pairs: Sequence[AskedPair], language: str, number: str, say: Say | None = None) -> SheetSpec:
    """Lay out the sheet; ``number`` is the receipt's, by which the sheet is known as ours.

    ``say`` says texts of ours in English.
    """
    said = simplified if language == "zh-Hans" else say
    rows = [
        Line([SpecCell(words.TITLE.say(language, count=len(pairs)), look.TITLE)], 30),
        Line([SpecCell(words.HOW_TO.say(language, number=number), look.MUTED_TEXT)], 18),
        Line([SpecCell(each.say(language), look.HEAD_LEFT) for each in _HEADS], 22),
    ]
    for pair in pairs:
        rows += _pair(pair, language, said)
    last = len(rows)
    firsts = range(_TOP + 1, last, 2)
    options = tuple(each.say(language) for each in (words.SAME, words.DIFFERENT, words.LATER))
    return SheetSpec(
        name=words.LOOKALIKES.say(language),
        rows=rows,
        columns=(*map(ColumnSpec, _WIDTHS), ColumnSpec(8, hidden=True)),
        language=language,
        freeze=f"D{_TOP + 1}",
        merges=tuple(Range(row, column, row + 1, column) for row in firsts for column in (1, 2)),
        validations=tuple(Validation(f"A{row}", Rule.LIST, options, strict=True) for row in firsts),
        highlights=(Highlight(f"A{_TOP + 1}:A{last}", f"LEN($A{_TOP + 1})>0", look.CHOSEN),),
        printing=PrintSetup(repeat=(_TOP, _TOP), area=f"A1:L{last}"),
        tab_colour=look.ASK_TEXT,
        gridlines=False,
        code_name=CODE_NAME,
    )


def _spoken(side: Side, say: Say) -> Side:
    """The stage is a word of ours; all else stays as it was typed."""
    return replace(side, stage=say(side.stage))


def _pair(pair: AskedPair, language: str, say: Say | None) -> Iterator[Line]:
    evidence = "\n".join(each.say(language) for each in pair.evidence)
    if say is not None:
        pair = replace(pair, first=_spoken(pair.first, say), second=_spoken(pair.second, say))
    key = _BETWEEN.join((_KEY, pair.first.id, pair.second.id))
    alike = [
        bool(one) and fold(one) == fold(other) for one, other in zip(pair.first.facts, pair.second.facts, strict=True)
    ]
    for side, which, begins in ((pair.first, words.KNOWN, True), (pair.second, words.NEW, False)):
        cells: list[Content] = [
            SpecCell(None, look.CHOOSE_CENTRE),
            SpecCell(evidence if begins else None, look.BODY),
            SpecCell(which.say(language), look.BODY_SMALL),
            *(
                SpecCell(text or None, look.GOOD if same else look.BODY)
                for text, same in zip(side.facts, alike, strict=True)
            ),
        ]
        height = max(height_for(side.facts, _WIDTHS[3:]), 9.0 * (evidence.count("\n") + 2))
        yield Line([*cells, key if begins else None], height)


def decisions(workbook: Workbook) -> tuple[Decision, ...]:
    """What was chosen in the 疑似重複 sheets of a receipt that came back; what is left open is absent."""
    return tuple(made for sheet in workbook.sheets for made in _decisions(sheet))


def _decisions(sheet: Sheet) -> Iterator[Decision]:
    for row in sheet.rows[_TOP:] if len(sheet.rows) > _TOP else ():
        key = as_typed(row[_KEY_COLUMN - 1]).split(_BETWEEN) if len(row) >= _KEY_COLUMN else []
        if len(key) == 3 and key[0] == _KEY:
            chosen = fold(as_typed(row[0]).strip())
            if chosen in _said(words.SAME) | _said(words.DIFFERENT):
                yield Decision(key[1], key[2], same=chosen in _said(words.SAME))


def _said(text: Text) -> frozenset[str]:
    return frozenset(fold(each) for each in (text.zh, text.en))
