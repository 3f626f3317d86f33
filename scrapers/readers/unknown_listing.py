"""A listing whose items or pages no rule of its section finds: structure tells them, by its first page."""

from __future__ import annotations

from urllib.parse import urljoin

from scrapers.guess_links import MOST_LINKS, guess_articles
from scrapers.guess_pages import Paging, guess_pages
from scrapers.look import Look
from scrapers.readers.listing import ListingPage, page_url, read_listing
from scrapers.registry import Section
from scrapers.urls import canonical, path_of

_MARK = "0page0"  # survives in an address


def described(section: Section, text: str, url: str) -> Section:
    """The section with what its first page shows; the section itself where its own rules hold.

    Items are taken from structure where none of its rules finds one, pages where its links count them otherwise than
    the section does, or where none leads to the second one as the section counts them.
    """
    look = Look(url=url, text=text, charset="")
    made = section
    if not read_listing(text, section, url).entries and (guess := guess_articles(look)):
        if guess.item is not None:
            made = _with(made, item=(guess.item,), link=(guess.link or "a",), fits=None)
        else:
            made = _with(made, item=(), fits=guess.pattern)
    paging = guess_pages(look)
    if paging is not None and _keys(paging) != _counted(section, url) and not _counts(section, paging, look):
        made = _with(made, last_page=None, **_keys(paging))
    return made


def last_of(page: ListingPage, section: Section, text: str, url: str) -> int | None:
    """The number of the last page, where no selector tells it, as far as a page's own links count."""
    if page.last_page is not None or section.last_page is not None:
        return page.last_page
    paging = guess_pages(Look(url=url, text=text, charset=""))
    return paging.last if paging is not None and _keys(paging) == _counted(section, url) else None


def _with(section: Section, **keys: object) -> Section:
    return section.model_copy(update=keys)


def _keys(paging: Paging) -> dict[str, object]:
    return {
        "page_param": paging.page_param,
        "page_path": paging.page_path,
        "first_page": paging.first_page,
        "page_step": paging.page_step,
    }


def _counted(section: Section, url: str) -> dict[str, object]:
    """As `_keys`: the path from the site's root on."""
    path = section.page_path
    if path is not None:
        path = path_of(urljoin(url, path.replace("{page}", _MARK))).replace(_MARK, "{page}")
    return {
        "page_param": section.page_param,
        "page_path": path,
        "first_page": section.first_page,
        "page_step": section.page_step,
    }


def _counts(section: Section, paging: Paging, look: Look) -> bool:
    """Whether the page links to the second page as the section counts them, and not by the same name otherwise."""
    if section.page_param is not None and section.page_param == paging.page_param:
        return False
    second = page_url(look.url, section, section.first_page + section.page_step)
    if second == look.url:
        return False
    wanted = canonical(second, look.url)
    return any(
        canonical(node.attributes.get("href") or "", look.url) == wanted
        for node in look.page.css("a[href]")[:MOST_LINKS]
    )
