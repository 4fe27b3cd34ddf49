"""The process handbook: made from the rule book, issued anew when the rules changed, and laid in 手冊.

Each issue of the rule book is kept whole beside the archive; the revision record compares them.
"""

import hashlib
import json
import logging
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from toolkit.documents import compile_template
from toolkit.documents.captions import numbered
from toolkit.documents.chapters import paragraphs
from toolkit.documents.contents import MARK, headings, with_contents
from toolkit.documents.draw.flow import flow_documents
from toolkit.documents.edition import simplified_document
from toolkit.documents.even import evened
from toolkit.documents.outline import outline
from toolkit.documents.pdf import to_pdf
from toolkit.documents.together import kept_together
from toolkit.errors import ProgramMissing, RenderError
from toolkit.folders.issues import Kept, keep_issue, kept_issues
from toolkit.folders.older import keep_older, laid, put_away, remember_laid
from toolkit.folders.pages import keep_pages
from toolkit.folders.publish import replace
from toolkit.folders.refusals import Busy
from toolkit.folders.shipped import shipped
from toolkit.forms.form import Form
from toolkit.jobs.service import Service, template_file
from toolkit.messages.catalogue import simplified_words
from toolkit.outcome import Record
from toolkit.rulebook.process import Process
from toolkit.rulebook.prose import Disagreement, disagreements, numbers, put
from toolkit.rulebook.retired import Mention, mentions, retired_titles, without
from toolkit.rulebook.rulebook import RuleBook
from toolkit.sheets.build.blank import how_to
from toolkit.sheets.build.blank_columns import BlankColumn, blank_columns
from toolkit.stages.catalogue import FORMS
from toolkit.stages.handbook.book import CHAPTERS, Material, handbook, used_forms
from toolkit.stages.handbook.charts import overall_chart, stage_chart
from toolkit.stages.handbook.column_help import column_help
from toolkit.stages.handbook.contexts import Block, Prose, RevisionLine
from toolkit.stages.handbook.forms_part import PrintedColumn, PrintedForm
from toolkit.stages.handbook.issued import compared, typed_then
from toolkit.stages.handbook.printed import FORM_TITLES, printed_rules
from toolkit.stages.handbook.problems import NEEDED, Known
from toolkit.stages.handbook.revisions import higher_before, issue_label, revision_lines
from toolkit.stages.handbook.speech import CHINESE, Speech, english_names
from toolkit.stages.templates import all_terms, optional_fields
from toolkit.stages.vocabulary import HANDBOOK

log = logging.getLogger(__name__)

ENGLISH_HANDBOOK = "Process handbook"
_PROPER = ("company_name", "company_short_name", "company_legal_representative", "company_address", "company_contact")
"""What keeps the script it was written in; titles and prose are spoken like the rest."""

_PORTRAIT, _LANDSCAPE = (156.0, 221.0), (250.0, 124.0)
"""Room for a chart between the margins of a page, mm: wide, high."""
_DIGEST = "handbook.digest"


@dataclass(frozen=True, slots=True)
class MadeHandbook:
    """A handbook made: its files, its issue, and what changed since the issue before.

    ``unknown_feedback`` are problems that the revisions name and the ledger does not know; ``busy`` where the
    file was open on a desk and the one before still lies there.
    """

    files: tuple[Path, ...]
    issue: str
    changes: tuple[str, ...]
    unknown_feedback: tuple[str, ...] = ()
    busy: bool = False
    mentions: tuple[Mention, ...] = ()
    """Sentences that still name a retired form: what named it was left out, somebody must write them anew."""
    disagreements: tuple[Disagreement, ...] = ()
    """Standards that say another number of working days than the limit of their step."""
    version: str = ""
    lower_than: str = ""
    """A higher version that was issued before: versions only rise. "" where there is none."""


