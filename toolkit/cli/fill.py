"""``toolkit fill``: any template with any sheet, one document per row."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, progress, service_of
from toolkit.errors import ExitCode

if TYPE_CHECKING:
    from toolkit.jobs.fill.plan import Plan
    from toolkit.jobs.service import Service


@click.command("fill")
@click.argument("template")
@click.argument("sheet", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where the documents go.")
@click.option("--name", default="", metavar="PATTERN", help="File names, for example {{客戶名稱}}_{{編號}}.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="A Dask cluster that toolkit.toml allows.")
@click.option("--pdf", is_flag=True, help="Print each document as PDF too (needs LibreOffice).")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    template: str,
    sheet: Path,
    out: Path | None,
    name: str,
    scheduler: str,
    pdf: bool,
    as_json: bool,
) -> None:
    """Fill TEMPLATE (a name in templates/word, or a .docx) with each row of SHEET (any workbook or .csv).

    Headings are the placeholders; no form is needed. Nothing is overwritten. Exit code 1 where a row got no
    document or the template asks for what no column has.

    Example: toolkit fill 邀請函.docx 名單.xlsx --name "{{客戶名稱}}_{{編號}}"
    """
    from toolkit.documents.pdf import office_program, to_pdf
    from toolkit.documents.shelves import NOTES, remember
    from toolkit.jobs.fill.cluster import cluster
    from toolkit.jobs.fill.plan import plan
    from toolkit.jobs.fill.run import Filling
    from toolkit.jobs.fill.told import as_lines, as_value, told

    options: Options = ctx.obj
    with service_of(options) as service:
        if pdf:
            office_program()
        settings = service.workspace.settings
        with cluster(settings, scheduler) if scheduler else nullcontext() as executor:
            planned = plan(service, template, sheet, name)
            folder = out or _usual_folder(service, planned)
            remember(service.workspace.service / NOTES, folder)
            done = list(progress(Filling(planned, folder, executor), "fill"))
        made = told(planned, folder, done)
        try:
            made = replace(made, pdf=to_pdf(made.files, folder) if pdf else ())
        finally:  # the documents are there, whatever became of their PDFs
            if as_json:
                print_json(as_value(made, settings.language))
            else:
                click.echo("\n".join(as_lines(made, settings.language)))
    ctx.exit(ExitCode.FINDINGS if made.failed else ExitCode.FINE)


def _usual_folder(service: "Service", planned: "Plan") -> Path:
    """In the reports of the workspace, a folder of the template's and the sheet's name."""
    from toolkit.folders.names import safe_name
    from toolkit.messages.names_templates import FILLED

    name = safe_name(f"{planned.template.stem}・{planned.file.stem}")
    return service.workspace.reports / FILLED.say(service.workspace.settings.language) / name
