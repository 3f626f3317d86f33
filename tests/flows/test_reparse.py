"""The archive read again: with the same code nothing changes, with another exactly what that touches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.demo.changes import a_day_passes, a_report_is_mended
from flows.demo.kinds import KindsWeb
from flows.demo.web import DemoWeb
from flows.settings import Home, load_settings
from flows.sources import all_sources
from scrapers.parsers.tesseract import OCR
from scrapers.plan import Progress
from tests.flows.conftest import GIVEN
from tests.flows.reparse_places import INDEXED, LAYOUT, Council, hash_of, html, reparse
from tests.flows.test_demo_kinds import Demo
from tests.flows.test_no_articles import UNKNOWN, Site, news
from tests.hostile import Hostile
from tests.scrapers.test_told_day import dated, undated


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    with Hostile() as web:
        yield Council(web, tmp_path)


@pytest.mark.parametrize("processes", [1, 2])
def test_unchanged_code_changes_nothing(tmp_path: Path, processes: int) -> None:
    """Presets, own rules, no rules, Telegram, month pages, digests, reports, windows-1251; a day later once more."""
    with DemoWeb() as web, KindsWeb() as kinds:
        demo = Demo(tmp_path, web, kinds)
        demo.run()
        a_day_passes(web)
        a_report_is_mended(kinds)
        demo.run()
    before = hash_of(demo.home)
    stored = demo.ask("select * exclude (last_seen) from articles order by article_id")
    settings = load_settings(demo.home, dict(GIVEN))
    for _ in range(2):
        done = reparse(demo.home, settings, demo.known, processes=processes, ocr=OCR)
        assert done.difference.counts == []
        assert (done.difference.hash_before, done.difference.hash_after) == (before, before)
        assert done.snapshot is not None
        assert not done.snapshot.changed
        assert hash_of(demo.home) == before
    assert demo.ask("select * exclude (last_seen) from articles order by article_id") == stored
    assert done.sources == sorted(demo.known)
    assert (done.visits, done.links) == demo.ask("select count(*), sum(found) from visits")[0]
    assert not done.is_unwell


@pytest.mark.parametrize("processes", [1, 2])
def test_all_that_can_happen_to_a_page_is_told_again(council: Council, processes: int) -> None:
    """Gone, changed, redesigned, blocked, moved, unreachable, refused; and a visit that was torn."""
    council.live()
    views = {
        name: council.ask(f"select * from {name} order by all")
        for name in (
            "visits",
            "ledger",
            "failures",
            "articles",
            "article_versions",
            "captures",
            "section_reads",
        )
    }
    asked, before, core = len(council.web.seen), council.hash(), council.core()
    done = council.reparse(processes=processes)
    assert council.core() == core
    assert done.difference.counts == []
    assert done.difference.hash_after == before == council.hash()
    assert {name: council.ask(f"select * from {name} order by all") for name in views} == views
    assert len(council.web.seen) == asked
    statuses = [status for (status,) in council.ask("select status from visits order by started_at")]
    assert len(statuses) == 4
    found = {outcome for (outcome,) in council.ask("select distinct outcome from ledger")}
    assert found >= {
        "new",
        "changed",
        "unchanged",
        "gone",
        "blocked",
        "refused_by_robots",
        "failed",
        "not_an_article",
    }
    assert council.ask("select count(*) from visits where reason like 'interrupted%'") == [(1,)]


def test_the_day_that_an_index_tells_is_told_again(council: Council) -> None:
    council.file.write_text(INDEXED.format(url=council.web.url("/")), "utf-8")
    council.web.on("/news", dated("2 вересня 2024", "3 вересня 2024"))
    for number in (1, 2):
        council.web.on(f"/news/{number}/", html(undated(number).decode()))
    council.run()
    council.run()
    before = council.hash()
    assert council.ask("select origins['published'] from articles") == [("index",)] * 2
    assert council.reparse().difference.counts == []
    assert council.hash() == before


def test_what_only_the_whole_visit_can_tell_is_told_again(tmp_path: Path) -> None:
    """One page under many addresses, in a visit that went on and in one that was torn."""
    with Hostile() as web:
        site = Site(web, tmp_path)
        site.serve(lambda number: news(number) if number < 5 else UNKNOWN)
        site.run()
        home = Home(tmp_path / "home")
        known = all_sources([tmp_path / "sources"], only_folders=True)

        def kill(progress: Progress) -> None:
            if progress.outcomes.total() == 9:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            site.run(report=kill)
        site.serve(news)
        site.run()
    assert reparse(home, load_settings(home), known).difference.counts == []
    assert hash_of(home) == site.hash
    failed = site.ask("select count(*) from ledger where outcome = 'failed'")
    assert failed > [(7,)]


def test_the_next_visit_goes_on_as_if_nothing_had_been(council: Council) -> None:
    """Of two homes with the same visits, one was read again."""
    council.live()
    council.reparse()
    outcomes = (
        "select url, outcome from ledger where visit_id = (select max(visit_id) from visits) order by url"
    )
    council.run()
    again = council.ask(outcomes)
    council.web.seen.clear()
    council.run()
    assert council.ask(outcomes) == again
    conditional = [seen.path for seen in council.web.seen if "if-none-match" in seen.headers]
    assert conditional == ["/news/7"]


def test_a_changed_file_shows_exactly_the_rows_it_touches(council: Council) -> None:
    council.live()
    articles = council.ask("select url, category from articles order by url")
    before = council.hash()
    council.describe(LAYOUT.replace(".rubric", ".none-such"))
    dry = council.reparse(dry_run=True)
    assert council.hash() == before
    assert {(row.field, row.rows) for row in dry.difference.counts} == {
        (field, len(articles)) for field in ("category", "origins", "source_tags")
    }
    shown = [(row.url, row.before, row.after) for row in dry.difference.samples if row.field == "category"]
    assert shown == [(url, category, None) for url, category in articles[:3]]
    done = council.reparse()
    assert done.difference.counts == dry.difference.counts
    assert done.difference.hash_after == dry.difference.hash_after == council.hash()
    assert council.ask("select url, category from articles order by url") == [
        (url, None) for url, _ in articles
    ]
    council.describe(LAYOUT)
    council.reparse()
    assert council.hash() == before


def test_a_better_file_reads_what_the_visits_could_not(council: Council, tmp_path: Path) -> None:
    """What the archive gives with it is what visits with it would have given."""
    right = Council(council.web, tmp_path, home="right")
    right.live()
    expected = {view: right.ask(f"select url, outcome from {view} order by all") for view in ("ledger",)}
    wrong = Council(council.web, tmp_path, home="wrong")
    wrong.describe(LAYOUT.replace('"main"', '".none-such"'))
    wrong.live()
    assert wrong.ask("select count(*) from articles") == [(0,)]
    wrong.describe(LAYOUT)
    done = wrong.reparse()
    assert done.difference.hash_after == right.hash() == wrong.hash()
    assert {view: wrong.ask(f"select url, outcome from {view} order by all") for view in expected} == expected
    assert right.ask("select status, found, failed from visits order by started_at") == wrong.ask(
        "select status, found, failed from visits order by started_at"
    )
    fields = {(row.field, row.rows) for row in done.difference.counts}
    assert ("article", right.ask("select count(*) from articles")[0][0]) in fields


def test_what_cannot_be_read_any_more_stays_as_it_was_and_is_named(council: Council) -> None:
    council.live()
    before = council.hash()
    stored = council.ask("select * from article_versions order by all")
    council.describe(LAYOUT.replace('"main"', '".none-such"'))
    done = council.reparse()
    assert council.hash() == before
    assert council.ask("select * from article_versions order by all") == stored
    assert done.is_unwell
    links = council.ask(
        "select count(distinct url) from ledger where reason like 'LayoutChanged: kept as it was read before; %'"
    )
    assert [(len(done.difference.unread),)] == links
    assert done.difference.unread[0].reason.startswith("LayoutChanged: kept as it was read before; body: ")
    again = council.reparse()
    assert again.difference.counts == []
    assert again.difference.unread == done.difference.unread
    council.describe(LAYOUT)
    assert not council.reparse().is_unwell
    assert council.hash() == before


def test_what_cannot_be_read_goes_if_it_is_told_to(council: Council) -> None:
    council.live()
    count = council.ask("select count(*) from articles")[0][0]
    council.describe(LAYOUT.replace('"main"', '".none-such"'))
    done = council.reparse(drop=True)
    assert council.ask("select count(*) from articles") == [(0,)]
    assert {(row.field, row.rows) for row in done.difference.counts} >= {("article", count)}
    why = {row.after for row in done.difference.samples if row.field == "article"}
    assert all(said is not None and said.startswith("none: failed: LayoutChanged: ") for said in why)


def test_what_is_told_to_be_none_goes_and_is_named(council: Council) -> None:
    """A page that says so itself is not kept, for nothing is unknown about it."""
    council.live()
    said = council.file.read_text("utf-8").replace('"^Помилка 404"', '"^(Помилка 404|Новина 5$)"')
    council.file.write_text(said, "utf-8")
    done = council.reparse()
    (gone,) = [row for row in done.difference.samples if row.field == "article"]
    assert gone.url.endswith("/news/5")
    assert gone.before == "Новина 5"
    assert gone.after is not None
    assert gone.after.startswith("none: not_an_article: NotAnArticle")
    assert not done.difference.unread


def test_visits_before_a_day_keep_what_they_read(council: Council) -> None:
    council.live()
    before = council.hash()
    third = council.ask("select started_at from visits order by started_at")[2][0]
    council.describe(LAYOUT.replace(".rubric", ".none-such"))
    done = council.reparse(since=third)
    (touched,) = [row.rows for row in done.difference.counts if row.field == "category"]
    since_then = "select url from articles where category is null order by url"
    # those whose page said something new since then; 8 has moved to 88
    assert [url.rpartition("/")[2] for (url,) in council.ask(since_then)] == ["13", "2", "4"]
    assert touched == 3
    council.describe(LAYOUT)
    council.reparse()
    assert council.hash() == before
    assert council.reparse(since=third).difference.counts == []


def test_a_lost_archive_loses_no_article(council: Council) -> None:
    council.live()
    before = council.hash()
    for file in council.home.archive.rglob("*.warc*"):
        file.unlink()
    done = council.reparse()
    assert council.hash() == before
    assert {row.reason.partition(";")[0] for row in done.difference.unread} == {
        "BadResponse: kept as it was read before"
    }


def test_only_the_named_sources_are_read(tmp_path: Path) -> None:
    with DemoWeb(sites=["verbivska_hromada", "tykhopleska_hromada"]) as web, KindsWeb() as kinds:
        demo = Demo(tmp_path, web, kinds)
        demo.run()
    settings = load_settings(demo.home, dict(GIVEN))
    one = {"verbivska_hromada": demo.known["verbivska_hromada"]}
    before = hash_of(demo.home)
    for file in demo.home.archive.glob("tykhopleska_hromada/*.warc*"):
        file.unlink()  # it is not looked at
    done = reparse(demo.home, settings, one, described=None)
    assert (done.sources, done.visits) == (["verbivska_hromada"], 1)
    assert hash_of(demo.home) == before
    nobody = reparse(demo.home, settings, one)
    assert "tykhopleska_hromada" in nobody.without_file
    assert not nobody.is_unwell
    wrong = reparse(demo.home, settings, one, described=["tykhopleska_hromada"])
    assert wrong.wrong_file == ["tykhopleska_hromada"]
    assert wrong.is_unwell
    assert hash_of(demo.home) == before
