"""``toolkit backup``: copy the ledger while it is worked with."""

from pathlib import Path

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of


@click.command("backup")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--prune", is_flag=True, help="Then delete earlier copies whose days (manual/retention.yaml) are over.")
@json_option
@click.pass_obj
def command(options: Options, target: Path, prune: bool, as_json: bool) -> None:
    """Copy the ledger to TARGET; an existing file is never overwritten.

    Example: toolkit backup /backup/ledger-2026-11-24.sqlite3 --prune
    """
    from toolkit.folders.backups import note_copy
    from toolkit.folders.backups import prune as prune_copies
    from toolkit.jobs.safekeeping import back_up

    with service_of(options) as service:
        made, workspace, day = back_up(service, target), service.workspace, service.day()
        note_copy(workspace, made, day)
        pruned = prune_copies(workspace, service.rules.retention.backup_days, day, made) if prune else ()
    if as_json:
        print_json({"file": str(made), "pruned": list(pruned)})
        return
    click.echo(made)
    for one in pruned:
        click.echo(f"已刪去到期的備份 deleted, its days are over: {one}")
