"""Lines that look like a title by themselves: on pages whose <title> is the same for all, nothing confirms one."""

from __future__ import annotations

import re
from itertools import takewhile

from scrapers.parsers.generic_apart import TITLES, kind_of
from scrapers.parsers.generic_page import HEADINGS, Box, Line, Page, path_of
from scrapers.parsers.generic_site import SITE, has_day, opens_with_day, without_day
from scrapers.parsers.generic_words import is_byline, is_end, is_junk, is_label, is_stamp, line_key

_TITLE_NAMES = re.compile(rf"(?<![a-z])(?:{TITLES}|ttl|name|h1|contentheading)(?![a-z])")
_PERSON = re.compile(r"(?<![a-z])(?:user|author|avtor|nick|profile|member|login)(?![a-z])|user-?name")
CRUMBS = re.compile(r"\s[»›>/→\\]\s")
SENTENCE = 80  # letters of a line that belongs to a text
_CLAUSE = 40  # of one that is a sentence, if it ends like one
_LIST = 5  # lines below a heading of other articles
_TOP = 200  # lines in which a title stands
_BOLD = 0.5  # of a heading's weight
_LINK = 20  # letters
_RIGHT_ABOVE = 1.15  # what a date right below is worth, beside one that only stands near


def likely(page: Page, sites: set[str]) -> int | None:
    """On pages whose <title> is the same for all: what looks like a heading, has a date beside it and a text below."""
    stamps = [is_stamp(line.text) for line in page.lines[:_TOP]]
    shown = [
        weight_of(line)
        or _BOLD * (line.bold or _has_day(page, i) or (i > 0 and stamps[i - 1] and _has_row(page, i)))
        for i, line in enumerate(page.lines[:_TOP])
    ]
    best, best_rank = None, 1.15
    for i, (line, weight) in enumerate(zip(page.lines, shown, strict=False)):
        dated = (
            _has_day(page, i)
            or any(stamps[i + 1 : i + 2])
            or (any(stamps[i + 2 : i + 3]) and not (weight_of(line) == 0 and _is_bare(page, i + 1)))
            or _is_signed(page, i)
            or (weight > 0 and _is_dated_beside(page, stamps, i))
        )
        if not (weight or dated) or line.dense or not 5 <= len(line.text) <= 300 or stamps[i]:
            continue
        if (
            is_junk(without_day(line.text))
            or is_end(line.text)
            or _is_figures(without_day(line.text))
            or is_crumbs(line)
            or SITE.fullmatch(line.text)
        ):
            continue
        if _is_of_facts(page, i) or line_key(line.text) in sites or _heads_links(page, i):
            continue
        bold = 0.3 if line.box.tag in HEADINGS or weight else 0.0
        below = _letters_below(page, i)
        if below < 20 and not dated:
            continue
        if best is not None and _is_below_row(page, best, i):
            continue
        if best is not None and _sentences(page, best, i) and not (dated and _apart(page, best, i, weight)):
            continue  # a heading within the text
        right_above = _RIGHT_ABOVE if any(stamps[i + 1 : i + 2]) else 1.0
        rank = weight + bold + (right_above if dated else 0.0) + min(below, 400) / 400 - 0.01 * i
        if rank > best_rank:
            best, best_rank = i, rank
    return best


def _is_bare(page: Page, i: int) -> bool:
    """Words as a title's: nearer to the date than what stands above them."""
    line = page.lines[i]
    said = line.text[-1] not in ".!?…" and not is_junk(line.text) and not is_label(line.text)
    return not line.dense and len(line.text) > _LINK and said


def _has_row(page: Page, i: int) -> bool:
    """It stands alone in the second row of a table of which the line above it is the first."""
    above, own = (_row_of(line.box) for line in page.lines[i - 1 : i + 1])
    if above is None or own is None or above.parent is None or above.parent is not own.parent:
        return False
    if page.lines[i].document or above is own:
        return False
    return own.last - own.first == 1 and (above.first, above.last) == (above.parent.first, i)


def _is_below_row(page: Page, first: int, i: int) -> bool:
    """It stands in the table whose second row is the title found before: its text does."""
    row = _row_of(page.lines[first].box) if first > 0 and _has_row(page, first) else None
    return row is not None and row.parent is not None and i < row.parent.last


