# ruff: noqa: E501
"""What sites offer beside pages: sitemap, feed, WordPress's own list."""

import json
from datetime import UTC, datetime
from html import escape
from urllib.parse import parse_qs, urlsplit

from tests.second_web import dates, styles
from tests.second_web.faults import Answer
from tests.second_web.model import Article, Site

ABOUT = {
    "/pro-nas": "Про громаду",
    "/kerivnytstvo": "Керівництво",
    "/dokumenty": "Документи",
    "/biudzhet": "Бюджет",
    "/kontakty": "Контакти",
}
ABOUT |= {
    "/index.php": "Головна",
    "/rada.php": "Рада",
    "/rishennya.php": "Рішення",
    "/kontakty.php": "Контакти",
}


def robots(site: Site) -> str:
    return f"Sitemap: {site.base}/sitemap.xml\n" if "sitemap" in site.extras else ""


def is_index(site: Site, path: str) -> bool:
    bare = path.split("?", maxsplit=1)[0]
    return bare in ("/sitemap.xml", "/rss.xml", "/feed/", "/feed") or bare.startswith("/wp-json/")


def answer(site: Site, path: str, now: datetime) -> Answer | None:
    bare = path.split("?", maxsplit=1)[0]
    if bare == "/sitemap.xml" and "sitemap" in site.extras:
        return xml(sitemap(site, now))
    if bare in ("/rss.xml", "/feed/", "/feed") and "rss" in site.extras:
        return xml(rss(site, now))
    if bare == "/wp-json/wp/v2/posts" and "wp_json" in site.extras:
        return wp_json(site, path, now)
    if bare in ABOUT:
        page = f'<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><title>{ABOUT[bare]} | {site.name}</title></head><body><h1>{ABOUT[bare]}</h1><p>{site.name}. Поштова адреса: вулиця Центральна, 1.</p></body></html>'
        return Answer(200, page.encode(), {"Content-Type": "text/html; charset=utf-8"})
    return None


def xml(text: str) -> Answer:
    return Answer(200, text.encode(), {"Content-Type": "application/xml; charset=utf-8"})


def sitemap(site: Site, now: datetime) -> str:
    there = [a for a in site.articles if a.there(now)]
    rows = [
        f"<url><loc>{site.base}{styles.item_path(site, a, now)}</loc><lastmod>{a.when:%Y-%m-%d}</lastmod></url>"
        for a in there
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        + "".join(rows)
        + "</urlset>"
    )


def rss(site: Site, now: datetime) -> str:
    newest = sorted((a for a in site.articles if a.there(now)), key=lambda a: a.when, reverse=True)[
        : site.per_page
    ]
    items = "".join(
        f"<item><title>{escape(a.wording(now)[0])}</title><link>{site.base}{styles.item_path(site, a, now)}</link><guid>{site.base}{styles.item_path(site, a, now)}</guid>"
        f"<pubDate>{dates.rfc822(a.when)}</pubDate><description>{escape(a.wording(now)[1][0])}</description></item>"
        for a in newest
    )
    generator = "<generator>https://wordpress.org/?v=6.6.2</generator>" if site.style == "wp" else ""
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{escape(site.name)}</title><link>{site.base}/</link><description>Новини</description>{generator}{items}</channel></rss>'


def wp_json(site: Site, path: str, now: datetime) -> Answer:
    asked = {k: v[0] for k, v in parse_qs(urlsplit(path).query).items()}
    size, page = int(asked.get("per_page", "10")), int(asked.get("page", "1"))
    posts = sorted(
        (a for a in site.articles if a.there(now)),
        key=lambda a: a.when,
        reverse=asked.get("order", "desc") == "desc",
    )
    if asked.get("orderby") == "id":
        posts.sort(key=lambda a: a.n, reverse=asked.get("order", "desc") == "desc")
    if asked.get("orderby") == "modified":
        posts.sort(key=lambda a: modified(a, now), reverse=asked.get("order", "desc") == "desc")
    pages = -(-len(posts) // size)
    if page > max(1, pages):
        return Answer(
            400,
            b'{"code":"rest_post_invalid_page_number","message":"","data":{"status":400}}',
            {"Content-Type": "application/json"},
        )
    rows = [post(site, a, now) for a in posts[(page - 1) * size : page * size]]
    if "_fields" in asked:
        rows = [
            {k: v for k, v in row.items() if k in {f.split(".")[0] for f in asked["_fields"].split(",")}}
            for row in rows
        ]
    return Answer(
        200,
        json.dumps(rows).encode(),
        {
            "Content-Type": "application/json; charset=UTF-8",
            "X-WP-Total": str(len(posts)),
            "X-WP-TotalPages": str(pages),
        },
    )


def modified(article: Article, now: datetime) -> datetime:
    return max([start for start, _, _ in article.edits if start <= now], default=article.shows)


def post(site: Site, a: Article, now: datetime) -> dict:
    title, paragraphs = a.wording(now)
    changed = modified(a, now)
    return {
        "id": a.n,
        "date": a.when.replace(tzinfo=None).isoformat(),
        "date_gmt": a.when.astimezone(UTC).replace(tzinfo=None).isoformat(),
        "modified": changed.replace(tzinfo=None).isoformat(),
        "modified_gmt": changed.astimezone(UTC).replace(tzinfo=None).isoformat(),
        "slug": f"{a.slug}-{a.n}",
        "status": "publish",
        "type": "post",
        "link": site.base + styles.item_path(site, a, now),
        "title": {"rendered": escape(title)},
        "sticky": a.is_pinned(now),
        "content": {"rendered": "".join(f"<p>{escape(p)}</p>" for p in paragraphs), "protected": False},
        "excerpt": {"rendered": f"<p>{escape(paragraphs[0])}</p>"},
    }
