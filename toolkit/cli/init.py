"""``toolkit init``: lay out a workspace, or lay a newer version over it."""

from pathlib import Path

import click

from toolkit.settings import JURISDICTIONS, LANGUAGES


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--language", type=click.Choice(LANGUAGES), default="zh-Hant", help="What staff see; frozen from now on.")
@click.option("--jurisdiction", type=click.Choice(JURISDICTIONS), default="CN", help="Ids, phones, dates, law.")
def command(folder: Path, language: str, jurisdiction: str) -> None:
    """Lay out a workspace in FOLDER (default: here). Run it again after an upgrade: every edit is kept.

    Example: toolkit init /srv/office --language zh-Hant
    """
    from toolkit.jobs.setup import set_up

    laid = set_up(folder, language, jurisdiction)
    click.echo(f"{folder.resolve()}: {len(laid.written)} files written, {len(laid.kept)} of yours kept.")
    for name in laid.kept:
        click.echo(f"  kept {name}; the newer version lies beside it (.new)")
    click.echo(f"Next: toolkit --workspace {folder} doctor, then toolkit --workspace {folder} run")