def _row_of(box: Box) -> Box | None:
    return next((each for each in path_of(box) if each.tag == "tr"), None)


def _is_figures(text: str) -> bool:
    """«EUR 45,10»"""
    return sum(map(str.isdigit, text)) >= sum(map(str.isalpha, text))


def _is_dated_beside(page: Page, stamps: list[bool], i: int) -> bool:
    """A date right above, or with a line between that it is not the date of; or «Розміщено 15.09.2024 | Усі новини»
    below.
    """
    if (i > 0 and stamps[i - 1]) or any(is_label(line.text) for line in page.lines[i + 1 : i + 2]):
        return True
    between = page.lines[i - 1]
    begun = len(between.text) > _CLAUSE and between.text[-1] in ".!?…"  # a text with a heading in it
    return i > 1 and stamps[i - 2] and not between.dense and not begun


def _has_day(page: Page, i: int) -> bool:
    """«[16.09.2024] Назва» in one line, or «Назва (16.09.2024)» as the first of its box."""
    line = page.lines[i]
    if line.box.tag in HEADINGS or line.dense:
        return False
    return opens_with_day(line.text) or (line.box.first == i and has_day(line.text))


def _is_signed(page: Page, i: int) -> bool:
    """«08.09.24 | Ганна Бук» stands below."""
    below = next(iter(page.lines[i + 1 : i + 2]), None)
    return below is not None and not below.dense and below.text[0].isdigit() and is_byline(below.text)


def _is_of_facts(page: Page, i: int) -> bool:
    """A cell of «Дата оприлюднення | 16.09.2024», where the first is a header."""
    box, before = page.lines[i].box, page.lines[i - 1].box
    return box.tag == "th" or (box.tag == "td" and before.tag == "th" and before.parent is box.parent)


def _heads_links(page: Page, i: int) -> bool:
    """What follows in its box is dates and titles of other articles: «Останні надходження»."""
    box = page.lines[i].box
    around = _table_of(box) if box.tag in ("td", "th") else box if box.tag == "body" else box.parent or box
    below = page.lines[i + 1 : min(i + 1 + _LIST, around.last)]
    links = sum(line.dense and len(line.text) > _LINK for line in below)
    return links > 1 and all(line.dense or len(line.text) < _LINK or is_stamp(line.text) for line in below)


def _table_of(cell: Box) -> Box:
    """Old pages give each line of a list a row of its own."""
    if cell.last - cell.first > 1:
        return cell
    return next((box for box in path_of(cell) if box.tag == "table"), cell)


def _apart(page: Page, first: int, second: int, weight: float) -> bool:
    """What looks like a heading, but neither two of one kind in one box, nor bold letters after a real one."""
    one, other = page.lines[first].box, page.lines[second].box
    if one.tag in HEADINGS:
        return weight > _BOLD and (one.tag, id(one.parent)) != (other.tag, id(other.parent))
    return weight > 0


def _sentences(page: Page, first: int, last: int) -> bool:
    """Between two headings a text has begun."""
    return any(len(line.text) > SENTENCE and not line.dense for line in page.lines[first:last])


def _letters_below(page: Page, i: int) -> int:
    """Of the text that a heading stands over."""
    rest = takewhile(lambda line: line.box.tag not in HEADINGS, page.lines[i + 1 : i + 12])
    return sum(len(line.text) for line in rest if not line.dense)


def is_crumbs(line: Line) -> bool:
    """«Головна » Новини » Назва», or a line in a box of chrome."""
    return len(CRUMBS.findall(line.text)) > 1 or any(
        box.bad and box.tag != "form" for box in path_of(line.box)
    )


def weight_of(line: Line) -> float:
    if line.box.tag in HEADINGS:
        return {"h1": 1.5, "h2": 1.0, "h3": 0.9}.get(line.box.tag, 0.8)
    names = line.box.names
    if not names or _PERSON.search(names):
        return 0.0
    named = _TITLE_NAMES.search(names) or (line.box.tag == "span" and kind_of(names) == "title")
    return 0.8 if named else 0.0
