"""What stands above the box of a text: its lead, or a byline that a theme puts into the box."""

from __future__ import annotations

import pytest

from tests.scrapers.test_page_facts import LINES, TEXT, read

LEAD = "Водогін на вулиці Лісовій не міняли сорок років, і щозими його латали по кілька разів."
BOX = f"<div class=text>{TEXT}</div>"
TITLE = "<h1>Про водогін громади</h1><div class=meta><time>16.09.2024 08:41</time></div>"


@pytest.mark.parametrize(
    "html",
    [
        f"{TITLE}<div class=intro>{LEAD}</div>{BOX}",
        f"{TITLE}<p>{LEAD}</p><div class=share>Поділитися новиною з друзями у соціальних мережах громади.</div>{BOX}",
        f"<header>{TITLE}</header><div class='field field--label-hidden'>{LEAD}</div><div><div>{BOX}</div></div>",
    ],
)
def test_a_lead_in_a_box_of_its_own_is_the_first_of_the_text(html: str) -> None:
    article = read(f"<article>{html}</article>")
    assert article.body == "\n".join((LEAD, *LINES))
    assert article.origins["body"] == "css:.text, with the lead above it"


@pytest.mark.parametrize(
    "html",
    [
        f"{TITLE}<div class=wp-caption>{LEAD}</div>{BOX}",
        f"{TITLE}<figure><figcaption>{LEAD}</figcaption></figure>{BOX}",
        f"{TITLE}<div class=intro><a href=/2>{LEAD}</a></div>{BOX}",
        f"{TITLE}<div class=intro>Водогін на вулиці Лісовій міняють</div>{BOX}",
        f"<div class=slogan>{LEAD}</div>{TITLE}{BOX}",
        f"{TITLE}<div class=intro>{LINES[1]}</div>{BOX}",
    ],
)
def test_captions_links_and_what_the_text_says_itself_are_no_lead(html: str) -> None:
    assert read(f"<article>{html}</article>").body == "\n".join(LINES)


@pytest.mark.parametrize(
    ("above", "kept"),
    [
        ("<div>16.09.2024 | Мережі | Відділ комунікацій</div>", False),
        ("<div>16.09.2024</div><div>| Мережі</div><div>| Відділ комунікацій</div>", False),
        ("<div>14.09.2024 | Мережі | Відділ комунікацій</div>", True),
        ("<p>16.09.2024 о сьомій ранку на Лісовій | Мережі почали роботи.</p>", True),
    ],
)
def test_a_byline_with_the_day_of_the_article_opens_no_text(above: str, kept: bool) -> None:
    article = read(f"<article>{TITLE}<div class=text>{above}{TEXT}</div></article>")
    assert (article.body != "\n".join(LINES)) is kept
    assert article.body.endswith("\n".join(LINES))
