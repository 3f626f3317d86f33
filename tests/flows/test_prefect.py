"""The flow on a real Prefect server: states, artifacts, the reaper, and a schedule that really fires."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.demo.messages import Answer
from flows.demo.web import DemoWeb, write_sources
from flows.deployments import DEPLOYMENTS, TIMEZONE
from tests.flows.conftest import Place
from warehouse.lock import writer_lock

pytestmark = pytest.mark.prefect
ROOT = Path(__file__).parents[2]


def ingest(place: Place, **parameters: Any) -> Any:
    """The flow's final state; imported late because Prefect reads its environment then."""
    from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.ingest import ingest as flow

    with temporary_settings(
        {PREFECT_API_URL: os.environ["PREFECT_API_URL"], PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}
    ):
        return flow(
            home=str(place.home.root),
            folders=[str(place.folder)],
            only_folders=True,
            settings={"allow_private": ["127.0.0.0/8"], "backoff": 0.01},
            return_state=True,
            **parameters,
        )


def reparse(place: Place, **parameters: Any) -> Any:
    from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.reparse_flow import reparse as flow

    with temporary_settings(
        {PREFECT_API_URL: os.environ["PREFECT_API_URL"], PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}
    ):
        given = {"home": str(place.home.root), "folders": [str(place.folder)], "only_folders": True}
        return flow(**given, return_state=True, **parameters)


