"""The writer's lock: who waits, who gives up, and what a killed holder leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from warehouse.errors import WriterBusy
from warehouse.lock import writer_lock

HOLD = """
import sys
from pathlib import Path
from warehouse.lock import writer_lock
with writer_lock(Path(sys.argv[1]), 0, print):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def holder(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until its stdin closes."""
    command = [sys.executable, "-c", HOLD, str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def no_message(message: str) -> None:
    raise AssertionError(message)


def test_one_after_another(tmp_path: Path) -> None:
    for _ in range(2):
        with writer_lock(tmp_path / "home", 0, no_message):
            words = (tmp_path / "home" / "writer.lock").read_text().split()
            assert words[0] == str(os.getpid())


def test_the_second_gives_up_and_names_the_first(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        with (
            pytest.raises(WriterBusy, match=rf"process {process.pid}.*since \d{{4}}-.*Z.*--wait"),
            writer_lock(tmp_path, 0, no_message),
        ):
            pass
        messages: list[str] = []
        with (
            pytest.raises(WriterBusy, match=f"process {process.pid}"),
            writer_lock(tmp_path, 0.3, messages.append),
        ):
            pass
        assert len(messages) == 1
        assert str(process.pid) in messages[0]


def test_kill_9_frees_it_for_who_waits(tmp_path: Path) -> None:
    with holder(tmp_path) as process:

        def kill(message: str) -> None:
            assert str(process.pid) in message
            os.kill(process.pid, signal.SIGKILL)

        with writer_lock(tmp_path, None, kill):
            assert (tmp_path / "writer.lock").read_text().startswith(f"{os.getpid()} ")


def test_an_error_inside_frees_it(tmp_path: Path) -> None:
    with pytest.raises(KeyError), writer_lock(tmp_path, 0, no_message):
        raise KeyError
    with writer_lock(tmp_path, 0, no_message):
        pass
