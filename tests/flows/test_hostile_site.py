"""A whole run over a site where every second page misbehaves: each ends named, the good ones are untouched."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.pipeline import Run, RunResult
from flows.settings import Home, load_settings
from flows.sources import all_sources
from tests.hostile import Act, Hostile, answer, chunk, head, redirect
from warehouse.db import open_published

HTML = "Content-Type: text/html; charset=utf-8"
ZEROS = gzip.compress(bytes(64 * 2**20), 9)
HEAD = head("HTTP/1.1 200 OK", HTML, "Content-Length: 1000000")
GOOD = 12
# path → what the site does, and the error the ledger names; None: it heals
BAD: dict[str, tuple[list[Act], str | None]] = {
    "/news/bomb/": ([answer(ZEROS, headers=[HTML, "Content-Encoding: gzip"])], "TooLarge"),
    "/news/endless/": (
        [
            lambda wire: wire.flood(
                head("HTTP/1.1 200 OK", HTML, "Transfer-Encoding: chunked"), chunk(bytes(65536))
            )
        ],
        "TooLarge",
    ),
    "/news/metadata/": ([redirect("http://169.254.169.254/latest/meta-data/")], "AddressRefused"),
    "/news/inside/": ([redirect("http://127.0.0.9:9/")], "AddressRefused"),
    "/news/file/": ([redirect("file:///etc/passwd")], "BadRedirect"),
    "/news/loop/": ([redirect("/news/loop/")], "BadRedirect"),
    "/news/reset/": ([lambda wire: wire.reset(HEAD + b"<p>")], "Unreachable"),
    "/news/short/": ([answer(b"<p>half", length=900, headers=[HTML])], "Unreachable"),
    "/news/long/": ([answer(b"<p>more than it says", length=5, headers=[HTML])], "Unreachable"),
    "/news/hangs/": ([lambda wire: wire.hang()], "Unreachable"),
    "/news/drips/": ([lambda wire: wire.drip(HEAD, b"<")], "Unreachable"),
    "/news/gzip/": ([answer(b"no gzip at all", headers=[HTML, "Content-Encoding: gzip"])], "BadResponse"),
    "/news/empty/": ([answer(b"", headers=[HTML])], "LayoutChanged"),
    "/news/busy/": ([answer(b"", "429 Too Many Requests", headers=["Retry-After: 0"])], "Blocked"),
    "/news/burst/": ([answer(b"", "503 Service Unavailable")] * 2, None),
    "/news/patience/": ([answer(b"", "429 Too Many Requests", headers=["Retry-After: 0"])], None),
}


@pytest.fixture
def site() -> Iterator[Hostile]:
    with Hostile() as web:
        pages = [f"/news/{number}/" for number in range(GOOD)]
        for number, path in enumerate(pages):
            web.on(path, page(number))
        for number, (path, (acts, error)) in enumerate(BAD.items()):
            web.on(path, *acts, *([page(100 + number)] if error is None else []))
        # good and bad ones in turn
        paths = [path for pair in zip([*pages, *pages], BAD, strict=False) for path in pair]
        urls = "".join(f"<url><loc>{web.url(path)}</loc></url>" for path in dict.fromkeys(paths))
        web.on("/sitemap.xml", answer(f"<urlset>{urls}</urlset>".encode()))
        web.on("/robots.txt", answer(b"User-agent: *\nDisallow:\n"))
        yield web


PAGE = """<!DOCTYPE html><html lang="uk"><head><title>Новина {0}</title></head><body>
<header><a class="rd-navbar-brand"><span>Ворожа громада <br><small>Житомирська область</small></span></a></header>
<ul class="breadcrumbs-custom-path"><li>Головна</li><li>Новини</li><li class="active">Новина {0}</li></ul>
<article class="post-creative"><h1 class="post-creative-title">Новина {0}</h1><ul class="post-creative-meta">
<li><time datetime="2024">16 Вересня, 2024 о 08:41</time></li></ul><main><p>Текст {0}.</p></main></article>
</body></html>"""


def page(number: int) -> bytes:
    return answer(PAGE.format(number).encode(), headers=[HTML])


@pytest.fixture
def result(site: Hostile, tmp_path: Path) -> RunResult:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "vorozha_hromada.toml").write_text(
        f'name = "Ворожа громада"\nplatform = "vlada_ua"\nurl = "{site.origin}/"\nregion = "UA-18"\ndelay = 0\n'
        '[[sections]]\nname = "news"\nreader = "sitemap"\nurl = "/sitemap.xml"\n',
        "utf-8",
    )
    known = all_sources([folder], only_folders=True)
    given = {
        "allow_private": [f"{site.origin.removeprefix('http://').partition(':')[0]}/32"],
        **{"backoff": 0.01, "attempts": 3, "read_timeout": 0.4, "total_timeout": 1.0, "max_body_mb": 2},
    }
    home = Home(tmp_path / "home")
    work = Run(home, load_settings(home, given), known)
    work.open()
    try:
        work.load(work.visit(slug) for slug in known)
        work.publish()
    finally:
        work.close()
    return work.result


def test_every_fault_has_its_name_and_the_good_pages_arrive(result: RunResult, tmp_path: Path) -> None:
    with open_published(tmp_path / "home" / "published" / "latest" / "visnyk.duckdb") as connection:
        ledger = dict(connection.execute("select url, reason from ledger").fetchall())
        titles = connection.execute("select title from articles").fetchall()
    named = {path: error for path, (_, error) in BAD.items()}
    found = {path: _reason(ledger, path) for path in named}
    assert found == named
    healed = sum(error is None for error in named.values())
    assert len(titles) == len(set(titles)) == GOOD + healed
    visit = result.batches[0].visit
    assert visit.status == "partial"
    assert visit.found == sum(visit.outcomes.values()) == GOOD + len(BAD)


def test_every_request_that_the_site_saw_is_counted(result: RunResult, site: Hostile) -> None:
    """With those for robots.txt, after redirects, and again after a failure."""
    visit = result.batches[0].visit
    assert len(site.asked("/robots.txt")) == 1
    assert len(site.asked("/news/burst/")) == 3
    sent_away = sum(error == "AddressRefused" for _, error in BAD.values())  # one attempt each, elsewhere
    assert visit.requests == len(site.seen) + sent_away


def _reason(ledger: dict[str, str | None], path: str) -> str | None:
    (reason,) = [reason for url, reason in ledger.items() if url.endswith(path)]
    return reason and reason.partition(":")[0]
