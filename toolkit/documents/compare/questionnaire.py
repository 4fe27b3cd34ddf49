"""A form that was filled in Word comes back as a sheet: its content controls are headings and answers.

A template marks each control with a tag ``form:…`` and the column's heading as its title; whoever fills it
sees neither. The sheet that is made of it goes the way of every other sheet: recognised, validated, recorded.
"""

from toolkit.documents.compare.parts import Element, W, open_parts
from toolkit.documents.compare.text import TextReader
from toolkit.forms.table import Sheet, Value

MARK = "form:"
"""What the tag of such a control begins with."""


def answers(source: bytes, name: str) -> Sheet | None:
    """Read a filled form as a sheet called ``name`` with one row below its headings.

    A control that still shows its hint is an empty cell. None for a document without such controls. Raises
    ``Unreadable`` where the file cannot be read.
    """
    document = open_parts(source).root("document")
    headings: list[Value] = []
    row: list[Value] = []
    for control in document.iter(W + "sdt") if document is not None else ():
        properties = control.find(W + "sdtPr")
        if properties is None or not _value(properties, "tag").startswith(MARK):
            continue
        headings.append(_value(properties, "alias"))
        row.append(_answer(control, properties))
    return Sheet(name, (headings, row)) if headings else None


def _value(properties: Element, name: str) -> str:
    found = properties.find(W + name)
    return found.get(W + "val", "") if found is not None else ""


def _answer(control: Element, properties: Element) -> str | None:
    """What was typed or chosen: the value behind a choice, the day behind however a date is shown."""
    if properties.find(W + "showingPlcHdr") is not None:
        return None
    chosen = properties.find(W + "date")
    moment = chosen.get(W + "fullDate") if chosen is not None else None
    if moment:
        return moment[:10]
    content = control.find(W + "sdtContent")
    shown = TextReader({}).words(content) if content is not None else ""
    return _chosen(shown, properties) or None


def _chosen(shown: str, properties: Element) -> str:
    for item in properties.iterfind(f"{W}dropDownList/{W}listItem"):
        if item.get(W + "displayText") == shown:
            return item.get(W + "value") or shown
    return shown
