"""No test leaves this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from typing import Any

import pytest

from scrapers import transfer
from scrapers.address import Networks, check_address
from scrapers.errors import AddressRefused


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"


def _guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    def connect_here(sock: socket.socket, address: Any) -> Any:
        if sock.family != socket.AF_UNIX and not is_loopback(address[0]):
            # not an OSError: code that forgives a failed connection must not forgive this one
            pytest.fail(f"a test wanted to connect to {address[0]}, which is not this machine")
        return connect(sock, address)

    return connect_here


@pytest.fixture(scope="session", autouse=True)
def only_loopback() -> Iterator[None]:
    elsewhere: list[str] = []

    def check_here(address: str, host: str, allow: Networks) -> None:
        check_address(address, host, allow)
        if not is_loopback(address):
            elsewhere.append(f"{host} ({address})")
            raise AddressRefused(f"a test wanted to connect to {host} ({address}), which is not this machine")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        patch.setattr(transfer, "check_address", check_here)  # libcurl connects by itself
        yield
    assert not elsewhere
