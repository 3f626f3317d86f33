"""Publishing: what a snapshot holds, what is written anew, what readers see meanwhile."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import orjson
import polars
import pyarrow.dataset
import pyarrow.parquet
import pytest

import warehouse.publish
from scrapers.records import REGIONS, VisitStatus
from tests.warehouse.batches import KYIV, START, Look, Site, make_article, make_source, make_uuid, see
from warehouse.catalog import VIEWS
from warehouse.db import open_published
from warehouse.partitions import assign_rounds
from warehouse.publish import publish
from warehouse.records import Snapshot
from warehouse.snapshots import read_manifest
from warehouse.store import load, register_sources

Connection = duckdb.DuckDBPyConnection
NOW = datetime(2024, 9, 20, 12, 0, tzinfo=UTC)
SITE = "https://drabiv.example/news"


def ask(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with open_published(folder / "latest" / "visnyk.duckdb") as con:
        return con.execute(query).fetchall()


def inodes(snapshot: Snapshot, relation: str = "articles") -> dict[str, int]:
    files = (snapshot.path / relation).rglob("*.parquet")
    return {str(file.relative_to(snapshot.path)): file.stat().st_ino for file in files}


def settle(con: Connection, folder: Path, regions: list[str]) -> list[Site]:
    """A source with one article in each of `regions`; their sites, for later visits."""
    register_sources(con, [make_source(region, region=region) for region in regions])
    sites = [Site(folder=folder / "batches", source=region) for region in regions]
    for site in sites:
        load(con, site.visit([see(SITE, source=site.source)]))
    return sites


def test_layout(con: Connection, site: Site, tmp_path: Path) -> None:
    load(con, site.visit([see(SITE)]))
    snapshot = publish(con, tmp_path / "published", now=NOW)
    assert snapshot == Snapshot(
        snapshot_id="000001-20240920T120000Z",
        path=tmp_path / "published" / "snapshots" / "000001-20240920T120000Z",
        created_at=NOW,
        partitions_written=1,
        partitions_linked=0,
        articles=1,
        changed=True,
    )
    latest = tmp_path / "published" / "latest"
    assert latest.is_symlink()
    assert latest.resolve() == snapshot.path
    assert list(inodes(snapshot)) == ["articles/region=UA-71/tag=other/2024.parquet"]
    file = pyarrow.parquet.ParquetFile(snapshot.path / next(iter(inodes(snapshot))))
    assert not {"region", "tag", "file", "moment"} & set(file.schema_arrow.names)
    assert {"article_id", "is_primary", "body", "capture_id"} <= set(file.schema_arrow.names)
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    manifest = orjson.loads((snapshot.path / "manifest.json").read_bytes())
    assert manifest["articles"] == 1
    assert manifest["relations"]["articles"]["files"].keys() == inodes(snapshot).keys()
    assert {path.name for path in latest.iterdir()} == {
        *manifest["relations"],
        "manifest.json",
        "visnyk.duckdb",
    }
    assert [path.name for path in (tmp_path / "published").iterdir() if path.name.startswith(".")] == []


def test_articles_as_readers_see_them(con: Connection, site: Site, tmp_path: Path) -> None:
    title = """Об'єднана «громада» "Лан" <script>alert('ї')</script>; -- \\ %s {x}"""
    register_sources(con, [make_source(region="UA-18")])
    load(
        con, site.visit([see(SITE, title=title, author=None, published=None), Look(url="x", outcome="gone")])
    )
    publish(con, tmp_path, now=NOW)
    (row,) = ask(
        tmp_path,
        """select title, author, published, source_tags, regions, communities, community_names, tags, story_id, state,
            first_seen, last_seen, region, tag, attachments, origins['title'], version from articles""",
    )
    assert row == (
        title,
        None,
        None,
        ["бюджет", "село"],
        ["UA-18"],
        ["UA71020090000012345"],
        ["Драбівська громада"],
        ["other"],
        None,
        "live",
        START,
        START,
        "UA-18",
        "other",
        [{"url": "https://drabiv.example/a.pdf", "title": "Рішення №1"}],
        "h1",
        1,
    )
    assert ask(tmp_path, "select region, tag, is_primary, title from placements") == [
        ("UA-18", "other", True, title)
    ]
    assert ask(tmp_path, "select url, outcome, started_at from ledger order by url") == [
        (SITE, "new", START),
        ("x", "gone", START),
    ]
    counts = {view: ask(tmp_path, f"select count(*) from {view}")[0][0] for view in ("visits", "captures")}
    assert counts == {"visits": 1, "captures": 1}
    assert ask(tmp_path, "select source, name, articles, shared_last_seen from sources") == [
        ("drabiv", "Драбівська громада", 1, START)
    ]


