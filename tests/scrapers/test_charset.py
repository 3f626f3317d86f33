"""Bytes become the text their author wrote, whatever was declared."""

from __future__ import annotations

import codecs

import pytest

from scrapers.charset import decode

TEXT = (
    "На сесії селищної ради затвердили бюджет громади на наступний рік. "
    "Голова повідомив, що кошти підуть на ремонт доріг, шкіл та їдалень."
)
RUSSIAN = "Сегодня состоялась сессия городского совета, депутаты утвердили бюджет."
ACCENTS = "Café déjà vu: naïve façade, jalapeño and Zürich are English words with accents."
CAPITALS = "УВАГА! ОГОЛОШЕННЯ ПРО ЗБІР ПІДПИСІВ"
DECLARATIONS = [None, "utf-8", "windows-1251", "koi8-u", "iso-8859-1", "no-such-charset"]


def page(text: str, meta: str | None = None) -> str:
    declared = f'<meta charset="{meta}">' if meta else ""
    return f"<html><head>{declared}<title>{text}</title></head><body><p>{text}</p></body></html>"


def header(charset: str | None) -> str | None:
    return f"text/html; charset={charset}" if charset else None


@pytest.mark.parametrize("declared", DECLARATIONS)
@pytest.mark.parametrize(
    ("text", "charset"),
    [
        pytest.param(TEXT, "utf-8", id="utf-8"),
        pytest.param(TEXT, "windows-1251", id="windows-1251"),
        pytest.param(TEXT, "koi8-u", id="koi8-u"),
        pytest.param(RUSSIAN, "windows-1251", id="russian"),
        pytest.param("Засідання виконкому", "windows-1251", id="short"),
        pytest.param(f"{TEXT} “Сад” № 5 — «тест» 5 грн", "windows-1251", id="typography"),
    ],
)
def test_dense_text_is_read_right_whatever_http_says(text: str, charset: str, declared: str | None) -> None:
    body = page(text).encode(charset)
    assert decode(body, header(declared)) == (page(text), charset)


@pytest.mark.parametrize("declared", DECLARATIONS)
@pytest.mark.parametrize(
    "tail", [b"\xff", b"\xd0", b"\xff\xfe\xfa\xfb\xfc", b"<i>\xe0\xe1</i>\xe0\xe1\xe2\xe3"]
)
def test_a_few_bad_bytes_at_the_end_change_no_charset(tail: bytes, declared: str | None) -> None:
    told, charset = decode(page(TEXT * 5).encode() + tail, header(declared))
    assert (told.startswith(page(TEXT * 5)), charset) == (True, "utf-8")


@pytest.mark.parametrize(
    ("charset", "http", "meta"),
    [
        pytest.param("windows-1251", "utf-8", "windows-1251", id="http-wrong-meta-right"),
        pytest.param("windows-1251", "windows-1251", "utf-8", id="http-right-meta-wrong"),
        pytest.param("windows-1251", "utf-8", "utf-8", id="both-wrong"),
        pytest.param("windows-1251", None, "windows-1251", id="only-meta"),
        pytest.param("windows-1251", "koi8-r", "koi8-r", id="both-koi8"),
        pytest.param("utf-8", "windows-1251", "windows-1251", id="utf-8-declared-windows-1251"),
        pytest.param("utf-8", "iso-8859-1", "iso-8859-1", id="utf-8-declared-latin-1"),
        pytest.param("koi8-u", "windows-1251", "koi8-u", id="koi8-declared-windows-1251"),
    ],
)
def test_declarations_must_prove_true(charset: str, http: str | None, meta: str) -> None:
    text = page(TEXT, meta)
    assert decode(text.encode(charset), header(http)) == (text, charset)


@pytest.mark.parametrize(
    "content_type",
    [
        "text/html;charset=windows-1251",
        "text/html; Charset = 'Windows-1251'",
        'text/html; charset="cp1251"; x=y',
        "text/html; charset=CP1251",
    ],
)
def test_http_header_in_its_spellings(content_type: str) -> None:
    assert decode("Є".encode("cp1251") + TEXT.encode("cp1251"), content_type) == (f"Є{TEXT}", "windows-1251")


