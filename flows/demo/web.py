"""The demo web: six council sites of Vlada.UA, all invented, served on loopback by threads of this process.

`python -m flows.demo.web` serves them until Ctrl-C; `DemoWeb` does the same inside a program or a test.
"""

from __future__ import annotations

import argparse
import json
import threading
from collections.abc import Sequence
from pathlib import Path

from flows.demo.content import DemoArticle, SiteContent, Truth, load_sites, multiply, tell_truth
from flows.demo.server import DemoServer, Fault, Logged, Servers
from flows.demo.site import DemoSite


class DemoWeb(Servers):
    """All sites of the demo, each on an address of its own; a context manager. Sites are named by their slugs.

    `addresses` gives hosts and ports in the order of `sites` (port 0: any free one); `copies` repeats every article
    under more addresses; without `etags` each visit brings every page again, with other numbers of views.
    """

    def __init__(
        self,
        *,
        sites: Sequence[str] | None = None,
        addresses: Sequence[tuple[str, int]] | None = None,
        etags: bool = True,
        copies: int = 1,
    ) -> None:
        self.log: list[Logged] = []
        self.sites: dict[str, DemoSite] = {}
        self._servers: dict[str, DemoServer] = {}
        contents = [load_sites()[slug] for slug in sites or load_sites()]
        for content, address in zip(contents, addresses or [("127.0.0.1", 0)] * len(contents), strict=True):
            server = DemoServer(address, self.log)
            base = "http://{}:{}".format(*server.server_address[:2])
            server.site = DemoSite(multiply(content, copies), base, etags=etags)
            self.sites[content.slug], self._servers[content.slug] = server.site, server
        super().__init__(list(self._servers.values()))

    def url(self, site: str, path: str = "/") -> str:
        return self.sites[site].base + path

    def truth(self, site: str) -> list[Truth]:
        """What a perfect crawl finds now, newest first."""
        return self.sites[site].newsroom.truth()

    def add(self, site: str, article: DemoArticle) -> str:
        """The new article's path."""
        return self.sites[site].newsroom.add(article)

    def edit(self, site: str, path: str, *, title: str | None = None, body: str | None = None) -> DemoArticle:
        """Changes the article at `path`: its ETag, but no lastmod. The body is in the notation of `blocks`."""
        return self.sites[site].newsroom.edit(path, title, body)

    def remove(self, site: str, path: str, *, soft: bool = False) -> DemoArticle:
        """Takes an article down: afterwards 404, or the platform's «Помилка 404» with status 200."""
        return self.sites[site].newsroom.remove(path, soft)

    def faults(self, site: str, fault: Fault | None) -> None:
        """Asks `fault` before every answer of `site`: what it returns is sent instead, None changes nothing."""
        self._servers[site].fault = fault


def truth(site: str) -> list[Truth]:
    """What a perfect crawl of the untouched site finds, newest first."""
    content = load_sites()[site]
    return tell_truth(content, content.articles)


def write_sources(folder: Path, web: DemoWeb) -> list[Path]:
    """One source file a site of `web`, named by its slug, in `folder`, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for slug, site in web.sites.items():
        files.append(folder / f"{slug}.toml")
        files[-1].write_text(_source(site.content, site.base), "utf-8")
    return files


def _source(content: SiteContent, base: str) -> str:
    facts: dict[str, str | int | list[str]] = {
        "name": content.name,
        "platform": "vlada_ua",
        "url": f"{base}/",
    }
    if content.declares_region:
        facts["region"] = content.region
    facts["delay"] = 0
    if content.documents:
        facts["documents"] = list(content.documents)
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in facts.items()]
    if content.digest:
        lines.append(f"digests = [{{ says = {json.dumps(content.digest, ensure_ascii=False)} }}]\n")
    return "".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve the demo web on loopback until Ctrl-C.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument(
        "--port", type=int, default=0, help="port of the first site, the others follow; 0: any"
    )
    parser.add_argument("--copies", type=int, default=1, help="serve every article so many times")
    parser.add_argument("--sources", type=Path, help="folder to write the source files to")
    args = parser.parse_args()
    ports = (args.port + n if args.port else 0 for n in range(len(load_sites())))
    with DemoWeb(addresses=[(args.host, port) for port in ports], copies=args.copies) as web:
        for slug, site in web.sites.items():
            print(f"{site.base}/  {slug}  {len(site.newsroom.truth())} articles", flush=True)
        if args.sources:
            write_sources(args.sources, web)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped")


if __name__ == "__main__":
    main()
