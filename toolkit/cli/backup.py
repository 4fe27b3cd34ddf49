"""``toolkit backup``: copy the ledger while it is worked with."""

from pathlib import Path

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of


@click.command("backup")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@click.pass_obj
def command(options: Options, target: Path, as_json: bool) -> None:
    """Copy the ledger to TARGET; an existing file is never overwritten.

    Example: toolkit backup /backup/ledger-2026-11-24.sqlite3
    """
    from toolkit.jobs.safekeeping import back_up

    with service_of(options) as service:
        made = back_up(service, target)
    print_json({"file": str(made)}) if as_json else click.echo(made)
