"""A ledger with outcomes laid over it: what one sheet of a workbook brings, the next one already sees.

One 招商日常.xlsx holds new customers and the contacts with them; nothing is committed before all of it is
understood. The overlay is itself a ``LedgerView``, so stages cannot tell the difference.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from rapidfuzz import fuzz, process

from toolkit.forms.keys import core_name, normalised_name
from toolkit.outcome import Customer, LedgerView, Lookalike, Move, Outcome, Record, Ref

_FIGURES = re.compile(r"\d+|[一二三四五六七八九十]+")


class Nothing:
    """A ledger that holds nothing yet: the first drop, and tests."""

    def customers(self, refs: Collection[Ref]) -> Mapping[Ref, Customer]:  # noqa: ARG002
        """No customer."""
        return {}

    def lookalikes(self, refs: Collection[Ref]) -> Mapping[Ref, tuple[Lookalike, ...]]:  # noqa: ARG002
        """No look-alike."""
        return {}

    def owned_by(self, owners: Collection[str]) -> Mapping[str, tuple[Customer, ...]]:  # noqa: ARG002
        """Nobody owns a customer."""
        return {}

    def current(self, form: str, customers: Collection[str]) -> Mapping[str, tuple[Record, ...]]:  # noqa: ARG002
        """No record."""
        return {}

    def by_key(self, form: str, keys: Collection[str]) -> Mapping[str, Record]:  # noqa: ARG002
        """No record."""
        return {}

    def having(self, form: str, field: str, values: Collection[str]) -> Mapping[str, tuple[Record, ...]]:  # noqa: ARG002
        """No record."""
        return {}

    def moves(self, customers: Collection[str]) -> Mapping[str, tuple[Move, ...]]:  # noqa: ARG002
        """No move."""
        return {}

    def next_number(self, prefix: str) -> int:  # noqa: ARG002
        """Numbers start at 1."""
        return 1


@dataclass(frozen=True)
class Overlay:
    """``below`` with ``outcomes`` on top, later ones winning."""

    below: LedgerView
    outcomes: tuple[Outcome, ...] = field(default=())

    def over(self, outcome: Outcome) -> "Overlay":
        """The same with one more outcome on top."""
        return Overlay(self.below, (*self.outcomes, outcome))

    @cached_property
    def _customers(self) -> Mapping[str, Customer]:
        return {customer.id: customer for outcome in self.outcomes for customer in outcome.customers}

    @cached_property
    def _stages(self) -> Mapping[str, str]:
        """Where the outcomes' moves left each customer."""
        return {move.customer: move.after for outcome in self.outcomes for move in outcome.moves}

    @cached_property
    def _records(self) -> Mapping[tuple[str, str], Record]:
        return {(item.form, item.key): item for outcome in self.outcomes for item in outcome.records}

    @cached_property
    def _by_customer(self) -> Mapping[tuple[str, str], tuple[Record, ...]]:
        grouped: dict[tuple[str, str], list[Record]] = {}
        for record in self._records.values():
            grouped.setdefault((record.form, record.customer), []).append(record)
        return {key: tuple(records) for key, records in grouped.items()}

    @cached_property
    def _codes(self) -> Mapping[str, Customer]:
        return {item.credit_code: item for item in self._customers.values() if item.credit_code}

    @cached_property
    def _phones(self) -> Mapping[tuple[str, str], Customer]:
        found = self._customers.values()
        return {(normalised_name(item.name), item.phone): item for item in found if item.phone}

    @cached_property
    def _names(self) -> Mapping[str, tuple[Customer, ...]]:
        grouped: dict[str, tuple[Customer, ...]] = {}
        for item in self._customers.values():
            name = normalised_name(item.name)
            grouped[name] = (*grouped.get(name, ()), item)
        return grouped

    def customers(self, refs: Collection[Ref]) -> Mapping[Ref, Customer]:
        """As ``LedgerView.customers``; a customer changed above is answered as it is above."""
        below = self.below.customers(refs)
        if not self.outcomes:
            return below
        found: dict[Ref, Customer] = {}
        for ref in refs:
            customer = self._certain(ref, below.get(ref))
            if customer is not None:
                found[ref] = self._moved(customer)
        return found

    def _moved(self, customer: Customer) -> Customer:
        stage = self._stages.get(customer.id, customer.deal_stage)
        return customer if stage == customer.deal_stage else replace(customer, deal_stage=stage)

    def _certain(self, ref: Ref, below: Customer | None) -> Customer | None:
        if ref.id and ref.id in self._customers:
            return self._customers[ref.id]
        if ref.credit_code and ref.credit_code in self._codes:
            return self._codes[ref.credit_code]
        if ref.phone and (same := self._phones.get((normalised_name(ref.name), ref.phone))):
            return same
        named = () if _says_more_than_a_name(ref) else self._names.get(normalised_name(ref.name), ())
        answers = {item.id: item for item in (self._customers.get(below.id, below) if below else None, *named) if item}
        return next(iter(answers.values())) if len(answers) == 1 else None

    def lookalikes(self, refs: Collection[Ref]) -> Mapping[Ref, tuple[Lookalike, ...]]:
        """As ``LedgerView.lookalikes``, over both."""
        below = self.below.lookalikes(refs)
        if not self._customers:
            return below
        found = {}
        for ref in refs:
            above = _similar(ref, self._customers.values())
            ids = {item.customer.id for item in above}
            rest = [item for item in below.get(ref, ()) if item.customer.id not in ids]
            if above or rest:
                found[ref] = tuple(sorted([*above, *rest], key=lambda item: -item.score))
        return found

    def owned_by(self, owners: Collection[str]) -> Mapping[str, tuple[Customer, ...]]:
        """As ``LedgerView.owned_by``."""
        below = self.below.owned_by(owners)
        answer = {}
        for owner in owners:
            rest = [self._moved(item) for item in below.get(owner, ()) if item.id not in self._customers]
            own = [self._moved(item) for item in self._customers.values() if item.owner == owner]
            answer[owner] = (*rest, *own)
        return answer

    def current(self, form: str, customers: Collection[str]) -> Mapping[str, tuple[Record, ...]]:
        """As ``LedgerView.current``."""
        below = self.below.current(form, customers)
        return {
            customer: _newest(below.get(customer, ()), self._by_customer.get((form, customer), ()))
            for customer in customers
        }

    def by_key(self, form: str, keys: Collection[str]) -> Mapping[str, Record]:
        """As ``LedgerView.by_key``."""
        above = {key: self._records[form, key] for key in keys if (form, key) in self._records}
        return {**self.below.by_key(form, keys), **above}

    def having(self, form: str, field: str, values: Collection[str]) -> Mapping[str, tuple[Record, ...]]:
        """As ``LedgerView.having``; a record changed above counts as it is above."""
        below = self.below.having(form, field, values)
        own = [item for item in self._records.values() if item.form == form]
        answer = {}
        for value in values:
            above = [item for item in own if item.payload.get(field) == value]
            rest = [item for item in below.get(value, ()) if (form, item.key) not in self._records]
            if above or rest:
                answer[value] = (*rest, *above)
        return answer

    def moves(self, customers: Collection[str]) -> Mapping[str, tuple[Move, ...]]:
        """As ``LedgerView.moves``."""
        below = self.below.moves(customers)
        above = [move for outcome in self.outcomes for move in outcome.moves]
        return {
            customer: (*below.get(customer, ()), *(move for move in above if move.customer == customer))
            for customer in customers
        }

    def next_number(self, prefix: str) -> int:
        """As ``LedgerView.next_number``; customers made above have taken theirs."""
        taken = [int(item[len(prefix) :]) for item in self._customers if item.startswith(prefix)]
        return max([self.below.next_number(prefix), *(number + 1 for number in taken)])


def _newest(below: Iterable[Record], above: Iterable[Record]) -> tuple[Record, ...]:
    records = {**{item.key: item for item in below}, **{item.key: item for item in above}}
    return tuple(sorted(records.values(), key=lambda item: item.day or date.min))


def _says_more_than_a_name(ref: Ref) -> bool:
    return bool(ref.id or ref.credit_code or ref.phone)


def _similar(ref: Ref, customers: Iterable[Customer]) -> list[Lookalike]:
    """Look-alikes by core name (大華物業有限公司 ≈ 大華物業); 二期 and 三期 are two, however alike."""
    if not ref.name:
        return []
    figures = _FIGURES.findall(ref.name)
    others = [item for item in customers if item.id != ref.id and _FIGURES.findall(item.name) == figures]
    names = [core_name(item.name) for item in others]
    near = process.extract(core_name(ref.name), names, scorer=fuzz.ratio, score_cutoff=80, limit=3)
    return [Lookalike(others[at], score, (f"名稱相似度 {score:.0f}%",)) for _, score, at in near]
