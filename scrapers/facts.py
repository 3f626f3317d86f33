"""What a single value of a source file may be: selectors, patterns, addresses, names of regions and charsets."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field

from scrapers.charset import known_charset
from scrapers.html import check_place, check_selector
from scrapers.records import REGIONS


def _selector(css: str) -> str:
    problem = check_selector(css)
    if problem:
        raise ValueError(f"a CSS selector ({problem})")
    return css


def _place(css: str) -> str:
    problem = check_place(css)
    if problem:
        raise ValueError(f"a CSS selector ({problem})")
    return css


def _charset(name: str) -> str:
    if known_charset(name) is None:
        raise ValueError("the name of a charset, like windows-1251")
    return name


def _address(url: str) -> str:
    if urlsplit(url).scheme not in ("", "http", "https"):
        raise ValueError("a path, or an address that begins with http:// or https://")
    return url


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"a regular expression ({error})") from error
    return text


def _region(code: str) -> str:
    if code not in REGIONS:
        raise ValueError(f"an ISO 3166-2:UA code, one of {', '.join(REGIONS)}")
    return code


def _http(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an address that begins with http:// or https://")
    return url


Css = Annotated[str, AfterValidator(_selector)]
# where a value stands: a selector, or one with `::attr(datetime)` behind it for an attribute's value
Place = Annotated[str, AfterValidator(_place)]
_ONE_OR_MORE = BeforeValidator(lambda v: [v] if isinstance(v, str) else v)
# one selector or several alternatives, the first that matches is taken
Items = Annotated[tuple[Css, ...], _ONE_OR_MORE]
Alternatives = Annotated[tuple[Place, ...], _ONE_OR_MORE]
Mandatory = Annotated[Alternatives, Field(min_length=1)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Host = Annotated[str, Field(pattern=r"^[\w.-]+(:\d+)?$")]
Charset = Annotated[str, AfterValidator(_charset)]
Address = Annotated[str, AfterValidator(_address)]
WebAddress = Annotated[str, AfterValidator(_http)]
Region = Annotated[str, AfterValidator(_region)]
# what is known names its letter and year: «list: div.nwslstitm a (B, 2023)», «dates 28.08.2020 14:42 (C, undated)»
Evidenced = Annotated[str, Field(pattern=r"\S \([ABC], (?:(?:19|20)\d\d|undated)\)$")]
Remark = Annotated[str, Field(min_length=1)]
