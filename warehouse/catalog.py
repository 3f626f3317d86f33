"""The small `visnyk.duckdb` of a snapshot: views over its files, with comments."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

from warehouse.db import OFFLINE
from warehouse.queries import read_sql

# a view comes after those it reads from
VIEWS = (
    "regions",
    "sources",
    "placements",
    "articles",
    "article_versions",
    "digest_items",
    "document_pages",
    "coverage",
    "visits",
    "section_reads",
    "ledger",
    "captures",
    "failures",
)


def views_hash(folder: Path) -> str:
    """Differs when the text of a view does, or when the published folder was moved: the views hold its path."""
    texts = "\n".join([str(folder), *(read_sql(f"views/{view}") for view in VIEWS)])
    return hashlib.sha256(texts.encode()).hexdigest()


def create_catalog(file: Path, files: Mapping[str, Iterable[Path]]) -> None:
    """Make the database `file` over each relation's Parquet files, absolute.

    DuckDB keeps no parameters in a view: the list is written into its text where that says `['<relation>']`.
    """
    with duckdb.connect(str(file), config=OFFLINE) as con:
        con.begin()
        for view in VIEWS:
            text = read_sql(f"views/{view}")
            for relation, paths in files.items():
                text = text.replace(f"['{relation}']", _list_of(paths))
            con.execute(text)
        con.commit()


def _list_of(paths: Iterable[Path]) -> str:
    quoted = (str(path).replace("'", "''") for path in sorted(paths))
    return "[" + ", ".join(f"'{path}'" for path in quoted) + "]"
