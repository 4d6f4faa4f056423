"""The periodic jobs of the watch: what silence brought about, and what a new calendar moved."""

from __future__ import annotations

from datetime import timedelta

from yifa import clock
from yifa.deadlines.silence import deem_all
from yifa.docket.handing_over import apply_due
from yifa.docket.reprojecting import reproject_all
from yifa.jobs import Task, handler

__all__: list[str] = []


@handler("deadlines.silence", every=timedelta(minutes=5))
def _silence(task: Task) -> None:
    """Deemed acts; where a case refuses one, the job says so and comes back."""
    done, failed = deem_all()
    if failed:
        raise RuntimeError(f"{failed} cases refused a deemed act ({done} recorded)")


@handler("deadlines.calendar", every=timedelta(hours=1))
def _calendar(task: Task) -> None:
    """Due days by the calendar as published; nothing is written where nothing moved."""
    reproject_all()


@handler("deadlines.handover", every=timedelta(minutes=15))
def _handover(task: Task) -> None:
    """Queues whose day of handing over has come."""
    apply_due(clock.now())
