"""Whether both sides read the same: article by article, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from flows.settings import Home
from warehouse.db import open_published

Articles = dict[
    str, tuple[Any, ...]
]  # URL → title, minute, category, words, images, files, community, region
FIELDS = ("title", "minute", "category", "words", "images", "files", "community", "region")

READ = """
select url, title, epoch(published)::bigint as minute, category, body, images,
    list_transform(attachments, lambda x: x.url) as files, community_names[1] as community, region_hint
from articles
"""


def compare(home: Path, folder: Path) -> list[str]:
    """What Visnyk's snapshot and the peer's JSON lines do not say alike; empty if nothing differs."""
    return list(_differences(ours(home), theirs(folder / "articles.jsonl")))


def _differences(left: Articles, right: Articles) -> Iterator[str]:
    for url in sorted(left.keys() ^ right.keys()):
        yield f"{url}: only {'Visnyk' if url in left else 'the peer'} has it"
    for url in sorted(left.keys() & right.keys()):
        for field, mine, other in zip(FIELDS, left[url], right[url], strict=True):
            if mine != other:
                yield f"{url}: {field}: {str(mine)[:200]!r}, the peer {str(other)[:200]!r}"


def ours(home: Path) -> Articles:
    with open_published(Home(home).database) as connection:
        rows = connection.execute(READ).fetchall()
    return {
        url: (title, minute, category, body.split(), sorted(set(images)), sorted(files), community, region)
        for url, title, minute, category, body, images, files, community, region in rows
    }


def theirs(file: Path) -> Articles:
    return {row["url"]: _fields(row) for row in map(orjson.loads, file.read_bytes().splitlines())}


def _fields(row: dict[str, Any]) -> tuple[Any, ...]:
    files = {file["url"] for file in row["attachments"]} | set(row["videos"])
    return (
        row["title"],
        int(datetime.fromisoformat(row["published"]).timestamp()),
        row["category"],
        " ".join(row["body"]).split(),
        sorted(set(row["images"])),
        sorted(files),
        row["community"],
        row["region"],
    )
