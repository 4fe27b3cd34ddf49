"""Which of our forms is a sheet, and which column is which field: by its headings, wherever they stand.

The heading may stand on any of the first twenty rows, on one line or on two (an upper line that spans
several columns over a lower one). Two forms that fit equally well are refused by name, never picked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit.forms.column import Convention
from toolkit.forms.dispatch import as_typed
from toolkit.forms.form import Form
from toolkit.forms.headings import Meaning, heading_index, heading_keys, meanings, title_keys
from toolkit.forms.reading import Recognised
from toolkit.forms.table import Sheet, address, letter
from toolkit.messages import codes_sheets as codes
from toolkit.messages.finding import Finding

SEARCHED_ROWS = 20
_ENOUGH = 0.5  # of the required columns
_MOST = 0.5  # of the headings seen
_SOME = 0.25
_EQUAL = 0.02
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Headings:
    """One line (or two) that could be the heading: its rows, and column → the readings of its heading, best first."""

    rows: tuple[int, ...]
    texts: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well one form fits one candidate heading."""

    form: Form
    headings: Headings
    columns: Mapping[str, int]
    rivals: Mapping[str, tuple[int, ...]]
    seconds: Mapping[int, str]
    coverage: float
    share: float
    named: bool
    score: float

    @property
    def good(self) -> bool:
        """Whether the sheet may be this form: enough of what is required, and not by two chance words."""
        known = len(self.columns)
        return (
            self.coverage >= _ENOUGH
            and known >= min(2, len(self.form.columns))
            and (self.share >= _MOST or (known >= 3 and (self.share >= _SOME or known >= 6)))
        )


def recognise(sheet: Sheet, forms: Sequence[Form], convention: Convention) -> Recognised | Finding | None:
    """Return the form that ``sheet`` is, with its columns; None where it is empty, or hidden and not ours.

    A ``Finding`` says that no form fits (which headings were seen, which form came nearest and what it
    lacks), or that two fit equally well. ``convention`` is the same as for ``validate``.
    """
    del convention
    if not has_content(sheet):
        return None
    fits = _fits(sheet, forms)
    good = [fit for fit in fits if fit.good]
    if not good:
        return _unknown(sheet, fits) if sheet.visible else None
    rival = next((other for other in good[1:] if _equally_good(good[0], other)), None)
    return _ambiguous(sheet, good[0], rival) if rival else _recognised(sheet, good[0])


def heading_score(sheet: Sheet, forms: Sequence[Form]) -> float:
    """Return how well the best form fits, 0 to 1; it tells a right decoding of a text from a wrong one."""
    return max((fit.score for fit in _fits(sheet, forms)), default=0.0)


def heading_lines(sheet: Sheet) -> Iterator[Headings]:
    """Every line of a sheet that could be its heading, then every two lines, from the top."""
    return _candidates(sheet)


def nearest(sheet: Sheet, forms: Sequence[Form]) -> tuple[Headings, Form, Mapping[str, int]] | None:
    """The line that looks most like a form's heading, that form, and field → column of what is known of it."""
    fits = _fits(sheet, forms)
    return (fits[0].headings, fits[0].form, fits[0].columns) if fits else None


def names_records(sheet: Sheet, forms: Sequence[Form]) -> bool:
    """Whether two headings of some form stand in one line, one of which tells its records apart.

    A sheet of choices for dropdowns has headings of ours too, but none of those.
    """
    keys = {form.name: {name for key in form.keys for name in key} for form in forms}
    fits = _fits(sheet, forms)
    return any(len(fit.columns) > 1 and not keys[fit.form.name].isdisjoint(fit.columns) for fit in fits)


def recognised_as(sheet: Sheet, form: Form, headings: Headings, fields: Mapping[int, str]) -> Recognised:
    """The sheet as ``form``, its columns as somebody said: column → field; all others are kept as extras."""
    columns: dict[str, int] = {}
    rivals: dict[str, tuple[int, ...]] = {}
    for column, field in fields.items():
        first = columns.setdefault(field, column)
        if first != column:
            rivals[field] = (*rivals.get(field, ()), column)
    return Recognised(
        form,
        headings.rows,
        {field: columns[field] for field in form.columns if field in columns},
        _extras(sheet, headings, set(fields)),
        rivals,
    )


def softened(finding: Finding) -> Finding:
    """The same as a mere note, for a sheet that lies beside one that is ours (instructions, lists)."""
    strange = finding.code in (codes.SHEET_UNKNOWN, codes.SHEET_STRANGE)
    return replace(finding, code=codes.SHEET_BESIDE) if strange else finding


