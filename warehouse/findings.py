"""Every finding of `visnyk verify`: what it means, and the command that mends it. docs/operate.md shows this table."""

from __future__ import annotations

from typing import NamedTuple


class Meaning(NamedTuple):
    meaning: str
    remedy: str


REPARSE = "`visnyk reparse`: all that was read from the archive is read again and put in place"
RESTORE = (
    "`visnyk reparse --restore`: what visits found is taken from the newest snapshot, and all is read again from the"
    " archive; without a good snapshot, warehouse.duckdb from a backup"
)
PUBLISH = "`visnyk publish`; the next run does it too"
ANEW = "`visnyk publish --anew`: every file of the snapshot is written again"
FILE = (
    "put the file back from a backup. Without one, what was read of these answers stays, and can never be read again:"
    " `visnyk reparse` keeps it"
)
RUN = "`visnyk run` with these sources reads them back"
BACKUP = "put warehouse.duckdb back from a backup; without one move it away, and `visnyk run` reads back the archive"

_DERIVED = {
    "article_state": "an article is called live or gone, and the looks at its links say otherwise",
    "article_text": (
        "a title, text or date is not the one that was stored, or differs between an article and its version"
    ),
    "article_times": "an article was first or last seen in no visit of its source",
    "article_twice": "several articles have one id, or one place of a page",
    "article_without_capture": (
        "an article or a version was read from an answer that is not known, or of another time or source"
    ),
    "article_without_link": "no address leads to an article",
    "article_without_parts": "a digest or document has none of its items or pages, or places twice",
    "article_without_placement": "an article has not exactly one primary placement",
    "article_without_version": (
        "versions are missing, doubled or misnumbered, or the newest is not the article's"
    ),
    "link_twice": "an address is remembered more than once",
    "link_without_article": "an address is remembered with an article that is not there",
    "link_without_capture": "an address is remembered with a body that no capture has",
    "ledger_without_link": "an address of the ledger is not remembered, or with another last outcome",
    "match_without_article": "an item of a digest is said to be an article that is not there",
    "part_without_version": "items or pages belong to no wording, or their numbers have gaps",
    "placement_otherwise": "an article lies in another region than its source and its page say",
    "placement_region": "a placement has a region that there is not",
    "placement_without_article": "a placement is of no article",
    "version_without_article": "versions are of no article",
    "altered_article": "rows of articles are others than those published, and nothing was loaded since",
    "altered_article_version": "the same of versions",
    "altered_digest_item": "the same of items of digests",
    "altered_digest_match": "the same of which article an item is",
    "altered_document_page": "the same of pages of documents",
    "altered_link": "the same of remembered addresses",
    "altered_placement": "the same of placements",
    "evidence_wrong": "the archived page, read by the same parser, gives another value, rule or words",
    "evidence_otherwise": (
        "the archived page, read by today's parser, gives another value, rule or words than an earlier"
        " parser; `visnyk reparse --dry-run` shows them all. If today's is the wrong one, mend the source file first"
    ),
}
_FOUND = {
    "archive_file_twice": "a WARC file is counted more than once",
    "capture_beyond_archive_file": "captures lie behind the bytes of their file that count as read",
    "capture_otherwise": (
        "the archive tells an answer otherwise than its capture, or has one of which no capture tells,"
        " or none where a capture is; if nothing of `altered_capture` is found beside it, the WARC file"
        " is another: put it back from a backup"
    ),
    "capture_twice": "a visit has a capture more than once",
    "capture_without_archive_file": "captures lie in a WARC file that does not count as read",
    "capture_without_visit": "captures, section reads or failures are of no visit",
    "failed_without_failure": "a link failed, and no failure tells how",
    "ledger_readers": "a link's readers are not those of the sections that named it",
    "ledger_without_capture": "a link was decided by an answer that is not known",
    "ledger_without_visit": "rows of the ledger are of no visit",
    "revisit_without_original": "a capture points at a body that no other has",
    "section_read_twice": "a section was read twice in a visit",
    "section_sums": "a section found other than the ledger's links that it named",
    "unknown_outcome": "an outcome is none of the nine",
    "visit_sums": "a visit's links, outcomes and ledger rows do not agree",
    "visit_twice": "a visit is there more than once, ends before it begins, or has a status that is none",
    "altered_archive_file": (
        "rows of the archive's files are others than when the snapshot was published, and nothing was"
        " loaded since"
    ),
    "altered_capture": "the same of captures",
    "altered_failure": "the same of failures",
    "altered_ledger": "the same of the ledger",
    "altered_region": "the same of regions",
    "altered_section_read": "the same of readings of sections",
    "altered_source": "the same of sources",
    "altered_visit": "the same of visits",
}
MEANINGS: dict[str, Meaning] = {
    **{name: Meaning(meaning, REPARSE) for name, meaning in _DERIVED.items()},
    **{name: Meaning(meaning, RESTORE) for name, meaning in _FOUND.items()},
    "altered_migration": Meaning("the same of the record of migrations", BACKUP),
    "migration_record": Meaning("the record of migrations has gaps, or names that there are not", BACKUP),
    "warehouse_unreadable": Meaning("warehouse.duckdb cannot be opened or read", BACKUP),
    "archive_damaged": Meaning("bytes of a WARC file are no whole record with its digests", FILE),
    "archive_lost": Meaning("a WARC file is missing, or shorter than what was read of it", FILE),
    "evidence_lost": Meaning("the archive cannot give the answer that a value was read from", FILE),
    "archive_unread": Meaning("a source has archived answers that were never loaded", RUN),
    "snapshot_behind": Meaning("something is stored that is not published yet", PUBLISH),
    "snapshot_damaged": Meaning(
        "a file of the newest snapshot, or its manifest, is missing or altered", ANEW
    ),
    "snapshot_leftover": Meaning("a publish that was killed left something", PUBLISH),
    "snapshot_missing": Meaning("`published/latest` leads nowhere", ANEW),
}


def remedy_of(check: str) -> str:
    return MEANINGS[check].remedy