COLUMNS = {
    "articles": "article_id source section url title lead body published published_precision author lang source_tags "
    "regions communities community_names tags story_id state first_seen last_seen capture_id",
    "placements": "article_id region tag is_primary title url published",
    "article_versions": "article_id url version seen_at change_kinds title body",
    "digest_items": "url position section title text link article_id",
    "document_pages": "url page title text",
    "coverage": "source day status articles final reason found new changed gone failed",
    "arrivals": "source day watched articles",
    "fill_rates": "source day field filled articles",
    "ledger": "visit_id source url sections readers outcome reason capture_id",
    "visits": "visit_id run_id source started_at finished_at",
    "failures": "visit_id source url stage error message failed_at",
    "captures": "capture_id source visit_id role section requested_url url fetched_at status",
    "sources": "source name platform url region community evidence schedule active",
    "section_reads": "visit_id source section reader pages found only_here complete error",
    "regions": "region name",
}


def test_an_empty_warehouse_has_all_views_with_comments(con: Connection, tmp_path: Path) -> None:
    snapshot = publish(con, tmp_path, now=NOW)
    assert (snapshot.articles, snapshot.partitions_written, snapshot.changed) == (0, 1, True)
    assert not publish(con, tmp_path, now=NOW).changed
    with open_published(tmp_path / "latest" / "visnyk.duckdb") as reader:
        views = reader.execute("select view_name, comment from duckdb_views() where not internal").fetchall()
        columns = reader.execute("select table_name, column_name, comment from duckdb_columns()").fetchall()
        for view, first in COLUMNS.items():
            cursor = reader.execute(f"select * from {view}")
            assert [name for name, *_ in cursor.description or []][: len(first.split())] == first.split()
            assert len(cursor.fetchall()) == (len(REGIONS) if view == "regions" else 0)
        types = dict(
            reader.execute(
                "select column_name, data_type from duckdb_columns() where table_name = 'articles'"
            ).fetchall()
        )
    assert {view for view, _ in views} == COLUMNS.keys()
    assert [view for view, comment in views if not comment] == []
    assert [column for column in columns if column[0] in COLUMNS and not column[2]] == []
    assert (types["published"], types["regions"], types["article_id"]) == (
        "TIMESTAMP WITH TIME ZONE",
        "VARCHAR[]",
        "UUID",
    )


def test_views_say_what_a_row_is() -> None:
    folder = Path(warehouse.publish.__file__).parent / "sql" / "views"
    assert {path.stem for path in folder.iterdir()} == COLUMNS.keys()
    for path in folder.iterdir():
        text = path.read_text()
        assert text.startswith("-- one row per "), path
        assert f"create view {path.stem} as\nwith\n" in text, path
        assert "\n)\nselect * from " in text.partition(";")[0], path


def test_only_what_changed_is_written(con: Connection, tmp_path: Path) -> None:
    sites = settle(con, tmp_path, ["UA-05", "UA-07", "UA-09"])
    first = publish(con, tmp_path / "published", now=NOW)
    same = publish(con, tmp_path / "published", now=NOW + timedelta(hours=1))
    assert (same.snapshot_id, same.changed, same.partitions_linked) == (first.snapshot_id, False, 3)
    load(con, sites[1].visit([see(SITE, "changed", source="UA-07", body="Інший текст")]))
    second = publish(con, tmp_path / "published", now=NOW + timedelta(hours=1))
    assert (second.partitions_written, second.partitions_linked) == (1, 2)
    before, after = inodes(first), inodes(second)
    assert before.keys() == after.keys()
    assert [path for path in after if after[path] != before[path]] == [
        "articles/region=UA-07/tag=other/2024.parquet"
    ]
    assert inodes(first, "captures") != inodes(second, "captures")
    assert inodes(first, "failures") == inodes(second, "failures")
    query = (
        "select version, body, change_kinds from article_versions where url = $$"
        + SITE
        + "$$ order by version desc"
    )
    assert ask(tmp_path / "published", query)[0] == (
        2,
        "Інший текст",
        ["body", "paragraph_added", "paragraph_removed"],
    )
    assert ask(
        tmp_path / "published", "select count(*), count(distinct article_id) from article_versions"
    ) == [(4, 3)]


