"""Publishing: an immutable snapshot for readers, of which only what changed is written anew."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from warehouse.catalog import create_catalog, views_hash
from warehouse.partitions import make_plan, write_files
from warehouse.queries import read_sql
from warehouse.records import Snapshot
from warehouse.room import room
from warehouse.seal import set_published_as, take_sums
from warehouse.snapshots import (
    DATABASE,
    Manifest,
    begin,
    clear_leftovers,
    digest_files,
    finish,
    latest,
    name_next,
    prune,
    read_manifest,
    write_manifest,
)

# bytes of memory: a look at a row takes a block of each of some hundred columns, and a file that is written the same
ROOM = 128 * 1024 * 1024


def publish(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    *,
    now: datetime,
    keep: int = 10,
    grace: timedelta = timedelta(minutes=15),
    anew: bool = False,
) -> Snapshot:
    """Publish the state of the warehouse as `folder/snapshots/<id>` and let `folder/latest` lead to it.

    If nothing changed since the last snapshot none is made. Of old ones the newest `keep` stay, and any that was
    superseded less than `grace` ago. `anew`: whatever the last one is, all files are written. The caller holds the
    writer's lock.
    """
    with room(con, ROOM):
        return _publish(con, folder.resolve(), now, keep, grace, anew)


def _publish(
    con: duckdb.DuckDBPyConnection, folder: Path, now: datetime, keep: int, grace: timedelta, anew: bool
) -> Snapshot:
    begun = time.monotonic()
    views = views_hash(folder)
    clear_leftovers(folder)
    previous = None if anew else latest(folder)
    before = read_manifest(previous) if previous else None
    con.execute("checkpoint")  # what was loaded last lies in memory as it came
    con.begin()
    try:
        plan, tables = make_plan(con, before, previous), take_sums(con)
        told = (views, plan.relations, tables)
        is_same = before is not None and told == (before.views, before.relations, before.tables)
        number, snapshot_id = name_next(folder, now)
        if not is_same:
            building = begin(folder, snapshot_id)
            write_files(con, plan, building)
        ((articles,),) = con.execute(read_sql("publish/article_count")).fetchall()
    finally:
        con.rollback()  # there were only temporary tables
        con.execute(read_sql("publish/joins_as_planned"))
    if before and previous and is_same:
        set_published_as(con, before.snapshot_id)
        prune(folder, now=now, keep=keep, grace=grace)
        return _snapshot(before, previous, written=0, changed=False)
    final = folder / "snapshots" / snapshot_id
    create_catalog(building / DATABASE, {name: made.files for name, made in plan.relations.items()}, final)
    manifest = Manifest(
        snapshot_id=snapshot_id,
        number=number,
        created_at=now,
        seconds=round(time.monotonic() - begun, 3),
        articles=articles,
        views=views,
        relations=plan.relations,
        tables=tables,
        duckdb=duckdb.__version__,
        written=digest_files(building, plan.reusable, before),
    )
    write_manifest(building, manifest)
    finish(folder, snapshot_id)
    set_published_as(con, snapshot_id)
    prune(folder, now=now, keep=keep, grace=grace)
    return _snapshot(manifest, final, written=len(plan.to_write("articles")), changed=True)


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
