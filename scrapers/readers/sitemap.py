"""Sitemaps and sitemap indexes, plain or gzipped (sitemaps.org 0.9)."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from lxml import etree

from scrapers.errors import LayoutChanged
from scrapers.readers import Entry

MAX_BYTES = 64 * 2**20  # the protocol allows 50 MiB


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    entries: tuple[Entry, ...]
    children: tuple[str, ...]  # addresses of further sitemaps


def read_sitemap(body: bytes) -> Sitemap:
    """Raises LayoutChanged where the bytes are no sitemap."""
    try:
        root = etree.fromstring(_plain(body), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise LayoutChanged(f"expected a sitemap, came no XML: {error}") from error
    kind = etree.QName(root).localname
    if kind not in ("urlset", "sitemapindex"):
        raise LayoutChanged(f"expected <urlset> or <sitemapindex>, came <{kind}>")
    rows = [_row(element) for element in root if isinstance(element.tag, str)]
    found = tuple(Entry(url=row["loc"], published=row.get("lastmod")) for row in rows if row.get("loc"))
    if kind == "urlset":
        return Sitemap(entries=found, children=())
    return Sitemap(entries=(), children=tuple(entry.url for entry in found))


def _row(element: etree._Element) -> dict[str, str]:
    children = (child for child in element if isinstance(child.tag, str))
    return {etree.QName(child).localname: (child.text or "").strip() for child in children}


def _plain(body: bytes) -> bytes:
    """A `.xml.gz` is unpacked, whatever its address and media type are called."""
    if not body.startswith(b"\x1f\x8b"):
        return body.lstrip()
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(body, MAX_BYTES)
    except zlib.error as error:
        raise LayoutChanged(f"expected a gzipped sitemap, came damaged gzip: {error}") from error
    if unpacker.unconsumed_tail:
        raise LayoutChanged(f"expected a sitemap of at most {MAX_BYTES} bytes, came more")
    return plain