def test_a_visit_that_finds_nothing_new_writes_no_partition(
    con: Connection, site: Site, tmp_path: Path
) -> None:
    others = [f"{SITE}/{n}" for n in range(2)]
    load(con, site.visit([see(SITE), *(see(url) for url in others)]))
    publish(con, tmp_path, now=NOW)
    load(con, site.visit([Look(url=url, outcome="unchanged") for url in (SITE, *others)]))
    snapshot = publish(con, tmp_path, now=NOW)
    assert (snapshot.changed, snapshot.partitions_written) == (True, 0)
    assert ask(tmp_path, "select distinct last_seen from articles") == [(START + timedelta(hours=1),)]
    site.step = timedelta(days=1)
    for _ in range(3):
        load(con, site.visit([Look(url=SITE, outcome="unchanged"), Look(url=others[0], outcome="gone")]))
    assert publish(con, tmp_path, now=NOW).partitions_written == 1
    assert ask(tmp_path, "select last_seen, state from articles order by url") == [
        (START + timedelta(days=4), "live"),
        (START + timedelta(hours=1), "gone"),
        (START + timedelta(hours=1), "live"),
    ]
    load(con, site.visit([], status="down"))
    assert publish(con, tmp_path, now=NOW).partitions_written == 0


def test_all_regions_and_pruning(con: Connection, site: Site, tmp_path: Path) -> None:
    load(con, site.visit([see(f"{SITE}/{code}", region_hint=name) for code, name in REGIONS.items()]))
    snapshot = publish(con, tmp_path, now=NOW)
    assert snapshot.partitions_written == len(REGIONS) == 28
    assert ask(tmp_path, "select count(*), count(distinct region) from placements") == [(28, 28)]
    for view in ("placements", "articles"):
        ((_, plan),) = ask(
            tmp_path, f"explain analyze select title, last_seen from {view} where region = 'UA-18'"
        )
        assert "Total Files Read: 1 " in plan
        assert ask(tmp_path, f"select url from {view} where region = 'national'") == [(f"{SITE}/national",)]
    ((_, plan),) = ask(tmp_path, "explain analyze select * from placements where tag = 'housing'")
    assert "Total Files Read: 0 " in plan


def test_other_tools_see_the_partition_keys(con: Connection, tmp_path: Path) -> None:
    settle(con, tmp_path, ["UA-05", "UA-07"])
    publish(con, tmp_path / "published", now=NOW)
    folder = tmp_path / "published" / "latest" / "articles"
    dataset = pyarrow.dataset.dataset(folder, format="parquet", partitioning="hive")
    table = dataset.to_table(
        filter=pyarrow.dataset.field("region") == "UA-05", columns=["region", "tag", "source", "body"]
    )
    assert table.to_pylist() == [
        {"region": "UA-05", "tag": "other", "source": "UA-05", "body": make_article(SITE).body}
    ]
    frame = polars.scan_parquet(folder / "**/*.parquet", hive_partitioning=True)
    assert frame.filter(polars.col("region") == "UA-07").select("source", "tag").collect().rows() == [
        ("UA-07", "other")
    ]
    assert frame.collect().shape[0] == 2


