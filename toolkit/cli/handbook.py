"""``toolkit handbook``: the process handbook from the rule book."""

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of


@click.command("handbook")
@click.option("--pdf", is_flag=True, help="Print it as PDF as well (needs LibreOffice).")
@click.option(
    "--language",
    type=click.Choice(["zh-Hant", "zh-Hans", "en"]),
    help="The edition; else the workspace's language.",
)
@json_option
@click.pass_obj
def command(options: Options, pdf: bool, language: str | None, as_json: bool) -> None:
    """Make 流程手冊 from the rule book: charts, guides, duties, key nodes, KPIs, risks, every blank form.

    Example: toolkit handbook --pdf
    """
    from toolkit.jobs.handbook import make_handbook

    with service_of(options) as service:
        made = make_handbook(service, language or "", pdf=pdf)
    if as_json:
        print_json(
            {
                "files": [str(file) for file in made.files],
                "issue": made.issue,
                "changes": made.changes,
                "unknown_feedback": made.unknown_feedback,
                "busy": made.busy,
            }
        )
        return
    for file in made.files:
        click.echo(file)
    for change in made.changes:
        click.echo(f"  {change}")
    for problem in made.unknown_feedback:
        click.echo(f"查無此條反饋，請核對 revisions 的 feedback：{problem}", err=True)
    if made.busy:
        click.echo(
            "手冊正被打開，請關閉後再執行一次。The handbook is open on a desk: close it and try again.", err=True
        )
