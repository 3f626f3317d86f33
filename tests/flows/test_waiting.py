"""Visits are loaded as they end, and one that has ended survives kill -9 as it was."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from flows.cli_run import run_plainly
from flows.live import Board
from flows.pipeline import Run, RunResult
from flows.settings import Home
from flows.sources import all_sources
from flows.waiting import SEAL, as_they_end, remove, seal, sealed
from tests.flows.conftest import Place
from tests.warehouse.batches import Site, see
from warehouse.checks import content_hash, run_checks
from warehouse.db import open_writer

SLOW = "verbivska_hromada"
A, B = (f"https://drabiv.example/news/{name}" for name in "ab")


def eventually(holds: Callable[[], bool], seconds: float = 30) -> bool:
    pause = threading.Event()
    return any(holds() or pause.wait(0.02) for _ in range(int(seconds * 50)))


def test_what_was_sealed_is_the_same_batch(tmp_path: Path) -> None:
    site = Site(folder=tmp_path)
    second, first = site.visit([see(A)]), site.visit([see(B)], reason="повільно")
    for batch in (first, second):
        seal(batch)
    assert sealed(tmp_path) == [second, first]
    remove(second)
    assert sealed(tmp_path) == [first]
    moved = tmp_path.rename(tmp_path.with_name("мій дім"))
    assert [batch.folder for batch in sealed(moved)] == [str(moved / first.visit.visit_id)]


@pytest.mark.parametrize("torn", ["articles.jsonl", SEAL])
def test_a_torn_folder_is_not_whole(tmp_path: Path, torn: str) -> None:
    batch = Site(folder=tmp_path).visit([see(A)])
    assert sealed(tmp_path) == []  # not sealed yet
    seal(batch)
    file = Path(batch.folder, torn)
    file.write_bytes(file.read_bytes()[:-10])
    assert sealed(tmp_path) == []


def test_visits_come_as_they_end_and_those_that_end_together_come_together() -> None:
    futures: dict[str, Future[Any]] = {name: Future() for name in "abc"}
    arrivals = as_they_end(futures, gather=0.01)
    futures["b"].set_result(None)
    assert next(arrivals) == ["b"]
    futures["c"].set_exception(MemoryError("planted"))
    futures["a"].set_result(None)
    assert sorted(next(arrivals)) == ["a", "c"]
    assert list(arrivals) == []


def test_nothing_to_visit_ends_at_once() -> None:
    assert list(as_they_end({})) == []


def other_sites_loaded(place: Place, work: Run) -> bool:
    return {batch.visit.source for batch in work.result.batches} == set(place.web.sites) - {SLOW}


def test_visits_are_loaded_while_others_go_on(place: Place) -> None:
    """The slow site does not answer before all others stand in the warehouse."""
    work = Run(place.home, place.settings, all_sources([place.folder], only_folders=True))
    waited = []
    place.web.faults(SLOW, lambda request: waited.append(eventually(lambda: other_sites_loaded(place, work))))
    result = run_plainly(work, Board(Console(quiet=True)), wait=10)
    assert waited[0]
    assert result.state == "complete"
    assert [batch.visit.source for batch in result.batches] == list(work.sources)  # told in their usual order
    assert set(result.sections) == set(place.web.sites)
    assert not list(place.home.staging.glob("*/"))


# nothing is loaded before all that wait have ended
PATIENT = "import flows.waiting; flows.waiting.GATHER = 60; from flows.cli import main; main()"


def kill_when(place: Place, holds: Callable[[], bool]) -> None:
    """A run that is killed once this holds, which the slow site waits for before it answers."""
    command = [sys.executable, "-c", PATIENT, "run", *place.arguments()]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill(request: object) -> None:
        assert eventually(holds)
        process.kill()

    place.web.faults(SLOW, kill)
    assert process.wait(timeout=60) == -9
    place.web.faults(SLOW, None)


def undisturbed(place: Place) -> tuple[str, list[tuple[Any, ...]]]:
    other = Place(Home(place.home.root.parent / "other"), place.folder, place.web)
    other.run()
    return hash_of(other.home), marks(other)


def hash_of(home: Home) -> str:
    with open_writer(home.warehouse) as connection:
        assert run_checks(connection) == []
        return content_hash(connection)


def marks(place: Place) -> list[tuple[Any, ...]]:
    """What was said of the sections of the sites that had ended when the run was killed."""
    return place.ask(
        f"""select source, section, r.pages, r.found, r.only_here, r.complete, v.status
        from section_reads as r join visits as v using (source, visit_id)
        where source <> '{SLOW}'
        qualify row_number() over (partition by source, section order by v.started_at) = 1
        order by all"""
    )


def test_kill_9_between_the_end_of_visits_and_their_load(place: Place) -> None:
    """Five visits are sealed and none is loaded: not even what was said of their sections is lost."""

    def all_wait() -> bool:
        return len(list(place.home.staging.glob(f"*/{SEAL}"))) == 5

    kill_when(place, all_wait)
    result = place.run(SLOW)
    assert result.state == "complete"
    assert result.recovered.ended == 5
    assert place.ask("select count(distinct source), count(distinct url) from articles")[0][0] == 6
    assert (hash_of(place.home), marks(place)) == undisturbed(place)


def test_a_sealed_visit_that_cannot_be_loaded_is_read_back(place: Place) -> None:
    kill_when(place, lambda: len(list(place.home.staging.glob(f"*/{SEAL}"))) == 5)
    for file in place.home.staging.glob("*/articles.jsonl"):
        file.write_bytes(b"\0" * file.stat().st_size)  # as after a power cut
    result = place.run()
    assert (result.recovered.ended, result.recovered.visits >= 5) == (0, True)
    assert hash_of(place.home) == undisturbed(place)[0]


def test_a_batch_that_cannot_be_loaded_stops_no_other(place: Place) -> None:
    work = Run(place.home, place.settings, all_sources([place.folder], only_folders=True))
    work.open(wait=10)
    try:
        batches = [work.visit(slug) for slug in work.sources]
        broken = Path(batches[1].folder, "ledger.jsonl")
        broken.write_bytes(broken.read_bytes()[:-20])
        work.load(batches)
        work.publish()
    finally:
        work.close()
    source = batches[1].visit.source
    assert list(work.result.errors) == [source]
    assert {batch.visit.source for batch in work.result.batches} == set(work.sources) - {source}
    again: RunResult = place.run()
    assert again.state == "complete"
    assert hash_of(place.home) == undisturbed(place)[0]
