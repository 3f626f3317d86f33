"""An article with what its source file says in words: labels and chrome set apart first, gaps filled and mended after.

Selectors come first, structure fills what they leave; labels, places and completed titles are laid over both.
"""

from __future__ import annotations

from dataclasses import replace

from scrapers.clean import mark_lost_emoji, matching_key
from scrapers.dates import Moment, read_date
from scrapers.errors import DateUnreadable
from scrapers.html import Page, every, parse, value_of
from scrapers.parsers.article import content_hash, layout_at, parse_article
from scrapers.parsers.crumbs import trail
from scrapers.parsers.frame import Frame, take_frame
from scrapers.parsers.labels import is_date
from scrapers.parsers.places import Place, find_place
from scrapers.parsers.set_apart import Told, set_apart
from scrapers.parsers.spots import ancestors, read_lines, take_out, title_line
from scrapers.parsers.titles import complete_title, is_cut
from scrapers.records import Article, Attachment, Capture
from scrapers.registry import Layout, Source
from scrapers.urls import canonical

_HEAD_LINES = 5  # at the head of a text among which its byline, date and lead may stand
_HEAD = ("meta[property='og:title'][content]::attr(content)", "title")


def read_article(text: str, source: Source, capture: Capture, section: str) -> Article:
    """One page, one article. Raises ParseError as parse_article does."""
    layout = layout_at(source, capture.fetched_at.date())
    told, place, frame = Told(), Place(), Frame()
    if text.strip() and _has_words(layout):
        page = parse(text)
        place = _take_place(page, layout)
        told = set_apart(page, layout)
        _name_page(page, source)
        frame = take_frame(page, layout)
        text = page.html or ""
    parsed = parse_article(text, source, capture, section)
    article = _without_told_date(parsed, text)
    article = _with_frame(_with_told(article, told, place, capture.url), frame)
    article = _told_of(_stamped(article, told, capture), source.lang_of(capture.url))
    return _hashed(_mended(article, text, layout), parsed)


def _has_words(layout: Layout) -> bool:
    chrome, places = layout.chrome, layout.places
    told = (chrome.lines, chrome.runs, chrome.stamps, places.paths, places.label)
    return bool(layout.labels.words() or any(told))


def _name_page(page: Page, source: Source) -> None:
    """A <title> that only names the publisher takes the text of the page's first heading of the highest rank."""
    node = page.css_first("title")
    said = node.first_child if node is not None else None
    if said is None or matching_key(said.text_content or "") != matching_key(source.name):
        return
    lines = read_lines(page)
    at = title_line(lines, page)
    if lines and any(above.tag in ("h1", "h2", "h3") for above in ancestors(lines[at].spots[0].node)):
        said.replace_with(lines[at].text)


def _take_place(page: Page, layout: Layout) -> Place:
    if not layout.places.paths and layout.places.label is None:
        return Place()
    lines = read_lines(page)
    place = find_place(page, lines, layout.places)
    take_out(lines, place.lines)
    return place


def _without_told_date(article: Article, text: str) -> Article:
    """A date that stands in a sentence or in the title and nowhere else is not the day of publication."""
    raw = article.published_raw
    if not raw or ": walk" not in article.origins.get("published", ""):
        return article
    told = {line for line in (article.title, *article.body.split("\n")) if raw in line}
    whole = "".join(raw.split())  # «<b>12</b><i>листопада 2026</i>» is glued in the page
    others = (line.text for line in read_lines(parse(text)) if line.text not in told) if told else ()
    if not told or any(whole in "".join(line.split()) for line in others):
        return article
    origins = {name: origin for name, origin in article.origins.items() if name != "published"}
    return replace(article, published=None, published_precision=None, published_raw=None, origins=origins)


def _told_of(article: Article, usual_lang: str | None) -> Article:
    """Every article has a language if its source has one, and no origin of what was not found."""
    unfound = [name for name, origin in article.origins.items() if "walk:nothing" in origin]
    if article.lang and not unfound:
        return article
    origins = {name: origin for name, origin in article.origins.items() if name not in unfound}
    return replace(article, lang=article.lang or usual_lang, origins=origins)


