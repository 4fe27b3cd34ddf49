"""The whole handbook from the rule book: pure, so that the same rules always print the same handbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from toolkit.rulebook.process import Process
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.context import company_facts
from toolkit.stages.handbook import control, forms_part, reference, steps
from toolkit.stages.handbook.contexts import HandbookContext, Prose, RevisionLine
from toolkit.stages.handbook.forms_part import PrintedForm
from toolkit.stages.handbook.problems import Known, problem_lines
from toolkit.stages.handbook.speech import CHINESE, Speech

CHAPTERS = (
    *("purpose", "problems", "terms", "duties", "raci", "flow", "gates", "guide", "nodes", "metrics", "risks"),
    *("feedback", "cautions", "upkeep", "records", "closing", "forms", "scorecard", "errors"),
)
"""The prose files in ``manual/chapters``, in order; each becomes the field ``<name>_text``."""


@dataclass(frozen=True)
class Material:
    """What a handbook is made of besides the rule book."""

    chapters: Mapping[str, Prose]
    forms: Sequence[PrintedForm]
    revisions: tuple[RevisionLine, ...]
    version: str
    printed_on: date
    known: Known | None = None
    speech: Speech = CHINESE
    charts: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    """Drawings of the whole ("") and of each stage by its key."""
    rule_files: Mapping[str, str] = field(default_factory=dict)
    """The files of the rule book and their texts."""


def used_forms(process: Process, names: Sequence[str]) -> tuple[str, ...]:
    """The forms that are handed out and printed: all but the retired, in the catalogue's order."""
    return tuple(name for name in names if name not in process.retired_forms)


def handbook(rules: RuleBook, made_of: Material) -> HandbookContext:
    """The handbook's context."""
    process, speech = rules.process, made_of.speech
    titles = {printed.form.name: printed.title for printed in made_of.forms}
    lines = steps.lines_of(process, titles, speech)
    guides = [
        guide.model_copy(update={"stage_chart": made_of.charts.get(stage.key, ())})
        for guide, stage in zip(steps.guides_of(process, titles, speech), process.stages, strict=True)
    ]
    prose: dict[str, Any] = {f"{name}_text": made_of.chapters.get(name, ()) for name in CHAPTERS}
    prose |= company_facts(rules.company)
    return HandbookContext(
        **prose,
        document_number=process.number,
        version=made_of.version,
        printed_on=made_of.printed_on,
        handbook_title=speech.say(process.title, process.title_en),
        issued_on=process.issued_on,
        review_by=control.review_by(process.issued_on),
        holder_lines=control.holders_of(process, speech),
        rule_file_lines=control.files_of(made_of.rule_files, speech),
        overview_lines=control.overview_of(process, speech),
        prepared_by=speech.name(process.prepared_by),
        checked_by=speech.name(process.reviewed_by),
        approved_by=speech.name(process.approved_by),
        revisions=made_of.revisions,
        problem_lines=problem_lines(made_of.known, speech),
        figures_known=_as_of(made_of),
        term_lines=steps.terms_of(process, speech),
        role_lines=steps.roles_of(process, speech),
        raci_roles=tuple(speech.say(role.title, role.en) for role in process.roles.values()),
        raci_rows=steps.raci_of(process, speech),
        flow_chart=made_of.charts.get("", ()),
        move_lines=steps.moves_of(process, speech),
        gate_lines=steps.gates_of(process, speech),
        branch_lines=steps.branches_of(process, speech),
        stages=tuple(guides),
        node_lines=steps.node_lines(process, titles, speech),
        metric_lines=reference.metric_lines(process, speech),
        risk_lines=tuple(line for line in lines if line.step_risk),
        record_lines=steps.records_of(process, speech),
        form_copies=forms_part.copies(process, made_of.forms, speech),
        list_lines=forms_part.lists_of(made_of.forms, rules.lists, speech),
        factor_lines=reference.factor_lines(rules.scorecard, speech),
        error_groups=reference.error_groups(speech),
        index_lines=forms_part.index_of(process, made_of.forms, speech),
    )


def _as_of(made_of: Material) -> str:
    speech, day = made_of.speech, made_of.printed_on.isoformat()
    if made_of.known is None or not made_of.known.customers:
        return speech.say(
            f"台賬尚無客戶記錄（{day}），數值待累積後於下一版列出。", f"The ledger holds no clients yet ({day})."
        )
    n = len(made_of.known.customers)
    return speech.say(
        f"數值取自台賬，截至 {day}，共 {n} 個客戶；括號內為「符合數／總數」，樣本少於五的已註明。",
        f"From the ledger on {day}, {n} clients; in brackets how many of how many, fewer than five are marked.",
    )
