"""Whatever a stage says in a reminder has English: its sentences are looked for in the code, so that none is forgotten."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import toolkit.stages
from toolkit.messages.english import English

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_ENGLISH = English({})
_FILLED = "7"
"""Stands for whatever is filled in."""
_TELLS = frozenset({"Reminder", "waiting_reminder"})


def _calls(node: ast.AST) -> set[str]:
    return {one.func.id for one in ast.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)}


def _texts(node: ast.AST) -> Iterator[str]:
    """The Chinese texts of a function, values filled in; what a value falls back on is tried in its place."""
    if isinstance(node, ast.JoinedStr):
        parts = [one.value if isinstance(one, ast.Constant) else _FILLED for one in node.values]
        yield "".join(map(str, parts))
        for place, value in enumerate(node.values):
            for own in _texts(value) if isinstance(value, ast.FormattedValue) else ():
                if _CHINESE.search(own):
                    yield "".join(map(str, [*parts[:place], own, *parts[place + 1 :]]))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        for one in ast.iter_child_nodes(node):
            yield from _texts(one)


def _told() -> Iterator[tuple[str, str]]:
    """(where, text) of all that a function says which makes a reminder, or words for one."""
    for path in sorted(Path(toolkit.stages.__path__[0]).rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and (_calls(function) & _TELLS or function.name == "void_words"):
                yield from (
                    (f"{path.stem}:{function.name}", text) for text in _texts(function) if _CHINESE.search(text)
                )


TOLD = sorted(set(_told()))


def test_there_are_reminders_to_look_at() -> None:
    assert len(TOLD) > 20


@pytest.mark.parametrize(("where", "text"), TOLD)
def test_a_reminder_has_english(where: str, text: str) -> None:
    said = _ENGLISH.say(text)
    assert not _CHINESE.search(said), f"{where}: {said}"
