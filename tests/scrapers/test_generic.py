"""Pages that no rule describes, made by hand after the families of Ukrainian sites: every field of each.

`dev` was in view while the rules were written, `held`, `fresh`, `late` and `last` were written afterwards,
`general` are layouts of the press.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scrapers.charset import decode
from scrapers.dates import KYIV
from scrapers.extract import main, written
from scrapers.parsers.generic import Extracted, extract

LABELS = Path(__file__).parent.parent / "labels" / "generic"
NOW = datetime(2024, 9, 22, 15, 0, tzinfo=KYIV)
PAGES: list[tuple[str, str, dict[str, Any]]] = [
    (part, name, label)
    for part in ("dev", "held", "general", "fresh", "late", "last")
    for name, label in json.loads((LABELS / part / "expected.json").read_text(encoding="utf-8")).items()
]


def read(html: str) -> Extracted:
    return extract(html, "https://rada.example/news/1", NOW)


@pytest.mark.parametrize(
    ("part", "name", "label"), [pytest.param(*page, id=f"{page[0]}-{page[1]}") for page in PAGES]
)
def test_every_field_of_a_page_without_rules(part: str, name: str, label: dict[str, Any]) -> None:
    page = (LABELS / part / f"{name}.html").read_text(encoding="utf-8")
    text, _ = decode(page.encode(label.get("charset", "utf-8")))
    found = extract(text, label["url"], NOW)
    assert found.title == label["title"]
    assert list(found.body) == label["body"]
    assert (written(found.published), found.author) == (label["published"], label["author"])


def test_there_are_enough_pages_to_mean_something() -> None:
    assert len(PAGES) >= 50


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("", id="empty"),
        pytest.param("немає ніякої розмітки", id="bare-text"),
        pytest.param("<html><head></head><body></body></html>", id="empty-body"),
        pytest.param(
            '<script type="application/ld+json">{"@type": "NewsArticle", </script>', id="broken-json"
        ),
        pytest.param('<script type="application/ld+json">' + "[" * 50_000 + "</script>", id="deep-json"),
        pytest.param("<div>" * 20_000 + "текст", id="deep-boxes"),
        pytest.param("<h2>а</h2>" * 5_000, id="many-headings"),
        pytest.param("</p></div></a></td>" * 1_000, id="end-tags"),
    ],
)
def test_a_hostile_page_gives_what_it_has(html: str) -> None:
    found = read(html)
    assert (found.published, found.author) == (None, None)
    assert set(found.origins) == set(found.confidence) == {"title", "body", "published", "author"}


def test_an_empty_post_is_empty() -> None:
    found = read(
        "<title>Хвилина мовчання</title><div class=page><div class=post><h1>Хвилина мовчання</h1><p>16.09.2024</p>"
        "<main><p><img src=a.jpg></p></main></div><div class=side><p>Гаряча лінія працює щодня, дзвінки для"
        " мешканців громади безкоштовні.</p></div></div>"
    )
    assert (found.title, found.body, written(found.published)) == ("Хвилина мовчання", (), "2024-09-16")


def test_dates_of_the_text_and_of_neighbours_are_not_the_articles() -> None:
    found = read(
        "<title>Про збори</title><body><div class=a><h1>Про збори</h1><p>Збори відбудуться 25.08.2024 о 10:00 у залі"
        " ради, запрошуємо всіх мешканців громади взяти участь в обговоренні проєкту.</p></div>"
        "<aside><div>21.09.2024 <a href=/1>Інша новина</a></div></aside>"
    )
    assert (found.published, found.confidence["published"]) == (None, 0.0)


def test_an_update_does_not_pass_for_the_publication() -> None:
    found = read(
        "<title>Про ремонт</title><body><div><h1>Про ремонт</h1><div>Оновлено: 20.09.2024</div>"
        "<div>Опубліковано: 18.09.2024</div><p>Ремонт дороги між селами завершать до кінця місяця, каже староста.</p>"
    )
    assert written(found.published) == "2024-09-18"


def test_a_year_in_an_attribute_is_no_date() -> None:
    found = read(
        '<h1>Про раду</h1><time datetime="2024">24 Серпня, 2024 о 09:00</time><p>Засідання відбулося.</p>'
    )
    assert written(found.published) == "2024-08-24T09:00"


def test_a_future_date_is_no_date_of_publication() -> None:
    found = read("<h1>Про раду</h1><div>24.12.2024</div><p>Засідання відбудеться у великій залі ради.</p>")
    assert found.published is None


def test_the_year_that_a_page_leaves_out_is_flagged() -> None:
    found = read(
        "<h1>Про раду</h1><div>7 листопада, 16:55</div><p>Засідання відбулося у великій залі ради.</p>"
    )
    assert found.published is not None
    assert (written(found.published), found.published.year_inferred) == ("2023-11-07T16:55", True)


REPORT = (
    "<title>Свято врожаю</title><div><h1>Свято врожаю</h1>{}<div class=shots><figure><img src=1.jpg><figcaption>Колону"
    " відкриває духовий оркестр музичної школи</figcaption></figure><figure><img src=2.jpg><figcaption>Старости ріжуть"
    " коровай вагою одинадцять кілограмів</figcaption></figure><figure><img src=3.jpg><figcaption>Діти показують, що"
    " виросло на шкільному городі</figcaption></figure></div><p class=by>Світлини: Ігор Савчук</p></div>"
)


def test_captions_are_the_text_of_a_report_in_pictures() -> None:
    assert read(REPORT.format("")).body == (
        "Колону відкриває духовий оркестр музичної школи",
        "Старости ріжуть коровай вагою одинадцять кілограмів",
        "Діти показують, що виросло на шкільному городі",
    )


def test_captions_beside_a_text_are_none() -> None:
    text = "Свято врожаю відбулося в неділю на площі, прийшли мешканці всіх сіл громади й гості з області."
    assert read(REPORT.format(f"<p>{text}</p>")).body == (text,)


@pytest.mark.parametrize(
    ("field", "published"),
    [("Дата оприлюднення", "2024-09-03"), ("Дата реєстрації", None), ("Дата події", None)],
)
def test_the_cell_beside_names_a_date(field: str, published: str | None) -> None:
    found = read(
        "<title>Про бюджет</title><div><h1>Про бюджет</h1><table><tr><th>Номер</th><td>1184</td></tr>"
        f"<tr><th>{field}</th><td>03.09.2024</td></tr></table><p>Рада затвердила бюджет громади на рік.</p></div>"
    )
    assert written(found.published) == published


def test_the_day_of_a_comment_is_not_the_articles() -> None:
    found = read(
        "<title>Про раду</title><div class=page><h1>Про раду</h1><p>Засідання відбулося у великій залі ради.</p>"
        "<dl><dt>Ніна</dt><dd class=comment-footer>21 вересня 2024 р. о 21:03</dd></dl></div>"
    )
    assert found.published is None


def test_today_in_a_title_is_no_date() -> None:
    found = read(
        "<title>Пором сьогодні стоїть</title><h1>Пором сьогодні стоїть</h1><p>Причина – низька вода.</p>"
    )
    assert found.published is None


def test_who_took_the_picture_is_no_text() -> None:
    found = read(
        "<title>Про школу</title><div><h1>Про школу</h1><div class=lead>Школу відкрили після ремонту, який тривав"
        " рік.</div><div class=hero-src>Фото: пресслужба / Голос</div></div><div><div class=who>Ольга Бук</div>"
        "<div class=story__text><p>У класах нові вікна, парти й дошки, а в їдальні – кухня.</p></div></div>"
    )
    assert "Фото: пресслужба / Голос" not in found.body
    assert found.body[-1] == "У класах нові вікна, парти й дошки, а в їдальні – кухня."


def test_a_title_cut_short_is_completed() -> None:
    found = read(
        "<title>Про створення комісії з житла | Рада</title><h1>Про створення комісії з…</h1><p>Текст.</p>"
    )
    assert found.title == "Про створення комісії з житла"


def test_the_command_writes_a_row_for_each_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    urls = {name: label["url"] for part, name, label in PAGES if part == "dev"}
    listed, out = tmp_path / "urls.json", tmp_path / "out.json"
    listed.write_text(json.dumps(urls), encoding="utf-8")
    assert main([str(LABELS / "dev"), str(listed), str(out), "--now", NOW.isoformat()]) == 0
    rows = json.loads(out.read_text(encoding="utf-8"))
    assert list(rows) == list(urls)
    assert rows["bissoft"]["published"] == "2024-09-06"
    assert set(rows["bissoft"]) == {"title", "body", "published", "author"}

    listed.write_text(json.dumps({**urls, "missing": "https://rada.example/"}), encoding="utf-8")
    assert main([str(LABELS / "dev"), str(listed), str(out), "--now", NOW.isoformat()]) == 1
    assert "missing: expected a page" in capsys.readouterr().err
