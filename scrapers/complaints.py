"""What is wrong in a source file, told in our words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from scrapers.errors import RegistryError

KnownKeys = Callable[[list[int | str]], Iterable[str]]  # the keys known where a wrong one stands


def wrong_facts(file: Path, error: ValidationError, known_keys: KnownKeys) -> RegistryError:
    """All of pydantic's complaints in our words: file, key, what was expected, what came."""
    found = error.errors(include_url=False)
    places = [details["loc"] for details in found]
    # a list that lost its only entry to an error is called too short as well
    own = [
        d for d in found if not any(len(p) > len(d["loc"]) and p[: len(d["loc"])] == d["loc"] for p in places)
    ]
    first, *more = (_wrong_fact(file, details, known_keys) for details in own)
    return first.with_more(*more)


def _wrong_fact(file: Path, first: ErrorDetails, known_keys: KnownKeys) -> RegistryError:
    path = list(first["loc"])
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    expected = {
        "extra_forbidden": f"no such key; known here: {', '.join(known_keys(path))}",
        "missing": "a value: this key must be given",
        "tuple_type": "a list in [ ]",
    }.get(first["type"], first["msg"].removeprefix("Value error, ").removeprefix("Input should be "))
    value = "nothing" if first["type"] == "missing" else repr(first["input"])
    if first["type"] == "extra_forbidden":
        value = f"{path[-1]} = {value}"
    return RegistryError(file, key or "file", expected, value[:200] if path else "a file without it")
