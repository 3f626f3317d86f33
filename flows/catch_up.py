"""After downtime one run catches up: those that are late with it have nothing left to read.

A visit reads all that came since the last complete one, so that what twenty late runs were meant for is done by the
first. Prefect would start all of them one after the other, as soon as a slot is free.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.runtime import flow_run
from prefect.states import Cancelled

from flows.clock import utc_now

FOLDED = "Folded"  # the state of a run that left its work to another
_AT_ONCE = 200  # the most that the server tells in one answer


def fold_late() -> str | None:
    """Cancels what is due like this run; where such a run began after this one was due, why this one need not begin.

    Runs of the same deployment with the same parameters only; without a deployment there are none.
    """
    run_id = flow_run.get_id()
    if run_id is None:
        return None
    with get_client(sync_client=True) as client:
        this = client.read_flow_run(UUID(run_id))
        due = this.expected_start_time
        if this.deployment_id is None or due is None:
            return None
        began = FlowRunFilter(
            start_time=FlowRunFilterStartTime(after_=due),
            state=_in(StateType.RUNNING, StateType.COMPLETED),
        )
        for other in _alike(client, this, began):
            if other.state_name != FOLDED and _began(other) < _began(this):
                return f"due {due:%Y-%m-%d %H:%M:%S} UTC; {other.name} began after that and reads all that this would"
        while late := _due(client, this):
            for other in late:
                words = f"late, and folded into {this.name}, which reads all since the last complete visit"
                client.set_flow_run_state(other.id, Cancelled(message=words))
    return None


def _began(run: FlowRun) -> tuple[datetime, UUID]:
    return (run.start_time or utc_now(), run.id)


def _due(client: SyncPrefectClient, this: FlowRun) -> list[FlowRun]:
    now = utc_now()
    waiting = _alike(client, this, FlowRunFilter(state=_in(StateType.SCHEDULED)))
    return [run for run in waiting if run.expected_start_time is not None and run.expected_start_time <= now]


def _in(*types: StateType) -> FlowRunFilterState:
    return FlowRunFilterState(type=FlowRunFilterStateType(any_=list(types)))


def _alike(client: SyncPrefectClient, this: FlowRun, wanted: FlowRunFilter) -> list[FlowRun]:
    """Other runs of the same deployment that were asked for the same."""
    if this.deployment_id is None:
        return []
    found = client.read_flow_runs(
        flow_run_filter=wanted,
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[this.deployment_id])),
        sort=FlowRunSort.EXPECTED_START_TIME_ASC,
        limit=_AT_ONCE,
    )
    return [run for run in found if run.id != this.id and run.parameters == this.parameters]
