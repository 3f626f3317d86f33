"""Alarms on a real Prefect server: the artifact, the events, and the automations of docs/operate.md."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows.pipeline import Run
from flows.sources import prepare_run
from tests.docs_tables import DOCS
from tests.flows.conftest import Place
from tests.flows.test_prefect import ROOT, ask, eventually, ingest
from tests.warehouse.batches import START
from tests.warehouse.lives import begin, published, weekdays

pytestmark = pytest.mark.prefect
SLUG = "verbivska_hromada"
RESOURCE = f"visnyk.source.{SLUG}"


@dataclass
class Chat:
    """What a webhook was told."""

    url: str
    heard: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def chat() -> Iterator[Chat]:
    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            hook.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Tests are quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        hook = Chat(f"http://127.0.0.1:{server.server_port}/")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield hook
        server.shutdown()
        thread.join()


@pytest.fixture
def ten_weeks_later(one_site: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    """The source had authors in every article for ten weeks; the site that the next run reads names none."""
    life = begin(one_site.home.root / "staged", SLUG)
    life.live(weekdays(10), author="Прес-служба")
    with published(one_site.home.root, [life]):
        pass

    def prepared(*given: Any) -> Run:
        run = prepare_run(*given)
        run.now = lambda: START + timedelta(days=71)
        return run

    monkeypatch.setattr("flows.ingest.prepare_run", prepared)
    return one_site


def events(server: str) -> list[dict[str, Any]]:
    wanted = {"filter": {"resource": {"id": [RESOURCE]}, "occurred": {"since": "2020-01-01T00:00:00Z"}}}
    return list(ask(server, "/events/filter", wanted)["events"])


def automations_of_the_docs(block: str) -> str:
    text = (DOCS / "operate.md").read_text("utf-8")
    (told,) = re.findall(r"```yaml\n(# automations\.yaml.*?)```", text, re.S)
    return told.replace("BLOCK_ID", block)


def block_of_the_docs(chat: Chat, environment: dict[str, str]) -> str:
    """The id that the docs' own command prints."""
    text = (DOCS / "operate.md").read_text("utf-8")
    (told,) = re.findall(r"python -c '(from prefect\.blocks\.webhook.*?)'", text, re.S)
    code = told.replace("https://hooks.example.org/visnyk", chat.url)
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout.strip()


def create_automations(folder: Path, told: str, environment: dict[str, str]) -> None:
    file = folder / "automations.yaml"
    file.write_text(told, "utf-8")
    command = [sys.executable, "-m", "prefect", "automation", "create", "--from-file", str(file)]
    subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, timeout=120, check=True)


@pytest.fixture(autouse=True)
def no_automations_stay(prefect_server: str) -> Iterator[None]:
    """Their webhooks end with the test."""
    yield
    for row in ask(prefect_server, "/automations/filter", {}):
        request = urllib.request.Request(f"{prefect_server}/automations/{row['id']}", method="DELETE")
        urllib.request.urlopen(request, timeout=30).close()


def test_runs_that_stay_away_reach_the_chat(prefect_server: str, chat: Chat, tmp_path: Path) -> None:
    """The docs' two hours are ten seconds here, the least that Prefect takes."""
    environment = {**os.environ, "PREFECT_API_URL": prefect_server}
    told = automations_of_the_docs(block_of_the_docs(chat, environment))
    create_automations(tmp_path, told.replace("within: 7200", "within: 10"), environment)
    assert eventually(lambda: bool(chat.heard))
    assert {each["text"] for each in chat.heard} == {
        "no run for two hours: look at visnyk serve, or the worker"
    }


def test_a_lost_field_is_told_once_and_reaches_the_chat(
    prefect_server: str, ten_weeks_later: Place, chat: Chat, tmp_path: Path
) -> None:
    environment = {**os.environ, "PREFECT_API_URL": prefect_server}
    create_automations(tmp_path, automations_of_the_docs(block_of_the_docs(chat, environment)), environment)
    names = {row["name"] for row in ask(prefect_server, "/automations/filter", {})}
    assert names == {"visnyk alarm", "visnyk does not run"}

    ingest(ten_weeks_later)
    assert eventually(lambda: bool(events(prefect_server)))
    assert eventually(lambda: bool(chat.heard))
    told = {event["payload"]["subject"]: event for event in events(prefect_server)}
    assert told["author"]["event"] == "visnyk.source.field_lost"
    assert told["author"]["payload"]["message"].endswith("0%, before 100%")
    assert any(
        "field_lost" in each["text"] and "articles with author since" in each["text"] for each in chat.heard
    )
    artifacts = {row["key"]: row for row in ask(prefect_server, "/artifacts/latest/filter", {})}
    (row,) = json.loads(artifacts["health"]["data"])
    assert row["source"] == SLUG
    assert "author" in row["alarms"]

    count = len(told)
    ingest(ten_weeks_later)  # the same alarms: nothing new to tell
    remembered = json.loads((ten_weeks_later.home.root / "health.json").read_bytes())
    assert {"source": SLUG, "kind": "field_lost", "subject": "author"} in remembered
    assert len({event["id"] for event in events(prefect_server)}) == count
