"""What should never be true of the warehouse, as queries whose rows are findings."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from warehouse.queries import names_in, read_sql
from warehouse.records import Finding


def run_checks(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    """All findings of all checks; an empty list says that the warehouse is sound."""
    found = [
        Finding(check=name.removeprefix("checks/"), subject=subject, message=message)
        for name in names_in("checks")
        for subject, message in con.execute(read_sql(name)).fetchall()
    ]
    return [*found, *_migrations(con)]


def _migrations(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """The record is that of this code, number by number."""
    expected = [name.removeprefix("migrations/") for name in names_in("migrations")]
    recorded = con.execute(read_sql("state/migrations")).fetchall()
    for number, name in enumerate(expected, 1):
        said = [told for at, told in recorded if at == number]
        if said != [name]:
            message = f"expected {name} once, recorded {', '.join(said) or 'nothing'}"
            yield Finding(check="migration_record", subject=f"migration {number}", message=message)


def content_hash(con: duckdb.DuckDBPyConnection) -> str:
    """A SHA-256 over articles, versions and placements, free of run ids, capture ids and clocks.

    Two warehouses that read the same pages have the same one, however often a load was broken off.
    """
    (row,) = con.execute(read_sql("state/content_hash")).fetchall()
    return str(row[0])
