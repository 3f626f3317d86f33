"""The Parquet files of a snapshot: which there shall be, which are as before, and writing the others."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.queries import names_in, read_sql
from warehouse.snapshots import Manifest, PublishedFile, PublishedRelation, link_file

# relations whose texts are joined only to rows that are written
WITH_TEXTS = {
    "articles": "publish/rows_with_texts",
    "article_versions": "publish/rows_with_texts",
    "document_pages": "publish/rows_with_pages",
}
ROW_GROUP = 16_384  # for these: half the cost of reading one article, for 0.3 % more disk
ROUND = 100_000  # rows that are parted into files together
# the file of a relation without rows: views and other tools find its columns all the same
EMPTY = {"articles": "articles/region=national/tag=other/empty.parquet"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the next snapshot shall hold, and which of it the previous one has."""

    relations: dict[str, PublishedRelation]
    reusable: dict[str, Path]  # path in the new snapshot → the same file in the previous one

    def to_write(self, relation: str) -> list[str]:
        return sorted(self.relations[relation].files.keys() - self.reusable.keys())


def make_plan(con: duckdb.DuckDBPyConnection, before: Manifest | None, previous: Path | None) -> Plan:
    """Describe every relation as it is now and compare it with the previous snapshot, if there is one."""
    relations: dict[str, PublishedRelation] = {}
    reusable: dict[str, Path] = {}
    for name in names_in("publish/relations"):
        con.execute(read_sql(name))
        relation = Path(name).name
        made = relations[relation] = _describe(con, relation)
        old = before.relations.get(relation) if before else None
        if previous and old and old.shape == made.shape:
            same = (path for path, file in made.files.items() if old.files.get(path) == file)
            reusable.update({path: previous / path for path in same if (previous / path).exists()})
    return Plan(relations=relations, reusable=reusable)


def _describe(con: duckdb.DuckDBPyConnection, relation: str) -> PublishedRelation:
    """The relation in the view `publishing`: its columns, and its files with their signatures."""
    columns = con.sql(read_sql("publish/shape"))
    shape = ", ".join(f"{name} {kind}" for name, kind in zip(columns.columns, columns.types, strict=True))
    rows = con.execute(read_sql("publish/signatures")).fetchall()
    files = {path: PublishedFile(rows=count, signature=signature) for path, count, signature in rows}
    empty = {EMPTY.get(relation, f"{relation}/empty.parquet"): PublishedFile(rows=0, signature="")}
    # hash() may be another one in another DuckDB
    return PublishedRelation(shape=f"DuckDB {duckdb.__version__}: {shape}", files=files or empty)


def write_files(con: duckdb.DuckDBPyConnection, plan: Plan, building: Path) -> None:
    """Fill the folder `building`: link what is the same, write what is not."""
    for path, old in plan.reusable.items():
        link_file(old, building / path)
    for relation in plan.relations:
        paths = plan.to_write(relation)
        if paths:
            con.execute(read_sql(f"publish/relations/{relation}"))
            con.execute(read_sql("publish/chosen_row"), [paths])
            _write_relation(con, plan.relations[relation].files, paths, building, WITH_TEXTS.get(relation))
            con.execute("drop table chosen_row")


def _write_relation(
    con: duckdb.DuckDBPyConnection,
    files: Mapping[str, PublishedFile],
    paths: list[str],
    building: Path,
    with_texts: str | None,
) -> None:
    """Part the rows of some files into a folder each, then sort each by itself: memory follows a round."""
    parts = building.with_name(f"{building.name}.parts")
    for first, last in rounds([files[path].rows for path in paths]):
        con.execute(read_sql("publish/choose_round"), [[first, last]])
        rows = con.sql(read_sql(with_texts or "publish/rows"))
        rows.write_parquet(
            str(parts), compression="lz4", partition_by=["number"], write_partition_columns=False
        )
        for number in range(first, last + 1):
            part = [str(path) for path in parts.glob(f"number={number}/*.parquet")]
            mine = (
                con.read_parquet(part, hive_partitioning=False)
                if part
                else rows.project("* exclude (number)")
            )
            _write_file(mine, building / paths[number - 1], ROW_GROUP if with_texts else None)
        shutil.rmtree(parts, ignore_errors=True)  # there is none if there were no rows


def _write_file(rows: duckdb.DuckDBPyRelation, target: Path, row_group: int | None) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    newest_first = rows.order("moment desc nulls last").project("* exclude (moment)")
    newest_first.write_parquet(str(target), compression="zstd", row_group_size=row_group)


def rounds(sizes: list[int], most: int = ROUND) -> Iterator[tuple[int, int]]:
    """First and last number, from 1, of the files to be made together: at most `most` rows, or one file."""
    first, rows = 1, 0
    for number, size in enumerate(sizes, start=1):
        if number > first and rows + size > most:
            yield first, number - 1
            first, rows = number, 0
        rows += size
    yield first, len(sizes)
