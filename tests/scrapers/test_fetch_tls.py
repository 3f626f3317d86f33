from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from scrapers.errors import AddressRefused, RefusedByRobots, Unreachable
from tests.hostile import Hostile, answer
from tests.scrapers.fetch_tools import Reader, reading


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "own.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(secret + signed.public_bytes(Encoding.PEM))
    return file


@pytest.fixture
def web(certificate: Path) -> Iterator[Hostile]:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    with Hostile(tls=tls) as web:
        yield web


@pytest.fixture
def reader(certificate: Path) -> Iterator[Reader]:
    with reading(authorities=certificate, attempts=2, total_timeout=1.5) as reader:
        yield reader


def test_page_over_tls(web: Hostile, reader: Reader) -> None:
    url = web.on("/a", answer(b"page"))
    assert [reader.get(url).body for _ in range(3)] == [b"page"] * 3
    assert web.connections == 1
    assert reader.archive.exchanges[0].peer == "127.0.0.1"


def test_torn_answers_over_tls(web: Hostile, reader: Reader) -> None:
    with pytest.raises(Unreachable, match="Content-Length"):
        reader.get(web.on("/long", answer(b"page and more", length=4)))
    web.on("/short", lambda wire: wire.close(answer(b"half", length=8)))
    with pytest.raises(Unreachable, match="torn"):
        reader.get(web.url("/short"))
    web.on("/whole", lambda wire: wire.close(answer(b"page", headers=["Connection: close"])))
    assert reader.get(web.url("/whole")).body == b"page"
    web.on("/drip", lambda wire: wire.drip(answer(b"", length=1000), b"x"))
    with pytest.raises(Unreachable, match="total limit"):
        reader.get(web.url("/drip"))
    assert reader.get(web.on("/a", answer(b"page"))).body == b"page"


def test_certificate_is_checked_and_not_asked_for_twice(web: Hostile) -> None:
    unproven = pytest.raises(RefusedByRobots, match="certificate that proves the host, came self-signed")
    with reading(attempts=3) as reader, unproven:
        reader.get(web.on("/a", answer(b"page")))
    assert web.connections == 1
    assert not reader.archive.written


def test_address_is_checked_before_any_handshake(web: Hostile) -> None:
    with reading(allow=()) as reader, pytest.raises(AddressRefused):
        reader.get(web.on("/a", answer(b"page")))
    assert web.connections == 0


def test_plain_answer_to_a_handshake() -> None:
    torn = pytest.raises(RefusedByRobots, match="expected a whole answer, came a torn one")
    with Hostile(greet=lambda wire: wire.close(answer(b"page"))) as web, reading(attempts=1) as reader, torn:
        reader.get(web.url("/a").replace("http:", "https:"))
