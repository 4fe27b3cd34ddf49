"""A dropped Word template comes back checked: a marked copy, a mended one, and filled samples of both kinds."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from toolkit.documents import compile_template
from toolkit.documents.draw.chart_places import with_charts
from toolkit.documents.lint.lint import check, holds_tags
from toolkit.documents.lint.mark import marked
from toolkit.documents.lint.mend import mended
from toolkit.errors import ToolkitError
from toolkit.folders.names import safe_name
from toolkit.messages import names_templates as words
from toolkit.messages.finding import Finding, Severity
from toolkit.messages.names_receipt import Text
from toolkit.messages.script import fold
from toolkit.sheets.build.receipt_value import MadeDocument, State
from toolkit.stages.context import Context
from toolkit.stages.fields import fields_of, specimen, titles_of
from toolkit.stages.templates import CONTEXTS, all_terms, optional_fields


@dataclass(frozen=True, slots=True)
class TemplateAnswer:
    """What is said of a template: findings about the file, and copies by what they are called."""

    name: str
    findings: tuple[Finding, ...]
    copies: tuple[tuple[Text, bytes], ...]

    @property
    def sound(self) -> bool:
        """Whether it can be used as it is."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)

    def result(self, language: str) -> str:
        """The result as the receipt's name carries it."""
        if self.sound:
            return f"{words.TEMPLATE.say(language)}·{words.SOUND.say(language)}"
        return f"{words.TEMPLATE.say(language)}·{words.TO_MEND.say(language)}{len(self.findings)}"

    @property
    def state(self) -> State:
        """What the receipt says first."""
        return State.SOUND if self.sound else State.TO_MEND

    def names(self, language: str) -> list[str]:
        """The file names of the copies."""
        return [safe_name(f"{self.name}【{kind.say(language)}】", ".docx") for kind, _ in self.copies]

    def made(self, language: str) -> tuple[MadeDocument, ...]:
        """The copies as the receipt lists them: they lie beside it."""
        kind = words.KIND.say(language)
        return tuple(MadeDocument(PurePosixPath(name).stem, name, kind=kind) for name in self.names(language))


def answer_template(path: Path, stem: str, language: str, today: date) -> TemplateAnswer | None:
    """Check a dropped .docx (runs in a child); None for one without tags, which is no template."""
    source = path.read_bytes()
    if not holds_tags(source):
        return None
    known = next((name for name in CONTEXTS if fold(name) == fold(stem)), "")
    every = fields_of(CONTEXTS.values())
    terms = titles_of(every)
    found = check(source, terms, [field.path for field in (fields_of([CONTEXTS[known]]) if known else every)])
    better = mended(source, found.edits, terms) if found.slips else None
    copies: list[tuple[Text, bytes]] = []
    if found.slips and all(slip.passage >= 0 for slip in found.slips):
        copies.append((words.MARKED, marked(source, found.slips, language)))
    if better:
        copies.append((words.MENDED, better))
    copies += _samples(better or source, known, today)
    return TemplateAnswer(stem, tuple(slip.finding(language) for slip in found.slips), tuple(copies))


def _samples(source: bytes, known: str, today: date) -> Iterator[tuple[Text, bytes]]:
    """The template filled with an ordinary and with an extreme sample; none of one that cannot be filled."""
    contexts = [CONTEXTS[known]] if known else list(dict.fromkeys(CONTEXTS.values()))
    with suppress(ToolkitError):
        template = compile_template(source, terms=all_terms())
        for kind, extreme in ((words.ORDINARY, False), (words.EXTREME, True)):
            sample = _specimen(contexts, today, extreme=extreme)
            filled = template.fill(sample, optional=optional_fields(known), mode="draft")
            yield kind, with_charts(filled.document, sample)


def _specimen(contexts: list[type[Context]], today: date, *, extreme: bool) -> Mapping[str, Any]:
    """Sample values for every field of ``contexts``; of two fields of one key the first counts."""
    sample: dict[str, Any] = {}
    for context in reversed(contexts):
        sample |= specimen(context, today, extreme=extreme)
    return sample
