# ruff: noqa: E501
"""Articles by their addresses, and as a reader knows them."""

from tests.second_web import styles
from tests.second_web.model import Article, Site, at


def addresses(site: Site) -> dict[str, Article]:
    times = [at(-99), *([site.moved] if site.moved else [])]
    return {
        base + path: a
        for base in site.bases()
        for now in times
        for path, a in styles.known_paths(site, now).items()
    }


def describe(article: Article) -> str:
    return f"n={article.n} «{article.wording(article.shows)[0]}» on {article.when:%d.%m %H:%M}, shown from {article.shows:%d.%m %H:%M}"
