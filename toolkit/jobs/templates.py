"""Help for the people who write Word templates: check them, list their fields, preview them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.documents import compile_template
from toolkit.documents.draw.chart_places import with_charts
from toolkit.documents.lint.field_list import FieldGroup, FieldLine, field_list
from toolkit.documents.lint.lint import check
from toolkit.documents.lint.mark import marked
from toolkit.documents.lint.mend import mended
from toolkit.documents.lint.slip import Slip
from toolkit.errors import TemplateError, UsageError
from toolkit.folders.names import ignored
from toolkit.folders.publish import replace
from toolkit.folders.shipped import is_newer, shipped
from toolkit.forms.form import Form
from toolkit.jobs.service import Service
from toolkit.messages import names_templates as words
from toolkit.messages.names_receipt import Text
from toolkit.messages.script import fold, simplified
from toolkit.stages.catalogue import FORMS
from toolkit.stages.context import DocumentFacts, company_facts
from toolkit.stages.fields import Field, fields_of, specimen, titles_of
from toolkit.stages.templates import CONTEXTS, all_terms, optional_fields

_SAMPLES: Mapping[str, str] = {
    "日期": "2026-11-24",
    "日期時間": "2026-11-24 14:30",
    "數字": "1234.5",
    "整數": "12",
}
"""Samples of fields that no column of a form is the source of, by their kind."""
_LONGEST_SAMPLE = 40


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
    """Write the field list of each template named (all when empty); the files. Raises UsageError."""
    english = service.workspace.settings.language == "en"
    title = "Fields of {}" if english else "{}・欄位表"
    wanted = [_known(name) for name in names] or list(CONTEXTS)
    return tuple(
        _put(service, title.format(name), field_list(_said(service, title.format(name)), *_field_list(service, name)))
        for name in wanted
    )


def preview(service: Service, name: str) -> tuple[Path, ...]:
    """Fill the template with an ordinary and with an extreme sample; the files.

    Raises UsageError for an unknown name, TemplateError or RenderError where it cannot be filled.
    """
    (file,) = _files(service, [name])
    context = CONTEXTS.get(file.stem)
    if context is None:
        raise UsageError("template.unknown", name=name)
    template = compile_template(file.read_bytes(), terms=all_terms(), cache=service.template_cache)
    made = []
    for extreme, label in ((False, words.ORDINARY), (True, words.EXTREME)):
        sample = specimen(context, service.day(), extreme=extreme)
        filled = template.fill(sample, optional=optional_fields(file.stem), mode="draft")
        made.append(_put(service, _copy(service, file.stem, label), with_charts(filled.document, sample)))
    return tuple(made)


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
    for place in (folder, shipped("templates") / "word"):
        files = {file.stem: file for file in sorted(place.glob("*.docx")) if not ignored(file.name)}
        found = _alike(given.stem, files)
        if found:
            return files[found]
    raise UsageError("template.unknown", name=name)


def _alike(name: str, known: Iterable[str]) -> str:
    """The one of ``known`` that ``name`` means: itself, else the same in the other script; "" where none is."""
    names = list(known)
    return name if name in names else next((one for one in names if fold(one) == fold(name)), "")


def _known(name: str) -> str:
    found = _alike(name, CONTEXTS)
    if not found:
        raise UsageError("template.unknown", name=name)
    return found


def _check(service: Service, file: Path) -> CheckedTemplate:
    every = fields_of(CONTEXTS.values())
    context = CONTEXTS.get(file.stem)
    terms = titles_of(every)
    source = file.read_bytes()
    found = check(source, terms, [field.path for field in (fields_of([context]) if context else every)])
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


def _field_list(service: Service, name: str) -> tuple[tuple[str, ...], list[FieldGroup], str]:
    """Headings, groups and note of a template's field list, in the workspace's language."""
    language = service.workspace.settings.language
    fields = fields_of([CONTEXTS[name]])
    company = company_facts(service.rules.company)
    groups = [_group(fields, parent, language, company) for parent in dict.fromkeys(field.parent for field in fields)]
    if language == "en":
        note = "Copy a placeholder into the template as it is. A field that must be there prints as missing when empty."
        return ("Type this", "Term", "Key", "Holds", "Sample"), groups, note
    note = "把左欄照樣複製到範本裏即可。標「可空」的欄位沒有內容時不印；其餘沒有內容時印【缺】並轉為草稿。"
    return (
        tuple(_said(service, text) for text in ("照樣複製", "欄位", "英文鍵", "內容", "樣例")),
        groups,
        _said(service, note),
    )


def _group(fields: Sequence[Field], parent: str, language: str, company: Mapping[str, str]) -> FieldGroup:
    own = [field for field in fields if field.parent == parent]
    lines = tuple(_line(field, "行" if parent else "", language, company) for field in own)
    if not parent:
        return FieldGroup("Of the document" if language == "en" else "文件本身", "", lines)
    holder = next(field for field in fields if field.path == parent)
    listed = (holder.key if language == "en" else holder.title) or holder.key
    source = f"行.{listed}" if holder.parent else listed
    title = f"In each line of {listed}" if language == "en" else f"清單「{listed}」的每一行"
    variable = "line" if language == "en" else "行"
    source = source.replace("行.", f"{variable}.", 1) if holder.parent else source
    hint = f"{{%tr for {variable} in {source} %}} … {{%tr endfor %}}"
    return FieldGroup(simplified(title) if language == "zh-Hans" else title, hint, lines)


def _line(field: Field, variable: str, language: str, company: Mapping[str, str]) -> FieldLine:
    english = language == "en"
    word = (field.key if english else field.title) or field.key
    prefix = f"{'line' if english else variable}." if variable else ""
    empty = (" (may be empty)" if english else "（可空）") if field.optional else ""
    meaning = f"{field.kind_en if english else field.kind}{empty}{_source(field, language)}"
    texts = (
        f"{{{{ {prefix}{word} }}}}",
        "／".join((field.title, *field.aliases)),
        field.key,
        meaning,
        _sample(field, company),
    )
    return FieldLine(*(simplified(text) for text in texts)) if language == "zh-Hans" else FieldLine(*texts)


def _sample(field: Field, company: Mapping[str, str]) -> str:
    """What such a field may hold: ours, the example of the column it comes from, else one of its kind; or ""."""
    if field.many or field.key in company:
        return company.get(field.key, "")[:_LONGEST_SAMPLE]
    known = [form.columns[field.key] for form in FORMS if field.key in form.columns]
    known += [column for form in FORMS for column in form.columns.values() if column.title == field.title]
    examples = (str(column.example) for column in known if column.example)
    return next(examples, _SAMPLES.get(field.kind, ""))[:_LONGEST_SAMPLE]


def _source(field: Field, language: str) -> str:
    """The forms and columns that a field of this key is filled in on; what a document says of itself has none."""
    if field.many or field.key in DocumentFacts.model_fields:
        return ""
    english = language == "en"
    where = [_column(form, field.key, english=english) for form in FORMS if field.key in form.columns]
    return (f" ← {', '.join(where[:3])}" if english else f" ← {'、'.join(where[:3])}") if where else ""


def _column(form: Form, key: str, *, english: bool) -> str:
    column = form.columns[key]
    return f"{form.code} {column.en if english else column.title}"