def make_handbook(service: Service, language: str = "", *, pdf: bool = False) -> MadeHandbook:
    """Make the handbook in ``language`` (the workspace's where empty); a new issue where the rules changed.

    Raises ProgramMissing where a PDF is asked for without LibreOffice, TemplateError or RenderError where the
    template cannot be filled.
    """
    language = language or service.workspace.settings.language
    issues = _issued(service)
    feedback, known = _from_ledger(service)
    speech = _speech(service.rules, language)
    told_by_issue = compared(issues, speech)
    lines, unknown = revision_lines(service.rules.process, told_by_issue, feedback, speech, typed_then(issues))
    document = _document(service, language, lines, issues[-1], known)
    name = _file_name(language)
    told, label = told_by_issue[-1][1], issue_label(issues, issues[-1], speech)
    try:
        files = _publish(service, name, document, f"{label} {service.day().isoformat()}", pdf=pdf)
    except Busy:
        log.info("%s is open on a desk", name)
        return MadeHandbook((), label, told, unknown, busy=True)
    _remember(service, language)
    chapters = {f"chapters/{name}.md": text for name, text in _chapter_texts(service, language).items()}
    return MadeHandbook(
        files,
        label,
        told,
        unknown,
        mentions=mentions(service.rules.process, chapters, FORM_TITLES),
        disagreements=disagreements(service.rules.process),
        version=issues[-1].version,
        lower_than=higher_before(issues),
    )


def renew_handbook(service: Service) -> MadeHandbook | None:
    """Make the handbook anew where rules, prose or template changed since it was made; None where they did not.

    The first issue is made by ``toolkit handbook``: to issue a handbook is an act of the office.
    """
    file = service.workspace.service / _DIGEST
    if not file.is_file() or file.read_text(encoding="ascii") == _digest(service, service.workspace.settings.language):
        return None
    return make_handbook(service)


def _remember(service: Service, language: str) -> None:
    if language == service.workspace.settings.language:
        service.workspace.service.mkdir(parents=True, exist_ok=True)
        (service.workspace.service / _DIGEST).write_text(_digest(service, language), encoding="ascii")


def _digest(service: Service, language: str) -> str:
    template = template_file(service.workspace, _template(language)).read_bytes()
    return hashlib.sha256(_issue_digest(*_now(service)).encode() + template).hexdigest()


# issues


def _issued(service: Service) -> tuple[Kept, ...]:
    """Every issue of the rule book, today's included: it is kept now where it is new."""
    kept = kept_issues(service.workspace.archive)
    texts, forms = _now(service)
    digest = _issue_digest(texts, forms)
    if kept and kept[-1].digest == digest:
        return kept
    no, version = len(kept) + 1, service.rules.process.version
    fresh = Kept(no, version, service.day().isoformat(), digest, texts, forms)
    keep_issue(service.workspace.archive, fresh)
    return (*kept, fresh)


def _now(service: Service) -> tuple[dict[str, str], dict[str, Any]]:
    """The texts of rules and chapters, and what each form's columns are."""
    texts = dict(service.rule_texts())
    texts |= {f"chapters/{name}.md": text for name, text in _chapter_texts(service, "").items()}
    used = used_forms(service.rules.process, [form.name for form in FORMS])
    return texts, {form.name: [form.title, _columns(form)] for form in FORMS if form.name in used}


def _columns(form: Form) -> dict[str, list[Any]]:
    return {key: [column.title, key in form.required] for key, column in form.columns.items()}


