"""What each channel yields over the whole ledger: ``screening.channels`` counted on frames, however many there are."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

import pandas as pd

from toolkit.figures.frames import Frames
from toolkit.stages import deal_stages
from toolkit.stages.screening.channels import SIGNED, UNKNOWN, ChannelYield


def yields_of(frames: Frames, grades: Iterable[str]) -> tuple[ChannelYield, ...]:
    """Figures per 信息來源, most leads first; ``grades`` are those of the scorecard, best first."""
    known, order = frames.customers, tuple(grades)
    by_source = known.groupby(known["channel"].replace("", UNKNOWN), sort=False)
    found = [_yield(str(source), group, order) for source, group in by_source]
    return tuple(sorted(found, key=lambda item: (-item.leads, item.source)))


def _yield(source: str, group: pd.DataFrame, grades: Sequence[str]) -> ChannelYield:
    of_grade, stages = group["grade"].value_counts(), group["deal_stage"].value_counts()
    later = deal_stages.order(deal_stages.DISCUSSION)
    costs = group["channel_cost"]
    return ChannelYield(
        source=source,
        leads=len(group),
        grades={grade: int(of_grade.get(grade, 0)) for grade in grades},
        in_discussion_or_later=sum(int(n) for stage, n in stages.items() if deal_stages.order(str(stage)) >= later),
        signed=sum(int(stages.get(stage, 0)) for stage in SIGNED),
        cost=Decimal(int(costs.sum())) / 100,
        costed_leads=int((costs != 0).sum()),
    )
