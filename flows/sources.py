"""Which sources a command works on: built-in ones, the user's own folders, and a choice among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from scrapers.registry import SITES, Source, load_sources


class UnknownSource(Exception):
    """A slug that no source file has; the message names the nearest ones."""


def all_sources(folders: Sequence[Path], only_folders: bool) -> dict[str, Source]:
    """Raises scrapers.errors.RegistryError."""
    return load_sources([*([] if only_folders else [SITES]), *folders])


def choose_sources(
    known: Mapping[str, Source], slugs: Sequence[str] | None = None, schedule: str | None = None
) -> dict[str, Source]:
    """The named sources, or all active ones; of one schedule if given."""
    unknown = [slug for slug in slugs or () if slug not in known]
    if unknown:
        raise UnknownSource(f"no source {', '.join(unknown)}; known: {', '.join(known) or 'none'}")
    chosen = {slug: known[slug] for slug in slugs} if slugs else {s: k for s, k in known.items() if k.active}
    return {slug: source for slug, source in chosen.items() if schedule in (None, source.schedule)}
