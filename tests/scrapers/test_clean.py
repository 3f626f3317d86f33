"""Kept text loses what nobody can see; the key folds what looks alike."""

from __future__ import annotations

import unicodedata

import pytest

from scrapers.clean import (
    clean_line,
    clean_lines,
    clean_text,
    fold_word,
    lacks_letters,
    mark_lost_emoji,
    matching_key,
)

FAMILY = "👨\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("Об\u00adлас\u00adна рада", "Обласна рада", id="soft-hyphen"),
        pytest.param("під\u200bтримка", "підтримка", id="zero-width-space"),
        pytest.param("\ufeffГромада", "Громада", id="byte-order-mark"),
        pytest.param("а\u200e\u200fб\u2060в", "абв", id="direction-marks-and-word-joiner"),
        pytest.param("слово\u200dдруге", "словодруге", id="joiner-between-letters"),
        pytest.param(FAMILY, FAMILY, id="joiner-between-emoji"),
        pytest.param(
            "🏳️\u200d🌈 👩🏽\u200d⚕️", "🏳️\u200d🌈 👩🏽\u200d⚕️", id="joiner-after-selector-and-skin-tone"
        ),
        pytest.param("❤️ ♻ ✅", "❤️ ♻ ✅", id="emoji-selector"),
        pytest.param("2\u20e3 1️⃣", "2\u20e3 1️⃣", id="keycap"),
        pytest.param("????", "????", id="question-marks-are-not-repaired"),
        pytest.param("будинокии\u0306", "будинокий", id="decomposed-й"),
        pytest.param("\u0418\u0306 \u0456\u0308 \u0406\u0308", "Й ї Ї", id="decomposed-capitals"),
        pytest.param("за́мок і замо́к", "за́мок і замо́к", id="stress-stays"),
        pytest.param("й ї ґ Й Ї Ґ є і", "й ї ґ Й Ї Ґ є і", id="ukrainian-letters-stay"),
        pytest.param("«» “” „ ’ ʼ ' ` – — …", "«» “” „ ’ ʼ ' ` – — …", id="typography-stays"),
        pytest.param("Івано-\nФранківськ", "Івано-\nФранківськ", id="hyphenation-untouched"),
        pytest.param(
            "а\r\nб\rв\u2028г\u2029д\x0be\x0cє\x85ж", "а\nб\nв\nг\nд\ne\nє\nж", id="kinds-of-newlines"
        ),
        pytest.param("а\x00б\x07в\x1fг\x7f", "абвг", id="control-characters"),
        pytest.param("plain\r\nascii", "plain\nascii", id="ascii"),
        pytest.param("", "", id="empty"),
    ],
)
def test_invisible_goes_and_the_rest_stays(text: str, kept: str) -> None:
    assert clean_text(text) == kept
    assert clean_text(kept) == kept


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("  Драбівська\u00a0громада \n", "Драбівська громада", id="nbsp-and-edges"),
        pytest.param("15\u202f000\u2009грн", "15 000 грн", id="narrow-spaces"),
        pytest.param("а\t\tб\n\nв", "а б в", id="tabs-and-newlines"),
        pytest.param("\u3000\u00a0", "", id="only-spaces"),
        pytest.param("а \u200b б", "а б", id="zero-width-between-spaces"),
    ],
)
def test_line_has_single_spaces(text: str, line: str) -> None:
    assert clean_line(text) == line


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("перший\n\n \u00a0 \nдругий", ("перший", "другий"), id="empty-ones-left-out"),
        pytest.param("  а   б \r\n\tв\u00a0г  ", ("а б", "в г"), id="spaces-inside"),
        pytest.param("\u200b\n\u00ad\n\ufeff", (), id="lines-of-nothing-visible"),
        pytest.param("", (), id="empty"),
    ],
)
def test_paragraphs_are_lines(text: str, lines: tuple[str, ...]) -> None:
    assert clean_lines(text) == lines


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Об’єднана громада", "об'єднана ГРОМАДА", id="apostrophe-and-case"),
        pytest.param("сімʼя сім`я сім‘я сім′я", "сім'я сім'я сім'я сім'я", id="every-apostrophe"),
        pytest.param("«Рада» – це „ми“", "Рада це ми", id="quotes-and-dashes"),
        pytest.param("мiсцем пенсiї якi oбласть", "місцем пенсії які область", id="latin-in-cyrillic-words"),
        pytest.param("ХVІІІ сесія", "ХVІІІ сесія", id="roman-numeral-written-alike"),
        pytest.param("Кам’янець-Подільський", "кам'янець подільський", id="hyphen"),
        pytest.param("бойовии\u0306  \u0457жак", "бойовий їжак", id="decomposed"),
        pytest.param("Об\u00adласна\u00a0рада", "обласна рада", id="soft-hyphen-and-nbsp"),
    ],
)
def test_equal_for_a_reader_is_equal_in_the_key(one: str, other: str) -> None:
    assert matching_key(one) == matching_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("її", "іі", id="ї-is-a-letter"),
        pytest.param("край", "краи", id="й-is-a-letter"),
        pytest.param("ґрати", "грати", id="ґ-is-a-letter"),
        pytest.param("№ 5", "№ 6", id="numbers"),
        pytest.param("бюджет", "бюджету", id="case-forms"),
    ],
)
def test_different_for_a_reader_is_different_in_the_key(one: str, other: str) -> None:
    assert matching_key(one) != matching_key(other)


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Covid", "covid"),  # a Latin word stays Latin
        ("Рада", "рада"),
        ("CEСIЯ", "сесія"),
        ("2024", "2024"),
        ("", ""),
    ],
)
def test_word_decides_its_alphabet(word: str, folded: str) -> None:
    assert fold_word(word) == folded


