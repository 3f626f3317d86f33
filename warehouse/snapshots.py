"""Snapshots on disk: what is in one, how it appears whole, how `latest` moves, when an old one may go."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson

HIDDEN = ".building-"
REMOVING = ".removing-"
SWAP = ".latest-"
MANIFEST = "manifest.json"
UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError)  # of a manifest that is none
DATABASE = "visnyk.duckdb"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    rows: int
    signature: str  # differs when a row of the file does


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file as it was written."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRelation:
    shape: str  # columns and types; another shape makes all files of the relation old
    files: dict[str, PublishedFile]  # by path inside the snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a snapshot holds; `manifest.json` in it."""

    snapshot_id: str
    number: int  # from 1, in the order of publishing
    created_at: datetime
    seconds: float  # from created_at until it stood ready
    articles: int
    views: str  # hash of the texts of the views and of the folder they point into
    relations: dict[str, PublishedRelation]
    # empty in snapshots of earlier releases
    tables: dict[str, dict[str, PublishedFile]] = field(default_factory=dict)  # see `seal`
    duckdb: str = ""  # whose hash() the sums of the tables are made with
    written: dict[str, Written] = field(default_factory=dict)  # every other file, by path inside the snapshot
    digest: str = ""  # of all else that the manifest says


def read_manifest(snapshot: Path) -> Manifest:
    raw = orjson.loads((snapshot / MANIFEST).read_bytes())
    relations = {
        name: PublishedRelation(
            shape=relation["shape"],
            files={path: PublishedFile(**file) for path, file in relation["files"].items()},
        )
        for name, relation in raw.pop("relations").items()
    }
    tables = {
        name: {part: PublishedFile(**sums) for part, sums in parts.items()}
        for name, parts in raw.pop("tables", {}).items()
    }
    written = {path: Written(**file) for path, file in raw.pop("written", {}).items()}
    created_at = datetime.fromisoformat(raw.pop("created_at"))
    return Manifest(**raw, created_at=created_at, relations=relations, tables=tables, written=written)


def write_manifest(snapshot: Path, manifest: Manifest) -> None:
    raw = orjson.loads(orjson.dumps(asdict(manifest)))
    raw["digest"] = manifest_digest(raw)
    told = orjson.dumps(raw, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    (snapshot / MANIFEST).write_bytes(told)


def manifest_digest(raw: Mapping[str, Any]) -> str:
    """Over all that a manifest's file says but this."""
    said = {name: value for name, value in raw.items() if name != "digest"}
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()


def digest_files(snapshot: Path, linked: Collection[str], before: Manifest | None) -> dict[str, Written]:
    """Of each file in a folder; those that an earlier snapshot wrote are not read again."""
    known = before.written if before else {}
    paths = sorted(file.relative_to(snapshot).as_posix() for file in snapshot.rglob("*") if file.is_file())
    return {
        path: known[path] if path in linked and path in known else digest_file(snapshot / path)
        for path in paths
    }


def digest_file(file: Path) -> Written:
    with file.open("rb") as stream:
        return Written(
            bytes=os.fstat(stream.fileno()).st_size, sha256=hashlib.file_digest(stream, "sha256").hexdigest()
        )


def latest(folder: Path) -> Path | None:
    """The snapshot that `folder/latest` names, or None if there is none yet."""
    link = folder / "latest"
    return link.resolve() if (link / MANIFEST).exists() else None


def snapshots(folder: Path) -> list[Path]:
    """The whole snapshots in `folder`, oldest first."""
    found = (folder / "snapshots").glob(f"[!.]*/{MANIFEST}")
    return sorted((path.parent for path in found), key=lambda path: path.name)


def name_next(folder: Path, now: datetime) -> tuple[int, str]:
    """Number and id of the next snapshot; ids sort in the order of publishing even if the clock goes back."""
    taken = [int(path.name.partition("-")[0]) for path in snapshots(folder)]
    number = max(taken, default=0) + 1
    return number, f"{number:06d}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def begin(folder: Path, snapshot_id: str) -> Path:
    """A new hidden folder to build in. `snapshots/<id>` leads to it until it takes that name itself.

    DuckDB makes a view only over files it can open, and the views must say the final path.
    """
    building = folder / "snapshots" / f"{HIDDEN}{snapshot_id}"
    building.mkdir(parents=True)
    (folder / "snapshots" / snapshot_id).symlink_to(building.name)
    return building


def finish(folder: Path, snapshot_id: str) -> Path:
    """Give the built folder its name, then let `latest` lead to it. Both appear whole or not at all."""
    shelf = folder / "snapshots"
    building, final = shelf / f"{HIDDEN}{snapshot_id}", shelf / snapshot_id
    sync_tree(building)
    final.unlink()
    building.rename(final)
    sync(shelf)
    link = folder / f"{SWAP}{snapshot_id}"
    link.symlink_to(Path("snapshots") / snapshot_id)
    if (folder / "latest").is_dir() and not (folder / "latest").is_symlink():
        # a copy of a home that was made without its links
        (folder / "latest").rename(shelf / f"{REMOVING}latest")
    link.replace(folder / "latest")
    sync(folder)
    return final


def link_file(source: Path, target: Path) -> None:
    """The same file under a second name; a copy where the file system has no hard links."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(root: Path) -> None:
    """Everything below on disk. Files that are linked were synced by the snapshot that wrote them."""
    for folder, _, names in os.walk(root, topdown=False):
        for name in names:
            path = Path(folder, name)
            if path.stat().st_nlink == 1:
                sync(path)
        sync(Path(folder))


def clear_leftovers(folder: Path) -> None:
    """Remove what a publish that was killed left behind."""
    shelf = folder / "snapshots"
    shelf.mkdir(parents=True, exist_ok=True)
    for path in list(_leftovers(folder, shelf)):
        if path.is_symlink():
            path.unlink()
        else:
            shutil.rmtree(path)


def _leftovers(folder: Path, shelf: Path) -> Iterator[Path]:
    yield from (path for path in shelf.iterdir() if path.is_symlink())
    yield from shelf.glob(f"{HIDDEN}*")
    yield from shelf.glob(f"{REMOVING}*")
    yield from folder.glob(f"{SWAP}*")
    current = latest(folder)
    if current:  # whole, but `latest` never came to it: nobody has read it
        yield from (path for path in snapshots(folder) if path.name > current.name)


def prune(folder: Path, *, now: datetime, keep: int, grace: timedelta) -> list[str]:
    """Remove old snapshots; the ids removed.

    The newest `keep` stay, and any that was superseded less than `grace` ago: a reader may be in the middle of it.
    """
    removed = []
    shelf = snapshots(folder)
    for path, successor in list(pairwise(shelf))[: max(len(shelf) - max(keep, 1), 0)]:
        try:
            after = read_manifest(successor)
        except UNREADABLE:  # `visnyk verify` names it
            continue
        superseded = after.created_at + timedelta(seconds=after.seconds)
        if now - superseded < grace:
            continue
        # renamed first: a removal that is killed half-way leaves no torn snapshot
        doomed = path.rename(path.with_name(f"{REMOVING}{path.name}"))
        shutil.rmtree(doomed)
        removed.append(path.name)
    return removed
