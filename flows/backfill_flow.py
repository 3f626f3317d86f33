"""The flow `backfill`: the days of a window, as `visnyk backfill` reads them, for a deployment without a schedule."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import Field

from flows.backfill import REQUESTS, Backfill, BackfillResult, WrongWindow, window_between
from flows.backfill_text import as_json, as_lines, days_of
from flows.clock import utc_now
from flows.reaper import alive
from flows.room import DiskFull
from flows.settings import find_home, load_settings
from flows.sources import choose_sources, find_registry, wrong_files
from warehouse.errors import WarehouseError

# Prefect would look through a Backfill that came as an argument
_WORK: dict[str, Backfill] = {}


@task(task_run_name="visits", cache_policy=NO_CACHE, persist_result=False)
def read_back(home: str, wait: float | None) -> list[str]:
    """One visit to each source that has something left of the window; which of them have to go on."""
    _WORK[home].step(wait=wait, on_wait=get_run_logger().info)
    return list(_WORK[home].left)


@flow(name="backfill", persist_result=False, retries=0)
def backfill(
    from_day: Annotated[date, Field(description="First day of the window (Kyiv)")],
    to_day: Annotated[date, Field(description="Day before which it ends; it is not read itself")],
    sources: Annotated[list[str] | None, Field(description="Slugs; all active sources if not given")] = None,
    requests: Annotated[int, Field(description="Requests to each source at most", ge=1)] = REQUESTS,
    home: str | None = None,
    folders: list[str] | None = None,
    only_folders: bool = False,
    settings: dict[str, Any] | None = None,
    wait: float | None = None,
) -> State[Any]:
    """Read back the articles of some days: lists as deep as they go back, then what of them was never read.

    Args:
        from_day: first day of the window (Kyiv).
        to_day: day before which it ends; it is not read itself.
        sources: slugs; all active sources if not given.
        requests: requests to each source at most; then it is partial.
        home: the folder of all state; VISNYK_HOME or the default if not given.
        folders: folders with further source files; those of the settings if not given.
        only_folders: leave the built-in sources out.
        settings: settings that go before the settings file and the environment.
        wait: seconds to wait for a run on the same home; for ever if not given.
    """
    place = find_home(Path(home) if home else None)
    told = load_settings(place, settings)
    registry = find_registry(told, [Path(folder) for folder in folders or []], only_folders)
    try:
        window = window_between(from_day, to_day, utc_now())
    except WrongWindow as error:
        return Failed(message=str(error))
    chosen = choose_sources(registry, sources)
    place.make()
    work = Backfill(place, told, registry, chosen, window, requests=requests)
    work.result.errors |= wrong_files(registry, sources)
    with alive(place):
        _WORK[str(place.root)] = work
        try:
            while work.left:
                read_back(str(place.root), wait)
        except (WarehouseError, DiskFull) as error:
            return Failed(message=str(error))
        finally:
            del _WORK[str(place.root)]
    return _final_state(work.result)


def _final_state(done: BackfillResult) -> State[Any]:
    create_table_artifact(
        key="backfill", table=as_json(done)["sources"], description="The window at each source"
    )
    lines = [f"Backfill of {days_of(done.window)}: **{done.state}**", *as_lines(done)]
    create_markdown_artifact(
        key="backfill-window", markdown="\n\n".join(lines), description="What is missing"
    )
    message = f"{done.state}: {days_of(done.window)}"
    if done.state == "complete":
        return Completed(message=message)
    unwell = [each.source for each in done.filled.values() if each.status != "complete"]
    message += f"; look at {', '.join([*unwell, *done.errors][:10]) or 'the sources: there are none'}"
    get_run_logger().warning(message)
    return Completed(name="Partial", message=message) if done.state == "partial" else Failed(message=message)
