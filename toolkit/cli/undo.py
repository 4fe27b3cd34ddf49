"""``toolkit undo``: take submissions back."""

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of


@click.command("undo")
@click.argument("submissions", metavar="SUBMISSION…", nargs=-1, required=True)
@json_option
@click.pass_obj
def command(options: Options, submissions: tuple[str, ...], as_json: bool) -> None:
    """Take each SUBMISSION (an id from `toolkit status` or a receipt) back; several are taken back as one.

    Earlier contents return, what other files added since stays and is named, documents made from it
    are marked 作廢 in the register. Nothing is deleted.

    Example: toolkit undo 261124-a1b2c3
    """
    from toolkit.jobs.intake.undo import undo

    with service_of(options) as service:
        told = undo(service, submissions, "toolkit undo")
    if as_json:
        print_json(told.as_value())
    else:
        click.echo("\n".join((*told.done, *told.kept)))
