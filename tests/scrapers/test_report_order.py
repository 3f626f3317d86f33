"""Reading order and words, on pages drawn by the tests themselves."""

from __future__ import annotations

import pytest

from scrapers.parsers.report import ReportPage, read_report
from scrapers.parsers.report_words import join_wrapped, mend_spacing
from tests.scrapers.paper import Sheet, make_pdf

LEFT = [
    "Житомиряни подали проектних про-",
    "позицій більше, ніж торік, і майже",
    "всі пройшли перевірку відділів.",
]
RIGHT = ["На реалізацію проектів міський", "бюджет передбачив кошти на два", "роки наперед, по частинах."]
TITLE = "РЕЗУЛЬТАТИ ГОЛОСУВАННЯ 2017 У МІСТІ ЖИТОМИРІ"


def read(sheet: Sheet) -> ReportPage:
    return read_report(make_pdf(sheet)).pages[0]


@pytest.mark.parametrize(
    ("sheet", "lines"),
    [
        pytest.param(
            Sheet().text(60, 400, "друга").text(60, 440, "перша"), ["перша", "друга"], id="drawn-backwards"
        ),
        pytest.param(
            Sheet().text(60, 480, TITLE, 24).lines(380, 400, RIGHT).lines(40, 400, LEFT),
            [TITLE, *LEFT, *RIGHT],
            id="columns",
        ),
        pytest.param(
            Sheet().lines(40, 400, LEFT * 3, leading=1.3).lines(380, 403, RIGHT * 3, leading=1.5),
            [*LEFT * 3, *RIGHT * 3],
            id="columns-of-uneven-leading",
        ),
        pytest.param(
            Sheet().lines(40, 400, LEFT).lines(380, 400, RIGHT).text(40, 30, "стор. 12", 10),
            [*LEFT, *RIGHT, "стор. 12"],
            id="foot-line-under-the-left-column",
        ),
        pytest.param(
            Sheet().lines(40, 400, ["• СК1,", "• ОДТРК,"]).lines(300, 400, ["• Перший,", "• Радіо."]),
            ["• СК1,", "• ОДТРК,", "• Перший,", "• Радіо."],
            id="lists",
        ),
        pytest.param(
            Sheet().lines(40, 400, ["Рік", "2016", "2017"]).lines(200, 400, ["Проектів", "67", "99"]),
            ["Рік\tПроектів", "2016\t67", "2017\t99"],
            id="table-by-figures",
        ),
        pytest.param(
            Sheet()
            .lines(40, 400, ["Показник"])
            .lines(300, 400, ["Сума"])
            .lines(40, 374, ["Ремонт вулиці та", "тротуару"], leading=1.2)
            .lines(300, 374, ["120,5"])
            .lines(40, 331, ["Озеленення"])
            .lines(300, 331, ["84"]),
            ["Показник\tСума", "Ремонт вулиці та тротуару\t120,5", "Озеленення\t84"],
            id="table-by-space",
        ),
        pytest.param(
            Sheet()
            .lines(40, 400, ["Захід", "День Європи у місті", "з виступами колек-", "тивів", "Дні культури"])
            .lines(300, 391, ["Коли", "травень", "", "", "жовтень"])
            .rule(30, 396, 500)
            .rule(30, 340, 500),
            ["Захід\tКоли", "День Європи у місті з виступами колек-тивів\tтравень", "Дні культури\tжовтень"],
            id="table-by-rules",
        ),
        pytest.param(
            Sheet().text(60, 300, "рівно").turned(30, 100, "Кількість, шт"),
            ["рівно", "Кількість, шт"],
            id="upright",
        ),
        pytest.param(Sheet().text(40, 400, "Тінь").text(41, 399, "Тінь"), ["Тінь"], id="shadow"),
        pytest.param(
            Sheet().text(40, 400, "Видно").text(900, 400, "не видно"), ["Видно"], id="beyond-the-edge"
        ),
        pytest.param(
            Sheet().text(40, 400, "міс\u00ad").text(40, 380, "та"), ["міс-", "та"], id="soft-hyphen"
        ),
        pytest.param(
            Sheet().lines(40, 400, ["з МІСТАМИ-", "ПАРТНЕРАМИ"]), ["з МІСТАМИ-", "ПАРТНЕРАМИ"], id="hyphen"
        ),
    ],
)
def test_reading_order(sheet: Sheet, lines: list[str]) -> None:
    assert list(read(sheet).lines) == lines


