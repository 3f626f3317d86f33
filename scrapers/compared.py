"""An article beside what was known of it: what is told less exactly than before is no change, and what lost both its
day and its text is none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from scrapers.alike import folded, near, sketch
from scrapers.dates import KYIV, Moment
from scrapers.doubts import is_selected
from scrapers.errors import LayoutChanged, NotAnArticle
from scrapers.parsers.article import content_hash
from scrapers.records import Article, Known, Precision
from scrapers.told_day import tells_day

_NO_TEXT = 200  # letters
# «404 – сторінку не знайдено», «Матеріал видалено», «Такої сторінки не існує»
_NOT_FOUND = re.compile(
    r"\b404\b|не\s+знайден|не\s+існує|видален|вилучен|not\s+found|no\s+longer\s+exists", re.I
)
_FINENESS: dict[Precision, int] = {
    "year": 4,
    "month": 7,
    "day": 10,
    "minute": 16,
}  # letters of an ISO 8601 time


def beside_known(articles: list[Article], known: Known | None) -> list[Article]:
    """The articles of a link as they are to be stored. LayoutChanged or NotAnArticle for a page that is unlike it."""
    if known is None or known.published is None or len(articles) != 1 or articles[0].kind != "article":
        return articles
    _refuse_unlike(articles[0], known)
    return [_as_fine_as_known(articles[0], known)]


def _refuse_unlike(article: Article, known: Known) -> None:
    """It had a day and a text, and structure finds neither now: a notice, or a redesign that cannot be read; or it is
    gone, and says so.
    """
    if tells_day(article) or not known.has_text or is_selected(article, "body"):
        return
    if len(article.body) < _NO_TEXT and _NOT_FOUND.search(article.title):
        raise NotAnArticle(f"soft 404: an article had a day and a text, and now says {article.title[:80]!r}")
    if len(article.body) < _NO_TEXT:
        raise LayoutChanged(
            f"expected a day and a text as the article had them, came neither: {article.title[:80]!r}"
        )


def refuse_another(articles: list[Article], before: Article | None) -> None:
    """An article that is gone, and whose address no list names, is not back with another title and another text.
    LayoutChanged.
    """
    if before is None or len(articles) != 1 or articles[0].kind != "article":
        return
    article = articles[0]
    called = folded(article.title) == folded(before.title)
    if not called and not near(sketch(article.body), sketch(before.body)):
        raise LayoutChanged(
            f"expected the article that is gone, or none, came another that no list names: {article.title[:80]!r}"
        )


def _as_fine_as_known(article: Article, known: Known) -> Article:
    """With the moment that was known, where the page now tells the same one without its hour, or its day."""
    said, before = article.published_precision, known.published_precision
    if (
        not tells_day(article)
        or article.published is None
        or known.published is None
        or said is None
        or before is None
    ):
        return article
    end = _FINENESS[said]
    if end >= _FINENESS[before] or _told(article.published)[:end] != _told(known.published)[:end]:
        return article
    moment = Moment(at=known.published.astimezone(KYIV), precision=before, raw="")
    return replace(
        article,
        published=moment.at,
        published_precision=before,
        origins={**article.origins, "published": f"{article.origins.get('published', '')}, finer before"},
        content_hash=content_hash(article.title, article.lead, article.body, moment),
    )


def _told(at: datetime) -> str:
    return at.astimezone(KYIV).isoformat(timespec="minutes")
