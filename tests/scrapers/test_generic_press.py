"""What pages of papers and blogs in other languages taught: a small page of our own for each cause."""

from __future__ import annotations

import pytest

from scrapers.extract import written
from scrapers.parsers import generic_foreign as foreign
from scrapers.parsers.generic import extract
from scrapers.parsers.generic_western import western
from scrapers.parsers.generic_words import is_also, is_end, is_junk, is_stamp
from tests.benchmarks.extract import f1, key
from tests.scrapers.test_generic_news import BRIDGE, COST, FERRY, NOW, SHOPS, TOLL, paragraphs, read

LONG = paragraphs(
    BRIDGE, COST, FERRY, SHOPS, TOLL, BRIDGE[:-1] + ", they said.", COST[:-1] + ", it said.", SHOPS
)
FOOT = "<footer><p>The Post is printed by the river, in the old mill, since the year of the great flood.</p></footer>"
CARDS = "".join(
    f"<div class=teaser><a href=/{i}>Ten more walks along the river {i}</a></div>" for i in range(3)
)


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("Dienstag, 29. Januar 2019, 16:52 Uhr", "Dienstag, 29 jan     2019, 16:52 Uhr"),
        ("Publié le 1er août 2019", "Publié le 1 aug    2019"),
        ("3 de enero de 2020", "3 jan         2020"),
        ("5 sierpnia 2019 r.", "5 aug      2019 r."),
        ("Mai 03, 2017 / Anna", "03 may  2017 / Anna"),
        ("2015. augusztus 20., 11:16", "20 aug         2015, 11:16"),
        ("12 Bilder 2019", "12 Bilder 2019"),
        ("Am 3. Mai ohne Jahr", "Am 3. Mai ohne Jahr"),
        ("3 мая 2019 mai 2019", "3 мая 2019 mai 2019"),
    ],
)
def test_dates_of_other_languages_keep_their_places(line: str, same: str) -> None:
    assert western(line) == same


BLOG = f"<div class=entry>{paragraphs(BRIDGE, COST)}</div>"
DATES = {
    "german": ("", f"<div class=date>Dienstag, 17. September 2024</div>{BLOG}", "/news/1"),
    "opinion-in-a-box-of-comments-by-name": (
        "",
        f"<div class=article-comment__date>17 septembre 2024</div>{BLOG}",
        "/news/1",
    ),
    "words-of-a-blog-below-the-post": (
        "",
        f"{BLOG}<div class=post-footer>Dieser Artikel wurde am 17. September 2024 um 14:48 von Jana geschrieben und in"
        " der Kategorie Brücken und Fähren abgelegt. Ein Kommentar dazu steht weiter unten auf der Seite.</div>",
        "/news/1",
    ),
    "labels-and-day-in-one-line-below": (
        "",
        f"{BLOG}<footer class=entry-footer>jana <a href=/2><time datetime='2024-09-17T15:27:05+03:00'>17. September"
        " 2024</time></a> Allgemein, Brücken, Fähren, Flüsse, Häfen, Ingenieure, Verkehr, Verwaltung, Wege</footer>",
        "/news/1",
    ),
    "an-update-that-nobody-sees": (
        "",
        "<div class=meta-info><span class='updated rich-snippet-hidden'>2024-09-20T17:27:31+02:00</span>"
        f"<span>September 17th, 2024</span></div>{BLOG}",
        "/news/1",
    ),
    "only-the-day-of-the-update": (
        "",
        f"<p class=stand>Letzte Aktualisierung: 17.09.2024</p>{BLOG}",
        "/news/1",
    ),
    "meta-by-another-name": ("<meta name=DCTERMS.issued content=2024-09-17>", BLOG, "/news/1"),
    "meta-with-a-zone-of-letters": (
        "<meta property=article:published_time content=2024-09-17T17:40:00EET>",
        BLOG,
        "/news/1",
    ),
    "page-in-the-data": (
        '<script type="application/ld+json">{"@type":"WebPage","datePublished":"2024-09-17T10:00:00+03:00"}</script>',
        BLOG,
        "/news/1",
    ),
    "data-that-is-broken": (
        '<script type="application/ld+json">{"@type":"Article","x":"a"b","datePublished":"2024-09-17"}</script>',
        BLOG,
        "/news/1",
    ),
    "behind-the-title": ("<title>Old bridge closes | The Post | 17.09.2024</title>", BLOG, "/news/1"),
    "address-with-a-day": ("", BLOG, "/2024-09-17-bridge"),
    "address-with-a-month-in-letters": ("", BLOG, "/town/2024/sep/17/bridge"),
    "month-of-the-address": (
        "",
        f"{BLOG}<div class=links>Mai 03, 2024</div><div class=links>September 17, 2024</div>",
        "/2024/09/bridge.html",
    ),
    "day-of-a-quoted-post": (
        "",
        f"<div class=entry><p>{BRIDGE}</p><blockquote><p>It leaks.</p><p>Jane (@jane) 12 September 2024</p>"
        f"</blockquote><p>{COST}</p></div>",
        "/2024/09/17/bridge",
    ),
}


