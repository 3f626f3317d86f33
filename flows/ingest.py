"""The Prefect flow of the main job: one task a source, one load, one publish, and a final state that is true."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.events import emit_event
from prefect.exceptions import TerminationSignal
from prefect.futures import PrefectConcurrentFuture
from prefect.runtime import flow_run
from prefect.states import Cancelled, Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner

from flows.clock import clock_of
from flows.health import as_row, changed, events_of, load_told, read_health, save_told
from flows.pipeline import Run, RunResult, VisitStopped
from flows.reaper import alive, reap
from flows.room import DiskFull
from flows.settings import find_home, load_settings
from flows.sources import choose_sources, find_registry, prepare_run, wrong_files
from flows.waiting import as_they_end
from scrapers.collect import Progress
from scrapers.records import OUTCOMES, Batch
from warehouse.errors import WarehouseError

# Prefect would look through a Run that came as an argument; tasks get its id and look it up here
_RUNS: dict[str, Run] = {}
_VISITS: dict[str, dict[str, PrefectConcurrentFuture[Any]]] = {}


class Listener:
    """What a caller in the same process hears of a run, and the result it gets."""

    def __init__(
        self,
        report: Callable[[Progress], None] = lambda progress: None,
        on_wait: Callable[[str], None] = lambda message: None,
        on_start: Callable[[], None] = lambda: None,
        on_stop: Callable[[], None] = lambda: None,
    ) -> None:
        self.report, self.on_wait, self.on_start, self.on_stop = report, on_wait, on_start, on_stop
        self.result: RunResult | None = None
        self.refused: WarehouseError | DiskFull | None = None  # why the run could not begin, or go on


_LISTENER = Listener()


@contextmanager
def listening(listener: Listener) -> Iterator[Listener]:
    """The next `ingest` of this process reports to this listener."""
    global _LISTENER
    before, _LISTENER = _LISTENER, listener
    try:
        yield listener
    finally:
        _LISTENER = before


@contextmanager
def _telling_of_stops() -> Iterator[None]:
    """A listener hears of Ctrl-C, SIGTERM and a full disk before Prefect's engine does, and tells them itself."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, TerminationSignal, DiskFull)):
            _LISTENER.on_stop()
        raise


@task(task_run_name="visit {slug}", cache_policy=NO_CACHE, persist_result=False)
def visit(slug: str, run_id: str) -> Batch | State[Any]:
    """Reads one source. Retries are the fetcher's: it knows which failures can heal."""
    try:
        with _telling_of_stops():
            return _RUNS[run_id].visit(slug)
    except VisitStopped as stopped:  # as a state, for Prefect logs an exception with its traceback
        return Cancelled(message=str(stopped))
    except DiskFull as error:
        return Failed(message=str(error))


@task(task_run_name="load", cache_policy=NO_CACHE, persist_result=False)
def load(run_id: str) -> None:
    """Loads visits as they end, while others go on."""
    run, visits = _RUNS[run_id], _VISITS[run_id]
    with _telling_of_stops():
        for slugs in as_they_end({slug: future.wrapped_future for slug, future in visits.items()}):
            batches = []
            for slug in slugs:
                visits[slug].wait()
                state = visits[slug].state
                if state.is_completed():
                    batches.append(visits[slug].result())
                else:
                    run.result.errors[slug] = state.message or str(state.name)
            run.load(batches)


@task(task_run_name="publish", cache_policy=NO_CACHE, persist_result=False)
def publish(run_id: str) -> str:
    with _telling_of_stops():
        return _RUNS[run_id].publish().snapshot_id


@task(task_run_name="health", cache_policy=NO_CACHE, persist_result=False)
def tell_health(run_id: str) -> None:
    """The table artifact `health` of the sources of this run, and an event for each alarm that is new or has ended."""
    run = _RUNS[run_id]
    found = read_health(run.home.database, sorted(run.sources))
    create_table_artifact(
        key="health", table=[as_row(each) for each in found], description="Each source by its own past"
    )
    new, ended, told = changed(load_told(run.home.root), found)
    for name, slug, payload in events_of(new, ended, found):
        resource = {"prefect.resource.id": f"visnyk.source.{slug}", "prefect.resource.name": slug}
        emit_event(event=name, resource=resource, payload=payload)
    save_told(run.home.root, told)
    if new:
        get_run_logger().warning("health: %s", "; ".join(f"{alarm.source}: {alarm.message}" for alarm in new))


def _run_name() -> str:
    """`ingest hourly`, or `ingest` of several named sources."""
    parameters = flow_run.parameters
    return " ".join(
        ["ingest", *(parameters.get("sources") or [parameters.get("schedule") or ""])][:4]
    ).strip()


