"""The pages of one demo site in the markup of the platform Vlada.UA, as parts that are compressed once."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import quote_plus

from flows.demo.blocks import clean, render_blocks
from flows.demo.chrome import EMBLEM, common, render_footer, render_head, render_header, template, text
from flows.demo.content import DemoArticle, SiteContent, section_path
from flows.demo.parts import Part, compress

MONTHS = (
    "Січня", "Лютого", "Березня", "Квітня", "Травня", "Червня",
    "Липня", "Серпня", "Вересня", "Жовтня", "Листопада", "Грудня",
)  # fmt: skip
OTHERS = {"Новини": "Інші новини", "Оголошення": "Інші оголошення"}
VIEWS = "@views@"

Seen = tuple[DemoArticle, int]  # an article and how often it was looked at


class Pages:
    """Renders the pages of one site; what all of them share is encoded and compressed here, once."""

    def __init__(self, site: SiteContent, base: str) -> None:
        self.site, self.base = site, base
        self._common = common(site, base)
        self._top = self._part(render_header(site, base))
        self._bottom = self._part(render_footer(site, base))

    def _part(self, page: str) -> Part:
        # a windows-1251 page spells letters it lacks as character references, as browsers expect
        return compress(page.encode(self.site.charset, "xmlcharrefreplace"))

    def article(self, article: DemoArticle, others: Sequence[Seen]) -> tuple[list[Part], list[Part]]:
        """What stands before the number of views, and what after it."""
        before, after = self._render_article(article, others).split(VIEWS)
        return [self._article_head(article), self._top, self._part(before)], [self._part(after), self._bottom]

    def _render_article(self, article: DemoArticle, others: Sequence[Seen]) -> str:
        category = article.category[-1]
        crumb = '<li><a href="{}">{}</a></li>'
        return template("article").substitute(
            self._common,
            title=text(article.title),
            category=text(category),
            crumbs=" ".join(crumb.format(self.base + section_path(c), text(c)) for c in article.category),
            year=article.published.year,
            published=long_date(article.published),
            body=render_blocks(self.site.blocks_of(article, self.base), article.dress),
            section_url=self.base + section_path(category),
            url=self._url(article),
            quoted=quote_plus(clean(article.title)),
            others_title=OTHERS.get(category, "Інші статті"),
            others="\n".join(self._card("classic", other, views) for other, views in others),
        )

    def _article_head(self, article: DemoArticle) -> Part:
        title, url = html.escape(article.title), self._url(article)
        blocks = self.site.blocks_of(article, self.base)
        # the platform cuts descriptions out of bodies carelessly: they are of no use to a reader
        teaser = html.escape(" . . ".join(clean(b.text) for b in blocks if b.kind == "text")[:180])
        graph = (
            f'<meta property="og:image" content="{self._image(article)}">\n'
            '<meta property="og:image:width" content="575">\n<meta property="og:image:height" content="400">\n'
            f'<meta property="og:title" content="{title}">\n<meta property="og:description" content="&amp;nbsp;">\n'
            f'<meta property="og:type" content="article">\n<meta property="og:url" content="{url}">'
        )
        keywords = html.escape(
            ", ".join([*article.title.split(), "|", *self.site.name.split(), self.site.edrpou])
        )
        return self._head(f"{text(article.title)} | {text(self.site.name)}", teaser, keywords, graph)

    def _head(self, title: str, description: str = "", keywords: str = "", graph: str = "") -> Part:
        graph = graph or f'<meta property="og:image" content="{self.base}{self.site.uploads}{EMBLEM}">'
        values = {"title": title, "description": description, "keywords": keywords, "graph": graph}
        return self._part(render_head(self.site, self.base, values))

    def listing(self, name: str, items: Sequence[Seen], pages: str = "", archive: str = "") -> list[Part]:
        """A section's page: ten articles at most, or none, then a few words in their place."""
        cards = "\n".join(
            f'<div class="col-sm-6 wow-outer">\n\n{self._card("modern", article, views)}\n</div>'
            for article, views in items
        )
        page = template("listing").substitute(
            self._common,
            title=text(name),
            text="" if items else f"<p>Розділ «{text(name)}» наповнюється.</p>",
            items=cards,
            pages=pages,
            archive=archive,
        )
        return [
            self._head(f"{text(name)} | {text(self.site.name)}"),
            self._top,
            self._part(page),
            self._bottom,
        ]

    def missing(self) -> list[Part]:
        """The platform's «page not found», which it sends with status 200."""
        page = template("missing").substitute(self._common)
        return [self._head("Error 404"), self._top, self._part(page), self._bottom]

    def _card(self, kind: str, article: DemoArticle, views: int) -> str:
        """`modern` in listings, `classic` in the side column; the link's class is the same in both."""
        url, title = self._url(article), article.title
        animated = " wow slideInLeft animated" if kind == "modern" else ""
        return (
            f'<article class="post-{kind}{animated}">\n<a class="post-{kind}-media" href="{url}">\n'
            f'<img src="{self._image(article)}" alt="{html.escape(title)}">\n</a>\n<ul class="post-{kind}-meta">\n'
            f"<li>Переглядів: {views}</li>\n<li>\n"
            f'<time datetime="{article.published.year}">{article.published:%d.%m.%Y, %H:%M}</time>\n</li>\n</ul>\n'
            f'<h4 class="post-modern-title"><a href="{url}">{text(title)}</a></h4>\n</article>'
        )

    def _url(self, article: DemoArticle) -> str:
        return self.base + self.site.path_of(article)

    def _image(self, article: DemoArticle) -> str:
        pictures = (b.url for b in self.site.blocks_of(article, self.base) if b.kind == "picture")
        return next(pictures, self.base + self.site.uploads + EMBLEM)


def long_date(published: datetime) -> str:
    """«16 Вересня, 2024 о 08:41»: the month in the genitive and capitalised."""
    return f"{published:%d} {MONTHS[published.month - 1]}, {published:%Y} о {published:%H:%M}"


def render_pagination(number: int, last: int) -> str:
    """Links to the pages around `number`; the last one, `»`, tells how many there are."""

    def item(label: str, target: int, active: bool = False) -> str:
        href = "#" if active else f"?p={target}"
        css = "page-item active" if active else "page-item"
        return f'<div class="{css}"><a class="page-link button-winona" href="{href}">{label}</a></div>'

    near = range(max(1, number - 2), min(last, number + 5) + 1)
    links = [item(str(n), n, n == number) for n in near] + [item("&raquo;", last)]
    return f'<div class="pagination">{"".join(links)}</div>'


def render_archive(articles: Sequence[DemoArticle]) -> Iterator[str]:
    """Links to the months of a section's last year of news, newest first."""
    months: dict[str, int] = {}
    for article in articles:
        months[f"{article.published:%Y-%m}"] = months.get(f"{article.published:%Y-%m}", 0) + 1
    for n, (month, count) in enumerate(list(months.items())[:12], 1):
        query = f"?date_from={month}-01&amp;date_to={month}-28&amp;period={n}&amp;gAction=date_filter"
        yield f'<li><a href="{query}" rel="nofollow">{month} ({count})</a></li>'


def fingerprint(article: DemoArticle) -> str:
    """A weak ETag of what an editor may change; views and neighbours do not count."""
    facts = repr((article.title, article.published, article.category, article.dress, article.body))
    return f'W/"{hashlib.md5(facts.encode()).hexdigest()[:16]}"'
