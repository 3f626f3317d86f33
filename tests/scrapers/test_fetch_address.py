from __future__ import annotations

import socket
from ipaddress import ip_network
from threading import Event
from typing import Any

import pytest

from scrapers.address import check_address, locate
from scrapers.errors import AddressRefused, RefusedByRobots
from tests.hostile import Hostile, answer, redirect
from tests.scrapers.fetch_tools import reading

ONE = (ip_network("127.0.0.1/32"),)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fd00:ec2::254",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::1",
    ],
)
def test_address_that_is_not_public_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused, match=r"rada\.example: expected a public address"):
        check_address(address, "rada.example", ())


@pytest.mark.parametrize(
    "address", ["91.198.36.14", "::ffff:91.198.36.14", "2a01:4f8::1", "64:ff9b::5bc6:240e", "127.0.0.1"]
)
def test_public_or_allowed_address_is_not(address: str) -> None:
    check_address(address, "rada.example", ONE)


@pytest.mark.parametrize(
    ("url", "sent", "origin"),
    [
        ("http://rada.example/a%20b?x=1", "http://rada.example/a%20b?x=1", "http://rada.example:80"),
        ("HTTP://Rada.Example", "http://rada.example/", "http://rada.example:80"),
        ("https://rada.example:443/./a/../b#c", "https://rada.example/b", "https://rada.example:443"),
        ("https://rada.example:8443/", "https://rada.example:8443/", "https://rada.example:8443"),
        ("http://[2a01::1]:81/", "http://[2a01::1]:81/", "http://[2a01::1]:81"),
        ("http://рада.укр/", "http://xn--80aal0c.xn--j1amh/", "http://xn--80aal0c.xn--j1amh:80"),
        ("http://rada.example/100%", "http://rada.example/100%25", "http://rada.example:80"),
    ],
)
def test_url_as_it_is_sent(url: str, sent: str, origin: str) -> None:
    assert locate(url)[:2] == (sent, origin)
    assert locate(sent)[:2] == (sent, origin)


def test_private_host_gets_no_packet() -> None:
    with Hostile() as web, reading(allow=()) as reader:
        for _ in range(2):
            with pytest.raises(AddressRefused, match=r"came 127\.0\.0\.1"):
                reader.get(web.on("/a", answer(b"secret")))
        assert web.connections == 0
    assert not reader.archive.written


@pytest.mark.parametrize(
    "host", ["169.254.169.254", "127.0.0.2", "2130706434", "[::1]", "[::ffff:127.0.0.2]"]
)
def test_redirect_to_a_private_host_gets_no_packet(host: str) -> None:
    with Hostile() as web, Hostile("127.0.0.2") as inner, reading(allow=ONE) as reader:
        inner.on("/latest/meta-data/", answer(b"secret"))
        url = web.on("/a", redirect(f"http://{host}:{inner.port}/latest/meta-data/"))
        with pytest.raises(AddressRefused, match="expected a public address") as failure:
            reader.get(url)
        assert failure.value.capture is not None
        assert failure.value.capture.url == url
        assert len(web.asked("/a")) == 1
        assert inner.connections == 0
        assert reader.get(web.on("/b", answer(b"page"))).body == b"page"


def resolved(*addresses: str) -> Any:
    def getaddrinfo(host: str, port: int, **_: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (address, port)) for address in addresses]

    return getaddrinfo


def test_name_that_turns_private_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: what counts is the address that is connected to, each time."""
    with Hostile("127.0.0.2") as inner, Hostile(port=inner.port) as web, reading(allow=ONE) as reader:
        url = f"http://rada.example:{web.port}/a"
        monkeypatch.setattr(socket, "getaddrinfo", resolved("127.0.0.1"))
        web.on("/a", lambda wire: wire.close(answer(b"page", headers=["Connection: close"])))
        assert reader.get(url).body == b"page"
        monkeypatch.setattr(socket, "getaddrinfo", resolved("127.0.0.2"))
        with pytest.raises(AddressRefused, match=r"rada\.example: .*127\.0\.0\.2"):
            reader.get(url)
        assert inner.connections == 0
        monkeypatch.setattr(socket, "getaddrinfo", resolved("127.0.0.2", "127.0.0.1"))
        assert reader.get(url).body == b"page"


def test_name_that_does_not_resolve(monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    with reading() as reader:
        with pytest.raises(RefusedByRobots, match=r"expected an address, came .*not known"):
            reader.get("http://rada.invalid/a")
        assert reader.fetcher.host_down("http://rada.invalid/b")


def test_resolver_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: ended.wait(10))
    limited = pytest.raises(RefusedByRobots, match=r"expected an address within 0\.1 s \(connect limit\)")
    with reading(connect_timeout=0.1, attempts=1) as reader, limited:
        reader.get("http://rada.invalid/a")
    ended.set()
