"""A Prefect server of our own: started when none is named, ended with the process that started it."""

from __future__ import annotations

import atexit
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from flows import tether
from flows.settings import Home, embedded_environment, prefect_server, use_server

START_LIMIT = 120  # seconds; a first start makes the database and takes 20 CPU seconds
STOP_LIMIT = 30  # seconds
TAIL = 4096  # bytes of the log that are looked through for its last line
_APP = "prefect.server.api.server:create_app"


class ServerFailed(Exception):
    """Prefect's server did not come up; the message says what to look at."""


@contextmanager
def server(home: Home, port: int) -> Iterator[str]:
    """The address of the user's own Prefect server, or of one that lives as long as the block."""
    running = prefect_server()
    if running is not None:
        use_server(home, running)
        yield running
        return
    command = ["prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with tethered(home, port, command, None) as url:
        use_server(home, url)
        yield url


def embed_server(home: Home) -> str:
    """The address of the user's own Prefect server, or of a small one that ends with this process.

    Not with a block: Prefect sends its last events when the process ends, and task runs are made of them.
    """
    running = prefect_server()
    if running is not None:
        return running
    port = free_port()
    command = [
        "uvicorn",
        "--factory",
        _APP,
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--log-level",
        "error",
    ]
    stack = ExitStack()
    url = stack.enter_context(tethered(home, port, command, embedded_environment()))
    atexit.register(stack.close)
    use_server(home, url)
    return url


@contextmanager
def tethered(home: Home, port: int, command: list[str], environment: dict[str, str] | None) -> Iterator[str]:
    """Not in our process group: Ctrl-C is for us, and we still have things to tell the server then."""
    _expect_free(port)
    home.prefect.mkdir(parents=True, exist_ok=True)
    url, log = f"http://127.0.0.1:{port}/api", home.prefect / "server.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-P", tether.__file__, *command],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=environment,
        )
        try:
            _await_health(url, process, log)
            yield url
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=STOP_LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdin is not None:
        process.stdin.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _expect_free(port: int) -> None:
    """A server of another home on this port would answer for ours, and run its schedules over our deployments."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ServerFailed(f"port {port}: {error.strerror}. Remedy: --port with another one") from error


def _await_health(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    from urllib.request import (
        ProxyHandler,
        build_opener,
    )  # here: every command knows this module, few start one

    pause, direct = threading.Event(), build_opener(ProxyHandler({}))  # no proxy lies before loopback
    for _ in range(START_LIMIT * 4):
        if process.poll() is not None:
            raise ServerFailed(
                f"Prefect's server ended with status {process.returncode}; its last words: {_last_line(log)}. "
                f"Remedy: look at {log}; `visnyk run --no-prefect` does the same work without it"
            )
        try:
            with direct.open(f"{url}/health", timeout=5):
                return
        except OSError:
            pause.wait(0.25)
    raise ServerFailed(
        f"Prefect's server did not answer within {START_LIMIT} s. "
        f"Remedy: look at {log}; `visnyk run --no-prefect` does the same work without it"
    )


def _last_line(log: Path) -> str:
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - TAIL))
        lines = file.read().decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "none")
