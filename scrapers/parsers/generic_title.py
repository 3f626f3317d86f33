"""The title of an unknown page: the heading that its metas and <title> confirm."""

from __future__ import annotations

import re
from typing import NamedTuple

from scrapers.clean import matching_key
from scrapers.parsers.generic_likely import CRUMBS, SENTENCE, is_crumbs, likely, weight_of
from scrapers.parsers.generic_page import HEADINGS, Line, Page, path_of
from scrapers.parsers.generic_site import (
    DATED,
    SEPARATOR,
    SITE,
    completed,
    names_sections,
    names_site,
    tails_of,
    undated,
    without_day,
    without_section,
    without_site,
)
from scrapers.parsers.generic_words import is_junk, is_stamp, line_key

_MENU = 20  # letters of links
_MARKS = 12  # letters
_TEXT = 600  # of a text
_SHARE = 0.75  # of a heading's words that must stand in the metas too
_PART, _FEWEST = 0.3, 3  # of the words of a lone <h1>, and how many it must have
_OWN_TITLE = re.compile(
    r"(?:article|entry|post|news|story|single|page)[-_]*(?:title|headline|heading)(?![a-z])"
)


class Title(NamedTuple):
    text: str
    line: int  # where it stands in the page, or -1
    origin: str
    confidence: float


def read_title(page: Page, headline: str = "") -> Title:
    """`headline` is that of the page's JSON-LD. An empty text: the page has no title."""
    given = page.meta("og:title", "twitter:title", "headline", "title", "dc.title")
    site = matching_key(page.meta("og:site_name", "application-name"))
    homes = {matching_key(said) for said in page.homes} - {""}
    if given == page.title and _is_of_site(page, given):
        given = ""  # the same on every page
    words = set(matching_key(f"{given} {page.title} {headline}").split())
    sites = (
        {matching_key(part) for part in SEPARATOR.split(page.title) if SITE.fullmatch(part)} | {site} | homes
    )
    named = matching_key(page.title)
    vague = (
        not given
        and not headline
        and (
            named in homes
            or SITE.fullmatch(page.title) is not None
            or names_site(page.title, homes)
            or _is_on_top(page, named)
        )
    )
    if not vague and names_sections(page):
        vague, given = True, ""
        sites |= {matching_key(part) for part in SEPARATOR.split(page.title)}
    if vague:
        sites.add(named)
    names = homes | {site}
    exact = {given, *SEPARATOR.split(page.title)} - {""}
    best = _confirmed(page, words, sites, matching_key(given))
    if best is not None:
        line = page.lines[best]
        text = completed(without_section(line.text), given, page.title)
        if line_key(text) not in matching_key(f"{given} {page.title}"):
            text = undated(text, exact, f"{given} {page.title}")
        return Title(text, best, f"walk:{line.box.tag}", 0.95 if line.box.tag == "h1" else 0.85)
    told = given or headline or (not vague and _line_of(page, without_site(page.title, names)) >= 0)
    if not told and (found := likely(page, sites | {named})) is not None:
        text = undated(without_day(without_section(page.lines[found].text)), exact, page.title)
        return Title(text, found, f"walk:{page.lines[found].box.tag}", 0.5)
    if (given or headline) and (lone := _lone(page, words, sites)) is not None:
        return Title(page.lines[lone].text, lone, "walk:h1", 0.7)
    for text, origin, confidence in _from_head(page, given, headline, names, vague):
        if text:
            return Title(text, _line_of(page, text), origin, confidence)
    for tag in ("h1", "h2", "h3"):
        for i, line in enumerate(page.lines):
            if line.box.tag == tag and not line.dense:
                return Title(line.text, i, f"walk:{tag}", 0.4)
    return Title("", -1, "walk:nothing", 0.0)


def _is_of_site(page: Page, given: str) -> bool:
    """What head and metas say is the site's name: links to the front page say so, or the page begins with it."""
    named = matching_key(given)
    if SITE.fullmatch(given) or _is_on_top(page, named):
        return True
    homes = [home for home in map(matching_key, page.homes) if len(home) > 5]
    shown = any(line.box.tag in HEADINGS and line_key(line.text) == named for line in page.lines)
    return not shown and any(home in named for home in homes) and len(named.split()) < 7


def _lone(page: Page, words: set[str], sites: set[str]) -> int | None:
    """The only <h1>, where metas promise another wording: a good part of its words, or it is named as titles are."""
    tops = [i for i, line in enumerate(page.lines) if line.box.tag == "h1" and not line.dense]
    if len(tops) != 1:
        return None
    line = page.lines[tops[0]]
    told = set(line_key(line.text).split())
    if (
        len(told) < _FEWEST
        or len(line.text) > 300
        or line_key(line.text) in sites
        or SITE.fullmatch(line.text)
    ):
        return None
    known = {word for word in told & words if len(word) > 3}
    named = _OWN_TITLE.search(line.box.names) is not None
    return tops[0] if named or (len(known) > 1 and len(told & words) > _PART * len(told)) else None


def _is_on_top(page: Page, named: str) -> bool:
    """The page opens with what <title> says, and a menu stands below it rather than a date."""
    top = next((i for i, line in enumerate(page.lines[:3]) if line_key(line.text) == named), None)
    if top is None or page.lines[top].box.tag in HEADINGS:
        return False
    if any(line.box.tag == "h1" and line_key(line.text) == named for line in page.lines[top:]):
        return False  # crumbs
    below = page.lines[top + 1 : top + 5]
    return sum(len(line.text) for line in below if line.dense) > _MENU and not any(
        is_stamp(line.text) for line in below
    )