def ask(url: str, path: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(
        url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def eventually(holds: Callable[[], bool], seconds: int = 60) -> bool:
    pause = threading.Event()
    return any(holds() or pause.wait(1) for _ in range(seconds))


def test_a_complete_run_ends_completed_and_leaves_artifacts(prefect_server: str, place: Place) -> None:
    state = ingest(place)
    assert state.is_completed()
    assert state.name == "Completed"
    assert place.ask("select count(*) from articles where kind <> 'document'") == [(120,)]
    wanted = {"visit verbivska_hromada", "visit tykhopleska_hromada", "load", "publish"}
    # task runs reach the database some seconds later, in batches
    assert eventually(
        lambda: wanted <= {task["name"] for task in ask(prefect_server, "/task_runs/filter", {})}
    )
    artifacts = {row["key"]: row for row in ask(prefect_server, "/artifacts/latest/filter", {})}
    assert "verbivska_hromada" in str(artifacts["sources"]["data"])
    assert "| found |" in artifacts["run"]["data"]


def test_a_partial_run_says_so(prefect_server: str, place: Place) -> None:
    place.web.faults(
        "verbivska_hromada", lambda request: Answer(403, (("Content-Type", "text/plain"),), b"no")
    )
    state = ingest(place)
    assert state.is_completed()
    assert state.name == "Partial"
    assert "verbivska_hromada" in state.message


def test_the_archive_is_read_again_as_a_flow(prefect_server: str, one_site: Place) -> None:
    """What a changed source file does is seen first, then put in place; a file that is wrong is no success."""
    one_site.run()
    file = one_site.folder / "verbivska_hromada.toml"
    file.write_text(f"{file.read_text('utf-8')}[[layouts]]\ngeneric = true\n", "utf-8")
    categories = one_site.ask("select count(category) from articles")
    dry = reparse(one_site, dry_run=True, processes=2)
    assert (dry.name, "not applied (--dry-run)" in dry.message) == ("Completed", True)
    artifacts = {row["key"]: row for row in ask(prefect_server, "/artifacts/latest/filter", {})}
    assert "category" in str(artifacts["difference"]["data"])
    assert one_site.ask("select count(category) from articles") == categories
    done = reparse(one_site, processes=1)
    assert (done.name, "applied, snapshot " in done.message) == ("Completed", True)
    assert reparse(one_site, since="2020-01-01", processes=1).message.count("nothing differs") == 1
    file.write_text("name =", "utf-8")
    assert reparse(one_site).name == "Partial"
    file.unlink()
    assert reparse(one_site).name == "Completed"
    with writer_lock(one_site.home.root, 0, print):
        refused = reparse(one_site, wait=0)
    assert refused.is_failed()
    assert "only one process writes at a time" in refused.message


def test_a_wrong_source_file_makes_the_run_partial(prefect_server: str, place: Place) -> None:
    (place.folder / "verbivska_hromada.toml").write_text("name =", "utf-8")
    state = ingest(place)
    assert state.name == "Partial"
    assert "verbivska_hromada" in state.message
    assert place.ask("select count(*) from articles") == [(101,)]  # 20 of each other site, and a report


def test_alarms_that_cannot_be_told_make_the_run_partial(prefect_server: str, one_site: Place) -> None:
    """Everything is loaded and published by then."""
    one_site.home.root.mkdir(parents=True)
    (one_site.home.root / "health.json").write_bytes(b"[{")
    state = ingest(one_site)
    assert (state.name, "look at health" in state.message) == ("Partial", True)
    artifacts = {row["key"]: row for row in ask(prefect_server, "/artifacts/latest/filter", {})}
    assert "delete it, and the alarms are sent once more" in artifacts["sources"]["data"]
    assert one_site.ask("select count(*) from articles") == [(20,)]


def test_a_run_on_a_busy_home_is_failed_in_one_sentence(prefect_server: str, one_site: Place) -> None:
    """Not by an exception, which Prefect would log with its traceback."""
    with writer_lock(one_site.home.root, 0, print):
        state = ingest(one_site, wait=0)
    assert state.is_failed()
    assert state.message.startswith(f"process {os.getpid()}, which holds ")


def test_a_run_that_could_read_nothing_is_failed(prefect_server: str, one_site: Place) -> None:
    one_site.web.faults(
        "verbivska_hromada", lambda request: Answer(403, (("Content-Type", "text/plain"),), b"no")
    )
    assert ingest(one_site).is_failed()


def test_a_run_without_sources_is_never_plain_green(prefect_server: str, one_site: Place) -> None:
    assert ingest(one_site, schedule="daily").name == "Nothing to visit"
    assert ingest(one_site, schedule="daily", sources=["verbivska_hromada"]).is_failed()


def test_a_task_that_breaks_stops_no_other_and_never_ends_green(
    prefect_server: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.pipeline import Run

    visit = Run.visit

    def broken(self: Run, slug: str) -> Any:
        if slug == "verbivska_hromada":
            raise MemoryError("planted")
        return visit(self, slug)

    monkeypatch.setattr(Run, "visit", broken)
    state = ingest(place)
    assert state.name == "Partial"
    assert place.ask("select count(*) from articles where kind <> 'document'") == [(100,)]


def test_artifacts_are_written_although_the_publish_breaks(
    prefect_server: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.pipeline import Run

    def broken(self: Run) -> Any:
        raise OSError("planted: no space left")

    monkeypatch.setattr(Run, "publish", broken)
    (place.folder / "tykhopleska_hromada.toml").write_text("name =", "utf-8")
    state = ingest(place)
    assert state.is_failed()
    run_id = str(state.state_details.flow_run_id)
    wanted = {"artifacts": {"flow_run_id": {"any_": [run_id]}}}
    artifacts = {row["key"]: row["data"] for row in ask(prefect_server, "/artifacts/filter", wanted)}
    rows = {row["source"]: row["status"] for row in json.loads(artifacts["sources"])}
    assert rows["verbivska_hromada"] == "complete"
    assert rows["tykhopleska_hromada"] == "failed"
    assert "snapshot `none`" in artifacts["run"]


def test_runs_left_running_by_a_kill_are_reaped(prefect_server: str, one_site: Place) -> None:
    code = (
        "from flows.settings import configure_prefect, find_home\n"
        f"configure_prefect(find_home(None), quiet=True)\n"
        "from flows.ingest import ingest\n"
        f"ingest(home={str(one_site.home.root)!r}, folders=[{str(one_site.folder)!r}], only_folders=True,"
        " settings={'allow_private': ['127.0.0.0/8']})\n"
    )
    environment = {**os.environ, "PREFECT_API_URL": prefect_server}
    process = subprocess.Popen([sys.executable, "-c", code], env=environment, cwd=ROOT)

    def kill(request: object) -> None:
        process.kill()

    one_site.web.faults("verbivska_hromada", kill)
    assert process.wait(timeout=120) == -signal.SIGKILL
    (left,) = [path.stem for path in one_site.home.runs.glob("*.lock")]
    assert _state(prefect_server, left) == "Running"
    one_site.web.faults("verbivska_hromada", None)
    assert ingest(one_site).is_completed()
    assert _state(prefect_server, left) == "Crashed"
    assert list(one_site.home.runs.glob("*.lock")) == []


def _state(url: str, run_id: str) -> str:
    with urllib.request.urlopen(f"{url}/flow_runs/{run_id}", timeout=30) as answer:
        return str(json.load(answer)["state"]["name"])


def test_a_schedule_fires(prefect_server: str, tmp_path: Path) -> None:
    """With some versions of SQLAlchemy and FastAPI flows run by hand and no schedule ever fires."""
    with DemoWeb(sites=["verbivska_hromada"]) as web:
        write_sources(tmp_path / "sources", web)
        command = [
            *(sys.executable, "-c", "from flows.cli import main; main()", "serve", "--every", "5"),
            *("--home", str(tmp_path / "home"), "--sources", str(tmp_path / "sources"), "--only-sources"),
            *("--allow-private", "127.0.0.0/8"),
        ]
        environment = {**os.environ, "PREFECT_API_URL": prefect_server}
        process = subprocess.Popen(
            command, env=environment, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE
        )
        try:
            assert eventually(lambda: _scheduled_run_completed(prefect_server), 180)
        finally:
            process.send_signal(signal.SIGTERM)
            output, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    for noise in (b"Traceback", b"Warning", b"ERROR"):
        assert noise not in output + errors
    assert (tmp_path / "home" / "published" / "latest" / "visnyk.duckdb").exists()


def test_ctrl_c_ends_the_schedules_in_order(prefect_server: str, tmp_path: Path) -> None:
    def schedules_run() -> bool:
        found = ask(prefect_server, "/deployments/filter", {})
        return {plan.name for plan in DEPLOYMENTS} <= {
            row["name"] for row in found if row["status"] == "READY"
        }

    command = [sys.executable, "-c", "from flows.cli import main; main()", "serve", "--home", str(tmp_path)]
    process = subprocess.Popen(
        command,
        env={**os.environ, "PREFECT_API_URL": prefect_server},
        cwd=ROOT,
        stderr=subprocess.STDOUT,
        stdout=subprocess.PIPE,
    )
    try:
        assert eventually(schedules_run, 120)
    finally:
        process.send_signal(signal.SIGINT)
        output = process.communicate(timeout=60)[0]
    assert process.returncode == 0
    for noise in (b"Traceback", b"Warning", b"ERROR", b"stopped by"):
        assert noise not in output


def _scheduled_run_completed(url: str) -> bool:
    wanted = {
        "deployments": {"name": {"any_": ["ingest-trial"]}},
        "flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}},
    }
    return any(run["auto_scheduled"] for run in ask(url, "/flow_runs/filter", wanted))


def test_prefect_yaml_holds_the_same_deployments_as_serve() -> None:
    told = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))
    assert [
        (entry["name"], entry["description"], entry["entrypoint"], entry["parameters"])
        for entry in told["deployments"]
    ] == [(plan.name, plan.description, plan.entrypoint, plan.parameters) for plan in DEPLOYMENTS]
    schedules = {entry["name"]: entry["schedules"] for entry in told["deployments"]}
    assert {name: [each["cron"] for each in some] for name, some in schedules.items()} == {
        plan.name: [plan.cron] if plan.cron else [] for plan in DEPLOYMENTS
    }
    assert {each["timezone"] for some in schedules.values() for each in some} == {TIMEZONE}
    assert {entry["work_pool"]["name"] for entry in told["deployments"]} == {"visnyk"}


def test_prefect_deploys_all_of_prefect_yaml(prefect_server: str) -> None:
    environment = {**os.environ, "PREFECT_API_URL": prefect_server}
    for arguments in (
        ["work-pool", "create", "visnyk", "--type", "process"],
        ["--no-prompt", "deploy", "--all"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "prefect", *arguments],
            env=environment, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    found = {row["name"]: row for row in ask(prefect_server, "/deployments/filter", {})}
    for plan in DEPLOYMENTS:
        assert found[plan.name]["parameters"] == plan.parameters
        assert found[plan.name]["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
