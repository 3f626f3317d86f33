"""The sources that come with Visnyk: enough of them, and each says what is known and what is a guess."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from scrapers.folders import load_sources
from scrapers.look import Look
from scrapers.readers.listing import read_listing
from scrapers.registry import PLATFORMS, SITES, Source
from scrapers.urls import host_of, path_of

SOURCES = load_sources([SITES])
PRESETS = {path.stem for path in PLATFORMS.glob("*.toml")}


def test_there_are_enough_of_each_kind() -> None:
    assert len(SOURCES) >= 40
    assert {source.platform for source in SOURCES.values() if source.platform} == PRESETS
    assert len({source.region for source in SOURCES.values()}) >= 18


@pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))
def test_letter_is_the_best_of_what_is_known(source: Source) -> None:
    letters = [match[1] for fact in source.known if (match := re.search(r"\(([ABC]), \w+\)$", fact))]
    assert source.evidence == min(letters, default="D")


@pytest.mark.parametrize("preset", sorted(PLATFORMS.glob("*.toml")), ids=lambda path: path.stem)
def test_a_preset_says_nothing_of_who_read_a_source(preset: Path) -> None:
    assert "evidence" not in tomllib.loads(preset.read_text("utf-8"))


@pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))
def test_what_is_not_known_is_said(source: Source) -> None:
    assert source.known
    assert source.guessed or source.unknown


@pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))
def test_sources_whose_host_is_a_guess_are_not_visited(source: Source) -> None:
    guessed = any(remark.startswith("the host") for remark in source.guessed)
    assert source.active is not guessed


@pytest.mark.parametrize(
    ("slug", "url", "wanted"),
    [
        ("decentralization", "https://decentralization.ua/news/15740", True),
        ("decentralization", "https://decentralization.gov.ua/en/news/15740.amp?page=5", True),
        ("decentralization", "https://decentralization.ua/news/tag/hromady?page=2", False),
        ("auc", "https://auc.org.ua/novyna/yak-hromady-budut", True),
        ("auc", "https://auc.org.ua/news?page=1", False),
        ("glavcom", "https://glavcom.ua/country/society/terekhov-1087645.html", True),
        ("glavcom", "https://glavcom.ua/country.html", False),
        ("kyiv_city", "https://kyivcity.gov.ua/news/u_stolitsi_vidkryly/", True),
        ("kyiv_city", "https://kyivcity.gov.ua/news/category/transport/", False),
        ("suspilne", "https://suspilne.media/321654-u-lvovi/", True),
        ("suspilne", "https://suspilne.media/latest", False),
        ("pravda_com_ua", "https://www.pravda.com.ua/news/2024/09/3/7473000/", True),
        ("zaporizhzhia_rada", "https://zp.gov.ua/uk/articles/item/20117/avtobusy", True),
        ("zaporizhzhia_rada", "https://zp.gov.ua/uk/articles/category/news/2", False),
        ("zaporizhzhia_oda", "https://zoda.gov.ua/news/71234/nova-shkola.html", True),
        ("vinnytsia_rada", "https://www.vmr.gov.ua/Lists/CityCouncil/ShowContent.aspx?ID=55", True),
        ("vinnytsia_rada", "https://www.vmr.gov.ua/Executives/SitePages/Home.aspx", False),
        ("sarny_rada", "https://sarny-rada.gov.ua/512-sesiya.html", True),
        ("kharkiv_rada_telegram", "https://t.me/s/citykharkivua?before=20", True),
        ("kharkiv_rada_telegram", "https://t.me/s/other?after=20", False),
    ],
)
def test_addresses_that_are_articles(slug: str, url: str, wanted: bool) -> None:
    source = SOURCES[slug]
    patterns = [re.compile(pattern) for pattern in source.articles]
    assert host_of(url) in source.own_hosts
    assert any(pattern.search(path_of(url)) for pattern in patterns) is wanted


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/files/upload/sitefiles/doc1519912345.pdf", True),
        ("/files/upload/sitefiles/doc1519912345_29.pdf", True),
        ("/files/upload/sitefiles/plan.pdf", False),
        ("/files/upload/sitefiles/doc1519912345.docx", False),
    ],
)
def test_reports_are_files_by_the_time_of_their_upload(path: str, wanted: bool) -> None:
    assert SOURCES["zhytomyr_rada"].is_document(f"https://zt-rada.gov.ua{path}") is wanted


@pytest.mark.parametrize(
    ("slug", "host"),
    [
        ("kharkiv_rada", "city.kharkov.ua"),
        ("kharkiv_rada", "www.city.kharkiv.ua."),
        ("decentralization", "decentralization.gov.ua."),
        ("auc", "2.auc.org.ua"),
        ("mykolaiv_rada", "old.mkrada.gov.ua"),
    ],
)
def test_a_publisher_under_another_host_is_the_same(slug: str, host: str) -> None:
    url = SOURCES[slug].identify(f"https://{host}/news/1")
    assert url is not None
    assert host_of(url) in SOURCES[slug].own_hosts


def test_a_list_of_bare_text_has_no_links_and_does_not_fail() -> None:
    """Mykolaiv's items may hold a date, a bare text and a bar, and no address."""
    section = SOURCES["mykolaiv_rada"].sections[0]
    bare = (
        '<div class="news_line_item"><div class="date">18 Червня 2026, 14:00</div>Водовозки їздитимуть'
        ' і вночі<div class="page_split_bar"></div></div>'
    )
    linked = bare.replace("Водовозки", '<a href="/news/7.html">Водовозки</a>')
    assert read_listing(Look(url="", text=bare), section).entries == ()
    (entry,) = read_listing(Look(url="", text=bare + linked), section).entries
    assert (entry.url, entry.published) == ("/news/7.html", "18 Червня 2026, 14:00")
