"""``toolkit doctor``: what is wrong with this machine and workspace, and how to mend it."""

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of
from toolkit.errors import ExitCode


@click.command("doctor")
@click.option("--share", is_flag=True, help="Also race claims on the inbox and say what the share guarantees.")
@json_option
@click.pass_context
def command(ctx: click.Context, share: bool, as_json: bool) -> None:
    """Check folders, disks, ledger, rule book, templates, fonts, LibreOffice and clock; nothing is changed.

    Exit code 3 if something must be mended. Lines with ! are advice: the work goes on without.

    Example: toolkit doctor --json
    """
    from toolkit.jobs.doctor import Verdict, checks, examine, share_checks

    options: Options = ctx.obj
    with service_of(options) as service:
        language = service.workspace.settings.language
        checked = examine(service, (*checks(), *share_checks()) if share else None)
    if as_json:
        print_json([one.as_value(language) for one in checked])
    else:
        click.echo("\n".join(one.line(language) for one in checked))
    ctx.exit(ExitCode.ADMIN if any(one.verdict is Verdict.MEND for one in checked) else ExitCode.FINE)