@pytest.mark.parametrize(("head", "below", "url"), DATES.values(), ids=DATES)
def test_the_day_of_publication(head: str, below: str, url: str) -> None:
    found = read(f"<article><h1>Old bridge closes</h1>{below}</article>", head=head, url=url)
    assert (written(found.published) or "")[:10] == "2024-09-17"


UNSURE = {
    "in-the-heading-too": (
        "<title>Votes of 17.09.2024 | The Post | 17.09.2024</title>",
        "Votes of 17.09.2024",
        "/1",
    ),
    "number-of-a-page": ("", "Old bridge closes", "/news/20240917"),
    "no-day": ("", "Old bridge closes", "/news/2024/13/1/"),
    "two-in-broken-data": (
        '<script type="application/ld+json">{"datePublished":"2024-09-17" "datePublished":"2024-09-18"}</script>',
        "Old bridge closes",
        "/1",
    ),
}


@pytest.mark.parametrize(("head", "title", "url"), UNSURE.values(), ids=UNSURE)
def test_what_may_be_another_day_is_none(head: str, title: str, url: str) -> None:
    found = read(f"<article><h1>{title}</h1>{BLOG}</article>", head=head, url=url)
    assert found.origins["published"] in ("walk:nothing", "walk:h1")


TITLES = {
    "lone-heading-with-other-words-than-the-metas": (
        '<meta property="og:title" content="Old bridge closes: what drivers must know"><title>Bridge</title>',
        f"<h1>Old bridge closes and a ferry takes over</h1>{BLOG}",
        "Old bridge closes and a ferry takes over",
    ),
    "heading-that-carries-the-name-of-the-site": (
        "<title>Old bridge closes » Local » The River Post</title>",
        f"<div class=logo><h1>Old bridge closes The River Post</h1></div><h3>Old bridge closes</h3>{BLOG}",
        "Old bridge closes",
    ),
    "name-in-a-list-of-the-latest": (
        "<title>Old bridge closes | The Post</title>",
        f"<div class=big>Old bridge closes</div>{BLOG}<div class=latest><h3><a href=/1>Old bridge closes</a></h3>"
        "</div>",
        "Old bridge closes",
    ),
}


@pytest.mark.parametrize(("head", "inside", "title"), TITLES.values(), ids=TITLES)
def test_the_title_is_what_stands_over_the_text(head: str, inside: str, title: str) -> None:
    found = read(inside, head=head)
    assert (found.title, list(found.body)) == (title, [BRIDGE, COST])


def test_a_lone_heading_that_says_nothing_of_the_metas_is_not_the_title() -> None:
    head = '<meta property="og:title" content="Old bridge closes"><title>Old bridge closes</title>'
    assert read(f"<h1>Welcome to our paper</h1>{BLOG}", head=head).title == "Old bridge closes"


def test_a_text_in_a_box_that_is_named_like_chrome_is_read() -> None:
    for names in ("row fixed-sidebar-layout", "share-zone", "print-area", "blog_teaser_text"):
        found = read(f"<h1>Old bridge closes</h1><div class='{names}'><div class=c>{LONG}</div></div>" + FOOT)
        assert found.body[:3] == (BRIDGE, COST, FERRY), names


def test_readers_and_cookies_are_no_text_however_long() -> None:
    for names in ("comments", "cookie-consent"):
        found = read(
            f"<h1>Old bridge closes</h1><p>A boat sails.</p><div class='{names}'>{LONG}</div>" + FOOT
        )
        assert found.body == ("A boat sails.",), names


def test_a_lead_does_not_keep_the_text_behind_buttons_from_being_found() -> None:
    found = read(
        f"<div><h1>Old bridge closes</h1><p>{TOLL}</p></div><div><div><h3>More from The Post</h3><ul>"
        + "".join(f"<li><a href=/{i}>A week of rain and what to do in it {i}</a></li>" for i in range(5))
        + f"</ul></div>{LONG}</div>"
    )
    assert found.body[:3] == (TOLL, BRIDGE, COST)


