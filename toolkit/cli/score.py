"""``toolkit score test``: whether the scorecard tells who signs."""

from pathlib import Path

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of


@click.group("score")
def command() -> None:
    """Look at the scorecard.

    Example: toolkit score test
    """


@command.command("test")
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--outcomes",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Test on this sheet's outcomes instead of the ledger's.",
)
@click.option("--outcome", default="", help="Heading that says whether a deal was signed (with --outcomes).")
@click.option("--score", default="", help="Heading of the score.")
@click.option("--group", default="", help="Heading of the grade or group.")
@click.option("--day", default="", help="Heading of the day the deal came.")
@json_option
@click.pass_obj
def test(
    options: Options,
    file: Path | None,
    outcomes: Path | None,
    outcome: str,
    score: str,
    group: str,
    day: str,
    as_json: bool,
) -> None:
    """Back-test the scorecard: signing rates, AUC, KS, lift, stability; suggests weights and changes none.

    On the ledger's deals, or on those of FILE: a 成交結果表, or any list whose headings were matched in the inbox.

    Example: toolkit score test pipeline.csv
    """
    from toolkit.figures.outcomes import Columns
    from toolkit.jobs.intake.examine import examine
    from toolkit.jobs.intake.orders import make_promised
    from toolkit.jobs.score import check_deals, check_outcomes, check_scorecard

    if outcomes is not None and not outcome:
        raise click.UsageError("--outcomes needs --outcome, the heading that says whether a deal was signed")
    with service_of(options) as service:
        if file is not None:
            read = examine(service, file, file.name)
            told = check_deals(service, file.name, read.readings, asked=bool(read.questions))
        elif outcomes is not None:
            told = check_outcomes(service, outcomes, Columns(outcome, score, group, day))
        else:
            told = check_scorecard(service)
        make_promised(service)
    if as_json:
        print_json(told)
        return
    click.echo(f"{told['signed']} of {told['n']} decided deals signed; {told['undecided']} still open")
    for one in told["grades"]:
        shown = "—" if one["rate"] is None else f"{one['rate']:.1%} ({one['low']:.1%} – {one['high']:.1%})"
        click.echo(f"{one['grade'] or '—'}: {one['signed']} of {one['n']} signed, {shown}")
    for one in (*told.get("channels", ()), *told.get("kinds", ()), *told.get("owners", ())):
        shown = "—" if one["rate"] is None else f"{one['rate']:.1%}"
        click.echo(f"  {one['name'] or '—'}: {one['signed']} of {one['n']}, {shown}")
    if told.get("days_n"):
        click.echo(
            f"days to signing: median {told['median_days']:g}, mean {told['mean_days']:.1f} (n={told['days_n']})"
        )
    if told["auc"] is not None:
        click.echo(f"AUC {told['auc']:.3f}  KS {told['ks']:.3f}")
    for one in told["damaged"][:10]:
        click.echo(f"row {one['row']}, {one['heading']}: {one['value']!r} cannot be read, not counted")
