"""The peer: a Scrapy spider for the same sites, written as its manual says, that also writes WARC and JSON lines."""

from __future__ import annotations

import argparse
import json
import re
import time
import unicodedata
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from lxml import etree
from scrapy import Request, signals
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.http import Response
from scrapy.http.response.text import TextResponse
from scrapy.spiders import SitemapSpider
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

KYIV = ZoneInfo("Europe/Kyiv")
MONTHS = dict(zip("січ лют бер кві тра чер лип сер вер жов лис гру".split(), range(1, 13), strict=True))
WHEN = re.compile(r"(\d+) (\w{3})\w*, (\d{4}) о (\d\d):(\d\d)")
FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|zip|rar|7z|p7s)(?:$|[?#])", re.I)
BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol li table tbody thead tr blockquote section figure main".split()
)
SILENT = frozenset({"script", "style"})
INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\ufeff]")


def has_class(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


# compiled once: parsel would compile them for each page
ARTICLE = etree.XPath(f"//article[{has_class('post-creative')}]")
TITLE = etree.XPath(f".//h1[{has_class('post-creative-title')}]")
TIME = etree.XPath(f".//ul[{has_class('post-creative-meta')}]//time")
MAIN = etree.XPath("./main")
CRUMBS = etree.XPath(f"//ul[{has_class('breadcrumbs-custom-path')}]/li")
BRAND = etree.XPath(f"//header//a[{has_class('rd-navbar-brand')}]//span")
CARDS = etree.XPath(f"//article[{has_class('post-modern')}]//h4[{has_class('post-modern-title')}]/a/@href")
LAST = etree.XPath(f"//div[{has_class('pagination')}]//a[{has_class('page-link')}]/@href")


def one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", INVISIBLE.sub("", text)).split())


def words_of(node: etree._Element) -> str:
    return one_line("".join(node.itertext()))


def read_body(node: etree._Element, pieces: list[str]) -> None:
    """Text in reading order, a newline at the edges of blocks."""
    if node.text:
        pieces.append(node.text.replace("\n", " "))
    for child in node:
        tag = child.tag
        if isinstance(tag, str) and tag not in SILENT:
            edge = "\n" if tag in BLOCKS or tag == "br" else " " if tag in ("td", "th") else ""
            pieces.append(edge)
            read_body(child, pieces)
            pieces.append(edge)
        if child.tail:
            pieces.append(child.tail.replace("\n", " "))


class CouncilSpider(SitemapSpider):
    """The sitemaps and the listing of each site; pages that both name are asked for once."""

    name = "council"
    sitemap_rules = ((r"/news/[^/?]+/$", "parse_article"),)

    def __init__(self, bases: list[str], **kwargs: Any) -> None:
        self.bases = bases
        self.sitemap_urls = [f"{base}/sitemap.xml" for base in bases]
        super().__init__(**kwargs)

    async def start(self) -> AsyncIterator[Any]:
        async for request in super().start():
            yield request
        for base in self.bases:
            yield Request(f"{base}/news/", self.parse_listing)

    def parse_listing(self, response: TextResponse) -> Iterator[Request]:
        root = response.selector.root
        for href in CARDS(root):
            yield Request(urljoin(response.url, href), self.parse_article)
        if "?" not in response.url:
            numbers = [int(href.rpartition("=")[2]) for href in LAST(root) if href.startswith("?p=")]
            for number in range(2, max(numbers, default=1) + 1):
                yield Request(f"{response.url}?p={number}", self.parse_listing)

    def parse_article(self, response: TextResponse) -> Iterator[dict[str, Any]]:
        root = response.selector.root
        article = ARTICLE(root)[0]
        times = TIME(article)
        if not times:
            return  # «Помилка 404» with status 200
        match = WHEN.search(words_of(times[0]))
        assert match is not None
        day, month, year, hour, minute = match.groups()
        when = datetime(int(year), MONTHS[month.lower()], int(day), int(hour), int(minute), tzinfo=KYIV)
        main, crumbs, brand = MAIN(article)[0], CRUMBS(root), BRAND(root)[0]
        pieces: list[str] = []
        read_body(main, pieces)
        names = [line for text in brand.itertext() if (line := one_line(text))]
        yield {
            "url": response.url,
            "title": words_of(TITLE(article)[0]),
            "published": when.isoformat(),
            "category": words_of(crumbs[-2]),
            "body": [line for piece in "".join(pieces).split("\n") if (line := one_line(piece))],
            "images": [
                urljoin(response.url, src)
                for src in main.xpath(".//img/@src")
                if src.startswith(("/", "http"))
            ],
            "attachments": [
                {"url": urljoin(response.url, link.get("href")), "title": words_of(link)}
                for link in main.iter("a")
                if FILE.search(link.get("href", ""))
            ],
            "videos": main.xpath(".//iframe/@src"),
            "community": names[0],
            "region": names[-1],
        }


class WarcMiddleware:
    """Nearest to the network, so that bodies are kept as they came; each answer with its request."""

    def __init__(self, path: str, gzip: bool) -> None:
        self.file = Path(path).open("wb")  # noqa: SIM115
        self.writer = WARCWriter(self.file, gzip=gzip)
        self.writer.write_record(self.writer.create_warcinfo_record(Path(path).name, {"software": "Scrapy"}))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> WarcMiddleware:
        made = cls(crawler.settings["WARC_FILE"], crawler.settings.getbool("WARC_GZIP"))
        crawler.signals.connect(made.close, signals.spider_closed)
        return made

    def process_response(self, request: Request, response: Response) -> Response:
        writer = self.writer
        headers = [
            (key.decode(), value.decode("latin-1"))
            for key, values in response.headers.items()
            for value in values
        ]
        status = StatusAndHeaders(f"{response.status} OK", headers, protocol="HTTP/1.1")
        answer = writer.create_warc_record(
            response.url,
            "response",
            payload=BytesIO(response.body),
            length=len(response.body),
            http_headers=status,
            warc_headers_dict={"WARC-IP-Address": str(response.ip_address)},
        )
        parts = urlsplit(request.url)
        sent = [
            (key.decode(), value.decode("latin-1"))
            for key, values in request.headers.items()
            for value in values
        ]
        asked = StatusAndHeaders(
            f"GET {parts.path}{f'?{parts.query}' if parts.query else ''} HTTP/1.1",
            [("Host", parts.netloc), *sent],
            is_http_request=True,
        )
        writer.write_request_response_pair(
            writer.create_warc_record(request.url, "request", http_headers=asked), answer
        )
        return response

    def close(self) -> None:
        self.file.close()


def settings(folder: Path, gzip: bool) -> dict[str, Any]:
    return {
        "USER_AGENT": "Peer/1.0 (benchmark@example.org)",
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": 8,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
        "MEMUSAGE_ENABLED": False,
        "LOGSTATS_INTERVAL": 0,
        "LOG_LEVEL": "WARNING",
        "DOWNLOAD_MAXSIZE": 20 * 2**20,
        "DOWNLOAD_TIMEOUT": 60,
        "DOWNLOADER_MIDDLEWARES": {WarcMiddleware: 995},
        "WARC_FILE": str(folder / ("crawl.warc.gz" if gzip else "crawl.warc")),
        "WARC_GZIP": gzip,
        "FEEDS": {
            str(folder / "articles.jsonl"): {"format": "jsonlines", "encoding": "utf8", "overwrite": True}
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("bases", nargs="+")
    parser.add_argument("--plain", action="store_true", help="no gzip around WARC records")
    args = parser.parse_args()
    args.folder.mkdir(parents=True)
    process = CrawlerProcess(settings(args.folder, not args.plain))
    crawler = process.create_crawler(CouncilSpider)
    process.crawl(crawler, bases=args.bases)
    begun = time.process_time()
    process.start()
    assert crawler.stats is not None
    told = {
        "articles": crawler.stats.get_value("item_scraped_count", 0),
        "requests": crawler.stats.get_value("downloader/request_count", 0),
        "marks": {"begun": [begun, 0.0, 0.0], "ended": [time.process_time(), 0.0, 0.0]},
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