def test_this_year_and_large_years_have_files_of_their_own_newest_first(
    con: Connection, site: Site, tmp_path: Path
) -> None:
    def published(n: int) -> datetime | None:
        years = [2023] * 2100 + [2022] * 30 + [2024] * 10
        return datetime(years[n], 1, 1, tzinfo=KYIV) + timedelta(hours=n * 37 % 8000) if n % 100 else None

    looks = [see(f"{SITE}/{n}", published=published(n), body="") for n in range(2140)]
    load(con, site.visit(looks))
    snapshot = publish(con, tmp_path, now=NOW)
    files = {path.rpartition("/")[2]: snapshot.path / path for path in inodes(snapshot)}
    dates = {name: pyarrow.parquet.read_table(file)["published"].to_pylist() for name, file in files.items()}
    assert {name: len(days) for name, days in dates.items()} == {
        "2023.parquet": 2079,
        "2024.parquet": 10,
        "rest.parquet": 51,
    }
    known = {name: [day for day in days if day] for name, days in dates.items()}
    for days in known.values():
        assert all(one >= other for one, other in pairwise(days))
    assert dates["rest.parquet"][29:] == [None] * 22


def test_coverage(con: Connection, tmp_path: Path) -> None:
    day = timedelta(days=1)
    often = Site(folder=tmp_path / "batches", source="often", step=timedelta(hours=8))
    seldom = Site(folder=tmp_path / "batches", source="seldom", step=2 * day)
    visits: list[tuple[list[Look], VisitStatus, str | None]] = [
        ([see(SITE, source="often"), Look(url="b", outcome="failed")], "complete", None),
        ([see(SITE + "/2", source="often")], "complete", None),
        ([], "blocked", "403"),  # 21:00 UTC is the next day in Kyiv
        ([Look(url="b", outcome="failed"), Look(url="c", outcome="gone")], "partial", "1 pages failed"),
        ([], "down", "503"),
    ]
    for looks, status, reason in visits:
        load(con, often.visit(looks, status=status, reason=reason))
    load(con, seldom.visit([], status="down", reason="503"))
    load(con, seldom.visit([], status="blocked", reason="403"))
    publish(con, tmp_path / "published", now=NOW)
    first = date(2024, 9, 16)
    nothing = (None, None, None, None, None)
    assert ask(
        tmp_path / "published", "select * exclude (backfilled) from coverage order by source, day"
    ) == [
        ("often", first, "complete", 2, False, None, 1, 2, 0, 0, 0),
        ("often", first + day, "partial", 0, False, "1 pages failed", 2, 0, 0, 1, 1),
        ("often", first + 2 * day, "not looked", 0, False, None, *nothing[1:], None),
        ("seldom", first, "down", 0, False, "503", 0, 0, 0, 0, 0),
        ("seldom", first + day, "not looked", 0, False, None, *nothing[1:], None),
        ("seldom", first + 2 * day, "blocked", 0, False, "403", 0, 0, 0, 0, 0),
    ]


def test_a_day_is_final_when_a_later_one_was_read_to_its_end(con: Connection, tmp_path: Path) -> None:
    daily = Site(folder=tmp_path / "daily", source="daily", step=timedelta(days=1))
    statuses: list[VisitStatus] = ["complete", "down", "complete", "partial"]
    expected = [[False], [False, False], [True, True, False], [True, True, False, False]]
    for status, final in zip(statuses, expected, strict=True):
        load(con, daily.visit([], status=status))
        publish(con, tmp_path / "published", now=NOW)
        rows = ask(tmp_path / "published", "select status, final from coverage order by day")
        assert rows == list(zip(statuses, final, strict=False))


def statuses_after(con: Connection, folder: Path, *days: list[Look]) -> list[str]:
    """Of a source that is visited once a day, complete each time; the first day is 16 September 2024."""
    daily = Site(folder=folder / "daily", source="daily", step=timedelta(days=1))
    for looks in days:
        load(con, daily.visit(looks))
    publish(con, folder / "published", now=NOW)
    return [status for (status,) in ask(folder / "published", "select status from coverage order by day")]


def on(day: int | None, url: str = SITE, **fields: Any) -> Look:
    """A new article of a day of September 2024."""
    published = datetime(2024, 9, day, 8, 41, tzinfo=KYIV) if day else None
    precision = "minute" if day else None
    return see(url, source="daily", published=published, **{"published_precision": precision, **fields})


