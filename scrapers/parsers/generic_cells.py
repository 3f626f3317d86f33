"""Lines of a text that stand in cells of one row, joined."""

from __future__ import annotations

from itertools import groupby

from scrapers.parsers.generic_page import Box, Line
from scrapers.parsers.generic_score import path_of


def join_cells(kept: list[tuple[str, Line]]) -> tuple[str, ...]:
    """Cells of a row make one line, if each holds one."""
    found: list[str] = []
    for _, row in groupby(kept, lambda pair: id(_row(pair[1].box) or pair[1])):
        cells = list(row)
        single = len({id(_cell(line.box)) for _, line in cells}) == len(cells)
        found += [" ".join(text for text, _ in cells)] if single else [text for text, _ in cells]
    return tuple(found)


def _row(box: Box) -> Box | None:
    return next((outer for outer in path_of(box) if outer.tag == "tr"), None)


def _cell(box: Box) -> Box:
    return next((outer for outer in path_of(box) if outer.tag in ("td", "th")), box)
