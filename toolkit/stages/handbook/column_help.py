"""What the appendix of blank forms says of a column beside its heading: how to fill it in.

Whether it must be filled in and an example have columns of their own.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from toolkit.forms.column import Column
from toolkit.messages import names_help
from toolkit.messages.names_documents import LISTS
from toolkit.messages.names_forms import SEVERAL_HINT
from toolkit.messages.names_receipt import Text

_KINDS: Mapping[type, Text] = MappingProxyType(
    {
        date: Text("填日期，平時的寫法都讀得懂。", "A date, in any usual way of writing."),
        datetime: Text("填日期與時間。", "Date and time."),
        Decimal: Text("填數字，單位見欄名。", "A number; the unit stands in the heading."),
        int: Text("填整數。", "A whole number."),
    }
)
"""What there is to say of a column that has no help of its own, by what it holds."""
_ANYTHING = Text("填文字。", "Text.")


def column_help(column: Column, kind: type, *, several: bool, english: bool) -> str:
    """How to fill in ``column``, which holds ``kind``."""
    if english:
        return _english(column, kind, several=several)
    if column.options:
        more = "可填多項，用頓號「、」隔開。" if several and "多項" not in column.help else ""
        return f"{column.help}從下拉清單「{column.options}」選。{more}"
    return column.help or _KINDS.get(kind, _ANYTHING).say("zh-Hant")


def _english(column: Column, kind: type, *, several: bool) -> str:
    own = names_help.ENGLISH.get(column.help, "")
    more = SEVERAL_HINT.say("en") if several and not own.startswith("Several") else ""
    listed = f"From the list “{LISTS.get(column.options, column.options)}”." if column.options else ""
    return " ".join(filter(None, (own, listed, more))) or _KINDS.get(kind, _ANYTHING).say("en")
