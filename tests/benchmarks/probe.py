"""Does `probe` recognise sites, and does the source that it proposes read them? `python -m tests.benchmarks.probe`.

    python -m tests.benchmarks.probe [dev|held] [NAME…] [-v]

For each site of tests/labels/platforms/: the platform claimed, the articles that a visit by the proposed file would
find, and those whose title, day and text are right.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

from flows.demo.content import Truth
from scrapers.charset import decode
from scrapers.clean import matching_key
from scrapers.discover import discover
from scrapers.errors import ScrapeError
from scrapers.fetch import Fetcher, FetchLimits
from scrapers.parsers.page import parse_page
from scrapers.peek import Peek
from scrapers.probe import Prober
from scrapers.probe_samples import likeness
from scrapers.probed import Probe
from scrapers.records import Article
from scrapers.registry import Source
from scrapers.sections import Memory
from scrapers.source_files import read_source
from tests.family_sites import Served, Site, Spec, load_specs

SAME_TEXT = 0.95  # share of words in common


@dataclass(frozen=True)
class Row:
    spec: Spec
    probe: Probe
    found: int  # articles that a visit by the proposed file reads
    right: int  # of them with title, day and text as written
    wrong: tuple[str, ...]  # what is not right, of the first that are not

    @property
    def recognised(self) -> bool:
        return self.probe.platform == self.spec.family

    @property
    def wrongly_claimed(self) -> bool:
        return self.probe.platform not in (None, self.spec.family)


def judge(spec: Spec) -> Row:
    with Served(spec) as served:
        fetcher = Fetcher(
            user_agent="Visnyk/0.1 (benchmark)",
            limits=FetchLimits(attempts=1),
            allow=[ip_network("127.0.0.0/8")],
        )
        try:
            probe = Prober(Peek(fetcher, delay=0), datetime.now(UTC)).run(served.start)
            articles = _visit(probe, fetcher)
        finally:
            fetcher.close()
        return _row(spec, served.site, probe, articles)


def _visit(probe: Probe, fetcher: Fetcher) -> list[Article]:
    """All that a first visit by the proposed file would read."""
    if probe.toml is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{probe.slug}.toml"
        file.write_text(probe.toml, "utf-8")
        source = read_source(file)
    peek = Peek(fetcher, slug=source.slug, delay=0, most=500)
    links, _ = discover(source, peek.index(source), Memory())
    read = [
        article
        for link in links.values()
        if source.refuses(link.url) is None
        for article in _read(source, link.url, link.sections[0], peek)
    ]
    return list({article.article_id: article for article in read}.values())


def _read(source: Source, url: str, section: str, peek: Peek) -> list[Article]:
    try:
        fetched = peek.fetch(url)
        text, _ = decode(fetched.body, fetched.headers.get("Content-Type"), source.charset)
        return parse_page(text, source, replace(fetched.capture, source=source.slug), section)
    except ScrapeError:
        return []


def _row(spec: Spec, site: Site, probe: Probe, articles: list[Article]) -> Row:
    truths = {matching_key(truth.title): truth for truth in spec.articles}
    cut = {
        key[:150]: truth for key, truth in truths.items()
    }  # a post's first line may be longer than a title
    right, wrong = 0, []
    for article in articles:
        key = matching_key(article.title)
        truth = truths.get(key) or (cut.get(key[:150]) if article.title.endswith("…") else None)
        problem = _differs(article, truth)
        if problem is None:
            right += 1
        else:
            wrong.append(f"{article.url}: {problem}")
    return Row(spec, probe, len(articles), right, tuple(wrong))


def _differs(article: Article, truth: Truth | None) -> str | None:
    if truth is None:
        return f"no such title: {article.title[:60]!r}"
    if article.published is None or article.published.date() != truth.published.date():
        return f"date {article.published}, expected {truth.published:%Y-%m-%d}"
    body = article.body
    if "tgme" in article.origins.get("body", ""):  # a post begins with what is its title
        body = body.removeprefix(body.partition("\n")[0])
    score = likeness(body, "\n".join(truth.body))
    return None if score >= SAME_TEXT else f"text is alike by {score:.2f}: {article.body[:80]!r}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default="dev", choices=["dev", "held"])
    parser.add_argument("names", nargs="*")
    parser.add_argument("-v", action="store_true", help="show the proposed files and what is wrong")
    given = parser.parse_args()
    rows = [judge(spec) for spec in load_specs(given.folder) if not given.names or spec.slug in given.names]
    for row in rows:
        claim = next((c.confidence for c in row.probe.claims if c.platform == row.probe.platform), 0.0)
        mark = "ok" if row.recognised else "WRONG" if row.wrongly_claimed else "missed"
        told = f"{row.probe.platform or '-'} {claim:.2f}"
        print(
            f"{row.spec.slug:22} {mark:7} {told:18} found {row.found:3} right {row.right:3} of {len(row.spec.articles)}"
        )
        if given.v:
            print(row.probe.toml, dict(row.probe.doubts), row.probe.problems, *row.wrong[:2], sep="\n")
            for claim_ in row.probe.claims[:3]:
                print(claim_.platform, claim_.confidence, [mark.what for mark in claim_.marks])
    families = [row for row in rows if row.spec.family]
    foreign = [row for row in rows if not row.spec.family]
    total = sum(len(row.spec.articles) for row in rows)
    read, right = sum(row.found for row in rows), sum(row.right for row in rows)
    print(
        f"families recognised {sum(row.recognised for row in families)} of {len(families)}, "
        f"foreign sites left unclaimed {sum(row.recognised for row in foreign)} of {len(foreign)}, "
        f"wrong claims {sum(row.wrongly_claimed for row in rows)}; "
        f"articles found {read / total:.1%}, right {right / total:.1%}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
