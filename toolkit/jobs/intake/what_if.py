"""What makes a receipt's 評分 sheet live (issue 7, item 8)."""

from toolkit.rulebook.scorecard import Scorecard
from toolkit.sheets.build.receipt_value import WhatIf
from toolkit.stages.screening.live import factor_cells, trial_inputs, trial_limits


def what_if(card: Scorecard) -> WhatIf:
    """What the sheet must know of the card: its inputs with their headings, its factors with their points."""
    return WhatIf(trial_inputs(card), factor_cells(card), card.unknown_share, trial_limits(card))
