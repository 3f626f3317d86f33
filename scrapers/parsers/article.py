"""One page, one article: a source's layout says where each field stands."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Iterable
from datetime import date

from scrapers.dates import Moment
from scrapers.errors import LayoutChanged, LeadsElsewhere, NotAnArticle
from scrapers.fragment import Fragment
from scrapers.html import Found, Page, every, first_text, parse, text_of, value_of
from scrapers.parsers.crumbs import trail
from scrapers.parsers.leftovers import above_tags, without_byline, without_leftovers
from scrapers.parsers.main_fields import MainFields, read_main_fields
from scrapers.parsers.own_labels import named_category, own_labels, rubric
from scrapers.parsers.see_also import without_see_also
from scrapers.parsers.soft_404 import says_not_found
from scrapers.parsers.teasers import Surroundings
from scrapers.parsers.trails import find_trail
from scrapers.records import Article, Attachment, Capture
from scrapers.registry import Layout, Source
from scrapers.urls import DOCUMENT, canonical

_LANG = re.compile(r"<html\b[^>]*\blang\s*=\s*[\"']?([A-Za-z]{2})\b", re.I)
_OPTIONAL = ("crumbs", "category", "lead", "author", "tags", "community", "region")
_LABELS = ("category", "tags")
# fields of an article that are called otherwise in a layout
_ORIGINS = {
    "crumbs": "category",
    "community": "community_names",
    "region": "region_hint",
    "tags": "source_tags",
}

_JSON = json.JSONEncoder(ensure_ascii=False)

Fields = dict[str, list[Found]]  # a layout's field → the nodes it was found in


def parse_article(text: str, source: Source, capture: Capture, section: str) -> Article:
    """Raises NotAnArticle for a soft 404, LayoutChanged or DateUnreadable where the page is not as described."""
    _refuse_front_page(capture, source)
    if not text.strip():
        raise LayoutChanged("expected a page, came an empty one")
    layout = layout_at(source, capture.fetched_at.date())
    page = parse(text, layout.body)
    _refuse_not_found(page, source)
    _refuse_elsewhere(capture, source)
    if source.digests or capture.told:  # digests tell the days they cover, and an index may tell an article's
        layout = layout.model_copy(update={"undated": True})
    try:
        main = read_main_fields(text, page, layout, capture.url, capture.fetched_at)
    except LayoutChanged as error:
        if said := says_not_found(text, page, capture.url, capture.fetched_at):
            raise NotAnArticle(f"soft 404: no rule fits, and it says {said[:80]!r}") from error
        raise
    if main.published is None and (said := says_not_found(text, page, capture.url, capture.fetched_at)):
        raise NotAnArticle(f"soft 404: no day, and it says {said[:80]!r}")
    found = {name: every(page, getattr(layout, name)) for name in _OPTIONAL}
    labelled: list[str] = []
    trailed: list[str] = []
    if main.around is not None:
        found |= {name: own_labels(page, getattr(layout, name), main.around) for name in _LABELS}
        labelled = _labelled(text, page, found, main.around)
        if not (labelled or found["category"] or found["crumbs"]) and (layout.crumbs or layout.category):
            trailed = find_trail(page, main.title)
    return _build(text, main, found, (labelled, trailed), source, capture, section)


def _labelled(text: str, page: Page, found: Fields, around: Surroundings) -> list[str]:
    """The category that a label names, or a rubric is, where no selector tells a single one."""
    several = len(set(_texts(found["category"]))) > 1
    if found["category"] and not several:
        return []
    written = text.lower()
    own = named_category(page, written) or ([] if several else rubric(page, written, around))
    if own:
        found["category"] = []
    return own


def _build(
    text: str,
    main: MainFields,
    found: Fields,
    told: tuple[list[str], list[str]],
    source: Source,
    capture: Capture,
    section: str,
) -> Article:
    """`told` by structure: the category of a label, and the items of a trail."""
    moment, (labelled, trailed) = main.published, told
    url = source.identify(capture.url) or capture.url
    lead, author, region = (_joined(found[name]) for name in ("lead", "author", "region"))
    last = found["crumbs"][-1:]
    crumbs = trail(_texts(found["crumbs"]) or trailed, main.title, lambda: _holds_link(last))
    tags = [tag.strip(" #,;") for tag in _texts(found["tags"])]
    body = _body(main, tags, author or main.author, source, capture)
    named = list(filter(None, _texts(found["category"]) or labelled))
    origins = {_ORIGINS.get(name, name): f"css:{nodes[0].css}" for name, nodes in found.items() if nodes}
    category = next(iter([*named, *crumbs[-1:]]), None)
    if (labelled or trailed) and category is not None:
        origins["category"] = "generic: label" if labelled else "generic: trail"
    return Article(
        article_id=article_id(source.slug, url, 0),
        source=source.slug,
        url=url,
        position=0,
        section=section,
        title=main.title,
        lead=lead,
        body=body,
        published=moment.at if moment else None,
        published_precision=moment.precision if moment else None,
        published_raw=moment.raw if moment else None,
        author=author or main.author,
        lang=lang_of(text),
        category=category,
        source_tags=tuple(dict.fromkeys(filter(None, [*crumbs, *named, *tags]))),
        region_hint=region,
        community_names=tuple(filter(None, (first_text(name.node) for name in found["community"][:1]))),
        images=tuple(absolute(main.fragment.images, capture.url)),
        attachments=attachments(main.fragment, capture.url),
        origins=main.origins | origins,
        content_hash=content_hash(main.title, lead, body, moment),
        capture_id=capture.capture_id,
        seen_at=capture.fetched_at,
    )


def _body(main: MainFields, tags: list[str], author: str | None, source: Source, capture: Capture) -> str:
    """The text without what the page tells elsewhere, or says of itself."""
    wide = main.origins["body"].startswith("generic")
    lines = main.fragment.lines
    if main.around is not None:
        lines = above_tags(lines, tags, wide=wide)
    lines = without_leftovers(lines, closings=bool(source.digests), wide=wide, links=main.fragment.links)
    if not source.digests:
        lines = without_see_also(lines, main.fragment.links, capture.url, source.refuses)
    return "\n".join(without_byline(lines, author))


def article_id(source: str, url: str, position: int) -> str:
    """UUIDv5 of what does not change: source, canonical URL without its scheme, and position."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{source}\n{url.partition('://')[2]}\n{position}"))


