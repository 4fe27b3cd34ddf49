"""Help for the people who write Word templates: check them, list their fields, preview them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.documents.compile.package import read_package
from toolkit.documents.compile.refuse import check_whole
from toolkit.documents.lint.asked import asked
from toolkit.documents.lint.field_list import field_list
from toolkit.documents.lint.lint import check
from toolkit.documents.lint.mark import marked
from toolkit.documents.lint.mend import mended
from toolkit.documents.lint.sampled import sampled
from toolkit.documents.lint.samples import Samples
from toolkit.documents.lint.slip import Slip
from toolkit.errors import TemplateError, UsageError
from toolkit.folders.names import ignored
from toolkit.folders.publish import replace
from toolkit.folders.shipped import is_newer, shipped
from toolkit.jobs.service import Service
from toolkit.messages import names_templates as words
from toolkit.messages.names_receipt import Text
from toolkit.messages.script import fold, simplified
from toolkit.stages.context import company_facts
from toolkit.stages.field_lines import field_tables, kind_of, paths_of, sample_of
from toolkit.stages.fields import fields_of, titles_of
from toolkit.stages.templates import CONTEXTS, all_terms, optional_fields

_OTHER_WORD = frozenset({".doc", ".docm", ".dot", ".dotm", ".dotx", ".odt", ".rtf", ".wps"})


@dataclass(frozen=True, slots=True)
class CheckedTemplate:
    """One template checked: its slips, and the marked and mended copies where they were made."""

    name: str
    file: Path
    slips: tuple[Slip, ...]
    marked: Path | None = None
    mended: Path | None = None


def check_templates(service: Service, names: Sequence[str] = ()) -> tuple[CheckedTemplate, ...]:
    """Check the templates ``names`` (names in ``templates/word``, or paths; all of the workspace when empty).

    Copies go to 報表/範本檢查 of the outbox; those of an earlier check are replaced, or removed once all is well.
    Raises UsageError for a name that is none.
    """
    return tuple(_check(service, file) for file in _files(service, names))


def write_fields(service: Service, names: Sequence[str] = ()) -> tuple[Path, ...]:
    """Write the field list of each template named: what it asks for, and every field of its kind.

    ``names`` are names of templates or paths; all kinds there are when empty. Raises UsageError, and
    TemplateError for a file that cannot be opened.
    """
    wanted = [(kind, None) for kind in CONTEXTS] if not names else [_named(service, name) for name in names]
    language, company = service.workspace.settings.language, company_facts(service.rules.company)
    made = []
    for stem, source in wanted:
        title = words.FIELDS_OF.say(language, name=stem)
        kind = kind_of(stem)
        found = None if source is None else asked(source, titles_of(fields_of(CONTEXTS.values())), paths_of(kind))
        made.append(_put(service, title, field_list(title, field_tables(found, kind, language, company))))
    return tuple(made)


def _named(service: Service, name: str) -> tuple[str, bytes | None]:
    """Name and bytes of the template that ``name`` means; no bytes for one of ours that lies nowhere."""
    given = Path(name)
    try:
        file = _file(name, service.workspace.templates / "word")
    except UsageError:
        if given.suffix or not kind_of(name):
            raise
        return kind_of(name), None
    source = file.read_bytes()
    check_whole(read_package(source))
    return kind_of(file.stem) or file.stem, source


def preview(service: Service, name: str) -> tuple[Path, ...]:
    """Fill the template (a name, or a path) with an ordinary and with an extreme sample; the files.

    One that is none of ours may print any field of any. Raises UsageError for an unknown name, TemplateError or
    RenderError where it cannot be filled.
    """
    (file,) = _files(service, [name])
    kind = kind_of(file.stem)
    samples = [sample_of(kind, service.day(), extreme=extreme) for extreme in (False, True)]
    made = sampled(file.read_bytes(), samples, all_terms(), optional_fields(kind), service.template_cache)
    labels = (words.ORDINARY, words.EXTREME)
    return tuple(
        _put(service, _copy(service, file.stem, label), content) for label, content in zip(labels, made, strict=True)
    )


def as_lines(checked: Sequence[CheckedTemplate], language: str) -> list[str]:
    """The same for people: a line a template, two a slip, and where the copies lie."""
    lines = []
    for one in checked:
        lines.append(f"{'✗' if one.slips else '✓'} {one.name}")
        lines += [f"    {slip.what(language)}{slip.do(language)}" for slip in one.slips]
        lines += [f"    → {copy}" for copy in (one.marked, one.mended) if copy]
    return lines


def _files(service: Service, names: Sequence[str]) -> list[Path]:
    folder = service.workspace.templates / "word"
    if not names:
        return sorted(file for file in folder.glob("*.docx") if not ignored(file.name) and not is_newer(file))
    return [_file(name, folder) for name in names]


def _file(name: str, folder: Path) -> Path:
    given = Path(name)
    if given.suffix.lower() == ".docx" and given.is_file():
        return given
    if given.suffix.lower() in _OTHER_WORD and given.is_file():
        raise UsageError("template.other_word", name=given.name, suffix=given.suffix.lower())
    for place in (folder, shipped("templates") / "word"):
        files = {file.stem: file for file in sorted(place.glob("*.docx")) if not ignored(file.name)}
        found = _alike(given.stem if given.suffix.lower() == ".docx" else name, files)
        if found:
            return files[found]
    raise UsageError("template.unknown", name=name)


def _alike(name: str, known: Iterable[str]) -> str:
    """The one of ``known`` that ``name`` means: itself, else the same in the other script; "" where none is."""
    names = list(known)
    return name if name in names else next((one for one in names if fold(one) == fold(name)), "")


def _check(service: Service, file: Path) -> CheckedTemplate:
    every = fields_of(CONTEXTS.values())
    terms = titles_of(every)
    source = file.read_bytes()
    kind = kind_of(file.stem)
    samples = tuple(sample_of(kind, service.day(), extreme=extreme) for extreme in (False, True))
    found = check(source, terms, paths_of(kind), Samples(samples, optional_fields(kind)))
    names = _copy_names(service, file.stem)
    if not found.slips:
        for name in names:
            _target(service, name).unlink(missing_ok=True)
        return CheckedTemplate(file.stem, file, ())
    language = service.workspace.settings.language
    copies = (_marked(source, found.slips, language), mended(source, found.edits, terms))
    put = [_put(service, name, copy) if copy else None for name, copy in zip(names, copies, strict=True)]
    return CheckedTemplate(file.stem, file, found.slips, *put)


def _marked(source: bytes, slips: Sequence[Slip], language: str) -> bytes | None:
    """The marked copy; ``None`` for a file that cannot be opened at all."""
    if any(slip.passage < 0 for slip in slips):
        return None
    try:
        return marked(source, slips, language)
    except TemplateError:
        return None


def _copy_names(service: Service, stem: str) -> tuple[str, str]:
    return _copy(service, stem, words.MARKED), _copy(service, stem, words.MENDED)


def _copy(service: Service, stem: str, kind: Text) -> str:
    return f"{stem}【{kind.say(service.workspace.settings.language)}】"


def _said(service: Service, text: str) -> str:
    """A text of ours in the script of the workspace."""
    return simplified(text) if service.workspace.settings.language == "zh-Hans" else text


def _target(service: Service, name: str) -> Path:
    folder = words.KIND.say(service.workspace.settings.language)
    return service.workspace.reports / folder / f"{_said(service, name)}.docx"


def _put(service: Service, name: str, content: bytes) -> Path:
    target = _target(service, name)
    draft = service.workspace.work / f"template-{target.name}"
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.write_bytes(content)
    try:
        replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return target
