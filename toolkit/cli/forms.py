"""``toolkit forms``: blank forms made from their declarations."""

from pathlib import Path

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of


@click.command("forms")
@click.argument("names", nargs=-1)
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), help="Folder; default templates/excel.")
@json_option
@click.pass_obj
def command(options: Options, names: tuple[str, ...], to: Path | None, as_json: bool) -> None:
    """Write the blank forms NAMES (F1, prospects, 客戶資料表 …; all when none is named).

    Example: toolkit forms prospects contacts --to /tmp
    """
    from toolkit.jobs.forms import write_blanks

    with service_of(options) as service:
        written = write_blanks(service, names, to or service.workspace.templates / "excel")
    if as_json:
        print_json([{"form": one.form, "file": str(one.file)} for one in written])
        return
    for one in written:
        click.echo(f"{one.form}\t{one.file}")
