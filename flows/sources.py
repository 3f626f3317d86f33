"""Which sources a command works on: built-in ones, the user's own folders, and a choice among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from flows.clock import Clock, utc_now
from flows.pipeline import Run
from flows.settings import Home, Settings, find_home, load_settings
from scrapers.folders import Registry, load_sources, read_folders
from scrapers.registry import SITES, Source


class UnknownSource(Exception):
    """A slug that no source file has; the message names the nearest ones."""


def find_registry(
    settings: Settings, folders: Sequence[Path] | None = None, only_folders: bool = False
) -> Registry:
    """Every source file, those that cannot be used too. Folders that are given go before those of the settings.

    Raises RegistryError if a folder is none.
    """
    return read_folders(_folders(folders or settings.sources, only_folders or settings.only_sources))


def all_sources(folders: Sequence[Path], only_folders: bool) -> dict[str, Source]:
    """Raises scrapers.errors.RegistryError if any file is wrong."""
    return load_sources(_folders(folders, only_folders))


def known_sources(home: Path | None, folders: Sequence[Path] | None, only_folders: bool) -> dict[str, Source]:
    """Those whose file is right, with the folders that the home's settings name."""
    return find_registry(load_settings(find_home(home)), folders, only_folders).sources


def _folders(folders: Sequence[Path], only_folders: bool) -> list[Path]:
    return [*([] if only_folders else [SITES]), *folders]


def choose_sources(
    registry: Registry, slugs: Sequence[str] | None = None, schedule: str | None = None
) -> dict[str, Source]:
    """The named sources, or all active ones; of one schedule if given. Those whose file is wrong are left out."""
    known = registry.sources
    for slug in slugs or ():
        if slug not in known and slug not in registry.wrong:
            raise _unknown(registry, slug)
    chosen = [slug for slug in slugs or known if slug in known and (slugs or known[slug].active)]
    return {slug: known[slug] for slug in chosen if schedule in (None, known[slug].schedule)}


def choose_again(registry: Registry, slugs: Sequence[str] | None = None) -> dict[str, Source]:
    """What is read again: the named sources, or all whose file is right, also those that are visited no more.

    Raises UnknownSource, and RegistryError for a named one whose file is wrong.
    """
    return {slug: one_source(registry, slug) for slug in slugs} if slugs else dict(registry.sources)


def one_source(registry: Registry, slug: str) -> Source:
    """Raises RegistryError if its file is wrong, UnknownSource if it has none."""
    if slug in registry.wrong:
        raise registry.wrong[slug]
    if slug not in registry.sources:
        raise _unknown(registry, slug)
    return registry.sources[slug]


def expect_slug_or_path(registry: Registry, name: str) -> None:
    """Raises UnknownSource for what could have been meant as a file or folder too."""
    if name not in registry.files:
        raise UnknownSource(
            f"expected a source's slug, or a file or folder; came {name}, which is neither; {_hint(registry, name)}"
        )


def _unknown(registry: Registry, slug: str) -> UnknownSource:
    return UnknownSource(f"no source {slug}; {_hint(registry, slug)}")


def _hint(registry: Registry, slug: str) -> str:
    near = get_close_matches(slug, registry.files, n=3)
    return f"the nearest: {', '.join(near)}" if near else "remedy: `visnyk sources list` names them all"


def wrong_files(registry: Registry, slugs: Sequence[str] | None = None) -> dict[str, str]:
    """Slug → what is wrong with the file of a source that was asked for, if only among all."""
    return {slug: str(error) for slug, error in registry.wrong.items() if not slugs or slug in slugs}


def prepare_run(
    home: Home,
    settings: Settings,
    registry: Registry,
    chosen: Mapping[str, Source],
    wrong: Mapping[str, str],
    now: Clock = utc_now,
) -> Run:
    """A run over the chosen sources that knows of all others, and that is partial if there are wrong files."""
    run = Run(home, settings, chosen, registry=registry.sources, described=registry.files, now=now)
    run.result.errors |= wrong
    return run
