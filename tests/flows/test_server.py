"""Servers end with the process that started them, whatever it died of."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from flows.server import ServerFailed, tethered
from flows.settings import Home
from tests.flows.conftest import Place

STARTER = """
import sys, threading
from pathlib import Path
from flows.server import free_port, tethered
from flows.settings import Home
port, folder = free_port(), sys.argv[1]
command = ["http.server", str(port), "--bind", "127.0.0.1", "--directory", folder]
with tethered(Home(Path(folder)), port, command, None):
    print("up", flush=True)
    threading.Event().wait()
"""


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def lives(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


def ends(pid: int, seconds: int) -> bool:
    pause = threading.Event()
    return any(not lives(pid) or pause.wait(0.1) for _ in range(seconds * 10))


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_server_ends_with_its_starter(tmp_path: Path, how: signal.Signals) -> None:
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "health").write_text("true")
    with subprocess.Popen(
        [sys.executable, "-c", STARTER, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == b"up\n"
        (child,) = children(starter.pid)
        assert lives(child)
        starter.send_signal(how)
    assert ends(child, 20)


@pytest.mark.prefect
def test_kill_9_of_a_run_takes_prefects_server_along(one_site: Place) -> None:
    arguments = [argument for argument in one_site.arguments() if argument != "--no-prefect"]
    command = [sys.executable, "-c", "from flows.cli import main; main()", "run", *arguments]
    found: list[int] = []

    def kill(request: object) -> None:
        found.extend(children(process.pid))
        process.kill()

    one_site.web.faults("verbivska_hromada", kill)
    process = subprocess.Popen(
        command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    assert process.wait(timeout=180) == -signal.SIGKILL
    (server,) = found
    assert ends(server, 20)


def test_a_server_that_does_not_start_is_one_line_with_the_remedy(one_site: Place) -> None:
    arguments = [argument for argument in one_site.arguments() if argument != "--no-prefect"]
    done = subprocess.run(
        [sys.executable, "-c", "from flows.cli import main; main()", "run", *arguments],
        env={**environment(), "PREFECT_API_DATABASE_CONNECTION_URL": "nonsense"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "visnyk: Prefect's server ended with status" in done.stderr
    assert "server.log" in done.stderr
    assert "--no-prefect" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_last_words_of_a_server_are_told(tmp_path: Path) -> None:
    with (
        pytest.raises(ServerFailed, match=r"its last words: .*No module named no_such_module"),
        tethered(Home(tmp_path), 0, ["no_such_module"], None),
    ):
        pytest.fail("it cannot have started")
