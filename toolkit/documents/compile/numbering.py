"""The numbering part of a document whose lists begin anew, or that has lists of sub-documents."""

from collections.abc import Mapping
from typing import Any

from toolkit.documents.compile.frame import State


def _restarted(new: str, like: list[Any]) -> str:
    """A new list that counts as list ``like`` ([definition, level → start]) and begins at its start."""
    abstract, levels = like
    overrides = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for level, start in levels.items()
    )
    return f'<w:num w:numId="{new}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'


def numbering_part(kept: Mapping[str, Any], state: State) -> bytes:
    """The numbering part with the lists that the document adds."""
    lists = [_restarted(new, kept["lists"][like]) for new, like in state.restarted]
    pieces = (kept["head"], *state.abstract_xml, kept["nums"], *lists, *state.list_xml, kept["tail"])
    return "".join(pieces).encode()
