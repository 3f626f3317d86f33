"""Where a site's articles are named: the preset's sections where they can be read, else what the site shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from scrapers.clean import clean_line
from scrapers.errors import RegistryError
from scrapers.glimpse import Glimpse, glimpse
from scrapers.guess_links import MOST_LINKS, NEWS, Guess, guess_articles, shapes
from scrapers.guess_pages import Paging, first_address, guess_pages
from scrapers.list_elsewhere import ALL_NEWS, list_elsewhere
from scrapers.look import Look
from scrapers.peek import Peek
from scrapers.registry import Section
from scrapers.trial import Facts, Trial, read_sections, reads
from scrapers.urls import canonical, host_of, number_in, path_of

_PAGES = 3  # pages that may be the listing
_ENOUGH = 3  # links of a listing
_PAGED = 15  # links that numbers of further pages are worth
_WORDS = (
    *ALL_NEWS,
    re.compile(
        r"^(?:новини\s.{1,30}|новости|news|прес-?центр|пресслужба|події|стрічка подій|публікації|статті)$",
        re.I,
    ),
)
_PATH = re.compile(
    r"(?:^|/)(?:news|novyny|novini|novosti|nowyny|vsi-novyny|all-news|press-cent\w+|publikatsii|podii)(?:\.\w+)?/?$",
    re.I,
)
_FEEDS = "link[type='application/rss+xml'], link[type='application/atom+xml']"
_PRESET_KEYS = ("page_param", "page_path", "first_page", "page_step")


def news_pages(look: Look) -> list[str]:
    """Addresses of pages of the site that seem to list its news, the likeliest first."""
    ranked: dict[str, int] = {}
    own, here = host_of(look.url), canonical(look.url)
    for node in look.page.css("a[href]")[:MOST_LINKS]:
        url = canonical(node.attributes.get("href") or "", look.url)
        if url is None or host_of(url).removeprefix("www.") != own.removeprefix("www.") or url == here:
            continue
        words = clean_line(node.text(deep=True))
        rank = next((place for place, pattern in enumerate(_WORDS) if pattern.match(words)), None)
        if rank is None and _PATH.search(urlsplit(url).path):
            rank = len(_WORDS)
        if rank is not None:
            ranked[url] = min(rank, ranked.get(url, rank))
    return sorted(ranked, key=lambda url: (ranked[url], len(url)))[:_PAGES]


def feeds_of(look: Look) -> list[str]:
    """Feeds that a page names, those of comments left out."""
    found = (canonical(node.attributes.get("href") or "", look.url) for node in look.page.css(_FEEDS))
    return [url for url in dict.fromkeys(found) if url and "comments" not in url]


def settle_sections(trial: Trial, front: Look, pages: list[str], peek: Peek) -> tuple[Trial, list[Glimpse]]:
    """A platform's sections; a listing that is not where the preset has it is looked for."""
    seen = read_sections(trial.source(), peek)
    listing = next((each for each in seen if each.section.reader == "listing"), None)
    alone = listing is not None and not any(reads(each) for each in seen if each is not listing)
    weak = listing is not None and canonical(listing.url) == canonical(trial.source().url)
    # a front page that leads to no further ones shows the newest few, whatever else can be read
    if listing is not None and (not reads(listing) or (weak and (alone or listing.last_page is None))):
        found = _better(trial, listing, front, pages, peek)
        if found is not None:
            trial, seen = found, read_sections(found.source(), peek)
    failing = [each for each in seen if not reads(each)]
    working = [each for each in seen if reads(each)]
    for each in failing:
        if working and each.section.instead_of is None and not _replaced(each, seen):
            # read only when the other fails, so that a section that is not there makes no visit partial
            trial = trial.with_section({"name": each.section.name, "instead_of": working[0].section.name})
            trial = _in_order(trial, each.section.name)
            trial.doubts["sections"] = f"{each.section.name} could not be read"
    return trial, seen


def _in_order(trial: Trial, then: str) -> Trial:
    """`instead_of` may only name an earlier section; where the preset has them the other way round it is left."""
    try:
        trial.source()
    except RegistryError:
        entries = [each for each in trial.facts["sections"] if each["name"] != then]
        facts = {key: value for key, value in trial.facts.items() if key != "sections"}
        return Trial(trial.slug, {**facts, **({"sections": entries} if entries else {})}, trial.doubts)
    return trial


