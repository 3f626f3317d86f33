"""Strict selection, and a container's text in reading order."""

from __future__ import annotations

import pytest

from scrapers.errors import LayoutChanged
from scrapers.fragment import read_fragment
from scrapers.html import check_selector, cut, every, first_text, maybe, one, parse, text_of

PAGE = parse("<h1>Назва</h1><p class=a>1</p><p class=a>2</p><p class=b>3</p>")


@pytest.mark.parametrize(
    ("alternatives", "text", "css"),
    [
        pytest.param(["h1"], "Назва", "h1", id="only"),
        pytest.param(["h2", "h1"], "Назва", "h1", id="second"),
        pytest.param(["p.b", "p.a"], "3", "p.b", id="first-that-matches"),
    ],
)
def test_one_says_which_alternative_it_was(alternatives: list[str], text: str, css: str) -> None:
    found = one(PAGE, alternatives, "title")
    assert (text_of(found.node), found.css) == (text, css)


@pytest.mark.parametrize(
    ("alternatives", "message"),
    [
        pytest.param(["h2"], r"title: nothing matched 'h2', expected 1 node", id="none"),
        pytest.param(["h2", "h3"], r"nothing matched 'h2' nor 'h3'", id="none-of-two"),
        pytest.param(["p.a"], r"'p\.a' matched 2 nodes, expected 1", id="two"),
        pytest.param(["p.a", "h1"], r"'p\.a' matched 2 nodes", id="two-before-a-good-one"),
    ],
)
def test_one_is_strict(alternatives: list[str], message: str) -> None:
    with pytest.raises(LayoutChanged, match=message):
        one(PAGE, alternatives, "title")


def test_maybe_and_every_are_tolerant() -> None:
    assert maybe(PAGE, ["h2"]) is None
    found = maybe(PAGE, ["h2", "p.a"])
    assert found is not None
    assert text_of(found.node) == "1"
    assert [(text_of(node), css) for node, css in every(PAGE, ["h2", "p.a", "p.b"])] == [
        ("1", "p.a"),
        ("2", "p.a"),
    ]
    assert every(PAGE, ["h2"]) == []
    assert every(PAGE, []) == []


@pytest.mark.parametrize("text", ["", "  ", "<!-- -->", "просто текст"])
def test_pages_without_any_tag_can_be_asked(text: str) -> None:
    assert parse(text).css("article") == []


@pytest.mark.parametrize(
    "css", ["p", "a b > c", "div:is(.a, .b)", "p:nth-child(2n+1)", "[data-x='y' i]", "a[href^='/']"]
)
def test_selectors(css: str) -> None:
    assert check_selector(css) is None


