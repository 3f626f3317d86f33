"""What a source is: where its links come from, how its pages look, and which addresses are its own."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urljoin

from pydantic import (
    Field,
    StrictBool,
    field_validator,
    model_validator,
)

from scrapers.facts import (
    Address,
    Alternatives,
    Charset,
    Css,
    Evidenced,
    Host,
    Items,
    Mandatory,
    Pattern,
    Region,
    Remark,
    WebAddress,
)
from scrapers.marks import Checked, Chrome, Identity, Labels, Places
from scrapers.records import Reader
from scrapers.urls import canonical, fits, host_of, hosts_of, number_in, path_of

PACKAGE = Path(__file__).parent
SITES = PACKAGE / "sites"
PLATFORMS = PACKAGE / "platforms"
SLUG = re.compile(r"[a-z][a-z0-9_]{1,60}")
SLUG_IN_WORDS = "a slug: 2 to 61 signs, each one of a-z, 0-9 and _, a letter first"


class Section(Checked):
    """Where links come from: a sitemap, a feed, listing pages, a CMS's own JSON, or a page that holds all itself."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    reader: Reader
    url: Address
    # read only in a visit in which the section of that name could not be read to its end
    instead_of: str | None = None
    # a listing: one item, and in it the link and the date; Telegram: one post
    item: Items = ()
    link: Items = ("a",)
    published: Css | None = None
    # a listing where no `item` matches: all links whose path and query this fits
    fits: Pattern | None = None
    # what of a listing's items and pages these do not tell is found by structure
    generic: StrictBool = False
    # pages are counted in the query (`page_param`) or in the path (`page_path`, with {page})
    page_param: str | None = None
    page_path: Annotated[str, Field(pattern=r"^[^{}]*\{page\}[^{}]*$")] | None = None
    first_page: Annotated[int, Field(ge=0, strict=True)] = 1
    page_step: Annotated[int, Field(ge=1, le=1_000, strict=True)] = 1
    last_page: Css | None = None
    # a listing: where it says how many items it has in all; it is read deeper where that is more than are known
    total: Css | None = None
    max_pages: Annotated[int, Field(ge=1, le=10_000, strict=True)] = 1_000

    @property
    def has_rules(self) -> bool:
        """Whether anything but structure is to tell a listing's items and pages."""
        return bool(self.item or self.fits or self.page_param or self.page_path or self.last_page)

    @model_validator(mode="after")
    def _readers_have_what_they_need(self) -> Self:
        if self.reader == "listing" and not (self.item or self.fits or self.generic):
            raise ValueError(
                "`item`, the selector of one entry, `fits`, a pattern for its address, or `generic = true` in a listing"
            )
        if self.reader == "telegram" and not self.item:
            raise ValueError("`item`, the selector of one post, in a section with reader = 'telegram'")
        if self.page_param is not None and self.page_path is not None:
            raise ValueError("`page_param` or `page_path`, not both")
        return self

    @model_validator(mode="after")
    def _begins_with_its_first_page(self) -> Self:
        """Else the pages before it would be skipped in silence. A path of numbers alone may be a year."""
        named = self.page_path is None or re.search(r"[^\W\d]", self.page_path.partition("{page}")[0])
        number = number_in(self.url, self.page_param, self.page_path) if named else None
        if self.reader == "listing" and number not in (None, self.first_page):
            raise ValueError(
                f"`url` of the first page (`first_page`, {self.first_page}), not of page {number}: pages before it"
                " would never be read"
            )
        return self


class Layout(Checked):
    """How articles look; a dated layout stays because the archive still needs it."""

    until: Annotated[date, Field(strict=True)] | None = None
    title: Mandatory = ()
    published: Mandatory = ()
    body: Mandatory = ()
    # a field that its selectors do not find, or that has none, is found without rules
    generic: StrictBool = False
    crumbs: Alternatives = ()
    category: Alternatives = ()
    lead: Alternatives = ()
    lead_first: StrictBool = False  # where no selector finds a lead it is the first paragraph of the text
    author: Alternatives = ()
    tags: Alternatives = ()
    community: Alternatives = ()
    region: Alternatives = ()
    files: Alternatives = ()  # of a `generic` layout: links of documents in a field beside the text
    drop: tuple[Css, ...] = ()
    # what is told by words: see scrapers.marks
    labels: Labels = Labels()
    chrome: Chrome = Chrome()
    places: Places = Places()
    # articles may stand there without any date
    undated: StrictBool = False
    # the site's database turns emoji into «?»
    lost_emoji: StrictBool = False

    @model_validator(mode="after")
    def _selectors_or_none(self) -> Self:
        given = [bool(selectors) for selectors in (self.title, self.published, self.body)]
        if not all(given) and (any(given) or not self.generic):
            raise ValueError("`title`, `published` and `body`, or none of them and `generic = true`")
        return self


