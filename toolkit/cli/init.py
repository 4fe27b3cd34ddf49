"""``toolkit init``: lay out a workspace, or lay a newer version over it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from toolkit.cli.machine import refusal
from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, where
from toolkit.errors import ToolkitError, WorkspaceError
from toolkit.settings import FILE, JURISDICTIONS, LANGUAGES

if TYPE_CHECKING:
    from toolkit.folders.workspace import Workspace

_BY_PLACE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "zh_CN": ("zh-Hans", "CN"),
        "zh_SG": ("zh-Hans", "CN"),
        "zh_TW": ("zh-Hant", "TW"),
        "zh_HK": ("zh-Hant", "HK"),
        "zh_MO": ("zh-Hant", "MO"),
    }
)
"""Locale of the machine → language and jurisdiction of an office there; any other is not guessed from."""


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="What staff see; frozen from now on. Default: the machine's, else zh-Hant.",
)
@click.option(
    "--jurisdiction", type=click.Choice(JURISDICTIONS), help="Ids, phones, dates, law. Default: the machine's, else CN."
)
@json_option
@click.pass_obj
def command(
    options: Options, folder: Path | None, language: str | None, jurisdiction: str | None, as_json: bool
) -> None:
    """Lay out a workspace in FOLDER (default: here). Run it again after an upgrade: every edit is kept.

    Example: toolkit init /srv/office --language zh-Hant
    """
    from toolkit.folders.workspace import find_workspace
    from toolkit.jobs.first_minute import lay_first_minute
    from toolkit.jobs.setup import set_up

    known = _by_place(os.environ)
    folder = where(folder, options.workspace, os.environ.get("TOOLKIT_WORKSPACE") or ".")
    upgrade = (folder / FILE).is_file()
    with _told(folder):
        laid = set_up(folder, language or known[0], jurisdiction or known[1])
        workspace = find_workspace(folder)
        try:
            top = lay_first_minute(workspace)
        except ToolkitError:  # an edited rule book that contradicts itself: what was laid out is told all the same
            _say(workspace, laid.written, laid.kept, upgrade=upgrade, as_json=as_json)
            raise
    _say(workspace, (*laid.written, *top.written), (*laid.kept, *top.kept), upgrade=upgrade, as_json=as_json)
    if not as_json:
        names = workspace.names
        click.echo(f"For everybody: print {names.page}.docx (one page); {names.daily}.xlsx is for every day.")
        click.echo(f"Next: toolkit --workspace {folder} doctor, then toolkit --workspace {folder} run")


def _say(workspace: "Workspace", written: Sequence[str], kept: Sequence[str], *, upgrade: bool, as_json: bool) -> None:
    """What was laid out, and of an upgrade each file that is new or was kept."""
    settings = workspace.settings
    place = {"language": settings.language, "jurisdiction": settings.jurisdiction}
    if as_json:
        print_json({"workspace": workspace.root, **place, "written": written, "kept": kept})
        return
    click.echo(f"{workspace.root}: {len(written)} files written, {len(kept)} of yours kept.")
    click.echo(f"Language {settings.language}, jurisdiction {settings.jurisdiction} (toolkit.toml).")
    for name in written if upgrade else ():
        click.echo(f"  new: {name}")
    for name in kept:
        click.echo(f"  kept {name}; the newer version lies beside it (.{workspace.names.newer})")


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Whatever stands in the way of laying out a workspace is told in one sentence."""
    try:
        yield
    except OSError as error:
        reason = f"{error.strerror or type(error).__name__} ({error.filename2 or error.filename or folder})"
        raise refusal(error) or WorkspaceError("machine.cannot_write", path=folder, reason=reason) from error


def _by_place(environment: Mapping[str, str]) -> tuple[str, str]:
    """Language and jurisdiction of this machine's locale (LC_ALL, LC_MESSAGES, LANG), else zh-Hant and CN."""
    told = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return _BY_PLACE.get(told.partition(".")[0], ("zh-Hant", "CN"))
