"""The plain values that the warehouse takes and gives beside those of `scrapers.records`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """What the warehouse keeps of a registered source; the rest stays in its TOML."""

    source: str  # its slug, unique
    name: str
    platform: str | None
    url: str
    region: str | None  # ISO 3166-2:UA code, or "national"; None = by the page's own words
    community: str | None  # KATOTTG code
    evidence: str | None  # how region and community are known
    schedule: str | None
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A published, immutable state of the warehouse. The counts are files of the relation `articles`."""

    snapshot_id: str
    path: Path  # absolute, symlinks resolved
    created_at: datetime  # UTC
    partitions_written: int
    partitions_linked: int
    articles: int  # distinct ones
    changed: bool  # False: nothing was new, this is the snapshot that `latest` already named


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One row of a check's query: something that should not be."""

    check: str  # the file's name in sql/checks
    subject: str
    message: str
