"""What pages taught that lost all of their text, or the day: a small page of our own for each cause."""

from __future__ import annotations

import pytest

from scrapers.extract import written
from scrapers.parsers.generic import extract
from scrapers.parsers.generic_foreign import is_end, is_junk
from tests.scrapers.test_generic_news import BRIDGE, COST, FERRY, NOW, SHOPS, TOLL, paragraphs, read

HEAD = "<h1>Old bridge closes</h1>"
MANY = [
    BRIDGE,
    COST,
    FERRY,
    SHOPS,
    TOLL,
    *(f"{text[:-1]}, they said." for text in (BRIDGE, COST, FERRY, SHOPS)),
]
OPENING = [TOLL, f"{TOLL[:-1]}, he said.", f"{TOLL[:-1]}, she said."]
ROWS = "".join(f"<div class=row><p>{text}</p></div>" for text in MANY)
MENU = "".join(f"<li><a href=/{i}>All the news of part {i}</a></li>" for i in range(4))

SAID = paragraphs(
    *(f"Reader {i} thinks that the boat is too small for all who wait at the mill." for i in range(40))
)
FOOT = f"<div class=comments>{SAID}</div>"

TEXTS = {
    "short-text-in-a-box-named-like-chrome": (
        f"{HEAD}<div class=promo-box>{paragraphs(BRIDGE, COST)}</div>",
        [BRIDGE, COST],
    ),
    "long-text-for-subscribers-right-below-the-title": (
        f"{HEAD}<p>By Jane Doe</p><div class=subscriber-only>{paragraphs(*MANY)}</div>",
        MANY,
    ),
    "long-text-in-a-form": (f"{HEAD}<form action=/vote>{paragraphs(*MANY)}</form>", MANY),
    "rest-of-a-text-behind-a-button": (
        f"{HEAD}<div class=story-body>{paragraphs(*OPENING)}<div class=read-more><a href=#>Read more</a>"
        f"<div class=read-more-content>{paragraphs(*MANY)}</div></div></div>",
        [*OPENING, *MANY],
    ),
    "text-with-buttons-to-share-it": (
        f"{HEAD}<div class='entry-content with-share'><div class=inner>{ROWS}</div></div>",
        MANY,
    ),
    "a-box-for-each-paragraph-below-a-lead": (
        f"<div class=top>{HEAD}<div class=lead>{TOLL}</div></div><ul class=tools>{MENU}</ul>"
        f"<div class=main-part>{ROWS}</div>",
        [TOLL, *MANY],
    ),
    "a-box-for-each-paragraph-and-a-heading-between-beside-the-title": (
        f"<div class=page>{HEAD}{ROWS}<div><h2>What it costs</h2></div>{ROWS}</div>",
        [*MANY, "What it costs", *MANY],
    ),
    "a-box-for-each-paragraph-around-other-articles": (
        f"{HEAD}<div class=entry-content><div class=row><p>{TOLL}</p></div><div class=row><p>Related stories</p></div>"
        f"<ul>{MENU}</ul>{ROWS}</div>",
        [TOLL, *MANY],
    ),
    "a-box-for-each-paragraph-behind-one-for-a-picture": (
        f"{HEAD}<div class=part><div class=row><p><img src=/1.jpg></p></div><div class=inner>{ROWS * 2}</div></div>",
        MANY * 2,
    ),
}


@pytest.mark.parametrize(("inside", "body"), TEXTS.values(), ids=TEXTS)
def test_the_text_is_found(inside: str, body: list[str]) -> None:
    assert list(read(f"{inside}{FOOT}").body) == body


def test_a_text_above_what_was_taken_for_the_title_is_read() -> None:
    found = read(
        f"<div class=entry-content>{paragraphs(*MANY)}</div><div class=next><h2>Old bridge closes at night</h2></div>",
        title="Old bridge closes at night",
    )
    assert list(found.body) == MANY


def test_comments_right_below_the_title_stay_comments() -> None:
    assert not read(f"{HEAD}<div class=comments>{paragraphs(*MANY)}</div>").body


