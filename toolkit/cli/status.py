"""``toolkit status``: what happened to each dropped file, and whether all is well."""

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of


@click.command("status")
@click.option("--last", type=click.IntRange(1), default=50, help="How many of the newest submissions to list.")
@json_option
@click.pass_obj
def command(options: Options, last: int, as_json: bool) -> None:
    """List submissions with their state, counts, outputs and receipt; the queue; the health of the service.

    Example: toolkit status --json
    """
    from toolkit.jobs.status import as_lines, status

    with service_of(options) as service:
        seen = status(service, last)
    if as_json:
        print_json(seen)
    else:
        click.echo("\n".join(as_lines(seen)))
