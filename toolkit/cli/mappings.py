"""``toolkit mappings``: the answers to 對照 sheets that are remembered for lists of the same layout."""

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of


@click.command("mappings")
@click.argument("layout", required=False, default="")
@click.option("--forget", is_flag=True, help="Forget LAYOUT: the next list of this kind is asked about again.")
@json_option
@click.pass_obj
def command(options: Options, layout: str, forget: bool, as_json: bool) -> None:
    """List what is remembered of strangers' lists; with LAYOUT (an id or how it begins) show all answers.

    Example: toolkit mappings 3f2a --forget
    """
    from toolkit.jobs import mappings as job

    if forget and not layout:
        raise click.UsageError("--forget needs a LAYOUT; list them with `toolkit mappings`.")
    with service_of(options) as service:
        if forget:
            told = {"forgotten": job.forget(service, [layout], "toolkit mappings")}
            lines = [f"forgotten: {one}" for one in told["forgotten"]]
        elif layout:
            found = job.shown(service, layout)
            return print_json(found) if as_json else click.echo("\n".join(job.answer_lines(found)))
        else:
            layouts = job.known(service)
            return print_json(layouts) if as_json else click.echo("\n".join(job.as_lines(layouts) or ["—"]))
    return print_json(told) if as_json else click.echo("\n".join(lines))
