"""What differs between two readings of one page, as lines that a person reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import unified_diff
from typing import Any

_LONGEST = 300  # characters of a line


def differences(before: Any, now: Any) -> list[str]:
    """Lines with - before and + now, each list's entries told one by one; empty where nothing differs."""
    changed = list(unified_diff(list(lines_of(before)), list(lines_of(now)), lineterm="", n=0))
    return [_cut(line) for line in changed[2:] if not line.startswith("@@")]


def lines_of(value: Any, name: str = "") -> Iterator[str]:
    """«title: …» for a value; a line for each entry of a list, so that paragraphs are compared one by one."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from lines_of(each, f"{name}.{key}" if name else str(key))
    elif isinstance(value, (list, tuple)):
        for each in value:
            if isinstance(each, Mapping) and name:
                yield f"{name}: " + ", ".join(f"{key} {told}" for key, told in each.items())
            else:
                yield from lines_of(each, name)
    else:
        yield f"{name}: {value}"


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
