"""Every kind of source is in the demo once, and is read right by the rules that read the real sites."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from flows.cli_demo import QUESTIONS
from flows.demo.blocks import clean
from flows.demo.changes import REPORT, a_day_passes, a_report_is_mended
from flows.demo.kind_content import KindArticle, load_kinds
from flows.demo.kinds import KindsWeb, to_toml, write_kinds
from flows.demo.web import DemoWeb, write_sources
from flows.pipeline import Run, RunResult
from flows.settings import Home, load_settings
from flows.sources import all_sources
from scrapers.registry import PLATFORMS, SITES, Section
from scrapers.source_files import read_source
from tests.flows.conftest import GIVEN
from warehouse.db import open_published

KINDS = load_kinds()
# the seeds and whom their texts name; in each, what no other kind tells
RULES_OF = {
    "portal_hromad": "national/decentralization",
    "karta_hromad": "national/pravdorub",
    "asotsiatsiia_mist": "national/auc",
    "presa_stepu": "national/glavcom",
    "richkivska_rada": "UA-18/zhytomyr_rada",
    "stepaniv_misto": "UA-63/kharkiv_rada",
    "asotsiatsiia_hromad": "national/communities",
    "asotsiatsiia_oth": "national/hromady_org",
    "viddilennia_asotsiatsii": "UA-53/auc_poltava",
}


class Demo:
    """Both webs of the demo and a home."""

    def __init__(self, folder: Path, web: DemoWeb, kinds: KindsWeb) -> None:
        self.web, self.kinds, self.home = web, kinds, Home(folder / "home")
        self.files = write_kinds(folder / "sources", kinds)
        write_sources(folder / "sources", web)
        self.known = all_sources([folder / "sources"], only_folders=True)

    def run(self) -> RunResult:
        work = Run(self.home, load_settings(self.home, dict(GIVEN)), self.known, registry=self.known)
        work.open(wait=10)
        try:
            work.load(work.visit(slug) for slug in work.sources)
            work.publish()
        finally:
            work.close()
        return work.result

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with open_published(self.home.database) as connection:
            return connection.execute(query, values).fetchall()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """What `visnyk demo` leaves: two runs, a day between them."""
    with DemoWeb() as web, KindsWeb() as kinds:
        made = Demo(tmp_path_factory.mktemp("demo"), web, kinds)
        assert {batch.visit.status for batch in made.run().batches} == {"complete"}
        a_day_passes(web)
        a_report_is_mended(kinds)
        result = made.run()
        assert {batch.visit.status for batch in result.batches} == {"complete"}
        assert not result.errors
        yield made


def words(article: KindArticle) -> list[str]:
    return clean(" ".join(article.told or article.body)).split()


@pytest.mark.parametrize("slug", KINDS)
def test_articles_are_read_as_they_were_written(demo: Demo, slug: str) -> None:
    rows = demo.ask(
        """select title, published, published_precision, body from articles
        where source = ? and kind <> 'document'""",
        slug,
    )
    told = [(title, when, precision, clean(body).split()) for title, when, precision, body in rows]
    # where a page tells no day its feed does, to the minute
    expected = [(a.title, a.at, a.precision if a.dated else "minute", words(a)) for a in KINDS[slug].articles]
    assert sorted(told, key=str) == sorted(expected, key=str)


def test_every_platform_every_way_in_and_every_seed_is_there(demo: Demo) -> None:
    platforms = {path.stem for path in PLATFORMS.glob("*.toml")}
    assert {row[0] for row in demo.ask("select platform from sources")} == platforms | {None}
    readers = set(get_args(Section.model_fields["reader"].annotation))
    found = demo.ask("select distinct reader from section_reads where found > 0 and error is null")
    assert {row[0] for row in found} == readers
    for slug, name in RULES_OF.items():
        built_in, own = read_source(SITES / f"{name}.toml"), demo.known[slug]
        same = {
            "sections",
            "layouts",
            "identity",
            "digests",
            "documents",
            "not_found",
            "platform",
            "articles",
        }
        assert own.model_dump(include=same) == built_in.model_dump(include=same)
        assert own.name != built_in.name


def test_what_only_one_kind_tells_is_told(demo: Demo) -> None:
    def of(slug: str, *fields: str) -> tuple[Any, ...]:
        query = f"select {', '.join(fields)} from articles where source = ? order by title"
        return demo.ask(query, slug)[0]

    portal = of("portal_hromad", "source_tags", "region_hint", "community_names", "attribution")
    assert portal == (
        ["безпека", "міжмуніципальне співробітництво"],
        "Житомирська область, Чернівецька область",
        ["Вербівська територіальна громада", "Липівська територіальна громада"],
        "Вербівська громада",
    )
    assert of("karta_hromad", "region_hint", "community_names") == ("Харківська область", ["Харків"])
    press = of("presa_stepu", "author", "photo_credit", "lead", "category")
    assert press == (
        "Іван Крук",
        "Заворсклянська селищна рада",
        "Записи звучать голосами тих, хто їх розповідав",
        "Суспільство",
    )
    items = demo.ask(
        """select i.section, i.title, i.matched_by, i.period_start::text, a.url is not null
        from digest_items as i left join articles as a on a.article_id = i.article_id
        where i.source = 'asotsiatsiia_mist' order by i.position"""
    )
    assert items == [
        ("ЖИТЛО", "Маневрений фонд поповнили дванадцять квартир", "link", "2026-04-20", True),
        ("ЖИТЛО", "Субсидія на оренду: як подати заяву", None, "2026-04-20", False),
        ("ОСВІТА", "Майстерню для учнів відкрили в Заворсклі", None, "2026-04-20", False),
    ]


def test_a_mended_report_is_a_second_version(demo: Demo) -> None:
    slug, path = REPORT
    pages = demo.ask(
        "select url, page, title, version, text from document_pages where source = ? order by page", slug
    )
    url = demo.kinds.sites[slug].base + path
    assert [page[:4] for page in pages] == [
        (url, 1, "ІНФОРМАЦІЯ ПРО РОБОТУ УПРАВЛІННЯ ЗВ’ЯЗКІВ З ГРОМАДСЬКІСТЮ", 2),
        (url, 2, "31 ПЕТИЦІЯ, ІЗ НИХ 6 НАБРАЛИ НЕОБХІДНУ КІЛЬКІСТЬ ПІДПИСІВ", 2),
        (url, 3, "ГРОМАДСЬКИЙ БЮДЖЕТ", 2),
    ]
    assert pages[2][4].splitlines()[1:] == [  # two columns, one after the other
        *("2024 рік:", "18 проєктів,", "2 140 голосів"),
        *("2025 рік:", "27 проєктів,", "3 950 голосів"),
    ]
    votes = "select version, body like '%3 905%', body like '%3 950%' from article_versions where url = ? order by 1"
    assert demo.ask(votes, url) == [(1, True, False), (2, False, True)]


def test_pages_behind_the_first_are_asked_for_as_each_platform_counts(demo: Demo) -> None:
    asked = [(entry.site, entry.path) for entry in demo.kinds.log]
    assert ("ozerianska_rada", "/news?page=1") in asked
    assert ("luhivska_rada", "/?start=10") in asked
    assert ("prystanska_rada", "/s/prystanska_rada?before=20") in asked


def test_every_question_of_the_demo_has_an_answer(demo: Demo) -> None:
    answers = {question: demo.ask(query) for question, query in QUESTIONS.items()}
    assert all(answers.values())
    by_platform = {row[0]: row[2:] for row in next(iter(answers.values()))}
    assert set(by_platform) == {path.stem for path in PLATFORMS.glob("*.toml")} | {"no platform"}
    assert by_platform["drupal"] == (2, 5, 1, 0)  # sites, articles, digests, reports
    assert by_platform["no platform"] == (6, 12, 0, 1)
    assert sum(row[0] for row in by_platform.values()) == len(demo.known)


def test_source_files_say_which_kind_they_are(demo: Demo) -> None:
    first = {file.stem: file.read_text("utf-8").splitlines()[0] for file in demo.files}
    assert first == {slug: f"# {content.kind}" for slug, content in KINDS.items()}


@pytest.mark.parametrize(
    "file", [*PLATFORMS.glob("*.toml"), *SITES.rglob("*.toml")], ids=lambda file: file.stem
)
def test_toml_is_read_back_as_it_was(file: Path) -> None:
    facts = json.loads(json.dumps(tomllib.loads(file.read_text("utf-8"))))
    assert tomllib.loads(to_toml(facts)) == facts
