"""Items of digests and pages of documents: stored with their wording, and items joined to articles without guessing."""

from __future__ import annotations

from datetime import date, datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import duckdb
import pytest

from scrapers.records import Part
from tests.warehouse.batches import KYIV, Look, Site, make_capture, see
from warehouse.checks import content_hash, run_checks
from warehouse.db import open_writer
from warehouse.store import attached, load, unread

Connection = duckdb.DuckDBPyConnection
BASE = "https://auc.example/novyna/"
WEEK = (date(2025, 2, 8), date(2025, 2, 14))
TITLE = "Субсидія на оренду житла для ВПО"
TEXT = (
    "Новий інструмент підтримки для ВПО – субсидію на оренду житла, презентували в Міністерстві соціальної політики "
    "України 06 лютого 2025 року за участі Виконавчого директора Асоціації міст України Олександра Слобожана."
)
# the same, told another way: 19 of its 26 words, and few of its word triples
RETOLD = (
    "У Міністерстві соціальної політики презентували новий інструмент: субсидію для ВПО на оренду житла. Директор "
    "Асоціації міст України Олександр Слобожан говорив про підтримку. Це було 06 лютого 2025 року."
)
OTHER = "Мешканці громади отримали субсидію в лютому, заяви приймає центр надання послуг за адресою вул. Шевченка, 5."


def item(position: int = 1, *, title: str = TITLE, text: str = TEXT, link: str | None = None) -> Part:
    return Part(position=position, section="ТОП", title=title, text=text, link=link)


def digest(*items: Part, **fields: Any) -> Look:
    start, end = fields.pop("week", WEEK)
    told = "\n".join(f"{part.title} {part.link}" for part in items)
    return see(
        BASE + "digest",
        **{
            "kind": "digest",
            "title": "Робота громад",
            "body": told,
            "parts": items,
            "period_start": start,
            "period_end": end,
            "published": datetime(2025, 2, 14, tzinfo=KYIV),
            **fields,
        },
    )


def news(name: str, title: str = TITLE, body: str = TEXT, day: int = 10, **fields: Any) -> Look:
    return see(
        BASE + name, title=title, body=body, published=datetime(2025, 2, day, 9, tzinfo=KYIV), **fields
    )


def matches(con: Connection) -> list[tuple[int, str, str]]:
    """Position, last part of the article's address, and how it is known."""
    return con.execute(
        f"""select m.position, replace(a.url, '{BASE}', ''), m.matched_by
        from core.digest_match as m join core.article as a on a.article_id = m.item_article_id order by 1"""
    ).fetchall()


