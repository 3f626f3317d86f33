"""Documents that a page offers, where no layout says which of its links belong to the text."""

from __future__ import annotations

from dataclasses import replace

from scrapers.html import parse, text_of
from scrapers.records import Article, Attachment
from scrapers.registry import Source
from scrapers.urls import canonical


def with_documents(article: Article, text: str, source: Source) -> Article:
    """An article that was read by structure alone gets every declared document its page links to as an attachment."""
    if not source.documents or not article.origins["title"].startswith("generic"):
        return article
    found = {each.url: each.title for each in article.attachments}
    for node in parse(text).css("a[href]"):
        url = canonical(node.attributes.get("href") or "", article.url)
        if url and source.is_document(url):
            found[url] = found.get(url) or text_of(node)
    return replace(
        article, attachments=tuple(Attachment(url=url, title=title) for url, title in found.items())
    )
