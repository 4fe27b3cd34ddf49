"""``toolkit status``: what happened to each dropped file, and whether all is well."""

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of
from toolkit.errors import ExitCode


@click.command("status")
@click.option("--last", type=click.IntRange(1), default=50, help="How many of the newest submissions to list.")
@json_option
@click.pass_context
def command(ctx: click.Context, last: int, as_json: bool) -> None:
    """List submissions with their state, counts, outputs and receipt; the queue; the health of the service.

    Its exit code is 3 while the rule book cannot be used: what is dropped then is taken by the last good one.

    Example: toolkit status --json
    """
    from toolkit.jobs.status import as_lines, status

    options: Options = ctx.obj
    with service_of(options) as service:
        seen = status(service, last)
    if as_json:
        print_json(seen)
    else:
        click.echo("\n".join(as_lines(seen)))
    ctx.exit(ExitCode.ADMIN if seen["health"]["rule_book"] else ExitCode.FINE)
