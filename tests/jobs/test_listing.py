"""The administrator sees what waits and what died, and can let it try again."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection

from yifa import clock, jobs
from yifa.errors import Missing
from yifa.jobs.listing import Line, dead, lines, purge, revive
from yifa.jobs.models import Job
from yifa.jobs.stamps import stamp

pytestmark = pytest.mark.django_db
Later = Callable[[timedelta], datetime]


def promise(kind: str, run_at: datetime | None = None) -> None:
    with connection.cursor() as cursor:
        jobs.enqueue(cursor, kind, {}, run_at)


def test_the_list_counts_each_state_and_names_the_oldest_overdue(later: Later) -> None:
    noon = stamp(clock.now())
    promise("a")
    promise("a", clock.now() + timedelta(days=1))
    promise("b")
    jobs.handler("b")(lambda _: None)
    later(timedelta(hours=1))
    [first, *_] = jobs.claim()
    assert first.kind == "a"
    assert jobs.drain().done == 1
    assert lines() == [
        Line("a", waiting=1, leased=1, done=0, dead=0, overdue_since=None, last_finished=None),
        Line("b", waiting=0, leased=0, done=1, dead=0, overdue_since=None, last_finished=stamp(clock.now())),
    ]
    jobs.fail(first, "no")
    later(timedelta(hours=1))
    assert lines()[0].overdue_since is not None
    assert lines()[0].overdue_since > noon


def test_a_dead_job_is_shown_with_its_reason_and_can_be_revived() -> None:
    promise("a")
    jobs.drain()
    [job] = dead()
    assert "no handler" in job.error
    jobs.handler("a")(lambda _: None)
    revive(job.pk)
    assert jobs.drain().done == 1
    with pytest.raises(Missing):
        revive(job.pk)


def test_purging_removes_what_was_done_before_and_never_the_dead(later: Later) -> None:
    jobs.handler("a")(lambda _: None)
    promise("a")
    promise("unknown")
    jobs.drain()
    assert purge(clock.now()) == 0
    assert purge(later(timedelta(days=1))) == 1
    assert Job.objects.get().state == "dead"
