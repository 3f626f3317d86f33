"""Stored values beside those that a page gives today, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from scrapers.compared import beside_known
from scrapers.errors import ScrapeError
from scrapers.records import Article, Known
from warehouse.evidence import Subject, Wording

_LONGEST = 80  # characters of a value
_AROUND = 30  # characters before the first that differs
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# of the wording, which an article keeps where a later answer only reads otherwise
_OF_WORDING = ("published", "published_precision", "published_raw")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an answer says today, or why it says nothing."""

    articles: tuple[Article, ...] = ()
    article: Article | None = None  # the one that was asked for
    error: ScrapeError | None = None

    def of(self, article_id: str, known: Reading | None) -> Reading:
        """The article of that id; on a page of one, that one: it may have moved since.

        `known`: as it was read before.
        """
        same = [article for article in self.articles if article.article_id == article_id]
        found = same or (list(self.articles) if len(self.articles) == 1 else [])
        if len(found) != 1:
            return Reading(articles=self.articles, error=self.error)
        before = _known(known.article) if known is not None and known.article is not None else None
        try:
            return Reading(articles=self.articles, article=beside_known(found, before)[0])
        except ScrapeError as error:
            return Reading(articles=self.articles, error=error)

    def why(self) -> str:
        if self.error is None:
            return f"the page holds {len(self.articles)} articles, and not this one"
        return f"the page cannot be read: {type(self.error).__name__}: {self.error}"


def _known(article: Article) -> Known:
    return Known(
        url=article.url,
        outcome="unchanged",
        etag=None,
        last_modified=None,
        sha256=None,
        warc_file=None,
        warc_offset=None,
        record_date=None,
        final_url=None,
        sections=(),
        content_hashes=(),
        first_seen=article.seen_at,
        published=article.published,
        published_precision=article.published_precision,
    )


def compare_article(subject: Subject, read: Article, wording: Article | None) -> tuple[int, dict[str, str]]:
    """How many values are the same, and field → what is stored and what is read of the others.

    `wording`: what the answer gives that its newest wording was read from.
    """
    others = [_fields(wording)] if wording is not None else []
    return _compare(subject.fields, _fields(read), others)


def compare_wording(wording: Wording, read: Article, article_id: str | None) -> tuple[int, dict[str, str]]:
    """The same of its texts; `article_id`: where that has to follow from the page."""
    now = {
        "title": read.title,
        "lead": read.lead,
        "body": read.body,
        "published": _micros(read.published),
        "parts": [
            {"section": part.section, "title": part.title, "text": part.text, "link": part.link}
            for part in read.parts
        ],
    }
    same, differing = _compare(wording.texts, now, [])
    if article_id is not None and read.article_id != article_id:
        differing["article_id"] = f"stored {article_id}, read {read.article_id}"
    return same, differing


def _fields(article: Article) -> dict[str, Any]:
    told: dict[str, Any] = orjson.loads(orjson.dumps(article))
    return {**told, "published": _micros(article.published)}


def _micros(at: datetime | None) -> int | None:
    if at is None:
        return None
    past = at - _EPOCH
    return (past.days * 86_400 + past.seconds) * 1_000_000 + past.microseconds


def _compare(
    stored: Mapping[str, Any], read: Mapping[str, Any], others: list[dict[str, Any]]
) -> tuple[int, dict[str, str]]:
    same, differing = 0, {}
    for name, value in stored.items():
        if name == "origins":
            continue
        expected = [read[name], *(other[name] for other in others if name in _OF_WORDING)]
        if value in expected:
            same += value not in (None, "", [])
        else:
            differing[name] = _difference(value, read[name])
    was, now = stored.get("origins") or {}, read.get("origins", {})
    for name in sorted(was.keys() | now.keys()) if "origins" in stored else ():
        if was.get(name) == now.get(name):
            same += 1
        else:
            differing[f"evidence of {name}"] = _difference(was.get(name), now.get(name))
    return same, differing


def _difference(stored: Any, read: Any) -> str:
    """Of long texts, where they part."""
    if isinstance(stored, str) and isinstance(read, str) and max(len(stored), len(read)) > _LONGEST:
        at = next(
            (i for i, (a, b) in enumerate(zip(stored, read, strict=False)) if a != b),
            min(len(stored), len(read)),
        )
        start = max(at - _AROUND, 0)
        return f"from character {at} on stored {_short(stored[start:])}, read {_short(read[start:])}"
    return f"stored {_short(stored)}, read {_short(read)}"


def _short(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
