"""Index pages become links, and what is no index page says so."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from scrapers.errors import LayoutChanged
from scrapers.look import Look
from scrapers.readers import Entry
from scrapers.readers.feed import read_feed
from scrapers.readers.listing import page_url, read_listing
from scrapers.readers.sitemap import read_sitemap
from scrapers.registry import Section

SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"
A, B = "https://rada.example/news/1/", "https://rada.example/news/2/"


def urlset(
    inside: str, attributes: str = f'xmlns="{SITEMAPS}"', head: str = '<?xml version="1.0"?>'
) -> bytes:
    return f"{head}<urlset {attributes}>{inside}</urlset>".encode()


def url(address: str, lastmod: str = "") -> str:
    return f"<url><loc>{address}</loc>{lastmod and f'<lastmod>{lastmod}</lastmod>'}</url>"


LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
BOMB = f'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">{LAUGHS}]>'
XXE = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("body", "entries"),
    [
        pytest.param(urlset(url(A, "2024-09-10") + url(B)), [(A, None), (B, None)], id="plain"),
        pytest.param(urlset(url(f" {A}\n"), attributes=""), [(A, None)], id="no-namespace-and-white-space"),
        pytest.param(
            f'<s:urlset xmlns:s="{SITEMAPS}"><s:url><s:loc>{A}</s:loc></s:url></s:urlset>'.encode(),
            [(A, None)],
            id="prefixed-namespace",
        ),
        pytest.param(
            urlset(
                f"<url><loc>{A}</loc><image:image><image:loc>{B}</image:loc></image:image><lastmod>d</lastmod></url>",
                f'xmlns="{SITEMAPS}" xmlns:image="{IMAGES}"',
            ),
            [(A, None)],
            id="image-extension",
        ),
        pytest.param(
            urlset(f"<!-- а --><url><!-- б --><loc>{A}</loc></url><?pi x?>"), [(A, None)], id="comments"
        ),
        pytest.param(urlset(url(f"{A}?a=1&amp;b=2")), [(f"{A}?a=1&b=2", None)], id="escaped-ampersand"),
        pytest.param(urlset(url(f"<![CDATA[{A}?a=1&b=2]]>")), [(f"{A}?a=1&b=2", None)], id="cdata"),
        pytest.param(b"\n \n" + urlset(url(A)), [(A, None)], id="white-space-before"),
        pytest.param(b"\xef\xbb\xbf" + urlset(url(A)), [(A, None)], id="byte-order-mark"),
        pytest.param(b"\xef\xbb\xbf\n" + urlset(url(A)), [(A, None)], id="byte-order-mark-and-newline"),
        pytest.param(gzip.compress(b"\n" + urlset(url(A))), [(A, None)], id="gzip-with-a-newline-first"),
        pytest.param(
            urlset(url("https://rada.example/<!-- а -->news/1/")), [(A, None)], id="comment-in-an-address"
        ),
        pytest.param(
            urlset(
                f"<url><loc>{A}</loc><image:loc>{B}</image:loc></url>",
                f'xmlns="{SITEMAPS}" xmlns:image="{IMAGES}"',
            ),
            [(A, None)],
            id="image-address-beside-the-page",
        ),
        pytest.param(gzip.compress(urlset(url(A))), [(A, None)], id="gzip"),
        pytest.param(
            '<?xml version="1.0" encoding="windows-1251"?><urlset><url><loc>/новини/</loc></url></urlset>'.encode(
                "cp1251"
            ),
            [("/новини/", None)],
            id="windows-1251",
        ),
        pytest.param(
            urlset("<url><lastmod>d</lastmod></url><url><loc/></url>"), [], id="rows-without-address"
        ),
        pytest.param(urlset(""), [], id="empty"),
        pytest.param(
            urlset("<url><loc>&x;</loc></url>" + url(B), head=XXE), [(B, None)], id="no-file-is-read"
        ),
    ],
)
def test_sitemap(body: bytes, entries: list[tuple[str, str | None]]) -> None:
    sitemap = read_sitemap(body)
    assert [(entry.url, entry.published) for entry in sitemap.entries] == entries
    assert sitemap.children == ()


def test_sitemap_index() -> None:
    inside = "<sitemap><loc>/1.xml</loc><lastmod>d</lastmod></sitemap><!-- а --><sitemap><loc>/2.xml.gz</loc></sitemap>"
    sitemap = read_sitemap(f'<sitemapindex xmlns="{SITEMAPS}">{inside}</sitemapindex>'.encode())
    assert (sitemap.entries, sitemap.children) == ((), ("/1.xml", "/2.xml.gz"))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param(b"", "came no XML", id="empty"),
        pytest.param(b" \n", "came no XML", id="white-space"),
        pytest.param(
            b"<!DOCTYPE html><html><head><meta charset=utf-8><title>Error 404</title>",
            "came (no XML|<html>)",
            id="html",
        ),
        pytest.param(b"<html><body/></html>", "came <html>", id="xhtml"),
        pytest.param(b'<rss version="2.0"><channel/></rss>', "came <rss>", id="rss"),
        pytest.param(b"https://rada.example/\n", "came no XML", id="text-sitemap"),
        pytest.param(urlset(url(A))[:-5], "came no XML", id="cut-off"),
        pytest.param(urlset(url(f"{A}?a=1&b=2")), "came no XML", id="bare-ampersand"),
        pytest.param(urlset("<a>" * 5000 + "</a>" * 5000), "depth", id="too-deep"),
        pytest.param(urlset("<url><loc>&j;</loc></url>", head=BOMB), "amplification", id="entity-bomb"),
        pytest.param(gzip.compress(urlset(url(A) * 100))[:-30], "came no XML", id="cut-off-gzip"),
        pytest.param(b"\x1f\x8b\x08\x00" + b"\xff" * 20, "damaged gzip", id="damaged-gzip"),
        pytest.param(gzip.compress(bytes(70 * 2**20), 1), "at most", id="gzip-bomb"),
        pytest.param(gzip.compress(gzip.compress(urlset(""))), "came no XML", id="gzip-twice"),
    ],
)
def test_what_is_no_sitemap(body: bytes, message: str) -> None:
    with pytest.raises(LayoutChanged, match=message):
        read_sitemap(body)


MEASURE = """
import gzip, sys
from pathlib import Path
from scrapers.errors import LayoutChanged
from scrapers.readers.sitemap import read_sitemap
body = gzip.compress(b"<urlset>" + sys.argv[1].encode() * int(sys.argv[2]) + b"</urlset>")
try:
    read_sitemap(body)
