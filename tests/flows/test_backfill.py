"""Windows of a real site on loopback, read back in any order, twice, and at once: the same warehouse each time."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.backfill import WrongWindow
from flows.cli import app
from flows.clock import utc_now
from flows.demo.kinds import KindsWeb, write_kinds
from flows.settings import Home
from flows.sources import UnknownSource
from tests.flows.paged_web import MONTHS, SLUG, Reader, reader_of, serve, usual_posts
from tests.flows.small_web import SmallWeb
from warehouse import state
from warehouse.db import open_published, open_writer

ROOT = Path(__file__).parents[2]
runner = CliRunner()

ROOT = Path(__file__).parents[2]


@pytest.fixture
def web() -> Iterator[SmallWeb]:
    with SmallWeb() as web:
        serve(web, usual_posts())
        yield web


def ask(reader: Reader, query: str) -> list[tuple[object, ...]]:
    with open_published(reader.home.database) as connection:
        return connection.execute(query).fetchall()


def test_windows_in_any_order_twice_and_beside_visits_give_the_same_warehouse(
    web: SmallWeb, tmp_path: Path
) -> None:
    whole = reader_of(tmp_path, "whole", web)
    assert whole.visit().state == "complete"
    expected = whole.content()
    orders = {
        "forwards": MONTHS,
        "backwards": MONTHS[::-1],
        "twice": [*MONTHS[1:3], *MONTHS],
    }
    for name, windows in orders.items():
        reader = reader_of(tmp_path, name, web)
        assert {reader.fill(*window).state for window in windows} == {"complete"}
        assert reader.content() == expected, name
        assert ask(reader, "select count(*) from articles") == [(len(usual_posts()),)]
        if name == "twice":
            web.asked.clear()
            assert (
                reader.visit().state == "complete"
            )  # it reads all lists: nothing of the backfills counts as read
            assert reader.content() == expected
            assert sum(path.startswith("/news?page=") for path, _ in web.asked) >= 5


def visnyk(reader: Reader, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "flows.cli", *arguments, *reader.arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def window(months: tuple[date, date]) -> list[str]:
    return ["--from", str(months[0]), "--to", str(months[1])]


def test_two_backfills_and_a_run_at_once(web: SmallWeb, tmp_path: Path) -> None:
    whole, reader = reader_of(tmp_path, "whole", web), reader_of(tmp_path, "at_once", web)
    whole.visit()
    halves = [(MONTHS[0][0], MONTHS[1][1]), (MONTHS[2][0], MONTHS[3][1])]
    started = [visnyk(reader, "backfill", *window(half)) for half in halves]
    started.append(visnyk(reader, "run", "--no-prefect"))
    ended = [(each.communicate(timeout=120), each.returncode) for each in started]
    assert [status for _, status in ended] == [0, 0, 0], ended
    assert reader.content() == whole.content()
    assert ask(reader, "select kind, count(*) from visits group by all order by 1") == [
        ("backfill", 2),
        ("visit", 1),
    ]


def test_after_kill_9_the_next_backfill_asks_for_nothing_that_is_archived(
    web: SmallWeb, tmp_path: Path
) -> None:
    whole, reader = reader_of(tmp_path, "whole", web), reader_of(tmp_path, "killed", web)
    whole.visit()
    web.asked.clear()
    both = (MONTHS[0][0], MONTHS[3][1])
    process = visnyk(reader, "backfill", *window(both))

    def kill_at_the_twelfth(path: str) -> None:
        if sum(asked.startswith("/news/") for asked, _ in web.asked) == 12:
            process.kill()

    web.before = kill_at_the_twelfth
    process.communicate(timeout=120)
    web.before = lambda path: None
    assert process.returncode == -signal.SIGKILL
    before = {path for path, status in web.asked if path.startswith("/news/")}
    assert reader.fill(*both).state == "complete"
    asked = [path for path, _ in web.asked if path.startswith("/news/")]
    again = {path for path in asked if asked.count(path) > 1}
    assert len(before) >= 12
    assert len(again) <= 1  # the answer that the kill met on its way
    assert reader.content() == whole.content()
    kinds = ask(reader, "select kind, status, reason from visits order by started_at")
    assert kinds == [
        ("backfill", "partial", "interrupted: read back from the archive"),
        ("backfill", "complete", None),
    ]
    spans = ask(reader, "select distinct interval_start::date::text, interval_end::date::text from visits")
    assert len(spans) == 1


def test_a_window_brings_its_own_articles_and_no_others(web: SmallWeb, tmp_path: Path) -> None:
    """But for one that stands among them with a later day, which no other window would come to."""
    reader = reader_of(tmp_path, "one", web)
    (start, end) = MONTHS[1]
    result = reader.fill(start, end)
    expected = {post.number for post in usual_posts() if start <= post.day < end} | {202}
    found = {int(str(title).split()[2]) for (title,) in ask(reader, "select title from articles")}
    assert found == expected
    assert result.filled[SLUG].named == len(expected)


def test_a_long_backfill_lets_others_in_and_comes_to_its_end(web: SmallWeb, tmp_path: Path) -> None:
    """Ten articles a visit: between visits the home is free."""
    whole, reader = reader_of(tmp_path, "whole", web), reader_of(tmp_path, "cut", web)
    whole.visit()
    result = reader.fill(MONTHS[0][0], MONTHS[3][1], pages=10)
    assert (result.state, result.filled[SLUG].visits) == ("complete", 4)
    assert reader.content() == whole.content()


def test_the_bound_of_requests_is_partial_and_the_next_one_goes_on(web: SmallWeb, tmp_path: Path) -> None:
    reader = reader_of(tmp_path, "bound", web)
    both = (MONTHS[0][0], MONTHS[3][1])
    first = reader.fill(*both, requests=20)
    assert first.state == "partial"
    assert "20 requests were sent" in str(first.filled[SLUG].reason)
    assert ask(reader, "select distinct status, final, backfilled from coverage") == [
        ("partial", False, True)
    ]
    deep = reader.fill(date(2026, 3, 1), date(2026, 3, 15), requests=4)
    assert deep.state == "partial"  # not even its list was read back
    assert reader.fill(*both).state == "complete"


def test_days_are_complete_or_quiet_only_where_the_lists_prove_it(web: SmallWeb, tmp_path: Path) -> None:
    reader = reader_of(tmp_path, "days", web)
    (start, end) = MONTHS[2]
    reader.fill(start, end)
    posted = {post.day for post in usual_posts()}
    rows = ask(reader, "select day, status, articles > 0, final, backfilled from coverage")
    assert len(rows) == 31
    for day, status, is_posted, final, backfilled in rows:
        assert (day in posted) == is_posted
        assert status == ("complete" if is_posted else "quiet")
        assert (final, backfilled) == (True, True)
    web.pages.pop("/news/117")  # now a failure: this server says what it is not for ever
    web.pages["/news/116"] = ("application/octet-stream", b"\x00")
    other = reader_of(tmp_path, "failing", web)
    assert other.fill(start, end).state == "partial"
    assert ask(other, "select distinct status, final from coverage") == [("partial", False)]


def test_a_list_without_days_is_read_by_the_days_of_its_articles(web: SmallWeb, tmp_path: Path) -> None:
    posts = sorted(usual_posts(), key=lambda post: post.day, reverse=True)
    serve(web, posts, dated=False)
    whole = reader_of(tmp_path, "whole", web, dated=False)
    whole.visit()
    reader = reader_of(tmp_path, "undated", web, dated=False)
    web.asked.clear()
    (start, end) = MONTHS[2]
    assert reader.fill(start, end).state == "complete"
    # down to the second page behind the window, and no further
    left = [post for post in posts if post.path not in {path for path, _ in web.asked}]
    assert left
    assert max(post.day for post in left) < start
    for months in (MONTHS[3], MONTHS[0], MONTHS[1]):
        assert reader.fill(*months).state == "complete"
    assert reader.content() == whole.content()


def test_a_backfill_is_no_arrival_no_overlap_and_no_reading_of_what_is_new(
    web: SmallWeb, tmp_path: Path
) -> None:
    """What it found is old: neither alarms nor the next visit's lists may take it for news."""
    reader = reader_of(tmp_path, "after", web)
    reader.fill(*MONTHS[0])
    with open_writer(reader.home.warehouse) as connection:
        assert state.complete_sections(connection, SLUG) == {}
        assert state.last_interval_end(connection, SLUG) is None
        known = state.known(connection, SLUG)
    assert {each.backfilled for url, each in known.items() if "/news/" in url} == {True}
    assert ask(reader, "select count(*) from arrivals") == [(0,)]
    assert ask(reader, "select count(*) from fill_rates") == [(0,)]
    reader.visit()
    with open_writer(reader.home.warehouse) as connection:
        assert not any(each.backfilled for each in state.known(connection, SLUG).values())
    # the first visit has confirmed them all: they are its history, each on its own day
    whole = reader_of(tmp_path, "whole", web)
    whole.visit()
    arrivals = "select day, articles, watched from arrivals order by day"
    assert ask(reader, arrivals) == ask(whole, arrivals)


