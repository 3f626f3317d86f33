"""Ways in which a page's data is wrapped once more: in strings of JSON, base64, percent signs, Angular's, Astro's."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from urllib.parse import unquote

_ANGULAR = re.compile(r"&([aqslg]);")
_SIGNS = {"a": "&", "q": '"', "s": "'", "l": "<", "g": ">"}
# what may stand between «JSON.parse(» and its string
WRAPPED = r"(?:(?:window\.)?(?:atob|decodeURIComponent|decodeURI|unescape|escape|decodeBase64)\(\s*)*"
_INNER = re.compile(r"\s*[\[{]\s*[\"{\[]")
_LEAST = 60  # letters of a string that may hold an article as JSON
_DEEPEST = 60


def plain(script: str) -> str:
    """Angular's transfer state without its own signs: «{&q;title&q;:&q;…&q;}»."""
    return _ANGULAR.sub(lambda sign: _SIGNS[sign[1]], script) if "{&q;" in script[:400] else script


def unwrapped(text: str, wrap: str) -> str:
    """What `atob(…)` and `decodeURIComponent(…)` around a string make of it; the string itself where they cannot."""
    if "atob" in wrap or "Base64" in wrap:
        try:
            text = b64decode(text, validate=False).decode("utf-8")
        except (binascii.Error, ValueError):
            return text
    return unquote(text) if "URI" in wrap and "atob" not in wrap else text


def holds_json(value: str) -> bool:
    """Whether a string is a JSON document of its own, as answers are kept: {"status": 200, "body": "{…}"}."""
    return len(value) > _LEAST and _INNER.match(value) is not None


def without_kinds(value: object, depth: int = 0) -> object:
    """Astro writes each value with its kind: {"post": [0, {"title": [0, "…"], "tags": [1, [[0, "…"]]]}]}."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, list) and len(value) == 2 and type(value[0]) is int and 0 <= value[0] <= 11:
        return without_kinds(value[1], depth + 1)
    if isinstance(value, dict):
        return {name: without_kinds(inner, depth + 1) for name, inner in value.items()}
    return [without_kinds(inner, depth + 1) for inner in value] if isinstance(value, list) else value


def has_kinds(value: object) -> bool:
    """Whether every value of an object is written so."""
    return (
        isinstance(value, dict)
        and bool(value)
        and all(isinstance(one, list) and len(one) == 2 and type(one[0]) is int for one in value.values())
    )
