"""``toolkit history``: a customer's whole timeline."""

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of


@click.command("history")
@click.argument("customer")
@json_option
@click.pass_obj
def command(options: Options, customer: str, as_json: bool) -> None:
    """Show everything known of CUSTOMER (id or name), oldest first, each with its file, sheet and row.

    Example: toolkit history SJ-20261124-0001
    """
    from toolkit.jobs.history import as_lines, history

    with service_of(options) as service:
        told, language = history(service, customer), service.workspace.settings.language
    if as_json:
        print_json(told)
    else:
        click.echo("\n".join(as_lines(told, language)))
