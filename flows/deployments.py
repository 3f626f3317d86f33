"""The schedules, once: `visnyk serve` runs them, and prefect.yaml holds the same for a work pool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

TIMEZONE = "Europe/Kyiv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """One deployment of the flow `ingest`."""

    name: str
    description: str
    cron: str
    parameters: dict[str, Any]


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
)
