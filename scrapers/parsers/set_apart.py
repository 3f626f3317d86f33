"""What a page labels is read and taken out of it, with all that is not its article, before the article is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scrapers.clean import clean_line
from scrapers.html import Page, every
from scrapers.marks import Chrome
from scrapers.parsers.chrome import chrome_ranges, without_chrome
from scrapers.parsers.labels import Label, find_labels
from scrapers.parsers.region_names import split_communities, split_regions
from scrapers.parsers.related import caption_ranges, captions, related_ranges
from scrapers.parsers.spots import Range, TextLine, read_lines, take_out, title_line
from scrapers.registry import Layout

_MARKS = re.compile(r"\s*[,;|•·\n\t]\s*|\s+#|^#|\s{3,}|\u00a0{2,}")
_ABOVE = 5  # lines above the title that may tell a date
_EDGES = " \u00a0.,;:–—-"


@dataclass(slots=True)
class Told:
    """What labels tell. `origins` says for each field which label it was."""

    tags: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()
    attribution: str | None = None
    category: str | None = None
    photo_credit: str | None = None
    files: tuple[tuple[str, str], ...] = ()  # address as written, link text
    published: str | None = None
    origins: dict[str, str] = field(default_factory=dict)


def set_apart(page: Page, layout: Layout) -> Told:
    """Reads the labels of a page; what they label, and the site's chrome, is not in the page any more."""
    lines = read_lines(page)
    ranges = chrome_ranges(lines, layout.chrome)
    gone = {index for index, _, _ in ranges}
    kept = [line for index, line in enumerate(lines) if index not in gone]
    labels = find_labels(kept, layout.labels)
    told = _told(kept, labels, layout)
    found: list[Range] = []
    for label in labels:
        found += [(label.line, label.start, label.end), *label.value]
        if label.kind == "related":
            found += related_ranges(kept, label)
        elif label.kind == "photo_credit":
            found += caption_ranges(kept, label)
    if layout.labels.photo_credit:
        found += captions(page, kept)
    used = {index for index, start, _ in found if not start}
    if not every(page, layout.published):  # else the selectors read it
        found += _stamp(page, kept, used, told, layout.chrome)
    take_out(lines, ranges)
    take_out(kept, found)
    return told


def _stamp(page: Page, lines: list[TextLine], used: set[int], told: Told, chrome: Chrome) -> list[Range]:
    """The first line about or below the title that is a stamp tells the date; none of them is text."""
    stamps = [
        (index, match)
        for index, line in enumerate(lines)
        if index not in used
        and (match := next((m for p in chrome.stamps if (m := re.fullmatch(p, line.text))), None))
    ]
    title = title_line(lines, page) if stamps else 0
    for index, match in stamps:
        if index >= title - _ABOVE and told.published is None:
            told.published = match["date"]
            told.origins["published"] = f"stamp:{lines[index].text}"
    return [(index, 0, len(lines[index].raw)) for index, _ in stamps]


def _told(lines: list[TextLine], labels: list[Label], layout: Layout) -> Told:
    told = Told()
    for label in labels:
        pieces = [piece for span in label.value for piece in _pieces(lines, span)]
        text = "\n".join(lines[i].raw[start:end] for i, start, end in label.value)
        line = without_chrome(clean_line(text), layout.chrome).strip(_EDGES)
        before = len(told.origins)
        match label.kind:
            case "tags":
                tags = [tag for piece in pieces for tag in _known(piece, layout.labels.known_tags)]
                told.tags = tuple(dict.fromkeys([*told.tags, *tags]))
                _note(told, "source_tags", label, bool(tags))
            case "region":
                names = split_regions(text)[0] or tuple(filter(None, [line]))
                told.regions = tuple(dict.fromkeys([*told.regions, *names]))
                _note(told, "region_hint", label, bool(names))
            case "community":
                names = tuple(name for piece in pieces for name in split_communities(piece)[0])
                told.communities = tuple(dict.fromkeys([*told.communities, *names]))
                _note(told, "community_names", label, bool(names))
            case "attribution" | "category" | "photo_credit":
                if line and getattr(told, label.kind) is None:
                    setattr(told, label.kind, line)
                    _note(told, label.kind, label, True)
            case "files":
                files = [found for span in label.value for found in _links(lines, span)]
                told.files = (*told.files, *files)
                _note(told, "attachments", label, bool(files) and before == len(told.origins))
            case _:  # closes a text, tells nothing
                pass
    return told


def _note(told: Told, name: str, label: Label, has_value: bool) -> None:
    if has_value:
        told.origins.setdefault(name, f"label:{label.word}")


def _pieces(lines: list[TextLine], span: Range) -> list[str]:
    """The items of a value: what each link, or each element, holds; else what stands between commas."""
    index, start, end = span
    parts = [(spot, text) for spot, text in lines[index].within(start, end)]
    said = [(spot, text) for spot, text in parts if any(map(str.isalnum, text))]
    holders = [spot.node.parent.mem_id if spot.node.parent is not None else 0 for spot, _ in said]
    linked = any(spot.href is not None for spot, _ in said)
    apart = linked or len(set(holders)) > 1
    texts: list[str] = []
    for place, (spot, text) in enumerate(said):
        same_link = place and linked and spot.href is not None and said[place - 1][0].href == spot.href
        if (not apart and place) or (same_link and spot.href):
            texts[-1] += text
        else:
            texts.append(text)
    found = [clean_line(item).strip(_EDGES).lstrip("#") for text in texts for item in _MARKS.split(text)]
    return [item for item in found if any(map(str.isalnum, item))]


def _known(piece: str, known: tuple[str, ...]) -> list[str]:
    """«партнерство міжнародна підтримка» is two tags if both are known, and else one."""
    words = piece.split()
    tags = {tuple(tag.lower().split()) for tag in known}
    ways: list[list[str] | None] = [[], *([None] * len(words))]
    for end in range(1, len(words) + 1):
        for start in range(end):
            before = ways[start]
            if before is not None and tuple(word.lower() for word in words[start:end]) in tags:
                best = ways[end]
                if best is None or len(before) + 1 < len(best):
                    ways[end] = [*before, " ".join(words[start:end])]
    return ways[-1] or [piece]


def _links(lines: list[TextLine], span: Range) -> list[tuple[str, str]]:
    index, start, end = span
    found: dict[str, str] = {}
    for spot, text in lines[index].within(start, end):
        if spot.href:
            found[spot.href] = clean_line(found.get(spot.href, "") + text)
    return list(found.items())
