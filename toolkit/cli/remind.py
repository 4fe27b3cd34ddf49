"""``toolkit remind``: what is due, late, stale or expiring, per owner."""

from datetime import datetime

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of


@click.command("remind")
@json_option
@click.pass_obj
def command(options: Options, as_json: bool) -> None:
    """Make each owner's due list (workbook and .ics) and the one-page list for the morning meeting.

    Example: toolkit remind --json
    """
    from toolkit.jobs.intake.orders import make_promised
    from toolkit.jobs.remind.morning import make_lists

    with service_of(options) as service:
        told = make_lists(service, datetime.now().astimezone())
        make_promised(service)
    if as_json:
        print_json(told)
        return
    for one in told["owners"]:
        click.echo(f"{one['owner'] or '—'}: {one['late']} late, {one['today']} today, {one['soon']} soon")
    for name in told["open_on_a_desk"]:
        click.echo(f"{name} is open on a desk: made anew next time")