def test_a_heading_over_nothing_but_other_articles_is_left_out() -> None:
    found = read(
        f"<h1>Old bridge closes</h1><div class=story>{paragraphs(BRIDGE, COST)}<h4>The Post advises</h4>{CARDS}"
        f"<h4>Films</h4>{CARDS}</div>"
    )
    assert list(found.body) == [BRIDGE, COST]


def test_a_heading_over_a_text_with_other_articles_in_it_stays() -> None:
    found = read(
        f"<h1>Old bridge closes</h1><div class=story>{paragraphs(BRIDGE)}<h4>What it costs</h4>{CARDS}"
        f"{paragraphs(COST)}</div>"
    )
    assert list(found.body) == [BRIDGE, "What it costs", COST]


def test_bylines_and_hours_below_a_lead_are_no_text() -> None:
    found = read(
        f"<h1>Old bridge closes</h1><div class=story><p>{BRIDGE}</p><p>Von Jana Beispiel, Berlin</p>"
        f"<h6>January 10, 2024 9:00AM (UTC)</h6><p>{COST}</p></div>"
    )
    assert list(found.body) == [BRIDGE, COST]


def test_the_target_of_a_link_is_no_link() -> None:
    question = (
        "And who is going to pay for the boat and for those who steer it through the whole of the summer?"
    )
    found = read(
        f"<h1>Old bridge closes</h1><div class=story>{paragraphs(BRIDGE, COST)}"
        f"<p><a name=q2>{question}</a></p>{paragraphs(FERRY)}</div>"
    )
    assert list(found.body) == [BRIDGE, COST, question, FERRY]


def test_a_page_that_a_script_will_show_is_read() -> None:
    page = f"<title>Old bridge closes</title><body style='display:none'><h1>Old bridge closes</h1>{BLOG}"
    assert list(extract(page, "https://post.example/1", NOW).body) == [BRIDGE, COST]


@pytest.mark.parametrize(
    "line",
    [
        "A post shared by Jane Doe (@jane) on Jun 16, 2019 at 7:30am PDT",
        "Sieh dir diesen Beitrag auf Instagram an",
        "Lesezeit: 3 Min.",
        "Werbung:",
        "Déjà abonné ? Connectez-vous",
        "Mots-clés : pont, fleuve",
        "Czytaj dalej »",
        "Pages: 1 2 3",
        "Permalink https://post.example/p/1",
        "This entry was posted on Monday, May 5th, 2014 at 2:48 pm and is filed under Bridges.",
    ],
)
def test_lines_of_systems_and_networks_are_no_text(line: str) -> None:
    assert is_junk(line)


@pytest.mark.parametrize(
    "line",
    [
        "Werbung ist teuer, sagt der Verein.",
        "Teilen ist hier eine alte Sitte.",
        "Compartir el río fue idea de dos pueblos.",
        "View from the bridge",
        "Page after page, the book tells of the flood.",
        "Mehr als 40 Menschen kamen: Kinder, Eltern, Lehrer.",
        "Dieser Beitrag wurde von der Stadt gezahlt.",
    ],
)
def test_sentences_that_begin_alike_are_text(line: str) -> None:
    assert not (is_junk(line) or is_also(line) or is_end(line))


def test_headings_over_other_articles_in_other_languages() -> None:
    assert is_end("Das könnte Sie auch interessieren")
    assert is_end("Les plus lus")
    assert is_end("3 Kommentare")
    assert is_end("Podobne artykuły")
    assert is_also("Mehr zu Brücken und Fähren:")
    assert is_stamp("Veröffentlicht am Dienstag, 17. September 2024 um 16:52 Uhr")
    assert not is_end("Mehr Licht")


def test_bylines_with_a_day() -> None:
    assert foreign.is_byline("von Jana Beispiel, 8.5.12")
    assert foreign.is_byline("Par Jeanne Exemple")
    assert not foreign.is_byline("By Monday the town will decide.")


def test_soft_hyphens_do_not_part_words_in_the_measure() -> None:
    assert key("Brü\u00adcke") == "brücke"
    assert f1("die alte Brücke wird repariert", "die alte Brü\u00adcke wird re\u00adpa\u00adriert", "") == 1.0
