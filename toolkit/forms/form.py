"""What a form is: declared once, used for recognition, validation, blanks, help and records."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import GenericAlias, NoneType
from typing import Annotated, Any, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from toolkit.forms.column import Column, Privacy
from toolkit.messages.finding import Finding
from toolkit.messages.script import simplified


def title_in(language: str, what: "Column | Form") -> str:
    """The title of a form or of a column as an office of ``language`` (zh-Hant, zh-Hans, en) reads it."""
    if language == "en":
        return what.en
    return simplified(what.title) if language == "zh-Hans" else what.title


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

    @cached_property
    def _gates(self) -> Mapping[str, TypeAdapter[Any]]:
        """Field → what checks all its values at once, as strictly as the row does one."""
        strict, fields = ConfigDict(strict=True), self.row.model_fields
        kinds: dict[str, Any] = {
            name: GenericAlias(list, (Annotated.__class_getitem__((info.annotation, *info.metadata)),))  # type: ignore[attr-defined] # made here
            for name, info in fields.items()
        }
        return {name: TypeAdapter(kind, config=strict) for name, kind in kinds.items()}

    @cached_property
    def _alone(self) -> bool:
        """Whether a row checks more than its fields tell: then each must be built by itself."""
        own = self.row.__pydantic_decorators__
        return bool(own.field_validators or own.validators or own.model_validators or own.root_validators)

    def all_fit(self, rows: Sequence[Mapping[str, Any]]) -> bool:
        """Whether every one of ``rows`` (all fields in each) is as strict as ``row`` asks, told column by column."""
        if self._alone:
            return False
        try:
            for name, gate in self._gates.items():
                gate.validate_python([row[name] for row in rows])
        except ValidationError:
            return False
        return True

    def row_of(self, values: dict[str, Any]) -> Row:
        """The row of values that ``all_fit`` has let pass; it keeps them as they are, without looking again."""
        row: Row = self.row.__new__(self.row)
        for name, value in (
            ("__dict__", values),
            ("__pydantic_fields_set__", self._fields),
            ("__pydantic_extra__", None),
            ("__pydantic_private__", None),
        ):
            object.__setattr__(row, name, value)
        return row

    @cached_property
    def _fields(self) -> set[str]:
        return set(self.columns)
