"""Which mistakes a file had: how often each finding held up a row of each form, kept with its submission.

Codes and counts only, no value and no person: role cards and training name the mistakes most often made.
"""

from collections import Counter

from toolkit.jobs.intake.evaluate import Evaluation

MISTAKES = "mistakes"
"""Key of a submission's result: form name → finding code and field (``value.empty@phone``) → how often."""


def mistakes(evaluation: Evaluation) -> dict[str, dict[str, int]]:
    """Form name → code and field → count, of the findings that keep rows out."""
    forms = {one.sheet: one.recognised.form.name for one in evaluation.examined.recognised if one.recognised}
    counted: dict[str, Counter[str]] = {}
    for finding in evaluation.findings:
        if finding.blocks and finding.sheet in forms:
            counted.setdefault(forms[finding.sheet], Counter())[f"{finding.code.code}@{finding.field}"] += 1
    return {form: dict(sorted(codes.items())) for form, codes in sorted(counted.items())}
