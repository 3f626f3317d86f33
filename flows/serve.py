"""`visnyk serve`: a Prefect server, the schedules and their runs, on one machine and without a work pool."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flows.deployments import DEPLOYMENTS, TIMEZONE
from flows.settings import Home, prefect_server, use_server

START_LIMIT = 120  # seconds; a first start makes the database and takes 20 CPU seconds


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
    _expect_free(port)
    home.prefect.mkdir(parents=True, exist_ok=True)
    url = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    log = home.prefect / "server.log"
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            _await_health(url, process, str(log))
            use_server(home, url)
            yield url
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


def _expect_free(port: int) -> None:
    """A server of another home on this port would answer for ours, and run its schedules over our deployments."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ServerFailed(f"port {port}: {error.strerror}. Remedy: --port with another one") from error


def _await_health(url: str, process: subprocess.Popen[bytes], log: str) -> None:
    pause = threading.Event()
    for _ in range(START_LIMIT * 4):
        if process.poll() is not None:
            raise ServerFailed(f"Prefect's server ended with status {process.returncode}; see {log}")
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            pause.wait(0.25)
    raise ServerFailed(f"Prefect's server did not answer within {START_LIMIT} s; see {log}")


def serve_schedules(parameters: dict[str, Any], every: int | None) -> None:
    """Runs until it is stopped. `every`: one interval in seconds instead of the schedules of prefect.yaml."""
    # imported here because Prefect reads the environment when it is imported
    from prefect import serve
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Cron, Interval, Schedule
    from prefect.types.entrypoint import EntrypointType

    from flows.ingest import ingest

    def deploy(
        name: str, schedule: Schedule, more: dict[str, Any], description: str = ""
    ) -> RunnerDeployment:
        return RunnerDeployment.from_flow(
            ingest,
            name=name,
            schedule=schedule,
            parameters={**parameters, **more},
            description=description,
            concurrency_limit=ConcurrencyLimitConfig(
                limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
            ),
            entrypoint_type=EntrypointType.MODULE_PATH,
        )

    if every is not None:
        serve(deploy("ingest-trial", Interval(every), {}))
        return
    serve(
        *(
            deploy(plan.name, Cron(plan.cron, timezone=TIMEZONE), plan.parameters, plan.description)
            for plan in DEPLOYMENTS
        )
    )
