"""A promised job is neither lost nor invented, and only its holder can end it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from yifa import clock, jobs
from yifa.errors import Conflict
from yifa.jobs.models import Job
from yifa.jobs.queue import LEASE, MOST_ATTEMPTS

pytestmark = pytest.mark.django_db
Later = Callable[[timedelta], datetime]
MINUTE = timedelta(minutes=1)


def promise(
    kind: str = "render", key: str = "", run_at: datetime | None = None, **payload: object
) -> int | None:
    with connection.cursor() as cursor:
        return jobs.enqueue(cursor, kind, payload, run_at, key)


def test_a_job_falls_with_the_transaction_that_promised_it() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        promise()
        raise ZeroDivisionError
    assert jobs.claim() == []


def test_a_claimed_job_has_its_payload_and_is_not_given_twice(later: Later) -> None:
    promise(case=7, 文书="决定书")
    [task] = jobs.claim()
    assert (task.kind, task.payload, task.attempt) == ("render", {"case": 7, "文书": "决定书"}, 1)
    assert jobs.claim() == []


def test_a_job_waits_for_its_time_and_the_oldest_comes_first(later: Later) -> None:
    promise("second", run_at=clock.now() + 2 * MINUTE)
    promise("first", run_at=clock.now() + MINUTE)
    assert jobs.claim() == []
    later(2 * MINUTE)
    assert [task.kind for task in jobs.claim(limit=5)] == ["first", "second"]


def test_a_key_is_promised_once_until_the_row_is_purged() -> None:
    assert promise(key="remind:7") is not None
    assert promise(key="remind:7") is None
    assert promise() is not None
    assert promise() is not None


def test_a_dead_workers_job_goes_to_the_next_and_the_first_cannot_finish_it(later: Later) -> None:
    promise()
    [lost] = jobs.claim()
    later(LEASE)
    [taken] = jobs.claim()
    assert taken.attempt == 2
    for end in (jobs.finish, jobs.renew, lambda task: jobs.fail(task, "late")):
        with pytest.raises(Conflict):
            end(lost)
    jobs.finish(taken)
    with pytest.raises(Conflict):
        jobs.finish(taken)


def test_a_renewed_lease_is_kept(later: Later) -> None:
    promise()
    [task] = jobs.claim()
    later(LEASE - MINUTE)
    jobs.renew(task)
    later(2 * MINUTE)
    assert jobs.claim() == []
    jobs.finish(task)


def test_a_failed_job_waits_longer_each_time_and_is_dead_after_the_last(later: Later) -> None:
    promise()
    waits = []
    for attempt in range(1, MOST_ATTEMPTS + 1):
        [task] = jobs.claim()
        assert jobs.fail(task, "printer on fire") is (attempt == MOST_ATTEMPTS)
        job = Job.objects.get()
        if job.state == "waiting":
            wait = datetime.fromisoformat(job.run_at) - clock.now()
            waits.append(wait)
            later(wait)
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=30)
    assert max(waits) <= timedelta(hours=1)
    assert (Job.objects.get().state, Job.objects.get().error) == ("dead", "printer on fire")


@pytest.mark.parametrize(("every", "key"), [(timedelta(0), "k"), (MINUTE, ""), (-MINUTE, "k")])
def test_a_periodic_job_needs_a_period_and_a_key(every: timedelta, key: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ValueError, match="periodic"):
        jobs.enqueue(cursor, "watch", {}, key=key, every=every)


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        promise(run_at=datetime(2026, 1, 1))  # noqa: DTZ001  # naive on purpose


class Periodic(TestCase):
    """A periodic job keeps to its own grid of times however late it runs."""

    @given(st.integers(1, 5000), st.integers(0, 100_000), st.booleans())
    def test_the_next_time_is_the_first_of_the_grid_to_come(
        self, period: int, delay: int, is_failed: bool
    ) -> None:
        start = datetime(2026, 9, 28, 12, 0, tzinfo=clock.ZONE)
        Job.objects.all().delete()
        with clock.at(start), connection.cursor() as cursor:
            jobs.enqueue(cursor, "watch", {}, key="every:watch", every=timedelta(seconds=period))
        with clock.at(start + timedelta(seconds=delay)):
            [task] = jobs.claim()
            if is_failed:
                assert not jobs.fail(task, "no")
            else:
                jobs.finish(task)
            wait = datetime.fromisoformat(Job.objects.get().run_at) - clock.now()
        assert timedelta(0) < wait <= timedelta(seconds=period)
        assert (wait.total_seconds() + delay) % period == 0
