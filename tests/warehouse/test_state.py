"""What is remembered of a link: validators, the place of its last body, the hashes of its articles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pytest

from scrapers.records import Capture
from tests.warehouse.batches import (
    START,
    WARC,
    Look,
    Site,
    index_capture,
    make_article,
    make_capture,
    make_uuid,
    see,
)
from warehouse.state import common_failures
from warehouse.store import again, known, load, owed

Connection = duckdb.DuckDBPyConnection
A, B = (f"https://drabiv.example/news/{name}" for name in "ab")
LATER = timedelta(minutes=1)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def body(letter: str, visit: int, **fields: Any) -> Capture:
    """An answer 200 of A whose body is `letter`, in record number `visit`."""
    given = {
        "capture_id": make_uuid("capture", visit),
        "fetched_at": START + timedelta(hours=visit),
        "sha256": letter,
        "etag": f'"{letter}"',
        "last_modified": f"date of {letter}",
        "warc_offset": visit,
        **fields,
    }
    return make_capture(A, **given)


def not_modified(visit: int, **fields: Any) -> Capture:
    given = {
        "capture_id": make_uuid("capture", visit),
        "fetched_at": START + timedelta(hours=visit),
        **fields,
    }
    return make_capture(A, 304, warc_offset=visit, **given)


def look(outcome: Any, *captures: Capture) -> Look:
    return Look(url=A, outcome=outcome, captures=captures)


def test_a_first_body(con: Connection, site: Site) -> None:
    article = make_article(A, capture_id=make_uuid("capture", 0))
    capture = body("x", 0, url=B)
    load(
        con,
        site.visit(
            [Look(url=A, outcome="new", articles=(article,), captures=(capture,), sections=("a", "b"))]
        ),
    )
    (link,) = known(con, "drabiv").values()
    assert (link.url, link.outcome, link.final_url, link.sections) == (A, "new", B, ("a", "b"))
    assert (link.etag, link.last_modified, link.sha256) == ('"x"', "date of x", "x")
    assert (link.warc_file, link.warc_offset, link.record_date) == (WARC, 0, START)
    assert (link.content_hashes, link.first_seen) == ((article.content_hash,), START)
    assert link.first_seen.utcoffset() == timedelta(0)
    assert known(con, "other") == {}


@pytest.mark.parametrize(
    ("captures", "etag", "last_modified", "offset"),
    [
        ([body("x", 0), not_modified(1)], '"x"', "date of x", 0),
        ([body("x", 0), not_modified(1, etag='"new"')], '"new"', "date of x", 0),
        ([body("x", 0), body("y", 1, etag=None)], None, "date of y", 1),
        ([body("x", 0), body("x", 1, revisit=True, etag='"new"')], '"new"', "date of x", 0),
        ([body("x", 0), body("y", 1), body("x", 2, revisit=True)], '"x"', "date of x", 0),
        ([body("x", 0), body("y", 1), not_modified(2), body("y", 3, revisit=True)], '"y"', "date of y", 1),
        ([body("x", 0), make_capture(A, 404, capture_id=make_uuid(1), warc_offset=1)], '"x"', "date of x", 0),
        ([body("x", 0), make_capture(A, 503, capture_id=make_uuid(1), etag="no")], '"x"', "date of x", 0),
    ],
    ids=["304", "304 with ETag", "new body", "revisit", "back again", "304, revisit", "404", "503"],
)
def test_later_answers(
    con: Connection, site: Site, captures: list[Capture], etag: str | None, last_modified: str, offset: int
) -> None:
    for capture in captures:
        load(con, site.visit([look("unchanged", capture)]))
    (link,) = known(con, "drabiv").values()
    assert (link.etag, link.last_modified, link.warc_offset) == (etag, last_modified, offset)
    assert link.record_date == START + timedelta(hours=offset)
    assert link.sha256 == ("y" if offset else "x")


def test_a_revisit_of_another_address(con: Connection, site: Site) -> None:
    first = make_capture(B, sha256="x", warc_offset=5, capture_id=make_uuid("b"))
    load(
        con,
        site.visit([Look(url=B, outcome="new", captures=(first,)), look("new", body("x", 1, revisit=True))]),
    )
    link = known(con, "drabiv")[A]
    assert (link.warc_offset, link.record_date, link.final_url) == (5, START, A)


def test_a_redirect_and_two_answers_in_one_visit(con: Connection, site: Site) -> None:
    hop = make_capture(A, 301, capture_id=make_uuid("hop"), etag="no")
    answer = body("x", 0, url=B, fetched_at=START + LATER, warc_offset=7)
    again = not_modified(0, capture_id=make_uuid("again"), fetched_at=START + 2 * LATER, etag='"z"')
    load(con, site.visit([look("new", hop, answer, again)]))
    (link,) = known(con, "drabiv").values()
    assert (link.final_url, link.warc_offset, link.etag, link.sha256) == (B, 7, '"z"', "x")


def test_links_without_an_answer(con: Connection, site: Site) -> None:
    load(con, site.visit([Look(url=A, outcome="refused_by_robots")]))
    (link,) = known(con, "drabiv").values()
    assert (link.outcome, link.warc_file, link.sha256, link.content_hashes) == (
        "refused_by_robots",
        None,
        None,
        (),
    )


def test_index_pages_and_robots_are_remembered_too(con: Connection, site: Site) -> None:
    listing, robots = "https://drabiv.example/news", "https://drabiv.example/robots.txt"
    answers: list[tuple[Any, ...]] = []
    for visit, (status, sha) in enumerate(
        [(200, "x"), (304, ""), (200, "x"), (200, "y"), (503, ""), (404, "")]
    ):
        capture_id = make_uuid("index", visit)
        answer = index_capture(
            listing, "index", status, sha256=sha, etag=sha or None, warc_offset=visit, capture_id=capture_id
        )
        extra = [answer, index_capture(robots, "robots", 404, capture_id=make_uuid("robots", visit))]
        load(con, site.visit([see(A, "new" if not visit else "changed")], extra=extra))
        link = known(con, "drabiv")[listing]
        answers.append((link.outcome, link.etag, link.warc_offset))
    assert answers == [
        ("new", "x", 0),
        ("unchanged", "x", 0),
        ("unchanged", "x", 2),
        ("changed", "y", 3),
        ("failed", "y", 3),
        ("gone", "y", 3),
    ]
    assert known(con, "drabiv")[robots].outcome == "gone"
    roles = con.execute("select role, url from core.link order by role").fetchall()
    assert roles == [("index", listing), ("page", A), ("robots", robots)]


def test_hashes_stay_while_the_page_does(con: Connection, site: Site) -> None:
    article = make_article(A, capture_id=make_uuid("capture", 0))
    load(con, site.visit([Look(url=A, outcome="new", articles=(article,), captures=(body("x", 0),))]))
    for outcome in ("unchanged", "failed", "gone"):
        load(con, site.visit([look(outcome)]))
    (link,) = known(con, "drabiv").values()
    assert (link.outcome, link.content_hashes) == ("gone", (article.content_hash,))
    assert link.first_seen == START


@pytest.mark.parametrize(
    "said",
    [
        "{}: expected a page, came 403",
        "expected a page at {}, came none",
        "robots.txt could not be read ({}: came 500)",
        "a loop: {} → {}",
    ],
)
def test_failures_that_differ_by_their_addresses_are_one(con: Connection, site: Site, said: str) -> None:
    """Commas belong to an address, a sign behind it does not."""
    urls = [f"https://drabiv.example/wp-json/posts?_fields=link,title,date&page={n}" for n in range(3)]
    load(con, site.visit([Look(url=url, outcome="failed") for url in urls]))
    con.execute("update core.failure set message = replace(?, '{}', url)", [said])
    ((run_id,),) = con.execute("select run_id from core.visit").fetchall()
    ((_, error, message, same, total, _),) = common_failures(con, run_id)
    assert (error, message, same, total) == ("Unreachable", said.replace("{}", "…"), 3, 3)


def test_which_articles_are_looked_at_again(con: Connection, site: Site) -> None:
    """Doubted ones first, then young ones; no address that only leads to one that is asked for itself."""
    site.step = timedelta(days=1)
    young, old, doubted, moved = (
        f"https://drabiv.example/{name}" for name in ("young", "old", "gone", "moved")
    )
    published = {young: START - timedelta(days=1), old: START - timedelta(days=300)}
    looks = [see(url, published=at) for url, at in published.items()]
    load(con, site.visit([*looks, see(doubted, published=START - timedelta(days=600)), see(moved)]))
    capture = make_capture(moved, url=A, capture_id=make_article("x").capture_id)
    new = make_article(A, capture_id=make_article("y").capture_id)
    target = Look(
        url=A,
        outcome="new",
        articles=(new,),
        captures=(make_capture(A, capture_id=new.capture_id),),
    )
    leading = Look(url=moved, outcome="unchanged", captures=(capture,))
    load(con, site.visit([target, leading, Look(url=doubted, outcome="gone")]))
    now = START + timedelta(days=2)
    assert list(again(con, "drabiv", now, LONG_AGO, now, 10)) == [doubted, A, young, old]
    assert list(again(con, "drabiv", now, LONG_AGO, now, 2)) == [doubted, A]
    assert list(again(con, "drabiv", now, LONG_AGO, START, 10)) == [young, old]
    assert list(again(con, "drabiv", now, START, now, 10)) == [doubted, A]
    assert again(con, "drabiv", now, LONG_AGO, now, 10)[young] == ("news",)


def test_only_what_was_never_read_is_owed(con: Connection, site: Site) -> None:
    load(con, site.visit([see(A), Look(url=B, outcome="failed")]))
    assert owed(con, "drabiv") == {B: ("news",)}
    load(con, site.visit([Look(url=A, outcome="failed"), Look(url=B, outcome="blocked")]))
    assert owed(con, "drabiv") == {B: ("news",)}


def likeliest(con: Connection, now: datetime, at_most: int = 10) -> list[str]:
    return list(again(con, "drabiv", now, LONG_AGO, now, at_most))


def test_what_is_likeliest_to_have_been_edited_is_looked_at_first(con: Connection, site: Site) -> None:
    """By age, by how long nobody looked, and by the ages at which the source edits."""
    site.step = timedelta(days=1)
    ages = {"fresh": 0, "week": 7, "year": 400, "gone": 0}
    published = {name: START - timedelta(days=days) for name, days in ages.items()}
    url = {name: f"https://drabiv.example/news/{name}" for name in ages}
    load(con, site.visit([see(url[name], published=published[name]) for name in ages]))
    load(con, site.visit([Look(url=url["gone"], outcome="gone")]))  # a look that counts for nothing
    soon = START + timedelta(hours=36)
    order = [url["fresh"], url["gone"], url["week"], url["year"]]
    assert likeliest(con, soon) == order
    assert likeliest(con, soon, 1) == order[:1]
    assert again(con, "other", soon, LONG_AGO, soon, 10) == {}
    # an article that was just looked at waits
    load(con, site.visit([see(url["fresh"], "unchanged", published=published["fresh"])]))
    assert likeliest(con, soon + timedelta(hours=13))[:2] == [url["gone"], url["week"]]


def test_a_source_that_edits_old_articles_is_looked_at_there(con: Connection, site: Site) -> None:
    old = {name: f"https://drabiv.example/old/{name}" for name in "abcdef"}
    fresh = "https://drabiv.example/news/fresh"
    long_ago = START - timedelta(days=400)
    site.step = timedelta(days=5)
    load(
        con,
        site.visit([see(each, published=long_ago) for each in old.values()] + [see(fresh, published=START)]),
    )
    later = START + timedelta(days=40)
    assert likeliest(con, later)[0] == fresh
    for number in range(1, 6):
        at = START + number * site.step
        edits = [
            see(each, "changed", published=long_ago, body=f"Текст {number}", seen_at=at)
            for each in old.values()
        ]
        load(con, site.visit([*edits, see(fresh, "unchanged", published=START)]))
    assert set(likeliest(con, later)[:6]) == set(old.values())
