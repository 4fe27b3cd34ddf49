"""From a part's XML to a scene: every step of what the tags' places mean, in their order."""

import re

from toolkit.documents.compile.cells import keep_spaces, merge_cells, shape_cells
from toolkit.documents.compile.join import join_tags
from toolkit.documents.compile.lift import drop_comments, lift, merge_dashes, split_runs
from toolkit.documents.compile.markup import Tag, tokenise
from toolkit.documents.compile.site import Scene, set_scene
from toolkit.documents.compile.tables import mark_tables


_ESCAPED = re.compile(r"\{_[{%]|[}%]_\}")


def patch(xml: str, part: str) -> Scene | None:
    """Find the tags of ``part`` and carry out what their prefixes, dashes and cell tags ask for.

    ``None`` where there is nothing to carry out: the part can stay as it is.
    """
    tokens = join_tags(tokenise(xml), part)
    changed = any(isinstance(token, Tag) for token in tokens) or bool(_ESCAPED.search(xml))
    tokens = keep_spaces(shape_cells(tokens))
    tokens = merge_dashes(split_runs(tokens))
    for prefix in ("tr", "tc", "p"):
        tokens = lift(tokens, prefix)
    return set_scene(mark_tables(merge_cells(drop_comments(tokens)))) if changed else None
