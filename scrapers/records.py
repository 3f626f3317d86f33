"""The plain values that travel through the house; `warehouse` sees no other module of `scrapers`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, get_args

Outcome = Literal[
    "new",
    "unchanged",
    "changed",
    "gone",
    "blocked",
    "refused_by_robots",
    "filtered",
    "failed",
    "not_an_article",
]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
Role = Literal["robots", "index", "page"]  # an index is a sitemap, a feed or a listing page
Reader = Literal["sitemap", "feed", "listing", "wp_json", "telegram", "month_page"]
Precision = Literal["minute", "day", "month", "year"]
VisitStatus = Literal["complete", "partial", "blocked", "down"]
VisitKind = Literal["visit", "backfill"]  # what is new since the last one, or the days of a window
ArticleKind = Literal["article", "digest", "document"]
ReadBy = Literal["text", "ocr"]

# ISO 3166-2:UA; `national` is where an article lies that belongs to no region
REGIONS: dict[str, str] = {
    "UA-05": "Вінницька область",
    "UA-07": "Волинська область",
    "UA-09": "Луганська область",
    "UA-12": "Дніпропетровська область",
    "UA-14": "Донецька область",
    "UA-18": "Житомирська область",
    "UA-21": "Закарпатська область",
    "UA-23": "Запорізька область",
    "UA-26": "Івано-Франківська область",
    "UA-30": "Київ",
    "UA-32": "Київська область",
    "UA-35": "Кіровоградська область",
    "UA-40": "Севастополь",
    "UA-43": "Автономна Республіка Крим",
    "UA-46": "Львівська область",
    "UA-48": "Миколаївська область",
    "UA-51": "Одеська область",
    "UA-53": "Полтавська область",
    "UA-56": "Рівненська область",
    "UA-59": "Сумська область",
    "UA-61": "Тернопільська область",
    "UA-63": "Харківська область",
    "UA-65": "Херсонська область",
    "UA-68": "Хмельницька область",
    "UA-71": "Черкаська область",
    "UA-74": "Чернігівська область",
    "UA-77": "Чернівецька область",
    "national": "Україна",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer as they went over the wire; `body` is as received, still compressed."""

    url: str
    request_headers: tuple[tuple[str, str], ...]
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime  # UTC, when the request was sent
    peer: str | None = None  # address of the answering machine
    method: str = "GET"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Why a URL was asked for; written beside each WARC record, so that a torn visit can be read back."""

    source: str
    visit_id: str
    role: Role
    section: str
    requested_url: str  # differs from the exchange's URL after a redirect
    told: str | None = None  # the day that the index which named the link tells, in its words


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One archived answer. `capture_id` is the UUID of its WARC record."""

    capture_id: str
    source: str
    visit_id: str
    role: Role
    section: str
    requested_url: str
    url: str  # the final one, after redirects
    fetched_at: datetime  # UTC
    status: int
    media_type: str | None
    etag: str | None
    last_modified: str | None
    sha256: str  # of the body as received; of b"" for a 304
    size: int  # bytes of the body as received
    warc_file: str  # relative to the archive folder, with "/"
    warc_offset: int
    revisit: bool  # the record only points at an earlier one with the same body
    told: str | None = None  # as its context has it


