"""Pieces of lines out of letters: what stands on one line and close together, however it was drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scrapers.parsers.report_pdf import Drawn, Letter
from scrapers.parsers.report_words import join_letters, usual_gap

APART = 1.1  # of a line's height: a wider gap parts two cells or columns
SAME_LINE = 0.6  # of the lower one's height: so much must two pieces share to stand on one line
SHADOW = 0.25  # of a line's height: the same text drawn again so near is a shadow


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a line that nothing wide interrupts; points, y upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def read_pieces(page: Drawn) -> tuple[list[Piece], list[str]]:
    """The page's pieces in no promised order, and texts that stand upright (labels at a chart's side, heads of narrow
    columns). Letters beyond the page's edges are seen by nobody and left out.
    """
    level: list[list[Letter]] = []
    upright: list[str] = []
    for chunk in _chunks(page):
        if _stands(chunk):
            upright.append(join_letters(_laid(chunk)).strip())
        else:
            level += _runs(chunk)
    pieces = [_piece(letters) for line in _lines(_without_shadows(level)) for letters in _parts(line)]
    return pieces, [text for text in upright if text]


def _chunks(page: Drawn) -> Iterator[list[Letter]]:
    """What stands between two breaks of pdfium's, without the spaces that it made: the gaps tell as much, and more."""
    chunk: list[Letter] = []
    for letter in page.letters:
        if not letter.text and chunk:
            yield chunk
            chunk = []
        shown = letter.right >= 0 and letter.left <= page.width and 0 <= letter.top <= page.height + 1
        if letter.text and not letter.made and shown:
            chunk.append(letter)
    if chunk:
        yield chunk


def _stands(chunk: list[Letter]) -> bool:
    """Three or more letters one above another."""
    if len(chunk) < 3:
        return False
    lowest, highest = min(letter.bottom for letter in chunk), max(letter.top for letter in chunk)
    wide = max(letter.right for letter in chunk) - min(letter.left for letter in chunk)
    thick = max(letter.right - letter.left for letter in chunk)
    return wide <= 1.3 * thick and highest - lowest > 1.5 * wide


def _laid(chunk: list[Letter]) -> list[Letter]:
    """Upright text turned to lie on a line."""
    if chunk[0].bottom < chunk[-1].bottom:  # reads upwards
        return [Letter(c.text, c.bottom, -c.right, c.top, -c.left, False) for c in chunk]
    return [Letter(c.text, -c.top, c.left, -c.bottom, c.right, False) for c in chunk]


def _runs(chunk: list[Letter]) -> Iterator[list[Letter]]:
    """Letters drawn one after another on one line from left to right."""
    run: list[Letter] = []
    for letter in chunk:
        if run and not _follows(run[-1], letter):
            yield run
            run = []
        run.append(letter)
    yield run


def _follows(before: Letter, letter: Letter) -> bool:
    height = min(before.top - before.bottom, letter.top - letter.bottom)
    return _shared(before, letter) >= SAME_LINE * height and letter.left >= before.left - 0.2 * height


def _shared(one: Letter, other: Letter) -> float:
    return min(one.top, other.top) - max(one.bottom, other.bottom)


def _lines(runs: Iterable[list[Letter]]) -> Iterator[list[Letter]]:
    """Runs that stand on one line, joined and from left to right: a bold word may be drawn after its line."""
    lines: list[list[Letter]] = []
    for run in sorted(runs, key=lambda run: (-(run[0].top + run[0].bottom), run[0].left)):
        # from the top down: only the last few lines can still reach this run
        for line in reversed(lines[-8:]):
            if _on_line(line[0], run[0]):
                line.extend(run)
                break
        else:
            lines.append(list(run))
    for line in lines:
        yield sorted(line, key=lambda letter: letter.left)


def _on_line(one: Letter, other: Letter) -> bool:
    height = min(one.top - one.bottom, other.top - other.bottom)
    return _shared(one, other) >= SAME_LINE * max(height, 0.1)


def _parts(line: list[Letter]) -> Iterator[list[Letter]]:
    """Cut where the gap is wide. Letter-spaced text has wide gaps everywhere: there its own is the measure."""
    usual = usual_gap(line)
    part: list[Letter] = []
    reach = 0.0
    for letter in line:
        if not letter.text.strip():  # typed spaces may fill the gap between two cells
            part += [letter] * bool(part)
            continue
        if part and letter.left - reach > APART * (letter.top - letter.bottom) + 2 * usual:
            yield part
            part = []
        reach = max(reach, letter.right) if part else letter.right
        part.append(letter)
    if part:
        yield part


def _piece(letters: list[Letter]) -> Piece:
    while not letters[-1].text.strip():
        letters.pop()
    return Piece(
        text=join_letters(letters),
        left=letters[0].left,
        bottom=min(letter.bottom for letter in letters if letter.text.strip()),
        right=max(letter.right for letter in letters),
        top=max(letter.top for letter in letters if letter.text.strip()),
    )


def _without_shadows(runs: Iterable[list[Letter]]) -> Iterator[list[Letter]]:
    """A shadow is the same text drawn again a little aside; pdfium itself leaves out only exact copies."""
    seen: set[tuple[str, int, int]] = set()
    for run in runs:
        first = run[0]
        cell = max(SHADOW * (first.top - first.bottom), 0.1)
        text, x, y = (
            "".join(letter.text for letter in run),
            round(first.left / cell),
            round(first.bottom / cell),
        )
        if not any((text, x + i, y + j) in seen for i in (-1, 0, 1) for j in (-1, 0, 1)):
            seen.add((text, x, y))
            yield run
