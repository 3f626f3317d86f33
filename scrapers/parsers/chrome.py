"""Lines that belong to a site, not to its articles, by the patterns of its source file."""

from __future__ import annotations

import re
from functools import lru_cache

from scrapers.marks import Chrome
from scrapers.parsers.spots import Range, TextLine, ancestors

RUN = 5  # that many in a row are a list of the site, not a text
_GAP = r"[\s,;|•·:–—-]*"


@lru_cache(maxsize=64)
def _made_of(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """One of these patterns, and a line made of nothing else."""
    if not patterns:
        return None
    either = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(either), re.compile(rf"{_GAP}(?:(?:{either}){_GAP})+")


def chrome_ranges(lines: list[TextLine], chrome: Chrome) -> list[Range]:
    """The lines that are chrome, whole. A heading of the first rank is a title, whatever it says."""
    gone = _single(lines, chrome) | _in_runs(lines, chrome)
    return [(index, 0, len(lines[index].raw)) for index in sorted(gone)]


def _single(lines: list[TextLine], chrome: Chrome) -> set[int]:
    made_of = _made_of(chrome.lines)
    if made_of is None:
        return set()
    return {
        index
        for index, line in enumerate(lines)
        if made_of[1].fullmatch(line.text) and not any(a.tag == "h1" for a in ancestors(line.spots[0].node))
    }


def _in_runs(lines: list[TextLine], chrome: Chrome) -> set[int]:
    made_of = _made_of(chrome.runs)
    if made_of is None:
        return set()
    gone: set[int] = set()
    run: list[int] = []
    count = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and made_of[1].fullmatch(lines[index].text):
            run.append(index)
            count += len(made_of[0].findall(lines[index].text))
            continue
        if count >= RUN:
            gone.update(run)
        run, count = [], 0
    return gone


def without_chrome(text: str, chrome: Chrome) -> str:
    """A value without what of the site is glued to its end: «Місцеве самоврядуванняВерсія для друку»."""
    made_of = _made_of(chrome.lines)
    if made_of is None:
        return text
    last = next((match for match in made_of[0].finditer(text) if match.end() == len(text)), None)
    return text[: last.start()].rstrip() or text if last is not None else text
