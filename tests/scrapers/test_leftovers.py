"""What sites put around and into their texts goes, wherever it stands and by whatever rules the page is read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from scrapers.cases import Note, read_body
from scrapers.folders import load_sources
from scrapers.parsers.leftovers import is_leftover, without_byline, without_leftovers
from tests.test_sites import FOLDER, SITES

TITLE = "Сесія підтримала ремонт мосту"
TEXT = (
    "Депутати підтримали виділення коштів на ремонт мосту через річку Вербівку, роботи почнуться у червні.",
    "Проєкт готували два роки, і тепер він має висновок експертизи та підрядника.",
    "Об’їзд прокладуть через сусіднє село, автобуси змінять розклад.",
)
PAGES = {
    "ternova_rada": (
        "<html lang=uk><head><title>{title}</title></head><body><h1>{title}</h1><div class=date>12 травня 2026,"
        " 10:00</div><div class=txt>{body}</div></body></html>"
    ),
    "verbivska_hromada": (
        '<html lang=uk><head><title>{title}</title><meta property="article:published_time"'
        ' content="2026-05-12T10:00:00+03:00"></head><body><article><h1 class="entry-title">{title}</h1>'
        '<div class="entry-content">{body}</div></article></body></html>'
    ),
    "zelenoyarska_hromada": (
        '<html lang=uk><head><title>{title}</title></head><body><article class="post-creative">'
        '<h1 class="post-creative-title">{title}</h1><ul class="post-creative-meta"><li><time datetime=2026>'
        "12 Травня, 2026 о 10:00</time></li></ul><main>{body}</main></article></body></html>"
    ),
    "hrabivska_rada": (
        '<html lang=uk><head><title>{title}</title></head><body><h1 class="page-title">{title}</h1><article'
        ' class="node node--view-mode-full"><time datetime="2026-05-12T10:00:00+03:00"></time>'
        '<div class="field--name-body">{body}</div></article></body></html>'
    ),
}
GONE = """
Читайте також: Новий автобус
Читайте більше у статті: Дорога до лікарні
Сподобалась новина? Поширте:
Поділитися новиною:
Поділиться новиною
Підписуйтесь на Telegram
Підписуйтесь на Telegram-канал громади
Версія для друку
Детальніше...
Ctrl+Enter
Знайшли помилку? Виділіть її та натисніть Ctrl+Enter
Переглядів: 15
Кількість переглядів: 15
[ad_1]
[ad_2]
Скопіюйте та вставте це посилання на ваш сайт WordPress для вбудовування
Читати далі… »
Використання файлів cookie
Ми використовуємо файли cookie, щоб сайт працював краще.
""".strip().splitlines()
# behind these in a text nothing of the article's stands
CLOSING = ["Читайте також на цю тему:", "Читайте також", "Інші новини", "Інші новини:"]
KEPT = """
Нагадаємо, у березні міст закривали.
Джерело: Вербівська громада
Детальніше про умови конкурсу розповіли на зборах.
Читайте уважно умови договору, а також додаток до нього.
Кількість переглядів: за рік сайт громади відвідали 15 тисяч людей.
""".strip().splitlines()


def read(source: str, lines: tuple[str, ...]) -> list[str]:
    sources = load_sources([SITES, FOLDER])
    note = Note(
        origin="constructed",
        shows="",
        source=source,
        url=f"{sources[source].url}news/1/",
        fetched_at=datetime(2026, 5, 20, 8, tzinfo=UTC),
    )
    html = PAGES[source].format(title=TITLE, body="\n".join(f"<p>{line}</p>" for line in lines))
    told: dict[str, Any] = read_body(html.encode(), note, sources[source])
    assert (told["title"], told["published"]) == (TITLE, "2026-05-12T10:00:00+03:00")
    return list(told["body"])


def placed(line: str) -> list[tuple[str, ...]]:
    return [(line, *TEXT), (TEXT[0], line, *TEXT[1:]), (*TEXT, line)]


@pytest.mark.parametrize("source", PAGES)
@pytest.mark.parametrize("line", GONE)
def test_a_line_of_the_sites_is_no_text(source: str, line: str) -> None:
    for lines in placed(line):
        assert read(source, lines) == list(TEXT)


@pytest.mark.parametrize("source", PAGES)
@pytest.mark.parametrize("line", CLOSING)
def test_other_articles_behind_the_text_are_none_of_it(source: str, line: str) -> None:
    assert read(source, (*TEXT, line)) == list(TEXT)
    others = (
        '<a href="/news/2/">Оголошено набір до хору</a>',
        '<a href="/news/3/">Хто прийде на толоку?</a>',
    )
    assert read(source, (*TEXT, line, *others)) == list(TEXT)


@pytest.mark.parametrize("source", PAGES)
@pytest.mark.parametrize("line", KEPT)
def test_a_line_that_only_begins_alike_stays(source: str, line: str) -> None:
    for lines in placed(line):
        assert read(source, lines) == list(lines)


def test_the_text_goes_on_behind_titles_of_others() -> None:
    lines = (TEXT[0], "Читайте також:", "Новий автобус", "Де прокладуть об’їзд", *TEXT[1:])
    assert without_leftovers(lines) == TEXT


def test_a_link_behind_read_also_is_a_title_of_any_length() -> None:
    title = "Рік служби: скільки родин отримали підтримку, чому стало менше відмов та що зміниться " * 2
    lines = (*TEXT, "Читайте також", title, "17 Листопада, 2026")
    assert without_leftovers(lines, links=[("/2", title)]) == TEXT
    assert title in without_leftovers(lines)


def test_a_long_paragraph_is_never_the_sites() -> None:
    assert is_leftover("Переглядів: 15")
    assert not is_leftover("Ми використовуємо файли cookie " + "для роботи сайту " * 15)


def test_what_may_close_an_item_of_a_digest_stays_where_there_are_digests() -> None:
    lines = (TEXT[0], "Детальніше →", "Переглядів: 15", TEXT[1], "Детальніше →")
    assert without_leftovers(lines, closings=True) == (TEXT[0], "Детальніше →", TEXT[1], "Детальніше →")
    assert without_leftovers(lines) == TEXT[:2]


def test_a_heading_of_what_was_left_out_is_no_last_line() -> None:
    assert without_leftovers((*TEXT, "Новини"), wide=True) == TEXT
    assert without_leftovers((*TEXT, "Новини")) == (*TEXT, "Новини")
    assert without_leftovers(("Новини", *TEXT), wide=True) == ("Новини", *TEXT)


@pytest.mark.parametrize("line", ["by Ivan", "By IVAN", "Автор: Ivan", "Автор тексту – Ivan"])
def test_a_byline_is_a_field_and_no_text(line: str) -> None:
    assert without_byline((line, *TEXT), "Ivan") == TEXT
    assert without_byline((*TEXT, line), "Ivan") == TEXT
    assert without_byline((TEXT[0], line, TEXT[1]), "Ivan") == (TEXT[0], line, TEXT[1])
    assert without_byline((line, *TEXT), None) == (line, *TEXT)


def test_a_signature_is_text() -> None:
    assert without_byline((*TEXT, "Іван Крук"), "Іван Крук") == (*TEXT, "Іван Крук")
