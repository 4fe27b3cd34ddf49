"""``toolkit templates``: check the Word templates, list their fields, preview them."""

from typing import Any

import click

from toolkit.cli.main import Options
from toolkit.cli.release import command as release_command
from toolkit.cli.session import json_option, print_json, service_of
from toolkit.errors import ExitCode


@click.group("templates")
def command() -> None:
    """Help for the people who write the Word templates.

    Example: toolkit templates check 公司介紹函
    """


command.add_command(release_command)


@command.command("check")
@click.argument("names", nargs=-1)
@json_option
@click.pass_context
def check(ctx: click.Context, names: tuple[str, ...], as_json: bool) -> None:
    """Check the templates NAMES (or paths; all of the workspace when none is named). Exit code 1 on findings.

    Example: toolkit templates check 公司介紹函
    """
    from toolkit.jobs.templates import as_lines, check_templates

    with service_of(_options(ctx)) as service:
        checked = check_templates(service, names)
        language = service.workspace.settings.language
    if as_json:
        print_json([_plain(one, language) for one in checked])
    else:
        click.echo("\n".join(as_lines(checked, language)))
    if any(one.slips for one in checked):
        ctx.exit(ExitCode.FINDINGS)


@command.command("fields")
@click.argument("names", nargs=-1)
@json_option
@click.pass_context
def fields(ctx: click.Context, names: tuple[str, ...], as_json: bool) -> None:
    """List what the templates NAMES (or paths) ask for and every field of their kind; all kinds when none is named.

    Example: toolkit templates fields 公司介紹函
    """
    from toolkit.jobs.templates import write_fields

    with service_of(_options(ctx)) as service:
        _print_files(write_fields(service, names), as_json=as_json)


@command.command("preview")
@click.argument("name")
@json_option
@click.pass_context
def preview(ctx: click.Context, name: str, as_json: bool) -> None:
    """Fill the template NAME (or a path) with an ordinary and with an extreme sample.

    Example: toolkit templates preview 公司介紹函
    """
    from toolkit.jobs.templates import preview as make

    with service_of(_options(ctx)) as service:
        _print_files(make(service, name), as_json=as_json)


def _options(ctx: click.Context) -> Options:
    options: Options = ctx.obj
    return options


def _print_files(files: tuple[Any, ...], *, as_json: bool) -> None:
    if as_json:
        print_json([str(file) for file in files])
    else:
        click.echo("\n".join(str(file) for file in files))


def _plain(one: Any, language: str) -> dict[str, Any]:
    return {
        "name": one.name,
        "file": str(one.file),
        "marked": str(one.marked) if one.marked else None,
        "mended": str(one.mended) if one.mended else None,
        "slips": [
            {
                "code": slip.code.code,
                **slip.place._asdict(),
                "where": slip.where(language),
                "words": slip.words,
                "suggestion": slip.suggestion,
                "what": slip.what(language),
                "do": slip.do(language),
            }
            for slip in one.slips
        ],
    }
