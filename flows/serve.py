"""`visnyk serve`: the schedules and their runs, on one machine and without a work pool."""

from __future__ import annotations

from typing import Any

from flows.deployments import DEPLOYMENTS, TIMEZONE


def serve_schedules(parameters: dict[str, Any], every: int | None) -> None:
    """Runs until it is stopped. `every`: one interval in seconds instead of the schedules of prefect.yaml."""
    # imported here because Prefect reads the environment when it is imported
    from prefect import serve
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Cron, Interval, Schedule
    from prefect.types.entrypoint import EntrypointType

    from flows.ingest import ingest

    def deploy(
        name: str, schedule: Schedule, more: dict[str, Any], description: str = ""
    ) -> RunnerDeployment:
        return RunnerDeployment.from_flow(
            ingest,
            name=name,
            schedule=schedule,
            parameters={**parameters, **more},
            description=description,
            concurrency_limit=ConcurrencyLimitConfig(
                limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
            ),
            entrypoint_type=EntrypointType.MODULE_PATH,
        )

    if every is not None:
        serve(deploy("ingest-trial", Interval(every), {}))
        return
    serve(
        *(
            deploy(plan.name, Cron(plan.cron, timezone=TIMEZONE), plan.parameters, plan.description)
            for plan in DEPLOYMENTS
        )
    )
