"""Corruptions that are planted in a home, by name: SQL on warehouse.duckdb, or what is done to its files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb

from flows.settings import Home
from scrapers.archive import Archive

Plant = str | Callable[[Home], None]
# the same one on every run, of a site that has a page for each article and no reports
SOME = (
    "(select article_id from core.article where published is not null and version = 1 and source = 'verbolozka_hromada'"
    " order by url limit 1)"
)


def plant(home: Home, what: Plant) -> None:
    if callable(what):
        what(home)
        return
    with closing(duckdb.connect(str(home.warehouse))) as con:
        assert con.execute(what).fetchall() != [(0,)], f"nothing was planted: {what}"


def _set(column: str, value: str) -> str:
    return f"update core.article set {column} = {value} where article_id = {SOME}"


def _warc(home: Home, suffix: str = ".warc") -> list[Path]:
    """The archive's files, those with most records first."""
    return sorted(home.archive.glob(f"*/*{suffix}"), key=lambda path: (-path.stat().st_size, path.name))


def _spans(path: Path) -> list[tuple[int, int]]:
    """Begin and end of each pair of an answer and its request."""
    records = list(Archive(path.parent).records(path.name))
    starts = [record.offset for record in records if record.context is not None]
    return list(zip(starts, [*starts[1:], path.stat().st_size], strict=True))


def _flip(home: Home) -> None:
    path = _warc(home)[0]
    content = bytearray(path.read_bytes())
    content[_spans(path)[2][0] + 900] ^= 1
    path.write_bytes(content)


def _flip_packed(home: Home) -> None:
    path = _warc(home, ".warc.gz")[0]
    content = bytearray(path.read_bytes())
    content[_spans(path)[1][0] + 60] ^= 1
    path.write_bytes(content)


def _truncate(home: Home) -> None:
    path = _warc(home)[0]
    path.write_bytes(path.read_bytes()[:-700])


def _cut_record(home: Home) -> None:
    """A record in the middle goes; the file is filled up to its length with another, whole one."""
    path = _warc(home)[0]
    content, spans = path.read_bytes(), _spans(path)
    (begin, end), (last, stop) = spans[1], spans[-1]
    path.write_bytes(content[:begin] + content[end:] + content[last:stop] * 2)


def _reorder(home: Home) -> None:
    path = _warc(home)[0]
    content, spans = path.read_bytes(), _spans(path)
    (a, b), (_, c) = spans[1], spans[2]
    path.write_bytes(content[:a] + content[b:c] + content[a:b] + content[c:])


def _swap(home: Home) -> None:
    """Two whole files change places: all digests in them are right."""
    one, other, *_ = _warc(home)
    kept = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(kept)


def _lose_file(home: Home) -> None:
    _warc(home)[0].unlink()


def _foreign_file(home: Home) -> None:
    path = _warc(home)[0]
    shutil.copyfile(path, path.with_name(f"{path.stem}-copy.warc"))


def _parquet(home: Home, relation: str) -> Path:
    return min((home.published / "latest").resolve().rglob(f"{relation}/**/*.parquet"))


def _alter_parquet(home: Home) -> None:
    """By a tool that writes a whole, readable file."""
    path = _parquet(home, "visits")
    with duckdb.connect() as con:
        con.sql(f"select * replace (found + 1 as found) from '{path}'").write_parquet(f"{path}.new")
    _instead(path, Path(f"{path}.new").read_bytes())
    Path(f"{path}.new").unlink()


def _instead(path: Path, content: bytes) -> None:
    """Only here: unchanged files are shared by snapshots."""
    path.unlink()
    path.write_bytes(content)


def _flip_parquet(home: Home) -> None:
    path = _parquet(home, "articles")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    _instead(path, bytes(content))


def _manifest(home: Home) -> Path:
    return (home.published / "latest").resolve() / "manifest.json"


def _alter_manifest(home: Home) -> None:
    told = json.loads(_manifest(home).read_bytes())
    told["articles"] += 1
    _manifest(home).write_text(json.dumps(told), "utf-8")


def _older_snapshot(home: Home) -> None:
    link = home.published / "latest"
    older = min((home.published / "snapshots").iterdir())
    link.unlink()
    link.symlink_to(Path("snapshots") / older.name)


def _dangling(home: Home) -> None:
    link = home.published / "latest"
    link.unlink()
    link.symlink_to("snapshots/000099-20200101T000000Z")


def _leftover(home: Home) -> None:
    (home.published / "snapshots" / ".building-000099-20200101T000000Z").mkdir()


def _no_database(home: Home) -> None:
    home.warehouse.write_bytes(b"not a database")


def _remove_view(home: Home) -> None:
    (home.published / "latest").resolve().joinpath("visnyk.duckdb").unlink()


