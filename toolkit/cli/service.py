"""``toolkit service``: the daemon as a service of the system."""

import os
import sys

import click

from toolkit.cli.main import Options
from toolkit.cli.session import json_option, print_json
from toolkit.folders.workspace import find_workspace


@click.command("service")
@click.option("--install", "deed", flag_value="install", help="Write the unit (or task) and start it.")
@click.option("--uninstall", "deed", flag_value="uninstall", help="Stop and remove it; workspace and ledger stay.")
@click.option("--show", "deed", flag_value="show", default=True, help="Print what would be installed (the default).")
@click.option("--user/--system", default=None, help="For this user or the whole system; else system for root.")
@click.option("--account", default="", help="The account that it runs under; it must reach the share.")
@json_option
@click.pass_obj
def command(options: Options, deed: str, user: bool | None, account: str, as_json: bool) -> None:
    """Install, remove or show the service that runs `toolkit run` on this workspace.

    On Linux a systemd unit; on Windows a start-up task (schtasks) under a named account, with UNC paths.

    Example: toolkit service --install --account toolkit
    """
    from toolkit.jobs.servicing import install, plan, uninstall

    root = sys.platform != "win32" and os.geteuid() == 0
    wanted = plan(find_workspace(options.workspace), account, system=root if user is None else not user)
    if deed == "install":
        install(wanted)
    elif deed == "uninstall":
        uninstall(wanted)
    if as_json:
        print_json({"name": wanted.name, "file": str(wanted.file), "deed": deed, "text": wanted.text})
        return
    click.echo(f"# {wanted.file}\n{wanted.text}" if deed == "show" else f"{deed}: {wanted.file}")
