"""The source file that is proposed: at most eight lines of TOML, with doubts behind the lines they concern."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from typing import Any

from scrapers.trial import Facts

LINES = 8
_ORDER = (
    "name",
    "platform",
    "url",
    "region",
    "community",
    "hosts",
    "articles",
    "evidence",
    "known",
    "sections",
    "layouts",
    "unknown",
)
_SPARED = ("unknown", "known", "evidence")  # left out, in this order, where there are too many lines


def write_toml(facts: Facts, doubts: Mapping[str, str] | None = None) -> str:
    """A file's text. What is read back from it is `facts`, or ValueError: nothing wrong is ever proposed."""
    kept = dict(facts)
    for key in _SPARED:
        if sum(1 for _ in kept) > LINES:
            kept.pop(key, None)
    lines = []
    for key in sorted(kept, key=_ORDER.index):
        doubt = (doubts or {}).get(key)
        lines.append(f"{key} = {_value(kept[key])}" + (f"  # unsure: {_comment(doubt)}" if doubt else ""))
    text = "\n".join(lines) + "\n"
    if tomllib.loads(text) != kept:
        raise ValueError(f"expected TOML that says {kept}, made {text!r}")
    return text


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_value(each) for each in value)}]"
    if isinstance(value, str):
        return _string(value)
    return json.dumps(value)


def _string(text: str) -> str:
    """Patterns read better in single quotes, which know no escapes."""
    if "\\" in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    """One line; TOML allows no control characters, and a terminal should get none."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