def test_kept_text_is_composed() -> None:
    text = clean_text(unicodedata.normalize("NFD", "Їжак із Києва йде: ґанок, ёлка, ўсё"))
    assert text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("a\x08b\x1bc", "abc", id="control-characters-in-ascii"),
        pytest.param("а\u202dб\u202eв\u2068г\u2069", "абвг", id="overrides-and-isolates"),
    ],
)
def test_more_of_the_invisible(text: str, kept: str) -> None:
    assert clean_text(text) == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Олikою", "Олікою"),
        ("украïнa", "україна"),
        ("СОVID-19", "COVID-19"),
        ("VІІІ", "VIII"),
        ("ХVІІ", "XVII"),
    ],
)
def test_look_alike_letters_of_either_alphabet(one: str, other: str) -> None:
    assert matching_key(one) == matching_key(other)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("?Метою проєкту є розвиток", "\ufffdМетою проєкту є розвиток"),
        ("? В процесі роботи", "\ufffd В процесі роботи"),
        ("✅?Житлова політика", "✅\ufffdЖитлова політика"),
        ("Щодня ?9:00 і ?«Вечір»", "Щодня \ufffd9:00 і \ufffd«Вечір»"),
        ("Дякуємо! ????", "Дякуємо! \ufffd\ufffd\ufffd\ufffd"),
        ("Рядок\n?Другий", "Рядок\n\ufffdДругий"),
        ("Слава! ?", "Слава! \ufffd"),
        ("Чому так? Бо треба.", "Чому так? Бо треба."),
        ("Хто?! Де??? Коли ?", "Хто?! Де??? Коли ?"),
        ("«Що далі?» – спитав він", "«Що далі?» – спитав він"),
        ("https://rada.example/?id=5&a=?b", "https://rada.example/?id=5&a=?b"),
    ],
)
def test_lost_emoji_are_marked_and_questions_stay(text: str, marked: str) -> None:
    assert mark_lost_emoji(text) == marked


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        pytest.param("Льввська мська рада вдремонтувала дорогу до лкарн. " * 6, True, id="every-one-lost"),
        pytest.param("Львівська міська рада відремонтувала дорогу до лікарні. " * 6, False, id="all-there"),
        pytest.param("Льввська мська рада вдремонтувала дорогу до лікарн. " * 6, False, id="one-is-there"),
        pytest.param("Городской совет отремонтировал дорогу, чтобы её открыть. " * 6, False, id="russian"),
        pytest.param("Рада вдремонтувала дорогу.", False, id="too-short-to-tell"),
        pytest.param("The council has repaired the road to the hospital. " * 6, False, id="latin"),
    ],
)
def test_letters_that_a_page_has_lost(text: str, lost: bool) -> None:
    assert lacks_letters(text) is lost
