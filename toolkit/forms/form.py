"""What a form is: declared once, used for recognition, validation, blanks, help and records."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import NoneType
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict

from toolkit.forms.column import Column, Privacy
from toolkit.messages.finding import Finding


class Row(BaseModel):
    """The last gate for a row: strict, so that nothing is coerced behind our back."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule over several cells of one row.

    It runs whenever all of ``needs`` could be read, even where other cells are bad (an optional cell
    that is empty counts as read, with None). A finding it returns names the ``field`` it is about;
    the validator fills in sheet, row and cell. It has nothing to say of a row where none of ``about`` is
    filled (empty: it may always have).
    """

    needs: tuple[str, ...]
    check: Callable[[Mapping[str, Any], date], Iterable[Finding]]
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """One kind of sheet.

    ``code`` is the domain sheet's number (F1), ``name`` the word on the command line (prospects).
    ``keys`` are the natural keys in order of preference, each a tuple of field names.
    """

    code: str
    name: str
    title: str
    en: str
    row: type[Row]
    keys: tuple[tuple[str, ...], ...]
    rules: tuple[RowRule, ...] = ()
    privacy: Privacy = Privacy.OPEN
    all_or_nothing: bool = False
    aliases: tuple[str, ...] = ()
    doubts_both: bool = False
    """Of two rows of one record that contradict each other neither is taken: which one holds nobody can know."""

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """Field name → its column, in order of declaration."""
        return {
            name: next(item for item in info.metadata if isinstance(item, Column))
            for name, info in self.row.model_fields.items()
        }

    @cached_property
    def required(self) -> frozenset[str]:
        """The fields that may not be empty (their annotation has no ``None``)."""
        hints = get_type_hints(self.row)
        return frozenset(name for name in self.columns if NoneType not in get_args(hints[name]))
