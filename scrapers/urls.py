"""One address for one page: what two spellings of a URL have in common."""

from __future__ import annotations

from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

# set by share buttons and mailings; they never choose the page
_TRACKING = ("utm_", "fbclid", "gclid", "yclid", "mc_cid", "mc_eid", "_ga")
_PORTS = {"http": 80, "https": 443}
_SAFE = "/%:@!$&'()*+,;=~-._"


def canonical(url: str, base: str | None = None) -> str | None:
    """The canonical URL: absolute, lower-case host, no fragment, no tracking. None if it is no http(s) address."""
    try:
        parts = urlsplit(urljoin(base, url.strip()) if base else url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname:
        return None
    host = parts.hostname.rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    path = quote(parts.path or "/", safe=_SAFE)
    return urlunsplit(SplitResult(parts.scheme, netloc, path, _query(parts.query), ""))


def _query(query: str) -> str:
    if not any(mark in query for mark in _TRACKING):
        return quote(query, safe=_SAFE + "?[]")
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(key, value) for key, value in pairs if not key.startswith(_TRACKING)])


def host_of(url: str) -> str:
    """Host with port, as sources name their own."""
    return urlsplit(url).netloc.lower()


def path_of(url: str) -> str:
    """Path with query: what a source's `articles` patterns are matched against."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
