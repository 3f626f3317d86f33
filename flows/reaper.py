"""Flow runs that a crash left Running for ever are found by the lock their process no longer holds."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound
from prefect.runtime import flow_run
from prefect.states import Crashed

from flows.settings import Home


@contextmanager
def alive(home: Home) -> Iterator[None]:
    """While the block runs, a file named after this flow run is locked; the kernel unlocks it on any death."""
    name = flow_run.get_id()
    if name is None:
        yield
        return
    home.runs.mkdir(parents=True, exist_ok=True)
    path, unlocked = home.runs / f"{name}.lock", home.runs / f"{name}.new"
    with unlocked.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        unlocked.rename(path)  # never seen without its lock
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def reap(home: Home) -> int:
    """Sets every run whose process is dead to Crashed. Returns how many. Safe beside other runs."""
    dead = [path for path in sorted(home.runs.glob("*-*-*-*-*.lock")) if _is_dead(path)]
    for path in dead:
        _crash(UUID(path.stem))
        path.unlink(missing_ok=True)
    return len(dead)


def _is_dead(path: Path) -> bool:
    try:
        with path.open("r") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, FileNotFoundError):  # it lives, or has just ended
        return False
    return True


def _crash(run_id: UUID) -> None:
    """A server that does not know the run (another one was used then) has nothing to mend."""
    with get_client(sync_client=True) as client:
        try:
            run = client.read_flow_run(run_id)
        except ObjectNotFound:
            return
        if run.state is not None and not run.state.is_final():
            message = "the process died without a word; found at the next start"
            client.set_flow_run_state(run_id, Crashed(message=message), force=True)
