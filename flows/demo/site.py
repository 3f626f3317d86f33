"""One site of the demo web: what it answers to whom."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from flows.demo import indexes
from flows.demo.chrome import FIXED, site_sections
from flows.demo.content import NEWS, SiteContent, section_path
from flows.demo.messages import Answer, Headers, Request, answer_parts, typed
from flows.demo.newsroom import Edition, Newsroom, Rendered
from flows.demo.pages import Pages, fingerprint, render_archive, render_pagination
from flows.demo.parts import Part, compress, store
from flows.demo.uploads import make_file
from scrapers.dates import KYIV

PER_PAGE = 10
MAX_RENDERED = 4000  # articles kept as bytes, about 30 kB each
BUILT = datetime(2021, 7, 29, 9, 5, tzinfo=KYIV)  # static pages never change their lastmod


class DemoSite:
    """A site's answers; safe to use from several threads."""

    def __init__(self, content: SiteContent, base: str, *, etags: bool = True) -> None:
        self.content, self.base, self.etags = content, base, etags
        self.newsroom = Newsroom(content)
        self._pages = Pages(content, base)
        self._section_pages = site_sections(content)
        self._routes: dict[str, Callable[[Request], Answer]] = {
            "/robots.txt": self._robots,
            "/sitemap.xml": self._sitemap,
            f"/rss/{content.object_id}/": self._feed,
            "/admin/": self._admin,
        }
        if content.sitemap == "index":
            self._routes |= {
                indexes.NEWS_SITEMAP: self._news_sitemap,
                indexes.PAGES_SITEMAP: self._pages_sitemap,
            }

    @property
    def slug(self) -> str:
        return self.content.slug

    @property
    def chunked(self) -> bool:
        return self.content.chunked

    def answer(self, request: Request) -> Answer:
        path, edition = request.path, self.newsroom.edition
        if path in edition.by_path:
            return self._article(request, edition)
        if path in self._routes:
            return self._routes[path](request)
        if path in edition.sections or path in self._section_pages:
            return self._listing(request, edition)
        if path.startswith(self.content.uploads):
            return self._upload(path)
        soft = path.startswith("/news/") and path not in self.newsroom.removed
        return self._html(request, self._pages.missing(), status=200 if soft else 404)

    def _article(self, request: Request, edition: Edition) -> Answer:
        page = edition.rendered.get(request.path) or self._render(request.path, edition)
        headers: Headers = (("ETag", page.etag),) if self.etags else ()
        if self.etags and page.etag in request.headers.get("if-none-match", ""):
            return Answer(304, headers)
        views = store(str(self.newsroom.look_at(request.path)).encode())
        return self._html(request, [*page.before, views, *page.after], headers)

    def _render(self, path: str, edition: Edition) -> Rendered:
        article = edition.by_path[path]
        alike = edition.sections[section_path(article.category[-1])]
        others = [other for other in alike[:4] if other is not article][:3]
        before, after = self._pages.article(article, self.newsroom.seen(others))
        if len(edition.rendered) >= MAX_RENDERED:
            edition.rendered.clear()
        edition.rendered[path] = page = Rendered(before, after, fingerprint(article))
        return page

    def _listing(self, request: Request, edition: Edition) -> Answer:
        path = "/news/" if request.path in ("/", "/main/") else request.path
        articles = edition.sections.get(path)
        if not articles:
            return self._html(request, self._pages.listing(self._name(path), ()))
        number = _page_number(request)
        shown = self.newsroom.seen(articles[(number - 1) * PER_PAGE : number * PER_PAGE])
        pages = render_pagination(number, -(-len(articles) // PER_PAGE))
        archive = "\n".join(render_archive(articles))
        return self._html(request, self._pages.listing(self._name(path), shown, pages, archive))

    def _name(self, path: str) -> str:
        """The section's name; an article that was added later may bring a category of its own."""
        if path in self._section_pages:
            return self._section_pages[path]
        return self.newsroom.edition.sections[path][0].category[-1]

    def _admin(self, request: Request) -> Answer:
        return self._html(request, self._pages.listing("Вхід для адміністратора", ()))

    def _robots(self, request: Request) -> Answer:
        return _document(request, indexes.render_robots(self.base), "text/plain; charset=utf-8")

    def _sitemap(self, request: Request) -> Answer:
        if self.content.sitemap == "index":
            newest = self.newsroom.edition.order[0].published
            return _document(request, indexes.render_sitemap_index(self.base, newest))
        entries = [*self._static_entries(), *self._news_entries()]
        return _document(request, indexes.render_sitemap(self.base, entries))

    def _news_sitemap(self, _request: Request) -> Answer:
        """A file that is gzip in itself, whatever the visitor takes."""
        document = indexes.render_sitemap(self.base, self._news_entries())
        return Answer(200, typed("application/gzip"), gzip.compress(document.encode(), mtime=0))

    def _pages_sitemap(self, request: Request) -> Answer:
        return _document(request, indexes.render_sitemap(self.base, self._static_entries()))

    def _static_entries(self) -> list[indexes.Entry]:
        sections = (path for path in self.newsroom.edition.sections if path != "/news/")
        return [(path, BUILT) for path in (*list(FIXED)[:4], "/news/", *sections)]

    def _news_entries(self) -> list[indexes.Entry]:
        scheduled = self.content.scheduled
        news = [(path, article.published) for path, article in self.newsroom.edition.by_path.items()]
        return [(self.content.path_at(scheduled), scheduled), *news]

    def _feed(self, request: Request) -> Answer:
        latest = self.newsroom.edition.sections.get(section_path(NEWS[0]), [])[:PER_PAGE]
        feed = indexes.render_feed(self.content, self.base, latest)
        return _document(request, feed, "application/rss+xml; charset=utf-8")

    def _upload(self, path: str) -> Answer:
        made = make_file(path.rpartition("/")[2])
        return (
            Answer(200, typed(made[0]), made[1])
            if made
            else Answer(404, typed("text/plain"), b"no such file\n")
        )

    def _html(
        self, request: Request, parts: Sequence[Part], headers: Headers = (), status: int = 200
    ) -> Answer:
        charset = self.content.header_charset or self.content.charset
        return answer_parts(request, parts, (*typed(f"text/html; charset={charset}"), *headers), status)


def _document(request: Request, text: str, media_type: str = "application/xml") -> Answer:
    return answer_parts(request, [compress(text.encode())], typed(media_type))


def _page_number(request: Request) -> int:
    number = parse_qs(urlsplit(request.target).query).get("p", ["1"])[0]
    return max(1, int(number)) if number.isdecimal() else 1
