"""`visnyk run`, `serve` and `publish`."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NoReturn

import orjson
import typer
from rich.console import Console

from flows.clock import clock_of
from flows.live import Board, as_json, make_console, print_summary, tell_wrong
from flows.options import (
    AllowOption,
    HomeOption,
    JsonOption,
    NowOption,
    OnlySourcesOption,
    SourcesOption,
    WaitOption,
)
from flows.pipeline import Run, RunResult
from flows.plainly import visit_all
from flows.settings import Home, Settings, configure_prefect, find_home, load_settings, prefect_server
from flows.sources import choose_sources, find_registry, prepare_run, wrong_files
from flows.stopping import hush
from warehouse.errors import NotPublished
from warehouse.lock import writer_lock

Schedule = Literal["hourly", "daily"]


def run(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Slugs; all active sources if none is given")
    ] = None,
    home: HomeOption = None,
    folders: SourcesOption = None,
    only_sources: OnlySourcesOption = False,
    schedule: Annotated[Schedule | None, typer.Option(help="Only sources of this schedule")] = None,
    allow_private: AllowOption = None,
    contact: Annotated[str | None, typer.Option(help="Your address, named in the user agent")] = None,
    wait: WaitOption = None,
    prefect: Annotated[
        bool, typer.Option("--prefect/--no-prefect", help="As a Prefect flow run, or in this process only")
    ] = True,
    now: NowOption = None,
    json: JsonOption = False,
) -> None:
    """Visit sources, archive and load what they say, publish. Ends 0 only if every source is complete.

    Example: visnyk run drabivska_hromada --contact newsroom@example.org
    """
    place, clock = find_home(home), clock_of(now)
    given: dict[str, Any] = {"allow_private": allow_private or None, "contact": contact}
    settings = load_settings(place, given)
    registry = find_registry(settings, folders, only_sources)
    chosen, wrong = choose_sources(registry, sources, schedule), wrong_files(registry, sources)
    console = make_console(stderr=json)
    if not chosen:
        _tell_none(console, wrong, schedule)
    if not settings.contact and not settings.allow_private:
        console.print(
            "[yellow]no contact set[/]: sites see who reads them if you give --contact or settings.toml"
        )
    place.make()
    if prefect:
        parameters = {
            "sources": [*chosen, *wrong],
            "home": str(place.root),
            "folders": [str(folder.absolute()) for folder in folders or []],
            "only_folders": only_sources,
            "settings": {key: value for key, value in given.items() if value is not None},
            "wait": wait,
            "now": now,
        }
        result = run_flow(place, parameters, Board(console, silent=json))
    else:
        work = prepare_run(place, settings, registry, chosen, wrong, clock)
        result = run_plainly(work, Board(console, silent=json), wait)
    report(result, console, json)


def _tell_none(console: Console, wrong: dict[str, str], schedule: str | None) -> NoReturn:
    tell_wrong(console, wrong)
    kind = f" that is {schedule}" if schedule else ""
    console.print(f"no source to visit{kind}: see `visnyk sources list`")
    raise typer.Exit(2)


def report(result: RunResult, console: Console, json: bool) -> None:
    if json:
        typer.echo(orjson.dumps(as_json(result), option=orjson.OPT_INDENT_2).decode())
    else:
        print_summary(console, result)
    if result.state != "complete":
        raise typer.Exit(1)


def run_flow(home: Home, parameters: dict[str, Any], board: Board) -> RunResult:
    """The flow `ingest` in this process, with Prefect's embedded server or the one PREFECT_API_URL names."""
    with writer_lock(home.root, parameters.get("wait"), board.console.print):
        pass  # before half a minute of start; the run takes it again
    configure_prefect(home, quiet=True)
    where = prefect_server() or "its embedded server; a first start takes about half a minute"
    console = board.console
    with console.status(f"starting Prefect ({where})") as status:
        if not console.is_terminal:
            console.print(f"starting Prefect ({where})", soft_wrap=True)
        # imported here because Prefect takes seconds to import and reads the environment then
        from flows.server import embed_server

        embed_server(home)
        from flows.ingest import Listener, ingest, listening

        listener = Listener(report=board.report, on_wait=console.print, on_start=status.stop, on_stop=hush)
        with listening(listener), board.live():
            state = ingest(**parameters, return_state=True)
    if listener.refused is not None:
        raise listener.refused
    if listener.result is None:
        state.result(raise_on_failure=True)
        raise RuntimeError(f"the flow ended {state.name} without a result")
    if listener.result.snapshot is None:
        listener.result.errors["run"] = state.message or state.name or "did not come to its end"
    return listener.result


def run_plainly(work: Run, board: Board, wait: float | None) -> RunResult:
    """The same steps without Prefect: no history, no schedule, half a minute less."""
    work.report = board.report
    work.open(wait=wait, on_wait=board.console.print)
    try:
        with board.live():
            visit_all(work)
        work.publish()
    finally:
        work.close()
    return work.result


def serve(
    home: HomeOption = None,
    folders: SourcesOption = None,
    only_sources: OnlySourcesOption = False,
    allow_private: AllowOption = None,
    port: Annotated[
        int, typer.Option(help="Port of Prefect's server, unless PREFECT_API_URL names one")
    ] = 4200,
    every: Annotated[
        int | None, typer.Option(min=5, help="Try it: all sources every so many seconds, no other schedule")
    ] = None,
) -> None:
    """Run the schedules on this machine until stopped (times are Europe/Kyiv).

    Example: visnyk serve --home ~/visnyk
    """
    from flows.serve import serve_schedules  # imported here because they bring asyncio and urllib
    from flows.server import server

    place = find_home(home)
    given = {"allow_private": allow_private} if allow_private else {}
    console = make_console()
    tell_wrong(console, wrong_files(find_registry(load_settings(place, given), folders, only_sources)))
    place.make()
    configure_prefect(place, quiet=False)
    parameters: dict[str, Any] = {
        "home": str(place.root),
        "folders": [str(folder.absolute()) for folder in folders or []],
        "only_folders": only_sources,
        "settings": given,
    }
    console.print("starting Prefect's server; a first start takes about half a minute")
    with server(place, port) as url:
        console.print(f"schedules run; look at {url.removesuffix('/api')} and stop with Ctrl-C")
        serve_schedules(parameters, every)


def publish(home: HomeOption = None, wait: WaitOption = None, json: JsonOption = False) -> None:
    """Publish the warehouse as it is now, without visiting anything.

    Example: visnyk publish --home ~/visnyk
    """
    place = find_home(home)
    expect_warehouse(place)
    console = make_console(stderr=json)
    snapshot = publish_now(place, load_settings(place), console, wait)
    if json:
        typer.echo(
            orjson.dumps(
                {"id": snapshot.snapshot_id, "path": str(snapshot.path), "changed": snapshot.changed}
            )
        )
        return
    news = "published" if snapshot.changed else "nothing new, still at"
    console.print(f"{news} snapshot {snapshot.snapshot_id}: {snapshot.articles} articles in {snapshot.path}")


def expect_warehouse(home: Home) -> None:
    """Raises NotPublished: a folder that is named by mistake must not become a warehouse of nothing."""
    if not home.warehouse.exists():
        raise NotPublished(
            f"{home.root} holds no warehouse. Remedy: --home, VISNYK_HOME, or `visnyk run` first"
        )
    home.make()


def publish_now(home: Home, settings: Settings, console: Console, wait: float | None) -> Any:
    work = Run(home, settings, {})
    work.open(wait=wait, on_wait=console.print)
    try:
        return work.publish()
    finally:
        work.close()
