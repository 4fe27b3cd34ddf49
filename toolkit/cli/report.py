"""``toolkit report``: the KPI report and the overview."""

from pathlib import Path

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of


@click.group("report")
def command() -> None:
    """Make a report from the whole ledger.

    Example: toolkit report kpi --period 2026-11
    """


@command.command("kpi")
@click.option("--period", required=True, help="2026-11, 2026-Q4, 2026-H2 or 2026; 2026年11月 is read as well.")
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


@command.command("archive")
@click.option("--period", help="2026-11, 2026-Q4, 2026-H2 or 2026; 2026年11月 is read as well.")
@click.option(
    "--verify",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Prove an archive made before: what was tampered with, is missing or was added.",
)
@json_option
@click.pass_obj
def archive(options: Options, period: str | None, verify: Path | None, as_json: bool) -> None:
    """Put everything of a period into one zip with an index and hashes, or verify one; exit 1 where it fails.

    Example: toolkit report archive --period 2026-11
    """
    from toolkit.jobs.archive import archive_period, lines_of, verify_archive

    if (period is None) == (verify is None):
        raise click.UsageError("give --period or --verify")
    with service_of(options) as service:
        if verify is not None:
            told = verify_archive(service, verify)
            good, parts = told["intact"], ["tampered", "missing", "extra", "lacking"]
        else:
            told = archive_period(service, period or "")
            good, parts = told["complete"], ["missing", "changed", "pending"]
    if as_json:
        print_json(told)
    else:
        of = f" of {told['period']}" if told["period"] else ""
        click.echo(f"{told['file']}: {told['files']} files{of}, {'all is well' if good else 'look at these'}")
        for line in lines_of(told, parts):
            click.echo(line)
        if told["unproven"]:
            click.echo(
                f"{len(told['unproven'])} files had no hash before they were packed (receipts, figures):"
                " they are proven from then on only"
            )
        if verify is not None and not told["list_is_ours"]:
            click.echo("its list of hashes is not one that this service made")
    if verify is not None and not good:
        raise SystemExit(1)
