"""What the administrator sees of the jobs, and the one thing to do about a dead one."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from yifa import clock
from yifa.errors import Missing, Text
from yifa.jobs.models import Job
from yifa.jobs.stamps import stamp

__all__ = ["Line", "dead", "lines", "purge", "revive"]


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of job: how many in each state, the oldest that is due and not begun, and the last end."""

    kind: str
    waiting: int
    leased: int
    done: int
    dead: int
    overdue_since: str | None
    last_finished: str | None


def lines() -> list[Line]:
    """One line for each kind of job, by name."""
    counts = {state: Count("id", filter=Q(state=state)) for state in ("waiting", "leased", "done", "dead")}
    due = Q(state="waiting", run_at__lte=stamp(clock.now()))
    found = Job.objects.values("kind").annotate(
        **counts,
        overdue_since=Min("run_at", filter=due),
        last_finished=Max("finished", filter=~Q(finished="")),
    )
    columns = [each.name for each in fields(Line)]
    return [Line(*row) for row in found.order_by("kind").values_list(*columns)]


def dead(limit: int = 100) -> list[Job]:
    """The dead jobs, the latest first."""
    return list(Job.objects.filter(state="dead").order_by("-finished", "-id")[:limit])


def revive(job_id: int) -> None:
    """Let a dead job try again from now, with all its attempts; raises `Missing` if there is none dead."""
    changed = Job.objects.filter(pk=job_id, state="dead").update(
        state="waiting", attempts=0, run_at=stamp(clock.now()), finished="", lease="", leased_until=""
    )
    if not changed:
        raise Missing("jobs.dead", Text("没有这个失败的任务。", "There is no such dead job."))


def purge(before: datetime) -> int:
    """Remove jobs done before `before` (aware), whose keys become free again; how many. Dead ones stay."""
    return Job.objects.filter(state="done", finished__lt=stamp(before)).delete()[0]
