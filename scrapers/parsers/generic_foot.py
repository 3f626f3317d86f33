"""The day in the line right below a text, among who wrote it and under which rubric: «Цей запис оприлюднено в …»."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from scrapers.dates import find_dates
from scrapers.parsers.generic_body import Body
from scrapers.parsers.generic_page import Page
from scrapers.parsers.generic_stated import FIRST, NOTHING, Dated
from scrapers.parsers.generic_words import is_end

_BELOW = 3  # lines
_LONGEST = 250  # letters of such a line
_SAYS = re.compile(
    r"(?:запис|новин[ау]|публікаці[яю]|матеріал|статт[яю])\s+(?:було\s+|був\s+)?(?:оприлюдн|опублік|розміщ|дода)"
    r"|\b(?:автор|адміністратор|редактор|admin|опубліковано|оприлюднено|розміщено|рубрик[аи]|категорі[яї]|позначк[аи]|теги)\b",
    re.I,
)
_OTHER = re.compile(r"оновлен|змінен|редагован|попередн|наступн|читайте|також", re.I)


def is_foot(text: str) -> bool:
    """It tells who wrote the article, or its rubric."""
    return len(text) <= _LONGEST and _SAYS.search(text) is not None and _OTHER.search(text) is None


def read_foot(page: Page, body: Body, now: datetime) -> Dated:
    """The only day there, with its year; NOTHING for a page that shows none so."""
    for line in page.lines[max(body.last - _BELOW, body.first) : body.last + _BELOW] if body.lines else ():
        if line.text in body.lines:
            continue
        if is_end(line.text) or line.box.tag == "li":
            break
        if not is_foot(line.text):
            continue
        told = [spot.moment for spot in find_dates(line.text, now)]
        if len(told) != 1 or told[0].year_inferred or told[0].precision not in ("day", "minute"):
            continue
        if FIRST < told[0].at < now + timedelta(days=1):
            return Dated(told[0], f"walk:{line.box.tag}, below the text", 0.5)
    return NOTHING
