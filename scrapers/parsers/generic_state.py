"""Objects out of scripts that hold a page as data: JSON, JavaScript literals, and the ways of Nuxt."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from scrapers.parsers.generic_unpack import WRAPPED, has_kinds, holds_json, plain, unwrapped, without_kinds

_MOST_NODES = 50_000  # of one state; the largest seen have about 20,000
_MOST_LETTERS = 3_000_000
_MOST_VALUES = 2_000  # of one object; an outer one holds the whole page, and is not needed
_DEEPEST = 4  # values within values of a flat state: an editor's blocks
_STARTS = re.compile(rf"(?:=|JSON\.parse\(|\bdata:)\s*(?P<wrap>{WRAPPED})(?=[\[{{\"'])")
# «__NUXT__=(function(a,b){return {title:a,html:b}}("…","…"))»
_CALLED = re.compile(r"\(function\s*\((?P<names>[\w$,\s]*)\)\s*\{[^{}\"']{0,3000}?\breturn\s*(?=[\[{])")
_TOKEN = re.compile(
    r"""(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`)
    |new\s+Date\((?P<date>[^()]*)\)|!(?P<flag>[01])|\bvoid\s+0\b|(?P<name>[A-Za-z_$][\w$]*)(?P<colon>\s*:)?|,(?=\s*[}\]])""",
    re.X | re.S,
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|(\r?\n|.))|\"|\n", re.S)
_NAMED = "\0"  # stands before the name of a value that is told elsewhere
_READER = json.JSONDecoder(strict=False)


def load(text: str) -> object:
    """A JSON document; what is none, or nests too deep, says nothing."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def objects(script: str) -> Iterator[dict[str, object]]:
    """Every object in «window.__STATE__ = {…};», «= JSON.parse("…")», «= (function(a){return {…}}("…"))» or JSON."""
    for root in _roots(plain(script[:_MOST_LETTERS])):
        if isinstance(root, list) and len(root) > 2 and _is_flat(root):
            yield from _Flat(root).objects()
        else:
            yield from walk(without_kinds(root) if has_kinds(root) else root)


def walk(root: object) -> Iterator[dict[str, object]]:
    """Every object in a JSON document, outer ones first."""
    waiting = [root]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(reversed(node.values()))
        elif isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, str) and holds_json(node):
            waiting.append(load(node))


def _roots(script: str) -> Iterator[object]:
    whole = load(script)
    if whole is not None:
        yield whole
        return
    called = _CALLED.search(script)
    if called:
        yield _called(script[called.end() :], called["names"])
        return
    at, left = 0, _MOST_LETTERS
    while (match := _STARTS.search(script, at)) is not None and left > 0:
        found, at = _decoded(script, match.end())
        if (
            at == match.end()
        ):  # no JSON: read as JavaScript, which costs as much as there is left of the script
            left -= len(script) - at
            found = _literal(script, at) if left > 0 else None
        if isinstance(found, str):
            found = load(unwrapped(found, match["wrap"]))
        if isinstance(found, (dict, list)) and found:
            yield found


def _decoded(script: str, at: int) -> tuple[object, int]:
    """JSON that begins here, and where it ends: at once, if there is none."""
    try:
        return _READER.raw_decode(script, at)
    except (ValueError, RecursionError):
        return None, at


def _literal(script: str, at: int) -> object:
    if script[at] in "\"'":
        match = _TOKEN.match(script, at)
        return _string(match[0]) if match else None
    return _decoded(_TOKEN.sub(_as_json, script[at:]), 0)[0]


def _string(written: str) -> object:
    """The value of a JavaScript string."""
    return load(_quoted(written))


def _called(rest: str, names: str) -> object:
    """What a function returns that is called at once with the values of its names."""
    text = _TOKEN.sub(_as_json, rest)
    try:
        found, end = _READER.raw_decode(text)
        values, at = [], text.index("(", end) + 1
        while at < len(text) and text[at] != ")":
            value, at = _READER.raw_decode(text, at)
            values.append(value)
            at += 1 if text[at : at + 1] == "," else 0
    except (ValueError, RecursionError):
        return None
    told = dict(zip((_NAMED + name.strip() for name in names.split(",")), values, strict=False))
    for node in walk(found):
        for name, value in node.items():
            if isinstance(value, str) and value[:1] == _NAMED:
                node[name] = told.get(value)
    return found


def _as_json(match: re.Match[str]) -> str:
    if match["string"]:
        return _quoted(match[0])
    if match["name"]:
        name = match["name"]
        if match["colon"]:
            return f'"{name}":'
        return name if name in ("true", "false", "null") else json.dumps(_NAMED + name)
    if match["flag"]:
        return "true" if match["flag"] == "0" else "false"
    return match["date"] or "null" if match["date"] is not None else "" if match[0] == "," else "null"


def _quoted(written: str) -> str:
    """A JavaScript string as JSON writes it."""
    return f'"{_ESCAPE.sub(_escaped, written[1:-1])}"'


def _escaped(match: re.Match[str]) -> str:
    if match[1]:
        return f"\\u00{match[1]}"
    if match[2] is None:
        return '\\"' if match[0] == '"' else "\\n"
    return match[0] if match[2] in '"\\/bfnrtu' else "" if "\n" in match[2] else match[2]


def _is_flat(root: list[object]) -> bool:
    """As Nuxt 3 and SvelteKit write it: one list, in which values name others by their places."""
    nodes = [node for node in root[:200] if isinstance(node, dict) and node]
    return bool(nodes) and all(type(place) is int for node in nodes for place in node.values())


class _Flat:
    """Such a list. Values are put in their places a few levels deep: outer objects are not needed whole."""

    def __init__(self, values: list[object]) -> None:
        self.values, self.left, self.left_here = values, 6 * _MOST_NODES, 0

    def objects(self) -> Iterator[dict[str, object]]:
        for node in self.values:
            if isinstance(node, dict):
                self.left_here = _MOST_VALUES
                yield {name: self._placed(place, _DEEPEST) for name, place in node.items()}

    def _placed(self, place: object, depth: int) -> object:
        self.left, self.left_here = self.left - 1, self.left_here - 1
        if depth < 0 or min(self.left, self.left_here) < 0:
            return None
        if not isinstance(place, int) or not 0 <= place < len(self.values):
            return None
        value = self.values[place]
        if isinstance(value, dict):
            return {name: self._placed(inner, depth - 1) for name, inner in value.items()}
        if not isinstance(value, list):
            return value
        if value and isinstance(value[0], str):  # ["Date", "2024-09-05T09:00:00Z"], ["ShallowReactive", 3]
            return value[-1] if isinstance(value[-1], str) else self._placed(value[-1], depth - 1)
        return [self._placed(inner, depth - 1) for inner in value]
