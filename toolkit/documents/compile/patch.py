"""From a part's XML to a scene: every step of what the tags' places mean, in their order."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from toolkit.documents.compile.cells import keep_spaces, merge_cells, shape_cells
from toolkit.documents.compile.join import join_tags
from toolkit.documents.compile.lift import drop_comments, lift, merge_dashes, split_runs
from toolkit.documents.compile.markup import Mark, Tag, Token, tokenise
from toolkit.documents.compile.numbers import mark_lists
from toolkit.documents.compile.repeats import mark_repeats
from toolkit.documents.compile.scene import Scene, set_scene
from toolkit.documents.compile.stamp import mark_header, mark_sections
from toolkit.documents.compile.tables import mark_tables
from toolkit.documents.compile.torn import check_blocks

_ESCAPED = re.compile(r"\{_[{%]|[}%]_\}")
_STAMPS = frozenset({"stamp", "stamp_paragraph", "stamp_reference", "stamp_section"})


class Lists(NamedTuple):
    """What is known of the template's lists: style → list and level, and the lists that can begin anew."""

    styled: Mapping[str, tuple[str, str]]
    lists: Mapping[str, Any]

    @property
    def restartable(self) -> dict[str, tuple[str, str]]:
        """The styles whose list can begin anew."""
        return {style: own for style, own in self.styled.items() if own[0] in self.lists}


class Patched(NamedTuple):
    """A part made ready. ``changed``: it must be written for every document; else only for stamped ones."""

    scene: Scene
    changed: bool


def patch(xml: str, part: str, role: str, lists: Lists) -> Patched | None:
    """Find the tags of ``part`` and carry out what their prefixes, dashes and cell tags ask for.

    ``role`` is document, header, footer, notes or core. ``None`` where the part always stays as it is.
    """
    tokens = join_tags(tokenise(xml), part)
    changed = any(isinstance(token, Tag) for token in tokens) or bool(_ESCAPED.search(xml))
    if changed:
        tokens = _carried_out(tokens, lists)
    if role == "header":
        tokens = mark_header(tokens)
    elif role == "document":
        tokens = mark_sections(tokens)
    if not changed and not any(isinstance(token, Mark) and token.kind in _STAMPS for token in tokens):
        return None
    return Patched(set_scene(tokens), changed)


def _carried_out(tokens: list[Token], lists: Lists) -> list[Token]:
    tokens = merge_dashes(split_runs(keep_spaces(shape_cells(tokens))))
    for prefix in ("tr", "tc", "p"):
        tokens = lift(tokens, prefix)
    tokens = merge_cells(drop_comments(tokens))
    check_blocks(tokens)
    return mark_repeats(mark_tables(mark_lists(tokens, lists.styled, lists.lists)))
