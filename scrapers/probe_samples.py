"""A few articles of a site as its source would store them, each field beside what the reading without rules finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from scrapers.charset import decode
from scrapers.clean import matching_key
from scrapers.errors import BadResponse, NotAnArticle, ScrapeError
from scrapers.parsers.generic import Extracted, extract
from scrapers.parsers.page import MANY, reader_of
from scrapers.parsers.pdf_head import is_pdf
from scrapers.parsers.tesseract import OCR
from scrapers.peek import Peek
from scrapers.reading import read_answer
from scrapers.records import Article, Capture
from scrapers.registry import Source
from scrapers.trial import spread

FIELDS = (
    ("title", "title"),
    ("published", "published"),
    ("body", "body"),
    ("lead", "lead"),
    ("author", "author"),
    ("category", "category"),
    ("source_tags", "tags"),
    ("community_names", "community"),
    ("region_hint", "region"),
    ("images", "images"),
    ("attachments", "files"),
)
_SPARE = 2  # more pages that are asked for where one was no article
_SAME = 0.85  # share of words that two readings of one text have in common
_LONG = 120  # letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One page: its articles, or why there are none; `generic` is what the reading without rules finds on it."""

    url: str
    section: str
    articles: tuple[Article, ...] = ()
    error: ScrapeError | None = None
    generic: Extracted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldReport:
    """What one field gave over all samples. `agrees`: how many of them the reading without rules reads alike."""

    name: str
    found: int
    of: int
    origins: tuple[str, ...]
    example: str | None
    agrees: int | None


def read_samples(source: Source, urls: Sequence[tuple[str, str]], peek: Peek, count: int) -> list[Sample]:
    """`urls` with the section of each. Pages that say of themselves that they are no articles are passed over."""
    sections = dict(urls)
    wanted = spread([url for url, _ in urls], count)
    rest = [url for url, _ in urls if url not in wanted][:_SPARE]
    samples: list[Sample] = []
    for url in [*wanted, *rest]:
        if sum(not isinstance(sample.error, NotAnArticle) for sample in samples) >= count:
            break
        samples.append(read_sample(source, url, sections[url], peek))
    return samples


def read_sample(source: Source, url: str, section: str, peek: Peek) -> Sample:
    try:
        fetched = peek.fetch(url, section)
        kind = (fetched.capture.media_type or "text/html").lower()
        if (
            "html" not in kind
            and "text" not in kind
            and not source.is_document(fetched.capture.requested_url)
        ):
            raise BadResponse(f"{fetched.url}: expected a page in HTML, came {kind}", capture=fetched.capture)
    except ScrapeError as error:
        return Sample(url=url, section=section, error=error)
    capture = replace(fetched.capture, source=source.slug, section=section)
    return parse_sample(source, fetched.body, fetched.headers.get("Content-Type"), capture, url)


def parse_sample(source: Source, body: bytes, content_type: str | None, capture: Capture, url: str) -> Sample:
    """An answer that is at hand already, read as a visit reads it."""
    section, generic = capture.section, None
    if reader_of(source, section) not in MANY and not is_pdf(body):
        text, _ = decode(body, content_type, source.charset)
        generic = extract(text, capture.url, capture.fetched_at)
    try:
        articles = read_answer(body, content_type, source, capture, section, OCR).articles
    except ScrapeError as error:
        return Sample(url=url, section=section, error=error, generic=generic)
    return Sample(url=url, section=section, articles=tuple(articles), generic=generic)


def field_reports(samples: Iterable[Sample]) -> list[FieldReport]:
    """One row a field that any article has, and always title, date and text."""
    read = [(article, sample.generic) for sample in samples for article in sample.articles]
    rows = []
    for key, name in FIELDS:
        values = [value for article, _ in read if (value := _told(article, key))]
        if not values and name not in ("title", "published", "body"):
            continue
        origins = Counter(
            article.origins[key] for article, _ in read if _told(article, key) and key in article.origins
        )
        judged = [(article, generic) for article, generic in read if generic is not None]
        agrees = sum(_agree(key, article, generic) for article, generic in judged)
        rows.append(
            FieldReport(
                name=name,
                found=len(values),
                of=len(read),
                origins=tuple(origin for origin, _ in origins.most_common()),
                example=values[0] if values else None,
                agrees=agrees if judged and key in ("title", "published", "body") else None,
            )
        )
    return rows


def _told(article: Article, key: str) -> str:
    value = getattr(article, key)
    if key == "published":
        return f"{value:%Y-%m-%d %H:%M} ({article.published_precision})" if value else ""
    if key == "attachments":
        return ", ".join(file.title or file.url for file in value)
    return ", ".join(value) if isinstance(value, tuple) else value or ""


def _agree(key: str, article: Article, generic: Extracted) -> bool:
    if key == "title":
        ours, theirs = matching_key(article.title), matching_key(generic.title)
        return ours == theirs or (len(ours) > 20 and (ours in theirs or theirs in ours))
    if key == "published":
        moment = generic.published
        if article.published is None or moment is None:
            return article.published is None and moment is None
        return article.published.date() == moment.at.date()
    return likeness(article.body, "\n".join(generic.body)) >= _SAME


def likeness(one: str, other: str) -> float:
    """0 to 1: the words that two texts have in common."""
    ours, theirs = Counter(matching_key(one).split()), Counter(matching_key(other).split())
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 1.0


def misread(samples: Sequence[Sample]) -> str | None:
    """Why the layout is not to be trusted on these pages although the reading without rules is; None if it is."""
    read = [sample for sample in samples if not isinstance(sample.error, NotAnArticle) and sample.generic]
    generic = [sample.generic for sample in read if sample.generic is not None]
    good = [each for each in generic if each.title and sum(map(len, each.body)) >= _LONG]
    failed = [sample for sample in read if sample.error is not None]
    if failed and good:
        return f"{len(failed)} of {len(read)} pages: {failed[0].error}"
    articles = [article for sample in read for article in sample.articles]
    if len(articles) < 2:
        return None
    if len({article.title for article in articles}) == 1 and len({each.title for each in generic}) > 1:
        return f"all pages have the title {articles[0].title!r}"
    if not any(article.body for article in articles) and good:
        return "no page has a text"
    return None


def untitled(samples: Sequence[Sample], titles: Mapping[str, str]) -> str | None:
    """Whether the lists call the articles otherwise than their own pages do; they may cut titles, and dress them."""
    named = [
        (sample.articles[0].title, titles[sample.url])
        for sample in samples
        if len(sample.articles) == 1 and len(titles.get(sample.url, "").split()) > 2
    ]
    others = [(ours, theirs) for ours, theirs in named if not _same_title(ours, theirs)]
    if not others or 2 * len(others) < len(named):
        return None
    ours, theirs = others[0]
    remedy = "remedy: [[layouts]] with title, published and body as the page has them"
    return f"a page says {ours[:60]!r} where the list says {theirs[:60]!r}; {remedy}"


def _same_title(ours: str, theirs: str) -> bool:
    one, other = set(matching_key(ours).split()), set(matching_key(theirs).split())
    return 2 * len(one & other) >= min(len(one), len(other))
