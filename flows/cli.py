"""The `visnyk` command."""

from __future__ import annotations

import sys
from typing import Annotated

import duckdb
import typer
from rich.console import Console
from rich.markup import escape

from flows import (
    cli_archive,
    cli_backfill,
    cli_demo,
    cli_health,
    cli_query,
    cli_reparse,
    cli_run,
    cli_sources,
    cli_verify,
    cli_versions,
)
from flows.backfill import WrongWindow
from flows.cli_sources_check import check
from flows.cli_sources_new import new
from flows.cli_sources_probe import probe
from flows.cli_sources_record import record
from flows.clock import WrongTime
from flows.health import UnknownToSnapshot
from flows.pipes import outlive_readers
from flows.room import DiskFull
from flows.server import ServerFailed
from flows.settings import VERSION, SettingsError
from flows.sources import UnknownSource
from flows.stopping import Stoppable
from scrapers.errors import BadResponse, RegistryError
from scrapers.warc import ArchiveError
from warehouse.errors import NotPublished, WarehouseError

EPILOG = "Exit status: 0 all well, 1 found a problem, 2 asked wrongly, 130 stopped by Ctrl-C."
app = typer.Typer(
    name="visnyk",
    cls=Stoppable,
    epilog=EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command("run")(cli_run.run)
app.command("demo")(cli_demo.demo)
app.command("serve")(cli_run.serve)
app.command("publish")(cli_run.publish)
app.command("backfill")(cli_backfill.backfill)
app.command("reparse")(cli_reparse.reparse)
app.command("sql")(cli_query.sql)
app.command("versions")(cli_versions.versions)
app.command("verify")(cli_verify.verify)
app.command("health")(cli_health.health)
for command in (check, probe, new, record):
    cli_sources.app.command()(command)
app.add_typer(cli_sources.app, name="sources")
app.add_typer(cli_archive.app, name="archive")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"visnyk {VERSION}")
        raise typer.Exit


@app.callback()
def visnyk(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and end", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Scrapes, archives and explains Ukraine's municipal news, and proves what it has not missed."""


def main() -> None:
    """Runs the command; what a user can mend is one line on stderr, not a traceback."""
    outlive_readers()
    try:
        app()
    except (
        RegistryError,
        SettingsError,
        UnknownSource,
        WrongTime,
        WrongWindow,
        UnknownToSnapshot,
        NotPublished,
        cli_query.BadQuery,
    ) as error:
        _say(error)
        sys.exit(2)
    except (
        WarehouseError,
        DiskFull,
        ServerFailed,
        cli_archive.NotArchived,
        cli_versions.NoSuchArticle,
        ArchiveError,
        BadResponse,
        duckdb.Error,
        OSError,
    ) as error:
        _say(error)
        sys.exit(1)


def _say(error: Exception) -> None:
    Console(stderr=True).print(f"[red]visnyk:[/] {escape(str(error))}", highlight=False, soft_wrap=True)


if __name__ == "__main__":
    main()
