"""Every corruption that is planted in a home is found by name, with the command that mends it; a sound one has none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from flows.demo.changes import a_day_passes, a_report_is_mended
from flows.demo.kinds import KindsWeb
from flows.demo.web import DemoWeb
from flows.pipeline import Run
from flows.settings import Home, load_settings
from flows.verify import Sample, Verification, Verified
from scrapers.parsers.tesseract import OCR
from scrapers.registry import Source
from tests.flows.conftest import GIVEN
from tests.flows.plants import PLANTS, plant
from tests.flows.reparse_places import LAYOUT, Council, reparse
from tests.flows.test_demo_kinds import Demo
from tests.hostile import Hostile
from warehouse.db import open_published, open_writer
from warehouse.evidence import EVERY
from warehouse.findings import MEANINGS, remedy_of
from warehouse.seal import set_changed

MENDED_BY_READING_AGAIN = (
    "article deleted", "article doubled", "version renumbered", "link deleted", "placement doubled",
    "title, everywhere",
    "evidence removed", "state", "item of a digest deleted",
)  # fmt: skip
MENDED_BY_RESTORING = (
    "visit deleted", "ledger row deleted", "section read doubled", "capture deleted", "failures deleted",
    "archive file deleted", "bytes of a file", "sum of a visit", "source deleted", "region deleted",
    "all of a visit deleted",
)  # fmt: skip
MENDED_BY_PUBLISHING = (
    "Parquet file lost", "Parquet file flipped", "manifest torn", "manifest lost", "views lost", "latest dangles",
    "latest lost",
    "latest leads to an older one", "leftover of a publish",
)  # fmt: skip


class Kept:
    """A home with what its sources are; each test has a copy of its own."""

    def __init__(self, home: Home, known: dict[str, Source]) -> None:
        self.home, self.known = home, known

    @property
    def of_pages(self) -> list[str]:
        """Sources without reports, which take long to read."""
        with open_published(self.home.database) as con:
            rows = con.execute(
                "select source from articles group by all having not bool_or(kind = 'document')"
            )
            return [slug for (slug,) in rows.fetchall()]

    def copy(self, folder: Path) -> Kept:
        shutil.copytree(self.home.root, folder / "home", symlinks=True)
        return Kept(Home(folder / "home"), self.known)

    def verify(self, *, sample: int | None = EVERY, quick: bool = False, seed: int = 0) -> Verified:
        return look(self.home, self.known, sample=sample, quick=quick, seed=seed)

    def checks(self, **more: int) -> set[str]:
        return {finding.check for finding in self.verify(**more).findings}

    def publish(self, *, anew: bool = False) -> None:
        work = Run(self.home, load_settings(self.home, dict(GIVEN)), {})
        work.open(wait=10)
        try:
            work.publish(anew=anew)
        finally:
            work.close()


def look(
    home: Home,
    known: dict[str, Source],
    *,
    sample: int | None,
    quick: bool = False,
    seed: int = 0,
    chosen: list[str] | None = None,
) -> Verified:
    sampled = Sample(sources=known, chosen=chosen, most=sample, seed=seed) if sample else None
    work = Verification(home, load_settings(home, dict(GIVEN)), quick=quick, sample=sampled)
    try:
        work.open(wait=10, on_wait=lambda message: None)
        work.read_archive(lambda looked: None)
        work.read_evidence(lambda done: None)
    finally:
        work.close()
    return work.result


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """What `visnyk demo` leaves: two runs, a day between them."""
    with DemoWeb() as web, KindsWeb() as kinds:
        made = Demo(tmp_path_factory.mktemp("demo"), web, kinds)
        made.run()
        a_day_passes(web)
        a_report_is_mended(kinds)
        made.run()
        yield Kept(made.home, made.known)


def test_a_sound_home_has_no_findings_and_the_archive_gives_every_value_again(demo: Kept) -> None:
    told = demo.verify()
    assert told.findings == []
    done = told.reproduced
    assert done is not None
    assert (done.articles, done.differing, done.without_file, done.kept, done.scanned) == (162, 0, 0, 0, 0)
    assert done.values > 3000
    assert told.looked is not None
    assert told.looked.records > 900


@pytest.mark.parametrize("name", PLANTS)
def test_a_corruption_is_found_by_name(demo: Kept, tmp_path: Path, name: str) -> None:
    own = demo.copy(tmp_path)
    what, check = PLANTS[name]
    plant(own.home, what)
    again, quick = check.startswith("evidence"), not check.startswith(("archive", "capture"))
    chosen = demo.of_pages if again else None
    told = look(own.home, demo.known, sample=EVERY if again else None, quick=quick, chosen=chosen)
    assert check in {finding.check for finding in told.findings}
    assert all(finding.subject and finding.message and remedy_of(finding.check) for finding in told.findings)


@pytest.mark.parametrize("restore", [False, True])
def test_reading_again_mends_what_was_read_and_restoring_what_was_found(
    demo: Kept, tmp_path: Path, restore: bool
) -> None:
    """Many corruptions at once."""
    own = demo.copy(tmp_path)
    for name in MENDED_BY_RESTORING if restore else MENDED_BY_READING_AGAIN:
        plant(own.home, PLANTS[name][0])
        assert "reparse" in remedy_of(PLANTS[name][1])
    assert len(own.checks(sample=0)) >= 8
    reparse(own.home, load_settings(own.home, dict(GIVEN)), own.known, ocr=OCR, restore=restore)
    now = own.verify()
    assert now.findings == []
    assert now.content_hash == demo.verify(sample=0, quick=True).content_hash


@pytest.mark.parametrize("name", MENDED_BY_PUBLISHING)
def test_publishing_mends_the_snapshot(demo: Kept, tmp_path: Path, name: str) -> None:
    own = demo.copy(tmp_path)
    plant(own.home, PLANTS[name][0])
    own.publish(anew="--anew" in remedy_of(PLANTS[name][1]))
    assert own.verify(sample=0).findings == []


def test_a_load_that_is_not_published_is_told_and_mended(demo: Kept, tmp_path: Path) -> None:
    """A kill between the two: neither the snapshot nor the warehouse is called altered."""
    own = demo.copy(tmp_path)
    with closing(open_writer(own.home.warehouse)) as con:
        con.begin()
        set_changed(con)
        con.execute("update core.article set author = 'Хтось'")
        con.commit()
    assert own.checks(sample=0) == {"snapshot_behind"}
    own.publish()
    assert own.checks(sample=0) == set()


def test_another_parser_is_told_from_a_wrong_value(tmp_path: Path) -> None:
    """Gone, changed, moved, blocked, torn: all is as archived. Then the source file changes."""
    with Hostile() as web:
        council = Council(web, tmp_path)
        council.live()
        told = look(council.home, council.known, sample=EVERY)
        assert told.findings == []
        assert told.reproduced is not None
        assert told.reproduced.values > 100
        council.describe(LAYOUT.replace("category =", "author ="))
        told = look(council.home, council.known, sample=EVERY)
        assert {finding.check for finding in told.findings} == {"evidence_otherwise"}
        assert {finding.subject.split(" ", 2)[2] for finding in told.findings} == {
            "author", "category", "source_tags", "evidence of author", "evidence of category",
        }  # fmt: skip
        council.reparse()
        assert look(council.home, council.known, sample=EVERY).findings == []


def test_a_sample_is_the_same_for_the_same_seed(demo: Kept, tmp_path: Path) -> None:
    own = demo.copy(tmp_path)
    plant(own.home, "update core.article set author = 'Хтось'")

    def sampled(seed: int) -> set[str]:
        told = look(own.home, own.known, sample=20, quick=True, seed=seed, chosen=own.of_pages)
        assert told.reproduced is not None
        assert told.reproduced.articles == 20
        return {finding.subject for finding in told.findings if finding.check == "evidence_wrong"}

    assert len(sampled(0)) > 15  # a page may hold several
    assert sampled(0) == sampled(0)
    assert sampled(0) != sampled(1)


def test_every_finding_has_a_meaning_and_every_meaning_can_be_found() -> None:
    texts = [path.read_text("utf-8") for path in Path("warehouse").rglob("*.py")]
    texts += [path.read_text("utf-8") for path in Path("flows").glob("*.py")]
    checks = {path.stem for path in Path("warehouse/sql/checks").glob("*.sql")}
    altered = {f"altered_{path.stem}" for path in Path("warehouse/sql/seal/tables").glob("*.sql")}
    assert checks | altered <= MEANINGS.keys()
    for name in MEANINGS.keys() - checks - altered:
        assert any(f'"{name}"' in text for text in texts), name
