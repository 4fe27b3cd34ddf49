"""A mended copy: what is safe is put right, what needs a person is marked in the text; it always renders."""

from collections.abc import Mapping, Sequence

from toolkit.documents.compile.template import compile_template
from toolkit.documents.lint.lint import check
from toolkit.documents.lint.rewrite import Edit, rewritten
from toolkit.errors import TemplateError
from toolkit.messages.script import fold


def mended(source: bytes, edits: Sequence[Edit], known_terms: Mapping[str, str]) -> bytes | None:
    """The template with ``edits`` made; ``None`` where there are none, or it still could not be compiled."""
    if not edits:
        return None
    copy = rewritten(source, edits)
    try:
        compile_template(copy, terms={fold(title): key for title, key in known_terms.items()})
    except TemplateError:
        return None
    return copy


def mended_copy(source: bytes, known_terms: Mapping[str, str], fields: Sequence[str]) -> bytes | None:
    """Check ``source`` and give its mended copy; ``None`` where nothing needs mending or it cannot be."""
    return mended(source, check(source, known_terms, fields).edits, known_terms)
