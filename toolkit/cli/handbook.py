"""``toolkit handbook``: the process handbook from the rule book."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of

if TYPE_CHECKING:
    from toolkit.jobs.handbook import MadeHandbook


@click.command("handbook")
@click.option("--pdf", is_flag=True, help="Print it as PDF as well (needs LibreOffice).")
@click.option(
    "--language",
    type=click.Choice(["zh-Hant", "zh-Hans", "en"]),
    help="The edition; else the workspace's language.",
)
@click.option("--drift", is_flag=True, help="Instead: compare how clients really moved with the process.")
@json_option
@click.pass_obj
def command(options: Options, pdf: bool, language: str | None, drift: bool, as_json: bool) -> None:
    """Make 流程手冊 from the rule book: charts, guides, duties, key nodes, KPIs, risks, every blank form.

    With it come a card for every role and a training sheet for every stage.

    Example: toolkit handbook --pdf
    """
    if drift:
        _drift(options, as_json=as_json)
        return
    from toolkit.jobs.cards import lay_cards, order_cards
    from toolkit.jobs.forms import renew_blanks
    from toolkit.jobs.handbook import make_handbook
    from toolkit.jobs.intake.orders import make_promised

    with service_of(options) as service:
        made = make_handbook(service, language or "", pdf=pdf)
        renew_blanks(service)
        cards: tuple[Path, ...] = ()
        if (edition := language or service.workspace.settings.language) == "zh-Hant":
            order_cards(service)
        else:
            cards = lay_cards(service, edition)
        make_promised(service)
    files = [str(file) for file in (*made.files, *cards)]
    if as_json:
        print_json(asdict(made) | {"files": files})
        return
    for line in (*files, *(f"  {change}" for change in made.changes)):
        click.echo(line)
    for warning in _warnings(made):
        click.echo(warning, err=True)


def _warnings(made: "MadeHandbook") -> Iterator[str]:
    """What the admin should look at, a line each."""
    if made.lower_than:
        yield (
            f"manual/process.yaml 的版本 {made.version} 低於已發行的 {made.lower_than}："
            f"請改成比 {made.lower_than} 高的版本，再執行一次。 "
            f"Version {made.version} is lower than {made.lower_than}, which was issued: "
            f"write a version above {made.lower_than} and make it again."
        )
    for problem in made.unknown_feedback:
        yield f"查無此條反饋，請核對 revisions 的 feedback：{problem}"
    for one in made.mentions:
        yield (
            f"manual/{one.file} {one.place} 仍提到已停用的「{one.title}」：手冊已略去，請改寫這一句。"
            f" It still names a retired form: left out of the handbook; please write it anew. {one.text}"
        )
    for other in made.disagreements:
        yield (
            f"manual/process.yaml「{other.step}」的標準寫 {other.said} 個工作日，時限卻是 {other.limit} 個："
            f"請改成一致，或寫 {{limit}}。 Its standard says {other.said} working days, its limit is {other.limit}: "
            "write {limit}."
        )
    if made.busy:
        yield "手冊正被打開，請關閉後再執行一次。The handbook is open on a desk: close it and try again."


def _drift(options: Options, *, as_json: bool) -> None:
    """Skipped steps, late nodes, loops and slow stages, each with its n; also as 流程偏差.docx."""
    from toolkit.jobs.drift import measured_drift, order_drift
    from toolkit.jobs.intake.orders import make_promised
    from toolkit.messages.catalogue import simplified_words
    from toolkit.stages.handbook.drift_page import summary

    with service_of(options) as service:
        found = measured_drift(service)
        order_drift(service, found)
        make_promised(service)
        said = summary(found, service.rules.process)
        language = service.workspace.settings.language
    if as_json:
        print_json(asdict(found))
        return
    for sentence in said:
        click.echo(simplified_words(sentence) if language == "zh-Hans" else sentence)
    if language == "zh-Hans":
        click.echo("报告《流程偏差》目前只有繁体版；数值见 --json。", err=True)
    if language == "en":
        click.echo("The report 流程偏差 (process drift) exists in Chinese only; --json gives its figures.", err=True)
