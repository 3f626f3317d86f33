"""The limits of one request, and what is raised where it passes them or breaks otherwise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """Seconds, bytes and counts that no site can pass."""

    connect_timeout: float = 10.0  # for a name, its connection and its TLS handshake together
    read_timeout: float = 20.0  # between two bytes
    total_timeout: float = 60.0  # for one attempt, from the name to the last byte
    max_body: int = 20 * 2**20  # as received and decoded, each
    max_redirects: int = 5
    attempts: int = 4
    backoff: float = 0.5  # the first pause between attempts; doubles
    max_wait: float = 60.0  # the longest pause, and the longest Retry-After that is waited for


class TransferError(Exception):
    """No whole answer. `code` is libcurl's, and so are the words."""

    def __init__(self, message: str, code: int, *, missing: str | None = None, spent: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.missing = missing  # what there was none of yet: an address, a connection or a TLS handshake
        self.spent = spent  # the total limit


class Silence(Exception):
    """No byte within the read limit."""
