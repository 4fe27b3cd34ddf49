"""Which customer a sheet means (domain section 2): id; else credit code; else name and phone.

Pure rules over candidates that ``view`` fetches in bulk. A name alone finds only where it is unique;
everything less certain is a suggestion (``lookalikes``), never a match.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from toolkit.forms.keys import normalised_name
from toolkit.messages.script import fold
from toolkit.outcome import Ref

_DIGITS = re.compile(r"\D+")


@dataclass(frozen=True, slots=True)
class Known:
    """What matching needs of a customer: its id and the keys it is found by."""

    id: str
    name_key: str
    credit_code: str
    phone_key: str


def phone_key(phone: str) -> str:
    """The digits of a phone without the country code of the mainland."""
    digits = _DIGITS.sub("", fold(phone)) if phone else ""
    return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits


def code_key(credit_code: str) -> str:
    """A credit code as it is compared."""
    return credit_code.strip().upper()


def names_only(ref: Ref) -> bool:
    """Whether a ref tells nothing but a name (a cell that takes an id or a name fills both alike)."""
    return bool(ref.name) and not ref.credit_code and not ref.phone and ref.id in ("", ref.name)


Fetch = Callable[[Collection[str]], Iterable[Known]]
"""Values of one key → the current customers that have one of them."""


@dataclass(frozen=True, slots=True)
class Lookups:
    """The three bulk questions to the ledger."""

    by_id: Fetch
    by_code: Fetch
    by_name: Fetch


def match(refs: Collection[Ref], ask: Lookups) -> dict[Ref, str]:
    """Ref → the id of the customer it certainly means; unknown and ambiguous refs are absent.

    Each question is asked once, about the refs that the one before left open.
    """
    found = _by_ids(refs, ask)
    found |= _by_codes([ref for ref in refs if ref not in found and ref.credit_code], ask)
    return found | _by_names([ref for ref in refs if ref not in found and ref.name], ask)


def _by_ids(refs: Iterable[Ref], ask: Lookups) -> dict[Ref, str]:
    wanted = {ref: ref.id for ref in refs if ref.id}
    known = {customer.id for customer in ask.by_id(set(wanted.values()))} if wanted else set()
    return {ref: customer for ref, customer in wanted.items() if customer in known}


def _by_codes(refs: Iterable[Ref], ask: Lookups) -> dict[Ref, str]:
    wanted = {ref: code_key(ref.credit_code) for ref in refs}
    if not wanted:
        return {}
    owners = _grouped(ask.by_code(set(wanted.values())), lambda customer: customer.credit_code)
    return {ref: owners[code][0].id for ref, code in wanted.items() if len(owners.get(code, ())) == 1}


def _by_names(refs: Iterable[Ref], ask: Lookups) -> dict[Ref, str]:
    wanted = {ref: normalised_name(ref.name) for ref in refs}
    if not wanted:
        return {}
    namesakes = _grouped(ask.by_name(set(wanted.values())), lambda customer: customer.name_key)
    chosen = ((ref, _certain(ref, namesakes.get(name, ()))) for ref, name in wanted.items())
    return {ref: customer for ref, customer in chosen if customer}


def _certain(ref: Ref, namesakes: Collection[Known]) -> str:
    """The one namesake that ``ref`` certainly means, or "": same phone, codes that don't differ."""
    if not names_only(ref):
        phone = phone_key(ref.phone)
        namesakes = [one for one in namesakes if phone and one.phone_key == phone and _agree(ref, one)]
    return next(iter(namesakes)).id if len(namesakes) == 1 else ""


def _agree(ref: Ref, customer: Known) -> bool:
    code = code_key(ref.credit_code)
    return not code or not customer.credit_code or code == customer.credit_code


def _grouped(customers: Iterable[Known], by: Callable[[Known], str]) -> Mapping[str, list[Known]]:
    groups: defaultdict[str, list[Known]] = defaultdict(list)
    for customer in customers:
        groups[by(customer)].append(customer)
    return groups
