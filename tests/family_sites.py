"""Small sites on loopback as each platform would build them, from TOML files in tests/labels/platforms/.

A file holds templates with $names: `listing` (with $items, $pages), its `item`, the `article`, and the form of every
address. The articles are the demo's: real words, whose titles, dates and texts are known.
"""

from __future__ import annotations

import json
import threading
import tomllib
from dataclasses import dataclass, field
from functools import cache, cached_property
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from types import TracebackType
from typing import Any, Self

from flows.demo.content import Truth, load_sites, tell_truth
from scrapers.site_facts import romanize

LABELS = Path(__file__).parent / "labels" / "platforms"
MONTHS = "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня".split()
ARTICLES = 24
_KNOWN = {
    "family", "shows", "name", "charset", "declared", "seed", "headers", "files", "wp_json", "listing_url", "page_url",
    "page_link", "per_page", "front", "listing", "item", "url", "article", "paragraph", "joint", "entry", "kind",
}  # fmt: skip


@cache
def _stock() -> tuple[Truth, ...]:
    """Articles with a text, of all demo sites."""
    told = [truth for site in load_sites().values() for truth in tell_truth(site, site.articles)]
    return tuple(truth for truth in told if len(" ".join(truth.body)) >= 120 and len(truth.title) >= 25)


@dataclass(frozen=True)
class Spec:
    """One site as its file tells it. `family` is "" for one that belongs to none."""

    slug: str
    facts: dict[str, Any]

    @property
    def family(self) -> str | None:
        return self.facts["family"] or None

    @cached_property
    def articles(self) -> list[Truth]:
        """Newest first."""
        stock, start = _stock(), self.facts.get("seed", 0) * 7
        chosen = {
            stock[(start + n) % len(stock)].title: stock[(start + n) % len(stock)] for n in range(ARTICLES)
        }
        return sorted(chosen.values(), key=lambda truth: truth.published, reverse=True)

    @cached_property
    def slugs(self) -> list[str]:
        """Addresses of one word each, as many systems make them of titles; no two alike."""
        taken: dict[str, int] = {}
        for number, truth in enumerate(self.articles):
            slug = romanize(" ".join(truth.title.split()[:4])).replace("_", "-")
            while slug in taken:
                slug += "-shche"
            taken[slug] = number
        return list(taken)


def load_specs(folder: str) -> list[Spec]:
    specs = []
    for file in sorted((LABELS / folder).glob("*.toml")):
        facts = tomllib.loads(file.read_text("utf-8"))
        if unknown := set(facts) - _KNOWN:
            raise ValueError(f"{file}: no such keys: {', '.join(sorted(unknown))}")
        specs.append(Spec(slug=file.stem, facts=facts))
    return specs


