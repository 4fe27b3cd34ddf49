"""Contexts from what is known: what is missing stays missing, so that a document marks it."""

from collections.abc import Mapping
from types import NoneType
from typing import Any, get_args

from toolkit.stages.context import Context


def filled(context: type[Context], values: Mapping[str, object]) -> dict[str, Any]:
    """Plain data for a template: values of ``context``'s fields; a required one that is None is left out.

    What is left out prints 【缺：欄位】 and keeps a final copy from being made; an optional field stays in
    as None and prints nothing. Raises ``KeyError`` for a value that the context does not declare: such a
    value would reach a template unseen.
    """
    known = context.model_fields
    if strangers := values.keys() - known.keys():
        raise KeyError(f"{context.__name__} does not declare {', '.join(sorted(strangers))}")
    given: dict[str, Any] = {
        name: value for name, value in values.items() if value is not None or _optional(known[name])
    }
    return context.model_construct(**given).plain()


def _optional(field: Any) -> bool:
    return NoneType in get_args(field.annotation)