def test_a_quiet_day_is_proved_by_a_dated_list_that_reaches_beyond_it(
    con: Connection, tmp_path: Path
) -> None:
    same = Look(url=SITE, outcome="unchanged")
    assert statuses_after(con, tmp_path, [on(15)], [same], [on(17, SITE + "/2")], [same]) == [
        "quiet",
        "complete",
        "quiet",
        "quiet",
    ]  # what the third day's visit found is of the second


def test_nothing_dated_that_reaches_back_is_no_proof(con: Connection, tmp_path: Path) -> None:
    assert statuses_after(con, tmp_path, [on(18)], [], [], []) == ["complete"] * 3 + ["quiet"]


def test_an_article_that_tells_no_day_may_be_of_this_one(con: Connection, tmp_path: Path) -> None:
    first, undated = on(10), on(None, SITE + "/2")
    assert statuses_after(con, tmp_path, [first], [], [undated], []) == [
        "quiet",
        "complete",
        "complete",
        "quiet",
    ]  # it came after the second day's visit and before the fourth's


def test_an_article_that_tells_its_month_is_of_no_day(con: Connection, tmp_path: Path) -> None:
    vague = on(1, SITE + "/2", published_precision="month")
    assert statuses_after(con, tmp_path, [on(10)], [vague], []) == ["complete", "complete", "quiet"]


def test_a_quiet_day_gets_its_article_when_one_of_it_is_found_later(con: Connection, tmp_path: Path) -> None:
    days: list[list[Look]] = [[on(10)], [], [on(17, SITE + "/2")]]
    assert statuses_after(con, tmp_path, *days) == ["quiet", "complete", "quiet"]


def test_old_snapshots_go_when_nobody_can_be_reading_them(
    con: Connection, site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "published"

    def publish_at(minute: int, keep: int) -> list[str]:
        load(con, site.visit([see(f"{SITE}/{minute}")]))
        publish(con, folder, now=NOW + timedelta(minutes=minute), keep=keep)
        return sorted(path.name[:6] for path in (folder / "snapshots").iterdir())

    assert publish_at(0, keep=1) == ["000001"]
    assert publish_at(10, keep=1) == ["000001", "000002"]
    assert publish_at(20, keep=1) == ["000001", "000002", "000003"]
    assert publish_at(30, keep=1) == ["000002", "000003", "000004"]
    assert publish_at(300, keep=4) == ["000002", "000003", "000004", "000005"]
    assert publish_at(600, keep=1) == ["000005", "000006"]
    assert ask(folder, "select count(*) from articles") == [(6,)]


def test_what_a_killed_publish_leaves_is_removed(con: Connection, site: Site, tmp_path: Path) -> None:
    load(con, site.visit([see(SITE)]))
    first = publish(con, tmp_path, now=NOW)
    torn = tmp_path / "snapshots" / ".building-000002-x"
    (torn / "articles").mkdir(parents=True)
    (torn / "articles" / "half.parquet").write_bytes(b"PAR1")
    (tmp_path / "snapshots" / "000002-x").symlink_to(torn.name)
    (tmp_path / "snapshots" / ".removing-000000-x").mkdir()
    (tmp_path / ".latest-000002-x").symlink_to("snapshots/000002-x")
    whole = tmp_path / "snapshots" / "000003-x"  # named, but `latest` never came to it
    whole.mkdir()
    (whole / "manifest.json").write_bytes((first.path / "manifest.json").read_bytes())
    publish(con, tmp_path, now=NOW)
    assert [path.name for path in (tmp_path / "snapshots").iterdir()] == [first.snapshot_id]
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith((".", "latest"))) == [
        "latest"
    ]


def test_a_lost_file_is_written_again(con: Connection, tmp_path: Path) -> None:
    sites = settle(con, tmp_path, ["UA-05", "UA-07"])
    first = publish(con, tmp_path / "published", now=NOW)
    (first.path / "articles" / "region=UA-05" / "tag=other" / "2024.parquet").unlink()
    load(con, sites[1].visit([]))
    assert publish(con, tmp_path / "published", now=NOW).partitions_written == 1
    assert ask(tmp_path / "published", "select count(*) from articles") == [(2,)]