@pytest.mark.parametrize(
    "meta",
    [
        '<meta charset="windows-1251">',
        "<META CHARSET=windows-1251>",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        "<meta content='text/html;charset=windows-1251' http-equiv=content-type />",
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_meta_in_its_spellings(meta: str) -> None:
    text = f"{meta}<p>{CAPITALS}</p>"
    assert decode(text.encode("windows-1251"), None) == (text, "windows-1251")


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        pytest.param(CAPITALS, "windows-1251", id="capitals-windows-1251"),
        pytest.param(CAPITALS, "koi8-u", id="capitals-koi8-u"),
        pytest.param("Рада", "windows-1251", id="one-word-windows-1251"),
        pytest.param("Рада", "koi8-u", id="one-word-koi8-u"),
        pytest.param("Їжак", "windows-1251", id="one-word-with-ї"),
        pytest.param(
            "Contact us at the city hall. " * 10 + "Київ", "windows-1251", id="english-with-one-word"
        ),
        pytest.param(ACCENTS, "windows-1252", id="latin-with-accents"),
    ],
)
def test_undeclared(text: str, charset: str) -> None:
    assert decode(page(text).encode(charset), None) == (page(text), charset)


@pytest.mark.parametrize("declared", ["windows-1251", "utf-8", "windows-1252"])
def test_latin_text_is_not_taken_for_cyrillic(declared: str) -> None:
    assert decode(page(ACCENTS).encode("windows-1252"), header(declared)) == (page(ACCENTS), "windows-1252")


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), "utf-8", id="utf-8"),
        pytest.param(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16", id="utf-16-le"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16", id="utf-16-be"),
    ],
)
@pytest.mark.parametrize("declared", [None, "windows-1251"])
def test_byte_order_mark_goes_before_all(body: bytes, charset: str, declared: str | None) -> None:
    assert decode(body, header(declared)) == (TEXT, charset)


@pytest.mark.parametrize("missing", [1, 2, 3])
@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1251", "iso-8859-1"])
def test_truncated_utf8_stays_utf8(missing: int, declared: str | None) -> None:
    whole = (page(TEXT) + "😀").encode()
    text, charset = decode(whole[:-missing], header(declared))
    assert (text.rstrip("\ufffd"), charset) == (page(TEXT), "utf-8")


def test_single_damaged_letter_of_a_declared_page() -> None:
    whole = page(TEXT * 20)
    damaged = whole.encode().replace("ї".encode(), b"\xd1", 1)
    assert decode(damaged, header("utf-8")) == (whole.replace("ї", "\ufffd", 1), "utf-8")


@pytest.mark.parametrize("name", ["", "none", "утф-8", "..", "x" * 200, "mbcs", "idna", "utf-7", "win-1251"])
def test_unknown_charset_names_are_passed_over(name: str) -> None:
    assert decode(TEXT.encode("windows-1251"), header(name)) == (TEXT, "windows-1251")


@pytest.mark.parametrize(
    "body", [b"", b"plain ascii", bytes(range(256)), b"\xff", b"\x98" * 100, b"%PDF-1.7\n\xd0\xff"]
)
@pytest.mark.parametrize("declared", DECLARATIONS)
def test_never_fails(body: bytes, declared: str | None) -> None:
    text, charset = decode(body, header(declared))
    assert isinstance(text, str)
    assert codecs.lookup(charset)


def test_override_of_the_source_goes_first() -> None:
    body = "АБВ ГДЕ".encode("cp866")
    assert decode(body, header("windows-1251"), "cp866")[0] == "АБВ ГДЕ"


def test_wrong_override_must_prove_true_as_well() -> None:
    assert decode(TEXT.encode("koi8-u"), None, "windows-1251") == (TEXT, "koi8-u")


MARKUP = '<div class="col-lg-8 wow-outer container-fluid"><a href="https://rada.example/some/long/path/">'


@pytest.mark.parametrize("http", ["iso-8859-1", "windows-1252", "us-ascii"])
@pytest.mark.parametrize("meta", ["windows-1251", None])
@pytest.mark.parametrize("charset", ["windows-1251", "koi8-u"])
def test_markup_does_not_make_a_page_latin(http: str, meta: str | None, charset: str) -> None:
    text = page(TEXT, meta) + MARKUP * 100
    assert decode(text.encode(charset), header(http)) == (text, charset)


@pytest.mark.parametrize("declared", DECLARATIONS)
def test_damaged_byte_does_not_make_utf8_another_charset(declared: str | None) -> None:
    body = page(TEXT).encode().replace("ї".encode(), b"\xff" + "ї".encode(), 1)
    assert decode(body, header(declared)) == (page(TEXT).replace("ї", "\ufffdї", 1), "utf-8")


@pytest.mark.parametrize("name", ["base64", "hex", "rot13", "zip", "bz2", "uu", "undefined"])
def test_codecs_that_are_no_charsets_are_passed_over(name: str) -> None:
    assert decode(TEXT.encode("windows-1251"), header(name)) == (TEXT, "windows-1251")