def has_content(sheet: Sheet) -> bool:
    """Whether any cell holds more than blanks."""
    return any(value not in (None, "") and str(value).strip() for row in sheet.rows for value in row)


def _fits(sheet: Sheet, forms: Sequence[Form]) -> list[_Fit]:
    """The best fit of every form that knows at least one heading, best first."""
    index = heading_index(tuple(forms))
    called = _called(sheet)
    best: dict[str, _Fit] = {}
    for headings in _candidates(sheet):
        for fit in _fits_of(headings, index, called):
            known = best.get(fit.form.name)
            if known is None or (fit.score, len(fit.columns)) > (known.score, len(known.columns)):
                best[fit.form.name] = fit
    return sorted(best.values(), key=lambda fit: -fit.score)


def _called(sheet: Sheet) -> frozenset[str]:
    """The folded names a sheet goes by: its tab, and lines with a single text in them (titles)."""
    titles = [sheet.name]
    for row in sheet.rows[:SEARCHED_ROWS]:
        texts = [value for value in row if isinstance(value, str) and value.strip()]
        titles += texts if len(texts) == 1 and len(texts[0]) <= _LONGEST_HEADING else []
    return frozenset(key for title in titles for key in heading_keys(title))


def _candidates(sheet: Sheet) -> Iterator[Headings]:
    """Every line that could be the heading, then every two lines: of equal fits the first one counts."""
    lines = [_texts(sheet, row) for row in range(1, min(SEARCHED_ROWS, len(sheet.rows)) + 1)]
    for number, line in enumerate(lines, 1):
        if line:
            yield Headings((number,), {column: (text,) for column, text in line.items()})
    for number, (line, below) in enumerate(pairwise(lines), 1):
        double = _double(sheet, number, line, below) if len(line) > 1 and below else None
        if double:
            yield double


def _texts(sheet: Sheet, row: int) -> dict[int, str]:
    """Column → text of a row, where the row could be a heading at all (short texts)."""
    texts = {
        column: as_typed(value).strip()
        for column, value in enumerate(sheet.rows[row - 1], 1)
        if value not in (None, "")
    }
    return {column: text for column, text in texts.items() if text and len(text) <= _LONGEST_HEADING}


def _double(sheet: Sheet, row: int, upper: Mapping[int, str], lower: Mapping[int, str]) -> Headings | None:
    """Join a heading of two lines; None where the lower line cannot belong to the upper one."""
    spans = _spans(sheet, row, upper, lower)
    if not spans:
        return None
    texts: dict[int, tuple[str, ...]] = {}
    for column in sorted(upper.keys() | lower.keys() | spans.keys()):
        over, under = spans.get(column, upper.get(column, "")), lower.get(column, "")
        if under and over and column not in spans:
            return None
        texts[column] = (over + under, under, over) if over and under else (over or under,)
    return Headings((row, row + 1), texts)


def _spans(sheet: Sheet, row: int, upper: Mapping[int, str], lower: Mapping[int, str]) -> dict[int, str]:
    """Column → the upper heading that spans it and others; from merged cells, else from blanks beside it."""
    merged = [area for area in sheet.merged if area.top == area.bottom == row and area.right > area.left]
    if merged:
        return {
            column: upper[area.left]
            for area in merged
            if area.left in upper
            for column in range(area.left, area.right + 1)
        }
    spans: dict[int, str] = {}
    for column in lower:
        if column not in upper:
            start = max((known for known in upper if known < column), default=0)
            if start and all(between in lower for between in range(start, column)):
                spans[start] = spans[column] = upper[start]
    return spans


def _fits_of(headings: Headings, index: Mapping[str, tuple[Meaning, ...]], called: frozenset[str]) -> Iterator[_Fit]:
    """One fit for each form that knows a heading of this candidate."""
    claims: dict[Form, dict[str, list[tuple[int, int]]]] = {}
    for column, texts in headings.texts.items():
        for meaning in _first_meanings(texts, index):
            claims.setdefault(meaning.form, {}).setdefault(meaning.field, []).append((meaning.rank, column))
    for form, fields in claims.items():
        yield _fit(form, headings, fields, called)


def _first_meanings(texts: Sequence[str], index: Mapping[str, tuple[Meaning, ...]]) -> tuple[Meaning, ...]:
    """The meanings of a heading in every form; of several readings of it the first known one counts."""
    found: dict[Form, Meaning] = {}
    for text in texts:
        for meaning in meanings(text, index):
            found.setdefault(meaning.form, meaning)
    return tuple(found.values())


