"""The small `visnyk.duckdb` of a snapshot: views over its files, with comments."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

from warehouse.db import FOLDER_VARIABLE, OFFLINE
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
    "arrivals",
    "fill_rates",
    "evidence",
)


def views_hash(folder: Path) -> str:
    """Differs when the text of a view does, or when the published folder was moved: the views name it."""
    texts = "\n".join([str(folder), *(read_sql(f"views/{view}") for view in VIEWS)])
    return hashlib.sha256(texts.encode()).hexdigest()


def create_catalog(file: Path, files: Mapping[str, Iterable[str]], snapshot: Path) -> None:
    """Make the database `file` over each relation's Parquet files, named relative to the folder `snapshot`.

    DuckDB keeps no parameters in a view: the list is written into its text where that says `['<relation>']`. The
    folder is looked up when a view is asked, so that a copy can be read: `set variable visnyk = '<its folder>'`.
    """
    with duckdb.connect(str(file), config=OFFLINE) as con:
        con.begin()
        for view in VIEWS:
            text = read_sql(f"views/{view}")
            for relation, paths in files.items():
                text = text.replace(f"['{relation}']", _list_of(paths, snapshot))
            con.execute(text)
        con.commit()


def _list_of(paths: Iterable[str], snapshot: Path) -> str:
    listed = ", ".join(map(_quoted, sorted(paths)))
    folder = f"coalesce(getvariable('{FOLDER_VARIABLE}'), {_quoted(str(snapshot))})"
    return f"list_transform([{listed}], lambda path: {folder} || '/' || path)"


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
