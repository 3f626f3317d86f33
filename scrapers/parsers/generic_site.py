"""A <title> and the names of the site and its sections that stand in it."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import takewhile

from scrapers.clean import matching_key
from scrapers.parsers.generic_page import HEADINGS, Page

SEPARATOR = re.compile(r"\s+[|•·—–»/\\:-]+\s+|\s*\|\s*|\s+::\s+")
# a <title> that is the same on every page: «Новини | …», «Млинівська рада», «Тернопіль.City»
SITE = re.compile(
    r"(?:новин[иа]|перегляд новини|головна|офіційний|сайт|untitled|document|home)\b[^|]{0,60}"
    r"|[^|—–-]{0,50}\b(?:рада|громада|адміністрація|рда|ода|ова|сайт|портал|область|район|новини|city|news|info)\W*",
    re.I,
)


_LOGO, _MENU = 3, 20  # lines of a page's top
_HOME = 8  # letters of a link to the front page that may be the beginning of a site's name


def names_site(title: str, homes: Collection[str]) -> bool:
    """Whether a <title> of several parts has none of an article's own: «Департамент фінансів області - Новина»."""
    parts = SEPARATOR.split(title)
    keys = [matching_key(part) for part in parts]
    starts = tuple(home for home in homes if len(home) > _HOME)
    return len(parts) > 1 and all(
        SITE.fullmatch(part) or (bool(starts) and key.startswith(starts))
        for part, key in zip(parts, keys, strict=True)
    )


def names_sections(page: Page) -> bool:
    """Whether a <title> says what menus say, and a lone <h1> says another thing: «Гімназія - Події». Or what stands
    beside the logo: «Городище – офіційний портал міста».
    """
    named = SEPARATOR.split(page.title)
    parts = {matching_key(part) for part in named}
    tops = [i for i, line in enumerate(page.lines) if line.box.tag == "h1" and not line.dense]
    if not tops and len(parts) > 1:
        return _names_menu(page, parts)
    if len(parts) < 2 or len(tops) != 1 or matching_key(page.lines[tops[0]].text) in parts:
        return False
    above = page.lines[: tops[0]]
    if any(map(SITE.fullmatch, named)) and parts <= {
        matching_key(line.text) for line in above if not line.dense
    }:
        return True
    said = (text for menu in page.menus for text in menu.text(deep=True, separator="\n").split("\n"))
    linked = (line.text for line in page.lines if line.dense)
    return bool(page.menus) and parts <= {matching_key(text) for text in (*said, *linked, *page.homes)}


def _names_menu(page: Page, parts: Collection[str]) -> bool:
    """All that a <title> says is a link of the menu, or stands above it: «Споживачам | Облмережі»."""
    above = takewhile(lambda line: not line.dense and line.box.tag not in HEADINGS, page.lines[:_LOGO])
    top = {matching_key(line.text) for line in above}
    links = {matching_key(line.text) for line in page.lines[:_MENU] if line.dense}
    parts = set(parts)
    return bool(parts & links) and bool(parts & top - links) and parts <= top | links


_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
DATED = re.compile(
    r"(?:\d\d? \d\d? (?:19|20)\d\d|(?:19|20)\d\d \d\d \d\d)(?: \d\d \d\d(?: \d\d)?)? "
)  # before the words of a matching key
_DAY_BEFORE = re.compile(
    r"\W?(?:\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)(?:[\s,/|о]+\d\d:\d\d(?::\d\d)?)?[\s\]).,:|–—-]*"
)

_DAY_BEHIND = re.compile(
    r"\s*(?:\(\s*{0}\s*\)|\[\s*{0}\s*\])$".replace(
        "{0}", r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d(?:\s*р\.?)?(?:[\s,/|о]+\d\d:\d\d(?::\d\d)?)?"
    )
)  # in brackets: a title may end with the day of what it is about
_SECTION = re.compile(r"^(?:Новини|Оголошення|Події|Статті)\s+:\s+")
_DAY_LAST = re.compile(r"\s+\d{1,2}\.\d{1,2}\.(?:19|20)\d\d(?:[\s,/|о]+\d\d:\d\d(?::\d\d)?)?$")


def tails_of(title: str) -> list[str]:
    """Parts of a <title> behind the first, but for the longest: names of the site and its sections."""
    parts = SEPARATOR.split(title)
    longest = max(parts, key=len)
    return [part for part in parts[1:] if part != longest]


def without_site(title: str, names: Collection[str] = ()) -> str:
    """«Назва новини | Громада» without the site; what looks like a title with a dash in it stays whole. `names` are
    matching keys of the site's own.
    """
    parts = SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    if matching_key(parts[-1]) in names:
        return title[: title.rindex(parts[-1])].rstrip(" |•·—–»/\\:-")
    if matching_key(parts[0]) in names:
        return title[len(parts[0]) :].lstrip(" |•·—–»/\\:-")
    bar = re.split(r"\s*(?:\||•|::)\s*|\s+»\s+", title)
    if len(bar) > 1:
        own = [part for part in bar if not SITE.fullmatch(part)]
        if len(own) == 1:
            return own[0]
        return max(bar, key=len) if len(bar[0]) < 15 else bar[0]
    last = parts[-1]
    if len(last) < 40 and len(last) < 0.5 * len(title) and last[:1].isupper():
        return title[: title.rindex(last)].rstrip(" |•·—–»/\\:-")
    return title


def completed(text: str, *longer: str) -> str:
    """«Назва, що обірвал…» is completed from what begins with it."""
    if not _CUT.search(text):
        return text
    stem = matching_key(_CUT.sub("", text))
    for other in longer:
        whole = without_site(other)
        if not _CUT.search(whole) and matching_key(whole).startswith(stem):
            return whole
    return text


def undated(text: str, known: Collection[str], head: str) -> str:
    """«30 Вер Назва», «[16.09.2024] Назва» in a heading where the head of the page says «Назва»."""
    own = max((part for part in known if text.endswith(f" {part}")), key=len, default=text)
    before = text[: -len(own)].strip()
    if before and re.fullmatch(r"\d[\w\s.,:/|-]{3,25}", before):
        return own
    day, last = _DAY_BEFORE.match(text), _DAY_LAST.search(text)
    rest = text[day.end() :] if day else text[: last.start()] if last else ""
    return rest if rest and matching_key(rest) in matching_key(head) else text


def without_day(text: str) -> str:
    """«[16.09.2024 / 08:41] Назва», or «Назва (16.09.2024)», without its day."""
    if (day := _DAY_BEFORE.match(text)) is not None:
        return text[day.end() :] or text
    return _DAY_BEHIND.sub("", text) or text


def without_section(text: str) -> str:
    """«Новини : Назва» without the section's name."""
    return _SECTION.sub("", text) or text


def opens_with_day(text: str) -> bool:
    """«[16.09.2024] Назва»."""
    return _DAY_BEFORE.match(text) is not None


def has_day(text: str) -> bool:
    """«[16.09.2024] Назва», «Назва (16.09.2024)»."""
    return opens_with_day(text) or _DAY_BEHIND.search(text) is not None
