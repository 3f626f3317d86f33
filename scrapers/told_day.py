"""The day that a listing or a feed tells of an article whose own page tells none."""

from __future__ import annotations

from dataclasses import replace

from scrapers.dates import read_date
from scrapers.errors import DateUnreadable
from scrapers.records import Article, Capture

ORIGIN = "index"


def tells_day(article: Article) -> bool:
    """Whether its own page does: the day of an index is no part of what that says."""
    return article.published is not None and article.origins.get("published") != ORIGIN


def with_told_day(article: Article, capture: Capture) -> Article:
    """`content_hash` is over what the page says: a day that is told of it makes no version."""
    if article.published is not None or not capture.told:
        return article
    try:
        moment = read_date(capture.told)
    except DateUnreadable:
        return article
    if moment.precision not in ("minute", "day") or moment.at > capture.fetched_at:
        return article
    return replace(
        article,
        published=moment.at,
        published_precision=moment.precision,
        published_raw=moment.raw,
        origins={**article.origins, "published": ORIGIN},
    )