@pytest.mark.parametrize(
    "css", ["", "  ", "a[", "h1,", "div >", "..a", "p::before", ":not()", "a{}", "@media"]
)
def test_broken_selectors_are_told(css: str) -> None:
    assert check_selector(css)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        pytest.param("<p>один</p><p>два</p>", ("один", "два"), id="paragraphs"),
        pytest.param("<p>один<p>два", ("один", "два"), id="paragraphs-without-end"),
        pytest.param("один<br>два<br/>три<br />чотири", ("один", "два", "три", "чотири"), id="br"),
        pytest.param("текст<div>блок</div>далі", ("текст", "блок", "далі"), id="bare-text-around-a-block"),
        pytest.param("<p>о<b>ди</b>н</p>", ("один",), id="inline-tags-do-not-split-words"),
        pytest.param("<span>під</span><span>пис</span>", ("підпис",), id="spans-do-not-split-words"),
        pytest.param("<p>один\n  рядок</p>", ("один рядок",), id="newline-in-the-source-is-a-space"),
        pytest.param("<p>о\u00adдин&shy;</p>", ("один",), id="soft-hyphens"),
        pytest.param("<p>&nbsp;</p><p> \n</p>", (), id="empty-paragraphs"),
        pytest.param("<ul><li>а<li>б</ul><ol><li>в</li></ol>", ("а", "б", "в"), id="lists"),
        pytest.param("<h2>Заг</h2>текст<hr>далі", ("Заг", "текст", "далі"), id="headings-and-rules"),
        pytest.param("<dl><dt>а</dt><dd>б</dd></dl>", ("а", "б"), id="definitions"),
        pytest.param("<blockquote>а</blockquote>б", ("а", "б"), id="quotes"),
        pytest.param(
            "<table><tr><td>а</td><td>б</td></tr><tr><th>в</th><th>г</th></tr></table>",
            ("а б", "в г"),
            id="cells-without-white-space",
        ),
        pytest.param(
            "<table><tr><td>\nа\n</td>\n<td><b>б</b></td></tr></table>", ("а б",), id="cells-with-newlines"
        ),
        pytest.param(
            "<table><tr><td><p>а</p></td><td>б<br>в</td></tr></table>",
            ("а", "б", "в"),
            id="cells-with-blocks",
        ),
        pytest.param(
            "<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>",
            ("a", "b"),
            id="nested-table",
        ),
        pytest.param(
            "<p>&lt;b&gt; &amp; &quot;&apos; &#8211; &#x2014;</p>", ("<b> & \"' – —",), id="entities"
        ),
        pytest.param("<p>а &#150; б &#133;</p>", ("а – б …",), id="windows-1252-references"),
        pytest.param(
            "<p>&amp;nbsp;&amp;laquo;а&amp;raquo;</p>",
            ("&nbsp;&laquo;а&raquo;",),
            id="escaped-twice-stays-as-shown",
        ),
        pytest.param("<p>&#128104;&#8205;&#128105; &#x1F600;</p>", ("👨\u200d👩 😀",), id="emoji-references"),
        pytest.param("<p>5 < 6 і 7 > 3 <3</p>", ("5 < 6 і 7 > 3 <3",), id="lone-angle-brackets"),
        pytest.param("<p>див. <Додаток> 1</p>", ("див. <Додаток> 1",), id="cyrillic-in-angle-brackets"),
        pytest.param("а<!-- схований <p>текст</p> -->б", ("аб",), id="comments"),
        pytest.param("<!--[if gte mso 9]><xml><w:x>1</w:x></xml><![endif]-->а", ("а",), id="word-comment"),
        pytest.param("<![if !supportLists]>1)<![endif]> а<o:p>&nbsp;</o:p>", ("1) а",), id="word-leftovers"),
        pytest.param(
            '<?xml:namespace prefix = o ns = "urn:x" /><p>а</p>', ("а",), id="processing-instruction"
        ),
        pytest.param(
            "<script>x()</script><style>.a{}</style><template>т</template>а", ("а",), id="code-is-no-text"
        ),
        pytest.param("<button>Ще</button><svg><text>т</text></svg>а", ("а",), id="controls-and-drawings"),
        pytest.param("<details><summary>а</summary>б</details>", ("а", "б"), id="details"),
        pytest.param("<figure><img src=a><figcaption>а</figcaption></figure>", ("а",), id="caption"),
        pytest.param("</div></article><p>а</p></section>", ("а",), id="stray-end-tags"),
        pytest.param("<p>а</p><main>б</main>", ("а", "б"), id="main-in-main"),
        pytest.param("<html><body><p>а</p></body></html>", ("а",), id="a-whole-page-pasted"),
        pytest.param("сло<wbr>во", ("слово",), id="wbr"),
        pytest.param("<p>м<sup>2</sup>, H<sub>2</sub>O</p>", ("м2, H2O",), id="indices"),
        pytest.param("<a href=/a>один</a>, <a>два</a>", ("один, два",), id="links-are-text"),
        pytest.param('<p><span lang="UK" style="a:b">о</span><font>дин</font></p>', ("один",), id="dress"),
        pytest.param(
            "<p><span style='a'>о</span>дин</p><p>два</p>", ("один", "два"), id="dress-in-single-quotes"
        ),
        pytest.param(
            '<span title="a > b">один</span><p>два</span>', ("один", "два"), id="dress-that-is-torn"
        ),
        pytest.param("<SPAN CLASS=a>о</SPAN>дин<o:p></o:p>", ("один",), id="dress-in-capitals"),
        pytest.param("<spanner>один</spanner>", ("один",), id="not-a-span"),
        pytest.param("", (), id="empty"),
    ],
)
def test_text_in_reading_order(html: str, lines: tuple[str, ...]) -> None:
    assert read_fragment(f"<main>{html}</main>").lines == lines


def test_addresses_as_written_and_in_order() -> None:
    fragment = read_fragment(
        '<p><a href=" /a.pdf ">Рішення <b>№ 5</b></a><a name="x">якір</a><a href="">порожнє</a></p>'
        '<a href="/b"><img src="b.jpg" alt=""></a><img src=" "><img data-src="c.jpg"><img src="file:///C:/d.jpg">'
        '<iframe src="https://film.example/1" width="640">немає фреймів</iframe><iframe></iframe>'
    )
    assert fragment.links == (("/a.pdf", "Рішення № 5"), ("/b", ""))
    assert fragment.images == ("b.jpg", "file:///C:/d.jpg")
    assert fragment.frames == ("https://film.example/1",)
    assert fragment.lines == ("Рішення № 5якірпорожнє",)


