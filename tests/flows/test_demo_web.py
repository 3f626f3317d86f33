"""The demo web's server: conditions, compression, editors, faults."""

from __future__ import annotations

import gzip
import http.client
import re
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.demo.content import DemoArticle, read_minute
from flows.demo.messages import Answer, Request
from flows.demo.web import DemoWeb, write_sources
from tests.flows.visitor import DATED, PLAIN, SLUGS, Visitor, locations, texts


@pytest.fixture(scope="module")
def web() -> Iterator[DemoWeb]:
    """Shared, so untouched by the tests but for views."""
    with DemoWeb() as served:
        yield served


@pytest.fixture
def own() -> Iterator[DemoWeb]:
    """One site for a test that changes it."""
    with DemoWeb(sites=[PLAIN]) as served:
        yield served


def test_articles_are_unmodified_until_they_are_edited(own: DemoWeb) -> None:
    path = own.truth(PLAIN)[0].path
    with Visitor(own, PLAIN) as visitor:
        first, _ = visitor.get(path)
        condition = {"If-None-Match": first.headers["ETag"]}
        again, body = visitor.get(path, condition)
        assert (again.status, body, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
        own.edit(PLAIN, path, body="Слухання перенесено.")
        edited, _ = visitor.get(path, condition)
        assert edited.status == 200
        assert edited.headers["ETag"] != first.headers["ETag"]
    assert own.truth(PLAIN)[0].body == ("Слухання перенесено.",)


def test_each_visit_counts_and_changes_nothing_else(web: DemoWeb) -> None:
    path = web.truth(PLAIN)[3].path
    with Visitor(web, PLAIN) as visitor:
        views = [int(texts(visitor.tree(path), "ul.post-creative-meta li")[0]) for _ in range(3)]
        pages = {re.sub(r"mdi-eye\"></span>\s*\d+", "", visitor.read(path)) for _ in range(2)}
    assert views == [views[0], views[0] + 1, views[0] + 2]
    assert len(pages) == 1


@pytest.mark.parametrize("slug", SLUGS)
def test_gzip_is_the_same_page(web: DemoWeb, slug: str) -> None:
    path = web.truth(slug)[5].path
    with Visitor(web, slug) as visitor:
        _, plain = visitor.get(path)
        packed, body = visitor.get(path, {"Accept-Encoding": "gzip, deflate"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(body) < len(plain) / 2.5
    number = re.compile(rb"mdi-eye\"></span>\s*\d+")
    assert number.sub(b"", gzip.decompress(body)) == number.sub(b"", plain)


def test_robots_feed_admin_and_sections(web: DemoWeb) -> None:
    content, base = web.sites[PLAIN].content, web.sites[PLAIN].base
    news = [true for true in web.truth(PLAIN) if true.category == "Новини"]
    with Visitor(web, PLAIN) as visitor:
        assert visitor.read("/robots.txt") == (
            f"User-agent: *\nDisallow: /admin/\n\nSitemap: {base}/sitemap.xml\n"
        )
        feed = visitor.read(f"/rss/{content.object_id}/")
        assert re.findall("<guid>(.*?)</guid>", feed) == [base + true.path for true in news[:10]]
        assert visitor.status("/admin/") == 200
        empty, full = visitor.tree("/docs/"), visitor.tree("/")
        links = [a.attributes["href"] or "" for a in full.css("#left_menu a, #top_menu a")]
        assert all(visitor.status(link.removeprefix(base)) == 200 for link in links)
        assert visitor.status("/nowhere/") == 404
    assert not empty.css("article.post-modern")
    assert len(links) > 100


def test_uploads_are_there(web: DemoWeb) -> None:
    kinds = {"png": b"\x89PNG", "pdf": b"%PDF", "docx": b"PK", "zip": b"PK"}
    with Visitor(web, DATED) as visitor:
        for true in web.truth(DATED):
            for path in (*true.images, *(path for path, _ in true.attachments)):
                answer, body = visitor.get(path)
                assert answer.status == 200
                assert body.startswith(kinds[path.rpartition(".")[2]])


def test_editors_add_and_take_down(own: DemoWeb) -> None:
    oldest, older = own.truth(PLAIN)[-1].path, own.truth(PLAIN)[-2].path
    made = DemoArticle(
        id=1790000000, title="Вийшла вода", published=read_minute("2026-09-21 16:13"), body="Уже є."
    )
    path = own.add(PLAIN, made)
    own.remove(PLAIN, oldest)
    own.remove(PLAIN, older, soft=True)
    with Visitor(own, PLAIN) as visitor:
        assert [visitor.status(p) for p in (path, oldest, older)] == [200, 404, 200]
        assert "Помилка 404" in visitor.read(older)
        named = locations(visitor.read("/sitemap.xml"), own.sites[PLAIN].base)
        assert path in named
        assert not {oldest, older} & set(named)
        assert path in visitor.read("/news/")
    assert own.truth(PLAIN)[0].path == path
    assert own.log[:3] == [(PLAIN, path, 200), (PLAIN, oldest, 404), (PLAIN, older, 200)]


def test_faults_answer_instead(own: DemoWeb) -> None:
    def drop(request: Request) -> Answer | None:
        def chunks() -> Iterator[bytes]:
            yield b"<html>"
            raise ConnectionResetError

        if request.path == "/news/":
            return Answer(503, (("Retry-After", "1"),), b"busy")
        return Answer(200, (("Content-Type", "text/html"),), chunks()) if request.path == "/" else None

    own.faults(PLAIN, drop)
    with Visitor(own, PLAIN) as visitor:
        answer, body = visitor.get("/news/")
        assert (answer.status, answer.headers["Retry-After"], body) == (503, "1", b"busy")
        assert visitor.status("/robots.txt") == 200
        with pytest.raises((ConnectionResetError, http.client.IncompleteRead)):
            visitor.get("/")
    own.faults(PLAIN, None)
    with Visitor(own, PLAIN) as visitor:
        assert visitor.status("/news/") == 200


def test_sources_name_six_sites(web: DemoWeb, tmp_path: Path) -> None:
    files = write_sources(tmp_path / "sources", web)
    assert [file.name for file in files] == [f"{slug}.toml" for slug in SLUGS]
    assert all(len(file.read_text("utf-8").splitlines()) <= 10 for file in files)
    facts = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in files}
    assert facts[PLAIN] == {
        "name": "Вербівська громада",
        "platform": "vlada_ua",
        "url": web.url(PLAIN),
        "region": "UA-18",
        "delay": 0,
    }
    assert sum("region" not in source for source in facts.values()) == 2


def test_copies_have_addresses_of_their_own() -> None:
    with DemoWeb(sites=[PLAIN, DATED], copies=30) as many:
        assert [len({true.path for true in many.truth(slug)}) for slug in (PLAIN, DATED)] == [600, 600]


def test_stopping_closes_kept_connections() -> None:
    before = set(threading.enumerate())
    with DemoWeb(sites=[PLAIN]) as served:
        visitor = Visitor(served, PLAIN)
        assert visitor.status("/robots.txt") == 200
    with visitor, pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        visitor.get("/robots.txt")
    for thread in set(threading.enumerate()) - before:
        thread.join(20)
        assert not thread.is_alive()
