"""Custom properties of a document (number, submission, hashes), beside those that the template has."""

from collections.abc import Mapping
from typing import Any

from toolkit.documents.compile.names import OFFICE
from toolkit.documents.compile.package import Entry, text_of
from toolkit.documents.compile.parts import parse, relations, text_of_element
from toolkit.documents.compile.text import one_line, quoted
from toolkit.documents.compile.world import World

CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_KIND = "custom-properties"
_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
OURS = "toolkit."
"""Properties of this name say where one document came from: they never pass to another made from it."""
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def kept_properties(entries: Mapping[str, Entry]) -> dict[str, Any]:
    """The template's own custom properties: the part's name and [name, number, XML] of each."""
    name = next((item.target for item in relations(entries, "") if item.type == f"{OFFICE}{_KIND}"), "")
    if name not in entries:
        return {"name": "", "known": []}
    known = [
        [item.get("name", ""), int(item.get("pid", "2")), text_of_element(item)]
        for item in parse(text_of(entries, name), name)
        if not item.get("name", "").startswith(OURS)
    ]
    return {"name": name, "known": known}


def set_properties(world: World, kept: Mapping[str, Any], wanted: Mapping[str, str]) -> str:
    """Put ``wanted`` (name → text) into the document; the name of the part that holds them."""
    content = properties_part(kept, wanted)
    if kept["name"]:
        world.replace(kept["name"], content)
        return str(kept["name"])
    free = "docProps/custom.xml" not in world.facts.names
    part = world.add("docProps/custom.xml" if free else world.new_name("docProps/custom", "xml"), content, CUSTOM_TYPE)
    world.relate("", _KIND, part)
    return part


def properties_part(kept: Mapping[str, Any], wanted: Mapping[str, str]) -> bytes:
    """The part with ``wanted`` beside the template's own; one of the template's with that name gives way."""
    number = max((known[1] for known in kept["known"]), default=1)
    lines = [known[2] for known in kept["known"] if known[0] not in wanted]
    for name, value in wanted.items():
        number += 1
        lines.append(
            f'<property fmtid="{_FORMAT}" pid="{number}" name={quoted(name)}>'
            f"<vt:lpwstr>{one_line(value)}</vt:lpwstr></property>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_SPACE}" xmlns:vt="{_VALUES}">{"".join(lines)}</Properties>'
    ).encode()
