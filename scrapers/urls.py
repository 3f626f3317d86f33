"""One address for one page: what two spellings of a URL have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

# set by share buttons and mailings; they never choose the page
_TRACKING = re.compile("utm_.*|(?:fb|g|y)clid|mc_[ce]id|_ga")
_PORTS = {"http": 80, "https": 443}
# already canonical: a host in lower case, no usual port, no query, nothing to quote
_ORIGIN = r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::(?!(?:80|443)/)(?:[1-5]\d{4}|[1-9]\d{1,3}))?"
_PATH = r"/[\w/:@!$&'()*+,;=~.-]*"
_CANONICAL = re.compile(f"({_ORIGIN}){_PATH}", re.ASCII)
_ABSOLUTE_PATH = re.compile(rf"(?!//)(?!.*/\.){_PATH}", re.ASCII)
# host, and path with query, of which `urlsplit` would say the same at ten times the cost
_HOST = re.compile(r"https?://([\w.-]+(?::\d+)?)/", re.ASCII)
_PLAIN = re.compile(rf"{_HOST.pattern[:-1]}(/[^\s?#]*(?:\?[^\s#]+)?)", re.ASCII)
_SAFE = "/%:@!$&'()*+,;=~-._"
_ESCAPE = re.compile("%[0-9A-Fa-f]{2}")
# a Cyrillic letter that was escaped twice: «%25D0%25BD»
_TWICE = re.compile("%25((?:D[0-2]|E2)%25[89AB][0-9A-F](?:%25[89AB][0-9A-F])?)", re.I)

# an address that names a file with words or tables in it, not a page
# by their ending, or as DLE and WordPress Download Manager give them out
DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|zip|rar|7z|p7s)(?:$|[?#])"
    r"|/engine/download\.php\?|[?&](?:do=download|wpdmdl=\d+)(?:$|[&#])",
    re.I,
)


def canonical(url: str, base: str | None = None) -> str | None:
    """The canonical URL: absolute, lower-case host, path escaped once and in capitals, no fragment, no tracking.
    None if it is no http(s) address.
    """
    if _CANONICAL.fullmatch(url):
        return url
    if base and _ABSOLUTE_PATH.fullmatch(url) and (there := _CANONICAL.match(base)):
        return there[1] + url
    try:
        parts = urlsplit(urljoin(base, url.strip()) if base else url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname:
        return None
    host = parts.hostname.rstrip(".")
    if not host:
        return None
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    try:
        path, query = _path(quote(parts.path or "/", safe=_SAFE)), _query(parts.query)
    except UnicodeEncodeError:  # a lone surrogate: no bytes can say it
        return None
    return urlunsplit(SplitResult(parts.scheme, netloc, path, query, ""))


def _path(path: str) -> str:
    if "%" not in path:
        return path
    once = _TWICE.sub(lambda match: "%" + match[1].replace("%25", "%"), path)
    return _ESCAPE.sub(lambda match: match[0].upper(), once)


def _query(query: str) -> str:
    """Without tracking; what stays, stays as it was spelt: the pairs may be in any charset."""
    pairs = [pair for pair in query.split("&") if not _TRACKING.fullmatch(pair.partition("=")[0])]
    return quote("&".join(pairs), safe=_SAFE + "?[]")


def host_of(url: str) -> str:
    """Host with port, as sources name their own."""
    if plain := _HOST.match(url):
        return plain[1].lower()
    return urlsplit(url).netloc.lower()


@lru_cache  # a source's are asked for several times a page
def hosts_of(url: str, more: tuple[str, ...]) -> frozenset[str]:
    """The host of a site's address, and the others that are its own too."""
    return frozenset({host_of(canonical(url) or url), *(host.lower() for host in more)})


def path_of(url: str) -> str:
    """Path with query: what a source's `articles` patterns are matched against."""
    if plain := _PLAIN.fullmatch(url):
        return plain[2]
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def fits(url: str, patterns: Sequence[str]) -> bool:
    """Whether path and query fit one of a source's patterns."""
    path = path_of(url)
    return any(re.search(pattern, path) for pattern in patterns)


def number_in(url: str, page_param: str | None, page_path: str | None) -> int | None:
    """Which page of a list an address names: by a parameter, or by a path with {page}. None where it names none."""
    if page_path is not None:
        before, after = map(re.escape, page_path.split("{page}"))
        pattern = rf"{before}(\d{{1,6}}){after}(?=[?#]|$)"
    elif page_param is not None:
        pattern = rf"[?&]{re.escape(page_param)}=(\d{{1,6}})(?=[&#]|$)"
    else:
        return None
    found = re.search(pattern, url)
    return int(found[1]) if found else None


def with_query(url: str, more: Mapping[str, str]) -> str:
    """The address with these parameters, in the place of those of the same names."""
    parts = urlsplit(url)
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key not in more]
    return urlunsplit(parts._replace(query=urlencode([*query, *more.items()])))
