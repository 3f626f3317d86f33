"""`visnyk serve`: the schedules and their runs, on one machine and without a work pool."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

from flows.deployments import DEPLOYMENTS, TIMEZONE, Deployment
from flows.stopping import leave_to_asyncio

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment


def serve_schedules(parameters: dict[str, Any], every: int | None) -> None:
    """Runs until it is stopped. `every`: one interval in seconds instead of the schedules of prefect.yaml."""
    # imported here because Prefect reads the environment when it is imported
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Cron, Interval, Schedule
    from prefect.types.entrypoint import EntrypointType

    def deploy(plan: Deployment, schedule: Schedule | None) -> RunnerDeployment:
        module, _, name = plan.entrypoint.partition(":")
        return RunnerDeployment.from_flow(
            getattr(import_module(module), name),
            name=plan.name,
            schedule=schedule,
            parameters={**parameters, **plan.parameters},
            description=plan.description,
            concurrency_limit=ConcurrencyLimitConfig(
                limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
            ),
            entrypoint_type=EntrypointType.MODULE_PATH,
        )

    if every is not None:
        _serve([deploy(Deployment(name="ingest-trial", description=""), Interval(every))])
        return
    _serve([deploy(plan, Cron(plan.cron, timezone=TIMEZONE) if plan.cron else None) for plan in DEPLOYMENTS])


def _serve(deployments: list[RunnerDeployment]) -> None:
    """As `prefect.serve`, whose handler of SIGTERM tears the loop apart and says so at length."""
    from prefect.runner import Runner

    class QuietRunner(Runner):
        """SIGTERM ends it as Ctrl-C does: deployments are paused, a run under way is ended."""

        async def until_stopped(self) -> None:
            self.loop, self.whole = asyncio.get_running_loop(), asyncio.current_task()
            await self.start()

        def handle_sigterm(self, *_signal: object, **_more: object) -> None:
            if self.whole is not None:
                self.loop.call_soon_threadsafe(self.whole.cancel)

    runner = QuietRunner()
    for deployment in deployments:
        runner.add_deployment(deployment)
    leave_to_asyncio()
    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(runner.until_stopped())
