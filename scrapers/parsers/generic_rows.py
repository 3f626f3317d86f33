"""Tables that hold data rather than the page: a row of them is one line of text, however short its cells."""

from __future__ import annotations

import re

from scrapers.parsers.generic_page import Box, Line, Page
from scrapers.parsers.generic_words import is_stamp

_CELL_LINES, _CELL_LETTERS = 3, 300  # a cell with more holds a part of the page
_FACTS, _FACT = 16, 80  # lines of such a list, letters of one
_SHARE = 0.6  # of a table's rows that must be rows of data; others are headings across it
_WORDS = re.compile(r"[^\W\d_]{3}")


def read_rows(page: Page) -> dict[int, Box]:
    """The table of every line that stands in one of data."""
    cells: dict[int, list[Box]] = {}
    rows: dict[int, list[Box]] = {}
    tables: dict[int, Box] = {}
    for box in page.boxes:
        if box.tag in ("td", "th") and box.parent is not None:
            cells.setdefault(id(box.parent), []).append(box)
        elif box.tag == "tr" and (table := _table_of(box)) is not None:
            rows.setdefault(id(table), []).append(box)
            tables[id(table)] = table
    return {
        i: table
        for key, table in tables.items()
        if _holds_data(page, [(row, cells.get(id(row), [])) for row in rows[key] if row.first < row.last])
        for i in range(table.first, table.last)
    }


def _table_of(row: Box) -> Box | None:
    box = row.parent
    return box.parent if box is not None and box.tag in ("tbody", "thead", "tfoot") else box


def _holds_data(page: Page, rows: list[tuple[Box, list[Box]]]) -> bool:
    """Several rows of several small cells, most of which say something; neither a calendar nor a list of links."""
    if len(rows) < 2:
        return False
    lines = page.lines[rows[0][0].first : rows[-1][0].last]
    fit = [row for row, cells in rows if len(cells) > 1 and all(_is_small(page, cell) for cell in cells)]
    said = sum(_WORDS.search(_text(page, row)) is not None for row in fit)
    return (
        len(fit) >= max(2, _SHARE * len(rows))
        and 2 * said >= len(fit)
        and 3 * sum(line.dense for line in lines) <= len(lines)
        and not _are_facts(page, rows)
    )


def _is_small(page: Page, cell: Box) -> bool:
    lines = page.lines[cell.first : cell.last]
    return len(lines) <= _CELL_LINES and sum(len(line.text) for line in lines) <= _CELL_LETTERS


def _are_facts(page: Page, rows: list[tuple[Box, list[Box]]]) -> bool:
    """«Дата оприлюднення | 16.09.2024»: names and values of the page's own fields."""
    if any(len(cells) != 2 for _, cells in rows):
        return False
    named = all(cells[0].tag == "th" and cells[1].tag == "td" for _, cells in rows)
    return named or any(is_stamp(_text(page, row)) for row, _ in rows)


def read_facts(page: Page) -> set[int]:
    """Lines of tables and lists that name the page's own fields, its date among them."""
    found: set[int] = set()
    for box in page.boxes:
        if box.tag not in ("table", "dl") or not 1 < box.last - box.first <= _FACTS:
            continue
        lines = page.lines[box.first : box.last]
        names = sum(line.box.tag in ("th", "dt") or line.text[-1] == ":" for line in lines)
        short = all(len(line.text) <= _FACT for line in lines)
        if short and 3 * names >= len(lines) and any(is_stamp(line.text) for line in lines):
            found.update(range(box.first, box.last))
    return found


def _text(page: Page, row: Box) -> str:
    return " ".join(line.text for line in page.lines[row.first : row.last])


def row_worths(page: Page, rows: dict[int, Box]) -> dict[int, float]:
    """What lines of data are worth: a row's letters stand at its first line."""
    found: dict[int, float] = {}
    for i in rows:
        row = _row_of(page.lines[i])
        first = row.first if row is not None else i
        line = page.lines[i]
        found[first] = found.get(first, 0.0) + len(line.text) - 2.0 * line.linked
        found.setdefault(i, 0.0)
    return found


def _row_of(line: Line) -> Box | None:
    box: Box | None = line.box
    while box is not None and box.tag != "tr":
        box = box.parent
    return box
