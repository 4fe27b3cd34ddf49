"""``toolkit recover``: rebuild a lost ledger from the lines beside the archive."""

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of
from toolkit.folders.owner import only_one


@click.command("recover")
@json_option
@click.pass_obj
def command(options: Options, as_json: bool) -> None:
    """Rebuild the ledger from what each commit left beside the archive; a damaged one is set aside.

    Example: toolkit recover
    """
    from toolkit.folders.backups import note_copy
    from toolkit.jobs.erase import again
    from toolkit.jobs.safekeeping import export_commits, recover

    with service_of(options) as service, only_one(service.workspace.service):
        aside = recover(service)
        if aside:
            note_copy(service.workspace, aside, service.day())
        if again(service):
            export_commits(service)
        known = len(service.ledger.journal.recent(1_000_000))
    if as_json:
        print_json({"submissions": known, "set_aside": str(aside) if aside else None})
        return
    click.echo(f"ledger rebuilt: {known} submissions")
    if aside:
        click.echo(f"the damaged ledger was set aside: {aside}")
