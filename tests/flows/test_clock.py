"""`--now`: another day is replayed, and no visit begins before the source's last one."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.clock import WrongTime, clock_of, too_early
from tests.flows.conftest import Place

MORNING = "2026-03-29T09:00:00+03:00"


def run_at(place: Place, now: str) -> Result:
    return CliRunner().invoke(app, ["run", *place.arguments(), "--json", "--now", now])


def test_a_clock_goes_on_from_the_time_told() -> None:
    clock = clock_of(MORNING)
    first = clock()
    assert datetime(2026, 3, 29, 6, tzinfo=UTC) <= first < datetime(2026, 3, 29, 6, 1, tzinfo=UTC)
    assert first <= clock()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("yesterday", "a time like 2026-11-23T09:00:00"),
        ("2026-03-29T09:00:00", "a time with its zone"),
        ("2026-03-29", "a time with its zone"),
        ("2999-01-01T00:00:00Z", "a time that has come"),
    ],
)
def test_a_time_without_zone_or_to_come_is_refused(told: str, expected: str) -> None:
    with pytest.raises(WrongTime, match=f"--now: expected {expected}.*, came {told}"):
        clock_of(told)


def test_only_sources_visited_before_may_be_visited_now() -> None:
    now = datetime(2026, 3, 29, 6, tzinfo=UTC)
    ended = {"before": now - timedelta(seconds=1), "then": now, "after": now + timedelta(days=1)}
    refused = too_early(ended, now)
    assert set(refused) == {"then", "after"}
    assert "its last visit ended 2026-03-30 06:00:00 UTC" in refused["after"]


def test_all_that_a_replayed_day_stores_bears_its_time(one_site: Place) -> None:
    done = run_at(one_site, MORNING)
    assert done.exit_code == 0, done.output
    times = one_site.ask(
        """
        select min(t), max(t) from (
            select started_at as t from visits union all select fetched_at from captures
            union all select interval_end from visits union all select seen_at from article_versions
            union all select first_seen from articles
        )"""
    )
    begins = datetime.fromisoformat(MORNING)
    assert begins <= times[0][0] <= times[0][1] < begins + timedelta(minutes=5)
    assert one_site.ask("select day::text from coverage") == [("2026-03-29",)]


def test_a_visit_before_the_last_one_is_refused_and_changes_nothing(one_site: Place) -> None:
    run_at(one_site, MORNING)
    before = one_site.ask("select visit_id from visits")
    refused = run_at(one_site, "2026-03-28T09:00:00+02:00")
    assert refused.exit_code == 1
    told = json.loads(refused.stdout)
    assert "its last visit ended 2026-03-29 06:00" in told["errors"]["verbivska_hromada"]
    assert "Remedy" in told["errors"]["verbivska_hromada"]
    assert one_site.ask("select visit_id from visits") == before
    assert run_at(one_site, "2026-03-30T09:00:00+03:00").exit_code == 0
    assert len(one_site.ask("select visit_id from visits")) == 2
