"""Is the newest snapshot still what was published, and the warehouse still what the snapshot was made of?"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import orjson

from warehouse.altered import altered_rows
from warehouse.queries import names_in
from warehouse.records import Finding
from warehouse.seal import Sums, published_as, take_sums
from warehouse.snapshots import (
    DATABASE,
    HIDDEN,
    MANIFEST,
    REMOVING,
    SWAP,
    UNREADABLE,
    Manifest,
    PublishedFile,
    digest_file,
    manifest_digest,
    read_manifest,
)


def check_published(con: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[Finding]:
    """`con`: the writer's; `folder`: `published` of the home. Time follows the sizes of the snapshot and of the tables,
    texts apart.
    """
    yield from _leftovers(folder)
    link = folder / "latest"
    if not link.exists():
        message = f"leads to {link.readlink()}, which is not there" if link.is_symlink() else "is not there"
        if link.is_symlink() or published_as(con) or any(take_sums(con)["visit"]):
            yield Finding(check="snapshot_missing", subject="latest", message=message)
        return
    snapshot = link.resolve()
    manifest = _read(snapshot)
    if isinstance(manifest, Finding):
        yield manifest
        return
    damaged = list(_damaged_files(snapshot, manifest))
    yield from damaged
    yield from _compare(con, snapshot, manifest, is_whole=not damaged)


def damage_of(folder: Path) -> Finding | None:
    """The first that is wrong with the files of the newest snapshot, which `folder/latest` leads to."""
    snapshot = (folder / "latest").resolve()
    manifest = _read(snapshot)
    if isinstance(manifest, Finding):
        return manifest
    return next(_damaged_files(snapshot, manifest), None)


def _leftovers(folder: Path) -> Iterator[Finding]:
    found = [*folder.glob(f"{SWAP}*"), *(folder / "snapshots").glob(f"{HIDDEN}*")]
    found += (folder / "snapshots").glob(f"{REMOVING}*")
    for path in sorted(found):
        message = "left by a publish that was killed"
        yield Finding(check="snapshot_leftover", subject=path.name, message=message)


def _read(snapshot: Path) -> Manifest | Finding:
    try:
        manifest = read_manifest(snapshot)
        raw = orjson.loads((snapshot / MANIFEST).read_bytes())
    except UNREADABLE as error:
        return _damaged(snapshot, MANIFEST, f"cannot be read: {type(error).__name__}: {error}")
    if manifest.digest and manifest.digest != manifest_digest(raw):
        return _damaged(snapshot, MANIFEST, "is not as it was written")
    if snapshot.name not in (manifest.snapshot_id, "latest"):  # a home that was copied without its links
        return _damaged(snapshot, MANIFEST, f"is that of {manifest.snapshot_id}")
    return manifest


def _damaged(snapshot: Path, path: str, found: str) -> Finding:
    return Finding(check="snapshot_damaged", subject=f"{snapshot.name}/{path}", message=found)


def _damaged_files(snapshot: Path, manifest: Manifest) -> Iterator[Finding]:
    expected = {path for made in manifest.relations.values() for path in made.files} | {DATABASE}
    for path in sorted(expected | manifest.written.keys()):
        file, written = snapshot / path, manifest.written.get(path)
        if not file.is_file():
            yield _damaged(snapshot, path, "is not there")
        elif written is not None and (came := digest_file(file)) != written:
            was, now = written.sha256[:12], came.sha256[:12]
            found = f"expected {written.bytes} bytes of SHA-256 {was}…, came {came.bytes} of {now}…"
            yield _damaged(snapshot, path, found)
        elif written is None and manifest.digest:
            yield _damaged(snapshot, path, "is not named in the manifest")


def _compare(
    con: duckdb.DuckDBPyConnection, snapshot: Path, manifest: Manifest, *, is_whole: bool
) -> Iterator[Finding]:
    if not manifest.tables or manifest.duckdb != duckdb.__version__:
        if published_as(con) != manifest.snapshot_id:
            yield _behind(snapshot)
        return
    now = take_sums(con)
    differing = [name for name in _tables() if now[name] != manifest.tables.get(name)]
    if differing and published_as(con) != manifest.snapshot_id:
        yield _behind(snapshot)
        return
    with tempfile.TemporaryDirectory() as folder:
        for table in differing:
            parts = _differing_parts(manifest.tables, now, table)
            told = (
                list(altered_rows(con, snapshot / DATABASE, table, list(parts), Path(folder)))
                if is_whole
                else []
            )
            yield from told
            if not told:
                yield from (_altered(table, part, said) for part, said in parts.items())


def _tables() -> list[str]:
    return [Path(name).name for name in names_in("seal/tables")]


def _differing_parts(then: Sums, now: Sums, table: str) -> dict[str, str]:
    """Part → how many rows it had and has."""
    was, has = then.get(table, {}), now[table]
    nothing = PublishedFile(rows=0, signature="")
    return {
        part: f"{was.get(part, nothing).rows} rows were published, {has.get(part, nothing).rows} are stored"
        for part in sorted(was.keys() | has.keys())
        if was.get(part) != has.get(part)
    }


def _altered(table: str, part: str, said: str) -> Finding:
    message = f"{said}; not by a load, for these rows are others than when the snapshot was made"
    return Finding(check=f"altered_{table}", subject=f"{table} {part}".strip(), message=message)


def _behind(snapshot: Path) -> Finding:
    message = "what is stored is not what this snapshot was made of"
    return Finding(check="snapshot_behind", subject=snapshot.name, message=message)
