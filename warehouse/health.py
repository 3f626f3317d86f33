"""What is wrong with each source by its own past: silence, fewer articles, empty fields and sections, failures.

Reads a published snapshot, so that no run is disturbed. Pure judgement is in `silence`, `dwindling` and `filling`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

import duckdb

from warehouse.filling import Filled, Loss, judge_filling
from warehouse.queries import read_sql
from warehouse.silence import Arrivals, Verdict, judge_arrivals

AlarmKind = Literal["silent", "fewer", "field_lost", "section_empty", "pages_fail", "incomplete"]
# false alarms that a source and year may cost, each field and section for itself; with those of silence.py and
# dwindling.py a source with a dozen fields stays below one
FALSE_LOSSES = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    source: str
    kind: AlarmKind
    subject: str  # the field or section; else the source
    since: date  # the first day of it
    chance: float  # of it, by the source's own past
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Of one source, as of its last complete visit."""

    source: str
    name: str
    url: str
    last_visit: datetime | None  # UTC, whatever came of it
    last_complete: datetime | None
    verdict: Verdict
    alarms: tuple[Alarm, ...]


def has_views(con: duckdb.DuckDBPyConnection) -> bool:
    """False: a snapshot from before there were the views that are read here."""
    ((views,),) = con.execute(read_sql("health/views")).fetchall()
    return bool(views == 2)


def sources_to_judge(con: duckdb.DuckDBPyConnection, sources: Sequence[str] | None) -> list[tuple[Any, ...]]:
    """Slug, name, address, last complete visit, last visit (UTC without zone), in the order of slugs."""
    given = None if sources is None else list(sources)
    return con.execute(read_sql("health/sources"), {"sources": given}).fetchall()


def judge_sources(con: duckdb.DuckDBPyConnection, rows: Sequence[tuple[Any, ...]]) -> Iterator[Health]:
    """One after the other, as they were given; `con` is on a published snapshot."""
    days = [row[4] for row in rows if row[4] is not None]
    asked = {"sources": [row[0] for row in rows], "newest": max(days).date() if days else date.min}
    came = _by_source(con, "arrivals", asked)
    filled = {name: _by_source(con, name, asked) for name in ("fields", "sections", "readings")}
    for slug, name, url, last_complete, last_visit in rows:
        verdict = judge_arrivals(
            Arrivals(day=day, count=count, watched=watched) for day, count, watched in came.get(slug, ())
        )
        losses = {kind: of.get(slug, []) for kind, of in filled.items()}
        yield Health(
            source=slug,
            name=name,
            url=url,
            last_visit=last_visit and last_visit.replace(tzinfo=UTC),
            last_complete=last_complete and last_complete.replace(tzinfo=UTC),
            verdict=verdict,
            alarms=(*_of_arrivals(slug, verdict), *_of_losses(slug, losses)),
        )


def _by_source(
    con: duckdb.DuckDBPyConnection, name: str, asked: Mapping[str, Any]
) -> dict[str, list[tuple[Any, ...]]]:
    found = con.execute(read_sql(f"health/{name}"), dict(asked)).fetchall()
    return {slug: [row[1:] for row in rows] for slug, rows in groupby(found, key=itemgetter(0))}


def _of_arrivals(slug: str, verdict: Verdict) -> Iterator[Alarm]:
    if verdict.silent and verdict.last is not None:
        message = (
            f"nothing since {verdict.last}: {verdict.empty} days watched and empty, "
            f"{verdict.expected:.1f} articles expected"
        )
        since = verdict.last + timedelta(days=1)
        yield Alarm(
            source=slug, kind="silent", subject=slug, since=since, chance=verdict.chance, message=message
        )
    if (drop := verdict.drop) is not None:
        message = f"{drop.came} articles in {drop.days} days watched, {drop.expected:.0f} expected"
        yield Alarm(
            source=slug, kind="fewer", subject=slug, since=drop.since, chance=drop.chance, message=message
        )


def _of_losses(slug: str, measured: Mapping[str, list[tuple[Any, ...]]]) -> Iterator[Alarm]:
    for relation, rows in measured.items():
        for subject, days in groupby(rows, key=itemgetter(0)):
            history = (Filled(day=day, filled=filled, of=of) for _, day, filled, of in days)
            loss = judge_filling(history, FALSE_LOSSES)
            if loss is not None:
                kind, message = _tell(relation, subject, loss)
                yield Alarm(
                    source=slug,
                    kind=kind,
                    subject=slug if relation == "readings" else subject,
                    since=loss.since,
                    chance=loss.chance,
                    message=message,
                )


def _tell(relation: str, subject: str, loss: Loss) -> tuple[AlarmKind, str]:
    then = f"since {loss.since}: {loss.share:.0%}, before {loss.before:.0%}"
    if relation == "fields":
        return "field_lost", f"articles with {subject} {then}"
    if relation == "sections":
        return "section_empty", f"days on which section {subject} gave links {then}"
    if subject == "pages":
        return "pages_fail", f"links whose page could be read {then}"
    return "incomplete", f"days with a complete visit {then}"
