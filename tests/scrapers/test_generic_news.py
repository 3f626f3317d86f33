"""What general news pages taught: a small page of our own for each cause, with their markup and other words."""

from __future__ import annotations

from datetime import datetime

import pytest

from scrapers.dates import KYIV
from scrapers.extract import written
from scrapers.parsers import generic_foreign as foreign
from scrapers.parsers.generic import Extracted, extract
from scrapers.parsers.generic_words import is_also, is_end, is_junk, is_stamp

NOW = datetime(2024, 9, 22, 15, 0, tzinfo=KYIV)
BRIDGE = "The old bridge over the river will close for repairs on Monday, and drivers will have to take the longer way."
COST = "Engineers found cracks in two of its piers last spring, the town said, and the work will cost four million."
FERRY = "A ferry will carry walkers and cyclists across until the bridge opens again, from six to ten."
SHOPS = (
    "Owners of shops on the left bank fear for their trade, although the town has promised them lower rents."
)
TOLL = "Nobody will pay for the crossing, because the county bears the cost of the boat and of those who steer it."


def read(inside: str, title: str = "Old bridge closes", head: str = "", url: str = "/news/1") -> Extracted:
    own = "" if "<title>" in head else f"<title>{title} - The Post</title>"
    top = f"<html><head>{own}{head}</head>"
    page = f"{top}<body><div class=page>{inside}</div></body></html>"
    return extract(page, f"https://post.example{url}", NOW)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


TEXTS = {
    "lead-above-a-text-with-lists-of-links": (
        "<article><div class=post><header><h1>Old bridge closes</h1><p class=intro>The crossing shuts, and a boat"
        " stands in for it through the whole of the summer, the town said on Monday.</p></header>"
        f"<div class='post-body txt'><p>{BRIDGE}</p><ul>"
        + "<li><a href=/5>iTunes (HD) and RSS (HD)</a></li>" * 8
        + "</ul></div></div></article>",
        [
            "The crossing shuts, and a boat stands in for it through the whole of the summer, the town said on Monday.",
            BRIDGE,
        ],
    ),
    "text-whose-box-begins-with-other-articles": (
        "<div class=article1><div class=ahead><h1>Old bridge closes</h1><p class=abstract>The crossing shuts, and a"
        " boat stands in for it.</p></div><div class='articlebody abody'><div class=relatedlinks>"
        + "<h3>More from The Post</h3>"
        + "<ul><li><a href=/5>What to do when it rains for a week</a></li></ul>" * 4
        + f"</div>{paragraphs(BRIDGE, COST)}</div></div>",
        ["The crossing shuts, and a boat stands in for it.", BRIDGE, COST],
    ),
    "box-that-is-printed": (
        "<div class=left><div class=title_block><h1>Old bridge closes</h1></div></div>"
        f"<div class=article_content id=content_print>{paragraphs(BRIDGE, COST)}</div>"
        f"<div class=comments>{paragraphs(*[SHOPS] * 9)}</div>",
        [BRIDGE, COST],
    ),
    "words-off-the-screen": (
        f"<h1>Old bridge closes</h1><div class=story><p>{BRIDGE}</p><figure><span class=off-screen>Image by</span>"
        f"<div class=img_descr>A pier in the morning.</div></figure><p>{COST}</p></div>",
        [BRIDGE, COST],
    ),
    "title-of-another-article-between-paragraphs": (
        f"<h1>Old bridge closes</h1><div class=story>{paragraphs(BRIDGE, COST)}"
        f"<p><a href=/2>Ten walks along the river for a long weekend</a></p>{paragraphs(FERRY)}</div>",
        [BRIDGE, COST, FERRY],
    ),
    "text-behind-a-box-of-other-articles": (
        f"<h1>Old bridge closes</h1><div class=story>{paragraphs(BRIDGE, COST)}"
        "<h4>Related stories</h4><ul><li><a href=/2>River level falls for a third week</a></li>"
        f"<li><a href=/3>Boat yard hires again</a></li></ul>{paragraphs(FERRY, SHOPS, TOLL, COST[:100] + '.')}</div>",
        [BRIDGE, COST, FERRY, SHOPS, TOLL, COST[:100] + "."],
    ),
    "titles-of-pictures": (
        "<h1>Old bridge closes</h1><div class=story>"
        + "<div>The bridge in pictures</div>" * 4
        + f"{paragraphs(BRIDGE, COST)}</div>",
        [BRIDGE, COST],
    ),
    "credits-and-captions-in-a-line": (
        f"<h1>Old bridge closes</h1><div class=story><p>{BRIDGE}</p><cite class=galleryCaption001>A pier seen from the"
        f" water.</cite><span class=image-credit>(Credit: Jane Doe/The Post)</span><p>{COST}</p>"
        f"<div>(Photo: Jane Doe)</div><p>{FERRY}</p></div>",
        [BRIDGE, COST, FERRY],
    ),
    "player": (
        f"<h1>Old bridge closes</h1><div class=story><p>{BRIDGE}</p><div class='video-resource__details'>"
        "<div class='video-resource__headline'>Watch the last bus cross the river</div><div>01:40 - Source: Post</div>"
        f"</div><p>{COST}</p></div>",
        [BRIDGE, COST],
    ),
    "byline-and-time-above-the-text": (
        "<h1>Old bridge closes</h1><div class=story><div>By JANE DOE and JOHN ROE, Staff Writers</div>"
        f"<div><time datetime='2024-09-19T18:27'>19 septembre 2024 à 18:27 (Mis à jour: 19:56)</time></div>"
        f"{paragraphs(BRIDGE, COST)}</div>",
        [BRIDGE, COST],
    ),
}


