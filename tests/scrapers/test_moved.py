"""Articles whose addresses change, and articles that no list names any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scrapers.records import Article, Failure, LedgerEntry, SectionRead
from scrapers.sections import Memory
from tests.hostile import Hostile, answer, redirect
from tests.scrapers.visits import NEWS, STARTED, Council, Told, html, listing, page, remember


@pytest.fixture
def web() -> Iterator[Hostile]:
    with Hostile() as site:
        yield site


@pytest.fixture
def council(web: Hostile, tmp_path: Path) -> Council:
    return Council(web, tmp_path)


def outcomes(told: Told) -> dict[str, str]:
    return {"/" + row["url"].split("/", 3)[3]: row["outcome"] for row in told.rows(LedgerEntry)}


def ids(told: Told) -> dict[str, str]:
    """Path of an article → its id."""
    return {"/" + row["url"].split("/", 3)[3]: row["article_id"] for row in told.rows(Article)}


def after(first: Told, web: Hostile, *paths: str, looks: int = 5) -> Memory:
    """What is remembered, with these links to be looked at again."""
    told = remember(first)
    again = {web.url(path): ("news",) for path in paths}
    return replace(told, again=again, looks=looks, complete={"news": STARTED})


def test_an_article_that_moves_keeps_its_id(web: Hostile, council: Council) -> None:
    web.on("/news/", listing("/news/1/", "/news/2/"))
    web.on("/news/1/", html(page(1)), redirect("/news/100/"))
    web.on("/news/100/", html(page(1)))
    web.on("/news/2/", html(page(2)), redirect("/news/200/"))
    web.on("/news/200/", html(page(2, "Змінений після переїзду")))
    first = council.visit()
    second = council.visit(remember(first))
    assert outcomes(second) == {"/news/1/": "unchanged", "/news/2/": "changed"}
    assert ids(second) == {"/news/200/": ids(first)["/news/2/"]}


def test_a_list_of_new_addresses_names_the_same_articles(web: Hostile, council: Council) -> None:
    """The old ones are looked at first, and lead to them."""
    old, new = ["/news/1/", "/news/2/"], ["/news/10/", "/news/20/"]
    web.on("/news/", listing(*old), listing(*new, "/news/3/"))
    for number, (before, now) in enumerate(zip(old, new, strict=True), 1):
        web.on(before, html(page(number)), redirect(now))
        web.on(now, html(page(number)))
    web.on("/news/3/", html(page(3)))
    first = council.visit()
    second = council.visit(after(first, web, *old))
    assert outcomes(second) == {**dict.fromkeys([*old, *new], "unchanged"), "/news/3/": "new"}
    was, now = ids(first), ids(second)
    assert [now[path] for path in new] == [was[path] for path in old]
    assert (second.visit.status, second.rows(SectionRead)[0]["complete"]) == ("complete", True)
    third = council.visit(remember(second, remember(first)))
    assert outcomes(third) == {**dict.fromkeys(new, "unchanged"), "/news/3/": "unchanged"}


def test_new_addresses_to_which_nothing_leads_are_no_complete_list(web: Hostile, council: Council) -> None:
    web.on("/news/", listing("/news/1/"), listing("/news/2/"))
    web.on("/news/1/", html(page(1)))
    web.on("/news/2/", html(page(2)))
    second = council.visit(after(council.visit(), web, "/news/1/"))
    assert outcomes(second) == {"/news/2/": "new", "/news/1/": "unchanged"}
    assert second.visit.status == "partial"
    assert "NothingKnown: expected a link that section news had named before" in (second.visit.reason or "")


def test_what_leads_to_another_article_does_not_take_its_place(web: Hostile, council: Council) -> None:
    web.on("/news/", listing("/news/1/", "/news/2/"))
    web.on("/news/1/", html(page(1)), redirect("/news/2/"))
    web.on("/news/2/", html(page(2)))
    second = council.visit(remember(council.visit()))
    assert outcomes(second) == {"/news/1/": "unchanged", "/news/2/": "unchanged"}
    assert second.rows(Article) == []


def test_a_known_article_that_leads_to_another_host_has_moved(web: Hostile, council: Council) -> None:
    """It is no deletion, and one that never was an article is none."""
    web.on("/news/", listing("/news/1/"), listing("/news/1/", "/news/2/"))
    with Hostile("127.0.0.2") as other:
        other.on("/news/1/", html(page(1)))
        web.on("/news/1/", html(page(1)), redirect(other.url("/news/1/")))
        web.on("/news/2/", redirect(other.url("/news/1/")))
        second = council.visit(remember(council.visit()))
    assert outcomes(second) == {"/news/1/": "failed", "/news/2/": "not_an_article"}
    assert second.visit.status == "partial"
    assert [row["error"] for row in second.rows(Failure)] == ["LeadsElsewhere"]


@pytest.mark.parametrize("target", ["/", "/news/"], ids=["front page", "list"])
def test_a_known_article_that_leads_to_the_front_page_or_a_list_is_gone(
    web: Hostile, council: Council, target: str
) -> None:
    web.on("/", html(page(0)))
    web.on("/news/", listing("/news/1/", "/news/2/"))
    web.on("/news/1/", html(page(1)), redirect(target))
    web.on("/news/2/", html(page(2)))
    second = council.visit(remember(council.visit()))
    assert outcomes(second) == {"/news/1/": "gone", "/news/2/": "unchanged"}


def test_looks_at_old_articles_keep_to_their_number(web: Hostile, council: Council) -> None:
    """An unknown link allows one more, for it may be one of them."""
    old = [f"/news/{number}/" for number in range(1, 7)]
    web.on("/news/", listing(*old), listing("/news/1/"), listing("/news/1/", "/news/9/"))
    for number, path in enumerate(old, 1):
        web.on(path, html(page(number)))
    web.on("/news/9/", html(page(9)))
    first = council.visit()
    second = council.visit(after(first, web, *old[1:], looks=2))
    assert list(outcomes(second)) == ["/news/1/", "/news/2/", "/news/3/"]
    third = council.visit(after(first, web, *old[1:], looks=2))
    assert list(outcomes(third)) == ["/news/1/", "/news/2/", "/news/3/", "/news/4/", "/news/9/"]


def test_nothing_is_looked_at_again_where_no_list_could_be_read(web: Hostile, council: Council) -> None:
    web.on("/news/", listing("/news/1/"), html(b"", "503 Service Unavailable"))
    web.on("/news/1/", html(page(1)))
    second = council.visit(after(council.visit(), web, "/news/1/"))
    assert outcomes(second) == {}
    assert second.visit.status == "down"


def test_a_block_page_that_did_not_change_is_one_still(web: Hostile, council: Council) -> None:
    challenge = b"<html><title>Just a moment...</title><script>window._cf_chl_opt={}</script></html>"
    web.on("/news/", html(challenge, "200 OK", 'ETag: "c"'), answer(b"", "304 Not Modified"))
    first = council.visit()
    second = council.visit(remember(first))
    assert web.asked("/news/")[1].headers["if-none-match"] == '"c"'
    assert [told.visit.status for told in (first, second)] == ["blocked", "blocked"]


@pytest.mark.parametrize("listed", [False, True])
def test_an_old_article_that_fails_makes_no_visit_partial(
    web: Hostile, council: Council, listed: bool
) -> None:
    """Unless a list names it: then it may be another one than the one that is known."""
    web.on("/news/", listing("/news/1/", "/news/2/"), listing("/news/2/", *(["/news/1/"] if listed else [])))
    web.on("/news/1/", html(page(1)), html(b"", "403 Forbidden"))
    web.on("/news/2/", html(page(2)))
    second = council.visit(after(council.visit(), web, "/news/1/"))
    assert outcomes(second) == {"/news/1/": "blocked", "/news/2/": "unchanged"}
    assert second.visit.status == ("partial" if listed else "complete")
    assert second.visit.outcomes["blocked"] == 1
    assert len(second.rows(Failure)) == 1


def test_a_sitemap_beside_a_list_is_looked_at_as_one(web: Hostile, tmp_path: Path) -> None:
    """What the list has dropped and the sitemap names is asked for once."""
    sections = [NEWS, {"name": "map", "reader": "sitemap", "url": "/sitemap.xml"}]
    council = Council(web, tmp_path, sections=sections)
    urls = "".join(f"<url><loc>{web.url(f'/news/{n}/')}</loc></url>" for n in (1, 2))
    web.on("/sitemap.xml", answer(f"<urlset>{urls}</urlset>".encode()))
    web.on("/news/", listing("/news/1/", "/news/2/"), listing("/news/1/"))
    for number in (1, 2):
        web.on(f"/news/{number}/", html(page(number)))
    second = council.visit(after(council.visit(), web, "/news/1/", "/news/2/"))
    assert outcomes(second) == {"/news/1/": "unchanged", "/news/2/": "unchanged"}
    assert len(web.asked("/news/2/")) == 2
