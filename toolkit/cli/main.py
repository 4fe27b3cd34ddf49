"""The command line: parse, call one job, print, exit code. Commands are imported when they are called.

The table ``COMMANDS`` is the one place where a command is named: a line here and one file beside this one.
"""

import importlib
import os
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from toolkit.errors import ExitCode, ToolkitError

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("init", "Lay out a workspace: folders, settings, templates, blank forms, rule book."),
    "demo": ("demo", "A workspace with realistic sample sheets, processed end to end."),
    "run": ("run", "Watch the inbox; with --once take everything in it now and exit."),
    "check": ("check", "Dry run: what would be taken, returned and made."),
    "forms": ("forms", "Blank forms with dropdowns, help and an example."),
    "fill": ("fill", "Any template with any sheet: one document per row."),
    "status": ("status", "What happened to each dropped file, and whether all is well."),
    "handbook": ("handbook", "The process handbook, made from the rule book."),
    "report": ("report", "The KPI report of a period, or the overview."),
    "remind": ("remind", "What is due, late, stale or expiring, per owner: workbooks, calendars, the morning list."),
    "score": ("score", "Back-test the scorecard on outcomes: does it tell who signs?"),
    "trace": ("trace", "Where a document's values, or a submission's rows, come from."),
    "backup": ("backup", "Copy the ledger while it is worked with."),
    "recover": ("recover", "Rebuild a lost ledger from the lines beside the archive."),
    "erase": ("erase", "Take a person out of everything that no duty to keep protects."),
    "undo": ("undo", "Take a submission back: earlier contents return, nothing is deleted."),
    "mappings": ("mappings", "What is remembered of strangers' lists, answered in 對照 sheets; forget it."),
    "history": ("history", "A customer's whole timeline."),
    "service": ("service", "Run the daemon as a service: systemd unit, or start-up task on Windows."),
    "doctor": ("doctor", "What is wrong with this machine and workspace, and how to mend it."),
    "templates": ("templates", "Check the Word templates, list their fields, preview them."),
}


@dataclass(frozen=True, slots=True)
class Options:
    """What stands before the command: the workspace asked for and the date to take as today."""

    workspace: Path | None
    today: date | None

    def day(self) -> date:
        """Today, or the day given by ``--today``."""
        return self.today or datetime.now().astimezone().date()


class LazyGroup(click.Group):
    """A group whose commands are imported when called, so that ``--help`` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of a working day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and hand over its ``command``."""
        if cmd_name not in COMMANDS:
            _suggest(ctx, cmd_name)
            return None
        module = importlib.import_module(f"toolkit.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, importing none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def _suggest(ctx: click.Context, typed: str) -> None:
    """Refuse a command that there is not, with the one that was probably meant."""
    from difflib import get_close_matches

    near = get_close_matches(typed.lower(), COMMANDS, 1)
    if near and not ctx.resilient_parsing:
        ctx.fail(f"No such command {typed!r}. Did you mean {near[0]!r}?")


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    help="The workspace folder; else $TOOLKIT_WORKSPACE, else the nearest folder upward with a toolkit.toml.",
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Take this day as today (YYYY-MM-DD).")
@click.version_option(package_name="toolkit", prog_name="toolkit")
@click.pass_context
def cli(ctx: click.Context, workspace: Path | None, today: datetime | None) -> None:
    """Dropped Excel workbooks become receipts, scores and finished Word documents (物業管理招商)."""
    ctx.obj = Options(workspace, today.date() if today else None)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 fine, 1 findings, 2 usage, 3 the admin must act, 70 a bug."""
    _use_utf8()
    try:
        code = cli.main(arguments, standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("已中止，未留下半成品。Stopped; nothing is left half done.", err=True)
        code = 130
    except click.ClickException as error:
        error.show()
        code = ExitCode.USAGE
    except ToolkitError as error:
        _explain(error)
        code = error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.FINE
    except Exception as error:  # noqa: BLE001 - the one catch-all: a bug is logged, named and exits 70
        code = _machine(error) if isinstance(error, OSError) else _bug(error)
    sys.exit(int(code) if isinstance(code, int) else ExitCode.FINE)


def _use_utf8() -> None:
    """Print Chinese on consoles whose code page is another one."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _explain(error: ToolkitError) -> None:
    from toolkit.messages.catalogue import error_sentence

    for language in ("zh-Hant", "en"):
        click.echo(error_sentence(error, language), err=True)
    click.echo(f"({error.code})", err=True)


def _machine(error: OSError) -> int:
    """A full disk or a missing right is the admin's matter; whatever else the machine says is a bug."""
    from toolkit.cli.machine import refusal

    refused = refusal(error)
    if refused is None:
        return _bug(error)
    _explain(refused)
    return refused.exit_code


def _bug(error: Exception) -> int:
    from toolkit.cli.bug import write_log

    click.echo(
        f"程式發生未預期的錯誤，已記在 {write_log(error)}，請交給管理員。\n"
        "Something unexpected happened; the log named above tells the admin what.",
        err=True,
    )
    return ExitCode.BUG
