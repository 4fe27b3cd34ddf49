"""What commands write: forms, documents, templates, the handbook, a demo, a service."""

from typing_extensions import TypedDict  # pydantic asks for this one below Python 3.12

from toolkit.cli.shape_files import Ended


class BlankForm(TypedDict):
    """One blank form that was written."""

    form: str
    file: str


class MadeFile(TypedDict):
    """A file that was written; null where it could not be (it is open on a desk)."""

    file: str | None


class MadeHandbook(TypedDict):
    """``toolkit handbook``: its files, its version, and what changed since the issue before.

    ``lower_than`` is a higher version that was issued before; "" where there is none.
    """

    files: list[str]
    issue: str
    changes: list[str]
    unknown_feedback: list[str]
    busy: bool
    mentions: list[dict[str, str]]
    disagreements: list[dict[str, str | int]]
    version: str
    lower_than: str


class FilledRow(TypedDict):
    """One document of ``fill``: the row on the sheet, and what was missing in it."""

    row: int
    file: str
    draft: bool
    missing: list[str]


class FillFinding(TypedDict):
    """One finding of ``fill``: about a row, or (``row`` 0) about the template."""

    code: str
    severity: str
    sheet: str
    cell: str
    row: int
    value: str
    message: str
    suggestion: str


class Filled(TypedDict):
    """``toolkit fill``; rows without a document are told in ``findings``."""

    template: str
    file: str
    sheet: str
    out: str
    rows: int
    documents: list[FilledRow]
    pdf: list[str]
    findings: list[FillFinding]


class Slip(TypedDict):
    """One finding in a template: its place, the words, what is the matter and what to do."""

    code: str
    where: str
    words: str
    suggestion: str
    what: str
    do: str


class CheckedTemplate(TypedDict):
    """One checked template; ``marked`` and ``mended`` are copies that were written."""

    name: str
    file: str
    marked: str | None
    mended: str | None
    slips: list[Slip]


class Inspected(TypedDict):
    """One thing that ``doctor`` looked at; ``code`` is empty where all is well."""

    check: str
    verdict: str
    seen: str
    code: str
    message: str


class LaidOut(TypedDict):
    """``toolkit init``: the workspace, and its files that were written, or kept as somebody had edited them."""

    workspace: str
    language: str
    jurisdiction: str
    written: list[str]
    kept: list[str]


class Demo(TypedDict):
    """``toolkit demo``: where it lies, what was taken, the documents made and what to open, paths within it."""

    workspace: str
    taken: list[Ended]
    documents: list[str]
    open: list[str]


class Unit(TypedDict):
    """``toolkit service``: the systemd unit or the Windows task, and what was done with it."""

    name: str
    file: str
    deed: str
    text: str