def test_dropped_nodes_leave_neither_text_nor_addresses() -> None:
    html = '<p>а</p><div class="share"><a href="/s">б</a><img src="s.png"></div><figure>в</figure>'
    fragment = read_fragment(html, [".share", "figure", ".absent"])
    assert fragment.lines == ("а",)
    assert (fragment.links, fragment.images) == ((), ())


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param("<h1>  Сесія\n ради&nbsp;</h1>", "Сесія ради", id="one-text-node"),
        pytest.param("<h1>Перша<br>друга</h1>", "Перша друга", id="br"),
        pytest.param("<h1><!-- x -->Сесія <b>ради</b></h1>", "Сесія ради", id="comment-and-tag"),
        pytest.param("<h1>Обʼєд<b>нана</b></h1>", "Обʼєднана", id="tag-inside-a-word"),
        pytest.param("<h1>&laquo;Рада&raquo; &amp;amp; Ко</h1>", "«Рада» &amp; Ко", id="entities"),
        pytest.param("<h1></h1>", "", id="empty"),
        pytest.param("<h1> <span class=icon></span> </h1>", "", id="only-an-icon"),
    ],
)
def test_short_fields_are_one_line(html: str, text: str) -> None:
    assert text_of(parse(html).css("h1")[0]) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param(
            "<p>Драбівська громада <br><small>Черкаська область</small></p>", "Драбівська громада", id="br"
        ),
        pytest.param("<p>\n <img src=a> <b> Рада </b> міста</p>", "Рада", id="after-a-picture"),
        pytest.param("<p> <b> </b> </p>", "", id="nothing"),
    ],
)
def test_first_text(html: str, text: str) -> None:
    assert first_text(parse(html).css("p")[0]) == text


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        pytest.param(
            "<div><main><p>а</p></div></section><p>б</p></main>ні</div>", ("а", "б"), id="stray-end-tags"
        ),
        pytest.param(
            "<article><main><p>а</p></article><p>б</p></main>ні</article>", ("а", "б"), id="stray-article"
        ),
        pytest.param("<main><p>а</p></body></html><p>б</p></main><p>ні</p>", ("а", "б"), id="stray-body"),
        pytest.param(
            "<script>document.createElement('main')</script><main>а</main>ні", ("а",), id="named-in-a-script"
        ),
        pytest.param("<!-- <main>ні</main> --><main>а</main>ні", ("а",), id="a-second-one-in-a-comment"),
        pytest.param("<MAIN>а</MAIN>ні", ("а",), id="upper-case"),
        pytest.param("<main class='a' id=b>а", ("а",), id="never-closed"),
    ],
)
def test_container_is_cut_whole(page: str, lines: tuple[str, ...]) -> None:
    tree = parse(page)
    assert read_fragment(cut(page, one(tree, ["main"], "body"))).lines == lines


def test_nested_container_keeps_its_end() -> None:
    page = "<article><main>а<main>б</main>в</main></article>ні"
    found = one(parse(page), ["article > main"], "body")
    assert read_fragment(cut(page, found)).lines == ("а", "б", "в")


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul"])
def test_pages_may_nest_deeper_than_pythons_stack(tag: str) -> None:
    assert read_fragment(f"<{tag}>" * 3_000 + "текст").lines == ("текст",)


def test_a_page_of_nothing_but_tags_is_refused() -> None:
    with pytest.raises(LayoutChanged, match="a page of at most 100000 tags"):
        parse("<div>" * 100_001)
    with pytest.raises(LayoutChanged, match="at most 100000 tags and texts"):
        read_fragment("<p>" * 100_001)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        pytest.param("<fieldset><legend>а</legend>б</fieldset>", ("а", "б"), id="legend"),
        pytest.param("<p><span>5 <</span>b> c</p>", ("5 <b> c",), id="undressing-makes-no-tags"),
    ],
)
def test_more_text_in_reading_order(html: str, lines: tuple[str, ...]) -> None:
    assert read_fragment(html).lines == lines


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param(
            "<h1>Обʼєд<b>нана</b><br>громада</h1>", "Обʼєднана громада", id="br-and-a-tag-inside-a-word"
        ),
        pytest.param("<h1><p>а</p><p>б</p></h1>", "а б", id="blocks"),
        pytest.param("<h1>а<style>.x{}</style></h1>", "а", id="style"),
    ],
)
def test_short_fields_with_lines_in_them(html: str, text: str) -> None:
    assert text_of(parse(html).css("h1")[0]) == text
