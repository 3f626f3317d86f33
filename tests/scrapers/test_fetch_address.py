from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pycurl
import pytest

from scrapers.address import check_address, locate
from scrapers.errors import AddressRefused, Unreachable
from tests.hostile import Hostile, Wire, answer, redirect
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
    try:
        check_address(address, "rada.example", ONE)
    except AddressRefused as error:
        refused = str(error)
    else:
        refused = ""
    assert refused == ""


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


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """`host:port` → its addresses, with commas; what libcurl would ask the system for."""
    known: dict[str, str] = {}

    class Curl(pycurl.Curl):
        def setopt(self, option: int, value: Any) -> None:
            super().setopt(option, value)
            if option == pycurl.URL:
                super().setopt(pycurl.RESOLVE, [f"{place}:{found}" for place, found in known.items()])

    monkeypatch.setattr(pycurl, "Curl", Curl)
    return known


def test_name_that_turns_private_is_refused(names: dict[str, str]) -> None:
    """DNS rebinding: what counts is the address that is connected to, each time."""
    with Hostile("127.0.0.2") as inner, Hostile(port=inner.port) as web, reading(allow=ONE) as reader:
        place = f"rada.example:{web.port}"
        url = f"http://{place}/a"
        names[place] = "127.0.0.1"
        web.on("/a", lambda wire: wire.close(answer(b"page", headers=["Connection: close"])))
        assert reader.get(url).body == b"page"
        names[place] = "127.0.0.2"
        with pytest.raises(AddressRefused, match=r"rada\.example: .*127\.0\.0\.2"):
            reader.get(url)
        assert inner.connections == 0
        names[place] = "127.0.0.2,127.0.0.1"
        assert reader.get(url).body == b"page"
        assert inner.connections == 0


def test_refused_address_before_one_that_does_not_answer(names: dict[str, str]) -> None:
    """It is not refused then: another attempt may find the other one at work."""
    with Hostile() as web:
        place = f"rada.example:{web.port}"
    names[place] = "127.0.0.2,127.0.0.1"
    with reading(allow=ONE, attempts=1) as reader, pytest.raises(Unreachable, match="Connection refused"):
        reader.get(f"http://{place}/a")


def test_name_that_does_not_resolve() -> None:
    """A label of 64 letters is no name: the resolver says so without asking anyone."""
    url = f"http://{'a' * 64}.example/"
    with reading() as reader:
        with pytest.raises(Unreachable, match=r"expected an address, came .*not resolve"):
            reader.get(url)
        assert reader.fetcher.host_down(url)


def test_resolver_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is asked over HTTPS, for the system's cannot be made to hang."""

    class Curl(pycurl.Curl):
        def setopt(self, option: int, value: Any) -> None:
            super().setopt(option, value)
            if option == pycurl.URL:
                super().setopt(pycurl.DOH_URL, resolver.url("/").replace("http:", "https:"))

    monkeypatch.setattr(pycurl, "Curl", Curl)
    limited = pytest.raises(Unreachable, match=r"expected an address within 0\.2 s \(connect limit\)")
    with Hostile(greet=Wire.hang) as resolver, reading(connect_timeout=0.2, attempts=1) as reader, limited:
        reader.get("http://rada.example/a")
