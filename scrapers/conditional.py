"""What is sent so that a body comes only if it is another than the one archived last (RFC 9110, 13)."""

from __future__ import annotations

import re

from scrapers.address import Target, locate
from scrapers.records import Known

_SENDABLE = re.compile(r"[\x20-\x7e\x80-\xff]+")


def conditions_of(known: Known | None, target: Target) -> dict[str, str]:
    """Headers; none for a link that now answers from another address."""
    if known is None or known.warc_file is None:
        return {}
    answered = known.final_url or known.url
    if answered != target.url and locate(answered).url != target.url:
        return {}
    remembered = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in remembered.items() if value and _SENDABLE.fullmatch(value)}