@pytest.mark.parametrize("spread", [120, 180, 250, 350])
@pytest.mark.parametrize(
    "words",
    [
        "149 ЗВЕРНЕНЬ, ІЗ НИХ",
        "НЕОБХІДНУ КІЛЬКІСТЬ ПІДПИСІВ",
        "(250) НАБРАЛИ 24 ПЕТИЦІЇ, ПО",
        "ЯКИМ НАДАНІ ВІДПОВІДІ",
    ],
)
def test_letter_spaced_words_are_whole(words: str, spread: int) -> None:
    """pdfium alone gives «1 4 9 З В Е Р Н Е Н Ь ,»."""
    assert read(Sheet().uneven(40, 480, words, 20, spread)).lines == (words,)


@pytest.mark.parametrize("spacing", [0, 2, 5, 9])
def test_spacing_by_the_files_own_operator(spacing: float) -> None:
    words = "З квітня 2017 року запрацював новий сайт"
    assert read(Sheet(size=(1200, 540)).text(40, 480, words, 14, spacing)).lines == (words,)


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("З В І Т", "ЗВІТ"),
        ("З В І Т  П Р О  Р О Б О Т У", "ЗВІТ ПРО РОБОТУ"),
        ("149  ЗВЕРНЕНЬ ,  ІЗ  НИХ", "149 ЗВЕРНЕНЬ, ІЗ НИХ"),
        ("НЕОБХІДНУ  К ІЛЬКІСТЬ  ПІДПИСІВ", "НЕОБХІДНУ КІЛЬКІСТЬ ПІДПИСІВ"),
        ("24  ПЕТИЦІ Ї ,  ПО", "24 ПЕТИЦІЇ, ПО"),
        pytest.param("НАБРА ЛИ  24", "НАБРА ЛИ 24", id="not-certain"),
        pytest.param("а б в г", "а б в г", id="alphabet"),
        pytest.param("1 2 3 4", "1 2 3 4", id="figures"),
        pytest.param("Я і ти", "Я і ти", id="short-words"),
        pytest.param("1133-річниця , та  інше", "1133-річниця , та інше", id="only-capitals"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_text_alone_is_mended_where_it_is_certain(line: str, mended: str) -> None:
    assert mend_spacing(line) == mended


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["з МІСТАМИ-", "ПАРТНЕРАМИ"], "з МІСТАМИ-ПАРТНЕРАМИ"),
        (["9 –", "10"], "9 – 10"),
        (["2016-", "2017"], "2016- 2017"),
        (["а", "б"], "а б"),
    ],
)
def test_wrapped_lines_keep_their_hyphen(lines: list[str], joined: str) -> None:
    assert join_wrapped(lines) == joined


@pytest.mark.parametrize(
    ("sheet", "title"),
    [
        pytest.param(
            Sheet().text(60, 480, "Бюджет участі", 24).lines(60, 400, LEFT), "Бюджет участі", id="larger"
        ),
        pytest.param(Sheet().text(60, 480, "БЮДЖЕТ").lines(60, 440, LEFT), "БЮДЖЕТ", id="capitals"),
        pytest.param(
            Sheet().lines(60, 480, ["З МІСТАМИ-", "ПАРТНЕРАМИ:"], 24).lines(60, 380, LEFT),
            "З МІСТАМИ-ПАРТНЕРАМИ:",
            id="two-lines",
        ),
        pytest.param(Sheet().lines(60, 480, LEFT), None, id="one-size"),
        pytest.param(Sheet().lines(60, 480, LEFT).text(60, 60, "ПІДСУМОК", 30), None, id="large-at-the-foot"),
        pytest.param(
            Sheet()
            .lines(60, 480, [f"Рядок {number} довгого заголовка" for number in range(5)], 20)
            .lines(60, 300, LEFT * 3, 8),
            None,
            id="too-long",
        ),
        pytest.param(Sheet(), None, id="empty"),
    ],
)
def test_title(sheet: Sheet, title: str | None) -> None:
    assert read(sheet).title == title


def test_many_lone_letters_do_not_take_long() -> None:
    """20,000 pieces scattered over a page: no step looks at every pair of them."""
    sheet = Sheet(size=(5000, 5000))
    for number in range(5000):
        sheet.text(number * 997 % 4900, number * 631 % 4900, "ЖЩЩЖ", 6)
    assert sum(len(line) - line.count("\t") for line in read(sheet).lines) >= 15_000
