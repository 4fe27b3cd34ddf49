"""Conditional formats as XML: highlights by formula, and data bars.

Excel of 2007 knows bars that fade only; the solid ones that read better stand in an extension at the
sheet's end, tied to the first by an id.
"""

from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

from toolkit.sheets.build.look import Style
from toolkit.sheets.build.spec import Bars, Highlight

_X14 = 'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
_XM = 'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'
_RULE_EXTENSION = "{B025F937-C7B1-47D3-B67F-A62EFF666E3E}"
_SHEET_EXTENSION = "{78C0D931-6437-407d-A8EE-F0AAD7539E65}"


def conditions(highlights: Sequence[Highlight | Bars], differential: Callable[[Style], int]) -> str:
    """Return the ``conditionalFormatting`` elements; earlier ones take precedence."""
    return "".join(
        f'<conditionalFormatting sqref="{each.area}">{_rule(each, place, differential)}</conditionalFormatting>'
        for place, each in enumerate(highlights, 1)
    )


def solid_bars(highlights: Sequence[Highlight | Bars]) -> str:
    """Return the ``extLst`` of the sheet that makes its bars solid, ``""`` where it has none."""
    bars = [_solid(each, place) for place, each in enumerate(highlights, 1) if isinstance(each, Bars)]
    if not bars:
        return ""
    return (
        f'<extLst><ext {_X14} uri="{_SHEET_EXTENSION}"><x14:conditionalFormattings>{"".join(bars)}'
        "</x14:conditionalFormattings></ext></extLst>"
    )


def _rule(each: Highlight | Bars, priority: int, differential: Callable[[Style], int]) -> str:
    if isinstance(each, Highlight):
        return (
            f'<cfRule type="expression" dxfId="{differential(each.style)}" priority="{priority}">'
            f"<formula>{escape(each.formula)}</formula></cfRule>"
        )
    return (
        f'<cfRule type="dataBar" priority="{priority}"><dataBar><cfvo type="num" val="{each.low:g}"/>'
        f'<cfvo type="num" val="{each.high:g}"/><color rgb="FF{each.colour}"/></dataBar>'
        f'<extLst><ext {_X14} uri="{_RULE_EXTENSION}"><x14:id>{_id(priority)}</x14:id></ext></extLst></cfRule>'
    )


def _solid(each: Bars, priority: int) -> str:
    ends = "".join(f'<x14:cfvo type="num"><xm:f>{end:g}</xm:f></x14:cfvo>' for end in (each.low, each.high))
    return (
        f'<x14:conditionalFormatting {_XM}><x14:cfRule type="dataBar" id="{_id(priority)}">'
        f'<x14:dataBar minLength="0" maxLength="100" gradient="0">{ends}</x14:dataBar></x14:cfRule>'
        f"<xm:sqref>{each.area}</xm:sqref></x14:conditionalFormatting>"
    )


def _id(priority: int) -> str:
    return f"{{70016B17-0000-4000-8000-{priority:012X}}}"
