"""One writer at a time: a `flock` that the kernel lets go when its holder dies, even by kill -9."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import TextIO

from warehouse.errors import WriterBusy

POLL = 0.2  # seconds between two attempts


@contextmanager
def writer_lock(home: Path, wait: float | None, on_wait: Callable[[str], None]) -> Iterator[None]:
    """Hold `home/writer.lock` for the body of the `with`.

    `wait` is in seconds: None waits for ever, 0 gives up at once. `on_wait` gets one message when waiting begins.
    Raises WriterBusy, which names the holder, when the time is over.
    """
    started = datetime.now(UTC)
    home.mkdir(parents=True, exist_ok=True)
    with (home / "writer.lock").open("a+", encoding="utf-8") as file:
        _acquire(file, wait, on_wait)
        _sign(file, started)
        try:
            yield
        finally:
            # not left to close(): a forked child may still hold a copy of the descriptor
            fcntl.flock(file, fcntl.LOCK_UN)


def _acquire(file: TextIO, wait: float | None, on_wait: Callable[[str], None]) -> None:
    if _try(file):
        return
    if wait is None or wait > 0:
        on_wait(f"waiting for {_holder(file)}")
    deadline = None if wait is None else time.monotonic() + wait
    never = Event()
    while not _try(file):
        left = POLL if deadline is None else deadline - time.monotonic()
        if left <= 0:
            raise WriterBusy(
                f"{_holder(file)}; only one process writes at a time. "
                "Remedy: try again later, or let this command wait for it with --wait SECONDS"
            )
        never.wait(min(POLL, left))


def _try(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(file: TextIO, started: datetime) -> None:
    file.seek(0)
    file.truncate()
    file.write(f"{os.getpid()} {started:%Y-%m-%dT%H:%M:%SZ}\n")
    file.flush()


def _holder(file: TextIO) -> str:
    file.seek(0)
    words = file.read().split()
    if len(words) != 2:  # it has the lock but has not signed yet
        return f"another process that holds {file.name}"
    return f"process {words[0]}, which holds {file.name} since {words[1]}"
