"""What every command that works in a workspace shares: open it, print as JSON, show progress."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from toolkit.cli.main import Options
from toolkit.folders.workspace import find_workspace
from toolkit.jobs.service import Service, open_service

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., Any])


def json_option(command: Command) -> Command:
    """Give a command ``--json``, and ``--json-schema``, which says what ``--json`` prints."""
    asked = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
    described = click.option(
        "--json-schema",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_print_schema,
        help="Print the JSON Schema of what --json prints, and exit.",
    )
    return asked(described(command))


def _command(ctx: click.Context) -> str:
    """The command below the program, however that was called (``toolkit``, ``python -m toolkit``)."""
    above = f"{_command(ctx.parent)} " if ctx.parent and ctx.parent.parent else ""
    return f"{above}{ctx.info_name}"


def _print_schema(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    del option
    if wanted:
        from toolkit.cli.shapes import schema

        print_json(schema(_command(ctx)))
        ctx.exit()


@contextmanager
def service_of(options: Options) -> Iterator[Service]:
    """The service of the workspace that the command line names."""
    _collect_less()
    with open_service(find_workspace(options.workspace), options.day) as service:
        yield service


def where(folder: Path | None, workspace: Path | None, default: str) -> Path:
    """The folder to lay out: the one named behind the command, else ``--workspace``, else ``default``."""
    if folder and workspace and folder.resolve() != workspace.resolve():
        raise click.UsageError(f"--workspace says {workspace}, FOLDER says {folder}: name one of them.")
    return folder or workspace or Path(default)


def print_json(value: Any) -> None:
    """Print ``value`` as JSON, Chinese as Chinese, dates as ISO."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def progress(items: Iterable[T], label: str) -> Iterator[T]:
    """Hand on ``items`` with a progress bar (and time left) on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        total = len(items) if isinstance(items, Sized) else None
        yield from bar.track(items, description=label, total=total)


def _collect_less() -> None:
    """Look for garbage rarely: a large ledger or a long list is a million small values that all stay to the end."""
    import gc

    gc.set_threshold(200_000, 20, 50)