# name → what is planted, and a check that has to find it
PLANTS: dict[str, tuple[Plant, str]] = {
    # rows deleted, doubled
    "article deleted": (f"delete from core.article where article_id = {SOME}", "version_without_article"),
    "article doubled": (
        f"insert into core.article select * from core.article where article_id = {SOME}",
        "article_twice",
    ),
    "version deleted": (
        f"delete from core.article_version where article_id = {SOME}",
        "article_without_version",
    ),
    "version doubled": (
        f"insert into core.article_version select * from core.article_version where article_id = {SOME}",
        "article_without_version",
    ),
    "old version deleted": (
        "delete from core.article_version where version = 1 and article_id in"
        " (select article_id from core.article where version > 1)",
        "article_without_version",
    ),
    "version renumbered": (
        f"update core.article_version set version = 7 where article_id = {SOME}",
        "article_without_version",
    ),
    "visit deleted": ("delete from core.visit where rowid = 3", "ledger_without_visit"),
    "visit doubled": ("insert into core.visit select * from core.visit limit 1", "visit_twice"),
    "visit invented": (
        "insert into core.visit select * replace ('x-1' as visit_id) from core.visit limit 1",
        "altered_visit",
    ),
    "all of a visit deleted": (
        "begin; create temp table gone as select visit_id from core.visit where rowid = 1;"
        "  delete from core.ledger where visit_id in (from gone);"
        " delete from core.failure where visit_id in (from gone);"
        " delete from core.section_read where visit_id in (from gone);"
        " delete from core.capture where visit_id in (from gone); delete from core.visit where visit_id in (from gone);"
        " commit; select 1",
        "capture_otherwise",
    ),
    "ledger row deleted": ("delete from core.ledger where rowid = 5", "visit_sums"),
    "ledger row doubled": ("insert into core.ledger select * from core.ledger limit 1", "visit_sums"),
    "section read deleted": ("delete from core.section_read where rowid = 1", "section_sums"),
    "section read doubled": (
        "insert into core.section_read select * from core.section_read limit 1",
        "section_read_twice",
    ),
    "capture deleted": ("delete from core.capture where rowid = 9", "capture_otherwise"),
    "capture doubled": ("insert into core.capture select * from core.capture limit 1", "capture_twice"),
    "failures deleted": ("delete from core.failure", "altered_failure"),
    "link deleted": (
        "delete from core.link where len(article_ids) = 1 and rowid < 40",
        "article_without_link",
    ),
    "link doubled": ("insert into core.link select * from core.link limit 1", "link_twice"),
    "placement deleted": (
        f"delete from core.placement where article_id = {SOME}",
        "article_without_placement",
    ),
    "placement doubled": (
        "insert into core.placement select * from core.placement limit 1",
        "article_without_placement",
    ),
    "item of a digest deleted": ("delete from core.digest_item where position = 1", "part_without_version"),
    "item of a digest doubled": (
        "insert into core.digest_item select * from core.digest_item limit 1",
        "article_without_parts",
    ),
    "match deleted": ("delete from core.digest_match", "altered_digest_match"),
    "match altered": (f"update core.digest_match set item_article_id = {SOME}", "altered_digest_match"),
    "page of a document deleted": ("delete from core.document_page where page = 2", "part_without_version"),
    "region deleted": ("delete from core.region where region = 'UA-18'", "placement_region"),
    "source deleted": ("delete from core.source where rowid = 2", "altered_source"),
    "archive file deleted": ("delete from core.archive_file where rowid = 1", "capture_without_archive_file"),
    "archive file doubled": (
        "insert into core.archive_file select * from core.archive_file limit 1",
        "archive_file_twice",
    ),
    "migration deleted": ("delete from core.migration where number = 4", "migration_record"),
    "migration renamed": ("update core.migration set name = 'x' where number = 4", "migration_record"),
    # what an article says
    "title": (_set("title", "'Інша назва'"), "article_text"),
    "title, everywhere": (
        f"begin; {_set('title', chr(39) + 'Інша' + chr(39))}; {_set('title_digest', 'md5_number_lower(title)')};"
        " update core.article_version set title = 'Інша',"
        " text_digest = md5_number_lower(to_json(['Інша', lead, body])::text)"
        f" where article_id = {SOME}; commit; select 1",
        "evidence_wrong",
    ),
    "body": (
        f"update core.article_version set body = body || ' Ні.' where article_id = {SOME}",
        "article_text",
    ),
    "old body": (
        "update core.article_version set body = '' where version = 1 and article_id in"
        " (select article_id from core.article where version > 1)",
        "evidence_wrong",
    ),
    "date": (_set("published", "published - interval 1 day"), "evidence_wrong"),
    "words of the date": (_set("published_raw", "'вчора'"), "evidence_wrong"),
    "precision": (_set("published_precision", "'year'"), "evidence_wrong"),
    "author": (_set("author", "'Хтось'"), "evidence_wrong"),
    "category": (_set("category", "'Спорт'"), "evidence_wrong"),
    "tag of the page": (_set("source_tags", "['вигадка']"), "evidence_wrong"),
    "region of the page": (_set("region_hint", "'Одеська область'"), "evidence_wrong"),
    "community": (_set("community_names", "['Інша громада']"), "evidence_wrong"),
    "address": (_set("url", "'https://example.org/'"), "evidence_wrong"),
    "images": (_set("images", "['https://example.org/a.jpg']"), "evidence_wrong"),
    "region": (
        f"update core.placement set region = 'UA-05' where article_id = {SOME}",
        "placement_otherwise",
    ),
    "tag": (f"update core.placement set tag = 'sport' where article_id = {SOME}", "altered_placement"),
    "evidence altered": (_set("origins", "map {'title': 'css:h9'}"), "evidence_wrong"),
    "evidence removed": (_set("origins", "map {}"), "evidence_wrong"),
    "parser": (_set("parser", "'0-0'"), "altered_article"),
    "capture of another": (
        _set("capture_id", "(select max(capture_id) from core.capture)"),
        "article_without_capture",
    ),
    "content hash": (_set("content_hash", "'0'"), "article_without_version"),
    "state": (_set("state", "'gone'"), "article_state"),
    "last seen": (_set("last_seen", "last_seen + interval 1 day"), "article_times"),
    "kinds of a change": (
        "update core.article_version set change_kinds = ['name'] where version = 2",
        "altered_article_version",
    ),
    "text of an item": ("update core.digest_item set text = 'Інше'", "altered_digest_item"),
    "text of a page": ("update core.document_page set text = 'Інше' where page = 1", "article_text"),
    # what visits found
    "outcome": ("update core.ledger set outcome = 'gone' where rowid = 4", "visit_sums"),
    "outcome that is none": ("update core.ledger set outcome = 'lost' where rowid = 4", "unknown_outcome"),
    "reason": ("update core.ledger set reason = 'x' where rowid = 4", "altered_ledger"),
    "sum of a visit": ("update core.visit set found = found + 1 where rowid = 2", "visit_sums"),
    "status of a visit": ("update core.visit set status = 'down' where rowid = 2", "altered_visit"),
    "requests": ("update core.visit set requests = 0 where rowid = 2", "altered_visit"),
    "interval": (
        "update core.visit set interval_start = interval_start - interval 1 day where rowid = 2",
        "altered_visit",
    ),
    "sum of a section": ("update core.section_read set found = found + 1 where rowid = 2", "section_sums"),
    "reading of a section": (
        "update core.section_read set complete = not complete where rowid = 2",
        "altered_section_read",
    ),
    "digest of a capture": (
        "update core.capture set sha256 = repeat('0', 64) where rowid = 8",
        "capture_otherwise",
    ),
    "offset of a capture": (
        "update core.capture set warc_offset = warc_offset + 1 where rowid = 8",
        "capture_otherwise",
    ),
    "size of a capture": ("update core.capture set size = size + 1 where rowid = 8", "capture_otherwise"),
    "day that an index told": (
        "update core.capture set told = '2020-01-01' where rowid = 8",
        "capture_otherwise",
    ),
    "validator": ("update core.link set etag = 'x' where rowid = 8", "altered_link"),
    "hash of a link": ("update core.link set content_hashes = ['0'] where rowid = 30", "altered_link"),
    "article of a link": (
        "update core.link set article_ids = [uuid()], content_hashes = ['0'] where rowid = 30",
        "link_without_article",
    ),
    "bytes of a file": (
        "update core.archive_file set indexed_bytes = 10 where rowid = 2",
        "capture_beyond_archive_file",
    ),
    "more bytes of a file": (
        "update core.archive_file set indexed_bytes = indexed_bytes + 9999 where rowid = 1",
        "archive_lost",
    ),
    # the archive
    "flipped byte": (_flip, "archive_damaged"),
    "flipped byte, packed": (_flip_packed, "archive_damaged"),
    "truncated file": (_truncate, "archive_lost"),
    "record cut out": (_cut_record, "capture_otherwise"),
    "records reordered": (_reorder, "capture_otherwise"),
    "files swapped": (_swap, "capture_otherwise"),
    "file lost": (_lose_file, "archive_lost"),
    "file that nobody read": (_foreign_file, "archive_unread"),
    # the snapshot
    "Parquet file lost": (lambda home: _parquet(home, "articles").unlink(), "snapshot_damaged"),
    "Parquet file altered": (_alter_parquet, "snapshot_damaged"),
    "Parquet file flipped": (_flip_parquet, "snapshot_damaged"),
    "manifest altered": (_alter_manifest, "snapshot_damaged"),
    "manifest torn": (
        lambda home: _manifest(home).write_text('{"snapshot', "utf-8") and None,
        "snapshot_damaged",
    ),
    "manifest lost": (lambda home: _manifest(home).unlink(), "snapshot_damaged"),
    "views lost": (_remove_view, "snapshot_damaged"),
    "latest leads to an older one": (_older_snapshot, "snapshot_behind"),
    "latest dangles": (_dangling, "snapshot_missing"),
    "latest lost": (lambda home: (home.published / "latest").unlink(), "snapshot_missing"),
    "leftover of a publish": (_leftover, "snapshot_leftover"),
    # the file itself
    "database torn": (_no_database, "warehouse_unreadable"),
}
