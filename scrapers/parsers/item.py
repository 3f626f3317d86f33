"""An article that is one of several on a page: made of what its piece of the page says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scrapers.dates import Moment
from scrapers.fragment import Fragment
from scrapers.parsers.article import absolute, article_id, attachments, content_hash, lang_of
from scrapers.records import Article, Capture
from scrapers.registry import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of a page. `position` must stay the same when new pieces come: the article's id is made of it."""

    url: str
    position: int
    title: str
    fragment: Fragment
    moment: Moment
    origins: dict[str, str]
    images: tuple[str, ...] = ()  # beside those of the fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """The page that the items stand on."""

    text: str
    source: Source
    capture: Capture
    section: str


def make_article(item: Item, whole: Whole) -> Article:
    """The same fields as an article with a page of its own; what a page says once for all is left out."""
    body = "\n".join(item.fragment.lines)
    images: Iterable[str] = [*item.fragment.images, *item.images]
    return Article(
        article_id=article_id(whole.source.slug, item.url, item.position),
        source=whole.source.slug,
        url=item.url,
        position=item.position,
        section=whole.section,
        title=item.title,
        lead=None,
        body=body,
        published=item.moment.at,
        published_precision=item.moment.precision,
        published_raw=item.moment.raw,
        author=None,
        lang=lang_of(whole.text),
        category=None,
        source_tags=(),
        region_hint=None,
        community_names=(),
        images=tuple(absolute(images, whole.capture.url)),
        attachments=attachments(item.fragment, whole.capture.url),
        origins=item.origins,
        content_hash=content_hash(item.title, None, body, item.moment),
        capture_id=whole.capture.capture_id,
        seen_at=whole.capture.fetched_at,
    )
