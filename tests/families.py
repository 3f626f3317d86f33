"""Sites of CMS families for tests: one set of texts in many markups, each site on an address of loopback.

`labels/families/<part>/<family>_<variant>.html` is a Jinja template: it sets `facts` (see Facts) and has the macros
`article(a, site)` and `listing(items, page, last, site)`. Its addresses, feeds and pages are the family's own; class
names, wrappers, the order of fields and what stands around them are written after themes in use, never after a preset.
The variants of a part were written before any of them was measured: `tuning` and `held` first, then the others in the
order of PARTS, each after the part before it had been looked at. `tests.family_visits.FIRST_LOOKS` keeps what
each gave. `outside` and those behind it were written without a look at the readers, from `theme` on after themes in
use by their names, `ford`, `hollow`, `isle` and `keel` after a CMS's own output as a builder of one site changes it,
`lea` after both; their templates share `outside/bodies.jinja`, `theme/parts.jinja` and a `bodies.jinja` in each of
`grove`, `orchard`, `meadow`, `brook`, `ford`, `glen`, `hollow`, `isle`, `keel` and `lea`.
"""

from __future__ import annotations

import html
import json
import math
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Literal

import jinja2
from markupsafe import Markup

from scrapers.dates import KYIV
from tests.hostile import Hostile, answer

FOLDER = Path(__file__).parent / "labels" / "families"
PARTS = (
    "tuning",
    "held",
    "fresh",
    "last",
    "end",
    "wide",
    "late",
    "blind",
    "sealed",
    "outside",
    "theme",
    "grove",
    "orchard",
    "meadow",
    "brook",
    "ford",
    "glen",
    "hollow",
    "isle",
    "keel",
    "lea",
)
CHANNEL = "verbivska_rada"  # of Telegram's variants
MONTHS = "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня".split()
NAMED = (
    "Січень Лютий Березень Квітень Травень Червень Липень Серпень Вересень Жовтень Листопад Грудень".split()
)
DAYS = "понеділок вівторок середа четвер п'ятниця субота неділя".split()


@dataclass(frozen=True, slots=True)
class Facts:
    """How a site is built; `{n}` is a page's number, `{slug}`, `{id}`, `{unix}` and `{Y}`, `{m}` are an article's."""

    family: str
    url: str
    source: str = ""  # further lines of its TOML beside name, platform, url and delay
    listing: str = "/news"
    page: str = "/news?page={n}"
    also: tuple[str, ...] = ()  # further addresses of the listing's first page
    first: int = 1
    step: int = 1
    per_page: int = 5
    behind: Literal["gone", "empty", "last"] = "gone"  # what a page behind the last one is
    feeds: tuple[str, ...] = ()  # of wp_json, rss and sitemap
    feed: str = "/feed/"
    sitemap: str = "/sitemap.xml"
    charset: str = "utf-8"
    declared: bool = True
    precision: Literal["minute", "day"] = "minute"
    category: bool = False  # shown on the article's page
    tags: bool = False
    fits: str = ""  # the addresses of articles, for a source without rules
    texts: str = "first"  # a block of articles.toml


@dataclass(frozen=True, slots=True)
class Text:
    """One article: what a perfect reading finds, and its body in the notation of articles.toml."""

    id: int
    slug: str
    title: str
    at: datetime
    category: str
    tags: tuple[str, ...]
    body: tuple[str, ...]
    path: str
    url: str

    @property
    def words(self) -> list[str]:
        return _words(self.body)

    @property
    def words_without_captions(self) -> list[str]:
        """Of a text beside its pictures: the box that an editor fills has their captions, structure leaves them out."""
        told = [line for line in self.body if not line.startswith("!")]
        return _words(told or self.body)

    @property
    def lead(self) -> str:
        return next((line for line in self.body if line[0] not in "#-@|!"), "")[:120]


