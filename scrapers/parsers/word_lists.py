"""Lists of words that lie beside the module that asks for them: `generic_words.toml` and others."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def read_words(name: str) -> dict[str, str]:
    """The lists of `<name>.toml`, each as the alternatives of one regular expression."""
    told = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
    return {key: "|".join(_words(value)).replace(" ", r"\s+") for key, value in told.items()}


def _words(told: Any) -> Iterator[str]:
    """Of a text of words, of a list of phrases, or of a table of either."""
    if isinstance(told, str):
        yield from told.split()
    elif isinstance(told, dict):
        for group in told.values():
            yield from _words(group)
    else:
        yield from told
