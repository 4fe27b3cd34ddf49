"""``toolkit check``: a dry run over files, nothing recorded."""

from pathlib import Path

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, progress, service_of
from toolkit.errors import ExitCode


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@json_option
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], as_json: bool) -> None:
    """Say what would be taken, returned and made from FILES; nothing is recorded.

    Exit code 1 if anything has to be mended.

    Example: toolkit check 客戶名單.xlsx --json
    """
    from toolkit.jobs.intake.check import as_lines, as_values, check_file

    options: Options = ctx.obj
    with service_of(options) as service:
        checked = [check_file(service, file) for file in progress(files, "check")]
        language = service.workspace.settings.language
        if as_json:
            print_json([as_values(one, language) for one in checked])
        else:
            for one in checked:
                click.echo("\n".join(as_lines(one, language)))
    ctx.exit(ExitCode.FINDINGS if any(one.blocked for one in checked) else ExitCode.FINE)
