"""The lines of an unknown page's text, once its place is known: what stands among them and is none is left out."""

from __future__ import annotations

import re
from itertools import groupby

from scrapers.dates import find_dates
from scrapers.parsers import generic_foreign as foreign
from scrapers.parsers.generic_author import signs_ours
from scrapers.parsers.generic_breaks import announces, goes_on, promotes, repeats
from scrapers.parsers.generic_page import HEADINGS, Box, Line, Page, looks_headed, path_of
from scrapers.parsers.generic_score import SIGNS, Scores
from scrapers.parsers.generic_words import (
    ANY_TIME,
    is_also,
    is_contact,
    is_credit,
    is_end,
    is_junk,
    is_label,
    is_of_reader,
    is_stamp,
    line_key,
)

_WORDS = re.compile(r"[^\W\d_]{3}")
_SIGNED = re.compile(r"(?:опубліковано|розміщено|додано|posted|published)\b.*\d\d:\d\d", re.I)
_BUTTON = re.compile(r"(?:завантажити|скачати|скачать|download)\b", re.I)
_TAGS = re.compile(r"(?:#\w+[\s,]*)+")
_TOPIC = re.compile(
    r"(?:за|по)\s+тем(?:ою|і|е)\b|(?:до|в)\s+тем[иу]\b", re.I
)  # before the title of another article
_YEAR = re.compile(r"\d{4}\s*р(?:оку)?\.$")  # «20 листопада 2026 р.» is no sentence
_NOTE = 90
_HEADING, _MESSAGE = 40, 40  # letters of a box's heading, and of what it is over
_STAMPED = 40  # letters of a line with the moment in an attribute
_LEAD = 2  # lines of a text behind which a byline may stand


def read_lines(page: Page, scores: Scores, zone: tuple[int, int], core: Box) -> tuple[str, ...]:
    first, last = zone
    kept: list[tuple[str, Line]] = []
    skipping = False  # behind «Читайте також», as long as there are links
    begun = False
    aside = _set_before(scores, (first, core.first), core)
    for i in range(first, last):
        line = page.lines[i]
        inside = core.first <= i < core.last
        if i in scores.pruned or (not inside and line.dense and not _own_tags(line, core)):
            continue
        text = line.text
        if foreign.is_end(text) and goes_on(
            page, range(i + 1, last), scores.pruned, [had for _, had in kept], core
        ):
            skipping = True
            continue
        ends = is_end(text) and (begun or not inside) and _only_links(page, i + 1, last)
        if ends or (begun and is_of_reader(text)):
            if i < core.first and foreign.is_end(text):
                continue
            break
        if is_also(text) or (line.dense and _TOPIC.match(text)):
            skipping = len(text) < 60 or line.dense
            continue
        if skipping and (line.dense or (len(text) < 25 and (is_stamp(text) or not _WORDS.search(text)))):
            continue
        skipping = False
        if i not in scores.rows and (is_junk(text) or (not begun and _is_head(line, scores.title_key))):
            kept = _without_heading(kept, line) if begun else _without_section(kept, text)
            continue
        if i in scores.bylines or repeats(page, i):
            continue
        if begun and (
            promotes(page, i) or announces(page, i, kept[-1][1], scores) or _signs(line, len(kept))
        ):
            continue
        if i < core.first and not _is_listed(line, core) and (_between(line) or i in aside):
            continue
        begun = begun or len(text) > 25
        kept.append((text, line))
    while len(kept) > 1 and (
        _is_tail(kept[-1][1], kept[-2][1])
        or _is_foot(kept[-1][1], kept[0][1], core)
        or _is_of_facts(kept[-1][1], page)
    ):
        kept.pop()
    return _join_cells(kept)


def _without_section(kept: list[tuple[str, Line]], text: str) -> list[tuple[str, Line]]:
    """«Новини - Новини ради» stands above «Написав Роман Білик», and neither is text."""
    return [had for had in kept if had[0][-1] in ".!?…"] if signs_ours(text) else kept


def _without_heading(kept: list[tuple[str, Line]], line: Line) -> list[tuple[str, Line]]:
    """«Інформація» over «Гості не можуть залишати коментарі»: bold, or a heading, with which their box begins."""
    had = kept[-1][1]
    box = line.box if had.box is line.box else had.box.parent
    if not (had.bold or had.box.tag in HEADINGS) or box is None or len(kept) < 2 or len(line.text) < _MESSAGE:
        return kept
    whole = box.last - box.first == 2 and box.first <= line.box.first and kept[-2][1].box is not box
    return kept[:-1] if whole and len(had.text) < _HEADING and had.text[-1] not in ".!?…" else kept


