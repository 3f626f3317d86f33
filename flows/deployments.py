"""The deployments, once: `visnyk serve` runs them, and prefect.yaml holds the same for a work pool."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

TIMEZONE = "Europe/Kyiv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """One deployment of the flow `ingest`, or of another; without `cron` it waits until somebody starts it."""

    name: str
    description: str
    cron: str | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    entrypoint: str = "flows.ingest:ingest"


DEPLOYMENTS = (
    Deployment(
        name="ingest-hourly",
        description="Sources that publish all day: at minute 7 of every hour",
        cron="7 * * * *",
        parameters={"schedule": "hourly"},
    ),
    Deployment(
        name="ingest-daily",
        description="All other sources: at 05:37, when their servers are idle",
        cron="37 5 * * *",
        parameters={"schedule": "daily"},
    ),
    Deployment(
        name="backfill",
        description="Reads the days of a window back, from_day up to and without to_day; started by hand",
        entrypoint="flows.backfill_flow:backfill",
    ),
    Deployment(
        name="reparse",
        description="Reads the whole archive again with today's code; started by hand, waits for a run to end",
        entrypoint="flows.reparse_flow:reparse",
    ),
)
