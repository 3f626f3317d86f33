"""`visnyk health` as a person and a script meet it, and what a run tells Prefect."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from flows.cli_health import print_health
from flows.health import (
    EVENTS,
    RECOVERED,
    changed,
    events_of,
    load_told,
    next_step,
    odds,
    read_health,
    save_told,
)
from tests.flows.test_cli import visnyk
from tests.warehouse.lives import begin, published, weekdays
from warehouse.db import open_published
from warehouse.health import Alarm, AlarmKind, Health
from warehouse.lock import writer_lock


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Three sources: one is well, one is silent and lost its authors before, one is new."""
    root = tmp_path_factory.mktemp("health")
    well, silent, new = (begin(root / "staged", slug) for slug in ("well", "silent", "new"))
    well.live(weekdays(11))
    silent.live(weekdays(9)[:-7], author="Прес-служба")
    silent.live(weekdays(1))
    silent.live([0] * 14)
    new.live([1, 2])
    with published(root / "home", [well, silent, new]):
        pass
    yield root / "home"


@pytest.fixture(scope="module")
def found(home: Path) -> list[Health]:
    return read_health(home / "published" / "latest" / "visnyk.duckdb")


def alarm(source: str = "silent", kind: AlarmKind = "silent", subject: str | None = None) -> Alarm:
    return Alarm(
        source=source,
        kind=kind,
        subject=subject or source,
        since=date(2024, 11, 5),
        chance=0.00012,
        message="тиша",
    )


def test_the_table_lines_up_and_the_status_is_1(home: Path) -> None:
    done = visnyk("health", "--home", str(home))
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    first = next(line for line in lines if line.startswith("silent "))
    for head, cell in (
        ("last complete visit", "2024-12-01 07:00"),
        ("last article", "2024-11-15"),
        ("alarms", "silent: n"),
    ):
        assert lines[0].index(head) == first.index(cell)
    assert "too little past" in done.stdout
    assert "3 sources, 1 with alarms" in done.stdout
    assert "silent  open https://drabiv.example: is there newer news?" in done.stdout


def test_what_to_do_next_stands_beside_where_there_is_room(found: list[Health]) -> None:
    with (console := Console(width=220)).capture() as shown:
        print_health(console, found)
    lines = shown.get().splitlines()
    row = next(line for line in lines if line.startswith("silent "))
    assert row.index("open https://drabiv.example") == lines[0].index("what to do next")


def test_sources_without_alarms_end_0(home: Path) -> None:
    done = visnyk("health", "well", "new", "--home", str(home))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 sources, 0 with alarms" in done.stdout


def test_json_holds_what_scripts_need(home: Path) -> None:
    done = visnyk("health", "--json", "--home", str(home))
    assert done.returncode == 1
    rows = {row["source"]: row for row in json.loads(done.stdout)}
    silent = rows["silent"]
    assert [(each["kind"], each["subject"]) for each in silent["alarms"]] == [
        ("silent", "silent"),
        ("field_lost", "author"),
    ]
    assert silent["last_article"] == "2024-11-15"
    assert silent["empty_days"] == 15
    assert silent["expected"] > 10
    assert silent["chance"] < 0.001
    assert rows["well"]["alarms"] == []
    assert "too little past" in rows["new"]["abstained"]


def test_a_source_that_nobody_knows_is_asked_wrongly(home: Path) -> None:
    done = visnyk("health", "drabyv", "--home", str(home))
    assert done.returncode == 2
    assert "drabyv. Remedy: `visnyk sources list`" in done.stderr


def test_without_a_snapshot_the_remedy_is_said(tmp_path: Path) -> None:
    done = visnyk("health", "--home", str(tmp_path))
    assert done.returncode == 2
    assert "Remedy: visnyk run" in done.stderr


def test_a_snapshot_of_an_older_visnyk_says_how_to_go_on(tmp_path: Path) -> None:
    database = tmp_path / "published" / "latest" / "visnyk.duckdb"
    database.parent.mkdir(parents=True)
    duckdb.connect(str(database)).close()
    done = visnyk("health", "--home", str(tmp_path))
    assert done.returncode == 2
    assert "older Visnyk" in done.stderr
    assert "Remedy: visnyk publish" in done.stderr


def test_a_run_that_goes_on_is_not_waited_for(home: Path) -> None:
    with writer_lock(home, 0, print):
        assert visnyk("health", "well", "--home", str(home)).returncode == 0


@pytest.mark.parametrize(
    ("chance", "told"),
    [(1.0, "–"), (0.2, "1 in 5"), (0.0123, "1 in 81"), (0.000123, "1 in 8,100"), (0, "1 in 1,000,000,000")],
)
def test_odds_have_two_digits(chance: float, told: str) -> None:
    assert odds(chance) == told


@pytest.mark.parametrize("kind", EVENTS)
def test_every_alarm_says_what_to_do_next(kind: AlarmKind) -> None:
    assert "silent" in next_step(alarm(kind=kind, subject="published"), "https://drabiv.example")


@pytest.mark.parametrize(
    "field", ["title", "body", "lead", "published", "hour", "author", "lang", "category", "source_tags", "region_hint",
              "community_names", "images", "attachments"],
)  # fmt: skip
def test_the_query_for_a_lost_field_can_be_asked(home: Path, field: str) -> None:
    query = next_step(alarm(kind="field_lost", subject=field), "https://drabiv.example").split('"')[1]
    with open_published(home / "published" / "latest" / "visnyk.duckdb") as connection:
        assert [column[0] for column in connection.execute(query).description or []] == ["url"]


def test_only_what_is_new_or_has_ended_is_told(found: list[Health]) -> None:
    """Sources that were not judged keep the alarms they had."""
    elsewhere = {"source": "elsewhere", "kind": "silent", "subject": "elsewhere"}
    mended = {"source": "well", "kind": "field_lost", "subject": "author"}
    known = {"source": "silent", "kind": "silent", "subject": "silent"}
    new, ended, told = changed([elsewhere, mended, known], found)
    assert [(each.kind, each.subject) for each in new] == [("field_lost", "author")]
    assert ended == [mended]
    assert told == [elsewhere, known, {"source": "silent", "kind": "field_lost", "subject": "author"}]
    events = list(events_of(new, ended, found))
    assert [(name, slug) for name, slug, _ in events] == [
        ("visnyk.source.field_lost", "silent"),
        (RECOVERED, "well"),
    ]
    assert events[0][2]["subject"] == "author"
    assert events[0][2]["next"].startswith("visnyk sql")
    assert events[1][2] == {"was": "field_lost", "subject": "author"}


def test_what_was_told_is_remembered(tmp_path: Path) -> None:
    assert load_told(tmp_path) == []
    told = [{"source": "drabiv", "kind": "silent", "subject": "drabiv"}]
    save_told(tmp_path, told)
    assert load_told(tmp_path) == told
    assert [path.name for path in tmp_path.iterdir()] == ["health.json"]