class NotFound(Checked):
    """How a page with status 200 says that there is nothing here."""

    at: Css
    says: Pattern


class DigestMark(Checked):
    """How a page that holds many short items says so; with fewer closed items it is an ordinary article."""

    says: Pattern  # fits its title, or a line of its head
    least: Annotated[int, Field(ge=2, strict=True)] = 3


class Source(Checked):
    """One publisher. `slug` is the file's name and the source's id for ever."""

    slug: str
    name: Annotated[str, Field(min_length=1)]
    url: WebAddress
    platform: str | None = None
    region: Region | None = None
    community: Annotated[str, Field(pattern=r"^UA\d{17}$")] | None = None
    schedule: Literal["hourly", "daily"] = "daily"
    delay: Annotated[float, Field(ge=0, le=600, strict=True)] = 1.0
    charset: Charset | None = None
    # the best letter of `known`; D where all is guessed
    evidence: Literal["A", "B", "C", "D"] = "D"
    known: tuple[Evidenced, ...] = ()
    guessed: tuple[Remark, ...] = ()
    unknown: tuple[Remark, ...] = ()
    active: StrictBool = True
    # takes the place of a file of the same name in an earlier folder, such as the built-in one
    replaces: StrictBool = False
    hosts: tuple[Host, ...] = ()
    articles: tuple[Pattern, ...] = ()
    documents: tuple[Pattern, ...] = ()
    digests: tuple[DigestMark, ...] = ()
    identity: tuple[Identity, ...] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    layouts: Annotated[tuple[Layout, ...], Field(min_length=1)]
    not_found: tuple[NotFound, ...] = ()

    @field_validator("sections")
    @classmethod
    def _sections_have_names_of_their_own(cls, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        names = [section.name for section in sections]
        if len(set(names)) < len(names):
            raise ValueError(f"a name of its own for each section, not {', '.join(names)}")
        for place, section in enumerate(sections):
            if section.instead_of is not None and section.instead_of not in names[:place]:
                raise ValueError(
                    f"`instead_of` with the name of an earlier section, not {section.instead_of!r}"
                )
        return sections

    @field_validator("layouts")
    @classmethod
    def _layouts_in_order(cls, layouts: tuple[Layout, ...]) -> tuple[Layout, ...]:
        dates = [layout.until for layout in layouts]
        past = [until for until in dates if until is not None]
        if dates.count(None) != 1 or dates[-1] is not None or past != sorted(set(past)):
            raise ValueError("`layouts` from the oldest `until` on, the last one (today's) without it")
        return layouts

    def absolute(self, url: str) -> str:
        return urljoin(self.url, url)

    @cached_property
    def fingerprint(self) -> str:
        """Differs when anything in the source's file or preset does."""
        return sha256(self.model_dump_json().encode()).hexdigest()[:10]

    @property
    def own_hosts(self) -> frozenset[str]:
        return hosts_of(self.url, self.hosts)

    def identify(self, url: str, base: str | None = None) -> str | None:
        """The canonical URL, and of the addresses that `identity` knows the one they all stand for."""
        found = canonical(url, base)
        known = self._identity(found)
        return canonical(known[0], self.url) if known else found

    def lang_of(self, url: str) -> str | None:
        """The language that an address of the source stands for."""
        known = self._identity(canonical(url))
        return known[1] if known else None

    def _identity(self, url: str | None) -> tuple[str, str | None] | None:
        if url is None or not self.identity or host_of(url) not in self.own_hosts:
            return None
        path = path_of(url)
        return next((known for rule in self.identity if (known := rule.of(path))), None)

    def refuses(self, url: str, *, any_address: bool = False) -> str | None:
        """Why a canonical URL is none of the source's articles, or None; `any_address` asks for its host only."""
        if host_of(url) not in self.own_hosts:
            return f"another host than {', '.join(sorted(self.own_hosts))}"
        if self.articles and not any_address and not fits(url, (*self.articles, *self.documents)):
            return f"no pattern of `articles`{' or `documents`' if self.documents else ''} fits"
        return None

    def is_document(self, url: str) -> bool:
        """Whether a canonical URL is one of the PDF files that the source declares."""
        return bool(self.documents) and host_of(url) in self.own_hosts and fits(url, self.documents)
