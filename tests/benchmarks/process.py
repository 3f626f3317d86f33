"""Commands measured from outside: CPU seconds of a process and of all it started, its memory as time goes on."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# modules are compiled once, as where they are installed, whatever this environment says of bytecode
BYTECODE = {
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "visnyk-benchmarks"),
}
TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
CHILD_SUBREAPER = (
    36  # of prctl(2): grandchildren that lose their parent become ours, and their CPU is counted
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one command took. `told` is the JSON object it printed last."""

    cpu: float  # seconds, user and system, with everything it started
    wall: float  # seconds
    peak: float  # megabytes of its own resident memory
    told: dict[str, Any]
    memory: list[tuple[float, float]] = field(default_factory=list)  # Unix time, megabytes

    def at(self, mark: str) -> float:
        """CPU seconds when the command came to a mark, with those of its children."""
        own, children, _ = self.told["marks"][mark]
        return float(own + children)

    def between(self, first: str, last: str) -> float:
        return self.at(last) - self.at(first)


def measure(
    module: str, *arguments: str | Path, every: float | None = None, settings: Mapping[str, str] | None = None
) -> Measured:
    """Runs a module of this package to its end. Raises CalledProcessError.

    `every`: seconds between two looks at its memory. `settings`: variables of its environment.
    """
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *map(str, arguments)]
    environment = {**os.environ, **BYTECODE, **(settings or {})}
    ctypes.CDLL(None).prctl(CHILD_SUBREAPER, 1, 0, 0, 0)
    begun = time.monotonic()
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            command, stdout=output, stderr=errors, env=environment, start_new_session=True
        )
        watch = MemoryWatch(process.pid, every)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - begun
        watch.stop()
        cpu = usage.ru_utime + usage.ru_stime + _orphans(process.pid)
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            sys.stderr.write(errors.read())
            raise subprocess.CalledProcessError(process.returncode, command, output.read())
        told = json.loads(output.read().splitlines()[-1])
    return Measured(cpu=cpu, wall=wall, peak=usage.ru_maxrss / 1024, told=told, memory=watch.seen)


def _orphans(group: int) -> float:
    """CPU seconds of what the command left behind in its process group, waited for until it has ended."""
    seconds = 0.0
    while True:
        try:
            _, _, usage = os.wait4(-group, 0)
        except ChildProcessError:
            return seconds
        seconds += usage.ru_utime + usage.ru_stime


class MemoryWatch:
    """Looks at a process's resident memory again and again."""

    def __init__(self, pid: int, every: float | None) -> None:
        self.seen: list[tuple[float, float]] = []
        self._pid, self._every = pid, every
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        if every is not None:
            self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        if self._every is not None:
            self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(self._every):
            try:
                pages = int(Path(f"/proc/{self._pid}/statm").read_text("ascii").split()[1])
            except (FileNotFoundError, ProcessLookupError):
                return
            if pages:  # 0: it has ended and waits to be collected
                self.seen.append((time.time(), pages * PAGE / 2**20))


def children_cpu(pid: int) -> float:
    """CPU seconds so far of the living children of a process, and of theirs."""
    seconds = 0.0
    for child in _children(pid):
        fields = Path(f"/proc/{child}/stat").read_text("ascii").rpartition(")")[2].split()
        seconds += sum(map(int, fields[11:15])) / TICK + children_cpu(child)
    return seconds


def _children(pid: int) -> list[int]:
    files = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for file in files for child in file.read_text("ascii").split()]
