"""The texts of `sql/`: SQL lives in files named after what it makes, never in Python strings."""

from __future__ import annotations

from functools import cache
from pathlib import Path

SQL = Path(__file__).parent / "sql"


@cache
def read_sql(name: str) -> str:
    """The text of `sql/<name>.sql`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def names_in(folder: str) -> list[str]:
    """The names of the files in `sql/<folder>`, sorted, ready for `read_sql`."""
    return sorted(f"{folder}/{path.stem}" for path in (SQL / folder).glob("*.sql"))