def _from_head(
    page: Page, given: str, headline: str, names: set[str], vague: bool
) -> list[tuple[str, str, float]]:
    """A lone <h1> beats a <title> that only names the site."""
    parts = SEPARATOR.split(page.title)
    own = without_site(page.title, names)
    lone = [line.text for line in page.lines if line.box.tag == "h1" and not line.dense]
    vague = vague or (len(parts) == 1 and (len(page.title.split()) < 5 or matching_key(page.title) in names))
    return [
        (without_site(given, names) if matching_key(given) not in names else "", "meta:og:title", 0.8),
        (headline, "jsonld:headline", 0.8),
        (lone[0] if len(lone) == 1 and (vague or not own) else "", "walk:h1", 0.6),
        (own, "head:title", 0.6),
    ]


def _confirmed(page: Page, words: set[str], sites: set[str], given: str) -> int | None:
    """The heading most of whose words the head of the page says too; h1 before h2, more words before fewer.
    Without any, a line of text that does.
    """
    weights = [weight_of(line) for line in page.lines]
    best = _best(page, weights, (words, sites, given))
    exact = ({matching_key(part) for part in SEPARATOR.split(page.title)} | {given}) - sites - {""}
    if best is not None and (_is_chrome(page.lines[best]) or _says_much(page, best)):
        own = exact | ({matching_key(without_site(page.title))} - sites)
        return next((i for i in range(best) if _says_title(page.lines[i], own)), best)
    if best is None or (exact and _is_part(page.lines[best], max(exact, key=len))):
        plain = [
            0.3
            if (len(line.text) > 15 or line_key(line.text) in exact)
            and line.box.tag != "li"
            and not line.dense
            and not is_crumbs(line)
            else 0.0
            for line in page.lines[:150]
        ]
        whole = _best(page, plain, (words, sites, given))
        if best is None or (whole is not None and whole < best and line_key(page.lines[whole].text) in exact):
            return whole
    return best


def _says_title(line: Line, titles: set[str]) -> bool:
    """Nothing else than one of these; marks that keys leave out make a line a little longer."""
    fits = any(-_MARKS < len(line.text) - len(title) < _MARKS for title in titles)
    if not fits or line.box.tag == "li" or line.dense:
        return False
    return line_key(line.text) in titles and not is_crumbs(line)


def _is_chrome(line: Line) -> bool:
    """A heading in a box of chrome: «No comments on …», the latest articles, the title of a video."""
    return any(box.bad and box.tag != "form" for box in path_of(line.box))


def _says_much(page: Page, i: int) -> bool:
    """More than a lead stands above it."""
    above = (line for line in page.lines[:i] if not line.dense and len(line.text) > SENTENCE)
    return sum(len(line.text) for line in above) > _TEXT


def _is_part(line: Line, title: str) -> bool:
    """It says some words of the title: «Порядок денний» is a heading in the text below it."""
    key = line_key(line.text)
    return key != title and key in title and 2 * len(key) < len(title)


def _best(page: Page, weights: list[float], known: tuple[set[str], set[str], str]) -> int | None:
    words, sites, given = known
    parts = {given, *map(matching_key, SEPARATOR.split(page.title))}
    longest, named = max(parts, key=len), matching_key(page.title)
    tails = {matching_key(part) for part in tails_of(page.title)}
    wanted = set(given.split())
    best, best_rank = None, 0.0
    for i, (line, weight) in enumerate(zip(page.lines, weights, strict=False)):
        if not weight or len(line.text) > 500:
            continue
        text = without_section(line.text)
        key = line_key(text)
        if key[:1].isdigit() and key not in parts:
            key = DATED.sub("", key)
        told = set(key.split())
        if (
            not told
            or key in sites
            or (key not in parts and SITE.fullmatch(text))
            or len(CRUMBS.findall(line.text)) > 1
            or len(told & words) < _SHARE * len(told)
        ):
            continue
        same = len(told & wanted) / len(told | wanted) if wanted else 0.5
        rank = weight * (len(told & words) ** 0.5) * (0.3 + same)
        rank *= len(told & words) / len(told) * (1.3 if given.endswith(f" {key}") and key in named else 1.0)
        rank *= (0.8 if key in (longest, named) else 0.3) if line.dense else 1.0
        if line.box.tag in HEADINGS and any(is_stamp(below.text) for below in page.lines[i + 1 : i + 3]):
            rank *= 1.25  # a date stands below it
        rank *= 0.25 if key in tails else 0.6 if key in parts and key not in (longest, given) else 1.0
        rank *= (
            0.4
            if any(key.endswith(f" {tail}") and key[: -len(tail) - 1] in parts for tail in tails if tail)
            else 1.0
        )
        if rank > best_rank:
            best, best_rank = i, rank
    return best


def _line_of(page: Page, title: str) -> int:
    """The line that is the title, or holds little else: «18/09/2024 Назва»."""
    key = matching_key(title)
    for i, line in enumerate(page.lines):
        if line.dense or len(line.text) > len(title) + 40 or not key or key not in line_key(line.text):
            continue
        if not is_junk(line.text) and not _is_chrome(line):  # «© 2024 Назва сайту»
            return i
    return -1
