"""Platforms by their signs: what a sign may say, what counts as seen, and when nothing is claimed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from scrapers.errors import RegistryError
from scrapers.look import Look
from scrapers.recognise import CLAIM, Claim, Evidence, choose, claims
from scrapers.registry import PLATFORMS
from scrapers.signs import Family, Sign, families, read_family
from scrapers.source_files import read_source

URL = "https://rada.example/"


def look(html: str, url: str = URL, charset: str = "utf-8", **headers: str) -> Look:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Look(url=url, text=html, charset=charset, headers=told)


def weigh(*looks: Look, signs: list[dict[str, Any]], **evidence: Any) -> float:
    family = Family(platform="x", signs=signs)
    found = claims(Evidence(looks=list(looks), **evidence), [family])
    return found[0].confidence if found else 0.0


def claim(platform: str, confidence: float, yields: bool = False) -> Claim:
    return Claim(platform=platform, confidence=confidence, marks=(), yields=yields)


@pytest.mark.parametrize("file", sorted(PLATFORMS.glob("*.toml")), ids=lambda file: file.stem)
def test_every_preset_has_signs_that_can_be_claimed(file: Path) -> None:
    family = read_family(file)
    doubt = 1.0
    for sign in family.signs:
        doubt *= 1.0 if sign.against else 1 - sign.weight
    assert 1 - doubt >= CLAIM


def test_signs_are_none_of_a_sources_keys(tmp_path: Path) -> None:
    file = tmp_path / "rada.toml"
    file.write_text('name = "Рада"\nurl = "https://rada.example/"\nplatform = "legacy"\n', "utf-8")
    assert read_source(file).platform == "legacy"
    file.write_text(file.read_text("utf-8") + "yields = true\n", "utf-8")
    with pytest.raises(RegistryError, match="yields: expected no such key"):
        read_source(file)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({}, "exactly one of at, asset"),
        ({"asset": "x", "link": "y"}, "not asset, link"),
        ({"header": "Server"}, "`says`, a pattern for the value"),
        ({"asset": "x", "says": "y"}, "`says` beside `at` or `header` only"),
        ({"at": "a["}, "a CSS selector"),
        ({"link": "("}, "a regular expression"),
        ({"link": "x", "weight": 1.0}, "less than 1"),
    ],
)
def test_a_sign_says_one_thing(keys: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Sign.model_validate({"what": "x", "weight": 0.5, **keys})


def test_a_wrong_sign_is_named_with_its_file(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text('[[signs]]\nwhat = "x"\nweight = 0.5\ncolour = "red"\n', "utf-8")
    with pytest.raises(RegistryError, match=r"x\.toml: signs\.0\.colour"):
        read_family(file)


OWN, ANOTHERS, TWO = {"asset": "^/wp-content/"}, {"asset": "^//gromada"}, {"link": "^/node/", "at_least": 2}
DRUPAL = {"at": "meta::attr(content)", "says": "^Drupal"}


@pytest.mark.parametrize(
    ("html", "sign", "seen"),
    [
        pytest.param("<script src='/wp-content/themes/a.js'>", OWN, True, id="own-path"),
        pytest.param("<script src='https://www.rada.example/wp-content/a.js'>", OWN, True, id="own-www"),
        pytest.param("<script src='https://st.rada.example/wp-content/a.js'>", OWN, True, id="own-static"),
        pytest.param("<img src='https://inshyi.example/wp-content/a.png'>", OWN, False, id="anothers-file"),
        pytest.param("<img src='//gromada.org.ua/themes/a.png'>", ANOTHERS, True, id="anothers-named"),
        pytest.param("<link rel=canonical href='/wp-content/a'>", OWN, False, id="canonical-is-no-asset"),
        pytest.param("<a href='/node/1'></a><a href='/node/2'></a>", TWO, True, id="two-links"),
        pytest.param("<a href='/node/1'></a><a href='/node/1'></a>", TWO, False, id="one-link-twice"),
        pytest.param("<meta name=generator content='Drupal 7'>", DRUPAL, True, id="attribute"),
        pytest.param("<meta name=generator>", DRUPAL, False, id="no-attribute"),
        pytest.param("<p>WordPress</p>", {"source": "WordPress"}, True, id="source"),
        pytest.param("", {"address": "^/$"}, True, id="address"),
        pytest.param("", {"charset": "utf-8"}, True, id="charset"),
        pytest.param("", {"header": "X-Drupal-.*", "says": "HIT"}, True, id="header"),
        pytest.param("", {"header": "Drupal", "says": "HIT"}, False, id="header-by-whole-name"),
        pytest.param("", {"robots": "(?m)^Disallow: /core/$"}, True, id="robots"),
        pytest.param("", {"feed": "wordpress"}, True, id="feed"),
    ],
)
def test_what_is_seen(html: str, sign: dict[str, Any], seen: bool) -> None:
    page = look(f"<html><body>{html}</body></html>", x_drupal_cache="HIT")
    told = {"robots": "User-agent: *\nDisallow: /core/", "feeds": ["https://wordpress.org/?v=6"]}
    found = weigh(page, signs=[{"what": "x", "weight": 0.5, **sign}], **told)
    assert bool(found) is seen


def test_marks_add_up_by_what_doubt_is_left_and_those_against_take_off() -> None:
    one = {"what": "x", "weight": 0.5, "source": "a"}
    against = {"what": "y", "weight": 0.8, "source": "b", "against": True}
    assert weigh(look("a"), signs=[one]) == 0.5
    assert weigh(look("a"), signs=[one, one]) == 0.75
    assert weigh(look("ab"), signs=[one, one, against]) == 0.15
    assert weigh(look("b"), signs=[one, against]) == 0.0
    assert weigh(look("a"), signs=[{**one, "weight": 0.999}]) == 0.99


@pytest.mark.parametrize(
    ("found", "chosen"),
    [
        ([claim("drupal", 0.9), claim("joomla", 0.3)], "drupal"),
        ([claim("drupal", 0.74)], None),
        ([claim("drupal", 0.9), claim("joomla", 0.85)], None),
        ([claim("drupal", 0.9), claim("joomla", 0.76)], "drupal"),
        ([claim("legacy", 0.95, True), claim("dle", 0.8)], "dle"),
        ([claim("legacy", 0.8, True), claim("dle", 0.7)], "legacy"),
        ([], None),
    ],
)
def test_a_claim_is_made_only_where_little_doubt_is_left(found: list[Claim], chosen: str | None) -> None:
    best = choose(found)
    assert (best.platform if best else None) == chosen


def test_only_one_platform_yields() -> None:
    assert [family.platform for family in families() if family.yields] == ["legacy"]


DAY = "<h3>{} липня 2025</h3><p>{}</p>"
NEWS = "Сьогодні в громаді відкрили нову криницю, яку копали два тижні, і вода в ній виявилася доброю."


@pytest.mark.parametrize(
    ("html", "days"),
    [
        pytest.param("".join(DAY.format(n, NEWS) for n in (3, 2, 1)), 3, id="news-below-days"),
        pytest.param(
            "".join(DAY.format(n, f"<a href=/{n}>{NEWS}</a>") for n in (3, 2, 1)), 0, id="links-to-pages"
        ),
        pytest.param("".join(DAY.format(n, "Коротко.") for n in (3, 2, 1)), 0, id="next-to-nothing"),
        pytest.param(f"<p>Сесія 3 липня 2025 року</p><p>{NEWS}</p>", 0, id="date-in-text"),
        pytest.param(f"<p>03.07.2025, 11:20</p><p>{NEWS}</p>", 0, id="hour-of-one-article"),
    ],
)
def test_days_of_a_page_that_holds_its_news_itself(html: str, days: int) -> None:
    assert look(f"<body>{html}</body>").days == days
