"""Role cards and training sheets: ordered from the rule book and from the mistakes that receipts told of."""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from pathlib import Path

from toolkit.documents import compile_template
from toolkit.documents.edition import simplified_document
from toolkit.documents.origin import digest_of
from toolkit.documents.together import kept_together
from toolkit.folders.issues import kept_issues
from toolkit.folders.names import safe_name
from toolkit.folders.older import put_away
from toolkit.folders.pages import known_pages
from toolkit.folders.publish import replace
from toolkit.jobs.service import Service, template_file
from toolkit.messages.catalogue import simplified_words
from toolkit.outcome import DocumentOrder, Outcome
from toolkit.stages.handbook.cards import card_orders
from toolkit.stages.handbook.issued import processes
from toolkit.stages.handbook.printed import printed_rules
from toolkit.stages.handbook.speech import CHINESE, Speech, english_names
from toolkit.stages.handbook.training import paper_names, training_orders
from toolkit.stages.templates import all_terms, optional_fields

MISTAKES = "mistakes"
"""Key under which the intake keeps the mistakes of a submission."""
_LATEST = 2_000
"""Submissions looked at: what was mended years ago is no lesson any more."""


def role_cards(service: Service) -> tuple[DocumentOrder, ...]:
    """The orders for every role's card, with the mistakes most often made in its forms."""
    return card_orders(printed_rules(service.rules), _mistakes(service))


def renew_cards(service: Service) -> None:
    """Role cards and training sheets of the workspace's language follow the rule book."""
    language = service.workspace.settings.language
    if language == "zh-Hant":
        order_cards(service)
    else:
        lay_cards(service, language)


def order_cards(service: Service) -> int:
    """Order role cards and training sheets anew; how many were ordered (an unchanged one is not made again)."""
    orders = _orders(service, CHINESE)
    _put_away_gone(service, CHINESE, [order.name for order in orders], str)
    with service.ledger.view() as view:
        service.ledger.record("handbook", view, Outcome(documents=orders), rules=service.rules.digest)
    return len(orders)


def lay_cards(service: Service, language: str) -> tuple[Path, ...]:
    """Make the cards and sheets of another edition (zh-Hans, en) and lay them beside the handbook.

    Raises TemplateError or RenderError where a template cannot be filled.
    """
    rules = printed_rules(service.rules)
    speech = Speech(english=True, names=english_names(rules)) if language == "en" else CHINESE
    folder = service.workspace.outbox / service.workspace.names.handbook
    spoken = str if language == "en" else simplified_words
    orders, made = _orders(service, speech), []
    _put_away_gone(service, speech, [order.name for order in orders], spoken)
    for order in orders:
        name = spoken(order.name)
        target = folder / f"{name}.docx"
        document = _filled(service, order, language)
        if not (target.is_file() and target.read_bytes() == document):
            with tempfile.TemporaryDirectory(dir=service.workspace.service) as scratch:
                source = Path(scratch) / target.name
                source.write_bytes(document)
                replace(source, target)
        made.append(target)
    return tuple(made)


def _put_away_gone(service: Service, speech: Speech, names: Collection[str], spoken: Callable[[str], str]) -> None:
    """Cards and sheets of roles and stages that an earlier issue had and this one has not go to 舊版."""
    folder = service.workspace.outbox / service.workspace.names.handbook
    ever = {name for one in processes(kept_issues(service.workspace.archive)) for name in paper_names(one, speech)}
    for name in sorted(ever - {*names}):
        file = folder / safe_name(spoken(name), ".docx")
        if file.is_file():
            put_away(file, service.workspace.names.older, service.day().isoformat())


def _orders(service: Service, speech: Speech) -> tuple[DocumentOrder, ...]:
    rules = printed_rules(service.rules)
    language = "en" if speech.english else "zh-Hant"
    pages = known_pages(service.workspace.service, language)
    return (*card_orders(rules, _mistakes(service), speech), *training_orders(rules, speech, pages))


def _filled(service: Service, order: DocumentOrder, language: str) -> bytes:
    content = template_file(service.workspace, order.template).read_bytes()
    template = compile_template(content, terms=all_terms(), cache=service.template_cache)
    optional = optional_fields(order.template)
    stamp = {"version": order.context["process_version"], "check_code": digest_of(order.context)[:8].upper()}
    document = kept_together(template.fill({**order.context, **stamp}, optional=optional, mode="plain").document)
    if language != "zh-Hans":
        return document
    process, company = service.rules.process, service.rules.company
    keep = (company.name, company.short_name, company.address, *process.keep_words)
    return simplified_document(document, simplified_words, keep)


def _mistakes(service: Service) -> dict[str, Counter[str]]:
    """Form name → finding code → count, over the latest submissions that were not taken back."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for submission in service.ledger.journal.recent(_LATEST):
        if submission.undone_by is None:
            for form, codes in submission.result.get(MISTAKES, {}).items():
                counted[form].update(codes)
    return dict(counted)
