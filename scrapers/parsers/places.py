"""Which oblast and community a page is about, by the address of its category or the label of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from scrapers.clean import clean_line
from scrapers.html import Page
from scrapers.marks import Places
from scrapers.parsers.chrome import RUN
from scrapers.parsers.region_names import region_of_slug, split_regions
from scrapers.parsers.spots import Range, TextLine, ancestors, title_line

_FAR = 12  # lines between a title and its category
_LABEL_ABOVE, _LABEL_BELOW, _LABEL_LENGTH = 4, 2, 80
_PARTS = ("community", "city", "rayon", "region")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What the category says; `category` is its own name."""

    region: str | None = None
    community: str | None = None
    category: str | None = None
    origin: str = ""
    lines: tuple[Range, ...] = ()  # they say nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    line: int
    href: str
    text: str
    parts: dict[str, str]
    tagged: bool  # rel="category"

    @property
    def depth(self) -> int:
        return len(self.parts)


def find_place(page: Page, lines: list[TextLine], places: Places) -> Place:
    """Of all links to categories the article's own one: tagged as such, or the deepest and nearest to the title.
    Many links in a row are a menu or a map.
    """
    title = title_line(lines, page)
    links = _alone(_links(lines, places))
    near = [link for link in links if link.tagged or abs(link.line - title) <= _FAR]
    if near:
        best = min(near, key=lambda link: (not link.tagged, -link.depth, abs(link.line - title)))
        return _by_path(best, lines, places)
    return _by_label(lines, title, places)


def _links(lines: list[TextLine], places: Places) -> list[_Link]:
    found: list[_Link] = []
    for index, line in enumerate(lines):
        for spot in line.spots:
            parts = _parts(spot.href or "", places)
            if not parts or not spot.text.strip():
                continue
            anchor = next((above for above in ancestors(spot.node) if above.tag == "a"), None)
            rel = (anchor.attributes.get("rel") or "") if anchor is not None else ""
            found.append(
                _Link(
                    line=index,
                    href=spot.href or "",
                    text=clean_line(spot.text),
                    parts=parts,
                    tagged="category" in rel.split(),
                )
            )
    return found


def _parts(href: str, places: Places) -> dict[str, str]:
    for pattern in places.paths:
        match = re.search(pattern, unquote(href))
        if match:
            return {name: value for name, value in match.groupdict().items() if value}
    return {}


def _alone(links: list[_Link]) -> list[_Link]:
    """Without those that stand in a row of many siblings; a trail of crumbs goes down one path."""
    runs: list[list[_Link]] = []
    for link in links:
        if runs and link.line - runs[-1][-1].line <= 1:
            runs[-1].append(link)
        else:
            runs.append([link])
    kept: list[_Link] = []
    for run in runs:
        tops = {link.parts.get("region") or link.parts.get("city") for link in run}
        siblings = len({link.href for link in run})
        if siblings < RUN or len(tops) == 1:
            kept += run
        else:  # a menu, and perhaps a trail that goes down from one of its places
            deep = [link for link in run if link.depth > 1]
            few = len({link.href for link in deep}) < RUN
            kept += [link for link in run if link.tagged or (few and link.depth > 1)]
    return kept


def _by_path(link: _Link, lines: list[TextLine], places: Places) -> Place:
    parts = link.parts
    slug = parts.get("region") or parts.get("city") or ""
    deepest = next(name for name in _PARTS if name in parts)
    community = None
    if deepest in ("community", "city"):
        name = places.label and re.fullmatch(places.label, link.text)
        community = _named(name["name"] if name else link.text, places) or _named(parts[deepest], places)
    whole = lines[link.line].text == link.text
    return Place(
        region=region_of_slug(slug),
        community=community,
        category=link.text,
        origin=f"path:{link.href}",
        lines=((link.line, 0, len(lines[link.line].raw)),) if whole else (),
    )


def _named(text: str, places: Places) -> str:
    return clean_line(re.sub(places.noise, " ", text) if places.noise else text).strip(" -–—|»")


def _by_label(lines: list[TextLine], title: int, places: Places) -> Place:
    """«Новини Подільський» right above the title, or right below it."""
    if places.label is None:
        return Place()
    above = range(title - 1, max(-1, title - 1 - _LABEL_ABOVE), -1)
    below = range(title + 1, min(len(lines), title + 1 + _LABEL_BELOW))
    for index in (*above, *below):
        text = lines[index].text
        match = re.fullmatch(places.label, text) if len(text) <= _LABEL_LENGTH else None
        if match is None:
            continue
        name = _named(match["name"], places)
        regions = split_regions(name)[0]
        return Place(
            region=regions[0] if regions else None,
            community=None if regions else name,
            category=text,
            origin=f"label:{text}",
            lines=((index, 0, len(lines[index].raw)),),
        )
    return Place()
