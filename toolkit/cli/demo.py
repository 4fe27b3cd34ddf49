"""``toolkit demo``: a workspace with realistic sample sheets, processed end to end."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, where
from toolkit.settings import LANGUAGES

if TYPE_CHECKING:
    from toolkit.folders.workspace import Workspace


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.option("--language", type=click.Choice(LANGUAGES), default="zh-Hant", help="What the demo office works in.")
@json_option
@click.pass_obj
def command(options: Options, folder: Path | None, language: str, as_json: bool) -> None:
    """Lay out a demo workspace in FOLDER (default: ./demo), drop the sample sheets, answer them all.

    The samples are dated; the demo takes 2026-11-24 as today unless --today says otherwise.

    Example: toolkit demo /tmp/demo
    """
    from toolkit.jobs.demo import Jobs, demo
    from toolkit.jobs.intake.once import take_all
    from toolkit.jobs.intake.orders import make_promised
    from toolkit.jobs.nightly import release, renew_all
    from toolkit.jobs.reports import order_kpi_report, refresh_overview
    from toolkit.jobs.safekeeping import export_commits

    jobs = Jobs(take_all, release, renew_all, order_kpi_report, make_promised, refresh_overview, export_commits, _lay)
    place = where(folder, options.workspace, "demo")
    told = demo(place, options.today, jobs, None if as_json else click.echo, language)
    if as_json:
        print_json(told)


def _lay(workspace: "Workspace") -> None:
    """Lay the demo out as ``init`` does, so that it is what a new office would find."""
    from toolkit.jobs.first_minute import lay_first_minute
    from toolkit.jobs.setup import set_up

    set_up(workspace.root, workspace.settings.language, workspace.settings.jurisdiction)
    lay_first_minute(workspace)