def content_hash(title: str, lead: str | None, body: str, moment: Moment | None) -> str:
    """32 hexadecimal digits over what an edit would change."""
    when = [moment.at.isoformat(), moment.precision] if moment else None
    told = _JSON.encode([title, lead, body, when])
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def layout_at(source: Source, day: date) -> Layout:
    """The layout a page of that day was written in."""
    return next(layout for layout in source.layouts if layout.until is None or day <= layout.until)


def _led_to(capture: Capture, source: Source) -> str | None:
    """The address behind a redirect."""
    url = source.identify(capture.url) or capture.url
    return None if url == (source.identify(capture.requested_url) or capture.requested_url) else url


def _refuse_front_page(capture: Capture, source: Source) -> None:
    """A page that is taken down often leads to the front page, or to a list."""
    url = _led_to(capture, source)
    if url is None:
        return
    if url in (canonical(source.url), canonical("/", source.url)):
        raise NotAnArticle(f"leads to {capture.url}: the front page")
    if url in {canonical(source.absolute(section.url)) for section in source.sections}:
        raise NotAnArticle(f"leads to {capture.url}: a list")


def _refuse_elsewhere(capture: Capture, source: Source) -> None:
    """A site that has moved leads to its new host, or to addresses of another kind."""
    url = _led_to(capture, source)
    if url is not None and (reason := source.refuses(url)):
        raise LeadsElsewhere(f"leads to {capture.url}: {reason}")


def _refuse_not_found(page: Page, source: Source) -> None:
    for mark in source.not_found:
        node = page.css_first(mark.at)
        if node is not None and re.search(mark.says, text_of(node)):
            raise NotAnArticle(f"soft 404: {mark.at!r} says {text_of(node)[:80]!r}")


def _texts(found: list[Found]) -> list[str]:
    return [value_of(each) for each in found]


def _holds_link(found: list[Found]) -> bool:
    return any(each.node.css_first("a[href]") is not None for each in found)  # css() looks at the node too


def _joined(found: list[Found]) -> str | None:
    return ", ".join(filter(None, _texts(found))) or None


def lang_of(text: str) -> str | None:
    """What the page says of itself in <html lang="uk">."""
    declared = _LANG.search(text, 0, 2_000)
    return declared[1].lower() if declared else None


def absolute(addresses: Iterable[str], base: str) -> Iterable[str]:
    """Addresses on the web, each once; `file:///C:/Users/…` and `data:` are what an editor left behind."""
    return dict.fromkeys(url for address in addresses if (url := canonical(address, base)))


def attachments(fragment: Fragment, base: str) -> tuple[Attachment, ...]:
    """Linked documents with their link texts, then embedded frames (films, maps), each address once."""
    documents = [(url, title) for url, title in fragment.links if DOCUMENT.search(url)]
    found: dict[str, str] = {}
    for address, title in [*documents, *((frame, "") for frame in fragment.frames)]:
        if url := canonical(address, base):
            found[url] = found.get(url) or title  # editors leave empty links before the named one
    return tuple(Attachment(url=url, title=title) for url, title in found.items())
