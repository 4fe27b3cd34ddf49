"""What 總覽.xlsx shows, as frozen values; the job that makes it fills them in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from toolkit.messages.script import simplified
from toolkit.sheets.build.receipt_value import Receipt
from toolkit.sheets.build.script import simplified_but


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """One customer: ``link`` leads to its folder, relative to the workbook; ``next_on`` is the next action."""

    id: str
    name: str
    grade: str
    stage: str
    owner: str
    property_type: str
    channel: str
    next_step: str
    next_on: date | None
    registered_on: date | None
    link: str = ""


@dataclass(frozen=True, slots=True)
class TodoLine:
    """One thing to do: ``late`` in working days, as the morning list counts; below 0 the days that are left."""

    due: date
    owner: str
    customer: str
    text: str
    late: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the workbook shows."""

    as_of: datetime
    customers: Sequence[CustomerLine]
    todos: Sequence[TodoLine]
    funnel: Sequence[tuple[str, int]]
    channels: Sequence[tuple[str, int, int]]
    """(channel, leads, signed)."""
    counted: tuple[int, int, int, int] = (0, 0, 0, 0)
    """How much is late, due today, due in the days ahead, and how many clients' rows are to be confirmed.

    As the morning meeting's list counts: each thing once, however many people are told of it.
    """
    first: Sequence[TodoLine] = ()
    """The most urgent things."""
    unlisted: int = 0
    """How many lines ``todos`` leaves out: of each kind a person is sent so many at once."""
    scores: Receipt | None = None
    """What the 評分 sheet shows: a receipt's scores, live where they are not too many."""


def simplified_overview(seen: Overview) -> Overview:
    """What the rule book and we say in Simplified; names, and the next step that somebody wrote, as they are."""
    return spoken_overview(seen, simplified, lambda one: simplified_but(one.text, {one.customer, one.owner}))


def spoken_overview(seen: Overview, say: Callable[[str], str], told: Callable[[TodoLine], str]) -> Overview:
    """The overview in the words of ``say``; ``told`` says what is to be done, in which names stand as they are."""

    def line(one: TodoLine) -> TodoLine:
        return replace(one, text=told(one), kind=say(one.kind))

    return replace(
        seen,
        customers=[
            replace(
                one,
                stage=say(one.stage),
                property_type=say(one.property_type),
                channel=say(one.channel),
            )
            for one in seen.customers
        ],
        todos=[line(one) for one in seen.todos],
        first=[line(one) for one in seen.first],
        funnel=[(say(stage), count) for stage, count in seen.funnel],
        channels=[(say(channel), leads, signed) for channel, leads, signed in seen.channels],
    )