def _signs(line: Line, had: int) -> bool:
    """«Von Jana Beispiel, Berlin», «May 5, 2024 9:00AM (UTC)», below the lead."""
    if had > _LEAD or len(line.text) >= _NOTE or foreign.is_ours(line.text):
        return False
    return is_stamp(line.text) or (line.box.tag not in HEADINGS and foreign.is_byline(line.text))


def _is_tail(line: Line, before: Line) -> bool:
    """What stands below a text: the date, the label of files, the links of tags."""
    text = line.text
    if is_stamp(text) or is_label(text):
        return True
    if line.box.tag not in HEADINGS and foreign.is_byline(text):
        return True
    if is_credit(text) and (line.box.tag, line.box.names) != (before.box.tag, before.box.names):
        return True  # a line of the page's own: an editor signs as he writes
    if line.dense and "|" in text and not line.document:
        return True  # «вгору | усі повідомлення | написати нам»
    if _own_tags(line, before.box):
        return False
    if line.dense:
        return len(text) < 30 and line.box.tag != "p" and line.box is not before.box
    return line.box.tag in HEADINGS and text.endswith(":")


def _is_of_facts(line: Line, page: Page) -> bool:
    """«Автор: Адміністратор» below «Опубліковано: 16 вересня 2024», in one <dl>."""
    facts = line.box.parent
    if line.box.tag not in ("dt", "dd") or facts is None:
        return False
    return any(is_stamp(each.text) for each in page.lines[facts.first : facts.last])


def _is_foot(line: Line, opening: Line, core: Box) -> bool:
    """Address and telephone below the text, on a page that is not parted into boxes."""
    if core.tag != "body" or line.box.tag == opening.box.tag:
        return False
    return is_contact(line.text) or line.box.tag == "center"


def _own_tags(line: Line, text: Box) -> bool:
    """«#громада #новини», written like the paragraphs: in a post of a social network they are its words."""
    alike = (line.box.tag, line.box.names) == (text.tag, text.names)
    return line.dense and alike and _TAGS.fullmatch(line.text) is not None


def _set_before(scores: Scores, between: tuple[int, int], core: Box) -> set[int]:
    """Boxes between title and text that open with a heading of their own, or can be closed: «Послуги онлайн»."""
    found: set[int] = set()
    for box in scores.page.boxes:
        if not between[0] <= box.first < box.last <= between[1]:
            continue
        headed = box.tag == "div" and box.last - box.first > 1 and looks_headed(scores.page.lines[box.first])
        alike = (box.tag, box.names) == (core.tag, core.names)
        if box.tag == "details" or (headed and not alike):
            found.update(range(box.first, box.last))
    return found


def _between(line: Line) -> bool:
    """Neither lead nor heading, above the text: «Новини», «11 вересня, 17:05 Роман Білик», «Завантажити PDF»."""
    if line.box.tag in HEADINGS:
        return False
    text = line.text
    if is_credit(text) or is_button(line):
        return True
    ends = text[-1] in ".!?…" and _YEAR.search(text) is None
    if len(text) < _NOTE and not ends and SIGNS.search(line.box.names):
        return True
    return (len(text) < 25 and not ends) or (len(text) < 90 and not ends and bool(find_dates(text, ANY_TIME)))


def is_button(line: Line) -> bool:
    """«Завантажити (PDF, 214 КБ)»"""
    return line.document and _BUTTON.match(line.text) is not None


def _is_listed(line: Line, core: Box) -> bool:
    """A list as editors make them, before the one paragraph that is taken for the text."""
    items = line.box.parent
    plain = line.box.tag == "li" and items is not None and not (items.names or line.box.names or line.dense)
    return plain and core.last - core.first == 1 and items is not None and items.parent is core.parent


def _only_links(page: Page, first: int, last: int) -> bool:
    """What follows is other articles: hardly any line in it is a text of its own."""
    rest = page.lines[first:last]
    long = sum(len(line.text) for line in rest if not line.dense and len(line.text) > 120)
    return long < 400 or any(line.dense for line in rest[:2])


def _is_head(line: Line, title_key: str) -> bool:
    """The title once more, or the date, or the hour and who wrote or published."""
    text = line.text
    if len(text) < _NOTE and text[-1] not in ".!?:" and (_SIGNED.match(text) or line.stamp):
        return True
    if line.stamp and len(text) < _STAMPED:  # «Ганна Бук, 20 вер.»
        return True
    above = is_stamp(text) or is_label(text) or is_credit(text) or foreign.is_byline(text)
    return above or signs_ours(text) or (len(text) < 400 and line_key(text) == title_key)


def _join_cells(kept: list[tuple[str, Line]]) -> tuple[str, ...]:
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
