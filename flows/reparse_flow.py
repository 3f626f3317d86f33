"""`reparse` as a Prefect flow: one task that reads, one that puts in place, and the difference as an artifact."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.reaper import alive
from flows.reparse import Choice, Reparse, Reread, begin_of, cores
from flows.reparse_text import as_lines
from flows.room import DiskFull
from flows.settings import find_home, load_settings
from flows.sources import choose_again, find_registry
from warehouse.errors import WarehouseError

# Prefect would look through a Reparse that came as an argument; tasks get its home and look it up here
_WORK: dict[str, Reparse] = {}


@task(task_run_name="read again", cache_policy=NO_CACHE, persist_result=False)
def read_again(home: str) -> bool:
    """Whether the checks find nothing that they did not find before."""
    return not _WORK[home].rebuild().findings


@task(task_run_name="put in place", cache_policy=NO_CACHE, persist_result=False)
def put_in_place(home: str) -> str:
    return _WORK[home].apply().snapshot_id


@flow(name="reparse", persist_result=False, retries=0)
def reparse(
    sources: list[str] | None = None,
    since: date | None = None,
    dry_run: bool = False,
    drop: bool = False,
    processes: int | None = None,
    home: str | None = None,
    folders: list[str] | None = None,
    only_folders: bool = False,
    settings: dict[str, Any] | None = None,
    wait: float | None = None,
) -> State[Any]:
    """Read the archive again with today's code and source files; no network.

    Args:
        sources: slugs to read again; all that have a file if not given.
        since: only visits from this day on (Kyiv); earlier ones stay as they were read.
        dry_run: show what would change, change nothing.
        drop: let go what cannot be read any more, instead of keeping it as it was.
        processes: processes that read pages; as many as cores if not given.
        home: the folder of all state; VISNYK_HOME or the default if not given.
        folders: folders with further source files; those of the settings if not given.
        only_folders: leave the built-in sources out.
        settings: settings that go before the settings file and the environment.
        wait: seconds to wait for a run on the same home; for ever if not given.
    """
    place = find_home(Path(home) if home else None)
    told = load_settings(place, settings)
    registry = find_registry(told, [Path(folder) for folder in folders or []], only_folders)
    choice = Choice(
        sources=choose_again(registry, sources),
        described=None if sources else list(registry.files),
        since=begin_of(since) if since else None,
        drop=drop,
        processes=processes or cores(),
    )
    work = Reparse(place, told, choice)
    with alive(place):
        try:
            work.open(wait=wait, on_wait=get_run_logger().info)
            _WORK[str(place.root)] = work
            applied = read_again(str(place.root)) and not dry_run
            if applied:
                put_in_place(str(place.root))
        except (WarehouseError, DiskFull) as error:
            return Failed(message=str(error))
        finally:
            _WORK.pop(str(place.root), None)
            work.close()
    return _final_state(work.result, applied=applied)


def _final_state(done: Reread, *, applied: bool) -> State[Any]:
    counts = [row._asdict() for row in done.difference.counts]
    create_table_artifact(key="difference", table=counts, description="Rows that differ, by source and field")
    lines = as_lines(done, applied=applied)
    create_markdown_artifact(key="reparse", markdown="\n\n".join(lines), description="Samples and the sum")
    if done.difference.findings:
        return Failed(message=lines[-1])
    return Completed(name="Partial" if done.is_unwell else None, message=lines[-1])
