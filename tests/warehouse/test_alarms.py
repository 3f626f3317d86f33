"""Alarms of sources whose lives are loaded into a real warehouse, published, and judged from the snapshot."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import orjson
import pytest

from tests.warehouse.batches import KYIV, Look
from tests.warehouse.lives import FIRST, NEWS, Connection, Life, begin, day_of, published, weekdays
from warehouse.health import Health, judge_sources, sources_to_judge

WEEKS = 9
SILENT = [0] * 12
DAYS = 7 * WEEKS


def settled(life: Life) -> Life:
    life.live(weekdays(WEEKS))
    return life


def posts_on(life: Life) -> None:
    settled(life).live(weekdays(3)[1:13])


def goes_silent(life: Life) -> None:
    settled(life).live(SILENT)


def is_down(life: Life) -> None:
    settled(life).live(SILENT, "down")


def is_blocked(life: Life) -> None:
    settled(life).live(SILENT, "blocked")


def is_partial(life: Life) -> None:
    settled(life).live(SILENT, "partial")


def is_not_looked_at(life: Life) -> None:
    settled(life).day += 11
    life.live([0])


def is_caught_up_with(life: Life) -> None:
    """Twelve days without a visit, whose articles the next one finds, each with its day."""
    settled(life).day += 11
    found = [
        life.article(published=datetime.combine(day_of(life.day - age), time(15), KYIV))
        for age in range(1, 12)
        if day_of(life.day - age).weekday() < 5
    ]
    life.visit(found)
    life.live([0])


def loses_its_dates(life: Life) -> None:
    settled(life).live(weekdays(3)[1:6], published=None, published_precision=None)


def is_new(life: Life) -> None:
    life.live(weekdays(1)[:4])
    life.live([0, 0, 0, 0])


def brings_its_past(life: Life) -> None:
    """The first visit finds eight weeks and a pinned post; then nothing comes."""
    days = [day for age in range(2, 60) if (day := day_of(-age)).weekday() < 5]
    pinned = day_of(-900)
    life.visit([life.article(published=datetime.combine(day, time(15), KYIV)) for day in [*days, pinned]])
    life.live(SILENT)


def dates_back(life: Life) -> None:
    """A register: what is put up today is of last week."""
    life.live(weekdays(WEEKS), age=8)
    life.live(weekdays(3)[1:13], age=8)


def announces(life: Life) -> None:
    """What is put up today is of next month."""
    life.live(weekdays(WEEKS), age=-30)
    life.live(weekdays(3)[1:13], age=-30)


def tells_no_days(life: Life) -> None:
    life.live(weekdays(WEEKS), published=None, published_precision=None)
    life.live(SILENT)


def has_pages_that_fail(life: Life) -> None:
    settled(life)
    for number in range(5):
        life.visit(
            [Look(url=f"{NEWS}/failing/{number}/{each}", outcome="failed") for each in range(6)], "partial"
        )


def has_one_page_that_fails(life: Life) -> None:
    """Always partial by one link of many; then silent."""
    failing = Look(url=f"{NEWS}/failing", outcome="failed")
    fine = [Look(url=f"{NEWS}/fine/{number}", outcome="filtered") for number in range(12)]
    for count in [*weekdays(WEEKS), *SILENT]:
        when = datetime.combine(day_of(life.day - 1), time(15), KYIV)
        life.visit([*(life.article(published=when) for _ in range(count)), failing, *fine], "partial")
        reads = life.site.folder / life.site.batches[-1].visit.visit_id / "section_reads.jsonl"
        reads.write_bytes(orjson.dumps({**orjson.loads(reads.read_bytes()), "complete": True}) + b"\n")


def has_an_empty_section(life: Life) -> None:
    """A second section gave links every day, and gives none since three weeks."""
    for day, count in enumerate(weekdays(WEEKS + 3)):
        life.live([count])
        reads = life.site.folder / life.site.batches[-1].visit.visit_id / "section_reads.jsonl"
        (news,) = [orjson.loads(line) for line in reads.read_bytes().splitlines()]
        found = 10 if day < DAYS else 0
        rows = [news, {**news, "section": "tenders", "found": found}]
        reads.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))


LIVES = [
    posts_on, goes_silent, is_down, is_blocked, is_partial, is_not_looked_at, is_caught_up_with, loses_its_dates,
    is_new, brings_its_past, dates_back, announces, tells_no_days, has_pages_that_fail, has_one_page_that_fails,
    has_an_empty_section,
]  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Connection:
    folder = tmp_path_factory.mktemp("lives")
    lives = []
    for live in LIVES:
        life = begin(folder / "staged", live.__name__)
        live(life)
        lives.append(life)
    with published(folder / "home", lives) as con:
        yield con


@pytest.fixture(scope="module")
def found(snapshot: Connection) -> dict[str, Health]:
    return {each.source: each for each in judge_sources(snapshot, sources_to_judge(snapshot, None))}


@pytest.mark.parametrize(
    ("source", "alarms"),
    [
        ("posts_on", set()),
        ("goes_silent", {("silent", "goes_silent")}),
        ("is_down", {("incomplete", "is_down")}),
        ("is_blocked", {("incomplete", "is_blocked")}),
        ("is_partial", {("incomplete", "is_partial")}),
        ("is_not_looked_at", set()),
        ("is_caught_up_with", set()),
        ("loses_its_dates", {("field_lost", "published"), ("field_lost", "hour")}),
        ("is_new", set()),
        ("brings_its_past", {("silent", "brings_its_past")}),
        ("dates_back", set()),
        ("announces", set()),
        ("tells_no_days", {("silent", "tells_no_days")}),
        (
            "has_pages_that_fail",
            {("pages_fail", "has_pages_that_fail"), ("incomplete", "has_pages_that_fail")},
        ),
        ("has_one_page_that_fails", {("silent", "has_one_page_that_fails")}),
        ("has_an_empty_section", {("section_empty", "tenders")}),
    ],
)
def test_alarms_are_those_that_there_should_be(
    found: dict[str, Health], source: str, alarms: set[tuple[str, str]]
) -> None:
    assert {(alarm.kind, alarm.subject) for alarm in found[source].alarms} == alarms


def test_every_life_is_judged(found: dict[str, Health]) -> None:
    assert found.keys() == {live.__name__ for live in LIVES}


def test_an_alarm_says_since_when_and_how_improbable_it_is(found: dict[str, Health]) -> None:
    (alarm,) = found["goes_silent"].alarms
    last = found["goes_silent"].verdict.last
    assert last == day_of(DAYS - 3)  # a Friday
    assert alarm.since == last + timedelta(days=1)
    assert alarm.chance < 0.001
    assert f"nothing since {last}: 13 days watched and empty" in alarm.message
    lost = {alarm.subject: alarm for alarm in found["loses_its_dates"].alarms}
    assert lost["published"].since == day_of(DAYS)
    assert "0%, before 100%" in lost["published"].message


def test_a_source_with_too_little_past_is_not_judged_and_says_so(found: dict[str, Health]) -> None:
    assert "too little past: posting days 3 of 6, days watched 7 of 14" in (
        found["is_new"].verdict.abstained or ""
    )
    assert found["posts_on"].verdict.abstained is None


def test_days_that_nobody_looked_at_are_no_silence(found: dict[str, Health]) -> None:
    assert found["is_not_looked_at"].verdict.empty <= 2
    assert found["is_down"].verdict.empty <= 2


def test_the_first_visit_tells_days_before_it_and_no_flood(snapshot: Connection) -> None:
    query = "select {} from arrivals where source = 'brings_its_past'"
    ((most, first),) = snapshot.execute(query.format("max(articles), min(day)")).fetchall()
    assert most == 1
    assert day_of(-60) < first < day_of(-45)  # neither the pinned post nor the oldest tenth
    ((unwatched,),) = snapshot.execute(f"{query.format('count(*)')} and not watched").fetchall()
    assert unwatched == 1  # the last day, which is not over


def test_articles_that_tell_another_day_came_when_they_were_seen(snapshot: Connection) -> None:
    for source in ("dates_back", "announces"):
        ((least, most),) = snapshot.execute(
            "select min(day), max(day) from arrivals where source = ? and articles > 0", [source]
        ).fetchall()
        assert FIRST <= least <= most <= day_of(DAYS + 12)


def test_only_sources_that_were_named_are_read(snapshot: Connection) -> None:
    rows = sources_to_judge(snapshot, ["is_new"])
    assert [each.source for each in judge_sources(snapshot, rows)] == ["is_new"]


def test_fill_rates_tell_each_field(snapshot: Connection) -> None:
    rows = snapshot.execute(
        "select field, filled, articles from fill_rates where source = 'posts_on' and day = ?", [day_of(1)]
    ).fetchall()
    assert {field: filled for field, filled, _ in rows} == {
        "title": 2, "body": 2, "lead": 0, "published": 2, "hour": 2, "author": 0, "lang": 2, "category": 2,
        "source_tags": 2, "region_hint": 2, "community_names": 2, "images": 0, "attachments": 2,
    }  # fmt: skip
    assert {articles for _, _, articles in rows} == {2}
