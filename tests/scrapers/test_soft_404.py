"""Pages with status 200 that say they are not there, of sources with rules of their own and none for that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrapers.errors import LayoutChanged, NotAnArticle
from scrapers.parsers.article import parse_article
from tests.scrapers.test_article import CAPTURE, source

RULES = source([{"title": "h1.headline", "published": "time", "body": "main"}]).model_copy(
    update={"not_found": ()}
)
TEXT = "".join(
    f"<p>Комісія оглянула узбіччя {where} і встановила, що рослин там немає, бо їх викосили в липні.</p>"
    for where in ("доріг", "вулиць", "полів", "річки")
)


def page(title: str, h1: str, text: str = "") -> str:
    return f"<html><head><title>{title}</title></head><body><h1>{h1}</h1>{text}</body></html>"


@pytest.mark.parametrize(
    "text",
    [
        page("Сторінку не знайдено | Рада", "Сторінку не знайдено", "<p>Скористайтеся пошуком.</p>"),
        page("Рада", "Сторінку, яку ви шукаєте, не знайдено"),
        page("Рада", "404"),
        page("Помилка 404", "Рада"),
        page("Рада", "Матеріал видалено"),
        page("Рада", "Такої сторінки не існує"),
        page("Page not found – Рада", "Oops!"),
    ],
)
def test_a_page_that_no_rule_fits_and_that_says_so(text: str) -> None:
    with pytest.raises(NotAnArticle, match="soft 404: no rule fits, and it says"):
        parse_article(text, RULES, CAPTURE, "news")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(page("Рада", "Ласкаво просимо", TEXT), id="redesign"),
        pytest.param(page("Рада", "Сторінку реєстру видалено", TEXT), id="a-text"),
        pytest.param(
            page("Рада", "Матеріал видалено", "<div class=date>16.09.2024 10:15</div><p>Так.</p>"), id="a-day"
        ),
        pytest.param(page("Рада", "З реєстру вилучено 12 виборців"), id="news"),
        pytest.param(page("Рада", "404 мешканці отримали допомогу"), id="a-number"),
        pytest.param(page("Новини громади: зниклого не знайдено", "Зниклий"), id="not-of-a-page"),
    ],
)
def test_other_pages_that_no_rule_fits_are_failures(text: str) -> None:
    with pytest.raises(LayoutChanged):
        parse_article(text, RULES, CAPTURE, "news")


def test_the_day_that_a_list_tells_makes_no_article_of_it() -> None:
    """The title stands in the page's head too, and there is a text."""
    rules = source([{"generic": True, "title": "h1", "published": "time", "body": "main"}])
    says = page(
        "Сторінку не знайдено", "Сторінку не знайдено", "<main><p>Спробуйте скористатися пошуком.</p></main>"
    )
    with pytest.raises(NotAnArticle, match="soft 404: no day, and it says"):
        parse_article(
            says, rules.model_copy(update={"not_found": ()}), replace(CAPTURE, told="25.10.2025"), "news"
        )
    there = page("Графік прийому громадян", "Графік прийому громадян", f"<main>{TEXT}</main>")
    assert parse_article(there, rules, replace(CAPTURE, told="25.10.2025"), "news").body
