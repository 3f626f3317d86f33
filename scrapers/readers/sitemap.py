"""Sitemaps and sitemap indexes, plain or gzipped (sitemaps.org 0.9)."""

from __future__ import annotations

import codecs
import zlib
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from scrapers.errors import LayoutChanged
from scrapers.readers import Entry

MAX_BYTES = 64 * 2**20  # the protocol allows 50 MiB
MAX_ELEMENTS = 1_000_000  # the protocol allows 50,000 rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    entries: tuple[Entry, ...]
    children: tuple[str, ...]  # addresses of further sitemaps
    changed: tuple[str | None, ...] = ()  # when each of these was changed last, where it tells


def read_sitemap(body: bytes) -> Sitemap:
    """Raises LayoutChanged where the bytes are no sitemap."""
    try:
        kind, found = _read(_plain(body))
    except etree.XMLSyntaxError as error:
        raise LayoutChanged(f"expected a sitemap, came no XML: {error}") from error
    if kind == "urlset":
        return Sitemap(entries=found, children=())
    return Sitemap(
        entries=(),
        children=tuple(entry.url for entry in found),
        changed=tuple(entry.changed for entry in found),
    )


def _read(plain: bytes) -> tuple[str, tuple[Entry, ...]]:
    """The root's name and its rows, each forgotten once read: a tree takes fifty times the memory of its bytes."""
    kind, row, found, depth, count = "", dict[str, str](), list[Entry](), 0, 0
    for event, element in etree.iterparse(
        BytesIO(plain), events=("start", "end"), remove_comments=True, remove_pis=True, resolve_entities=False
    ):
        if event == "start":
            depth += 1
            count += 1
            if count > MAX_ELEMENTS:
                raise LayoutChanged(f"expected a sitemap of at most {MAX_ELEMENTS} elements, came more")
            if depth == 1:
                kind = _name(element)
                if kind not in ("urlset", "sitemapindex"):
                    raise LayoutChanged(f"expected <urlset> or <sitemapindex>, came <{kind}>")
            continue
        depth -= 1
        if depth == 2 and element.prefix not in ("image", "video", "news"):
            row[_name(element)] = (element.text or "").strip()
        if depth == 1:
            if row.get("loc"):
                found.append(Entry(url=row["loc"], changed=row.get("lastmod") or None))
            row = {}
        if (
            depth != 2 or count % 64 == 0
        ):  # what a row holds goes with it, and sooner where it holds very much
            _forget(element)
    return kind, tuple(found)


def _name(element: etree._Element) -> str:
    """Without its namespace; `etree.QName` takes five times as long."""
    return str(element.tag).rpartition("}")[2]


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _plain(body: bytes) -> bytes:
    """A `.xml.gz` is unpacked, whatever its address and media type are called."""
    if not body.startswith(b"\x1f\x8b"):
        return body.removeprefix(codecs.BOM_UTF8).lstrip()
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(body, MAX_BYTES)
    except zlib.error as error:
        raise LayoutChanged(f"expected a gzipped sitemap, came damaged gzip: {error}") from error
    if unpacker.unconsumed_tail or (len(plain) == MAX_BYTES and not unpacker.eof):
        raise LayoutChanged(f"expected a sitemap of at most {MAX_BYTES} bytes, came more")
    return plain.lstrip()
