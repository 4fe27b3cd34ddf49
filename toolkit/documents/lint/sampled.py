"""A template filled with sample values, to see what it looks like."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

from toolkit.documents.compile.template import compile_template
from toolkit.documents.draw.chart_places import with_charts
from toolkit.errors import RenderError

SECONDS = 15.0
"""How long all samples together may take."""
_LEAST = 0.1


def sampled(
    source: bytes,
    samples: Sequence[Mapping[str, Any]],
    terms: Mapping[str, str],
    optional: Collection[str] | None,
    cache: Path | None = None,
    seconds: float = SECONDS,
) -> Iterator[bytes]:
    """The template ``source`` filled with each of ``samples``, as drafts, its charts drawn.

    ``terms`` and ``cache`` as for ``compile_template``, ``optional`` as for ``fill``; all samples
    together may take ``seconds``. Raises TemplateError or RenderError where it cannot be filled.
    """
    until = monotonic() + seconds
    template = compile_template(source, terms=terms, cache=cache)
    declared = None if optional is None else frozenset(optional)
    for sample in samples:
        left = max(until - monotonic(), _LEAST)
        try:
            filled = template.fill(sample, optional=declared, mode="draft", seconds=left)
        except RenderError as error:
            if error.code == "render.too_slow":
                raise RenderError("preview.too_slow", **{**error.data, "most": f"{seconds:g}"}) from None
            raise
        yield with_charts(filled.document, sample)
