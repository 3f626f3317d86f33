"""A time limit over a whole attempt that no slow drip escapes: one thread cuts the connections that are late."""

from __future__ import annotations

import socket
from threading import Event, Lock, Thread
from time import monotonic


class Deadline:
    """The time limit of one attempt; `fired` once it has passed while the attempt was under way."""

    __slots__ = ("_handle", "_lock", "at", "fired")

    def __init__(self, at: float) -> None:
        self.at = at  # monotonic seconds
        self.fired = False
        self._handle: socket.socket | None = None
        self._lock = Lock()

    def left(self) -> float:
        """Seconds, at least 0."""
        return max(0.0, self.at - monotonic())

    def hold(self, handle: socket.socket | None) -> None:
        """Name the socket to cut. It must be a duplicate, so that its number cannot be another's by then."""
        with self._lock:
            self._handle = handle
            if self.fired:
                self._cut()

    def fire(self) -> None:
        with self._lock:
            self.fired = True
            self._cut()

    def _cut(self) -> None:
        if self._handle is None:
            return
        try:
            self._handle.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # the other side was first


class Watchdog:
    """Fires every deadline that passes. All are `seconds` long, so the thread need not be told of a new one."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._running: set[Deadline] = set()
        self._lock = Lock()
        self._closing = Event()
        self._thread: Thread | None = None

    def start(self) -> Deadline:
        deadline = Deadline(monotonic() + self._seconds)
        with self._lock:
            self._running.add(deadline)
            if self._thread is None:
                self._thread = Thread(target=self._run, name="fetch-watchdog", daemon=True)
                self._thread.start()
        return deadline

    def stop(self, deadline: Deadline) -> None:
        with self._lock:
            self._running.discard(deadline)
        deadline.hold(None)

    def close(self) -> None:
        self._closing.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        # what starts during a pause ends after it: no deadline is shorter than the longest pause
        while not self._closing.wait(self._pause()):
            for deadline in self._late():
                deadline.fire()

    def _pause(self) -> float:
        with self._lock:
            return min((deadline.left() for deadline in self._running), default=self._seconds)

    def _late(self) -> list[Deadline]:
        now = monotonic()
        with self._lock:
            late = [deadline for deadline in self._running if deadline.at <= now]
            self._running.difference_update(late)
        return late