def _replaced(failed: Glimpse, seen: list[Glimpse]) -> bool:
    return any(each.section.instead_of == failed.section.name and reads(each) for each in seen)


def _better(trial: Trial, listing: Glimpse, front: Look, pages: list[str], peek: Peek) -> Trial | None:
    """The same section on another page, or with links told by their shape; the one with the most links and pages."""
    found: list[tuple[float, Trial]] = []
    if reads(listing):
        found.append((_worth(listing, guess_pages(front)) - _less(front), trial))
    for look in _candidates(front, pages, peek):
        tried = try_listing(trial, listing.section, look, peek)
        if tried is not None:
            found.append(tried)
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _candidates(front: Look, pages: list[str], peek: Peek) -> Iterator[Look]:
    there = list_elsewhere(front)
    for url in dict.fromkeys([*([there] if there else []), *pages]):
        look = peek.glance(url) if peek.left > 8 else None
        if look is not None:
            yield look
    yield front


def _worth(seen: Glimpse, paging: Paging | None) -> float:
    return min(len(seen.taken), 30) + (_PAGED if paging is not None or seen.last_page is not None else 0)


def _less(look: Look) -> int:
    """Numbers of a list that stands elsewhere say nothing for a page that shows its newest."""
    return _PAGED if list_elsewhere(look) else 0


def try_listing(trial: Trial, section: Section | None, look: Look, peek: Peek) -> tuple[float, Trial] | None:
    """A page as the listing: with the preset's selectors, else with what is guessed. None where it names too little.
    Of a later page the first one is looked at.
    """
    if (first := first_address(look.url)) != look.url:
        return None if (begun := peek.glance(first)) is None else try_listing(trial, section, begun, peek)
    name = section.name if section is not None else "news"
    entry: Facts = {"name": name, "url": relative(trial.facts["url"], look.url)}
    paging = guess_pages(look)
    if paging is not None and _is_later(look.url, paging):
        return None  # by a name that only its own links tell: the first one is a candidate too
    if section is not None and section.reader == "listing":
        plain = _without_pages(trial.with_section({**entry, **_paging_keys(section, paging)}), paging)
        seen = _glimpse(plain, name, peek)
        if reads(seen) and len(seen.taken) >= _ENOUGH:
            return _worth(seen, paging) - _less(look), plain
    guess = guess_articles(look)
    if guess is None:
        return None
    tried = _guessed(trial, section, entry, guess, paging, peek)
    return None if tried is None else (tried[0] - _less(look), tried[1])


def _is_later(url: str, paging: Paging) -> bool:
    return number_in(url, paging.page_param, paging.page_path) not in (None, paging.first_page)


def _guessed(
    trial: Trial, section: Section | None, entry: Facts, guess: Guess, paging: Paging | None, peek: Peek
) -> tuple[float, Trial] | None:
    entry = {**entry, "reader": "listing"}
    if guess.item is not None:
        entry |= {"item": guess.item, **({"link": guess.link} if guess.link not in (None, "a") else {})}
    else:
        entry |= {"fits": guess.pattern, **({"item": []} if section is not None and section.item else {})}
    entry |= _paging_keys(section, paging)
    made = _without_pages(trial.with_section(entry), paging)
    hosts = {host_of(url) for url in guess.links} - made.source().own_hosts
    if hosts:
        made = made.with_facts(hosts=sorted({*made.source().hosts, *hosts}))
    if guess.item is None and any(made.source().refuses(url) for url in guess.links):
        made = made.with_facts(articles=[guess.pattern])
    seen = _glimpse(made, entry["name"], peek)
    if not reads(seen) or len(seen.taken) < _ENOUGH:
        return None
    worth = _worth(seen, paging) + (5 if NEWS.search(guess.pattern) else 0)
    return worth + 10 * guess.dated / len(guess.links), made


