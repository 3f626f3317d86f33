# ruff: noqa: E501
"""The product, as its user has it: the command line and nothing else."""

import json
import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

from tests.second_web.model import Site
from tests.second_web.serve import Web

SETTINGS = """contact = "judge@example.org"
allow_private = ["127.0.0.0/8"]
sources = ["my-sources"]
only_sources = true
attempts = 2
backoff = 0.01
connect_timeout = 3
read_timeout = 10
total_timeout = 20
"""
TODAY = (
    "select source, day::varchar as day, status, articles, final, reason from coverage where day = date '{}'"
)
GONE = "select source, url from articles where state = 'gone'"


class Product:
    def __init__(self, home: Path, sites: list[Site]) -> None:
        self.home, self.sites, self.files = home, sites, home / "my-sources"
        self.diary = home / "second-web.jsonl"

    def command(self, *words: str) -> subprocess.CompletedProcess:
        environment = {**os.environ, "VISNYK_HOME": str(self.home)}
        return subprocess.run(
            [sys.executable, "-m", "flows.cli", *words],
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )

    def sql(self, query: str) -> list[dict]:
        done = self.command("sql", "--json", query)
        if done.returncode:
            raise RuntimeError(f"visnyk sql ended with {done.returncode}: {done.stderr[-2000:]}")
        return json.loads(done.stdout)

    def write_sources(self, now: datetime) -> None:
        self.files.mkdir(parents=True, exist_ok=True)
        for site in self.sites:
            toml = site.mended[1] if site.mended and now >= site.mended[0] else site.toml
            base = site.bases()[-1] if site.mended and now >= site.mended[0] else site.base
            (self.files / f"{site.slug}.toml").write_text(
                f'name = "{site.name}"\nurl = "{base}{site.path}"\ndelay = 0\n{toml}'
            )

    def play(self, web: Web, plan: list[tuple[datetime, list[str]]]) -> None:
        """Every visit in its order; behind the last one of a day what the product says of that day."""
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / "settings.toml").write_text(SETTINGS)
        with self.diary.open("w") as diary:
            for i, (now, slugs) in enumerate(plan):
                begun = time.perf_counter()
                web.set(now)
                self.write_sources(now)
                done = self.command("run", *slugs, "--no-prefect", "--json", "--now", now.isoformat())
                if done.returncode not in (0, 1):
                    raise RuntimeError(f"visnyk run ended with {done.returncode}: {done.stderr[-3000:]}")
                last = i + 1 == len(plan) or plan[i + 1][0].date() != now.date()
                said = {"at": now.isoformat(), "status": done.returncode, "last": last}
                if last:
                    said |= {"cells": self.sql(TODAY.format(now.date())), "gone": self.sql(GONE)}
                diary.write(json.dumps(said, ensure_ascii=False) + "\n")
                diary.flush()
                print(
                    f"{now:%d.%m %H:%M} {len(slugs)} sources, status {done.returncode}, {time.perf_counter() - begun:.1f} s",
                    file=sys.stderr,
                    flush=True,
                )

    def said(self) -> list[dict]:
        return [json.loads(line) for line in self.diary.read_text().splitlines()]
