"""Publishing: an immutable snapshot for readers, of which only what changed is written anew."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from warehouse.catalog import create_catalog, views_hash
from warehouse.queries import names_in, read_sql
from warehouse.records import Snapshot
from warehouse.snapshots import (
    DATABASE,
    Manifest,
    PublishedFile,
    PublishedRelation,
    begin,
    clear_leftovers,
    finish,
    latest,
    link_file,
    name_next,
    prune,
    read_manifest,
    write_manifest,
)

WITH_TEXTS = frozenset({"articles", "article_versions"})
ROW_GROUP = 16_384  # for these: half the cost of reading one article, for 0.3 % more disk
# the file of a relation without rows: views and other tools find its columns all the same
EMPTY = {"articles": "articles/region=national/tag=other/empty.parquet"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the next snapshot shall hold, and which of it the previous one has."""

    relations: dict[str, PublishedRelation]
    reusable: dict[str, Path]  # path in the new snapshot → the same file in the previous one

    def to_write(self, relation: str) -> list[str]:
        return sorted(self.relations[relation].files.keys() - self.reusable.keys())


def publish(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    *,
    now: datetime,
    keep: int = 10,
    grace: timedelta = timedelta(minutes=15),
) -> Snapshot:
    """Publish the state of the warehouse as `folder/snapshots/<id>` and let `folder/latest` lead to it.

    If nothing changed since the last snapshot none is made. Of old ones the newest `keep` stay, and any that was
    superseded less than `grace` ago. The caller holds the writer's lock.
    """
    begun = time.monotonic()
    folder = folder.resolve()
    clear_leftovers(folder)
    previous = latest(folder)
    before = read_manifest(previous) if previous else None
    con.begin()
    try:
        plan = make_plan(con, before, previous)
        if before and previous and before.views == views_hash() and before.relations == plan.relations:
            prune(folder, now=now, keep=keep, grace=grace)
            return _snapshot(before, previous, written=0, changed=False)
        number, snapshot_id = name_next(folder, now)
        building = begin(folder, snapshot_id)
        write_files(con, plan, building)
        ((articles,),) = con.execute(read_sql("publish/article_count")).fetchall()
    finally:
        con.rollback()  # there were only temporary tables
    final = folder / "snapshots" / snapshot_id
    files = {name: [final / path for path in made.files] for name, made in plan.relations.items()}
    create_catalog(building / DATABASE, files)
    manifest = Manifest(
        snapshot_id=snapshot_id,
        number=number,
        created_at=now,
        seconds=round(time.monotonic() - begun, 3),
        articles=articles,
        views=views_hash(),
        relations=plan.relations,
    )
    write_manifest(building, manifest)
    finish(folder, snapshot_id)
    prune(folder, now=now, keep=keep, grace=grace)
    return _snapshot(manifest, final, written=len(plan.to_write("articles")), changed=True)


def make_plan(con: duckdb.DuckDBPyConnection, before: Manifest | None, previous: Path | None) -> Plan:
    """Describe every relation as it is now and compare it with the previous snapshot, if there is one."""
    relations: dict[str, PublishedRelation] = {}
    reusable: dict[str, Path] = {}
    for relation in relation_names():
        con.execute(read_sql(f"publish/relations/{relation}"))
        made = relations[relation] = _describe(con, relation)
        old = before.relations.get(relation) if before else None
        if previous and old and old.shape == made.shape:
            same = (path for path, file in made.files.items() if old.files.get(path) == file)
            reusable.update({path: previous / path for path in same if (previous / path).exists()})
    return Plan(relations=relations, reusable=reusable)


def relation_names() -> list[str]:
    return [name.removeprefix("publish/relations/") for name in names_in("publish/relations")]


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
    # rows are first parted without order, then each file is sorted on its own: memory follows the largest file
    parts = building.with_name(f"{building.name}.parts")
    for relation in plan.relations:
        changed = plan.to_write(relation)
        if changed:
            _write_relation(con, relation, [building / path for path in changed], changed, parts / relation)
    shutil.rmtree(parts, ignore_errors=True)


def _write_relation(
    con: duckdb.DuckDBPyConnection, relation: str, targets: list[Path], names: list[str], parts: Path
) -> None:
    con.execute(read_sql(f"publish/relations/{relation}"))
    con.execute(read_sql("publish/chosen_row"), [names])
    rows = con.sql(read_sql("publish/rows_with_texts" if relation in WITH_TEXTS else "publish/rows"))
    parts.mkdir(parents=True)
    rows.write_parquet(str(parts), compression="lz4", partition_by=["number"], write_partition_columns=False)
    for number, target in enumerate(targets, start=1):
        target.parent.mkdir(parents=True, exist_ok=True)
        part = [str(path) for path in (parts / f"number={number}").glob("*.parquet")]
        mine = (
            con.read_parquet(part, hive_partitioning=False)
            if part
            else rows.limit(0).project("* exclude (number)")
        )
        mine.order("moment desc nulls last").project("* exclude (moment)").write_parquet(
            str(target), compression="zstd", row_group_size=ROW_GROUP if relation in WITH_TEXTS else None
        )
    con.execute("drop table chosen_row")


def _snapshot(manifest: Manifest, path: Path, *, written: int, changed: bool) -> Snapshot:
    return Snapshot(
        snapshot_id=manifest.snapshot_id,
        path=path,
        created_at=manifest.created_at,
        partitions_written=written,
        partitions_linked=len(manifest.relations["articles"].files) - written,
        articles=manifest.articles,
        changed=changed,
    )
