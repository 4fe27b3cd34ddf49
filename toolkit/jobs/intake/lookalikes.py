"""Customers that look alike: asked about in the receipt, made one or kept apart as somebody says there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolkit.forms.keys import core_name, normalised_name
from toolkit.jobs.intake.evaluate import Evaluation
from toolkit.jobs.service import Service
from toolkit.ledger.matching import phone_key
from toolkit.ledger.refusals import Conflict
from toolkit.ledger.submission import Submission
from toolkit.ledger.taken import Pair
from toolkit.ledger.view import View
from toolkit.messages import names_lookalike as words
from toolkit.messages.codes_stages import LOOKALIKE
from toolkit.messages.finding import Severity
from toolkit.messages.names_receipt import Text
from toolkit.outcome import Customer, Source
from toolkit.sheets.build.lookalike import AskedPair, Decision, Side
from toolkit.sheets.build.receipt_value import Notice
from toolkit.stages.catalogue import FORMS
from toolkit.stages.customers import CUSTOMER_ID
from toolkit.stages.merging import Same, merged, older

MOST = 200
"""So many pairs are asked about in one receipt; the rest waits for the next one."""
_ATTEMPTS = 8


def found_pairs(evaluation: Evaluation) -> tuple[Pair, ...]:
    """The pairs that the stages pointed at: a customer new in this file, and the one it looks like."""
    ids = {(one.source.sheet, one.source.row): one.key for one in evaluation.outcome.records if one.form == "prospects"}
    pairs = []
    for finding in evaluation.outcome.findings:
        known = CUSTOMER_ID.search(finding.suggestion) if finding.code is LOOKALIKE else None
        mine = ids.get((finding.sheet, finding.row))
        if known and mine and mine != known.group():
            one, other = sorted((mine, known.group()))
            pairs.append(Pair(one, other, (str(finding.data.get("evidence", "")),)))
    return tuple(dict.fromkeys(pairs))


def asked_pairs(evaluation: Evaluation, fresh: Sequence[Pair], view: View) -> tuple[AskedPair, ...]:
    """What to ask: pairs new in this file, and those still open that it touches; never one that was decided."""
    here = {one.customer for one in evaluation.outcome.records if one.form == "prospects"}
    known = {(one.one, one.other): one for one in view.pairs_about(here)}
    still = [pair for pair, one in known.items() if one.verdict == "open"]
    wanted = dict.fromkeys([*((one.one, one.other) for one in fresh if (one.one, one.other) not in known), *still])
    customers = {one.id: one for one in evaluation.outcome.customers}
    customers = {**view.by_id({name for pair in wanted for name in pair} - customers.keys()), **customers}
    pairs = [pair for pair in wanted if set(pair) <= customers.keys()][:MOST]
    return tuple(_asked(customers[one], customers[other]) for one, other in pairs)


def decide(service: Service, submission: Submission, made: Sequence[Decision]) -> tuple[Notice, ...]:
    """Carry out what was decided; what was decided before (or by others meanwhile) is left. What was done."""
    for _ in range(_ATTEMPTS):
        with service.ledger.view() as view:
            customers = view.by_id({name for one in made for name in (one.one, one.other)})
            fresh = [one for one in made if {one.one, one.other} <= customers.keys() and not _decided(one, view)]
            if not fresh:
                return ()
            source = Source(submission.id, submission.name)
            same = list(_same(fresh, customers, source))
            outcome = merged(same, view, FORMS, service.day())
            pairs = tuple(_pairs(fresh, same, submission.sender))
            try:
                service.ledger.decide(submission.id, view, outcome, pairs, submission.sender)
            except Conflict:
                continue
        return tuple(_told(same, len(fresh) - len(same), service.workspace.settings.language))
    return ()


def _decided(one: Decision, view: View) -> bool:
    pair = tuple(sorted((one.one, one.other)))
    found = [known for known in view.pairs_about([one.one]) if (known.one, known.other) == pair]
    wanted = "same" if one.same else "different"
    return any(known.verdict == wanted for known in found)


def _same(made: Iterable[Decision], customers: Mapping[str, Customer], source: Source) -> Iterator[Same]:
    """The pairs to be made one; a customer goes only once, and into one that stays."""
    going, staying = set[str](), set[str]()
    for one in made:
        kept, gone = older(customers[one.one], customers[one.other])
        if one.same and gone.id not in going | staying and kept.id not in going:
            going.add(gone.id)
            staying.add(kept.id)
            yield Same(kept, gone, source)


def _pairs(made: Iterable[Decision], same: Iterable[Same], person: str) -> Iterator[Pair]:
    for each in same:
        one, other = sorted((each.kept.id, each.gone.id))
        yield Pair(one, other, (), "same", each.kept.id, person)
    for apart in made:
        if not apart.same:
            one, other = sorted((apart.one, apart.other))
            yield Pair(one, other, (), "different", "", person)


def _told(same: Sequence[Same], apart: int, language: str) -> Iterator[Notice]:
    for one in same:
        yield Notice(words.MERGED.say(language, gone=_label(one.gone), kept=_label(one.kept)))
        if one.gone.owner and one.kept.owner and one.gone.owner != one.kept.owner:
            text = words.OWNERS.say(language, gone=one.gone.owner, kept=one.kept.owner)
            yield Notice(text, None, Severity.WARNING)
    if apart:
        yield Notice(words.APART.say(language, count=apart))


def _label(customer: Customer) -> str:
    return f"{customer.id} {customer.name}"


def _asked(one: Customer, other: Customer) -> AskedPair:
    first, second = older(one, other)
    return AskedPair(_side(first), _side(second), tuple(_evidence(first, second)))


def _side(one: Customer) -> Side:
    facts = one.prospect
    address, contact = (str(facts.get(name) or "") for name in ("address", "contact_person"))
    return Side(
        one.id,
        one.name,
        _without_suffix(one.name),
        one.credit_code,
        one.phone,
        address,
        contact,
        one.owner,
        one.deal_stage,
    )


def _without_suffix(name: str) -> str:
    """A name without its legal suffix, in the script it was written in."""
    core = core_name(name)
    return name[: len(core)] if core_name(name[: len(core)]) == core else core


def _evidence(one: Customer, other: Customer) -> Iterator[Text]:
    if one.credit_code and one.credit_code == other.credit_code:
        yield words.BY_CODE
    if one.phone and phone_key(one.phone) == phone_key(other.phone):
        yield words.BY_PHONE
    if normalised_name(one.name) == normalised_name(other.name):
        yield words.BY_NAME
    elif core_name(one.name) == core_name(other.name):
        yield words.BY_CORE
    else:
        yield words.BY_LIKENESS
    address = [normalised_name(str(each.prospect.get("address") or "")) for each in (one, other)]
    if address[0] and address[0] == address[1]:
        yield words.BY_ADDRESS
