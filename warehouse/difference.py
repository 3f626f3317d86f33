"""What a warehouse that was made anew says otherwise than the one before, counted by source and field."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import duckdb

from warehouse.checks import content_hash, run_checks
from warehouse.queries import read_sql
from warehouse.records import Finding

SAMPLES = 3  # of each source and field


class Count(NamedTuple):
    source: str
    field: (
        str  # a column of `articles`; article, wordings, placement, parts, matches; outcome of a link; status
    )
    rows: int


class Sample(NamedTuple):
    source: str
    field: str
    url: str
    before: str | None
    after: str | None


class Unread(NamedTuple):
    """A page that cannot be read any more, and is kept as it was read before."""

    source: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    counts: list[Count] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)  # of the checks, that the old one did not have
    hash_before: str = ""
    hash_after: str = ""


def compare(con: duckdb.DuckDBPyConnection, kept: str) -> Difference:
    """`con` has the new file open and the old one as `before`. `kept`: the words in the reason of a kept reading."""
    con.execute(read_sql("reparse/difference"))
    counts = con.execute(read_sql("reparse/difference_counts")).fetchall()
    samples = con.execute(read_sql("reparse/difference_samples"), [SAMPLES]).fetchall()
    unread = con.execute(read_sql("reparse/unread"), [kept]).fetchall()
    con.execute(read_sql("reparse/use_before"))
    old, hash_before = run_checks(con), content_hash(con)
    con.execute(read_sql("open/use"))
    known = {(finding.check, finding.subject) for finding in old}
    return Difference(
        counts=[Count(*row) for row in counts],
        samples=[Sample(*row) for row in samples],
        unread=[Unread(*row) for row in unread],
        findings=[each for each in run_checks(con) if (each.check, each.subject) not in known],
        hash_before=hash_before,
        hash_after=content_hash(con),
    )