def test_little_in_a_box_of_chrome_far_below_stays_chrome() -> None:
    filler = "".join(f"<p>Note {i}</p>" for i in range(15))
    assert (
        BRIDGE
        not in read(f"{HEAD}<div>{filler}</div><div class=promo-box>{paragraphs(BRIDGE, COST)}</div>").body
    )


def test_the_names_of_the_page_itself_make_it_no_chrome() -> None:
    inside = f"<div class=entry-content>{paragraphs(*MANY)}</div>"
    head = "<html><head><title>Bridge</title></head>"
    page = f"{head}<body class='single-post cookies-not-set'>{inside}</body></html>"
    assert list(extract(page, "https://post.example/1", NOW).body) == MANY


FAR = f"<div class=more>{MENU * 15}</div>"
BLOG = f"<div class=entry>{paragraphs(BRIDGE, COST)}</div>"
DATES = {
    "only-the-update-in-american-order": (
        f"<div class=a><p>Jane Doe</p><div class=date>LAST UPDATED: 09/17/2024 20:32</div>{BLOG}</div>"
    ),
    "only-the-update-within-the-box-of-the-text": (
        f"<div class=article-content><div class=author>Jane Doe</div><p class=article_date>Last updated on: September"
        f" 17, 2024 7:36 PM</p>{BLOG}</div>"
    ),
    "behind-a-link-to-more-of-the-writer": (
        f"<p><a href=/jane>More from this author</a></p><p class=the_date>17 Sep 2024</p>{BLOG}"
    ),
    "behind-a-box-of-other-articles": (
        f"<h3>Related Articles</h3><div class=author>Jane Doe</div><p class=the_date>17 Sep 2024</p>{BLOG}"
    ),
    "dateline-of-a-release": f"<div class=entry><p>RIVERTON, Calif., Sept. 17, 2024 (THE WIRE) -- {BRIDGE}</p></div>",
    "dateline-alone": f"<div class=entry><p>{TOLL}</p><div>Sep 17, 2024 - RIVERTON, Calif.</div><p>{BRIDGE}</p></div>",
    "day-in-brackets-before-the-text": f"<div class=entry><p>(17.09.2024) {BRIDGE}</p></div>",
    "the-only-line-that-says-published": (
        f"{BLOG}{FAR}<div class=widget_info>Veröffentlicht am 17.09.2024</div>"
    ),
}


@pytest.mark.parametrize("below", DATES.values(), ids=DATES)
def test_the_day_of_publication(below: str) -> None:
    found = read(f"<article>{HEAD}{below}</article>")
    assert (written(found.published) or "")[:10] == "2024-09-17"


UNSURE = {
    "two-lines-that-say-published": (
        f"{BLOG}{FAR}<div>Published on 17.09.2024</div><div>Published on 18.09.2024</div>"
    ),
    "a-reader-posted": f"{BLOG}{FAR}<div>Posted by Jane on 17.09.2024</div>",
    "a-day-in-a-sentence": f"<div class=entry><p>On September 17, 2024 the town said: {BRIDGE}</p></div>",
}


@pytest.mark.parametrize("below", UNSURE.values(), ids=UNSURE)
def test_what_may_be_another_day_is_none(below: str) -> None:
    assert read(f"<article>{HEAD}{below}</article>").published is None


@pytest.mark.parametrize(
    "line",
    [
        "Walkers wait for the boat at the old mill. (AFP Photo)",
        "Walkers wait for the boat at the old mill. (ST Photo/Jane Doe)",
        "The boat at the old mill on Monday. Photo: Jane Doe/The Post",
        "This post is for paid members only",
        "Become a paid member for unlimited access to articles and podcasts.",
        "Already have an account? Sign in",
        "You have 1 article left to read this month before you need to register.",
        "Estimated reading time: 4 minutes",
        "12:00:00 / -:--:--",
    ],
)
def test_chrome_of_other_languages(line: str) -> None:
    assert is_junk(line)


@pytest.mark.parametrize(
    "line", ["The photo was taken by Jane Doe.", "Photo of the year", BRIDGE, "4:3 / win"]
)
def test_sentences_are_no_chrome(line: str) -> None:
    assert not is_junk(line)


def test_a_heading_over_other_articles() -> None:
    assert is_end("More like this")
