"""Paragraphs that a site strews into texts: a short label, and links to other articles behind it. «Дивіться також: …».

Other ones come with each request. Known by what they are: what such a label says is only looked at where it may name
what belongs to the article, such as a document or a source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from scrapers.urls import DOCUMENT, canonical

_LABELLED = re.compile(r"(?P<label>[^\W\d_][^:]{1,35}?)\s*:\s*(?P<rest>\S.*)")
_WORDS = 5  # of a label
_ALSO = re.compile(
    r"\b(?:також|теж|ще|більше|детальн\w+ про|раніше|попередн\w+|схож\w+|пов.язан\w+|інш[іа]\w*|до теми|тем(?:ою|у|і)"
    r"|дивіться|дивись|переглян\w+|читай\w*|почитай\w*|прочитай\w*|рекоменду\w+|радимо|останн\w+|свіж\w+"
    r"|популярн\w+|не пропустіть|передісторія|see also|read (?:also|more)|related)\b",
    re.I,
)
# what such a label names is the article's own
_OWN = re.compile(
    r"\b(?:джерел|детальніш|докладніш|посиланн|лінк|документ|рішенн|розпоряджен|наказ|постанов|закон|указ|положенн|поряд[ок]"
    r"|програм|проє?кт|протокол|додат|бланк|форм|анкет|реєстр|заявк|текст|повн|звіт|презентац|фото|відео|аудіо|трансляц|запис"
    r"|сайт|сторінк|веб|e-?mail|пошт|тел|адрес|контакт|автор|організатор|партнер|конкурс|ваканс|оголош|етап|крок|пункт|пит"
    r"|нагада|source|more|photo|video)\w*",
    re.I,
)
_TITLE_LETTERS, _TITLE_WORDS = 20, 3
_MOST = 2  # such lines in a text; more are a list that somebody wrote
_BETWEEN = ' \u00a0,;|/•·–—-.«»"“”'

Links = Sequence[tuple[str, str]]  # address as written, words


def without_see_also(
    lines: tuple[str, ...], links: Links, own: str, refuses: Callable[[str], str | None]
) -> tuple[str, ...]:
    """The lines without those that only name other articles of the site. `own`: the page's address; `refuses`: why an
    address is none of the source's articles, or None.
    """
    if not links:
        return lines
    there = [(words, url) for href, words in links if words and (url := _article(href, own, refuses))]
    found = {line for line in lines if _names(line, there, own)} if there else set()
    sure = {line for line in found if _ALSO.search(line.partition(":")[0])}
    gone = found if len(found - sure) <= _MOST else sure
    return tuple(line for line in lines if line not in gone) if len(gone) < len(lines) else lines


def _article(href: str, own: str, refuses: Callable[[str], str | None]) -> str | None:
    url = canonical(href, own)
    return None if url is None or url == canonical(own) or DOCUMENT.search(url) or refuses(url) else url


def _names(line: str, there: list[tuple[str, str]], own: str) -> bool:
    match = _LABELLED.fullmatch(line)
    if match is None or len(match["label"].split()) > _WORDS:
        return False
    rest, named = match["rest"], []
    for words, url in there:
        if words in rest:
            rest = rest.replace(words, " ", 1)
            named.append((words, url))
    if not named or rest.strip(_BETWEEN):
        return False
    if _ALSO.search(match["label"]):
        return True
    return not _OWN.search(match["label"]) and all(
        _is_title(words) and _form(url) == _form(own) for words, url in named
    )


def _is_title(words: str) -> bool:
    return len(words) >= _TITLE_LETTERS and len(words.split()) >= _TITLE_WORDS


def _form(url: str) -> tuple[str, ...]:
    """How an address is built: its folders, numbers and the last part aside, and the names in its query."""
    parts = urlsplit(url)
    folders = ["#" if part.isdigit() else part for part in parts.path.strip("/").split("/")[:-1]]
    return (parts.netloc, *folders, *sorted(pair.partition("=")[0] for pair in parts.query.split("&")))