@dataclass
class FamilySite:
    """One variant on a server of its own."""

    name: str
    part: str
    template: jinja2.Template
    base: str = ""
    facts: Facts = field(init=False)
    texts: list[Text] = field(default_factory=list)

    def __post_init__(self) -> None:
        told = dict(vars(self.template.module)["facts"])
        lists = {name: tuple(told.get(name, ())) for name in ("feeds", "also")}
        self.facts = Facts(**{**told, **lists})

    menu = (
        ("/", "Головна"),
        ("/pro-gromadu", "Про громаду"),
        ("/kerivnyctvo", "Керівництво"),
        ("/dokumenty", "Документи"),
        ("/kontakty", "Контакти"),
    )
    title = "Вербівська громада"

    def open(self, base: str) -> None:
        self.base = base
        with (FOLDER / "articles.toml").open("rb") as file:
            rows = tomllib.load(file)[self.facts.texts]
        rows.sort(key=lambda row: row["at"], reverse=True)
        for place, row in enumerate(rows):
            at = row["at"].replace(tzinfo=KYIV)
            number = (2 if self.facts.family == "telegram" else 4100) + 7 * (len(rows) - place)
            path = self.facts.url.format(
                slug=row["slug"],
                id=number,
                unix=int(at.timestamp()),
                Y=at.strftime("%Y"),
                m=at.strftime("%m"),
                d=at.strftime("%d"),
            )
            lines = tuple(line for line in row["body"].splitlines() if line.strip())
            self.texts.append(
                Text(
                    number,
                    row["slug"],
                    row["title"],
                    at,
                    row["category"],
                    tuple(row["tags"]),
                    lines,
                    path,
                    base + path,
                )
            )
        self.by_path = {text.path: text for text in self.texts}

    def others(self, text: Text, count: int = 3) -> list[Text]:
        """Neighbours, as side columns and «related» show them."""
        at = self.texts.index(text)
        return [self.texts[(at + 1 + step) % len(self.texts)] for step in range(count)]

    @property
    def last(self) -> int:
        return math.ceil(len(self.texts) / self.facts.per_page)

    def page_path(self, place: int) -> str:
        """The address of a listing's page, counted from 0."""
        return (
            self.facts.page.format(n=self.facts.first + place * self.facts.step)
            if place
            else self.facts.listing
        )

    def pages(self) -> dict[str, int]:
        counted = {self.page_path(place): place for place in range(self.last + 3)}
        return dict.fromkeys(self.facts.also, 0) | counted

    def respond(self, target: str) -> bytes:
        """A whole HTTP answer to a path with its query."""
        if target in self.by_path:
            return self._page(self._template("article", self.by_path[target]))
        if target in self.pages():
            return self._listing(self.pages()[target])
        before = re.fullmatch(r"/s/\w+\?before=(\d+)", target)
        if before is not None:
            older = [text for text in self.texts if text.id < int(before[1])][:20]
            return self._page(self._template("listing", older, 0, 1))
        if target == "/":
            return self._listing(0)
        if "wp_json" in self.facts.feeds and target.startswith("/wp-json/wp/v2/posts"):
            return self._posts(target)
        if "rss" in self.facts.feeds and target == self.facts.feed:
            return _typed(self._rss(), "application/rss+xml")
        if "sitemap" in self.facts.feeds and target == self.facts.sitemap:
            return _typed(self._sitemap(), "application/xml")
        return answer(b"<title>404</title>", "404 Not Found", headers=["Content-Type: text/html"])

    def _template(self, macro: str, *values: object) -> str:
        return str(getattr(self.template.module, macro)(*values, self))

    def _listing(self, place: int) -> bytes:
        if place >= self.last:
            if self.facts.behind == "gone":
                return answer(b"<title>404</title>", "404 Not Found")
            place = self.last - 1 if self.facts.behind == "last" else place
        first = place * self.facts.per_page
        items = self.texts[first : first + self.facts.per_page]
        return self._page(self._template("listing", items, place, self.last))

    def _page(self, text: str) -> bytes:
        charset = f"; charset={self.facts.charset}" if self.facts.declared else ""
        return _typed(text.strip().encode(self.facts.charset, "xmlcharrefreplace"), f"text/html{charset}")

    def _posts(self, target: str) -> bytes:
        if "page=" in target.replace("per_page=", "") and not target.endswith("&page=1"):
            body = json.dumps({"code": "rest_post_invalid_page_number"}).encode()
            return answer(body, "400 Bad Request", headers=["Content-Type: application/json"])
        rows = [
            {
                "link": text.url,
                "title": {"rendered": html.escape(text.title)},
                "date": f"{text.at:%Y-%m-%dT%H:%M:%S}",
            }
            for text in self.texts
        ]
        return _typed(json.dumps(rows).encode(), "application/json")

    def _rss(self) -> bytes:
        items = "".join(
            f"<item><title>{html.escape(text.title)}</title><link>{text.url}</link>"
            f"<pubDate>{format_datetime(text.at)}</pubDate></item>"
            for text in self.texts[:10]
        )
        channel = f"<channel><title>{self.title}</title>{items}</channel>"
        return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0">{channel}</rss>'.encode()

    def _sitemap(self) -> bytes:
        static = self.menu if self.facts.sitemap == "/sitemap.xml" else ()
        urls = [(f"{self.base}{path}", "2024-01-01") for path, _ in static] + [
            (text.url, f"{text.at:%Y-%m-%d}") for text in self.texts
        ]
        rows = "".join(
            f"<url><loc>{html.escape(url)}</loc><lastmod>{day}</lastmod></url>" for url, day in urls
        )
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()

    def preset(self) -> str:
        """The source file with the family's preset: eight lines at most."""
        head = f'name = "{self.title}"\nplatform = "{self.facts.family}"\nurl = "{self.base}/"\ndelay = 0\n'
        return head + self.facts.source

    def alone(self) -> str:
        """The source file with nothing but its name and the address of its listing."""
        return f'name = "{self.title}"\nurl = "{self.base}{self.facts.listing}"\ndelay = 0\n'

    def bare(self) -> str:
        """The source file without any rule for a page: where its links are, and `generic`."""
        facts = self.facts
        section = f'[[sections]]\nname = "news"\nurl = "{facts.listing}"\n'
        if facts.family == "telegram":
            section += 'reader = "telegram"\nitem = "[data-post]"\n'
        elif facts.family == "month_page":
            section += 'reader = "month_page"\n'
        else:
            param = re.search(r"[?&](\w+)=\{n\}", facts.page)
            counted = (
                f'page_param = "{param[1]}"'
                if param
                else f"page_path = '{facts.page.replace('{n}', '{page}')}'"
            )
            section += f"reader = 'listing'\nfits = '{facts.fits}'\n{counted}\n"
            section += f"first_page = {facts.first}\npage_step = {facts.step}\n"
        return (
            f'name = "{self.title}"\nurl = "{self.base}/"\ndelay = 0\n{section}[[layouts]]\ngeneric = true\n'
        )


