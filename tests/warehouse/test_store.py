"""Loading batches: what becomes of articles, versions, states, placements and sums."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from scrapers.records import OUTCOMES, Batch
from tests.warehouse.batches import (
    KYIV,
    START,
    WARC,
    Look,
    Site,
    make_article,
    make_capture,
    make_source,
    see,
)
from warehouse.checks import content_hash, run_checks
from warehouse.db import open_writer
from warehouse.store import complete_sections, indexed, load, register_sources

Connection = duckdb.DuckDBPyConnection
A, B, C = (f"https://drabiv.example/news/{name}" for name in "abc")


def rows(con: Connection, query: str) -> list[tuple[Any, ...]]:
    return con.execute(query).fetchall()


def states(con: Connection) -> dict[str, tuple[str, int]]:
    """URL → state and hours from the first visit to the last one that saw it live."""
    found = rows(con, "select url, state, epoch(last_seen)::bigint from core.article")
    return {url: (state, (seen - int(START.timestamp())) // 3600) for url, state, seen in found}


def test_what_is_loaded_is_what_came(con: Connection, site: Site) -> None:
    article = make_article(A, lead="Вступ", author="О'Генрі", published=None, published_precision=None)
    look = Look(
        url=A, outcome="new", articles=(article,), captures=(make_capture(A, capture_id=article.capture_id),)
    )
    assert load(con, site.visit([look, Look(url=B, outcome="failed")]))
    cursor = con.execute("select * from core.article join core.article_version using (article_id, version)")
    fields = [name for name, *_ in cursor.description or []]
    came = dict(zip(fields, cursor.fetchall()[0], strict=True))
    for name in ("title", "lead", "body", "published", "author", "content_hash", "region_hint", "origins"):
        assert came[name] == getattr(article, name)
    assert tuple(came["source_tags"]) == article.source_tags
    assert came["attachments"] == [{"url": "https://drabiv.example/a.pdf", "title": "Рішення №1"}]
    assert rows(
        con, "select article_id::text, capture_id::text, seen_at, first_seen, last_seen from core.article"
    ) == [(article.article_id, article.capture_id, START, START, START)]
    assert rows(con, "select url, error, failed_at from core.failure") == [(B, "Unreachable", START)]
    assert rows(con, "select url, outcome, readers from core.ledger order by url") == [
        (A, "new", ["listing"]),
        (B, "failed", ["listing"]),
    ]
    assert rows(con, "select found, new, failed, status, reason from core.visit") == [
        (2, 1, 1, "complete", None)
    ]
    assert run_checks(con) == []


def test_the_same_batch_twice_changes_nothing(con: Connection, site: Site) -> None:
    batch = site.visit([see(A), see(B)])
    assert load(con, batch)
    before = content_hash(con)
    assert not load(con, batch)
    assert content_hash(con) == before
    tables = ("article", "article_version", "placement", "ledger", "capture", "visit", "section_read", "link")
    for table in tables:
        (count,) = con.table(f"core.{table}").count("*").fetchall()
        assert count == ((1,) if table in ("visit", "section_read") else (2,)), table


def test_missing_files_stand_for_no_rows(con: Connection, site: Site) -> None:
    batch = site.visit([])
    for file in Path(batch.folder).iterdir():
        file.unlink()
    assert load(con, batch)
    assert rows(con, "select status, found from core.visit") == [("complete", 0)]


def test_a_long_body_and_odd_characters(con: Connection, site: Site) -> None:
    body = "Ґанок, «їжа», \u0000 та 😀 — об’єкт\n" * 100_000
    load(con, site.visit([see(A, body=body), see(B, title="", body="")]))
    assert rows(con, "select body from core.article_version where body <> ''") == [(body,)]
    assert run_checks(con) == []


@pytest.mark.parametrize(
    ("fields", "kinds"),
    [
        ({"title": "Інша назва"}, ["title"]),
        ({"lead": "Вступ"}, ["lead"]),
        ({"body": ""}, ["body", "paragraph_removed"]),
        (
            {"published": datetime(2024, 9, 16, 8, 42, tzinfo=KYIV), "body": "Два"},
            ["body", "published", "paragraph_added", "paragraph_removed"],
        ),
        ({"published": None}, ["published"]),
    ],
    ids=["title", "lead", "body", "body and published", "no date"],
)
def test_a_change_makes_a_version(
    con: Connection, site: Site, fields: dict[str, Any], kinds: list[str]
) -> None:
    load(con, site.visit([see(A)]))
    load(con, site.visit([see(A, "changed", **fields)]))
    assert rows(con, "select version, change_kinds from core.article_version order by version") == [
        (1, []),
        (2, kinds),
    ]
    (article,) = rows(con, "select version, title, published, content_hash from core.article")
    assert rows(
        con, "select version, title, published, content_hash from core.article_version where version = 2"
    ) == [article]
    texts = make_article(A, **fields)
    assert rows(con, "select title, lead, body, published from core.article_version where version = 2") == [
        (texts.title, texts.lead, texts.body, texts.published)
    ]
    assert run_checks(con) == []


def test_the_same_text_makes_no_version_but_the_rest_is_renewed(con: Connection, site: Site) -> None:
    load(con, site.visit([see(A)]))
    load(con, site.visit([see(A, "changed", category="Оголошення", source_tags=("нове",))]))
    assert rows(con, "select version from core.article_version") == [(1,)]
    assert rows(con, "select version, category, source_tags from core.article") == [
        (1, "Оголошення", ["нове"])
    ]


def test_gone_and_live_again(con: Connection, site: Site) -> None:
    def look(outcome: Any) -> Look:
        return Look(url=A, outcome=outcome)

    site.step = timedelta(days=1)
    load(con, site.visit([see(A), see(B), see(C)]))
    for _ in range(3):
        assert states(con)[A] == ("live", 0)
        load(con, site.visit([look("gone"), see(B, "changed", title="Нове"), Look(url=C, outcome="failed")]))
    assert states(con) == {A: ("gone", 0), B: ("live", 72), C: ("live", 0)}
    load(con, site.visit([look("unchanged"), Look(url=C, outcome="unchanged")]))
    assert states(con) == {A: ("live", 96), B: ("live", 72), C: ("live", 96)}
    for outcome in ("blocked", "refused_by_robots", "filtered", "failed", "not_an_article"):
        load(con, site.visit([look(outcome)]))
    assert states(con)[A] == ("live", 96)
    assert run_checks(con) == []


@pytest.mark.parametrize(
    ("hours", "between", "state"),
    [
        (24, [], "gone"),
        (24, ["failed", "blocked"], "gone"),  # says nothing, and leaves what was said before
        (8, [], "live"),  # three looks in one day may all meet the same fault
        (8, ["gone"] * 4, "gone"),
        (24, ["unchanged"], "live"),  # it was there in between
    ],
)
def test_when_a_deletion_is_confirmed(
    con: Connection, site: Site, hours: int, between: list[Any], state: str
) -> None:
    site.step = timedelta(hours=hours)
    load(con, site.visit([see(A), see(B)]))
    for outcome in ("gone", *between, "gone", "gone"):
        load(con, site.visit([Look(url=A, outcome=outcome), Look(url=B, outcome="unchanged")]))
    assert states(con)[A][0] == state


def test_a_look_while_nothing_else_could_be_read_confirms_no_deletion(con: Connection, site: Site) -> None:
    site.step = timedelta(days=1)
    load(con, site.visit([see(A), see(B)]))
    for _ in range(5):
        load(con, site.visit([Look(url=A, outcome="gone"), Look(url=B, outcome="failed")], status="partial"))
    assert states(con)[A] == ("live", 0)


def digest(outcome: Any, titles: list[str]) -> Look:
    capture = make_capture(A)
    articles = (
        make_article(A, n, title=title, capture_id=capture.capture_id) for n, title in enumerate(titles)
    )
    return Look(url=A, outcome=outcome, articles=tuple(articles), captures=(capture,))


def test_a_digest_that_drops_an_article(con: Connection, site: Site) -> None:
    site.step = timedelta(days=1)
    load(con, site.visit([digest("new", ["Один", "Два", "Три"]), see(B)]))
    load(con, site.visit([digest("changed", ["Один", "Два!"])]))
    listed = "select position, title, version, state from core.article where url = ? order by position"
    assert con.execute(listed, [A]).fetchall() == [
        (0, "Один", 1, "live"),
        (1, "Два!", 2, "live"),
        (2, "Три", 1, "gone"),
    ]
    for _ in range(3):
        load(con, site.visit([Look(url=A, outcome="gone"), Look(url=B, outcome="unchanged")]))
    assert {state for _, _, _, state in con.execute(listed, [A]).fetchall()} == {"gone"}


def test_two_links_that_lead_to_one_article(con: Connection, site: Site) -> None:
    """The link is known by the capture, not by the address that the page gives itself."""
    captures = [make_capture(url, capture_id=str(make_article(url).capture_id)) for url in (B, C)]
    looks = [
        Look(
            url=capture.requested_url,
            outcome="new",
            articles=(make_article(A, capture_id=capture.capture_id),),
            captures=(capture,),
        )
        for capture in captures
    ]
    site.step = timedelta(days=1)
    other = Look(url="https://drabiv.example/other", outcome="unchanged")
    load(con, site.visit(looks))
    for _ in range(3):
        load(con, site.visit([Look(url=B, outcome="gone"), Look(url=C, outcome="unchanged")]))
    assert states(con) == {A: ("live", 72)}
    for _ in range(3):
        load(con, site.visit([Look(url=C, outcome="gone"), other]))
    assert states(con) == {A: ("gone", 72)}
    assert run_checks(con) == []


def test_sums_that_do_not_agree_make_the_visit_partial(con: Connection, site: Site) -> None:
    batch = site.visit([see(A), see(B)], found=3, reason="повільно")
    assert load(con, batch)
    ((status, reason),) = rows(con, "select status, reason from core.visit")
    assert status == "partial"
    assert reason == "повільно; sums do not agree: found 3, outcomes 2, ledger 2"
    assert rows(con, "select count(*) from core.article") == [(2,)]
    assert [finding.check for finding in run_checks(con)] == ["visit_sums"]


def test_a_section_whose_sum_does_not_agree_makes_the_visit_partial(con: Connection, site: Site) -> None:
    batch = site.visit([see(A), replace(see(B), sections=("news", "feed"))])
    reads = Path(batch.folder) / "section_reads.jsonl"
    reads.write_text(reads.read_text("utf-8").replace('"found":2', '"found":3'), "utf-8")
    assert load(con, batch)
    ((status, reason),) = rows(con, "select status, reason from core.visit")
    assert status == "partial"
    assert reason == "sums do not agree: section news: found 3, ledger 2"
    assert [finding.check for finding in run_checks(con)] == ["section_sums"]


def test_outcomes_that_do_not_agree_with_the_ledger(con: Connection, site: Site) -> None:
    outcomes = dict.fromkeys(OUTCOMES, 0) | {"new": 1, "gone": 1}
    load(con, site.visit([see(A), see(B)], outcomes=outcomes))
    ((reason,),) = rows(con, "select reason from core.visit where status = 'partial'")
    assert reason.endswith("gone: 1 counted, 0 in the ledger, new: 1 counted, 2 in the ledger")
    (finding,) = run_checks(con)
    assert finding.message == "found 2, outcomes 2, ledger 2, gone 1 counted, new 1 counted"


def test_a_torn_file_changes_nothing(con: Connection, site: Site) -> None:
    batch = site.visit([see(A)])
    file = Path(batch.folder) / "articles.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole[:-40])
    with pytest.raises(duckdb.Error):
        load(con, batch)
    assert rows(con, "select count(*) from core.visit") == [(0,)]
    file.write_bytes(whole)
    assert load(con, batch)


def test_placement_by_source_then_by_the_page_then_national(con: Connection, site: Site) -> None:
    def regions() -> list[str]:
        return [
            region
            for (region,) in rows(
                con, "select region from core.placement join core.article using (article_id) order by url"
            )
        ]

    hints = ["ЧЕРКАСЬКА ОБЛАСТЬ, Золотоніський район", "Край світу", None]
    load(con, site.visit([see(url, region_hint=hint) for url, hint in zip((A, B, C), hints, strict=True)]))
    assert regions() == ["UA-71", "national", "national"]
    register_sources(con, [make_source(region="UA-18"), make_source("other", region="UA-05")])
    assert regions() == ["UA-18"] * 3
    register_sources(con, [make_source(region="UA-18", schedule=None)])
    register_sources(con, [])
    assert regions() == ["UA-18"] * 3
    register_sources(con, [make_source()])
    assert regions() == ["UA-71", "national", "national"]
    assert rows(con, "select source, community, active from core.source order by source") == [
        ("drabiv", "UA71020090000012345", True),
        ("other", "UA71020090000012345", True),
    ]
    assert run_checks(con) == []


def test_a_page_that_names_regions_lies_in_each_the_first_is_primary(con: Connection, site: Site) -> None:
    def placed() -> list[tuple[object, ...]]:
        return rows(con, "select region, is_primary from core.placement order by is_primary desc, region")

    hint = "Чернівецька область, Житомирська область, Чернівецька область, Край світу"
    load(con, site.visit([see(A, region_hint=hint)]))
    register_sources(con, [make_source(region="national")])
    assert placed() == [("UA-77", True), ("UA-18", False)]
    load(con, site.visit([see(A, "changed", title="інше", region_hint="Житомирська область, Київ")]))
    assert placed() == [("UA-18", True), ("UA-30", False)]
    load(con, site.visit([see(A, "changed", title="ще інше", region_hint=None)]))
    assert placed() == [("national", True)]
    assert run_checks(con) == []


def test_credits_are_kept_and_follow_the_page(con: Connection, site: Site) -> None:
    load(con, site.visit([see(A, attribution="Житомирська міська рада")]))
    load(con, site.visit([see(A, "changed", title="інше", photo_credit="Харківська міська рада")]))
    assert rows(con, "select attribution, photo_credit from core.article") == [
        (None, "Харківська міська рада")
    ]


def test_sections_and_indexed_bytes(con: Connection, site: Site) -> None:
    load(con, site.visit([see(A)]))
    load(con, site.visit([see(B)]))
    late = site.visit([see(C)], complete=False)
    load(con, replace(late, warc_files={WARC: 10, "2024/0002.warc": 7}))
    assert complete_sections(con, "drabiv") == {"news": START + timedelta(hours=1)}
    assert complete_sections(con, "other") == {}
    assert indexed(con) == {WARC: 2000, "2024/0002.warc": 7}


LOAD = """
import pickle, sys
from pathlib import Path
from warehouse.db import open_writer
from warehouse.store import load
con = open_writer(Path(sys.argv[1]))
print("open", flush=True)
for batch in pickle.loads(Path(sys.argv[2]).read_bytes()):
    load(con, batch)
