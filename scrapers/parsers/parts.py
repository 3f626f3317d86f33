"""An article that consists of parts: the items of a digest, the pages of a document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, replace
from datetime import date

from scrapers.records import Article, ArticleKind, Part


def with_parts(
    article: Article, kind: ArticleKind, parts: Sequence[Part], period: tuple[date, date] | None = None
) -> Article:
    """The article with its parts, which its content hash then covers too: another link of an item is an edit."""
    told = json.dumps([article.content_hash, *map(astuple, parts)], ensure_ascii=False)
    start, end = period or (None, None)
    return replace(
        article,
        kind=kind,
        parts=tuple(parts),
        period_start=start,
        period_end=end,
        content_hash=hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32],
    )
