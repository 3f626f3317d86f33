"""Sitemaps, feeds and robots.txt of the demo's sites."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from flows.demo.blocks import plain_lines
from flows.demo.content import DemoArticle, SiteContent

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS_SITEMAP = "/sitemap-news.xml.gz"
PAGES_SITEMAP = "/sitemap-pages.xml"

Entry = tuple[str, datetime]


def render_sitemap(base: str, entries: Iterable[Entry]) -> str:
    """`entries`: path and last modification, which on this platform is the day of publication, even after an edit."""
    rows = "\n".join(
        f"<url><loc>{base}{escape(path)}</loc><lastmod>{day:%Y-%m-%d}</lastmod></url>"
        for path, day in entries
    )
    return f"{XML}<urlset {NAMESPACE}>\n{rows}\n</urlset>\n"


def render_sitemap_index(base: str, newest: datetime) -> str:
    rows = "\n".join(
        f"<sitemap><loc>{base}{path}</loc><lastmod>{newest:%Y-%m-%d}</lastmod></sitemap>"
        for path in (NEWS_SITEMAP, PAGES_SITEMAP)
    )
    return f"{XML}<sitemapindex {NAMESPACE}>\n{rows}\n</sitemapindex>\n"


def render_feed(site: SiteContent, base: str, articles: Sequence[DemoArticle]) -> str:
    items = "\n".join(_item(site, base, article) for article in articles)
    return (
        f'{XML}<rss version="2.0">\n<channel>\n<title>{escape(site.name)}: новини</title>\n'
        f"<link>{base}/news/</link>\n<description>{escape(site.place)}</description>\n{items}\n</channel>\n</rss>\n"
    )


def _item(site: SiteContent, base: str, article: DemoArticle) -> str:
    url = base + site.path_of(article)
    lead = " ".join(plain_lines(site.blocks_of(article))[:1])
    return (
        f"<item>\n<title>{escape(article.title)}</title>\n<link>{url}</link>\n<guid>{url}</guid>\n"
        f"<pubDate>{format_datetime(article.published)}</pubDate>\n<description>{escape(lead)}</description>\n</item>"
    )


def render_robots(base: str) -> str:
    return f"User-agent: *\nDisallow: /admin/\n\nSitemap: {base}/sitemap.xml\n"
