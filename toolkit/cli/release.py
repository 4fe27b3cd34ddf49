"""``toolkit templates release``: counsel releases contract templates exactly as they are now."""

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json, service_of


@click.command("release")
@click.argument("names", nargs=-1, required=True)
@click.option("--person", required=True, help="Who releases; written down beside the hash.")
@json_option
@click.pass_obj
def command(options: Options, names: tuple[str, ...], person: str, as_json: bool) -> None:
    """Release the contract templates NAMES; only then are final copies made from them.

    Example: toolkit templates release 物業服務合同 租賃合同 --person 林法務
    """
    from toolkit.jobs.nightly import release

    with service_of(options) as service:
        hashes = release(service, names, person)
    if as_json:
        print_json(hashes)
        return
    for name, value in hashes.items():
        click.echo(f"{name}\t{value}")