def _with_told(article: Article, told: Told, place: Place, base: str) -> Article:
    if told == Told() and place == Place():
        return article
    origins = {**article.origins, **{k: v for k, v in told.origins.items() if k != "published"}}
    if place.region and not article.region_hint:
        origins.setdefault("region_hint", place.origin)
    if place.community:
        origins.setdefault("community_names", place.origin)
    if place.category and not (told.category or article.category):
        origins["category"] = place.origin
    files = {url: title for href, title in told.files if (url := canonical(href, base))}
    # the label's own words are gone from the page, so that a box it stood in shows a file without its name
    shown = [
        Attachment(url=file.url, title=file.title or files.get(file.url, "")) for file in article.attachments
    ]
    known = {file.url for file in shown}
    return replace(
        article,
        source_tags=tuple(dict.fromkeys([*article.source_tags, *told.tags])),
        region_hint=", ".join(told.regions) or article.region_hint or place.region,
        community_names=told.communities
        or article.community_names
        or ((place.community,) if place.community else ()),
        category=told.category or article.category or place.category,
        attribution=told.attribution,
        photo_credit=told.photo_credit,
        attachments=(
            *shown,
            *(Attachment(url=url, title=title) for url, title in files.items() if url not in known),
        ),
        origins=origins,
    )


def _with_frame(article: Article, frame: Frame) -> Article:
    if frame == Frame():
        return article
    crumbs = trail(frame.crumbs, article.title)
    origins = dict(article.origins)
    if crumbs and article.category is None:
        origins["category"] = "generic: trail"
    if frame.author and article.author is None:
        origins["author"] = frame.origin
    return replace(
        article,
        category=article.category or (crumbs[-1] if crumbs else None),
        source_tags=tuple(dict.fromkeys([*article.source_tags, *crumbs])),
        author=article.author or frame.author,
        origins=origins,
    )


def _stamped(article: Article, told: Told, capture: Capture) -> Article:
    """A stamp of the site's own form is surer than what structure took for a date."""
    if told.published is None or article.origins.get("published", "").startswith(
        ("css:", "generic 0.95: meta")
    ):
        return article
    try:
        moment = read_date(told.published, capture.fetched_at)
    except DateUnreadable:  # then it is no stamp: what structure found stays
        return article
    return replace(
        article,
        published=moment.at,
        published_precision=moment.precision,
        published_raw=moment.raw,
        origins={**article.origins, "published": told.origins["published"]},
    )


def _mended(article: Article, text: str, layout: Layout) -> Article:
    title, body, lead, origins = article.title, article.body, article.lead, dict(article.origins)
    if layout.lost_emoji:
        marked = mark_lost_emoji(body)
        if marked != body:
            origins["body"] = f"{origins.get('body', '')}, lost emoji marked".lstrip(", ")
        title, body, lead = mark_lost_emoji(title), marked, lead and mark_lost_emoji(lead)
    if is_cut(title):
        page = parse(text)
        heads = [value_of(found) for css in _HEAD for found in every(page, [css])]
        whole = complete_title(title, *heads, *body.split("\n")[:5])
        if whole is not None and whole != title:
            title, origins["title"] = whole, f"{origins['title']}, completed"
    lines = _without_head(body.split("\n"), article, layout)
    if layout.lead_first and lead is None and len(lines) > 1:
        lead, lines, origins["lead"] = lines[0], lines[1:], "first paragraph"
    body = "\n".join(lines)
    if (title, lead, body) == (article.title, article.lead, article.body):
        return article  # then its origins are too
    return replace(article, title=title, lead=lead, body=body, origins=origins)


def _without_head(lines: list[str], article: Article, layout: Layout) -> list[str]:
    """The lead and the byline have fields of their own; a rubric below the text is not its last line."""
    if not (layout.lead or layout.lead_first or layout.author):
        return lines
    by_structure = article.origins.get("body", "").startswith("generic")
    own = {matching_key(text) for text in (article.lead, article.author, article.category) if text}
    rubrics = {matching_key(text) for text in (article.category, *article.source_tags) if text}
    head = [
        line
        for line in lines[:_HEAD_LINES]
        if matching_key(line) not in own and not (by_structure and is_date(line))
    ]
    lines = [*head, *lines[_HEAD_LINES:]] or lines
    while len(lines) > 1 and matching_key(lines[-1]) in rubrics:
        lines = lines[:-1]
    return lines


def _hashed(article: Article, parsed: Article) -> Article:
    """With the hash of what it says now."""
    if _said(article) == _said(parsed):
        return article
    moment = None
    if article.published is not None and article.published_precision is not None:
        moment = Moment(at=article.published, precision=article.published_precision, raw="")
    return replace(article, content_hash=content_hash(article.title, article.lead, article.body, moment))


def _said(article: Article) -> tuple[object, ...]:
    """What the hash covers."""
    return (article.title, article.lead, article.body, article.published, article.published_precision)
