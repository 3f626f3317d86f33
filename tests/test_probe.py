"""Sites of every platform and of none, served on loopback: recognised, read whole by the file that is proposed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Any

import pytest

from scrapers.errors import BadResponse, Gone, RefusedByRobots
from scrapers.fetch import Fetcher, FetchLimits
from scrapers.peek import Peek
from scrapers.probe import Prober
from scrapers.probed import Probe
from scrapers.proposal import LINES
from scrapers.registry import PLATFORMS
from tests.benchmarks.probe import judge
from tests.families import load_family_sites, serve
from tests.family_sites import Served, Spec, load_specs
from tests.hostile import Hostile, answer

SPECS = [*load_specs("dev"), *load_specs("held")]
# its pages name the site in <title>, and the headline is one of several in <h3>: known, and said by probe
MISREAD = {"legacy_utf"}


def test_the_set_holds_what_it_should() -> None:
    for folder, least in (("dev", 3), ("held", 2)):
        families = [spec.family for spec in load_specs(folder)]
        assert all(families.count(file.stem) >= least for file in PLATFORMS.glob("*.toml"))
        assert families.count(None) >= 6


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.slug)
def test_a_site_is_recognised_and_read_whole(spec: Spec) -> None:
    row = judge(spec)
    assert row.probe.platform == spec.family
    assert row.probe.toml is not None
    assert len(row.probe.toml.splitlines()) <= LINES
    assert len(row.probe.asked) <= 20
    assert row.found == len(spec.articles)
    if row.wrong:
        assert spec.slug in MISREAD, row.wrong
        assert "where the list says" in row.probe.doubts["title"]
    else:
        assert row.right == len(spec.articles)


@contextmanager
def probing(**changes: Any) -> Iterator[Prober]:
    fetcher = Fetcher(
        user_agent="Visnyk/0.1 (tests)", limits=FetchLimits(attempts=1), allow=[ip_network("127.0.0.0/8")]
    )
    try:
        yield Prober(Peek(fetcher, delay=0, **changes), datetime(2026, 1, 2, tzinfo=UTC))
    finally:
        fetcher.close()


def probe(url: str, **changes: Any) -> Probe:
    with probing(**changes) as prober:
        return prober.run(url)


def spec_of(slug: str) -> Spec:
    return next(spec for spec in SPECS if spec.slug == slug)


@pytest.mark.parametrize("page", ["listing", "article"])
@pytest.mark.parametrize("slug", ["drupal_ten", "none_custom", "wordpress_closed"])
def test_any_page_of_a_site_will_do(slug: str, page: str) -> None:
    spec = spec_of(slug)
    with Served(spec) as served:
        start = served.site.base + spec.facts["listing_url"] if page == "listing" else served.site.url_of(0)
        found = probe(start)
    assert found.platform == spec.family
    assert found.toml is not None
    assert tomllib.loads(found.toml)["url"] == f"{served.site.base}/"


def test_a_front_page_whose_numbers_lead_to_later_pages_of_another_list() -> None:
    """«?st=3» is told to be a later page by its own links alone."""
    site = next(site for site in load_family_sites("held") if site.name == "legacy_nested")
    with serve(site) as server:
        assert probe(f"{server.origin}/").platform == "legacy"


def test_what_is_proposed_dates_its_evidence() -> None:
    with Served(spec_of("none_custom")) as served:
        found = probe(served.start)
    assert found.toml is not None
    facts = tomllib.loads(found.toml)
    assert facts["evidence"] == "A"
    assert facts["known"][0].endswith("(A, 2026)")
    assert [row.name for row in found.fields] == ["title", "published", "body"]
    assert all(row.found == row.of == row.agrees == 3 for row in found.fields)


def test_a_look_asks_no_more_than_it_may() -> None:
    with Served(spec_of("wordpress_classic")) as served:
        found = probe(served.start, most=2)
    assert len(found.asked) == 2
    assert found.toml is None
    assert any("not asked for" in problem for problem in found.problems)


def test_robots_txt_is_obeyed() -> None:
    with Hostile() as web:
        web.on("/robots.txt", answer(b"User-agent: *\nDisallow: /\n"))
        web.on("/", answer("<p>Рада</p>".encode()))
        with pytest.raises(RefusedByRobots):
            probe(f"{web.origin}/")
        assert [seen.path for seen in web.seen] == ["/robots.txt"]


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (answer(b"%PDF-1.4", headers=["Content-Type: application/pdf"]), BadResponse),
        (answer(b"<rss/>", headers=["Content-Type: application/rss+xml"]), BadResponse),
        (answer(b"", "404 Not Found"), Gone),
    ],
)
def test_what_is_no_page_is_an_error_with_a_name(reply: bytes, error: type[Exception]) -> None:
    with Hostile() as web, pytest.raises(error):
        web.on("/", reply)
        probe(f"{web.origin}/")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body><div id=app></div><script src=/app.js></script></body></html>",
        b"\x00\xff\xfe<<<>>><a href='http://[::1'>x</a>" * 50,
        "<title>Рада</title><a href='/news/1'>Одна новина про одну подію</a>".encode(),
    ],
)
def test_a_page_that_names_no_articles_is_a_problem_and_not_a_file(body: bytes) -> None:
    with Hostile() as web:
        web.on("/", answer(body, headers=["Content-Type: text/html"]))
        found = probe(f"{web.origin}/")
    assert found.toml is None
    assert found.platform is None
    assert any("names at least three articles" in problem for problem in found.problems)
