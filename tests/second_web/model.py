# ruff: noqa: E501
"""What a site holds and what befalls it, as a function of time."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.second_web.words import Facts, tell

KYIV = ZoneInfo("Europe/Kyiv")
START = datetime(2025, 10, 6, tzinfo=KYIV)  # a Monday; the clocks go back on 26 October


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A time of the script: day 0 is the first day of visits. Wall clock, so that a change of the clocks shifts nothing."""
    return (START.replace(tzinfo=None) + timedelta(days=day, hours=hour, minutes=minute)).replace(tzinfo=KYIV)


@dataclass
class Absence:
    start: datetime
    end: datetime | None
    how: str  # 404, 410, soft (200), front (302 to the front page)
    still_listed: bool = False


@dataclass
class Article:
    n: int
    slug: str
    facts: Facts
    when: datetime  # the date it shows
    shows: datetime  # when it came on the site
    section: str = "news"
    pinned: tuple[datetime, datetime] | None = None
    edits: list[tuple[datetime, str, Facts]] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    dated: bool = True

    def facts_at(self, now: datetime) -> Facts:
        return next((f for start, _, f in reversed(self.edits) if start <= now), self.facts)

    def wording(self, now: datetime) -> tuple[str, list[str]]:
        return tell(self.facts_at(now))

    def absence(self, now: datetime) -> Absence | None:
        return next((a for a in self.absences if a.start <= now and (a.end is None or now < a.end)), None)

    def there(self, now: datetime) -> bool:
        return self.shows <= now and self.absence(now) is None

    def is_pinned(self, now: datetime) -> bool:
        return self.pinned is not None and self.pinned[0] <= now < self.pinned[1]


@dataclass(frozen=True)
class Fault:
    """Something that befalls a site. `says` are the statuses of a visit that a careful reader of the docs accepts."""

    start: datetime
    end: datetime
    kind: str
    says: tuple[str, ...]
    scope: str = "all"  # all, pages, lists, robots, section:<name>, article:<n>
    why: str = ""

    def on(self, now: datetime) -> bool:
        return self.start <= now < self.end

    def hits(self, role: str, section: str, article: Article | None) -> bool:
        if self.scope in ("all", "none"):
            return self.scope == "all"
        what, _, which = self.scope.partition(":")
        if what == "section":
            return role == "list" and section == which
        if what == "article":
            return article is not None and str(article.n) == which
        return {"pages": "page", "lists": "list", "robots": "robots"}[what] == role


@dataclass
class Site:
    slug: str
    name: str
    host: str
    style: str  # of its pages
    toml: str  # what the operator wrote under name and url
    path: str = "/"  # of `url`
    per_page: int = 10
    articles: list[Article] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    redesign: tuple[datetime, str] | None = None  # from then on in another style
    redesign_says: tuple[str, ...] = ()
    paths: str = ""  # of its addresses
    moved: datetime | None = None  # from then on other addresses; the old ones answer 301
    extras: tuple[str, ...] = ()  # sitemap, rss, wp_json, etag
    rehosted: tuple[datetime, str] | None = None  # from then on another host; the old one answers 301
    mended: tuple[datetime, str] | None = None  # the operator's new file
    often: bool = False  # several visits a day
    skip: tuple[int, ...] = ()  # days on which nobody visits this one
    list_dated: bool = True
    port: int = 0

    @property
    def base(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def broken(self) -> datetime | None:
        """From when on the operator's file fits no more, until it is mended."""
        since = self.redesign or self.rehosted
        return since[0] if since else None

    def unmended(self, now: datetime) -> bool:
        return bool(self.broken and self.mended and self.broken <= now < self.mended[0])

    def bases(self) -> list[str]:
        return [
            f"http://{host}:{self.port}"
            for host in (self.host, *([self.rehosted[1]] if self.rehosted else []))
        ]

    def style_at(self, now: datetime) -> str:
        return self.redesign[1] if self.redesign and now >= self.redesign[0] else self.style

    def listed(self, now: datetime, section: str = "news") -> list[Article]:
        """What a list shows, newest first by the date that is shown, pinned ones before all."""
        shown = [a for a in self.articles if a.section == section and a.shows <= now]
        shown = [a for a in shown if (gone := a.absence(now)) is None or gone.still_listed]
        return sorted(shown, key=lambda a: (not a.is_pinned(now), -a.when.timestamp(), -a.n))

    def fault(
        self, now: datetime, role: str, section: str = "", article: Article | None = None
    ) -> Fault | None:
        return next((f for f in self.faults if f.on(now) and f.hits(role, section, article)), None)

    def visit_faults(self, now: datetime) -> list[Fault]:
        return [f for f in self.faults if f.on(now)]
