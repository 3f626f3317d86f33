"""Documents that a page offers, where no layout says which of its links belong to the text."""

from __future__ import annotations

from dataclasses import replace

from scrapers.html import parse, text_of
from scrapers.records import Article, Attachment
from scrapers.registry import Source
from scrapers.urls import canonical


def with_documents(article: Article, text: str, source: Source, base: str) -> Article:
    """An article whose text was found by structure gets every declared document its page links to as an attachment.
    `base` is the page's own address, which `identity` may have turned into another.
    """
    if not source.documents or article.origins.get("body", "").startswith("css:"):
        return article
    found = {each.url: each.title for each in article.attachments}
    for node in parse(text).css("a[href]"):
        url = canonical(node.attributes.get("href") or "", base)
        if url and source.is_document(url):
            found[url] = found.get(url) or text_of(node)
    return replace(
        article, attachments=tuple(Attachment(url=url, title=title) for url, title in found.items())
    )
