"""Council sites for measurements: the demo's words in pages as heavy as real ones, each site on an address of its own.

`python -m tests.benchmarks.web` serves them until its input ends, so that it never outlives who started it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from flows.demo import site as demo_site
from flows.demo.blocks import Dress, clean
from flows.demo.content import SiteContent, load_sites
from flows.demo.messages import Request
from flows.demo.server import DemoServer
from flows.demo.site import DemoSite

# letters of an article's body: every twentieth of 69 articles that a real council published
LENGTHS = (
    0,
    0,
    0,
    0,
    25,
    256,
    489,
    616,
    791,
    893,
    997,
    1056,
    1121,
    1278,
    1646,
    2088,
    2283,
    3244,
    3875,
    5680,
    8664,
)
# most of what councils publish is pasted from a word processor
DRESSES: tuple[Dress, ...] = ("word", "word", "plain", "word", "div", "word", "word", "br")
FIRST_HOST = 11  # 127.0.0.11: Scrapy counts hosts without their ports
FIRST_ID = 1_500_000_000
APART = 4001  # seconds between two articles; never an hour, so that addresses made of local times differ too


class Sites(NamedTuple):
    """What is served: the folder of the source files, the sites' addresses, and articles in all."""

    folder: Path
    bases: list[str]
    articles: int


def honest_sites() -> list[SiteContent]:
    """The demo's sites, but for the one whose header names a wrong charset: a peer need not see through that."""
    return [site for site in load_sites().values() if site.header_charset is None]


def make_site(site: SiteContent, articles: int) -> SiteContent:
    """The same site with so many articles, no two alike, their bodies as long as real ones."""
    told = (line for article in site.articles for line in article.body.splitlines())
    # a peer need not know that «Детальніше» alone is no text
    lines = [line for line in told if line.strip() and "Детальніше" not in line]
    made = []
    for number in range(articles):
        old = site.articles[number % len(site.articles)]
        new = replace(
            old,
            id=FIRST_ID + number * APART,
            title=f"{old.title} ({number + 1})",
            published=old.published - timedelta(minutes=37 * number),
            dress=DRESSES[number * 5 % len(DRESSES)],
            body="\n".join(window(lines, number * 3, LENGTHS[number * 8 % len(LENGTHS)])),
        )
        made.append(new)
    return replace(site, articles=tuple(made))


def window(lines: list[str], start: int, letters: int) -> Iterator[str]:
    """Lines from `start` on until they hold so many letters; at least a picture."""
    told = 0
    yield "!"
    for line in islice(lines * 40, start % len(lines), None):
        if told >= letters:
            return
        told += len(clean(line))
        yield line


def write_source(folder: Path, slug: str, site: DemoSite) -> None:
    facts = {"name": site.content.name, "platform": "vlada_ua", "url": f"{site.base}/"}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in facts.items()]
    (folder / f"{slug}.toml").write_text("".join([*lines, "delay = 0\n"]), "utf-8")


def serve(hosts: int, articles: int, folder: Path) -> list[DemoSite]:
    """Sites that are served, one a host, and their source files in `folder`."""
    contents, sites = honest_sites(), []
    for number in range(hosts):
        content = contents[number % len(contents)]
        server = DemoServer((f"127.0.0.{FIRST_HOST + number}", 0), [])
        host, port = server.server_address[:2]
        server.site = site = DemoSite(make_site(content, articles), f"http://{host}:{port}")
        write_source(folder, f"{content.slug}_{number + 1}", site)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sites.append(site)
    return sites


@contextmanager
def serving(folder: Path, hosts: int, articles: int, *, warm: bool = True) -> Iterator[Sites]:
    """The sites, served by another process. `warm`: every page is rendered before the first is asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.benchmarks.web", str(folder), str(hosts), str(articles)]
    pipe = subprocess.PIPE
    with subprocess.Popen([*command, *(["--warm"] if warm else [])], stdin=pipe, stdout=pipe) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield Sites(folder, json.loads(process.stdout.readline()), hosts * articles)
        finally:
            process.stdin.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the source files go")
    parser.add_argument("hosts", type=int)
    parser.add_argument("articles", type=int, help="of each host")
    parser.add_argument("--warm", action="store_true", help="render every page first")
    args = parser.parse_args()
    if not args.warm:
        demo_site.MAX_RENDERED = 100  # each page is asked for once: nothing to keep
    sites = serve(args.hosts, args.articles, args.folder)
    if args.warm:
        for site in sites:
            for path in site.newsroom.edition.by_path:
                site.answer(Request("GET", path, {"accept-encoding": "gzip"}))
    print(json.dumps([site.base for site in sites]), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