"""


def crash_while_loading(file: Path, batches: Path, seconds: float) -> bool:
    """Load in another process and kill it some time after it began; whether it was still at it."""
    command = [sys.executable, "-c", LOAD, str(file), str(batches)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return True
    return False


def test_kill_9_in_the_middle_of_a_load(tmp_path: Path, site: Site) -> None:
    batches: list[Batch] = []
    for visit in range(4):
        outcome: Any = "changed" if visit else "new"
        looks = [see(f"{A}/{n}", outcome, body=f"Текст {visit} " * 300) for n in range(300)]
        batches.append(site.visit(looks))
    with open_writer(tmp_path / "undisturbed.duckdb") as con:
        for batch in batches:
            load(con, batch)
        expected = content_hash(con)
    pickled = tmp_path / "batches.pickle"
    pickled.write_bytes(pickle.dumps(batches))
    crashes = [
        crash_while_loading(tmp_path / "crashed.duckdb", pickled, seconds)
        for seconds in (0.02, 0.09, 0.2, 0.13)
    ]
    assert any(crashes)
    with open_writer(tmp_path / "crashed.duckdb") as con:
        loaded = [load(con, batch) for batch in batches]
        assert content_hash(con) == expected
        assert run_checks(con) == []
    assert loaded == sorted(loaded)  # what was there already were whole visits, in their order
