"""Reading order: an XY-cut over pieces of lines. Columns are read one after the other, tables row by row."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import mean, median

from scrapers.parsers.report_lines import Piece
from scrapers.parsers.report_pdf import Rule
from scrapers.parsers.report_words import join_wrapped

SHRINK = (
    0.2  # of a line's height, off above and below: tight lines overlap by their boxes, not by their letters
)
STRIPE = 0.5  # of a line's height: a white stripe at least so wide parts columns
TIGHT = 0.5  # of a line's height: no more space than this parts two lines of one text
FOOT = 2.5  # of a line's height: a lone line so far below columns is a foot line, not the left one's last
PROSE = 20  # letters a piece of running text has at least, in the mean
MOST_DEPTH = 12
MOST_RULES = 3000  # more are a drawing or a map
CELL = "\t"  # between two cells of a row
BULLET = re.compile(r"[•▪■●◦‣–—➢✓✔-]\s|\d{1,2}[.)]\s")
_NUMBER = re.compile(r"[\d\s.,%№+–-]+(?:грн|тис|млн|млрд|шт|од|осіб)?\.?$")

Band = list[Piece]  # pieces that share a stretch of height
Span = tuple[float, float]


def order(pieces: Sequence[Piece], rules: Sequence[Rule] = (), depth: int = 0) -> list[list[Piece]]:
    """Lines in reading order; a row of a table is a line of several pieces."""
    if len(pieces) < 2 or depth > MOST_DEPTH:
        return _plain(pieces)
    em = median(piece.height for piece in pieces)
    rules = rules if len(rules) <= MOST_RULES else ()
    lines: list[list[Piece]] = []
    for bands, spans in _blocks(_bands(pieces), STRIPE * em):
        if len(spans) == 1:
            lines += _plain(piece for band in bands for piece in band)
            continue
        ruled = _rules_across(rules, bands, spans)
        columns = _split((piece for band in bands for piece in band), spans)
        if ruled or _is_table(bands, columns, spans):
            lines += [_cells(row, spans) for row in _rows(bands, spans, ruled)]
        else:
            for column in columns:
                lines += order(column, rules, depth + 1)
    return lines


def text_of_line(line: Sequence[Piece]) -> str:
    return CELL.join(piece.text for piece in line)


def _plain(pieces: Iterable[Piece]) -> list[list[Piece]]:
    return [[piece] for piece in sorted(pieces, key=lambda piece: (-piece.top, piece.left))]


def _bands(pieces: Sequence[Piece]) -> list[Band]:
    """From the top down; two pieces share a band where their heights overlap by more than tight setting explains."""
    bands: list[Band] = []
    floor = 0.0
    for piece in sorted(pieces, key=lambda piece: -piece.top):
        bottom = piece.bottom + SHRINK * piece.height
        if bands and piece.top - SHRINK * piece.height > floor:
            bands[-1].append(piece)
            floor = min(floor, bottom)
        else:
            bands.append([piece])
            floor = bottom
    return bands


def _blocks(bands: list[Band], least: float) -> list[tuple[list[Band], list[Span]]]:
    """Neighbouring bands that the same white stripes part, with the spans between the stripes; bands that nothing
    parts are a block with one span.
    """
    blocks: list[tuple[list[Band], list[Span]]] = []
    run: list[Band] = []
    spans: list[Span] = []
    for band in bands:
        own = _merge([], band, least)
        joined = _merge(spans, band, least)
        if run and len(spans) == 1 and len(joined) > 1:
            # plain lines so far, and now a second column: only those set as tight as one text are of its block
            tail = _tight_tail([*run, band])
            if tail < len(run):
                blocks += [(run[:tail], spans)] if tail else []
                run = run[tail:]
                spans = _merge([], [piece for b in run for piece in b], least)
                joined = _merge(spans, band, least)
            else:
                joined = []
        if run and (len(joined) < max(len(spans), len(own)) or _is_foot(run, spans, band)):
            blocks.append((run, spans))
            run, spans = [band], own
        else:
            run.append(band)
            spans = joined
    if run:
        blocks.append((run, spans))
    return blocks


def _tight_tail(bands: list[Band]) -> int:
    """Where the last stretch of tightly set bands begins."""
    start = len(bands) - 1
    while start and _space(bands[start - 1], bands[start]) <= TIGHT * bands[start][0].height:
        start -= 1
    return start


def _space(above: Band, below: Band) -> float:
    return min(piece.bottom for piece in above) - max(piece.top for piece in below)


def _is_foot(run: list[Band], spans: list[Span], band: Band) -> bool:
    """A lone line far below columns, and not in the last of them."""
    far = _space(run[-1], band) > FOOT * band[0].height
    return len(spans) > 1 and len(band) == 1 and far and band[0].left < spans[-1][0]


def _merge(spans: list[Span], band: Band, least: float) -> list[Span]:
    """Stretches of width that text covers; those with less than a stripe between them are one."""
    merged: list[Span] = []
    for left, right in sorted([*spans, *((piece.left, piece.right) for piece in band)]):
        if merged and left - merged[-1][1] <= least:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _column(piece: Piece, spans: list[Span]) -> int:
    return bisect_right(spans, (piece.left, float("inf"))) - 1


def _split(pieces: Iterable[Piece], spans: list[Span]) -> list[list[Piece]]:
    columns: list[list[Piece]] = [[] for _ in spans]
    for piece in pieces:
        columns[_column(piece, spans)].append(piece)
    return columns


def _is_table(bands: list[Band], columns: list[list[Piece]], spans: list[Span]) -> bool:
    """Short cells side by side, or figures in a column; running text and lists in two columns are none."""
    if len(bands) == 1 and len(bands[0]) == len(columns):
        return True
    if all(any(BULLET.match(piece.text) for piece in column) for column in columns):
        return False
    if any(_is_figures(column) for column in columns):
        return True
    running = sum(_is_running(column) for column in columns)
    if running >= 2 or len(columns) == 2:
        return False
    shared = sum(len({_column(piece, spans) for piece in band}) > 1 for band in bands)
    return shared >= 0.5 * len(bands)


def _is_figures(column: list[Piece]) -> bool:
    found = sum(_NUMBER.match(piece.text) is not None for piece in column)
    return found >= 2 and found >= 0.5 * len(column)


def _is_running(column: list[Piece]) -> bool:
    return len(column) >= 3 and mean(len(piece.text) for piece in column) >= PROSE


def _rules_across(rules: Sequence[Rule], bands: list[Band], spans: list[Span]) -> list[float]:
    """Heights of the rules that part rows, from the top down: drawn over every column, at a stroke or cell by cell."""
    top = max(piece.top for piece in bands[0])
    bottom = min(piece.bottom for piece in bands[-1])
    levels: dict[int, list[Rule]] = {}
    for rule in rules:
        if bottom < rule.y < top:
            levels.setdefault(round(rule.y / 2), []).append(rule)
    middles = [(left + right) / 2 for left, right in spans]
    heights = (
        group[0].y
        for group in levels.values()
        if all(any(rule.left <= x <= rule.right for rule in group) for x in middles)
    )
    return sorted(heights, reverse=True)


def _rows(bands: list[Band], spans: list[Span], ruled: list[float]) -> list[list[Piece]]:
    """Band by band; a tight band goes on with the row above it where no rule parts them or, in a table without
    rules, where it leaves cells empty and stands nearer than whole rows do.
    """
    rows = [list(bands[0])]
    near = _space_of_rows(bands, spans)
    for above, band in pairwise(bands):
        if ruled:
            same = _level(above, ruled) == _level(band, ruled)
        else:
            same = _space(above, band) < near and not _is_full(band, spans)
            same = same or all(_column(piece, spans) for piece in band)
        if same and _space(above, band) <= TIGHT * band[0].height:
            rows[-1] += band
        else:
            rows.append(list(band))
    return rows


def _space_of_rows(bands: list[Band], spans: list[Span]) -> float:
    """The least space above a row with every cell filled, less what chance explains; unknown without such a row."""
    spaces = [_space(above, band) for above, band in pairwise(bands) if _is_full(band, spans)]
    return min(spaces) - 0.15 * bands[0][0].height if spaces else float("-inf")


def _is_full(band: Band, spans: list[Span]) -> bool:
    return len({_column(piece, spans) for piece in band}) == len(spans)


def _level(band: Band, ruled: list[float]) -> int:
    """How many rules stand above a band."""
    return sum(mean(piece.middle for piece in band) < y for y in ruled)


def _cells(row: list[Piece], spans: list[Span]) -> list[Piece]:
    return [_join(column) for column in _split(row, spans) if column]


def _join(pieces: list[Piece]) -> Piece:
    """One cell of several lines."""
    if len(pieces) == 1:
        return pieces[0]
    return Piece(
        text=join_wrapped(line[0].text for line in _plain(pieces)),
        left=min(piece.left for piece in pieces),
        bottom=min(piece.bottom for piece in pieces),
        right=max(piece.right for piece in pieces),
        top=max(piece.top for piece in pieces),
    )
