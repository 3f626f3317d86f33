"""What the next visit has to know of the earlier ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import duckdb
import orjson

from scrapers.records import Known, Outcome, Precision, ReadFrom, Visit
from warehouse.queries import read_sql


def known(con: duckdb.DuckDBPyConnection, source: str, urls: list[str] | None = None) -> dict[str, Known]:
    """URL → what is remembered of it: pages, and also the index pages and robots.txt of the source.

    Only of `urls`, if they are given, and of those of articles that lead elsewhere.
    """
    # as JSON: of a list DuckDB looks at each text for a long time
    asked = None if urls is None else orjson.dumps(urls).decode()
    rows = con.execute(read_sql("state/known"), {"source": source, "urls": asked}).fetchall()
    return {row[0]: _known(*row) for row in rows}


def complete_sections(con: duckdb.DuckDBPyConnection, source: str) -> dict[str, datetime]:
    """Section → start (UTC) of the last visit in which it was read completely."""
    rows = con.execute(read_sql("state/complete_sections"), [source]).fetchall()
    return {section: started_at.replace(tzinfo=UTC) for section, started_at in rows}


def owed(con: duckdb.DuckDBPyConnection, source: str) -> dict[str, tuple[str, ...]]:
    """Links that the last visit which met them could not read → the sections that named them."""
    rows = con.execute(read_sql("state/owed"), [source]).fetchall()
    return {url: tuple(sections) for url, sections in rows}


def again(
    con: duckdb.DuckDBPyConnection,
    source: str,
    now: datetime,
    after: datetime,
    before: datetime,
    at_most: int,
) -> dict[str, tuple[str, ...]]:
    """Links of articles that were last asked for between two moments, whose turn it is first → their sections."""
    given = {"source": source, "now": now, "after": after, "before": before, "at_most": at_most}
    rows = con.execute(read_sql("state/again"), given).fetchall()
    return {url: tuple(sections) for url, sections in rows}


def attached(con: duckdb.DuckDBPyConnection, source: str) -> dict[str, tuple[str, ...]]:
    """Files that live articles of a source offer → the sections that named these articles."""
    rows = con.execute(read_sql("state/attached"), [source]).fetchall()
    return {url: tuple(sections) for url, sections in rows}


def unread(con: duckdb.DuckDBPyConnection, source: str) -> frozenset[str]:
    """Links to documents with scanned pages that OCR was never tried on."""
    rows = con.execute(read_sql("state/unread"), [source, source]).fetchall()
    return frozenset(url for (url,) in rows)


def last_interval_end(con: duckdb.DuckDBPyConnection, source: str) -> datetime | None:
    """Where the source's next data interval begins, UTC; None before its first visit."""
    (row,) = con.execute(read_sql("state/last_interval_end"), [source]).fetchall()
    return row[0].replace(tzinfo=UTC) if row[0] is not None else None


def last_visits(con: duckdb.DuckDBPyConnection) -> dict[str, datetime]:
    """Source → when its last visit ended, UTC."""
    rows = con.execute(read_sql("state/last_visits")).fetchall()
    return {source: ended_at.replace(tzinfo=UTC) for source, ended_at in rows}


def as_stored(con: duckdb.DuckDBPyConnection, visits: Iterable[Visit]) -> list[Visit]:
    """The visits as they were loaded: `partial` where their sums were broken, with pages whose articles only read
    otherwise among the unchanged.
    """
    told = {visit.visit_id: visit for visit in visits}
    rows = con.execute(read_sql("state/stored_visits"), [list(told)]).fetchall()
    for visit_id, status, reason, changed, unchanged in rows:
        outcomes = {**told[visit_id].outcomes, "changed": changed, "unchanged": unchanged}
        told[visit_id] = replace(told[visit_id], status=status, reason=reason, outcomes=outcomes)
    return list(told.values())


def section_reads(con: duckdb.DuckDBPyConnection, run_id: str) -> list[tuple[str, str, int, int, bool, bool]]:
    """Of a run: source, section, links found and found only there, whether read completely, whether by structure."""
    return con.execute(read_sql("state/section_reads"), [run_id]).fetchall()


def common_failures(con: duckdb.DuckDBPyConnection, run_id: str) -> list[tuple[str, str, str, int, int, str]]:
    """Source, commonest error and its message, how many failures share it, how many there are, and an address."""
    return con.execute(read_sql("state/common_failures"), [run_id]).fetchall()


def days(con: duckdb.DuckDBPyConnection, source: str) -> dict[str, tuple[date, date]]:
    """Link → the first and the last day (Kyiv) on which its articles were published, where all of them tell one."""
    rows = con.execute(read_sql("state/days"), [source]).fetchall()
    return {url: (first, last) for url, first, last in rows}


def indexed(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """WARC file → bytes of it whose records the warehouse has."""
    return dict(con.execute(read_sql("state/indexed")).fetchall())


def _known(
    url: str,
    outcome: Outcome,
    etag: str | None,
    last_modified: str | None,
    sha256: str | None,
    warc_file: str | None,
    warc_offset: int | None,
    record_date: datetime | None,
    final_url: str | None,
    sections: list[str],
    content_hashes: list[str],
    first_seen: datetime,
    told: str | None,
    backfilled: bool,
    published: datetime | None,
    published_precision: Precision | None,
    has_text: bool,
    article_id: str | None,
    withdrawn: bool,
    place: dict[str, Any] | None,
) -> Known:
    return Known(
        url=url,
        outcome=outcome,
        etag=etag,
        last_modified=last_modified,
        sha256=sha256,
        warc_file=warc_file,
        warc_offset=warc_offset,
        record_date=record_date.replace(tzinfo=UTC) if record_date else None,
        final_url=final_url,
        sections=tuple(sections),
        content_hashes=tuple(content_hashes),
        first_seen=first_seen.replace(tzinfo=UTC),
        told=told,
        backfilled=backfilled,
        published=published.replace(tzinfo=UTC) if published else None,
        published_precision=published_precision,
        has_text=has_text,
        article_id=article_id,
        withdrawn=withdrawn,
        article_read=ReadFrom(**{**place, "at": place["at"].replace(tzinfo=UTC)}) if place else None,
    )
