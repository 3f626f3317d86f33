"""Which parser read a page: of what it says, two readings differ only if the page, the code or the source file does."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from scrapers.registry import Source

_PACKAGE = Path(__file__).parent
_APART = (
    "sites",
    "platforms",
    "readers",
)  # source files count one by one; readers find links and read no article
_DIGITS = 10


def parser_version(source: Source) -> str:
    """«3f2a9c01d4-77b0e1a2c5»: of the code that reads pages, and of the source file with its preset."""
    return f"{code_version()}-{source.fingerprint}"


@cache
def code_version() -> str:
    """Of every file here: better one version too many than one too few."""
    whole = sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        inside = path.relative_to(_PACKAGE)
        if path.suffix in (".py", ".toml") and inside.parts[0] not in _APART:
            whole.update(f"{inside.as_posix()}\n".encode())
            whole.update(path.read_bytes())
    return whole.hexdigest()[:_DIGITS]