CASES = {
    "link": ([item(link=BASE + "a")], [news("a", "Зовсім інша назва", OTHER)], [(1, "a", "link")]),
    "link-spelt-otherwise": (
        [item(link="http://www.auc.example/novyna/a")],
        [news("a", "Інша назва", OTHER)],
        [(1, "a", "link")],
    ),
    "link-to-what-is-not-archived": ([item(link=BASE + "b")], [news("a")], []),
    "link-to-the-digest-itself": ([item(link=BASE + "digest")], [news("a")], []),
    "link-that-two-items-share": (
        [item(link=BASE + "a"), item(2, title="Інша", text=OTHER, link=BASE + "a")],
        [news("a", "Новини"), news("b")],
        [(1, "b", "title")],
    ),
    "title-and-words": ([item()], [news("a", body=RETOLD)], [(1, "a", "title")]),
    "title-in-other-quotes": (
        [item(title="«Субсидія» на оренду житла – для ВПО")],
        [news("a")],
        [(1, "a", "title")],
    ),
    "title-of-another-event": ([item()], [news("a", body=OTHER)], []),
    "title-twice": ([item()], [news("a"), news("b")], []),
    "title-twice-one-of-another-event": ([item()], [news("a"), news("b", body=OTHER)], [(1, "a", "title")]),
    "title-goes-before-text": (
        [item()],
        [news("a", body=RETOLD), news("b", "Огляд подій")],
        [(1, "a", "title")],
    ),
    "text-alone": ([item()], [news("a", "В уряді говорили про житло")], [(1, "a", "text")]),
    "text-alone-twice": ([item()], [news("a", "Про житло"), news("b", "Ще про житло")], []),
    "text-alone-retold": ([item()], [news("a", "Про житло", RETOLD)], []),
    "text-alone-too-short": ([item(text="Новий інструмент підтримки.")], [news("a", "Про житло")], []),
    "empty-text": ([item(text="")], [news("a")], []),
    "one-article-for-two-items": ([item(), item(2)], [news("a")], []),
    "one-article-for-two-items-one-by-link": (
        [item(link=BASE + "a"), item(2)],
        [news("a")],
        [(1, "a", "link")],
    ),
    "long-before": ([item()], [see(BASE + "a", title=TITLE, body=TEXT)], []),
    "days-before": ([item()], [news("a", day=2)], [(1, "a", "title")]),
    "after": ([item()], [news("a", day=20)], []),
    "a-document-of-the-same-words": (
        [item()],
        [
            news(
                "a",
                kind="document",
                parts=(Part(position=1, section=None, title=None, text=TEXT, link=BASE),),
            )
        ],
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_an_item_is_the_article_or_nothing(con: Connection, site: Site, case: str) -> None:
    items, looks, expected = CASES[case]
    load(con, site.visit([digest(*items), *looks]))
    assert matches(con) == expected
    assert run_checks(con) == []


@pytest.mark.parametrize(
    "case", ["link", "title-twice", "title-goes-before-text", "one-article-for-two-items"]
)
def test_what_comes_first_does_not_matter(tmp_path: Path, case: str) -> None:
    items, looks, expected = CASES[case]
    hashes = set()
    for number, order in enumerate(permutations([digest(*items), *looks])):
        folder = tmp_path / str(number)
        with open_writer(folder / "visnyk.duckdb") as con:
            site = Site(folder=folder)
            for look in order:
                load(con, site.visit([look]))
            assert matches(con) == expected
            hashes.add(content_hash(con))
    assert len(hashes) == 1


def test_without_period_and_date_there_is_no_guess(con: Connection, site: Site) -> None:
    load(
        con,
        site.visit([digest(item(), week=(None, None), published=None, published_precision=None), news("a")]),
    )
    assert matches(con) == []
    load(con, site.visit([digest(item(), week=(None, None))]))
    assert matches(con) == [(1, "a", "title")]


def test_an_article_of_another_source_is_not_meant(con: Connection, tmp_path: Path) -> None:
    load(con, Site(folder=tmp_path / "one").visit([digest(item())]))
    load(con, Site(folder=tmp_path / "two", source="rada").visit([news("a", source="rada")]))
    assert matches(con) == []


def test_a_redirected_link_is_followed(con: Connection, site: Site) -> None:
    """The digest names an old address, which led to the article when it was asked for."""
    article = news("a", "Інша назва", OTHER).articles[0]
    capture = make_capture(BASE + "old", capture_id=article.capture_id, url=BASE + "a")
    load(con, site.visit([Look(url=BASE + "old", outcome="new", articles=(article,), captures=(capture,))]))
    load(con, site.visit([digest(item(link=BASE + "old"))]))
    assert matches(con) == [(1, "a", "link")]


def test_items_belong_to_a_wording(con: Connection, site: Site) -> None:
    load(con, site.visit([digest(item(), item(2, title="Друга"))]))
    load(con, site.visit([digest(item(), item(2, title="Друга"))]))
    load(con, site.visit([digest(item(title="Перша, виправлена"))]))
    rows = con.execute("select version, position, title from core.digest_item order by all").fetchall()
    assert rows == [(1, 1, TITLE), (1, 2, "Друга"), (2, 1, "Перша, виправлена")]
    assert run_checks(con) == []


def test_what_a_visit_must_know_of_documents(con: Connection, site: Site) -> None:
    page, url = Part(position=1, section=None, title=None, text="А", link="u#page=1"), BASE + "doc1.pdf"
    scan = Part(position=2, section=None, title=None, text="", link="u#page=2", read_by=None)
    load(
        con,
        site.visit(
            [see(BASE + "a"), see(url, kind="document", body="1", parts=(page, scan), attachments=())]
        ),
    )
    assert attached(con, "drabiv") == {"https://drabiv.example/a.pdf": ("news",)}
    assert unread(con, "drabiv") == {url}
    tried = Part(position=2, section=None, title=None, text="", link="u#page=2", read_by="ocr")
    load(
        con, site.visit([see(url, "changed", kind="document", body="2", parts=(page, tried), attachments=())])
    )
    assert unread(con, "drabiv") == frozenset()
