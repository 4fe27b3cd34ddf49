"""``toolkit erase``: take a person out of everything that no duty to keep protects."""

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of
from toolkit.errors import ExitCode
from toolkit.folders.owner import only_one


@click.command("erase")
@click.argument("person")
@click.option("--yes", is_flag=True, help="Do it; without this only what would happen is listed.")
@json_option
@click.pass_context
def command(ctx: click.Context, person: str, yes: bool, as_json: bool) -> None:
    """List (or with --yes erase) everything that names PERSON: a full name, phone number or e-mail address.

    What manual/retention.yaml says must be kept is kept, and told with its reason. Exit code 1 if there is
    nothing of that person. Stop the daemon first.

    Example: toolkit erase 陳小姐 --yes
    """
    from toolkit.jobs.erase import erase, plan

    options: Options = ctx.obj
    with service_of(options) as service:
        if not yes:
            told = plan(service, person)
        else:
            from toolkit.jobs.reports import refresh_overview
            from toolkit.jobs.safekeeping import export_commits

            with only_one(service.workspace.service):
                told = erase(service, person, "toolkit erase")
                export_commits(service)
                refresh_overview(service)
    if as_json:
        print_json(told.as_value())
    else:
        click.echo("\n".join(told.lines()))
    ctx.exit(ExitCode.FINE if told.found else ExitCode.FINDINGS)
