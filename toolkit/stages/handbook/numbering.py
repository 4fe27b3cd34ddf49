"""The numbers of steps (1.2: the second step of the first stage), and what a reader calls a step."""

from collections.abc import Iterable, Mapping

from toolkit.rulebook.process import END, Process, Step
from toolkit.stages.handbook.speech import Speech


def step_numbers(process: Process) -> Mapping[str, str]:
    """Step key → its number."""
    return {
        step.key: f"{at}.{place}"
        for at, stage in enumerate(process.stages, 1)
        for place, step in enumerate(stage.steps, 1)
    }


def step_title(step: Step, speech: Speech) -> str:
    """What the step is called."""
    return speech.say(step.title, step.en)


def destination(process: Process, key: str, speech: Speech) -> str:
    """Where a way leads: 「4.2 重點條款確認」, or the end."""
    if key == END:
        return speech.say("流程結束", "End of the process")
    return f"{step_numbers(process)[key]} {step_title(process.steps[key], speech)}"


def numbers_of(process: Process, keys: Iterable[str]) -> str:
    """The numbers of several steps, apart by blanks (a line breaks there and not within 4.1)."""
    numbers = step_numbers(process)
    return "  ".join(dict.fromkeys(numbers[key] for key in keys))
