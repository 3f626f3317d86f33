"""The Parquet files of a snapshot: which there shall be, which are as before, and writing the others."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.queries import names_in, read_sql
from warehouse.snapshots import Manifest, PublishedFile, PublishedRelation, link_file

# relations with texts: they are looked at slice by slice
SLICED = frozenset({"articles", "article_versions", "document_pages"})
# rows that are in memory together: of a slice when they are hashed or parted, of a part when they are sorted
SLICE, PART = 4096, 8192
PARTS = 16  # folders that are written to together: each has buffers for every column
ROW_GROUP = 8192  # of a file with texts, which wait in memory until it is full
ROW_GROUP_NARROW = 32_768
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
        relation = Path(name).name
        made = relations[relation] = _describe(con, relation)
        old = before.relations.get(relation) if before else None
        if previous and old and old.shape == made.shape:
            same = (path for path, file in made.files.items() if old.files.get(path) == file)
            reusable.update({path: previous / path for path in same if _is_whole(before, previous, path)})
    return Plan(relations=relations, reusable=reusable)


def _is_whole(before: Manifest | None, previous: Path, path: str) -> bool:
    file, written = previous / path, before.written.get(path) if before else None
    return file.is_file() and (written is None or file.stat().st_size == written.bytes)


def _describe(con: duckdb.DuckDBPyConnection, relation: str) -> PublishedRelation:
    """A relation's columns, and its files with their signatures."""
    _show(con, relation)
    sums: dict[str, list[int]] = {}
    signatures = read_sql("publish/signatures_of_slice" if relation in SLICED else "publish/signatures")
    for _ in _slices(con, 0) if relation in SLICED else range(1):
        for path, *told in con.execute(signatures).fetchall():
            rows, mixed, total = sums.get(path, (0, 0, 0))
            sums[path] = [rows + told[0], mixed ^ told[1], total + told[2]]
    columns = con.sql(read_sql("publish/shape"))
    shape = ", ".join(f"{name} {kind}" for name, kind in zip(columns.columns, columns.types, strict=True))
    files = {path: PublishedFile(rows=told[0], signature=_signature(told)) for path, told in sums.items()}
    empty = {EMPTY.get(relation, f"{relation}/empty.parquet"): PublishedFile(rows=0, signature="")}
    # hash() may be another one in another DuckDB
    return PublishedRelation(shape=f"DuckDB {duckdb.__version__}: {shape}", files=files or empty)


def _signature(sums: list[int]) -> str:
    return hashlib.md5(" ".join(map(str, sums)).encode(), usedforsecurity=False).hexdigest()


def _show(con: duckdb.DuckDBPyConnection, relation: str) -> None:
    """Let the view `publishing` show the relation; of one with texts it shows what is in `slice`."""
    if relation in SLICED:
        con.execute(read_sql(f"publish/cells/{relation}"))
        con.execute(read_sql("publish/unparted"))
        con.execute(read_sql("publish/no_slice"))
    con.execute(read_sql(f"publish/relations/{relation}"))


def _slices(con: duckdb.DuckDBPyConnection, round_: int) -> Iterator[int]:
    """Put the cells of a round into `slice`, some at a time; at the end none."""
    spans = con.execute(read_sql("publish/slices"), [SLICE, round_]).fetchall()
    con.execute(read_sql("publish/joins_as_written"))
    for number, span in enumerate(spans):
        con.execute(read_sql("publish/slice"), [round_, *span])
        yield number
    con.execute(read_sql("publish/joins_as_planned"))
    con.execute(read_sql("publish/no_slice"))


def write_files(con: duckdb.DuckDBPyConnection, plan: Plan, building: Path) -> None:
    """Fill the folder `building`: link what is the same, write what is not."""
    for path, old in plan.reusable.items():
        link_file(old, building / path)
    for relation, made in plan.relations.items():
        paths = plan.to_write(relation)
        for path in paths:
            (building / path).parent.mkdir(parents=True, exist_ok=True)
        if paths:
            _show(con, relation)
        if paths and relation in SLICED:
            _write_texts(con, [(path, made.files[path].rows) for path in paths], building)
        elif paths:
            _write_narrow(con, paths, building)


def _write_narrow(con: duckdb.DuckDBPyConnection, paths: list[str], building: Path) -> None:
    for path in paths:
        con.execute(read_sql("publish/choose_file"), [path])
        _newest_first(con.sql(read_sql("publish/rows"))).write_parquet(
            str(building / path), compression="zstd", row_group_size=ROW_GROUP_NARROW
        )


def _write_texts(con: duckdb.DuckDBPyConnection, files: list[tuple[str, int]], building: Path) -> None:
    """Some files at a time, so that few parts are open together."""
    rounds = assign_rounds([rows for _, rows in files])
    con.execute(read_sql("publish/chosen_cell"), [[path for path, _ in files], rounds, PART])
    con.execute(read_sql("publish/only_chosen"))
    for round_ in sorted(set(rounds)):
        numbered = enumerate(zip(files, rounds, strict=True), start=1)
        paths = {number: path for number, ((path, _), mine) in numbered if mine == round_}
        _write_round(con, round_, paths, building)


def _write_round(con: duckdb.DuckDBPyConnection, round_: int, paths: dict[int, str], building: Path) -> None:
    """Texts are read in the order in which they were stored, slice by slice, and parted into folders of some rows;
    each part is sorted by itself, and the parts of a file are put together: memory follows the size of a part.
    """
    parted = building.with_name(f"{building.name}.parts")
    parted.mkdir()
    for number in _slices(con, round_):
        con.sql(read_sql("publish/rows_of_slice")).write_parquet(
            str(parted / str(number)),
            compression="lz4",
            partition_by=["part"],
            write_partition_columns=False,
            row_group_size=2048,
        )
    parts: dict[int, list[str]] = {number: [] for number in paths}
    for (part,) in con.execute(read_sql("publish/parts"), [round_]).fetchall():
        parts[part // 1_000_000].append(str(_sort_part(con, parted, part)))
    nothing = con.sql(read_sql("publish/rows_of_slice")).project("* exclude (part, moment)").limit(0)
    for number, path in paths.items():
        rows = con.read_parquet(parts[number], hive_partitioning=False) if parts[number] else nothing
        rows.write_parquet(str(building / path), compression="zstd", row_group_size=ROW_GROUP)
    shutil.rmtree(parted)


def assign_rounds(rows: list[int]) -> list[int]:
    """The round, from 1, in which each file is written: at most `PARTS` parts together, or those of one file."""
    rounds, number, parts = [], 1, 0
    for count in rows:
        needed = max(1, -(-count // PART))
        if parts and parts + needed > PARTS:
            number, parts = number + 1, 0
        parts += needed
        rounds.append(number)
    return rounds


def _sort_part(con: duckdb.DuckDBPyConnection, parted: Path, part: int) -> Path:
    pieces = sorted(str(path) for path in parted.glob(f"*/part={part}/*.parquet"))
    sorted_part = parted / f"{part}.parquet"
    rows = con.read_parquet(pieces, hive_partitioning=False)
    _newest_first(rows).write_parquet(str(sorted_part), compression="lz4", row_group_size=2048)
    return sorted_part


def _newest_first(rows: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    if "moment" not in rows.columns:
        return rows
    return rows.order("moment desc nulls last").project("* exclude (moment)")
