"""What a column and a reader of values are: the smallest part of a form's one declaration."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType

from toolkit.forms.lists import Lists
from toolkit.forms.table import Cell
from toolkit.frozen import value
from toolkit.messages.finding import Code

_NONE: Mapping[str, object] = MappingProxyType({})


class Privacy(IntEnum):
    """Who may see a column or a form; whatever derives from it takes the strictest one."""

    OPEN = 0
    PERSONAL = 1
    INTERNAL = 2


@dataclass(frozen=True, slots=True)
class Convention:
    """What a reader needs to know besides the cell: the lists, and where and how the office counts.

    ``jurisdiction`` is CN, TW, HK or MO (ids, phones, ROC dates); it is never inferred from the script.
    """

    lists: Lists
    jurisdiction: str = "CN"
    epoch_1904: bool = False


@value(frozen=True, slots=True)
class Reading:
    """What a reader made of one cell.

    ``value`` is None where the cell is empty or could not be read. ``code`` is None when the value
    reads exactly as typed; a NOTE when it was read differently from what was typed (``shown`` says
    how); anything else is a finding, and with ERROR or ASK there is no value.
    """

    value: object = None
    code: Code | None = None
    suggestion: str = ""
    shown: str = ""
    data: Mapping[str, object] = field(default_factory=lambda: _NONE)


Reader = Callable[[Cell, "Column", Convention], Reading]
"""(cell, its column, conventions) → reading. A reader never raises, whatever the cell holds."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a form, written in the row model's ``Annotated``.

    ``title`` is the heading in Traditional Chinese, without unit; ``unit`` is printed behind it in
    blank forms ("㎡"). ``options`` names a list of ``manual/lists.yaml``. ``optional``-ness is the
    annotation's own ``| None``. ``help`` and ``example`` go into blank forms and the handbook.
    """

    title: str
    en: str
    read: Reader
    aliases: tuple[str, ...] = ()
    options: str = ""
    unit: str = ""
    help: str = ""
    example: str = ""
    privacy: Privacy = Privacy.OPEN
    upfront: bool = False
    """Optional, yet asked for in most rows: a blank form shows it beside the required ones, never folded away."""
