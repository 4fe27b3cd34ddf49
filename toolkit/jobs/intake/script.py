"""Documents in the office's script: our words become Simplified where it works so; what was typed never does."""

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.jobs.service import Service
from toolkit.ledger.view import View
from toolkit.messages.script import simplified_within
from toolkit.outcome import DocumentOrder, Ref
from toolkit.stages.catalogue import FORMS

SIMPLIFIED = "zh-Hans"


def in_script(service: Service, order: DocumentOrder, view: View) -> Mapping[str, Any]:
    """The order's context as the office writes: kept are names and every text of the customer's own rows."""
    if service.workspace.settings.language != SIMPLIFIED:
        return order.context
    ours = {value for one in service.rules.lists.values() for value in one.values}
    spoken: dict[str, Any] = simplified_within(dict(order.context), frozenset(_typed(order, view)) - ours)
    return spoken


def _typed(order: DocumentOrder, view: View) -> Iterator[str]:
    if not order.customer:
        return
    for customer in view.customers({Ref(id=order.customer)}).values():
        yield from (customer.name, customer.owner)
    for form in FORMS:
        for records in view.current(form.name, [order.customer]).values():
            yield from (value for one in records for value in one.payload.values() if isinstance(value, str))