@flow(name="ingest", flow_run_name=_run_name, persist_result=False, retries=0)
def ingest(
    sources: list[str] | None = None,
    schedule: Literal["hourly", "daily"] | None = None,
    home: str | None = None,
    folders: list[str] | None = None,
    only_folders: bool = False,
    settings: dict[str, Any] | None = None,
    wait: float | None = None,
    now: str | None = None,
) -> State[Any]:
    """Scrape, archive, load and publish.

    Args:
        sources: slugs to visit; all active ones if not given.
        schedule: only sources of this schedule.
        home: the folder of all state; VISNYK_HOME or the default if not given.
        folders: folders with further source files; those of the settings if not given.
        only_folders: leave the built-in sources out.
        settings: settings that go before the settings file and the environment.
        wait: seconds to wait for another run on the same home; for ever if not given.
        now: for tests: the time at which the run shall have begun, ISO with its zone.
    """
    listener = _LISTENER
    listener.on_start()
    place = find_home(Path(home) if home else None)
    told = load_settings(place, settings)
    registry = find_registry(told, [Path(folder) for folder in folders or []], only_folders)
    chosen, wrong = choose_sources(registry, sources, schedule), wrong_files(registry, sources)
    if not chosen:
        return nothing_to_visit(sources, schedule, wrong)
    with _telling_of_stops(), alive(place):
        run = prepare_run(place, told, registry, chosen, wrong, clock_of(now))
        run.report = listener.report
        try:
            run.open(wait=wait, on_wait=listener.on_wait)
        except (WarehouseError, DiskFull) as error:
            listener.refused = error
            return Failed(message=str(error))
        _RUNS[run.run_id] = run
        try:
            reap(place)
            _drive(run)
        except DiskFull as error:
            listener.refused = error
            return Failed(message=str(error))
        finally:
            listener.result = run.result
            del _RUNS[run.run_id]
            run.close()
    return _final_state(run.result)


def _drive(run: Run) -> None:
    """Every future is resolved, so that a failed task can never end in a green run."""
    workers = ThreadPoolTaskRunner(max_workers=run.settings.hosts_at_once)  # type: ThreadPoolTaskRunner[Any]
    try:
        with workers as runner:
            _VISITS[run.run_id] = {
                slug: runner.submit(visit, {"slug": slug, "run_id": run.run_id}) for slug in run.sources
            }
            try:
                load(run.run_id)
            except BaseException:
                run.stop()  # or Ctrl-C would wait for the end of every visit
                raise
        publish(run.run_id)
        told = tell_health(run.run_id, return_state=True)  # what it fails at undoes nothing of the above
        if not told.is_completed():
            run.result.errors["health"] = told.message or str(told.name)
    finally:  # what was read is known, whatever became of it
        _VISITS.pop(run.run_id, None)
        _write_artifacts(run.result)


def _write_artifacts(result: RunResult) -> None:
    rows: list[dict[str, Any]] = [
        {
            "source": batch.visit.source,
            "status": batch.visit.status,
            "found": batch.visit.found,
            **batch.visit.outcomes,
            "reason": batch.visit.reason or "",
        }
        for batch in result.batches
    ]
    nothing: dict[str, Any] = dict.fromkeys(("found", *OUTCOMES), 0)
    rows += [
        {"source": where, "status": "failed", **nothing, "reason": message}
        for where, message in result.errors.items()
    ]
    create_table_artifact(key="sources", table=rows, description="Each source's last visit")
    create_markdown_artifact(key="run", markdown=_funnel(result), description="The run's funnel")


def _funnel(result: RunResult) -> str:
    """From links to rows: where the found links went."""
    found = sum(batch.visit.found for batch in result.batches)
    lines = ["| step | links |", "| --- | ---: |", f"| found | {found} |"]
    for outcome in OUTCOMES:
        number = sum(batch.visit.outcomes[outcome] for batch in result.batches)
        lines.append(f"| {outcome} | {number} |")
    snapshot = result.snapshot.snapshot_id if result.snapshot else "none"
    return "\n".join([f"Run **{result.state}**, snapshot `{snapshot}`", "", *lines])


def nothing_to_visit(sources: list[str] | None, schedule: str | None, wrong: dict[str, str]) -> State[Any]:
    """Never green: sources that were named and not visited are a failure, an empty schedule has a name of its own."""
    message = "\n".join([f"no source to visit with sources={sources}, schedule={schedule}", *wrong.values()])
    get_run_logger().warning(message)
    return (
        Failed(message=message) if sources or wrong else Completed(name="Nothing to visit", message=message)
    )


def _final_state(result: RunResult) -> State[Any]:
    counts = f"{len(result.batches)} sources visited, {len(result.errors)} broken"
    if result.state == "complete":
        return Completed(message=f"complete: {counts}")
    unwell = [batch.visit.source for batch in result.batches if batch.visit.status != "complete"]
    message = f"{result.state}: {counts}; look at {', '.join([*unwell, *result.errors][:10])}"
    get_run_logger().warning(message)
    if result.state == "partial":
        return Completed(name="Partial", message=message)
    return Failed(message=message)
