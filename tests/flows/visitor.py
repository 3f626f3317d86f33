"""A plain HTTP client for the tests of the demo web: nothing of the project's own reads the pages."""

from __future__ import annotations

import http.client
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from flows.demo.content import load_sites
from flows.demo.web import DemoWeb

SLUGS = tuple(load_sites())
PLAIN, DATED = "verbivska_hromada", "verkhniokamianska_hromada"
HONEST, LIAR = "hlybokoiarska_hromada", "solonolymanska_hromada"  # both windows-1251
INDEXED = "tykhopleska_hromada"


class Visitor:
    """One kept-alive connection to one site."""

    def __init__(self, web: DemoWeb, site: str) -> None:
        self.site = web.sites[site]
        self.connection = http.client.HTTPConnection(self.site.base.removeprefix("http://"), timeout=5)

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_error: object) -> None:
        self.connection.close()

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[http.client.HTTPResponse, bytes]:
        self.connection.request("GET", path, headers=headers or {})
        with self.connection.getresponse() as answer:
            return answer, answer.read()

    def status(self, path: str) -> int:
        return self.get(path)[0].status

    def read(self, path: str) -> str:
        return self.get(path)[1].decode(self.site.content.charset if "xml" not in path else "utf-8")

    def tree(self, path: str) -> LexborHTMLParser:
        return LexborHTMLParser(self.read(path))


def first(root: LexborHTMLParser | LexborNode, css: str) -> LexborNode:
    found = root.css_first(css)
    assert found is not None, css
    return found


def texts(tree: LexborHTMLParser, css: str) -> list[str]:
    return [node.text() for node in tree.css(css)]


def locations(sitemap: str, base: str) -> list[str]:
    return [url.removeprefix(base) for url in re.findall(r"<loc>(.*?)</loc>", sitemap)]