def _words(lines: Sequence[str]) -> list[str]:
    """Without the marks of the notation."""
    return [
        word for line in lines for word in re.sub(r"^(?:##|[-@|!])\s*", "", line).replace("|", " ").split()
    ]


def _typed(body: bytes, media_type: str) -> bytes:
    return answer(body, headers=[f"Content-Type: {media_type}"])


def load_family_sites(part: str) -> list[FamilySite]:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"when": when}
    environment.globals |= {"dressed": dressed, "channel": CHANNEL}
    return [
        FamilySite(file.stem, part, environment.get_template(f"{part}/{file.name}"))
        for file in sorted((FOLDER / part).glob("*.html"))
    ]


def serve(site: FamilySite) -> Hostile:
    """A server for one site, to be entered; the site knows its address from then on."""
    server = Hostile(otherwise=site.respond)
    site.open(server.origin)
    return server


def when(at: datetime, form: str) -> str:
    """«{d} {Month}, {Y} о {HM}»: a date in a theme's own form."""
    month = MONTHS[at.month - 1]
    return form.format(
        d=at.day, dd=f"{at:%d}", m=f"{at:%m}", Y=at.year, y=f"{at:%y}", HM=f"{at:%H:%M}", H=f"{at:%H}", M=f"{at:%M}",
        month=month, Month=month.capitalize(), nominative=NAMED[at.month - 1], short=NAMED[at.month - 1][:3],
        iso=at.isoformat(), weekday=DAYS[at.weekday()], unix=int(at.timestamp()),
    )  # fmt: skip


def dressed(text: Text, dress: str = "p", files: str = "/files/") -> Markup:
    """The body as an editor leaves it: «p», «br» (bare text), «div» or «word» (pasted)."""
    return Markup("".join(_blocks(text, dress, files)))


def _blocks(text: Text, dress: str, files: str) -> Iterator[str]:
    tags = {"- ": ("<ul>", "</ul>"), "| ": ('<table border="1"><tbody>', "</tbody></table>")}
    inside = ""
    for number, line in enumerate(text.body):
        kind = line[:2] if line[:2] in tags else ""
        if kind != inside:
            yield (tags[inside][1] if inside else "") + (tags[kind][0] if kind else "")
        inside = kind
        yield _block(line, dress, files, f"{text.id}-{number}")
    if inside:
        yield tags[inside][1]


def _block(line: str, dress: str, files: str, name: str) -> str:
    said = html.escape(re.sub(r"^(?:##|[-@|!])\s*", "", line), quote=False)
    if line.startswith("- "):
        return f"<li>{said}</li>"
    if line.startswith("| "):
        return "<tr>" + "".join(f"<td><p>{cell.strip()}</p></td>" for cell in said.split("|")) + "</tr>"
    if line.startswith("!"):
        said = f'<img src="{files}{name}.jpg" alt="">' + (f"<br>{said}" if said else "")
    elif line.startswith("@"):
        said = f'<a href="{files}{name}.pdf">{said}</a>'
    elif line.startswith("##"):
        return f"<h3>{said}</h3>" if dress != "br" else f"<b>{said}</b><br><br>"
    match dress:
        case "br":
            return f"{said}<br>\n<br>\n"
        case "div":
            return f'<div dir="auto">{said}</div>'
        case "word":
            said = f'<span lang="UK" style="font-size:14.0pt">{said}<o:p></o:p></span>'
            return f'<p class="MsoNormal" style="text-align:justify">{said}</p>\n'
        case _:
            return f"<p>{said}</p>\n"
