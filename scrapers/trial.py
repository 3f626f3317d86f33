"""A source that is being made up: the values that its file would hold, and what comes of them on the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapers.glimpse import Glimpse, glimpse
from scrapers.peek import Peek
from scrapers.registry import Source
from scrapers.source_files import make_source

Facts = dict[str, Any]  # keys and values of a source file, as TOML would give them


@dataclass(slots=True)
class Trial:
    """`source()` is read anew from the facts each time, with the platform's preset under them."""

    slug: str
    facts: Facts
    doubts: dict[str, str] = field(default_factory=dict)  # key → why it may be wrong

    def source(self) -> Source:
        """Raises RegistryError."""
        return make_source(Path(f"{self.slug}.toml"), self.facts)

    def with_section(self, entry: Facts) -> Trial:
        """The same with an entry laid over the one of its name, or added."""
        entries = {each["name"]: each for each in self.facts.get("sections", [])}
        entries[entry["name"]] = {**entries.get(entry["name"], {}), **entry}
        return Trial(self.slug, {**self.facts, "sections": list(entries.values())}, dict(self.doubts))

    def with_facts(self, **facts: Any) -> Trial:
        return Trial(self.slug, {**self.facts, **facts}, dict(self.doubts))


def read_sections(source: Source, peek: Peek) -> list[Glimpse]:
    """The first page of each section, as a visit would: a stand-in only where what it stands in for fails."""
    seen: list[Glimpse] = []
    for section in source.sections:
        if any(each.section.name == section.instead_of and reads(each) for each in seen):
            continue
        seen.append(glimpse(source, section, peek.index(source)))
    return seen


def reads(seen: Glimpse) -> bool:
    """Whether a section names articles that the source takes."""
    return seen.error is None and bool(seen.taken)


def spread(urls: Sequence[str], count: int) -> list[str]:
    """So many of them, from the first to the last."""
    unique = list(dict.fromkeys(urls))
    if len(unique) <= count:
        return unique
    return [unique[round(place * (len(unique) - 1) / max(1, count - 1))] for place in range(count)]
