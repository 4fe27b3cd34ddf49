"""``toolkit trace``: where a document's values, or a submission's rows, come from."""

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of


@click.command("trace")
@click.argument("what")
@json_option
@click.pass_obj
def command(options: Options, what: str, as_json: bool) -> None:
    """Show the provenance of WHAT: a document (number or path) or a submission (id).

    Example: toolkit trace WJ-20261124-0001
    """
    from toolkit.jobs.trace import as_lines, trace

    with service_of(options) as service:
        told = trace(service, what)
    if as_json:
        print_json(told)
    else:
        click.echo("\n".join(as_lines(told)))
