"""A dropped Word template comes back checked: marked, mended, with its fields listed, and filled with samples."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from toolkit.documents.lint.asked import asked
from toolkit.documents.lint.field_list import field_list
from toolkit.documents.lint.lint import check, holds_tags
from toolkit.documents.lint.mark import marked
from toolkit.documents.lint.mend import mended
from toolkit.documents.lint.sampled import sampled
from toolkit.documents.lint.samples import Samples
from toolkit.errors import ToolkitError
from toolkit.folders.names import safe_name
from toolkit.messages import names_templates as words
from toolkit.messages.finding import Finding, Severity
from toolkit.messages.names_receipt import Text
from toolkit.sheets.build.receipt_value import MadeDocument, State
from toolkit.stages.field_lines import field_tables, kind_of, paths_of, sample_of
from toolkit.stages.fields import fields_of, titles_of
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


def answer_template(
    path: Path, stem: str, language: str, today: date, company: Mapping[str, str]
) -> TemplateAnswer | None:
    """Check a dropped .docx (runs in a child); None for one without tags, which is no template.

    ``company`` are our own facts, for the samples in the field list.
    """
    source = path.read_bytes()
    if not holds_tags(source):
        return None
    kind = kind_of(stem)
    terms = titles_of(fields_of(CONTEXTS.values()))
    samples = tuple(sample_of(kind, today, extreme=extreme) for extreme in (False, True))
    found = check(source, terms, paths_of(kind), Samples(samples, optional_fields(kind)))
    better = mended(source, found.edits, terms) if found.slips else None
    copies: list[tuple[Text, bytes]] = []
    if found.slips and all(slip.passage >= 0 for slip in found.slips):
        copies.append((words.MARKED, marked(source, found.slips, language)))
    if better:
        copies.append((words.MENDED, better))
    title = words.FIELDS_OF.say(language, name=stem)
    tables = field_tables(asked(source, terms, paths_of(kind)), kind, language, company)
    copies.append((words.FIELDS, field_list(title, tables)))
    if all(slip.passage >= 0 for slip in found.slips):  # else it cannot be filled, and it is said why
        copies += _samples(better or source, kind, today)
    return TemplateAnswer(stem, tuple(slip.finding(language) for slip in found.slips), tuple(copies))


def _samples(source: bytes, kind: str, today: date) -> list[tuple[Text, bytes]]:
    """The template filled with an ordinary and with an extreme sample; none of one that cannot be filled."""
    samples = [sample_of(kind, today, extreme=extreme) for extreme in (False, True)]
    made: list[bytes] = []
    with suppress(ToolkitError):  # its slips say why
        made += sampled(source, samples, all_terms(), optional_fields(kind))
    return list(zip((words.ORDINARY, words.EXTREME), made, strict=False))
