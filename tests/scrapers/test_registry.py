"""Source files: what they may say, and errors that a person can act on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from scrapers import source_files
from scrapers.errors import RegistryError
from scrapers.folders import load_sources, read_folders
from scrapers.registry import PLATFORMS, SITES, Source
from scrapers.source_files import read_source

HEAD = 'name = "Тестова рада"\nurl = "https://rada.example/"\n'
NEWS = '[[sections]]\nname = "news"\nreader = "listing"\nurl = "/news/"\nitem = "li"\n'
LAYOUT = '[[layouts]]\ntitle = "h1"\npublished = "time"\nbody = "main"\n'
NOT_FOUND = '[[not_found]]\nat = "title"\nsays = "^404"\n'
WHOLE = HEAD + NEWS + LAYOUT
VLADA = HEAD + 'platform = "vlada_ua"\n'
FEED = '[[sections]]\nname = "rss"\nreader = "feed"\nurl = "/rss/"\n'

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(text: str | bytes, name: str = "test_rada.toml") -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write_file


def top(line: str) -> str:
    return f"{HEAD}{line}\n{NEWS}{LAYOUT}"


def in_section(line: str) -> str:
    return f"{HEAD}{NEWS}{line}\n{LAYOUT}"


def in_layout(line: str) -> str:
    return f"{WHOLE}{line}\n"


def test_whole_source_without_platform(write: Write) -> None:
    source = read_source(write(WHOLE))
    assert (source.slug, source.name, source.platform, source.region) == (
        "test_rada",
        "Тестова рада",
        None,
        None,
    )
    assert (source.schedule, source.delay, source.evidence, source.active) == ("daily", 1.0, "D", True)
    assert source.layouts[0].title == ("h1",)
    assert source.own_hosts == frozenset({"rada.example"})
    assert source.absolute("/news/") == "https://rada.example/news/"


def test_preset_lies_under_the_source(write: Write) -> None:
    source = read_source(write(VLADA + 'schedule = "daily"\n'))
    assert source.schedule == "daily"
    assert source.evidence == "D"  # whoever read other sites of the platform
    assert [section.name for section in source.sections] == ["news", "sitemap"]
    assert source.layouts[0].body == ("article.post-creative > main", "article.post-creative main")


def test_sections_are_merged_by_name(write: Write) -> None:
    own = '[[sections]]\nname = "news"\nurl = "/novyny/"\nmax_pages = 9\n'
    source = read_source(write(VLADA + own + FEED))
    assert [section.name for section in source.sections] == ["news", "sitemap", "rss"]
    news = source.sections[0]
    assert (news.url, news.max_pages, news.item, news.page_param) == (
        "/novyny/",
        9,
        ("article.post-modern",),
        "p",
    )


@pytest.mark.parametrize(
    ("own", "field"),
    [
        pytest.param(LAYOUT, "layouts", id="layouts"),
        pytest.param(NOT_FOUND, "not_found", id="not-found"),
        pytest.param('articles = ["^/a/"]\n', "articles", id="articles"),
    ],
)
def test_other_lists_of_the_source_replace_the_presets(write: Write, own: str, field: str) -> None:
    assert len(getattr(read_source(write(VLADA + own)), field)) == 1


def test_alternatives_and_dated_layouts(write: Write) -> None:
    old = LAYOUT.replace("[[layouts]]", "[[layouts]]\nuntil = 2024-10-14")
    new = LAYOUT.replace('"h1"', '["h1.new", "h1"]')
    layouts = read_source(write(HEAD + NEWS + old + new)).layouts
    assert [layout.until for layout in layouts] == [date(2024, 10, 14), None]
    assert layouts[1].title == ("h1.new", "h1")


WRONG = [
    pytest.param(
        top('colour = "x"'), "colour", "no such key; known here: name, url,", "colour = 'x'", id="unknown"
    ),
    pytest.param(
        in_section('links = "a"'),
        "sections[0].links",
        "known here: name, reader",
        "links = 'a'",
        id="unknown-in-section",
    ),
    pytest.param(
        in_layout('dropp = "x"'),
        "layouts[0].dropp",
        "known here: until, title",
        "dropp = 'x'",
        id="unknown-in-layout",
    ),
    pytest.param(
        WHOLE + NOT_FOUND + "x = 1\n",
        "not_found[0].x",
        "known here: at, says",
        "x = 1",
        id="unknown-in-not-found",
    ),
    pytest.param(top('slug = "a"'), "slug", "the file's name is the slug", "'a'", id="slug"),
    pytest.param(
        WHOLE.replace(HEAD, 'url = "https://rada.example/"\n'),
        "name",
        "must be given",
        "nothing",
        id="no-name",
    ),
    pytest.param(WHOLE.replace("Тестова рада", ""), "name", "at least 1 character", "''", id="empty-name"),
    pytest.param(
        WHOLE.replace('url = "https://rada.example/"\n', ""), "url", "must be given", "nothing", id="no-url"
    ),
    pytest.param(HEAD + LAYOUT, "sections", "must be given", "nothing", id="no-sections"),
    pytest.param(HEAD + "sections = []\n" + LAYOUT, "sections", "at least 1 item", "[]", id="empty-sections"),
    pytest.param(HEAD + NEWS, "layouts", "must be given", "nothing", id="no-layouts"),
    pytest.param(HEAD + 'sections = "x"\n' + LAYOUT, "sections", "a list", "'x'", id="sections-no-list"),
    pytest.param(VLADA + 'sections = "x"\n', "sections", "a list", "'x'", id="sections-no-list-over-preset"),
    pytest.param(VLADA + "sections = [1]\n", "sections[0]", "a valid", "1", id="section-no-table"),
    pytest.param(
        WHOLE.replace("[[layouts]]", "[layouts]"), "layouts", "a list", "{'title'", id="one-table-for-a-list"
    ),
    pytest.param(
        in_section("max_pages = 0"), "sections[0].max_pages", "greater than or equal to 1", "0", id="no-pages"
    ),
    pytest.param(
        in_section("max_pages = 7.5"), "sections[0].max_pages", "a valid integer", "7.5", id="half-a-page"
    ),
    pytest.param(
        in_section('first_page = "x"'),
        "sections[0].first_page",
        "a valid integer",
        "'x'",
        id="word-for-a-number",
    ),
    pytest.param(
        WHOLE.replace('"listing"', '"wp"'),
        "sections[0].reader",
        "'sitemap', 'feed', 'listing', 'wp_json', 'telegram' or 'month_page'",
        "'wp'",
        id="reader",
    ),
    pytest.param(
        WHOLE.replace('item = "li"\n', ""),
        "sections[0]",
        "`item`",
        "{'name': 'news'",
        id="listing-without-item",
    ),
    pytest.param(
        WHOLE.replace('"news"', '"Новини"'),
        "sections[0].name",
        "match pattern",
        "'Новини'",
        id="section-name",
    ),
    pytest.param(
        WHOLE.replace('"li"', '"li["'),
        "sections[0].item[0]",
        "a CSS selector ('li[' is not one)",
        "'li['",
        id="selector",
    ),
    pytest.param(
        WHOLE.replace('"h1"', '["h1", "a["]'),
        "layouts[0].title[1]",
        "a CSS selector",
        "'a['",
        id="second-selector",
    ),
    pytest.param(
        WHOLE.replace('"h1"', '""'), "layouts[0].title[0]", "it is empty", "''", id="empty-selector"
    ),
    pytest.param(WHOLE.replace('"h1"', "5"), "layouts[0].title", "a list", "5", id="number-for-a-selector"),
    pytest.param(
        in_layout('drop = ["p["]'), "layouts[0].drop[0]", "a CSS selector", "'p['", id="drop-selector"
    ),
    pytest.param(in_layout('drop = ".a"'), "layouts[0].drop", "a list", "'.a'", id="drop-no-list"),
    pytest.param(in_layout('until = "x"'), "layouts[0].until", "a valid date", "'x'", id="until-no-date"),
    pytest.param(top('region = "UA-99"'), "region", "one of UA-05, UA-07", "'UA-99'", id="region"),
    pytest.param(top("region = 5"), "region", "a valid string", "5", id="region-no-text"),
    pytest.param(top('region = "Черкаська"'), "region", "ISO 3166-2:UA", "'Черкаська'", id="region-by-name"),
    pytest.param(top('community = "Драбів"'), "community", "match pattern", "'Драбів'", id="community"),
    pytest.param(
        WHOLE.replace("https://", "ftp://"), "url", "http:// or https://", "'ftp://rada.example/'", id="ftp"
    ),
    pytest.param(
        WHOLE.replace("https://rada.example", ""), "url", "http:// or https://", "'/'", id="relative-url"
    ),
    pytest.param(
        top('platform = "bitrix"'), "platform", "telegram, vlada_ua", "'bitrix'", id="unknown-platform"
    ),
    pytest.param(top("platform = 5"), "platform", "telegram, vlada_ua", "5", id="platform-no-text"),
    pytest.param(top('schedule = "weekly"'), "schedule", "'hourly' or 'daily'", "'weekly'", id="schedule"),
    pytest.param(top("delay = -1"), "delay", "greater than or equal to 0", "-1", id="negative-delay"),
    pytest.param(top("delay = 601"), "delay", "less than or equal to 600", "601", id="long-delay"),
    pytest.param(top("delay = nan"), "delay", "equal to 600", "nan", id="delay-nan"),
    pytest.param(top('evidence = "E"'), "evidence", "'A', 'B', 'C' or 'D'", "'E'", id="evidence"),
    pytest.param(top('articles = ["^/n("]'), "articles[0]", "a regular expression", "'^/n('", id="pattern"),
    pytest.param(top('articles = "^/n"'), "articles", "a list", "'^/n'", id="patterns-no-list"),
    pytest.param(
        WHOLE + NOT_FOUND.replace("^404", "("), "not_found[0].says", "a regular expression", "'('", id="says"
    ),
    pytest.param(
        WHOLE + NOT_FOUND.replace('"title"', '":"'), "not_found[0].at", "a CSS selector", "':'", id="at"
    ),
    pytest.param(
        in_section('slug = "a"'), "sections[0].slug", "no such key", "slug = 'a'", id="slug-in-section"
    ),
    pytest.param(top('hosts = "rada.ua"'), "hosts", "a list in [ ]", "'rada.ua'", id="no-list"),
    pytest.param(
        VLADA + FEED.replace('"rss"', '["a"]'),
        "sections[0].name",
        "a valid string",
        "['a']",
        id="name-is-a-list",
    ),
    pytest.param(
        VLADA + FEED.replace('name = "rss"', ""),
        "sections[0].name",
        "must be given",
        "nothing",
        id="no-section-name",
    ),
    pytest.param(VLADA + "sections = 5\n", "sections", "a list", "5", id="sections-a-number"),
    pytest.param(
        VLADA + FEED + FEED,
        "sections",
        "a name of its own",
        "[{'name': 'rss'",
        id="section-twice-over-preset",
    ),
    pytest.param(
        HEAD + FEED + FEED + LAYOUT, "sections", "a name of its own", "[{'name': 'rss'", id="section-twice"
    ),
    pytest.param(
        HEAD + NEWS + LAYOUT + LAYOUT, "layouts", "from the oldest", "[{'title'", id="layouts-of-one-time"
    ),
    pytest.param(
        WHOLE.replace('"h1"', "[]"), "layouts[0].title", "at least 1 item", "[]", id="no-alternative"
    ),
    pytest.param(
        in_layout('drop = ["div["]'),
        "layouts[0].drop[0]",
        "a CSS selector",
        "div[",
        id="drop-no-selector",
    ),
    pytest.param(top('charset = "win-1251"'), "charset", "the name of a charset", "'win-1251'", id="charset"),
    pytest.param(
        top('charset = "base64"'), "charset", "the name of a charset", "'base64'", id="codec-for-a-charset"
    ),
    pytest.param(
        top('hosts = ["https://rada.example/"]'),
        "hosts[0]",
        "match pattern",
        "'https://",
        id="host-with-scheme",
    ),
    pytest.param(
        WHOLE.replace('"/news/"', '"javascript:x"'),
        "sections[0].url",
        "a path",
        "'javascript:x'",
        id="section-url",
    ),
    pytest.param(top('delay = "1.5"'), "delay", "a valid number", "'1.5'", id="delay-in-quotes"),
    pytest.param(top("delay = true"), "delay", "a valid number", "True", id="delay-yes"),
    pytest.param(top('active = "yes"'), "active", "a valid boolean", "'yes'", id="active-in-quotes"),
    pytest.param(
        in_section('max_pages = "7"'), "sections[0].max_pages", "a valid integer", "'7'", id="pages-in-quotes"
    ),
    pytest.param(
        in_layout("until = 1728864000"), "layouts[0].until", "a valid date", "1728864000", id="until-a-number"
    ),
    pytest.param(
        top('platform = "../sites/UA-71/drabivska_hromada"'),
        "platform",
        "one of",
        "'../sites",
        id="platform-path",
    ),
    pytest.param(
        HEAD + NEWS + '[[layouts]]\ntitle = "h1"\nbody = "main"\n',
        "layouts[0]",
        "`title`, `published` and `body`, or none of them and `generic = true`",
        "{'title': 'h1'",
        id="layout-without-date",
    ),
    pytest.param(
        HEAD + NEWS + '[[layouts]]\ntitle = "h1"\ngeneric = true\n',
        "layouts[0]",
        "or none of them",
        "{'title': 'h1'",
        id="half-a-layout-before-the-generic-one",
    ),
    pytest.param(
        HEAD + NEWS + "[[layouts]]\n", "layouts[0]", "or none of them", "{}", id="layout-without-anything"
    ),
    pytest.param(
        in_layout('crumbs = "li::attr()"'), "layouts[0].crumbs[0]", "a CSS selector", "attr", id="attribute"
    ),
    pytest.param(
        in_section('published = "time::attr(datetime)"'),
        "sections[0].published",
        "a CSS selector",
        "attr",
        id="attribute-in-a-section",
    ),
    pytest.param(
        in_section('page_path = "/page/2/"'),
        "sections[0].page_path",
        "match pattern",
        "/2/",
        id="path-without-page",
    ),
    pytest.param(
        in_section('page_param = "p"\npage_path = "/page/{page}/"'),
        "sections[0]",
        "`page_param` or `page_path`, not both",
        "{'name'",
        id="pages-in-two-places",
    ),
    pytest.param(
        in_section("page_step = 0"), "sections[0].page_step", "greater than or equal to 1", "0", id="no-step"
    ),
    pytest.param(
        in_section('fits = "("'), "sections[0].fits", "a regular expression", "'('", id="pattern-of-links"
    ),
    pytest.param(
        in_section('url = "/news?page=2"\npage_param = "page"').replace('url = "/news/"\n', ""),
        "sections[0]",
        "`url` of the first page (`first_page`, 1), not of page 2",
        "{'name'",
        id="begins-with-a-later-page",
    ),
    pytest.param(
        in_section('url = "/news/page/3/"\npage_path = "page/{page}/"').replace('url = "/news/"\n', ""),
        "sections[0]",
        "not of page 3",
        "{'name'",
        id="begins-with-a-later-page-by-path",
    ),
    pytest.param(
        in_section('reader = "telegram"').replace('reader = "listing"\n', "").replace('item = "li"\n', ""),
        "sections[0]",
        "`item`, the selector of one post",
        "{'name'",
        id="telegram-without-posts",
    ),
    pytest.param(
        in_section('instead_of = "rss"'),
        "sections",
        "the name of an earlier section, not 'rss'",
        "[{'name'",
        id="instead-of-nothing",
    ),
    pytest.param(
        in_section('instead_of = "news"'),
        "sections",
        "the name of an earlier section, not 'news'",
        "[{'name'",
        id="instead-of-itself",
    ),
    pytest.param(top('known = ["h1"]'), "known[0]", "match pattern", "'h1'", id="known-without-letter"),
    pytest.param(
        top('known = ["h1 (D, 2024)"]'), "known[0]", "match pattern", "D, 2024", id="a-guess-as-known"
    ),
    pytest.param(top('known = ["h1 (B)"]'), "known[0]", "match pattern", "(B)", id="known-without-year"),
    pytest.param(top('guessed = [""]'), "guessed[0]", "at least 1 character", "''", id="empty-remark"),
    pytest.param(
        f"{WHOLE}\n[[identity]]\nfits = '^/(\\d+)'\nurl = '/{{id}}'\n",
        "identity[0]",
        "groups named id",
        "fits",
        id="no-group",
    ),
    pytest.param(
        f"{WHOLE}\n[layouts.places]\npaths = '/a/(?P<town>b)'\n",
        "layouts[0].places",
        "groups named city, community, rayon, region",
        "town",
        id="group-that-is-no-place",
    ),
    pytest.param(
        f"{WHOLE}\n[layouts.chrome]\nstamps = 'a'\n",
        "layouts[0].chrome",
        "a group `date`",
        "stamps",
        id="stamp",
    ),
    pytest.param(
        f"{WHOLE}\n[layouts.labels]\ntag = 'Теги'\n",
        "layouts[0].labels.tag",
        "no such key; known here: tags, region",
        "tag",
        id="unknown-label",
    ),
    pytest.param("", "name", "must be given", "nothing", id="empty-file"),
    pytest.param("name = \n", "file", "TOML", "line 1", id="no-toml"),
    pytest.param(WHOLE.encode("cp1251"), "file", "text in UTF-8", "can't decode", id="no-utf-8"),
]


@pytest.mark.parametrize(("text", "key", "expected", "came"), WRONG)
def test_error_names_file_key_expected_and_came(
    write: Write, text: str | bytes, key: str, expected: str, came: str
) -> None:
    file = write(text)
    with pytest.raises(RegistryError) as caught:
        read_source(file)
    error = caught.value
    assert (error.file, error.key) == (file, key)
    assert expected in error.expected
    assert came in error.came
    assert str(error).split("\n")[0] == f"{file}: {error.key}: expected {error.expected}, came {error.came}"


def test_every_wrong_fact_of_a_file_is_named_once(write: Write) -> None:
    text = in_layout('dropp = "x"').replace('"https://rada.example/"', '"rada.example"\ndelay = -1')
    file = write(text)
    with pytest.raises(RegistryError) as caught:
        read_source(file)
    keys = [line.removeprefix(f"{file}: ").split(":")[0] for line in str(caught.value).split("\n")]
    assert keys == ["url", "delay", "layouts[0].dropp"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", ["name", "url"]),
        ('name = "Рада"', ["url"]),
        ('name = "Рада"\nurl = 5', ["url"]),
        ('url = "rada.example"', ["name", "url"]),
        (HEAD + "sections = []", ["sections", "layouts"]),
    ],
)
def test_a_source_that_needs_two_lines_is_asked_for_no_more(write: Write, text: str, keys: list[str]) -> None:
    file = write(text)
    with pytest.raises(RegistryError) as caught:
        read_source(file)
    assert [line.removeprefix(f"{file}: ").split(":")[0] for line in str(caught.value).split("\n")] == keys


@pytest.mark.parametrize(
    "layouts",
    [
        pytest.param(LAYOUT.replace("[[layouts]]", "[[layouts]]\nuntil = 2024-01-01"), id="none-for-today"),
        pytest.param(LAYOUT + LAYOUT, id="two-for-today"),
        pytest.param(
            LAYOUT + LAYOUT.replace("[[layouts]]", "[[layouts]]\nuntil = 2024-01-01"), id="today-first"
        ),
        pytest.param(
            "".join(
                LAYOUT.replace("[[layouts]]", f"[[layouts]]\nuntil = {day}")
                for day in ("2024-02-01", "2024-01-01")
            )
            + LAYOUT,
            id="newest-first",
        ),
        pytest.param(
            LAYOUT.replace("[[layouts]]", "[[layouts]]\nuntil = 2024-01-01") * 2 + LAYOUT, id="same-day-twice"
        ),
    ],
)
def test_layouts_go_from_the_oldest_to_todays(write: Write, layouts: str) -> None:
    with pytest.raises(RegistryError, match="`layouts` from the oldest `until` on"):
        read_source(write(HEAD + NEWS + layouts))


@pytest.mark.parametrize(
    "name", ["Test_Rada.toml", "test-rada.toml", "1rada.toml", "x.toml", "рада.toml", f"{'a' * 70}.toml"]
)
def test_file_name_is_a_slug(write: Write, name: str) -> None:
    with pytest.raises(
        RegistryError, match=r"file name: expected a slug: 2 to 61 signs, each one of a-z, 0-9"
    ):
        read_source(write(WHOLE, name))


def test_long_values_are_cut_in_the_message(write: Write) -> None:
    with pytest.raises(RegistryError) as caught:
        read_source(write(top(f'colour = "{"x" * 1000}"')))
    assert len(caught.value.came) <= 200


def test_sources_are_sorted_by_slug(write: Write, tmp_path: Path) -> None:
    for name in ("UA-71/b_rada.toml", "UA-05/c_rada.toml", "a_rada.toml", "UA-05/note.txt"):
        write(WHOLE if name.endswith("toml") else "—", name)
    assert list(load_sources([tmp_path])) == ["a_rada", "b_rada", "c_rada"]


def test_slug_is_given_once_in_a_folder(write: Write, tmp_path: Path) -> None:
    write(WHOLE, "UA-05/a_rada.toml")
    write(WHOLE, "UA-71/a_rada.toml")
    with pytest.raises(
        RegistryError, match=r"UA-71/a_rada\.toml: file name: expected a slug .*UA-05/a_rada\.toml"
    ):
        load_sources([tmp_path])


def test_later_folder_replaces_a_source_if_it_says_so(write: Write, tmp_path: Path) -> None:
    first = write(WHOLE, "one/a_rada.toml")
    write(HEAD.replace("Тестова", "Інша") + "replaces = true\n" + NEWS + LAYOUT, "two/a_rada.toml")
    found = read_folders([tmp_path / "one", tmp_path / "two"])
    assert {slug: source.name for slug, source in found.sources.items()} == {"a_rada": "Інша рада"}
    assert found.replaced == {"a_rada": first}
    assert load_sources([tmp_path / "two"])["a_rada"].replaces


def test_one_wrong_file_stops_no_other_and_nothing_is_used_in_its_place(write: Write, tmp_path: Path) -> None:
    write(WHOLE, "one/a_rada.toml")
    write(WHOLE, "one/b_rada.toml")
    write(WHOLE, "one/c_rada.toml")
    again = write(WHOLE, "two/a_rada.toml")
    torn = write("name =", "two/b_rada.toml")
    found = read_folders([tmp_path / "one", tmp_path / "two", tmp_path / "two"])
    assert list(found.sources) == ["c_rada"]
    assert {slug: (error.file, error.key) for slug, error in found.wrong.items()} == {
        "a_rada": (again, "file name"),
        "b_rada": (torn, "file"),
    }
    assert str(found.wrong["a_rada"]).count("`replaces = true`") == 1


def test_folder_must_exist(tmp_path: Path) -> None:
    with pytest.raises(
        RegistryError, match="expected a folder of source files, or one such file, came the name of"
    ):
        load_sources([tmp_path / "absent"])


def test_broken_preset_is_told_by_its_own_name(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_files, "PLATFORMS", tmp_path / "platforms")
    preset = write("schedule = \n", "platforms/own.toml")
    with pytest.raises(RegistryError) as caught:
        read_source(write(HEAD + 'platform = "own"\n'))
    assert caught.value.file == preset


def test_built_in_sources_are_sound() -> None:
    sources = load_sources([SITES])
    assert sources
    for file in SITES.rglob("*.toml"):
        source = sources[file.stem]
        assert file.parent.name == (source.region or "national")


@pytest.mark.parametrize("preset", sorted(PLATFORMS.glob("*.toml")), ids=lambda path: path.stem)
def test_platform_is_enough_for_a_source_of_three_lines(write: Write, preset: Path) -> None:
    source = read_source(write(HEAD + f'platform = "{preset.stem}"\n'))
    assert isinstance(source, Source)


def test_byte_order_mark_and_whole_numbers_are_no_fault(write: Write) -> None:
    assert read_source(write(b"\xef\xbb\xbf" + top("delay = 2").encode())).delay == 2


def test_own_host_is_spelt_as_links_are(write: Write) -> None:
    source = read_source(write(WHOLE.replace("rada.example/", "Rada.example:443/")))
    assert source.own_hosts == frozenset({"rada.example"})


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a_rada.toml").mkdir()
    with pytest.raises(RegistryError, match="expected a file that can be read"):
        load_sources([tmp_path])


def test_name_and_address_make_a_source(write: Write) -> None:
    source = read_source(write('name = "Тестова рада"\nurl = "https://rada.example/novyny/"\n'))
    (section,), (layout,) = source.sections, source.layouts
    assert (section.reader, section.url, section.generic) == ("listing", "https://rada.example/novyny/", True)
    assert layout.generic
