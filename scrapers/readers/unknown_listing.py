"""A listing whose items or pages the rules of its section do not find: structure tells them, by its first page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import parse_qsl, urljoin, urlsplit

from scrapers.errors import LayoutChanged
from scrapers.guess_links import MOST_LINKS, guess_articles, headlines, is_broad, is_headline, shapes
from scrapers.guess_pages import Paging, guess_boxed_pages, guess_pages
from scrapers.look import Look
from scrapers.readers import Entry
from scrapers.readers.listing import page_url, read_listing
from scrapers.registry import Section
from scrapers.urls import canonical, path_of

_MARK = "0page0"  # survives in an address


def described(section: Section, look: Look) -> Section:
    """The section with what its first page shows; the section itself where its own rules hold.

    Items are taken from structure where no rule finds one, and their kind of address where more headlines have it than
    the rules find; pages where links count them otherwise than the section does.
    """
    keys = {**_items(section, look), **_pages(section, look)}
    return section.model_copy(update=keys) if keys else section


def highest(section: Section, look: Look) -> int | None:
    """The highest number of a page that a page of the listing links to, counted as the section does."""
    if section.page_param is None and section.page_path is None:
        return None
    here, numbered = urlsplit(look.url).path, _path_pattern(section, look.url)
    found: list[int] = []
    for node in look.page.css("a[href]")[:MOST_LINKS]:
        parts = urlsplit(canonical(node.attributes.get("href") or "", look.url) or "")
        if section.page_param is not None:
            told = dict(parse_qsl(parts.query)).get(section.page_param, "") if parts.path == here else ""
        else:
            said = re.fullmatch(numbered, parts.path)
            told = said[1] if said else ""
        if re.fullmatch(r"\d{1,6}", told):
            found.append(int(told))
    return max(found, default=None)


def refuse_other_counting(section: Section, look: Look) -> None:
    """LayoutChanged for a page whose links count otherwise than the section, which then asks for no second page."""
    paging = guess_boxed_pages(look)
    ours = section.page_param or section.page_path
    if ours is None or paging is None:
        return
    theirs = paging.page_param or paging.page_path
    if theirs not in (ours, _own(section, look.url)["page_path"]):
        raise LayoutChanged(
            f"expected pages counted with {ours!r} on {look.url}, came links that count them with {theirs!r}"
        )


def _items(section: Section, look: Look) -> dict[str, object]:
    entries = read_listing(look, section).entries
    by_address = bool(entries) and not any(map(look.page.css_first, section.item))
    if entries and not (by_address and _are_pages_of_a_menu(entries)):
        urls = [url for entry in entries if (url := canonical(entry.url, look.url))]
        return _more_of(urls, section, look)
    guess = guess_articles(look)
    if guess is None:
        return {}
    if guess.item is not None:
        return {"item": (guess.item,), "link": (guess.link or "a",), "fits": None}
    return {"item": (), "fits": guess.pattern}


def _are_pages_of_a_menu(entries: Sequence[Entry]) -> bool:
    """«Категорії», «Архів», «Увійти» below the address that articles are told by: not one has words of a headline."""
    return not any(is_headline(entry.title or "") for entry in entries)


def _more_of(urls: list[str], section: Section, look: Look) -> dict[str, object]:
    """The kind of address that most items have, where headlines of that kind stand outside of the items."""
    if section.fits is not None and 2 * sum(_fits(section.fits, url) for url in urls) > len(urls):
        return {}  # then headlines of that kind are found already
    kinds = Counter(kind for url in urls for kind in shapes(url) if not is_broad(kind))
    if not kinds:
        return {}
    kind, count = kinds.most_common(1)[0]
    others = headlines(look) - set(urls)
    missed = any(_fits(kind, url) for url in others)
    return {"fits": kind} if missed and 2 * count > len(urls) else {}


def _fits(pattern: str, url: str) -> bool:
    return re.search(pattern, path_of(url)) is not None


def _pages(section: Section, look: Look) -> dict[str, object]:
    paging = guess_pages(look)
    if paging is None:
        return {}
    keys: dict[str, object] = {
        "page_param": paging.page_param,
        "page_path": paging.page_path,
        "first_page": paging.first_page,
        "page_step": paging.page_step,
    }
    if keys == _own(section, look.url) or _leads_to_second(section, paging, look):
        return {}
    return {**keys, "last_page": None}


def _own(section: Section, url: str) -> dict[str, object]:
    """How the section counts, its path from the site's root on."""
    path = section.page_path and _whole(section.page_path, url).replace(_MARK, "{page}")
    return {
        "page_param": section.page_param,
        "page_path": path,
        "first_page": section.first_page,
        "page_step": section.page_step,
    }


def _whole(page_path: str, url: str) -> str:
    return path_of(urljoin(url, page_path.replace("{page}", _MARK)))


def _path_pattern(section: Section, url: str) -> str:
    return re.escape(_whole(section.page_path or "", url)).replace(_MARK, r"(\d+)")


def _leads_to_second(section: Section, paging: Paging, look: Look) -> bool:
    """Whether the page links to the second page as the section counts them, and not by the same name otherwise."""
    if section.page_param is not None and section.page_param == paging.page_param:
        return False
    second = page_url(look.url, section, section.first_page + section.page_step)
    wanted = canonical(second, look.url)
    return second != look.url and any(
        canonical(node.attributes.get("href") or "", look.url) == wanted
        for node in look.page.css("a[href]")[:MOST_LINKS]
    )
