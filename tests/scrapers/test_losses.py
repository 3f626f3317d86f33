"""Articles that lose what was their own all at once, told from edits, from templates and from what was alike before."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime

import pytest

from scrapers.dates import KYIV
from scrapers.losses import Losses
from scrapers.records import Article, Outcome

DAY = datetime(2026, 11, 20, 9, 15, tzinfo=KYIV)
THEMES = ("бюджет", "водогін", "школу", "дорогу", "лікарню", "музей", "парк", "котельню")
TEXT = (
    "Депутати зібралися у залі засідань і розглянули {0} громади. Найдовше говорили про {0}, бо мешканці питали,"
    " коли {0} приведуть до ладу. Начальник відділу, що веде {0}, назвав строки."
)
CHALLENGE = (
    "Ми з'ясовуємо, чи запит надіслала людина. Така пересторога потрібна через численні атаки на державні ресурси."
    "\nНомер запиту: {0}"
)
SILENCE = "О дев'ятій ранку вшановуємо пам'ять загиблих. Сьогодні {0} день повномасштабної війни, {0} день боротьби."


def article(number: int, title: str, body: str, day: datetime = DAY) -> Article:
    return Article(
        article_id=str(number),
        source="rada",
        url=f"https://rada.example/news/{number}",
        position=0,
        section="news",
        title=title,
        lead=None,
        body=body,
        published=day,
        published_precision="minute",
        published_raw=None,
        author=None,
        lang="uk",
        category=None,
        source_tags=(),
        region_hint=None,
        community_names=(),
        images=(),
        attachments=(),
        origins={},
        content_hash="",
        capture_id="",
        seen_at=DAY,
    )


def own(number: int) -> Article:
    theme = THEMES[number % len(THEMES)]
    return article(
        number, f"Рада ухвалила рішення про {theme}", TEXT.format(theme) + f" Рядок {theme} {number}."
    )


def refused(
    pages: list[tuple[Article, Article | None]], unchanged: int = 0, had_text: bool = True
) -> tuple[set[int], list[str]]:
    """Numbers of articles that are not believed, and what is said. `pages`: what they show, and showed before."""
    losses, outcomes = Losses(), Counter[Outcome]({"unchanged": unchanged})
    for now, before in pages:
        losses.see(now.url, now, before, known=before is not None, had_text=had_text)
        outcomes["new" if before is None else "changed"] += 1
    found = list(losses.settle(outcomes))
    return {int(url.rpartition("/")[2]) for each in found for url in each.urls}, [each.says for each in found]


def test_a_challenge_with_a_number_of_its_own_for_each_request() -> None:
    pages = [
        (article(n, "Зачекайте кілька секунд", CHALLENGE.format(f"{n * 7919:016x}")), own(n))
        for n in range(4)
    ]
    numbers, says = refused([*pages, (own(4), None)], unchanged=30)
    assert numbers == {0, 1, 2, 3}
    assert says == ["4 addresses show one page, such as https://rada.example/news/0"]


def test_one_article_under_all_addresses_rendered_anew() -> None:
    """Quotes, dashes and a strewn line differ; the article itself and what it changed are right."""
    there = own(9)
    shown = [
        replace(
            there,
            url=own(n).url,
            body=f"{there.body.replace(',', ' —')}\nЧитачі зараз дивляться {n} сторінок",
        )
        for n in range(5)
    ]
    pages = [(page, own(n)) for n, page in enumerate(shown) if n != 1]
    numbers, _ = refused([*pages, (replace(there, body=there.body + " Додано."), there)], unchanged=3)
    assert numbers == {0, 2, 3, 4}


def test_new_addresses_that_show_that_page_too_are_not_stored() -> None:
    challenge = [article(n, "Зачекайте", CHALLENGE.format(n)) for n in range(6)]
    pages = [(page, own(n) if n < 3 else None) for n, page in enumerate(challenge)]
    assert refused(pages, unchanged=30)[0] == {0, 1, 2, 3, 4, 5}


def test_texts_that_are_empty_all_at_once() -> None:
    pages = [(replace(own(n), body=""), own(n)) for n in range(3)]
    numbers, says = refused([*pages, (replace(own(3), body=""), None)], unchanged=30)
    assert numbers == {0, 1, 2, 3}
    assert says == ["3 articles lost their whole text at once, such as https://rada.example/news/0"]


@pytest.mark.parametrize("count", [1, 2])
def test_one_article_that_is_emptied_is_a_fact(count: int) -> None:
    assert refused([(replace(own(n), body=""), own(n)) for n in range(count)], unchanged=30) == (set(), [])


def test_two_are_enough_where_a_site_has_no_others() -> None:
    pages = [(article(n, "Зачекайте", CHALLENGE.format(n)), own(n)) for n in range(2)]
    assert refused(pages)[0] == {0, 1}
    assert refused(pages, unchanged=1)[0] == set()


def test_a_first_visit_that_sees_one_page_only() -> None:
    pages = [(article(n, "Зачекайте", CHALLENGE.format(n)), None) for n in range(5)]
    assert refused([*pages])[0] == {0, 1, 2, 3, 4}
    assert refused([*pages], unchanged=5)[0] == set()


def test_what_was_alike_before_may_be_alike() -> None:
    """Minutes of silence of 91 days, under one title: corrected, new ones, and with days of their own."""
    title, days = "Загальнонаціональна хвилина мовчання", [DAY.replace(day=1 + n % 28) for n in range(91)]
    known = [
        (
            article(n, title, SILENCE.format(n).replace("ранку", "годині"), days[n]),
            article(n, title, SILENCE.format(n), days[n]),
        )
        for n in range(8)
    ]
    new: list[tuple[Article, Article | None]] = [
        (article(n, title, SILENCE.format(n), days[n]), None) for n in range(8, 91)
    ]
    assert refused([*known, *new]) == (set(), [])


def test_statuses_that_change_together_under_titles_of_their_own() -> None:
    def status(n: int, says: str) -> Article:
        return article(n, f"Повітряна тривога: громада {THEMES[n]}", says)

    calm, alarm = (
        "Відбій тривоги, можна виходити з укриття",
        "Увага, прямуйте до найближчого захисного приміщення",
    )
    assert refused([(status(n, alarm), status(n, calm)) for n in range(8)]) == (set(), [])


def test_a_boilerplate_that_takes_the_place_of_most_texts() -> None:
    said = "Сайт працює у тестовому режимі, просимо надсилати зауваження на пошту громади"
    texts = (
        "Тролейбус змінить маршрут",
        "Дитсадок прийняв перших дітей",
        "Лікарям вручили нагороди",
        "Толока зібрала сто людей",
        "Воду подаватимуть за графіком",
        "Школярі здобули перемогу",
    )
    pages = [(replace(own(n), body=said), replace(own(n), body=texts[n])) for n in range(6)]
    assert refused(pages, unchanged=2)[0] == {0, 1, 2, 3, 4, 5}
    assert refused(pages[:3], unchanged=20)[0] == set()  # «Набір завершено», by hand


def test_edits_are_edits() -> None:
    edited = [(replace(own(n), body=own(n).body + "\nУточнено строки робіт."), own(n)) for n in range(8)]
    rewritten = [(replace(own(n + 1), url=own(n).url), own(n)) for n in range(7)]
    assert refused(edited) == (set(), [])
    assert refused(rewritten) == (set(), [])


def test_an_article_of_which_nothing_can_be_read_again_and_that_had_no_text() -> None:
    losses = Losses()
    for n in range(4):
        losses.see(f"/{n}", replace(own(n), body=""), None, known=True, had_text=False)
    assert list(losses.settle(Counter[Outcome]({"changed": 4}))) == []
    for n in range(4):
        losses.see(f"/{n}", replace(own(n), body=""), None, known=True, had_text=True)
    assert [each.urls for each in losses.settle(Counter[Outcome]({"changed": 4}))] == [
        ["/0", "/1", "/2", "/3"]
    ]


def test_a_later_answer_takes_the_place_of_an_earlier_one() -> None:
    losses = Losses()
    for n in range(3):
        losses.see(f"/{n}", replace(own(n), body=""), own(n), known=True, had_text=True)
    losses.forget("/0")
    assert losses.lost == ["/1", "/2"]
    assert list(losses.settle(Counter[Outcome]({"changed": 9}))) == []