except LayoutChanged:
    pass
print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line))
"""


@pytest.mark.parametrize(("row", "times"), [("<a/>", 8_000_000), (f"<url><loc>{A}</loc></url>", 600_000)])
def test_sitemap_of_a_few_kilobytes_does_not_eat_the_memory(row: str, times: int) -> None:
    """The peak of a process of its own; a tree of the whole took 470 MB and more."""
    told = subprocess.run(
        [sys.executable, "-c", MEASURE, row, str(times)], capture_output=True, text=True, check=True
    )
    assert int(told.stdout) < 200 * 1024


def rss(items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return f'{head}<rss version="2.0"><channel><title>Новини</title><link>{A}</link>{items}</channel></rss>'


def item(link: str, title: str = "Сесія", more: str = "") -> str:
    return f"<item><title>{title}</title>{link and f'<link>{link}</link>'}{more}</item>"


def atom(entries: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Новини</title>{entries}</feed>'


WHEN = "Tue, 10 Sep 2024 17:17:00 +0300"


@pytest.mark.parametrize(
    ("feed", "entries"),
    [
        pytest.param(
            rss(item(A, more=f"<guid>{A}</guid><pubDate>{WHEN}</pubDate>") + item(B, "Бюджет")),
            [(A, "Сесія", WHEN), (B, "Бюджет", None)],
            id="rss-2",
        ),
        pytest.param(rss(item("", more=f"<guid>{A}</guid>")), [(A, "Сесія", None)], id="guid-is-the-link"),
        pytest.param(rss(item("", more='<guid isPermaLink="false">7</guid>')), [], id="guid-is-no-link"),
        pytest.param(rss(item("") + item(B)), [(B, "Сесія", None)], id="item-without-link"),
        pytest.param(rss(item("/news/1/")), [("/news/1/", "Сесія", None)], id="relative-stays"),
        pytest.param(rss(item(A, "а&#160;б&#173;в")), [(A, "а бв", None)], id="title-is-cleaned"),
        pytest.param(rss(item(A, "")), [(A, None, None)], id="no-title"),
        pytest.param(
            rss(item(f"{A}?a=1&b=2", "а & б")), [(f"{A}?a=1&b=2", "а & б", None)], id="bare-ampersand"
        ),
        pytest.param(
            atom(
                '<entry><title>а</title><link rel="enclosure" href="https://rada.example/f.mp3"/>'
                f'<link rel="alternate" href="{A}"/><updated>2024-09-11T08:00:00Z</updated>'
                "<published>2024-09-10T17:17:00Z</published></entry>"
            ),
            [(A, "а", "2024-09-10T17:17:00Z")],
            id="atom",
        ),
        pytest.param(
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
            f'<item rdf:about="{A}"><title>а</title><link>{A}</link></item></rdf:RDF>',
            [(A, "а", None)],
            id="rss-1",
        ),
        pytest.param(rss(""), [], id="empty-rss"),
        pytest.param(atom(""), [], id="empty-atom"),
        pytest.param("\n\n" + rss(item(A)), [(A, "Сесія", None)], id="white-space-before"),
        pytest.param(rss(item(A, "&j;"), head=BOMB), [(A, "&j;", None)], id="entity-bomb-stays-closed"),
    ],
)
def test_feed(feed: str, entries: list[tuple[str, str | None, str | None]]) -> None:
    assert [(entry.url, entry.title, entry.published) for entry in read_feed(feed.encode())] == entries


def test_feed_in_windows_1251() -> None:
    feed = rss(item(A), head='<?xml version="1.0" encoding="windows-1251"?>')
    assert read_feed(feed.encode("cp1251")) == (Entry(url=A, title="Сесія"),)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<!DOCTYPE html><html><head><title>404</title></head><body><a href=x>y</a>", id="html"),
        pytest.param("Технічні роботи", id="text"),
        pytest.param('{"items": []}', id="json"),
    ],
)
def test_what_is_no_feed(body: str) -> None:
    with pytest.raises(LayoutChanged, match="expected RSS or Atom"):
        read_feed(body.encode())


NEWS = Section(
    name="news",
    reader="listing",
    url="/news/",
    item="article.post-modern",
    link="h4.post-modern-title a",
    published="time",
    page_param="p",
    last_page=".pagination a.page-link",
)


def look(text: str) -> Look:
    return Look(url="https://rada.example/", text=text)


def card(href: str | None, title: str = "Міст відкрито") -> str:
    address = "" if href is None else f' href="{href}"'
    return (
        '<div class="col-sm-6 wow-outer">\n<article class="post-modern wow slideInLeft animated">\n'
        '<a class="post-modern-media" href="/media/"><img src="/a.jpg" alt="ні"></a>\n'
        '<ul class="post-modern-meta">\n<li>Переглядів: 6</li>\n<li>\n'
        '<time datetime="2024">10.09.2024, 17:17</time>\n</li>\n</ul>\n'
        f'<h4 class="post-modern-title"><a{address}>{title}</a></h4>\n</article>\n</div>\n'
    )


def pagination(*hrefs: str) -> str:
    links = "".join(
        f'<div class="page-item"><a class="page-link button-winona" href="{href}">1</a></div>'
        for href in hrefs
    )
    return f'<div class="pagination">{links}</div>'


ASIDE = '<article class="post-classic"><h4 class="post-modern-title"><a href="/old/">стара</a></h4></article>'


def test_listing_of_the_platform() -> None:
    cards = card("/news/1/") + card("/news/2/", "Перша<br>друга")
    page = read_listing(look(cards + pagination("#", "?p=2", "?p=354") + ASIDE), NEWS)
    assert page.entries == (
        Entry(url="/news/1/", title="Міст відкрито", published="10.09.2024, 17:17"),
        Entry(url="/news/2/", title="Перша друга", published="10.09.2024, 17:17"),
    )
    assert page.last_page == 354


@pytest.mark.parametrize(
    ("hrefs", "last"),
    [
        pytest.param((), None, id="no-pagination"),
        pytest.param(("#",), None, id="only-itself"),
        pytest.param(("?p=2", "?p=10", "?p=9"), 10, id="greatest-as-a-number"),
        pytest.param(("https://rada.example/news/?x=1&p=7",), 7, id="absolute"),
        pytest.param(("?page=99", "?p=", "?p=x", "?p=-5", "javascript:next(5)", ""), None, id="no-numbers"),
        pytest.param(("?p=3&p=900",), 3, id="twice-in-one"),
    ],
)
def test_last_page(hrefs: tuple[str, ...], last: int | None) -> None:
    assert read_listing(look(card("/news/1/") + pagination(*hrefs)), NEWS).last_page == last


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(card(None), id="no-href"),
        pytest.param(card(""), id="empty-href"),
        pytest.param('<article class="post-modern">\n</article>', id="no-link"),
    ],
)
def test_item_without_its_link_is_a_changed_layout(broken: str) -> None:
    with pytest.raises(LayoutChanged, match=r"h4\.post-modern-title a.*found no address"):
        read_listing(look(card("/news/1/") + broken), NEWS)


@pytest.mark.parametrize("text", ["", " ", "<html><h1>Помилка 404. Сторінки не існує</h1></html>", ASIDE])
def test_page_behind_the_last_has_no_items(text: str) -> None:
    assert read_listing(look(text), NEWS).entries == ()


def test_item_that_is_its_own_link() -> None:
    section = Section(name="news", reader="listing", url="/", item="a.name")
    assert read_listing(look('<li><a class="name" href="/1">Сесія</a></li>'), section).entries == (
        Entry(url="/1", title="Сесія"),
    )


@pytest.mark.parametrize(
    ("address", "first", "param", "number", "expected"),
    [
        ("https://rada.example/news/", 1, "p", 1, "https://rada.example/news/"),
        ("https://rada.example/news/", 1, "p", 2, "https://rada.example/news/?p=2"),
        ("https://rada.example/news/?p=1&c=3", 1, "p", 2, "https://rada.example/news/?c=3&p=2"),
        ("https://rada.example/news?page=0", 0, "page", 1, "https://rada.example/news?page=1"),
        ("https://rada.example/news", 0, "page", 0, "https://rada.example/news"),
        ("https://rada.example/news", 1, None, 2, "https://rada.example/news"),
    ],
)
def test_page_url(address: str, first: int, param: str | None, number: int, expected: str) -> None:
    section = Section(name="n", reader="listing", url="/", item="li", page_param=param, first_page=first)
    assert page_url(address, section, number) == expected


def test_body_that_names_a_file_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(rss(item(A)), encoding="utf-8")
    with pytest.raises(LayoutChanged, match="expected RSS or Atom"):
        read_feed(str(file).encode())


@pytest.mark.parametrize("body", ["", rss(item(A, "&#xD800;")), rss(item(A, "&#99999999999;"))])
def test_feeds_that_feedparser_stumbles_over(body: str) -> None:
    with pytest.raises(LayoutChanged, match="expected RSS or Atom"):
        read_feed(body.encode())


@pytest.mark.parametrize("href", ["http://[x?p=3", f"?p={'9' * 5000}"])
def test_broken_page_links_are_passed_over(href: str) -> None:
    assert read_listing(look(card("/news/1/") + pagination("?p=2", href)), NEWS).last_page in (2, 3)


def test_page_url_keeps_blank_values() -> None:
    assert page_url("https://rada.example/?c=0&fd=&s=", NEWS, 2) == "https://rada.example/?c=0&fd=&s=&p=2"