def _fit(form: Form, headings: Headings, fields: Mapping[str, list[tuple[int, int]]], called: frozenset[str]) -> _Fit:
    columns: dict[str, int] = {}
    rivals: dict[str, tuple[int, ...]] = {}
    seconds: dict[int, str] = {}
    for field, claims in fields.items():
        columns[field] = min(claims)[1]
        used = heading_keys(headings.texts[columns[field]][0])
        others = sorted(column for _, column in claims if column != columns[field])
        same = tuple(column for column in others if heading_keys(headings.texts[column][0]) == used)
        seconds.update({column: field for column in others if column not in same})
        if same:
            rivals[field] = same
    coverage = len(form.required & columns.keys()) / (len(form.required) or 1)
    share = len(columns) / len(headings.texts)
    named = bool(called & title_keys(form))
    score = 0.5 * coverage + 0.4 * share + (0.1 if named else 0.0)
    return _Fit(form, headings, columns, rivals, seconds, coverage, share, named, score)


def _equally_good(best: _Fit, other: _Fit) -> bool:
    """Whether a second form fits as well as the best one: alike in score, or as complete with headings of its own.

    A sheet that goes by the name of the best form, and not of the other, is that form.
    """
    if best.named and not other.named:
        return False
    if best.score - other.score < _EQUAL:
        return True
    ours, theirs = set(best.columns.values()), set(other.columns.values())
    return other.coverage >= best.coverage and 2 * len(theirs - ours) > len(ours - theirs)


def _recognised(sheet: Sheet, fit: _Fit) -> Recognised:
    known = set(fit.columns.values()) | {column for columns in fit.rivals.values() for column in columns}
    return Recognised(
        fit.form,
        fit.headings.rows,
        {field: fit.columns[field] for field in fit.form.columns if field in fit.columns},
        _extras(sheet, fit.headings, known),
        fit.rivals,
        fit.seconds,
    )


def _extras(sheet: Sheet, headings: Headings, known: set[int]) -> dict[str, int]:
    """Heading → column of everything we do not know; without a heading a column goes by its letter."""
    extras: dict[str, int] = {}
    for column, texts in headings.texts.items():
        if column not in known:
            name = " ".join(texts[0].split())
            extras[name if name not in extras else f"{name} ({letter(column)})"] = column
    named = known | headings.texts.keys()
    extras.update({letter(column): column for column in _nameless(sheet.rows[headings.rows[-1] :], named)})
    return extras


def _nameless(rows: Sequence[Sequence[object]], named: set[int]) -> list[int]:
    """Columns that hold something below a heading cell that is empty."""
    width = max((len(row) for row in rows), default=0)
    gaps = [column for column in range(1, max(named) + 1) if column not in named and column <= width]
    filled = {
        column for column in gaps if any(len(row) >= column and row[column - 1] not in (None, "") for row in rows)
    }
    end = max(named)
    for row in rows if width > end else ():
        if any(row[end:]):
            filled.update(at for at, value in enumerate(row[end:], end + 1) if value not in (None, ""))
    return sorted(filled)


def _unknown(sheet: Sheet, fits: Sequence[_Fit]) -> Finding:
    if not fits or len(fits[0].columns) < 2:
        return Finding(codes.SHEET_STRANGE, sheet.name, value=sheet.name, data={"headings": headings_seen(sheet)})
    best = fits[0]
    row = best.headings.rows[0]
    missing = [column.title for field, column in best.form.columns.items() if _lacks(best, field)]
    return Finding(
        codes.SHEET_UNKNOWN,
        sheet.name,
        address(row, min(best.headings.texts)),
        row,
        suggestion=best.form.title,
        data={
            "headings": _listed([texts[0] for texts in best.headings.texts.values()]),
            "nearest": best.form.title,
            "missing": _listed(missing),
        },
    )


def _lacks(fit: _Fit, field: str) -> bool:
    return field in fit.form.required and field not in fit.columns


def headings_seen(sheet: Sheet) -> str:
    """The first texts of the line that holds most of them."""
    lines = (_texts(sheet, row) for row in range(1, min(SEARCHED_ROWS, len(sheet.rows)) + 1))
    widest = max(lines, key=len, default={})
    return _listed(list(widest.values()))


def _listed(texts: Sequence[str], most: int = 8) -> str:
    shown = "、".join(" ".join(text.split()) for text in texts[:most])
    return f"{shown}…" if len(texts) > most else shown


def _ambiguous(sheet: Sheet, one: _Fit, other: _Fit) -> Finding:
    row = one.headings.rows[0]
    first, second = sorted((one.form, other.form), key=lambda form: form.code)
    return Finding(
        codes.SHEET_AMBIGUOUS,
        sheet.name,
        address(row, min(one.headings.texts)),
        row,
        data={"first": first.title, "second": second.title},
    )
