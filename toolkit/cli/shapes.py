"""The JSON that each command prints with ``--json``: one declaration a command, and its JSON Schema.

A key may be added in a later version; none is renamed or taken away. Days are ``2026-11-24``, moments ISO 8601
in UTC, paths relative to the workspace unless they begin with a slash. Tests hold real output against these.
"""

from typing import Any

from toolkit.cli.shape_figures import Archived, Backtested, Drift, Ordered, Reminded, Verified
from toolkit.cli.shape_files import (
    BackedUp,
    Checked,
    Ended,
    Erased,
    Forgotten,
    History,
    KnownLayout,
    Recovered,
    ShownLayout,
    Status,
    TracedDocuments,
    TracedSubmission,
    Undone,
)
from toolkit.cli.shape_makings import (
    BlankForm,
    CheckedTemplate,
    Demo,
    Filled,
    Inspected,
    LaidOut,
    MadeFile,
    MadeHandbook,
    Unit,
)

SHAPES: dict[str, Any] = {
    "remind": Reminded,
    "report archive": Archived | Verified,
    "score test": Backtested,
    "erase": Erased,
    "service": Unit,
    "mappings": list[KnownLayout] | ShownLayout | Forgotten,
    "init": LaidOut,
    "demo": Demo,
    "report kpi": Ordered,
    "check": list[Checked],
    "run": list[Ended],
    "status": Status,
    "fill": Filled,
    "forms": list[BlankForm],
    "handbook": MadeHandbook | Drift,
    "history": History,
    "doctor": list[Inspected],
    "report overview": MadeFile,
    "backup": BackedUp,
    "trace": TracedDocuments | TracedSubmission,
    "undo": Undone,
    "recover": Recovered,
    "templates check": list[CheckedTemplate],
    "templates fields": list[str],
    "templates preview": list[str],
    "templates release": dict[str, str],
}
"""Command (without ``toolkit``) → what it prints."""


def schema(command: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what ``command`` prints with ``--json``."""
    from pydantic import TypeAdapter

    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **TypeAdapter(SHAPES[command]).json_schema(),
        "title": f"toolkit {command} --json",
    }
