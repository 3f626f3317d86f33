"""All source files of some folders: the sources they describe, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scrapers.errors import RegistryError
from scrapers.registry import Source
from scrapers.source_files import read_source


@dataclass(frozen=True, slots=True)
class Registry:
    """The source files of some folders. A slug is in `sources` or in `wrong`, never in both."""

    sources: dict[str, Source]  # by slug, sorted
    wrong: dict[str, RegistryError]  # slug → why its file, or one of its files, cannot be used
    files: dict[str, Path]  # where each slug is described
    replaced: dict[str, Path]  # slug → the file of an earlier folder that is not used


def load_sources(folders: Iterable[Path]) -> dict[str, Source]:
    """All sources of the folders by slug, sorted. Raises RegistryError at the first wrong file."""
    registry = read_folders(folders)
    for error in registry.wrong.values():
        raise error
    return registry.sources


def toml_files(folder: Path) -> list[Path]:
    """All source files below a folder; a file stands for itself. Raises RegistryError if there is neither."""
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise RegistryError(
            folder, "path", "a folder of source files, or one such file", "the name of neither"
        )
    return sorted(folder.rglob("*.toml"))


def read_folders(folders: Iterable[Path]) -> Registry:
    """One wrong file stops no other; a folder that does not exist is a RegistryError.

    A file may take the place of an earlier folder's only if it says `replaces = true`. Where a file is wrong, none
    is used in its place: what it would have said is not known.
    """
    sources: dict[str, Source] = {}
    found, seen = Registry({}, {}, {}, {}), set[Path]()
    for folder in folders:
        files = [file for file in toml_files(folder) if file.resolve() not in seen]
        seen.update(file.resolve() for file in files)
        for file in files:
            try:
                sources[file.stem] = _beside(read_source(file), file, folder, found)
            except RegistryError as error:
                before = found.wrong.get(file.stem)
                found.wrong[file.stem] = before.with_more(error) if before else error
            found.files[file.stem] = file
    found.sources.update((slug, sources[slug]) for slug in sorted(sources.keys() - found.wrong.keys()))
    return found


def _beside(source: Source, file: Path, folder: Path, found: Registry) -> Source:
    """The source, if its slug is free or may be taken."""
    earlier = found.files.get(source.slug)
    if earlier is None:
        return source
    if earlier.is_relative_to(folder):
        raise RegistryError(file, "file name", "a slug of its own", f"the same as {earlier}")
    if not source.replaces:
        raise RegistryError(
            file, "file name", "a slug of its own, or `replaces = true` in the file", f"the same as {earlier}"
        )
    found.replaced[source.slug] = earlier
    return source
