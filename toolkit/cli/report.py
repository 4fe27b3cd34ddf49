"""``toolkit report``: the KPI report and the overview."""

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of


@click.group("report")
def command() -> None:
    """Make a report from the whole ledger.

    Example: toolkit report kpi --period 2026-11
    """


@command.command("kpi")
@click.option("--period", required=True, help="2026-11, 2026-Q4, 2026-H2 or 2026.")
@json_option
@click.pass_obj
def kpi(options: Options, period: str, as_json: bool) -> None:
    """Make 績效報告 of a period: one copy for everybody, one with personal results for the internal folder.

    Example: toolkit report kpi --period 2026-11
    """
    from toolkit.jobs.intake.orders import make_promised
    from toolkit.jobs.reports import order_kpi_report

    with service_of(options) as service:
        ordered = order_kpi_report(service, period)
        made = make_promised(service)
    print_json({"ordered": ordered, "made": made}) if as_json else click.echo(f"{made} documents made")


@command.command("overview")
@json_option
@click.pass_obj
def overview(options: Options, as_json: bool) -> None:
    """Make 總覽.xlsx anew.

    Example: toolkit report overview
    """
    from toolkit.jobs.reports import refresh_overview

    with service_of(options) as service:
        made = refresh_overview(service)
    print_json({"file": str(made) if made else None}) if as_json else click.echo(made or "總覽.xlsx is open on a desk")