@dataclass(frozen=True, slots=True)
class Place:
    """Where the answer of a capture lies in the archive, and whose it is."""

    capture_id: str
    source: str
    file: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFrom:
    """An archived answer."""

    file: str
    offset: int
    url: str  # the address that answered
    at: datetime  # UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is remembered of a link of a source: enough to ask «has it changed?» and to find its last body."""

    url: str
    outcome: Outcome
    etag: str | None
    last_modified: str | None
    sha256: str | None
    warc_file: str | None
    warc_offset: int | None
    record_date: datetime | None  # WARC-Date of the record that holds the body, UTC
    final_url: str | None
    sections: tuple[str, ...]
    content_hashes: tuple[str, ...]  # of the articles last read from it, by position
    first_seen: datetime
    # of its article as it was last told, where it has one and no more
    published: datetime | None = None  # aware
    published_precision: Precision | None = None
    has_text: bool = False
    article_id: str | None = None
    told: str | None = None  # the first day that an index told of it
    backfilled: bool = False  # only backfills have met it: no visit that reads what is new overlaps by it
    withdrawn: bool = False  # it was gone at the last look that could tell
    # of a link whose last answer brought no article: the answer by which the article was last read
    article_read: ReadFrom | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    url: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An item of a digest, or a page of a document: it belongs to a wording of its article and is none itself."""

    position: int  # from 1: the item's place over all sections, or the page's number
    section: str | None  # of a digest
    title: str | None
    text: str  # may be empty
    link: str | None  # an item's canonical address; a page's own: «….pdf#page=6»
    read_by: ReadBy | None = "text"  # None for a page that is a picture and that nobody has read


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What an article said in the body that was known before, as today's parser reads it."""

    title: str
    lead: str | None
    body: str
    published: datetime | None
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as a parser read it. `origins` says for each field where it was read."""

    article_id: str  # UUIDv5 of source, the first canonical URL it was read under, and position
    source: str
    url: str
    position: int  # 0, or its place on a page of several
    section: str
    title: str
    lead: str | None
    body: str  # paragraphs as lines; may be empty
    published: datetime | None  # aware, Europe/Kyiv
    published_precision: Precision | None
    published_raw: str | None
    author: str | None
    lang: str | None
    category: str | None
    source_tags: tuple[str, ...]
    region_hint: str | None  # the page's own words: «Черкаська область»
    community_names: tuple[str, ...]  # the page's own words: «Драбівська громада»
    images: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    origins: dict[str, str]
    content_hash: str  # of title, lead, body, published and parts: what an edit would change
    capture_id: str
    seen_at: datetime  # UTC
    kind: ArticleKind = "article"
    period_start: date | None = None  # first and last day of what a digest tells
    period_end: date | None = None
    parts: tuple[Part, ...] = ()
    attribution: str | None = None  # whom the page names as its source: «Джерело: Житомирська міська рада»
    photo_credit: str | None = None  # «фото: Харківська міська рада»
    before: Before | None = None  # only where that is read otherwise today than it is stored
    parser: str | None = None  # which code and source file read it: see `parser_version`


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """The one outcome of one link in one visit."""

    visit_id: str
    source: str
    url: str
    sections: tuple[str, ...]
    readers: tuple[Reader, ...]
    outcome: Outcome
    reason: str | None
    capture_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRead:
    """How one section was read in one visit."""

    visit_id: str
    source: str
    section: str
    reader: Reader
    pages: int
    found: int
    only_here: int  # links that no other section has named, in this visit or before
    complete: bool  # read to its end, or until it met what an earlier complete reading had found
    error: str | None
    guessed: bool = False  # structure told its items or its pages, where no rule of the source file did
    # of a backfill: links of its days that the section named, known ones too; and a day before the window that the
    # last page tells which was read
    named: int | None = None
    reached: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    visit_id: str
    source: str
    url: str
    stage: str
    error: str  # the leaf's name in `errors`
    message: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One reading of one source. `found` is the sum of `outcomes`, always."""

    visit_id: str
    run_id: str
    source: str
    started_at: datetime
    finished_at: datetime
    interval_start: datetime
    interval_end: datetime
    status: VisitStatus
    reason: str | None
    found: int
    outcomes: dict[str, int]  # every one of OUTCOMES, zeros too
    requests: int
    not_modified: int
    bytes_received: int
    kind: VisitKind = "visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one visit brought, staged as JSON lines in `folder`: one file per kind of record."""

    visit: Visit
    folder: str
    warc_files: dict[str, int] = field(default_factory=dict)  # file → bytes that are covered by this batch
