"""Sample values that a template is tried with, within a time that all tries share."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from time import monotonic
from types import UnionType
from typing import Any, NamedTuple

from toolkit.documents.compile.template import compile_template

SECONDS = 10.0
"""How long all samples together may take, in all tries."""
_LEAST = 1.0
"""What a try may take at least: what was marked is out of its way."""


class Samples(NamedTuple):
    """What to try a template with: values for all its fields, and which of them may be absent (as for ``fill``)."""

    values: Sequence[Mapping[str, Any]] = ()
    optional: Collection[str] | None = None


def lists_in(samples: Samples) -> frozenset[str]:
    """The paths of the values that are lists in any of the samples."""
    return frozenset(path for sample in samples.values for path in _paths("", sample, list | tuple))


def texts_in(samples: Samples) -> frozenset[str]:
    """The paths of the values that are texts in some sample and lists in none."""
    found = (path for sample in samples.values for path in _paths("", sample, str))
    return frozenset(found) - lists_in(samples)


def _paths(path: str, value: object, kind: type | UnionType) -> Iterator[str]:
    if isinstance(value, kind):
        yield path
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _paths(f"{path}.{key}" if path else str(key), inner, kind)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _paths(path, inner, kind)


class Trial:
    """All tries of one check: begins when it is made."""

    def __init__(self, samples: Samples, terms: Mapping[str, str], seconds: float) -> None:
        """Begin; ``terms`` as for ``compile_template``."""
        self._samples = samples
        self._terms = terms
        self._until = monotonic() + seconds
        self._end = self._until + seconds / 2

    def fill(self, source: bytes) -> None:
        """Compile ``source`` and, while there is time, fill it with each sample.

        Raises TemplateError or RenderError.
        """
        template = compile_template(source, terms=self._terms)
        optional = None if self._samples.optional is None else frozenset(self._samples.optional)
        for sample in self._samples.values if monotonic() < self._end else ():
            left = max(self._until - monotonic(), _LEAST)
            template.fill(sample, optional=optional, mode="draft", seconds=left)
