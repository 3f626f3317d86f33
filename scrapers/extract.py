"""Articles out of a folder of pages, without any rules: `python -m scrapers.extract HTML_DIR URLS.json OUT.json`.

URLS.json is {id: url}; a page lies in HTML_DIR as <id>.html.gz or <id>.html. OUT.json becomes
{id: {"title", "body", "published", "author"}}: body with a line for each paragraph, published as
«2024-09-16T08:41», «2024-09-16» where the page tells no hour, or null.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from scrapers.charset import decode
from scrapers.dates import KYIV, Moment
from scrapers.parsers.generic import Extracted, extract

_FORMATS = {"minute": "%Y-%m-%dT%H:%M", "day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
_MOST_BYTES = 50_000_000  # of one page, unpacked


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 1 if a page could not be read; the others are written all the same."""
    given = _parser().parse_args(arguments)
    urls: dict[str, str] = json.loads(given.urls.read_text(encoding="utf-8"))
    found: dict[str, dict[str, str | None]] = {}
    failed = 0
    for name, url in urls.items():
        try:
            body = read_bytes(given.pages, name)
        except (OSError, EOFError, zlib.error) as error:
            failed += 1
            print(f"{name}: expected a page, came {error}", file=sys.stderr)
            continue
        found[name] = as_row(extract(decode(body)[0], url, given.now))
    given.out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scrapers.extract", description="Extract articles without rules."
    )
    parser.add_argument("pages", type=Path, metavar="HTML_DIR")
    parser.add_argument("urls", type=Path, metavar="URLS.json")
    parser.add_argument("out", type=Path, metavar="OUT.json")
    parser.add_argument(
        "--now",
        type=_moment,
        default=datetime.now(UTC),
        help="when the pages were fetched (ISO 8601); default: now",
    )
    return parser


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=KYIV)


def read_bytes(folder: Path, name: str) -> bytes:
    """Raises OSError if there is neither file, EOFError or zlib.error for a torn one."""
    packed = folder / f"{name}.html.gz"
    if packed.exists():
        with gzip.open(packed) as file:
            return file.read(_MOST_BYTES)
    with (folder / f"{name}.html").open("rb") as plain:
        return plain.read(_MOST_BYTES)


def as_row(article: Extracted) -> dict[str, str | None]:
    return {
        "title": article.title,
        "body": "\n".join(article.body),
        "published": written(article.published),
        "author": article.author,
    }


def written(moment: Moment | None) -> str | None:
    """As exact as the page tells it."""
    return moment.at.strftime(_FORMATS[moment.precision]) if moment else None


if __name__ == "__main__":
    sys.exit(main())
