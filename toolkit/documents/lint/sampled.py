"""A template filled with sample values, to see what it looks like."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit.documents.compile.template import compile_template
from toolkit.documents.draw.chart_places import with_charts


def sampled(
    source: bytes,
    samples: Sequence[Mapping[str, Any]],
    terms: Mapping[str, str],
    optional: Collection[str] | None,
    cache: Path | None = None,
) -> Iterator[bytes]:
    """The template ``source`` filled with each of ``samples``, as drafts, its charts drawn.

    ``terms`` and ``cache`` as for ``compile_template``, ``optional`` as for ``fill``. Raises TemplateError or
    RenderError where it cannot be filled.
    """
    template = compile_template(source, terms=terms, cache=cache)
    declared = None if optional is None else frozenset(optional)
    for sample in samples:
        yield with_charts(template.fill(sample, optional=declared, mode="draft").document, sample)