@dataclass
class Site:
    """A spec on an address: every path it answers."""

    spec: Spec
    base: str
    answers: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        facts = self.spec.facts
        match facts.get("kind", "pages"):
            case "pages":
                self._build_pages(facts)
            case "month":
                self._build_month(facts)
            case "telegram":
                self._build_telegram(facts)
        for file in facts.get("files", []):
            self.put(
                file["path"], self.fill(file["text"]), file.get("type", "text/plain; charset=utf-8"), "utf-8"
            )
        if facts.get("wp_json"):
            self._build_posts()

    def url_of(self, number: int) -> str:
        return self.base + self._path(number)

    def put(self, path: str, text: str, kind: str | None = None, charset: str | None = None) -> None:
        facts = self.spec.facts
        declared = facts.get("declared", "charset=utf-8")
        body = text.encode(charset or facts.get("charset", "utf-8"), "xmlcharrefreplace")
        self.answers[path] = (200, kind or f"text/html; {declared}".rstrip("; "), body)

    def fill(self, text: str, **more: object) -> str:
        told = {"base": self.base, "site": self.spec.facts["name"], "feed_items": self._feed_items(), **more}
        told["sitemap_items"] = "".join(
            f"<url><loc>{self.url_of(n)}</loc></url>" for n in range(len(self.spec.articles))
        )
        return Template(text).safe_substitute({key: str(value) for key, value in told.items()})

    def _feed_items(self) -> str:
        return "".join(
            f"<item><title>{escape(truth.title)}</title><link>{self.url_of(n)}</link></item>"
            for n, truth in enumerate(self.spec.articles[:10])
        )

    def _path(self, number: int) -> str:
        return Template(self.spec.facts["url"]).substitute(self._values(number))

    def _values(self, number: int) -> dict[str, str]:
        truth = self.spec.articles[number]
        at = truth.published
        return {
            "n": str(900 - 3 * number),
            "slug": self.spec.slugs[number],
            "stamp": str(int(at.timestamp())),
            "made": f"{at:%H-%M-%S-%d-%m-%Y}",
            "title": escape(truth.title),
            "iso": at.isoformat(),
            "day": str(at.day),
            "day2": f"{at:%d}",
            "month": f"{at:%m}",
            "month_name": MONTHS[at.month - 1],
            "year": str(at.year),
            "hour": f"{at:%H}",
            "minute": f"{at:%M}",
        }

    def _dressed(self, number: int) -> dict[str, str]:
        facts, truth = self.spec.facts, self.spec.articles[number]
        paragraph = facts.get("paragraph", "<p>$text</p>")
        joint = facts.get("joint", "\n")
        body = joint.join(Template(paragraph).substitute(text=escape(line)) for line in truth.body)
        return {
            **self._values(number),
            "url": self._path(number),
            "body": body,
            "lead": escape(truth.body[0][:150]),
        }

    def _build_pages(self, facts: dict[str, Any]) -> None:
        numbers = range(len(self.spec.articles))
        size = facts.get("per_page", 10) if "page_url" in facts else len(numbers)
        last = -(-len(numbers) // size)
        paths = [facts["listing_url"], *(_page_path(facts, page) for page in range(2, last + 1))]
        for page, path in enumerate(paths, 1):
            items = [
                self.fill(facts["item"], **self._dressed(n)) for n in numbers[(page - 1) * size : page * size]
            ]
            links = (
                [
                    self.fill(facts["page_link"], page=n, page_url=other, page0=n - 1)
                    for n, other in enumerate(paths, 1)
                    if n != page
                ]
                if last > 1
                else []
            )
            self.put(path, self.fill(facts["listing"], items="\n".join(items), pages="\n".join(links)))
        if "front" in facts:
            items = [self.fill(facts["item"], **self._dressed(n)) for n in numbers[:4]]
            self.put("/", self.fill(facts["front"], items="\n".join(items)))
        for n in numbers:
            self.put(self._path(n), self.fill(facts["article"], **self._dressed(n)))

    def _build_month(self, facts: dict[str, Any]) -> None:
        entries, day = [], None
        for n, truth in enumerate(self.spec.articles):
            values = self._dressed(n)
            if truth.published.date() != day:
                day = truth.published.date()
                entries.append(self.fill(facts["item"], **values))
            entries.append(self.fill(facts["entry"], **values))
        self.put(facts["listing_url"], self.fill(facts["listing"], items="\n".join(entries)))
        if "front" in facts:
            self.put("/", self.fill(facts["front"]))

    def _build_telegram(self, facts: dict[str, Any]) -> None:
        """Posts have the numbers 1 to 24; twenty on a page."""
        path, posts = facts["listing_url"], len(self.spec.articles)
        for query, newest in (("", posts), ("?before=40", posts), ("?before=20", 19)):
            shown = range(max(1, newest - 19), newest + 1)
            items = [
                self.fill(facts["item"], **{**self._dressed(posts - number), "n": number}) for number in shown
            ]
            self.put(path + query, self.fill(facts["listing"], items="\n".join(items)))

    def _build_posts(self) -> None:
        posts = [
            {
                "link": self.url_of(n),
                "title": {"rendered": truth.title},
                "date": f"{truth.published:%Y-%m-%dT%H:%M:%S}",
            }
            for n, truth in enumerate(self.spec.articles)
        ]
        query = "?per_page=100&_fields=link,title,date,date_gmt"
        self.put(
            f"/wp-json/wp/v2/posts{query}", json.dumps(posts), "application/json; charset=UTF-8", "utf-8"
        )


def _page_path(facts: dict[str, Any], page: int) -> str:
    size = facts.get("per_page", 10)
    return Template(facts["page_url"]).substitute(page=page, page0=page - 1, start=(page - 1) * size)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site


class Served:
    """A site that answers on a free port of 127.0.0.1 until the block ends."""

    def __init__(self, spec: Spec) -> None:
        self.server = _Server(("127.0.0.1", 0), _Handler)
        self.site = Site(spec, f"http://127.0.0.1:{self.server.server_address[1]}")
        self.server.site = self.site
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def start(self) -> str:
        """The address a person would give."""
        facts = self.site.spec.facts
        path = "/" if "/" in self.site.answers else facts["listing_url"]
        return self.site.base + path


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65_536  # or head and body go apart, and the second waits for the first to be confirmed

    def do_GET(self) -> None:
        assert isinstance(self.server, _Server)
        site = self.server.site
        status, kind, body = site.answers.get(
            self.path, (404, "text/html; charset=utf-8", "<h1>Сторінку не знайдено</h1>".encode())
        )
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in site.spec.facts.get("headers", {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing is told."""
