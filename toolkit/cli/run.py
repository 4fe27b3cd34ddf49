"""``toolkit run``: the daemon, or with ``--once`` one pass over the inbox."""

from datetime import datetime
from functools import partial

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of
from toolkit.errors import ExitCode
from toolkit.folders.owner import only_one


@click.command("run")
@click.option("--once", is_flag=True, help="Settle and take everything in the inbox now, then exit.")
@click.option("--no-documents", is_flag=True, help="Receipts and records only; no Word documents.")
@json_option
@click.pass_context
def command(ctx: click.Context, once: bool, no_documents: bool, as_json: bool) -> None:
    """Watch the inbox and answer every dropped file; Ctrl-C or SIGTERM ends it gracefully.

    With --once: exit 0 when every file reached an end state. From the morning's hour on the first such run
    of a day renews the scores and makes the lists of what is due, as the service does.

    Example: toolkit run --once
    """
    options: Options = ctx.obj
    if not once:
        from toolkit.daemon import watch
        from toolkit.jobs.erase import again
        from toolkit.jobs.logs import set_up
        from toolkit.jobs.safekeeping import check_not_older

        with service_of(options) as service, only_one(service.workspace.service):
            set_up(service.workspace)
            check_not_older(service)
            again(service)
            watch(service, documents=not no_documents)
        return
    from toolkit.jobs.erase import again
    from toolkit.jobs.intake.once import take_all
    from toolkit.jobs.intake.orders import make_promised
    from toolkit.jobs.remind.morning import catch_up
    from toolkit.jobs.safekeeping import check_not_older, export_commits, write_ahead
    from toolkit.jobs.texts import renew_contracts
    from toolkit.messages.catalogue import error_sentence

    with service_of(options) as service, only_one(service.workspace.service):
        check_not_older(service)
        again(service)
        trouble = service.renew_rules()
        if trouble is not None:
            click.echo(error_sentence(trouble, service.workspace.settings.language), err=True)
        renew_contracts(service)
        taken = take_all(service, documents=not no_documents, written=partial(write_ahead, service))
        if catch_up(service, datetime.now().astimezone()) and not no_documents:
            make_promised(service)
        export_commits(service)
        if not no_documents:
            from toolkit.jobs.reports import refresh_overview

            refresh_overview(service)
    if as_json:
        print_json([one.as_value() for one in taken])
    else:
        for one in taken:
            click.echo(one.line())
    ctx.exit(ExitCode.FINE if all(one.ended for one in taken) else ExitCode.ADMIN)