def _without_pages(trial: Trial, paging: Paging | None) -> Trial:
    """Where a listing's further pages have addresses like articles', these are told by not being a number alone."""
    if paging is None or paging.page_path is None:
        return trial
    page = urljoin(trial.facts["url"], paging.page_path.replace("{page}", "2"))
    if trial.source().refuses(page) is not None:
        return trial
    before, after = map(re.escape, paging.page_path.split("{page}"))
    return trial.with_facts(articles=[rf"^/(?!{before.removeprefix('/')}\d+{after}$)"])


def _paging_keys(section: Section | None, paging: Paging | None) -> Facts:
    """What of the page's own counting the preset does not say already."""
    if paging is None:
        return {}
    if section is None:
        return dict(paging.keys)
    told = {name: getattr(paging, name) for name in _PRESET_KEYS}
    if all(getattr(section, name) == value for name, value in told.items()):
        return {}
    keys = dict(paging.keys)
    for name in ("first_page", "page_step"):
        if getattr(section, name) != told[name]:
            keys[name] = told[name]
    return keys


def _glimpse(trial: Trial, name: str, peek: Peek) -> Glimpse:
    source = trial.source()
    section = next(each for each in source.sections if each.name == name)
    return glimpse(source, section, peek.index(source))


def find_sections(
    trial: Trial, front: Look, pages: list[str], peek: Peek
) -> tuple[Trial, list[Glimpse]] | None:
    """Sections of a site of no platform: its best listing with its sitemap, else its feed, else its sitemap alone."""
    listings = [
        tried for look in _candidates(front, pages, peek) if (tried := try_listing(trial, None, look, peek))
    ]
    if listings:
        made: Trial | None = max(listings, key=lambda pair: pair[0])[1]
        section = made.facts["sections"][0] if made else {}
        if made is not None and "fits" in section:
            made = _with_sitemap(made.with_facts(articles=[section["fits"]]), peek)
    else:
        made = _with_feed(trial, front, peek) or _sitemap_alone(trial, peek)
    if made is None:
        return None
    seen = read_sections(made.source(), peek)
    return (made, seen) if any(reads(each) for each in seen) else None


def sitemaps_of(robots: str, url: str) -> list[str]:
    """Those that robots.txt names, and the usual one."""
    named = re.findall(r"(?mi)^\s*sitemap:\s*(\S+)", robots)
    return list(
        dict.fromkeys(found for each in [*named[:2], "/sitemap.xml"] if (found := canonical(each, url)))
    )


def _with_sitemap(trial: Trial, peek: Peek) -> Trial:
    """And a sitemap that names articles of the kind the listing has."""
    for url in sitemaps_of(peek.robots, trial.facts["url"]):
        entry = {"name": "sitemap", "reader": "sitemap", "url": relative(trial.facts["url"], url)}
        made = trial.with_section(entry)
        seen = _glimpse(made, "sitemap", peek)
        if reads(seen) and len(seen.taken) >= _ENOUGH:
            return made
    return trial


def _sitemap_alone(trial: Trial, peek: Peek) -> Trial | None:
    """Addresses that speak of news, where one kind of them is the most frequent."""
    for url in sitemaps_of(peek.robots, trial.facts["url"]):
        entry = {"name": "sitemap", "reader": "sitemap", "url": relative(trial.facts["url"], url)}
        made = trial.with_section(entry)
        kinds = Counter(
            pattern
            for link in _glimpse(made, "sitemap", peek).links
            for pattern in shapes(link)
            if NEWS.search(pattern)
        )
        if kinds and (best := kinds.most_common(1)[0])[1] >= _ENOUGH:
            return made.with_facts(articles=[best[0]])
    return None


def _with_feed(trial: Trial, front: Look, peek: Peek) -> Trial | None:
    own = host_of(trial.facts["url"])
    for url in feeds_of(front)[:2]:
        made = trial.with_section(
            {"name": "feed", "reader": "feed", "url": relative(trial.facts["url"], url)}
        )
        seen = _glimpse(made, "feed", peek)
        hosts = {host_of(link) for link in seen.links} - {own}
        if seen.links and all(host.removeprefix("www.") == own.removeprefix("www.") for host in hosts):
            return made.with_facts(hosts=sorted(hosts)) if hosts else made
    return None


def relative(base: str, url: str) -> str:
    """A path where it is the source's own address, the whole address where it is not."""
    whole = canonical(url, base) or url
    return path_of(whole) if host_of(whole) == host_of(base) else whole
