"""Where a request may go: URLs as they are sent, and the addresses behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import idna

from scrapers.errors import AddressRefused, BadRedirect

Networks = Sequence[IPv4Network | IPv6Network]

_PORTS = {"http": 80, "https": 443}
# URLs that are sent as they are: ASCII, lower-case host, valid escapes, no fragment, no user
_PLAIN = re.compile(
    r"(https?)://([a-z0-9.-]+)(:\d+)?(?P<path>/(?:[\w/.~!$&'()*+,;=:@?-]|%[0-9A-Fa-f]{2})*)", re.ASCII
)
_HOST = re.compile(r"[a-z0-9._~!$&'()*+,;=-]+")
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")  # a percent sign that begins no escape
_SAFE = "%!$&'()*+,;=:@/~"
_NAT64 = IPv6Network("64:ff9b::/96")


class Target(NamedTuple):
    """Where a request goes."""

    url: str  # as sent: ASCII, no fragment, no user
    origin: str  # scheme, host and port: what has one robots.txt and one pace
    netloc: str  # for the Host header
    scheme: str
    host: str
    port: int
    path: str  # with its query


def locate(url: str) -> Target:
    """BadRedirect if the URL is not one of http(s) with a host."""
    plain = _PLAIN.fullmatch(url)
    if plain is None or "/." in url:
        return _prepare(url)
    scheme, host, port = plain[1], plain[2], plain[3]
    return _target(scheme, host, int(port[1:]) if port else None, url[plain.start("path") :])


def _target(scheme: str, host: str, port: int | None, path: str) -> Target:
    usual = _PORTS[scheme]
    netloc = host if port in (None, usual) else f"{host}:{port}"
    return Target(
        f"{scheme}://{netloc}{path}",
        f"{scheme}://{host}:{port or usual}",
        netloc,
        scheme,
        host,
        port or usual,
        path,
    )


def _prepare(url: str) -> Target:
    """Names in IDNA, paths quoted, dots resolved."""
    try:
        parts = urlsplit(url.strip())
        host, port = _ascii(parts.hostname or ""), parts.port
    except ValueError as error:
        raise BadRedirect(f"{url}: expected an http(s) address, came {error}") from error
    if parts.scheme not in _PORTS or not host:
        raise BadRedirect(f"{url}: expected an http(s) address, came {url!r}")
    path = quote(_STRAY.sub("%25", _without_dots(parts.path)), safe=_SAFE)
    query = quote(_STRAY.sub("%25", parts.query), safe=_SAFE + "?")
    return _target(parts.scheme, host, port, f"{path}?{query}" if query else path)


def _ascii(host: str) -> str:
    """The host as it stands in a URL; ValueError if it cannot."""
    if ":" in host:
        return f"[{IPv6Address(host)}]"
    if not host.isascii():
        host = idna.encode(host.lower(), strict=True, std3_rules=True).decode()
    if host and not _HOST.fullmatch(host):
        raise ValueError(f"a host of {host!r}")
    return host


def _without_dots(path: str) -> str:
    kept: list[str] = []
    for segment in path.removeprefix("/").split("/"):
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    end = "/" if kept and path.endswith(("/.", "/..")) else ""
    return "/" + "/".join(kept) + end


def check_address(address: str, host: str, allow: Networks) -> None:
    """AddressRefused unless the address is public or lies in a network that the settings allow."""
    ip = ip_address(address.partition("%")[0])
    if not _is_allowed(ip, allow):
        raise AddressRefused(
            f"{host}: expected a public address or one of an allowed network, came {ip}. If it is meant: "
            f"--allow-private {ip}/{ip.max_prefixlen}, or allow_private in settings.toml"
        )


def _is_allowed(ip: IPv4Address | IPv6Address, allow: Networks) -> bool:
    if isinstance(ip, IPv6Address):
        inner = IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else ip.ipv4_mapped or ip.sixtofour
        if inner is not None:  # an IPv4 address in other clothes is judged as what it is
            ip = inner
    if any(ip in network for network in allow):
        return True
    special = ip.is_multicast or ip.is_reserved or (isinstance(ip, IPv6Address) and ip.is_site_local)
    return ip.is_global and not special
