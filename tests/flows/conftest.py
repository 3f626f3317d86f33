"""The demo web, a home on it, and the `visnyk` command in this process."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.clock import Clock, utc_now
from flows.demo.web import DemoWeb, write_sources
from flows.pipeline import Run, RunResult
from flows.settings import Home, Settings, load_settings
from flows.sources import all_sources
from warehouse.db import open_published

GIVEN = {"allow_private": ["127.0.0.0/8"], "backoff": 0.01}


@dataclass(frozen=True)
class Place:
    """A home, a folder of sources, and the web they describe."""

    home: Home
    folder: Path
    web: DemoWeb

    @property
    def settings(self) -> Settings:
        return load_settings(self.home, dict(GIVEN))

    def arguments(self) -> list[str]:
        return [
            *("--home", str(self.home.root), "--sources", str(self.folder), "--only-sources"),
            *("--allow-private", "127.0.0.0/8", "--no-prefect"),
        ]

    def run(self, *slugs: str, now: Clock = utc_now) -> RunResult:
        """What `visnyk run --no-prefect` does, one source after the other."""
        known = all_sources([self.folder], only_folders=True)
        chosen = {slug: known[slug] for slug in slugs or known}
        work = Run(self.home, self.settings, chosen, registry=known, now=now)
        work.open(wait=10)
        try:
            work.load(work.visit(slug) for slug in work.sources)
            work.publish()
        finally:
            work.close()
        return work.result

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with open_published(self.home.database) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """All six sites."""
    yield from _place(tmp_path, None)


@pytest.fixture
def one_site(tmp_path: Path) -> Iterator[Place]:
    """Only «Вербівська громада»."""
    yield from _place(tmp_path, ["verbivska_hromada"])


def _place(folder: Path, sites: list[str] | None) -> Iterator[Place]:
    with DemoWeb(sites=sites) as web:
        write_sources(folder / "sources", web)
        yield Place(Home(folder / "home"), folder / "sources", web)


@pytest.fixture
def outcomes() -> Callable[[RunResult], dict[str, int]]:
    """Outcomes of a run over all sources, without the zeros."""

    def count(result: RunResult) -> dict[str, int]:
        total: dict[str, int] = {}
        for batch in result.batches:
            for name, number in batch.visit.outcomes.items():
                total[name] = total.get(name, 0) + number
        return {name: number for name, number in total.items() if number}

    return count


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One server for the session, in a process of its own, as `visnyk serve` starts it."""
    home = Home(tmp_path_factory.mktemp("prefect"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    before = dict(os.environ)
    from flows.server import server
    from flows.settings import configure_prefect

    configure_prefect(home, quiet=True)
    with server(home, port) as url:
        yield url
    os.environ.clear()
    os.environ.update(before)
