"""A page with status 200 that says it is not there, told without a rule of the source."""

from __future__ import annotations

import re
from datetime import datetime

from scrapers.html import Page, text_of
from scrapers.parsers.generic import extract

_HEADS = "title, h1, h2"
_MOST = 200  # letters of text: a page that is there has more, or a day
_PAGE = (
    r"(?:сторінк|публікаці|новин[ау]\b|матеріал|запис|статт|документ|адрес|об.єкт|страниц|page\b|article\b|post\b"
    r"|content\b)\w*"
)
_GONE = (
    r"(?:не\s+(?:знайден|найден|існує|доступн)|видален|вилучен|відсутн|not\s+(?:be\s+)?found|no\s+longer"
    r"|(?:does\s+not|doesn.t)\s+exist)"
)
_SAYS = re.compile(
    rf"\b{_PAGE},?\s+(?:[\w,]+\s+){{0,4}}{_GONE}|\b{_GONE}\w*\s+(?:\w+\s+)?{_PAGE}"
    r"|(?:помилка|ошибка|error)\s*:?\s*№?\s*404\b|\b404\s*[|:–—-]?\s*(?:помилка|error|not\s+found|не\s+знайден)"
    r"|^\W*(?:404|not\s+found|не\s+знайдено)\W*$",
    re.I,
)


def says_not_found(text: str, page: Page, url: str, now: datetime) -> str | None:
    """The heading that says so, of a page without a day of publication and with next to no text; else None."""
    heads = [text_of(node) for node in page.css(_HEADS)]
    said = next((head for head in heads if _SAYS.search(head)), None)
    if said is None:
        return None
    read = extract(text, url, now)
    return said if read.published is None and sum(map(len, read.body)) < _MOST else None