def test_new_views_make_a_new_snapshot(
    con: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(con, tmp_path, now=NOW)
    monkeypatch.setattr(warehouse.publish, "views_hash", lambda folder: "another")
    snapshot = publish(con, tmp_path, now=NOW)
    assert (snapshot.changed, snapshot.partitions_written, snapshot.partitions_linked) == (True, 0, 1)


def test_a_folder_that_was_moved_gets_views_that_point_into_it(
    con: Connection, site: Site, tmp_path: Path
) -> None:
    load(con, site.visit([see(SITE)]))
    publish(con, tmp_path / "old", now=NOW)
    (tmp_path / "old").rename(tmp_path / "new")
    snapshot = publish(con, tmp_path / "new", now=NOW)
    assert (snapshot.changed, snapshot.partitions_written) == (True, 0)
    assert ask(tmp_path / "new", "select url from articles") == [(SITE,)]


def test_a_copied_snapshot_opens_where_it_is(con: Connection, tmp_path: Path) -> None:
    """With what is published gone: with Visnyk as it is, with any DuckDB after one statement."""
    settle(con, tmp_path, ["UA-05", "UA-07"])
    snapshot = publish(con, tmp_path / "published", now=NOW)
    copy = tmp_path / "O'Генрі [1]" / "copy"
    shutil.copytree(tmp_path / "published" / "latest", copy)
    shutil.rmtree(tmp_path / "published")
    quoted = str(copy).replace("'", "''")
    with open_published(copy / "visnyk.duckdb") as reader:
        for view in VIEWS:
            reader.execute(f"from {view}").fetchall()
        assert reader.execute("select count(*) from articles where region = 'UA-05'").fetchall() == [(1,)]
    with duckdb.connect(str(copy / "visnyk.duckdb"), read_only=True) as plain:
        with pytest.raises(duckdb.IOException, match=snapshot.snapshot_id):
            plain.execute("from articles")
        plain.execute(f"set variable visnyk = '{quoted}'")
        assert plain.execute("select count(*) from articles").fetchall() == [(2,)]
    with duckdb.connect() as other:
        other.execute(f"attach '{quoted}/visnyk.duckdb' as news (read_only)")
        other.execute(f"set variable visnyk = '{quoted}'")
        assert other.execute("select count(*) from news.articles").fetchall() == [(2,)]


def test_a_folder_with_an_odd_name(con: Connection, site: Site, tmp_path: Path) -> None:
    load(con, site.visit([see(SITE)]))
    folder = tmp_path / "дім O'Генрі [1]* {a,b}"
    publish(con, folder, now=NOW)
    assert ask(folder, "select count(*) from articles") == [(1,)]


def test_the_caller_s_transaction_is_free_afterwards(con: Connection, site: Site, tmp_path: Path) -> None:
    publish(con, tmp_path, now=NOW)
    load(con, site.visit([see(SITE)]))
    (tmp_path / "snapshots" / "000002-20240920T120000Z").mkdir()  # in the way
    with pytest.raises(FileExistsError):
        publish(con, tmp_path, now=NOW)
    load(con, site.visit([see(SITE + "/2")]))
    assert publish(con, tmp_path, now=NOW + timedelta(seconds=1)).articles == 2


PUBLISH = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from warehouse.db import open_writer
from warehouse.publish import publish
con = open_writer(Path(sys.argv[1]))
print("open", flush=True)
publish(con, Path(sys.argv[2]), now=datetime.now(UTC))
"""


def test_kill_9_in_the_middle_of_a_publish(con: Connection, tmp_path: Path) -> None:
    sites = settle(con, tmp_path, list(REGIONS)[:4])
    published = tmp_path / "published"
    publish(con, published, now=NOW)
    for site in sites:
        load(con, site.visit([see(SITE, "changed", source=site.source, title="Нове")]))
    con.close()
    command = [sys.executable, "-c", PUBLISH, str(tmp_path / "visnyk.duckdb"), str(published)]
    killed = 0
    for seconds in (0.05, 0.1, 0.15):
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                killed += 1
        assert ask(published, "select count(*), count(distinct title) from articles") == [(4, 1)]
    assert killed
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert ask(published, "select count(*), any_value(title) from articles") == [(4, "Нове")]
    assert not list((published / "snapshots").glob(".*"))


READ = """
import sys
from pathlib import Path
from warehouse.db import open_published
folder, stop = map(Path, sys.argv[1:])
answers, seen = 0, set()
while not stop.exists():
    with open_published(folder / "latest" / "visnyk.duckdb") as con:
        for view in ("articles", "placements"):
            found = con.execute(
                f"select count(*), count(distinct title), min(title), (select count(*) from visits) from {view}"
            ).fetchall()
            (articles, titles, title, visits), = found
            assert (articles, titles, title) == (3, 1, f"випуск {visits}"), found
            seen.add(title)
            answers += 1
    if answers == 2:
        print("reading", flush=True)
print(answers, len(seen))
"""


def test_readers_meanwhile(con: Connection, site: Site, tmp_path: Path) -> None:
    folder, stop = tmp_path / "published", tmp_path / "stop"
    hints = [REGIONS["UA-05"], REGIONS["UA-07"], None]

    def publish_issue(number: int) -> None:
        looks = [
            see(f"{SITE}/{n}", "changed", title=f"випуск {number}", region_hint=hint)
            for n, hint in enumerate(hints)
        ]
        load(con, site.visit(looks))
        publish(con, folder, now=datetime.now(UTC), keep=1, grace=timedelta(seconds=5))

    publish_issue(1)
    command = [sys.executable, "-c", READ, str(folder), str(stop)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        assert [reader.stdout and reader.stdout.readline() for reader in readers] == ["reading\n"] * 2
        for number in range(2, 8):
            publish_issue(number)
    finally:
        stop.touch()
        outputs = [reader.communicate()[0] for reader in readers]
    assert [reader.returncode for reader in readers] == [0, 0]
    for output in outputs:
        answers, issues = map(int, output.split())
        assert answers > 2
        assert issues > 1


def test_ids_of_articles_are_those_of_the_records(con: Connection, site: Site, tmp_path: Path) -> None:
    load(con, site.visit([see(SITE)]))
    publish(con, tmp_path, now=NOW)
    assert ask(tmp_path, "select article_id::text, capture_id::text from articles") == [
        (make_uuid("drabiv", SITE, 0), make_uuid("capture", SITE))
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [([0], [1]), ([9, 1, 20], [1, 1, 1]), ([30, 11], [1, 2]), ([99], [1]), ([99, 1, 30, 1], [1, 2, 2, 3])],
)
def test_rounds(monkeypatch: pytest.MonkeyPatch, rows: list[int], expected: list[int]) -> None:
    """Parts of ten rows, four of them at a time."""
    monkeypatch.setattr("warehouse.partitions.PART", 10)
    monkeypatch.setattr("warehouse.partitions.PARTS", 4)
    assert assign_rounds(rows) == expected


def test_small_slices_and_parts_give_the_same_files(
    con: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of an article that lies in two regions, of wordings that were replaced, and without any date."""
    for site in settle(con, tmp_path, ["UA-05", "UA-07", "national"]):
        for visit in range(2):
            looks = [
                see(
                    f"{SITE}/{n}",
                    "changed" if visit else "new",
                    source=site.source,
                    title=f"{visit} {n}",
                    region_hint="Львівська область, Одеська область",
                    published=datetime(2024, 9, 1 + n, 8, tzinfo=KYIV) if n else None,
                )
                for n in range(9)
            ]
            load(con, site.visit(looks))
    one = publish(con, tmp_path / "one", now=NOW)
    for name in ("SLICE", "PART", "PARTS"):
        monkeypatch.setattr(f"warehouse.partitions.{name}", 2)
    many = publish(con, tmp_path / "many", now=NOW)
    assert read_manifest(one.path).relations == read_manifest(many.path).relations
    paths = [*inodes(one), *inodes(one, "article_versions")]
    assert len(paths) == 10
    for path in paths:
        files = [
            pyarrow.parquet.read_table(snapshot.path / path, partitioning=None).to_pylist()
            for snapshot in (one, many)
        ]
        assert sorted(map(str, files[0])) == sorted(map(str, files[1])), path
        for rows in files:
            dates = [row.get("published") for row in rows if "articles/" in path]
            known = [date for date in dates if date]
            assert dates == sorted(known, reverse=True) + [None] * (len(dates) - len(known))