@pytest.mark.parametrize(("inside", "body"), TEXTS.values(), ids=TEXTS)
def test_what_breaks_into_a_text_is_left_out_and_the_text_goes_on(inside: str, body: list[str]) -> None:
    found = read(inside)
    assert (found.title, list(found.body)) == ("Old bridge closes", body)


def test_the_last_words_of_a_title_are_the_heading_of_the_page_about_them() -> None:
    found = read(
        f"<h3>Episode 42</h3><h2 class=title>Jane Doe</h2><div class=text>{paragraphs(BRIDGE, COST)}</div>"
        "<div class=sideblock><h4>About Here's The River</h4><p>A podcast on towns and their water.</p></div>",
        title="Here's The River: Jane Doe",
        head='<meta property="og:title" content="Here\'s The River - Jane Doe">',
    )
    assert (found.title, list(found.body)) == ("Jane Doe", [BRIDGE, COST])


def test_a_heading_that_links_to_its_own_page_is_the_title_not_the_author_at_the_bottom() -> None:
    found = read(
        f"<article><h1><a href=/news/1>Voices on a bridge</a></h1>{paragraphs(BRIDGE, COST)}</article>"
        "<footer><h5><a href=https://doe.example/>Jane Doe</a></h5></footer>",
        title="Voices on a bridge",
        head='<meta property="og:title" content="Voices on a bridge • Jane Doe"><title>Voices on a bridge</title>',
    )
    assert (found.title, list(found.body)) == ("Voices on a bridge", [BRIDGE, COST])


DATES = {
    "chinese-behind-a-word": (
        "",
        "<div class=tit_bar>发表于2024-09-18 21:30| 来源河报</div>",
        "/news/1",
        "2024-09-18",
    ),
    "name-and-itemprop": (
        "<meta itemprop=datePublished name=pubdate content='2024-09-18T08:36:32Z'>",
        "<div>September 19, 2024 -- Updated 0203 GMT</div>",
        "/news/1",
        "2024-09-18",
    ),
    "itemprop-in-the-head": (
        "<meta itemprop=datePublished content='2024-09-18'>",
        "",
        "/news/1",
        "2024-09-18",
    ),
    "address-with-a-section": ("", "", "/2024/POLITICS/09/18/bridge/index.html", "2024-09-18"),
    "chinese": ("", "<div class=info>2024年9月18日 15:10 来源：河报</div>", "/news/1", "2024-09-18"),
    "updated-in-french": (
        "",
        "<ul><li><time datetime='2024-09-19T10:37:32+02:00'>Mis à jour le 19/09/2024 à 10:37</time></li>"
        "<li><time datetime='2024-09-18T17:08:32+02:00'>Publié le 18/09/2024 à 17:08</time></li></ul>",
        "/news/1",
        "2024-09-18",
    ),
}


@pytest.mark.parametrize(("head", "below", "url", "day"), DATES.values(), ids=DATES)
def test_the_day_of_publication(head: str, below: str, url: str, day: str) -> None:
    found = read(
        f"<h1>Old bridge closes</h1>{below}<div class=story>{paragraphs(BRIDGE, COST)}</div>",
        head=head,
        url=url,
    )
    assert (written(found.published) or "")[:10] == day
    assert list(found.body) == [BRIDGE, COST]


@pytest.mark.parametrize(
    "line",
    [
        "(Credit: Jane Doe/The Post)",
        "AP Photo/Jane Doe",
        "Jane Doe / Getty Images",
        "Foto: Jane Doe / dpa",
        "Follow Jane Doe on Twitter.",
        "[+] Enlarge",
        "STORY HIGHLIGHTS",
        "05:22 - Source: Post",
        "责任编辑：王某",
        "（原标题：旧桥关闭）",
    ],
)
def test_lines_that_are_no_text_in_other_languages(line: str) -> None:
    assert is_junk(line)


@pytest.mark.parametrize(
    "line",
    [
        "Photos taken by residents show cracks in both piers.",
        "Sources at the town hall said so.",
        "More than 40 people came.",
        "Follow the signs to the ferry.",
        "Більше фото: на сторінці громади",
        "Джерело: Getty Images",
    ],
)
def test_sentences_and_lines_of_ours_are_text(line: str) -> None:
    assert not (is_junk(line) or foreign.is_also(line) or foreign.is_end(line))


def test_what_else_to_read_in_other_languages() -> None:
    assert is_also("READ MORE: Ten walks along the river")
    assert is_also("A lire aussi : Dix promenades")
    assert is_also("MORE COMMENTARY »")
    assert is_end("Most read")
    assert is_end("相关阅读")
    assert not is_also("See more of the river: it is worth it")


def test_hours_and_zones_beside_a_date_are_no_text() -> None:
    assert is_stamp("July 30, 2013 11:25 AM PDT")
    assert is_stamp("发布时间：2024年9月18日 15:10")
    assert not is_stamp("2024年9月18日 旧桥因维修而关闭，司机须绕行。")
