"""Which customer a sheet means (domain section 2): id; else credit code; else name and phone.

Pure rules over candidates that ``view`` fetches in bulk. A name alone finds only where it is unique;
everything less certain is a suggestion (``lookalikes``), never a match.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, Protocol, TypeVar

from toolkit.forms.keys import normalised_name
from toolkit.ledger.texts import plain_text
from toolkit.messages.script import fold
from toolkit.outcome import Ref

_DIGITS = re.compile(r"\D+")


class Known(Protocol):
    """What matching needs of a customer: its id and the keys it is found by."""

    @property
    def id(self) -> str:
        """The customer's id."""
        ...

    @property
    def name_key(self) -> str:
        """The normalised name."""
        ...

    @property
    def credit_code(self) -> str:
        """The credit code, "" where unknown."""
        ...

    @property
    def phone_key(self) -> str:
        """The phone's digits, "" where unknown."""
        ...


K = TypeVar("K", bound=Known)


@lru_cache(maxsize=65536)
def phone_key(phone: str) -> str:
    """The digits of a phone without the country code of the mainland."""
    plain = phone.isascii() and phone.isdigit()
    digits = phone if plain else _DIGITS.sub("", fold(phone))
    return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits


def name_key(name: str) -> str:
    """A name as it is compared and stored beside itself."""
    return normalised_name(plain_text(name))


def code_key(credit_code: str) -> str:
    """A credit code as it is compared."""
    return credit_code.strip().upper()


def names_only(ref: Ref) -> bool:
    """Whether a ref tells nothing but a name (a cell that takes an id or a name fills both alike)."""
    return bool(ref.name) and not ref.credit_code and not ref.phone and ref.id in ("", ref.name)


@dataclass(frozen=True, slots=True)
class Lookups(Generic[K]):
    """The three bulk questions to the ledger: values of one key → the current customers that have one."""

    by_id: Callable[[Collection[str]], Iterable[K]]
    by_code: Callable[[Collection[str]], Iterable[K]]
    by_name: Callable[[Collection[str]], Iterable[K]]


def match(refs: Collection[Ref], ask: Lookups[K]) -> dict[Ref, K]:
    """Ref → the customer it certainly means; unknown and ambiguous refs are absent.

    Each question is asked once, about the refs that the one before left open.
    """
    found = _by_ids(refs, ask)
    for answer in (_by_codes, _by_names):
        if len(found) < len(refs):
            found |= answer([ref for ref in refs if ref not in found], ask)
    return found


def _by_ids(refs: Iterable[Ref], ask: Lookups[K]) -> dict[Ref, K]:
    wanted = [ref for ref in refs if ref.id]
    if not wanted:
        return {}
    known = {customer.id: customer for customer in ask.by_id({ref.id for ref in wanted})}
    return {ref: known[ref.id] for ref in wanted if ref.id in known}


def _by_codes(refs: Iterable[Ref], ask: Lookups[K]) -> dict[Ref, K]:
    wanted = [(ref, code_key(ref.credit_code)) for ref in refs if ref.credit_code]
    if not wanted:
        return {}
    owners = _grouped(ask.by_code({code for _, code in wanted}), lambda customer: customer.credit_code)
    return {ref: owners[code][0] for ref, code in wanted if len(owners.get(code, ())) == 1}


def _by_names(refs: Iterable[Ref], ask: Lookups[K]) -> dict[Ref, K]:
    wanted = [(ref, name_key(ref.name)) for ref in refs if ref.name]
    if not wanted:
        return {}
    namesakes = _grouped(ask.by_name({name for _, name in wanted}), lambda customer: customer.name_key)
    chosen = ((ref, _certain(ref, namesakes.get(name, ()))) for ref, name in wanted)
    return {ref: customer for ref, customer in chosen if customer is not None}


def _certain(ref: Ref, namesakes: Collection[K]) -> K | None:
    """The one namesake that ``ref`` certainly means: same phone, codes that don't differ."""
    if not names_only(ref):
        phone = phone_key(ref.phone)
        namesakes = [one for one in namesakes if phone and one.phone_key == phone and _agree(ref, one)]
    return next(iter(namesakes)) if len(namesakes) == 1 else None


def _agree(ref: Ref, customer: Known) -> bool:
    code = code_key(ref.credit_code)
    return not code or not customer.credit_code or code == customer.credit_code


def _grouped(customers: Iterable[K], by: Callable[[K], str]) -> Mapping[str, list[K]]:
    groups: defaultdict[str, list[K]] = defaultdict(list)
    for customer in customers:
        groups[by(customer)].append(customer)
    return groups
