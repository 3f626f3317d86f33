"""Whole runs over a source without rules whose pages stop being articles: nothing that was read is overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.pipeline import Run, RunResult
from flows.settings import Home, load_settings
from flows.sources import all_sources
from scrapers.plan import Progress
from tests.hostile import Act, Hostile, answer, redirect
from warehouse.checks import content_hash, run_checks
from warehouse.db import open_published

HTML = "Content-Type: text/html; charset=utf-8"
COUNT = 12
THEMES = (
    "бюджет",
    "воду",
    "школу",
    "дороги",
    "лікарню",
    "музей",
    "парк",
    "тепло",
    "сад",
    "ринок",
    "міст",
    "клуб",
)
PATHS = [f"/news/{number}-pro-{number}" for number in range(COUNT)]
MENU = "<ul>" + "".join(f'<li><a href="/rozdil/{n}">Розділ {n}</a></li>' for n in range(15)) + "</ul>"
LINES = (
    "Депутати зібралися у залі засідань і розглянули всі питання порядку денного.",
    "Рішення ухвалили одноголосно.",
)


def served(body: str, title: str, head: str = "") -> bytes:
    page = f"<!DOCTYPE html><html lang=uk><head><title>{title}</title>{head}</head><body>{MENU}{body}</body></html>"
    return answer(page.encode(), headers=[HTML])


def title_of(number: int) -> str:
    return f"Рада ухвалила рішення про {THEMES[number]} громади"


def news(number: int, hour: str = "09:15", css: str = "stamp") -> bytes:
    text = "".join(f"<p>{line} Питання про {THEMES[number]} було останнім.</p>" for line in LINES)
    body = f"<h1>{title_of(number)}</h1><div class={css}>{number + 1}.11.2025 {hour}</div><div>{text}</div>"
    return served(body, f"{title_of(number)} | Рада")


def undated(number: int) -> bytes:
    text = f"<p>{LINES[0]} Питання про {THEMES[number]} було останнім.</p>"
    return served(f"<h1>{title_of(number)}</h1><div>{text}</div>", f"{title_of(number)} | Рада")


FRONT = served(
    "".join(f'<h2><a href="{path}">{title_of(number)}</a></h2>' for number, path in enumerate(PATHS)), "Рада"
)
CHALLENGE = answer(
    b"<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={}</script></body></html>",
    headers=[HTML],
)
# of a hand that nobody knows: with the site's menu, in words of its own, another each time
UNKNOWN = served(
    "<h1>Шановні відвідувачі порталу!</h1><p>Ми переїжджаємо на новий сервер, дякуємо за терпіння.</p>",
    "Портал ради",
)


def numbered(number: int) -> bytes:
    """The same of a hand that tells each request apart."""
    page = f"<p>Ми переїжджаємо на новий сервер.</p><p>Номер запиту: {number * 7_919 + 2**60:016x}</p>"
    return served(f"<h1>Шановні відвідувачі порталу!</h1>{page}", "Портал ради")


class Site:
    """A site of twelve posts, its source file of two lines and its home."""

    def __init__(self, web: Hostile, folder: Path) -> None:
        self.web, self.folder = web, folder
        (folder / "sources").mkdir()
        self.describe("")
        self.serve(news)

    def describe(self, more: str) -> None:
        text = f'name = "Рада"\nurl = "{self.web.url("/")}"\ndelay = 0\n{more}'
        (self.folder / "sources" / "rada_bez_pravyl.toml").write_text(text, "utf-8")

    def serve(self, page: Callable[[int], Act], front: Act = FRONT) -> None:
        self.web.on("/", front)
        for number, path in enumerate(PATHS):
            self.web.on(path, page(number))

    def run(
        self, home: str = "home", report: Callable[[Progress], None] = lambda progress: None
    ) -> RunResult:
        known = all_sources([self.folder / "sources"], only_folders=True)
        given: dict[str, Any] = {"allow_private": ["127.0.0.0/8"], "backoff": 0.01, "attempts": 2}
        work = Run(
            Home(self.folder / home), load_settings(Home(self.folder / home), given), known, report=report
        )
        work.open()
        try:
            work.load(work.visit(slug) for slug in known)
            work.publish()
            assert run_checks(work.connection) == []
            self.hash = content_hash(work.connection)
        finally:
            work.close()
        return work.result

    def ask(self, query: str, home: str = "home") -> list[tuple[Any, ...]]:
        with open_published(self.folder / home / "published" / "latest" / "visnyk.duckdb") as connection:
            return connection.execute(query).fetchall()

    @property
    def stored(self) -> list[tuple[Any, ...]]:
        return self.ask(
            "select url, version, title, body, published::varchar, state from articles order by url"
        )


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with Hostile() as web:
        yield Site(web, tmp_path)


def counts(result: RunResult) -> dict[str, int]:
    return {name: count for name, count in result.batches[0].visit.outcomes.items() if count}


def told(result: RunResult) -> tuple[str, str | None]:
    return result.batches[0].visit.status, result.batches[0].visit.reason


NOT_ARTICLES = [
    pytest.param(lambda number: CHALLENGE, "blocked", id="challenge"),
    pytest.param(lambda number: UNKNOWN, "failed", id="unknown-notice"),
    pytest.param(numbered, "failed", id="unknown-notice-with-a-number"),
    pytest.param(lambda number: FRONT, "failed", id="front-page"),
    pytest.param(lambda number: redirect("/"), "failed", id="leads-to-the-front-page"),
    pytest.param(lambda number: served("<h1>Помилка</h1>", "Рада"), "failed", id="next-to-nothing"),
]


@pytest.mark.parametrize(("page", "outcome"), NOT_ARTICLES)
def test_what_was_read_stays_as_it_was(site: Site, page: Callable[[int], Act], outcome: str) -> None:
    assert counts(site.run()) == {"new": COUNT}
    before, hash_before = site.stored, site.hash
    site.serve(page)
    result = site.run()
    assert counts(result) == {outcome: COUNT}
    assert told(result)[0] == ("blocked" if outcome == "blocked" else "partial")
    assert (site.stored, site.hash) == (before, hash_before)
    assert {row[5] for row in before} == {"live"}
    site.serve(news)
    assert counts(site.run()) == {"unchanged": COUNT}
    assert (site.stored, site.hash) == (before, hash_before)


@pytest.mark.parametrize(("page", "outcome"), NOT_ARTICLES)
def test_a_fresh_home_stores_none_and_reads_them_later(
    site: Site, page: Callable[[int], Act], outcome: str
) -> None:
    site.serve(page)
    result = site.run()
    assert counts(result) == {outcome: COUNT}
    assert told(result)[0] != "complete"
    assert site.ask("select count(*) from articles") == [(0,)]
    assert site.ask("select count(*) from failures where error <> ''") == [(COUNT,)]
    site.serve(news)
    assert counts(site.run()) == {"new": COUNT}
    assert site.ask("select count(*) from article_versions") == [(COUNT,)]


def test_the_reason_says_where_all_pages_lead(site: Site) -> None:
    site.serve(lambda number: redirect("/"))
    assert told(site.run()) == ("partial", "12 pages failed; all 12 pages lead to /")


def test_the_reason_says_that_one_page_came_for_all(site: Site) -> None:
    site.serve(lambda number: UNKNOWN)
    status, reason = told(site.run())
    assert (status, reason) == (
        "partial",
        f"12 pages failed; 12 addresses show one page, such as {site.web.url(PATHS[0])}",
    )


def test_a_site_that_blocks_everything_is_blocked(site: Site) -> None:
    site.serve(lambda number: CHALLENGE, front=CHALLENGE)
    status, reason = told(site.run())
    assert status == "blocked"
    assert reason is not None
    assert "came a challenge page of Cloudflare with status 200: «Just a moment...»" in reason


def test_a_site_under_maintenance_is_down(site: Site) -> None:
    works = answer("<html><body><h1>Ведуться технічні роботи</h1></body></html>".encode(), headers=[HTML])
    site.serve(lambda number: works, front=works)
    status, reason = told(site.run())
    assert status == "down"
    assert reason is not None
    assert "a notice of maintenance" in reason


def test_a_block_that_begins_within_a_visit_takes_only_its_own_pages(site: Site) -> None:
    site.serve(lambda number: news(number) if number < 5 else UNKNOWN)
    assert counts(site.run()) == {"new": 5, "failed": COUNT - 5}
    assert {row[2] for row in site.stored} == {title_of(number) for number in range(5)}


def test_pages_without_dates_are_articles_and_two_of_one_wording_too(site: Site) -> None:
    site.serve(lambda number: undated(number % (COUNT - 1)))
    assert counts(site.run()) == {"new": COUNT}


def test_one_deleted_page_that_leads_to_the_front_page_is_gone(site: Site) -> None:
    site.run()
    site.serve(lambda number: redirect("/") if number < 4 else news(number))
    result = site.run()
    assert counts(result) == {"unchanged": COUNT - 4, "gone": 4}
    assert told(result) == ("complete", None)


@pytest.mark.parametrize(
    ("title", "outcome"), [("Ведемо реконструкцію сайту", "failed"), ("Сторінку видалено", "gone")]
)
def test_a_known_article_that_lost_its_day_and_its_text_is_not_overwritten(
    site: Site, title: str, outcome: str
) -> None:
    """One alone: no other page tells. What says that it is deleted is gone, once that is confirmed."""
    site.run()
    before = site.stored
    lost = served(f"<h1>{title}</h1>", f"{title} | Рада")
    site.serve(lambda number: lost if number == 3 else news(number))
    assert counts(site.run()) == {"unchanged": COUNT - 1, outcome: 1}
    assert site.stored == before


def test_the_same_day_without_its_hour_is_no_change(site: Site) -> None:
    site.run()
    before, hash_before = site.stored, site.hash
    assert before[0][4][11:16] != "00:00"
    site.serve(lambda number: news(number, "", css="other"))
    assert counts(site.run()) == {"unchanged": COUNT}
    site.serve(news)
    assert counts(site.run()) == {"unchanged": COUNT}
    assert (site.stored, site.hash) == (before, hash_before)


def test_an_hour_that_a_page_tells_later_and_another_day_are_changes(site: Site) -> None:
    site.serve(lambda number: news(number, ""))
    site.run()
    site.serve(lambda number: news(number) if number else news(number).replace(b"1.11.2025", b"2.11.2025"))
    assert counts(site.run()) == {"changed": COUNT}
    kinds = site.ask("select distinct change_kinds from article_versions where version = 2")
    assert kinds == [(["published"],)]


@pytest.mark.parametrize("known", [True, False], ids=["known", "fresh"])
@pytest.mark.parametrize("killed_after", [1, 2, 3, 7, COUNT])
@pytest.mark.parametrize(
    "page",
    [
        pytest.param(lambda number: UNKNOWN, id="unknown-notice"),
        pytest.param(lambda number: redirect("/"), id="leads-to-the-front-page"),
        pytest.param(undated, id="undated"),
        pytest.param(lambda number: news(number) if number < 5 else UNKNOWN, id="within-a-visit"),
    ],
)
def test_a_torn_visit_ends_in_the_same_warehouse(
    site: Site, page: Callable[[int], Act], killed_after: int, known: bool
) -> None:
    if known:
        site.run("torn")
        site.run("whole")
    site.serve(page)

    def kill(progress: Progress) -> None:
        if progress.outcomes.total() == killed_after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        site.run("torn", kill)
    site.run("torn")
    torn, rows = site.hash, site.ask("select state, title from articles order by url", "torn")
    site.run("whole")
    assert site.ask("select state, title from articles order by url", "whole") == rows
    assert site.hash == torn