def _issue_digest(texts: Mapping[str, str], forms: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps([texts, forms], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


# what the ledger knows


def _from_ledger(service: Service) -> tuple[tuple[Record, ...], Known]:
    with service.ledger.view() as view:
        records = {form: tuple(view.all_current(form)) for form in NEEDED}
        feedback = tuple(view.all_current("feedback"))
        customers = view.all_customers()
    return feedback, Known(tuple(customers), records, service.rules.deadlines, service.day())


# the document


def _document(service: Service, language: str, lines: tuple[RevisionLine, ...], issue: Kept, known: Known) -> bytes:
    rules, speech = printed_rules(service.rules), _speech(service.rules, language)
    gone = retired_titles(rules.process, FORM_TITLES)
    texts = {name: without(text, gone) for name, text in _chapter_texts(service, language).items()}
    company = rules.company.english_name if language == "en" else rules.company.name
    said = numbers(rules.deadlines, rules.contract_rules, english=language == "en")
    forms = _forms(rules, language)
    titles = {printed.form.name: printed.title for printed in forms}
    material = Material(
        chapters={name: _prose(put(text, said), company or rules.company.name) for name, text in texts.items()},
        forms=forms,
        revisions=lines,
        version=issue_label(kept_issues(service.workspace.archive), issue, speech),
        printed_on=service.day(),
        known=known,
        speech=speech,
        charts=_charts(rules.process, titles, speech, language),
        rule_files={name: text for name, text in issue.texts.items() if name.endswith(".yaml")},
    )
    context = handbook(rules, material).plain()
    context["check_code"] = issue.digest[:8].upper()
    name = _template(language)
    content = template_file(service.workspace, name).read_bytes()
    template = compile_template(content, terms=all_terms(), cache=service.template_cache)
    document = template.fill(context, optional=optional_fields(name), mode="plain").document
    document = kept_together(numbered(evened(document)))
    if language == "zh-Hans":
        keep = [str(context[key]) for key in _PROPER if context.get(key)]
        document = simplified_document(document, simplified_words, (MARK, *keep, *rules.process.keep_words))
    pages = _pages(service, document)
    _keep_pages(service, document, pages, context, language)
    return with_contents(document, pages)


def _keep_pages(
    service: Service, document: bytes, pages: Sequence[int], context: Mapping[str, Any], language: str
) -> None:
    """Keep the page on which each stage begins, for the training sheets; Simplified breaks as Traditional does."""
    titles = [entry["stage_title"] for entry in context["stages"]]
    found = dict[str, int]()
    for heading, page in zip(headings(document), pages, strict=False):
        found.setdefault(heading.text, page)  # a part of the error guide may be called as a stage is
    spoken = [simplified_words(title) if language == "zh-Hans" else title for title in titles]
    keys = [stage.key for stage in service.rules.process.stages]
    known = {key: found[title] for key, title in zip(keys, spoken, strict=True) if title in found}
    keep_pages(service.workspace.service, "en" if language == "en" else "zh-Hant", known)


def _charts(process: Process, titles: Mapping[str, str], speech: Speech, language: str) -> dict[str, tuple[Any, ...]]:
    charts = {"": flow_documents(overall_chart(process, language), *_PORTRAIT)}
    for stage in process.stages:
        papers = {step.key: _papers(step.forms, step.documents, titles, speech) for step in stage.steps}
        charts[stage.key] = flow_documents(stage_chart(process, stage, papers, language), *_LANDSCAPE)
    return charts


def _papers(forms: Iterable[str], documents: Iterable[str], titles: Mapping[str, str], speech: Speech) -> str:
    return speech.listed([*(titles.get(name, name) for name in forms), *map(speech.name, documents)])


def _forms(rules: RuleBook, language: str) -> tuple[PrintedForm, ...]:
    used = used_forms(rules.process, [form.name for form in FORMS])
    return tuple(_printed(form, rules, language) for form in sorted(FORMS, key=_by_code) if form.name in used)


def _by_code(form: Form) -> tuple[int, str]:
    return int("".join(filter(str.isdigit, form.code)) or 99), form.code


def _printed(form: Form, rules: RuleBook, language: str) -> PrintedForm:
    written = "en" if language == "en" else "zh-Hant"
    columns = tuple(
        PrintedColumn(
            one.heading,
            one.required,
            column_help(form.columns[one.field], one.kind, several=one.several, english=language == "en"),
            _spoken(one, rules) if language == "en" else one.example,
        )
        for one in blank_columns(form, written)
    )
    title = form.en if language == "en" else form.title
    return PrintedForm(form, title, columns, how_to(form, written))


def _spoken(blank: BlankColumn, rules: RuleBook) -> str:
    """The example of a column; what stands in a list in the words of the English list."""
    if blank.options not in rules.lists:
        return blank.example
    said = {entry.value: entry.en for entry in rules.lists[blank.options].entries if entry.en}
    parts = [said.get(part, part) for part in blank.example.split("、")]
    return ", ".join(parts)


def _chapter_texts(service: Service, language: str) -> dict[str, str]:
    """The prose of each chapter; the office's own file, else the shipped one."""
    below = "chapters/en" if language == "en" else "chapters"
    texts = {}
    for name in CHAPTERS:
        files = [folder / below / f"{name}.md" for folder in (service.workspace.manual, shipped("manual"))]
        file = next((one for one in files if one.is_file()), None)
        texts[name] = file.read_text(encoding="utf-8-sig") if file else ""
    return texts


def _prose(markdown: str, company: str) -> Prose:
    told = markdown.replace("{公司名稱}", company)
    return tuple(Block(block_kind=kind, block_text=text) for kind, text in paragraphs(told))


def _pages(service: Service, document: bytes) -> list[int]:
    """The page of each heading, from a layout by LibreOffice; nothing where there is none."""
    expected = len(headings(document))
    blank = with_contents(document, [8888] * expected)
    with tempfile.TemporaryDirectory(dir=_work(service)) as scratch:
        source = Path(scratch) / "handbook.docx"
        source.write_bytes(blank)
        try:
            (printed,) = to_pdf([source], Path(scratch) / "pdf", seconds=180)
        except (ProgramMissing, RenderError) as error:
            log.info("page numbers are left to Word: %s", error)
            return []
        pages = [entry.page for entry in outline(printed.read_bytes()) if entry.level <= 2]
    return pages if len(pages) == expected else []


def _work(service: Service) -> Path:
    service.workspace.work.mkdir(parents=True, exist_ok=True)
    return service.workspace.work


def _publish(service: Service, name: str, document: bytes, mark: str, *, pdf: bool) -> tuple[Path, ...]:
    """Lay the handbook into its folder, with a PDF where asked for; an edition before it goes to 舊版.

    A PDF of an edition before does not lie beside the new document: it would be read as if it were this one.
    ``mark`` says which issue this is, for the day on which it goes to 舊版 itself.
    """
    folder = service.workspace.outbox / service.workspace.names.handbook
    lying = folder / f"{name}.docx"
    changed = not lying.is_file() or lying.read_bytes() != document
    with tempfile.TemporaryDirectory(dir=_work(service)) as scratch:
        source = Path(scratch) / f"{name}.docx"
        source.write_bytes(document)
        made = [source, *(to_pdf([source], Path(scratch) / "pdf", seconds=180) if pdf else ())]
        for one in made:
            _keep_old(service, folder / one.name, one.read_bytes())
            replace(one, folder / one.name)
            remember_laid(service.workspace.service, one.name, mark)
    stale = folder / f"{name}.pdf"
    if changed and not pdf and stale.is_file():
        put_away(stale, service.workspace.names.older, _which(service, stale))
    return tuple(folder / one.name for one in made)


def _keep_old(service: Service, file: Path, content: bytes) -> None:
    """Nothing is overwritten: a copy of the handbook before goes to 舊版, named by its version and day."""
    if file.is_file() and file.read_bytes() != content:
        keep_older(file, service.workspace.names.older, _which(service, file))


def _which(service: Service, file: Path) -> str:
    """Version and day of the handbook that lies there; the day of the file where nobody noted it."""
    made = datetime.fromtimestamp(file.stat().st_mtime).astimezone().date()
    return laid(service.workspace.service, file.name) or made.isoformat()


def _speech(rules: RuleBook, language: str) -> Speech:
    return Speech(english=True, names=english_names(rules)) if language == "en" else CHINESE


def _template(language: str) -> str:
    return ENGLISH_HANDBOOK if language == "en" else HANDBOOK


def _file_name(language: str) -> str:
    return simplified_words(HANDBOOK) if language == "zh-Hans" else _template(language)
