"""Source files: TOML over a platform's preset, checked word by word before anything is fetched."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from scrapers.complaints import wrong_facts
from scrapers.errors import RegistryError
from scrapers.marks import Chrome, Identity, Labels, Places
from scrapers.registry import PLATFORMS, SLUG, SLUG_IN_WORDS, DigestMark, Layout, NotFound, Section, Source

RECOGNITION = {"signs", "yields"}  # keys of a preset that are read by `signs` and are none of a source's


def read_source(file: Path) -> Source:
    """One source file over its platform's preset. Raises RegistryError."""
    return make_source(file, read_toml(file))


def make_source(file: Path, own: dict[str, Any]) -> Source:
    """The same from values that stand in no file yet; `file` is where they shall stand. Raises RegistryError."""
    if not SLUG.fullmatch(file.stem):
        raise RegistryError(file, "file name", SLUG_IN_WORDS, repr(file.stem))
    merged = _over_preset(file, own)
    if "slug" in merged:
        raise RegistryError(file, "slug", "no such key: the file's name is the slug", repr(merged["slug"]))
    try:
        return Source.model_validate({**merged, "slug": file.stem})
    except ValidationError as error:
        raise wrong_facts(file, error, _known_keys) from error


def _over_preset(file: Path, own: dict[str, Any]) -> dict[str, Any]:
    platform = own.get("platform")
    if platform is None:
        return own if own.keys() & {"sections", "layouts"} else {**own, **_by_structure(own.get("url"))}
    preset = PLATFORMS / f"{platform}.toml"
    if not isinstance(platform, str) or not SLUG.fullmatch(platform) or not preset.is_file():
        known = ", ".join(sorted(path.stem for path in PLATFORMS.glob("*.toml")))
        raise RegistryError(file, "platform", f"one of {known}", repr(platform))
    base = {key: value for key, value in read_toml(preset).items() if key not in RECOGNITION}
    sections = _merge_named(base.get("sections", []), own.get("sections", []))
    return {**base, **own, **({"sections": sections} if sections else {})}


def _by_structure(url: Any) -> dict[str, Any]:
    """For a source that says no more than its name and the address of its news: structure tells the rest.

    What is wrong with the address is told once, of `url` itself.
    """
    place = url if isinstance(url, str) else "/"
    listing = {"name": "news", "reader": "listing", "url": place, "generic": True}
    return {"sections": [listing], "layouts": [{"generic": True}]}


def _merge_named(base: Any, own: Any) -> Any:
    """A section of the source is laid over the preset's section of the same name, or added."""
    entries = own if isinstance(own, list) else [None]
    names = [entry.get("name") if isinstance(entry, dict) else None for entry in entries]
    if not all(isinstance(name, str) for name in names) or len(set(names)) < len(names):
        return own  # which will not pass, with keys counted as they stand in the file
    merged = {entry["name"]: entry for entry in base}
    for entry in own:
        name = entry.get("name")
        below = merged.get(name, {})
        for one, other in (("page_param", "page_path"), ("page_path", "page_param")):
            if one in entry:  # two ways of counting pages, of which a section has one
                below = {key: value for key, value in below.items() if key != other}
        merged[name] = {**below, **entry}
    return list(merged.values())


def read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise RegistryError(file, "file", "a file that can be read", error.strerror or str(error)) from error
    except tomllib.TOMLDecodeError as error:
        raise RegistryError(file, "file", "TOML", str(error)) from error
    except UnicodeDecodeError as error:
        raise RegistryError(file, "file", "text in UTF-8", str(error)) from error


def _known_keys(path: list[int | str]) -> Iterator[str]:
    models: dict[str, type[BaseModel]] = {
        "sections": Section,
        "layouts": Layout,
        "not_found": NotFound,
        "digests": DigestMark,
        "identity": Identity,
        "labels": Labels,
        "chrome": Chrome,
        "places": Places,
    }
    named = [models[str(part)] for part in path[:-1] if str(part) in models]
    model = named[-1] if named else Source
    return (name for name in model.model_fields if name != "slug")
