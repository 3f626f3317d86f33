"""Which links of a page lead to another article, and which to a list, a file or the page itself."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line
from scrapers.parsers.generic_words import is_junk, is_stamp
from scrapers.parsers.sentences import in_sentence
from scrapers.urls import DOCUMENT, canonical

# links that stand beside a date and lead to lists of articles, not to one
_LISTS = re.compile(
    r"/(?:category|categories|[ck]ategori\w*|tags?|teg[iy]?|taxonomy|author|users?|rubr[iy]\w*|rozdil\w*|archives?)(?=/)",
    re.I,
)
# the page itself in another dress, and forms
_TOOLS = re.compile(
    r"tmpl=component|/mailto/|[/?&=]print(?:able|er|ing)?(?:\.php)?(?:[/?&=]|$)|[?&](?:do|action)=", re.I
)
_NUMBER = re.compile(r"(?<!/)[/=]\d\d")  # of an article; not of a host
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp)(?:$|[?#])", re.I)
TITLE_LETTERS = 12  # of a link that may be a title; it has two words at least


def leads_away(link: LexborNode, page_url: str) -> str | None:
    """The address of another page that is no list of articles and no document."""
    href, rel = link.attributes.get("href") or "", link.attributes.get("rel") or ""
    if (
        not href
        or href.startswith(("#", "javascript:", "mailto:", "tel:"))
        or "tag" in rel
        or "category" in rel
    ):
        return None
    url = canonical(href, page_url)
    own = canonical(page_url)
    if url is None or url == own or _is_section(url, own or "") or _is_list(url, own or ""):
        return None
    return None if any(kind.search(url) for kind in (_TOOLS, DOCUMENT, _PICTURE)) else url


def _is_section(url: str, own: str) -> bool:
    """An address above the page's own, or without a number where the page's own has one: «/main/» of
    «/main/4156-nazva.html» lists articles.
    """
    if _NUMBER.search(own) and not _NUMBER.search(url):
        return True
    path = url.partition("?")[0].rstrip("/")
    return "?" not in url and own.startswith((f"{path}/", f"{path.removesuffix('.html')}/"))


def _is_list(url: str, own: str) -> bool:
    """By a word that the page's own address does not have: «/archives/4170» is an article where it is one."""
    return any(word[0] not in own for word in _LISTS.finditer(url))


def may_be_title(link: LexborNode) -> bool:
    text = clean_line(link.text(deep=True))
    if len(text) < TITLE_LETTERS or " " not in text or is_stamp(text) or is_junk(text):
        return False
    return not in_sentence(link)
