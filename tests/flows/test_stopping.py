"""Ctrl-C and SIGTERM: one sentence, nobody's traceback, and nothing lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.flows.conftest import Place

SITE = "verbivska_hromada"
PREFECT = pytest.param("--prefect", marks=pytest.mark.prefect, id="prefect")


def stopped(place: Place, how: list[signal.Signals], prefect: str) -> tuple[int, str]:
    """Status and stderr of a run that its own site stops after a few answers; further signals come at the same time."""
    arguments = [each for each in place.arguments() if each != "--no-prefect"]
    command = [sys.executable, "-c", "from flows.cli import main; main()", "run", *arguments, prefect]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    sent = threading.Event()
    answers = 0

    def stop(request: object) -> None:
        nonlocal answers
        answers += 1
        if answers == 6:
            for each in how:
                process.send_signal(each)
            sent.set()

    place.web.faults(SITE, stop)
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    output, errors = process.communicate(timeout=180)
    place.web.faults(SITE, None)
    assert sent.is_set()
    for noise in ("Traceback", "ERROR", "Crash detected"):
        assert noise not in output + errors
    return process.returncode, errors


@pytest.mark.parametrize("prefect", [PREFECT, "--no-prefect"])
@pytest.mark.parametrize(
    ("how", "name", "status"), [(signal.SIGINT, "Ctrl-C", 130), (signal.SIGTERM, "SIGTERM", 143)]
)
def test_a_run_that_is_stopped_says_so_in_one_sentence(
    one_site: Place, how: signal.Signals, name: str, status: int, prefect: str
) -> None:
    one_site.web.faults(SITE, None)
    code, errors = stopped(one_site, [how], prefect)
    assert code == status
    assert errors == (
        f"visnyk: stopped by {name}. Nothing is lost: run it again, and what was archived is read back and the rest"
        " asked for\n"
    )
    assert one_site.run().state == "complete"
    assert one_site.ask("select count(*) from articles where state = 'live'") == [(20,)]
    assert one_site.ask("select count(*) from failures") == [(0,)]


def test_a_signal_that_is_ignored_stays_ignored(one_site: Place) -> None:
    """As a shell starts what runs in its background."""
    command = [sys.executable, "-c", "from flows.cli import main; main()", "run", *one_site.arguments()]

    def interrupt(request: object) -> None:
        process.send_signal(signal.SIGINT)

    one_site.web.faults(SITE, interrupt)
    shell = ["sh", "-c", 'trap "" INT; exec "$@"', "sh", *command]
    process = subprocess.Popen(shell, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert process.wait(timeout=60) == 0


def test_a_second_signal_ends_at_once(tmp_path: Path) -> None:
    """Also where tidying up hangs."""
    code = (
        "import os, threading\n"
        "from flows import cli, cli_query\n"
        "def hang(*_):\n"
        "    try:\n"
        "        os.write(1, b'up\\n')\n"
        "        threading.Event().wait()\n"
        "    finally:\n"
        "        os.write(1, b'tidying\\n')\n"
        "        threading.Event().wait()\n"
        "cli_query.find_home = hang\n"
        "cli.main()\n"
    )
    command = [sys.executable, "-c", code, "sql", "select 1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        words = []
        for _ in range(2):
            words.append(process.stdout.readline())
            process.send_signal(signal.SIGINT)
        try:
            errors = process.communicate(timeout=30)[1]
        finally:
            process.kill()
    assert words == ["up\n", "tidying\n"]
    assert process.returncode == 130
    assert errors == "visnyk: ended at once by a second signal. Nothing is lost: run it again\n"