def test_a_reparse_reads_a_backfill_as_it_was(web: SmallWeb, tmp_path: Path) -> None:
    reader = reader_of(tmp_path, "again", web)
    reader.fill(*MONTHS[0])
    reader.visit()
    before = ask(reader, "select * exclude (run_id) from visits order by started_at"), reader.content()
    coverage = ask(reader, "select * from coverage order by day")
    command = [sys.executable, "-m", "flows.cli", "reparse", *reader.arguments[:5]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    after = ask(reader, "select * exclude (run_id) from visits order by started_at"), reader.content()
    assert after == before
    assert ask(reader, "select * from coverage order by day") == coverage


def test_the_command_tells_before_it_asks_and_what_it_found(web: SmallWeb, tmp_path: Path) -> None:
    reader = reader_of(tmp_path, "told", web)
    april = [*window(MONTHS[1]), *reader.arguments]
    dry = runner.invoke(app, ["backfill", *april, "--dry-run", "--json"])
    told = json.loads(dry.stdout)
    assert (dry.exit_code, told["requests"], told["sources"][0]["to_ask"]) == (0, 17, 10)
    assert not any(path.startswith("/news/") for path, _ in web.asked)
    assert not list(reader.home.archive.glob("*/*.warc*"))
    done = runner.invoke(app, ["backfill", *april, "--json"])
    (row,) = json.loads(done.stdout)["sources"]
    assert (done.exit_code, row["status"], row["in_window"], row["new"]) == (0, "complete", 10, 10)
    assert row["requests"] == told["requests"] + 1  # robots.txt
    bound = runner.invoke(app, ["backfill", *window(MONTHS[0]), *reader.arguments, "--requests", "3"])
    assert bound.exit_code == 1
    assert "3 requests were sent, as many as this backfill may" in bound.stdout
    early = ["--from", "2014-01-01", "--to", "2014-02-01", *reader.arguments]
    before = runner.invoke(app, ["backfill", *early])
    assert before.exit_code == 0
    assert "no article of these days; the oldest read of in its lists is of 2026-03-01" in before.stdout
    # nothing says that there was a site then
    assert ask(reader, "select count(*) from coverage where day < '2015-01-01'") == [(0,)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            ["--from", "2026-05-01", "--to", "2026-05-01"],
            "for that one day --from 2026-05-01 --to 2026-05-02",
        ),
        (["--from", "2026-05-02", "--to", "2026-05-01"], "expected --from before --to"),
        (["--from", "2026-05-01", "--to", "2126-05-01"], "expected days that have come"),
        (["--from", "2026-05-01", "--to", "2026-06-01", "--source", "nixda"], "no source nixda"),
    ],
)
def test_what_is_asked_wrongly_is_said_with_its_remedy(
    web: SmallWeb, tmp_path: Path, given: list[str], said: str
) -> None:
    reader = reader_of(tmp_path, "wrong", web)
    done = runner.invoke(app, ["backfill", *given, *reader.arguments])
    assert said in str(done.exception)
    assert isinstance(done.exception, (WrongWindow, UnknownSource))
    assert web.asked == []


def test_every_kind_of_source_reads_the_same_by_windows(tmp_path: Path) -> None:
    """Feeds, WordPress with and without its own days, Telegram, a month on a page, PDF reports, digests, no rules."""
    with KindsWeb() as kinds:
        write_kinds(tmp_path / "sources", kinds)
        whole, reader = (Reader(Home(tmp_path / name), tmp_path / "sources") for name in ("whole", "windows"))
        assert whole.visit().state == "complete"
        cut = date(2026, 4, 1)
        last = reader.fill(cut, utc_now().date())
        first = reader.fill(date(2015, 1, 1), cut)
    # lists of one page end somewhere, and nobody can tell whether there was more
    unproved = {each.source for each in first.filled.values() if each.status != "complete"}
    assert all("NotReached" in str(first.filled[slug].reason) for slug in unproved)
    assert not last.errors | first.errors
    assert reader.content() == whole.content()
