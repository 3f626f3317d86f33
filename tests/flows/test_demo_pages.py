"""The demo's pages are what the other tests lean on, so they are read here by plain means."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from flows.demo.blocks import clean
from flows.demo.content import load_sites
from flows.demo.pages import MONTHS
from flows.demo.web import DemoWeb, truth
from tests.flows.visitor import DATED, HONEST, INDEXED, LIAR, PLAIN, SLUGS, Visitor, first, locations, texts

INVISIBLE = ("\u00ad", "\u00a0", "и\u0306")


@pytest.fixture(scope="module")
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as served:
        yield served


@pytest.mark.parametrize("slug", SLUGS)
def test_pages_say_what_the_truth_says(web: DemoWeb, slug: str) -> None:
    base = web.sites[slug].base
    with Visitor(web, slug) as visitor:
        for true in web.truth(slug):
            tree = visitor.tree(true.path)
            [title] = texts(tree, "h1.post-creative-title")
            [published] = texts(tree, "ul.post-creative-meta time")
            [main] = tree.css("article.post-creative main")
            crumbs = texts(tree, "ul.breadcrumbs-custom-path li")
            day = true.published
            assert clean(title) == true.title
            assert published == f"{day:%d} {MONTHS[day.month - 1]}, {day:%Y} о {day:%H:%M}"
            assert tuple(crumbs[1:-1]) == true.crumbs
            assert true.crumbs[-1] == true.category
            assert clean(main.text(separator=" ")).split() == " ".join(true.body).split()
            pictures = [img.attributes["src"] or "" for img in main.css("img")]
            assert [p for p in pictures if p.startswith("http")] == [base + path for path in true.images]
            links = [(a.attributes["href"], clean(a.text())) for a in main.css("a[href*='/upload/']")]
            assert links == [(base + path, name) for path, name in true.attachments]
            assert tuple(frame.attributes["src"] for frame in main.css("iframe")) == true.videos


@pytest.mark.parametrize("slug", SLUGS)
def test_header_names_community_and_region(web: DemoWeb, slug: str) -> None:
    content = web.sites[slug].content
    with Visitor(web, slug) as visitor:
        tree = visitor.tree(web.truth(slug)[0].path)
    [brand] = tree.css("header a.rd-navbar-brand span")
    assert brand.text(separator="|").split("|") == [f"{content.name} ", content.place]
    [year] = {node.attributes["datetime"] for node in tree.css("ul.post-creative-meta time")}
    assert year == str(web.truth(slug)[0].published.year)
    assert len(tree.css("article.post-classic")) <= 3
    assert first(tree, ".aside-title").text().startswith("Інші")
    assert f"/css/{content.object_id}/" in (tree.html or "")


def test_pages_weigh_what_real_ones_do(web: DemoWeb) -> None:
    with Visitor(web, PLAIN) as visitor:
        weights = [len(visitor.get(true.path)[1]) for true in web.truth(PLAIN)]
    assert min(weights) > 40_000
    assert max(weights) < 70_000


def test_six_sites_of_twenty_articles_with_the_known_traps() -> None:
    everything = [(slug, true) for slug in SLUGS for true in truth(slug)]
    assert Counter(slug for slug, _ in everything) == dict.fromkeys(SLUGS, 20)
    assert len({load_sites()[slug].region for slug in SLUGS}) == 6
    assert {true.published.year for _, true in everything} == {2022, 2023, 2024, 2025, 2026}
    share = sum(true.category != "Новини" for _, true in everything) / len(everything)
    assert 0.35 < share < 0.45
    silences = [true for _, true in everything if true.title == "Загальнонаціональна хвилина мовчання"]
    assert len({true.published.date() for true in silences}) == len(silences) > 5
    assert sum(not true.body for _, true in everything) == 2
    raw = "".join(article.title + article.body for site in load_sites().values() for article in site.articles)
    assert all(sign in raw for sign in (*INVISIBLE, "’", "'", "«", "VІІІ", "????"))
    seen = "".join(true.title + "".join(true.body) for _, true in everything)
    assert not any(sign in seen for sign in INVISIBLE)


def test_two_sites_tell_the_same_in_other_typography() -> None:
    title = "Як безпечно користуватися генератором: поради рятувальників"
    said, copied = (true.body for slug in (PLAIN, HONEST) for true in truth(slug) if true.title == title)
    assert said != copied
    same = [line.replace("’", "'").replace("–", "-").replace("шість", "6") for line in said]
    assert same == list(copied)


@pytest.mark.parametrize("slug", SLUGS)
def test_listing_shows_the_news_only(web: DemoWeb, slug: str) -> None:
    news = [true for true in web.truth(slug) if true.category == "Новини"]
    with Visitor(web, slug) as visitor:
        one, two, beyond = (visitor.tree(f"/news/?p={n}") for n in (1, 2, 3))
    found = [tree.css("article.post-modern") for tree in (one, two, beyond)]
    assert [len(items) for items in found] == [10, len(news) - 10, 0]
    base = web.sites[slug].base
    links = [first(item, "h4.post-modern-title a").attributes["href"] for items in found for item in items]
    assert links == [base + true.path for true in news]
    assert first(found[0][0], "time").text() == f"{news[0].published:%d.%m.%Y, %H:%M}"
    last = one.css(".pagination a")[-1]
    assert (last.text(), last.attributes["href"]) == ("»", "?p=2")


@pytest.mark.parametrize("slug", SLUGS)
def test_sitemap_names_everything_and_what_is_not_there_yet(web: DemoWeb, slug: str) -> None:
    base = web.sites[slug].base
    with Visitor(web, slug) as visitor:
        sitemap = visitor.read("/sitemap.xml")
        if slug == INDEXED:
            children = locations(sitemap, base)
            assert children == ["/sitemap-news.xml.gz", "/sitemap-pages.xml"]
            news, pages = (visitor.get(path)[1] for path in children)
            sitemap = (gzip.decompress(news) + pages).decode()
        paths = locations(sitemap, base)
        named = [path for path in paths if re.fullmatch(r"/news/[^/]+/", path)]
        [scheduled] = set(named) - {true.path for true in web.truth(slug)}
        assert len(named) == 21
        answer, body = visitor.get(scheduled)
        sections = [path for path in paths if path not in named]
        assert {visitor.status(path) for path in sections} == {200}
    page = body.decode(web.sites[slug].content.charset)
    assert answer.status == 200
    assert "<title>Error 404</title>" in page
    assert "<h1>Помилка 404. Сторінки не існує</h1>" in page
    assert "post-creative-title" not in page


def test_addresses_have_both_forms_of_the_platform(web: DemoWeb) -> None:
    assert all(re.fullmatch(r"/news/\d{10}/", true.path) for true in web.truth(PLAIN))
    assert all(re.fullmatch(r"/news/\d\d(-\d\d){4}-20\d\d/", true.path) for true in web.truth(DATED))


@pytest.mark.parametrize(
    ("slug", "header", "meta"),
    [
        (PLAIN, "utf-8", "utf-8"),
        (HONEST, "windows-1251", "windows-1251"),
        (LIAR, "utf-8", "windows-1251"),
    ],
)
def test_charsets_declared_and_sent(web: DemoWeb, slug: str, header: str, meta: str) -> None:
    true = web.truth(slug)[0]
    with Visitor(web, slug) as visitor:
        answer, body = visitor.get(true.path)
    assert answer.headers["Content-Type"] == f"text/html; charset={header}"
    assert f'<meta charset="{meta}">'.encode() in body
    assert true.title.encode(meta) in body
